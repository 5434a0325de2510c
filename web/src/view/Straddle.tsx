// What cuts at each level: a sentence a level, and the communes on the other side with their EPCI.
import { subjectOf } from "../address/address";
import type { Level, Side, WrongSide } from "../api/scale";
import { formatNumber, typeset } from "../model/format";
import type { Page } from "./page";

export function Levels({ page, levels }: { page: Page; levels: readonly Level[] }) {
  const { text, state } = page;
  const { language } = state.address;
  if (levels.length === 0) return null;
  return (
    <section class="levels" aria-labelledby="levels-title">
      <h3 id="levels-title" class="small-title">
        {text.journey.straddle.levels}
      </h3>
      <ul>
        {levels.map((level) => (
          <li key={level.kind} class={level.cut ? "cut" : ""} data-testid="level">
            <p>{typeset(level.sentence[language], language)}</p>
            {level.sides.map((side, order) => (
              <Wrong key={side.territory?.id ?? order} page={page} side={side} />
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The communes that a border leaves on the other side, folded. */
function Wrong({ page, side }: { page: Page; side: Side }) {
  const { text, state, actions } = page;
  const { language } = state.address;
  const communes = side.wrong_side ?? [];
  if (communes.length === 0 || !side.territory) return null;
  return (
    <details class="each">
      <summary>
        {text.journey.straddle.wrong(
          formatNumber(communes.length, language),
          communes.length,
          side.territory.name,
        )}
      </summary>
      <ul>
        {byEpci(communes).map(({ epci, members }) => (
          <li key={epci ?? ""}>
            <span class="quiet">{epci ?? text.journey.straddle.epci}</span>
            <ul>
              {members.map(({ code, name, population }) => (
                <li key={code}>
                  <button
                    type="button"
                    class="link"
                    onClick={() => actions.go(subjectOf(`commune:${code}`))}
                  >
                    {name}
                  </button>{" "}
                  <span class="quiet">
                    {text.place.inhabitants(formatNumber(population, language), population)}
                  </span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** By the EPCI they belong to, as who must be talked to. */
function byEpci(communes: readonly WrongSide[]): { epci: string | null; members: WrongSide[] }[] {
  const groups = new Map<string | null, WrongSide[]>();
  for (const commune of communes) {
    const epci = commune.epci?.name ?? null;
    groups.set(epci, [...(groups.get(epci) ?? []), commune]);
  }
  return [...groups].map(([epci, members]) => ({ epci, members }));
}
