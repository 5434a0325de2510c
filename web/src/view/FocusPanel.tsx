// What is being looked at: its title, then the open step; here what cuts it, the bars, its communes.
import type { ComponentChildren } from "preact";
import { subjectOf } from "../address/address";
import type { Overlap, Stats } from "../api/answers";
import type { StraddleAnswer } from "../api/scale";
import { formatNumber, typeset } from "../model/format";
import { paragraphOf } from "../model/logbook";
import { emphasised } from "../model/sentences";
import { type Focus, shown } from "../state/state";
import { ActorsTab } from "./ActorsTab";
import { Cuts } from "./Cuts";
import { FundingTab } from "./FundingTab";
import { HoldersTab } from "./HoldersTab";
import { StepScreen } from "./Journey";
import { CopyForMinutes } from "./Logbook";
import type { Page } from "./page";
import { ScaleStep } from "./ScaleStep";
import { SheetStep } from "./SheetStep";
import { Levels } from "./Straddle";
import { TableStep } from "./TableStep";
import { nameOf } from "./WhereStep";
import { eyebrowOf, factsOf, hueOf, ownName, titleOf } from "./words";

interface Props {
  readonly page: Page;
  readonly focus: Focus;
  readonly stats: Stats;
  /** What can be done to ground of the user's own. */
  readonly tools?: ComponentChildren;
  readonly back?: ComponentChildren;
}

/** The territory looked at, and the open step's question about it. */
export function FocusPanel({ page, focus, stats, tools, back }: Props) {
  return (
    <article class="focus" data-testid="focus">
      <Head page={page} focus={focus} stats={stats} />
      {back}
      <StepScreen page={page}>
        <Answered page={page} focus={focus} stats={stats} tools={tools} />
      </StepScreen>
    </article>
  );
}

function Answered({ page, focus, stats, tools }: Props) {
  switch (page.state.address.step) {
    case "competences":
      return <HoldersTab page={page} about={nameOf(page, stats, focus)} />;
    case "actors":
      return <ActorsTab page={page} about={nameOf(page, stats, focus)} />;
    case "funding":
      return <FundingTab page={page} about={nameOf(page, stats, focus)} />;
    case "scale":
      return <ScaleStep page={page} />;
    case "table":
      return <TableStep page={page} />;
    case "sheet":
      return <SheetStep page={page} stats={stats} focus={focus} />;
    default:
      return <CutsStep page={page} focus={focus} stats={stats} tools={tools} />;
  }
}

function CutsStep({ page, focus, stats, tools }: Props) {
  const { state, text } = page;
  const { family, estimated } = focus.answer.subject;
  const exact = focus.answer.overlaps.every((overlap) => overlap.shared.exact);
  const own = state.address.subject.type;
  const straddle = shown(state.straddle);
  return (
    <>
      <Sentence page={page} focus={focus} straddle={straddle} />
      {estimated && <p class="caution">{text.subject.estimatedHint}</p>}
      {!exact && own === "area" && <p class="caution">{text.subject.figuresEstimated}</p>}
      {focus.detail?.shape === "missing" && <p class="caution">{text.subject.noShape}</p>}
      {tools}
      {focus.answer.overlaps.length > 0 && <Cuts page={page} stats={stats} family={family} />}
      {straddle && <Levels page={page} levels={straddle.levels} />}
      <Communes page={page} communes={focus.communes} />
      {straddle && (
        <CopyForMinutes
          page={page}
          paragraph={paragraphOf(straddle.logbook, state.address.language)}
        />
      )}
    </>
  );
}

export function Head({ page, focus, stats }: Pick<Props, "page" | "focus" | "stats">) {
  const { state, text, actions } = page;
  const { subject, language } = state.address;
  const { detail, answer } = focus;
  const own = subject.type === "basket" ? text.basket : text.area;
  const eyebrow = detail
    ? eyebrowOf(detail, stats, language, text)
    : `${text.families[state.address.nature]} · ${own.eyebrow}`;
  // A basin is named after its town: its seat would say the same again.
  const seat = answer.subject.family === "lived" ? null : detail?.seat;
  const title = detail
    ? titleOf(detail.territory, stats, language, text)
    : ownName(state.address, text);
  return (
    <header class="head">
      <p class={`eyebrow ${hueOf(answer.subject.family)}`}>
        {eyebrow}
        {answer.subject.estimated && <span class="badge">{text.subject.estimated}</span>}
      </p>
      <h1 tabIndex={-1}>{title}</h1>
      {seat && state.address.step === "where" && (
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

interface SentenceProps {
  readonly page: Page;
  readonly focus: Focus;
  /** Says more than the overlaps alone, once it has come. */
  readonly straddle: StraddleAnswer | null;
}

function Sentence({ page, focus, straddle }: SentenceProps) {
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
  const told = straddle?.subject.id === answer.subject.id ? straddle.sentence : answer.summary;
  const said = told[language];
  return (
    <p class="lead sentence" data-testid="summary">
      {facts}{" "}
      {emphasised(typeset(said, language)).map((run) =>
        run.strong ? <strong key={run.text}>{run.text}</strong> : run.text,
      )}
    </p>
  );
}

/** The communes by name: what the map shows, for those who do not see it. */
export function Communes({ page, communes }: { page: Page; communes: readonly Overlap[] | null }) {
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
