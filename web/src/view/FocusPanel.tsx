// What is being looked at: its title, the sentence that says what cuts it, the bars, its communes.
import type { ComponentChildren } from "preact";
import { subjectOf } from "../address/address";
import type { Overlap, Stats } from "../api/answers";
import { formatNumber, typeset } from "../model/format";
import { emphasised } from "../model/sentences";
import type { Focus } from "../state/state";
import { Cuts } from "./Cuts";
import type { Page } from "./page";
import { Tabs } from "./Tabs";
import { eyebrowOf, factsOf, hueOf, titleOf } from "./words";

interface Props {
  readonly page: Page;
  readonly focus: Focus;
  readonly stats: Stats;
  /** The title of the page, or of a part under a town. */
  readonly level: 1 | 2;
  /** What can be done to ground of the user's own. */
  readonly tools?: ComponentChildren;
}

export function FocusPanel({ page, focus, stats, level, tools }: Props) {
  const { state, text } = page;
  const { family, estimated } = focus.answer.subject;
  const exact = focus.answer.overlaps.every((overlap) => overlap.shared.exact);
  const own = state.address.subject.type;
  return (
    <article class="focus" data-testid="focus">
      <Head page={page} focus={focus} stats={stats} level={level} />
      <Tabs page={page}>
        <Sentence page={page} focus={focus} />
        {estimated && <p class="caution">{text.subject.estimatedHint}</p>}
        {!exact && own === "area" && <p class="caution">{text.subject.figuresEstimated}</p>}
        {focus.detail?.shape === "missing" && <p class="caution">{text.subject.noShape}</p>}
        {tools}
        {focus.answer.overlaps.length > 0 && <Cuts page={page} stats={stats} family={family} />}
        <Communes page={page} communes={focus.communes} />
      </Tabs>
    </article>
  );
}

function Head({ page, focus, stats, level }: Props) {
  const { state, text, actions } = page;
  const { subject, language } = state.address;
  const { detail, answer } = focus;
  const own = subject.type === "basket" ? text.basket : text.area;
  const eyebrow = detail
    ? eyebrowOf(detail, stats, language, text)
    : `${text.families.decided} · ${own.eyebrow}`;
  // A basin is named after its town: its seat would say the same again.
  const seat = answer.subject.family === "lived" ? null : detail?.seat;
  const title = detail ? titleOf(detail.territory, stats, language, text) : own.title;
  return (
    <header class="head">
      <p class={`eyebrow ${hueOf(answer.subject.family)}`}>
        {eyebrow}
        {answer.subject.estimated && <span class="badge">{text.subject.estimated}</span>}
      </p>
      {level === 1 ? <h1 tabIndex={-1}>{title}</h1> : <h2 class="title">{title}</h2>}
      {seat && (
        <p class="quiet">
          {text.subject.seat}{" "}
          <button type="button" class="link" onClick={() => actions.go(subjectOf(seat.id))}>
            {seat.name}
          </button>
        </p>
      )}
    </header>
  );
}

function Sentence({ page, focus }: { page: Page; focus: Focus }) {
  const { state, text } = page;
  const { language, subject } = state.address;
  const { detail, answer } = focus;
  const facts = factsOf(
    detail?.communes ?? (subject.type === "basket" ? subject.communes.length : null),
    detail?.population?.people ?? answer.subject.population,
    subject.type === "area" ? answer.subject.area_km2 : null,
    language,
    text,
  );
  return (
    <p class="lead sentence" data-testid="summary">
      {facts}{" "}
      {emphasised(typeset(answer.summary[language], language)).map((run) =>
        run.strong ? <strong key={run.text}>{run.text}</strong> : run.text,
      )}
    </p>
  );
}

/** The communes by name: what the map shows, for those who do not see it. */
function Communes({ page, communes }: { page: Page; communes: readonly Overlap[] | null }) {
  const { state, text, actions } = page;
  const { language, subject } = state.address;
  if (!communes?.length || subject.type === "basket") return null;
  const sorted = [...communes].sort((a, b) =>
    a.territory.name.localeCompare(b.territory.name, "fr"),
  );
  return (
    <details class="more communes">
      <summary>
        {text.subject.listCommunes(formatNumber(sorted.length, language), sorted.length)}
      </summary>
      <ul>
        {sorted.map(({ territory }) => (
          <li key={territory.id}>
            <button type="button" class="link" onClick={() => actions.go(subjectOf(territory.id))}>
              {territory.name}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
