// A commune: its name and people, and the list of the territories it lies in, from which to look further.
import type { Overlap, Stats } from "../api/answers";
import { capitalised, formatNumber } from "../model/format";
import { FAMILIES, familyOf, labelOf, lineStyleOf } from "../model/kinds";
import { isWhole } from "../model/shares";
import { basinOf } from "../state/loading";
import type { Place } from "../state/state";
import { LineSample } from "./icons";
import type { Page } from "./page";

interface Props {
  readonly page: Page;
  readonly place: Place;
  readonly stats: Stats;
}

export function PlaceHead({ page, place }: Props) {
  const { state, text } = page;
  const { language } = state.address;
  const { territory, population, postal_codes: codes } = place.detail;
  const people = population?.people;
  return (
    <header class="head place-head">
      <p class="eyebrow hue-administrative">
        {[text.place.kind, territory.context].filter(Boolean).join(" · ")}
      </p>
      <h1 tabIndex={-1}>{territory.name}</h1>
      <p class="quiet">
        {[
          people === undefined
            ? null
            : population?.year
              ? text.place.inhabitantsIn(formatNumber(people, language), people, population.year)
              : text.place.inhabitants(formatNumber(people, language), people),
          codes.slice(0, 3).join(", "),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </header>
  );
}

/** The scales one can stand at, the one being looked at marked. */
export function Ladder({ page, place, stats }: Props) {
  const { state, text, actions } = page;
  const { subject, language } = state.address;
  const chosen = subject.type === "place" ? subject.territory : null;
  const basin = basinOf(place.within);
  const present = chosen ?? basin?.territory.id ?? null;
  return (
    <section class="ladder" aria-labelledby="ladder-title">
      <h2 id="ladder-title" class="small-title">
        {text.place.liesIn(place.detail.territory.name)}
      </h2>
      <ul>
        {rungs(place.within, stats).map((overlap) => (
          <Rung
            key={overlap.territory.id}
            overlap={overlap}
            stats={stats}
            page={page}
            present={overlap.territory.id === present}
            kind={capitalised(labelOf(overlap.territory.kind, stats, language, false))}
            onLook={() => actions.look(overlap.territory.id)}
          />
        ))}
      </ul>
    </section>
  );
}

/** The way back to the basin of life, offered before all else when another scale is shown. */
export function BackToBasin({ page, place }: Omit<Props, "stats">) {
  const { state, text, actions } = page;
  const { subject } = state.address;
  const basin = basinOf(place.within);
  if (subject.type !== "place" || subject.territory === null || !basin) return null;
  return (
    <button
      type="button"
      class="button offer hue-lived"
      onClick={() => actions.look(basin.territory.id)}
    >
      {text.place.backToBasin}
    </button>
  );
}

/** By family, then as the server ranks kinds. */
function rungs(within: readonly Overlap[], stats: Stats): Overlap[] {
  const rank = ({ territory }: Overlap) =>
    FAMILIES.indexOf(familyOf(territory.kind, stats)) * 1000 +
    stats.layers.findIndex((layer) => layer.kind === territory.kind);
  return [...within].sort((a, b) => rank(a) - rank(b));
}

interface RungProps {
  readonly page: Page;
  readonly overlap: Overlap;
  readonly stats: Stats;
  readonly present: boolean;
  readonly kind: string;
  readonly onLook: () => void;
}

function Rung({ page, overlap, stats, present, kind, onLook }: RungProps) {
  const { text } = page;
  const { territory } = overlap;
  const line = lineStyleOf(territory.kind, stats);
  return (
    <li>
      <button
        type="button"
        class="rung"
        aria-current={present ? "true" : undefined}
        onClick={onLook}
      >
        <LineSample family={familyOf(territory.kind, stats)} line={line} />
        <span class="rung-kind">{kind}</span>
        <span class="rung-name">{territory.name}</span>
        {territory.estimated && <span class="badge">{text.subject.estimated}</span>}
        {!isWhole(overlap) && <span class="badge">{text.place.partly}</span>}
        {present && <span class="badge here">{text.place.shown}</span>}
      </button>
    </li>
  );
}
