// Which scale: the candidates ranked side by side, each with its figures, its reason and its outline.
import { CRITERIA, type Criterion } from "../address/address";
import type { Stats } from "../api/answers";
import type { CompareAnswer, CriterionFigure, Scale } from "../api/scale";
import { capitalised, formatNumber, formatShare, typeset } from "../model/format";
import { labelOf } from "../model/kinds";
import { paragraphOf } from "../model/logbook";
import { shown } from "../state/state";
import { CopyForMinutes } from "./Logbook";
import type { Page } from "./page";
import { SubjectOfJourney } from "./Subject";
import { TabAnswer } from "./TabAnswer";
import { WeightsForm } from "./WeightsForm";
import { hueOf } from "./words";

export function ScaleStep({ page }: { page: Page }) {
  const { state, text } = page;
  const stats = shown(state.stats);
  return (
    <>
      <SubjectOfJourney page={page} />
      {state.address.theme === null && <p class="caution">{text.journey.scale.noTheme}</p>}
      <TabAnswer
        page={page}
        answer={state.scales}
        show={(answer) => stats && <Compared page={page} answer={answer} stats={stats} />}
      />
    </>
  );
}

interface Props {
  readonly page: Page;
  readonly answer: CompareAnswer;
  readonly stats: Stats;
}

function Compared({ page, answer, stats }: Props) {
  const { state, text } = page;
  const { language } = state.address;
  const { scale } = text.journey;
  const told = CRITERIA.filter((criterion) =>
    answer.scales.some((one) => one.criteria.some((figure) => figure.criterion === criterion)),
  );
  return (
    <>
      <p class="lead" data-testid="tab-sentence">
        {typeset(answer.sentence[language], language)}
      </p>
      {answer.fits === null && <p class="caution">{scale.nobody}</p>}
      <WeightsForm page={page} weights={answer.weights} criteria={told} />
      <p class="quiet gauge-key">{scale.gauge}</p>
      <div class={`compared criteria-${told.length}`}>
        <div class="compared-head" aria-hidden="true">
          <span>{scale.head}</span>
          {told.map((criterion) => (
            <span key={criterion}>{scale.criteria[criterion]}</span>
          ))}
        </div>
        <ol aria-label={scale.list}>
          {answer.scales.map((one) => (
            <ScaleRow
              key={one.territory.id ?? "own"}
              page={page}
              scale={one}
              stats={stats}
              told={told}
            />
          ))}
        </ol>
      </div>
      <CopyForMinutes page={page} paragraph={paragraphOf(answer.logbook, language)} />
    </>
  );
}

interface RowProps {
  readonly page: Page;
  readonly scale: Scale;
  readonly stats: Stats;
  readonly told: readonly Criterion[];
}

function ScaleRow({ page, scale, stats, told }: RowProps) {
  const { state, text, actions } = page;
  const { language } = state.address;
  const words = text.journey.scale;
  const { id, name, kind, family } = scale.territory;
  const on = id !== null && state.address.scale === id;
  return (
    <li class={`compared-row ${on ? "on-map" : ""} ${hueOf(family)}`} data-testid="scale">
      <p class="compared-name">
        <span class="rank" aria-hidden="true">
          {scale.rank}
        </span>
        <span>
          {id === null ? (
            <strong>{name}</strong>
          ) : (
            <button
              type="button"
              class="link"
              aria-pressed={on}
              title={words.show(name)}
              onClick={() => void actions.showScale(on ? null : id)}
            >
              {name}
            </button>
          )}{" "}
          <span class="quiet">{capitalised(labelOf(kind, stats, language, false))}</span>
          {scale.is_start && <span class="badge">{words.start}</span>}
          {scale.fits && <span class="badge state-open">{words.fits}</span>}
          {on && <span class="badge">{words.shown}</span>}
        </span>
      </p>
      <dl>
        {told.map((criterion) => (
          <Figure key={criterion} page={page} scale={scale} criterion={criterion} />
        ))}
      </dl>
      <div class="compared-reason">
        <p>{typeset(scale.reason[language], language)}</p>
        {scale.misses.length > 0 && (
          <details class="each">
            <summary>{words.misses}</summary>
            <ul>
              {scale.misses.map((miss) => (
                <li key={miss.fr}>{typeset(miss[language], language)}</li>
              ))}
            </ul>
          </details>
        )}
        {on && !scale.is_start && id !== null && (
          <button type="button" class="button" onClick={() => actions.look(id)}>
            {words.take}
          </button>
        )}
      </div>
    </li>
  );
}

interface FigureProps {
  readonly page: Page;
  readonly scale: Scale;
  readonly criterion: Criterion;
}

/** A criterion: in a few figures where columns name it, in words where it stands alone. */
function Figure({ page, scale, criterion }: FigureProps) {
  const { state, text } = page;
  const { language } = state.address;
  const figure = scale.criteria.find((one) => one.criterion === criterion);
  const unknown = text.journey.scale.unknown;
  return (
    <div class={figure?.weight === 0 ? "unweighed" : ""}>
      <dt>{text.journey.scale.criteria[criterion]}</dt>
      <dd>
        <span class="short">{shortOf(page, scale, figure) ?? unknown}</span>
        <span class="long">{figure ? typeset(figure.figure[language], language) : unknown}</span>
        <span class="gauge" aria-hidden="true">
          <span style={{ width: `${(figure?.value ?? 0) * 100}%` }} />
        </span>
      </dd>
    </div>
  );
}

function shortOf(
  { state, text }: Page,
  scale: Scale,
  figure: CriterionFigure | undefined,
): string | null {
  const { language } = state.address;
  const number = (value: number) => formatNumber(value, language);
  const share = (value: number) =>
    value < 1e-9 ? formatShare(0, language).replace(/[.,]0/, "") : formatShare(value, language);
  const { programmes } = scale;
  switch (figure?.criterion) {
    case "coverage":
      return share(scale.inside.coverage);
    case "tightness":
      return share(scale.inside.beyond_share);
    case "authorities":
      return scale.authorities && number(scale.authorities.to_convene);
    case "actors":
      return scale.actors === null ? null : number(scale.actors);
    case "programmes":
      return (
        programmes &&
        text.journey.scale.ofTotal(
          number(programmes.whole),
          number(programmes.whole + programmes.part),
        )
      );
    case "borders":
      return figure.value === null ? null : share(1 - figure.value);
    default:
      return null;
  }
}
