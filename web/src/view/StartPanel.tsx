// The start: the question, how to answer it, and examples to try.
import { subjectOf } from "../address/address";
import { DrawIcon, PickIcon } from "./icons";
import { JourneyPreview } from "./Journey";
import type { Page } from "./page";

/** Communes whose basin of life is known to straddle borders, by id; their figures are asked for. */
const EXAMPLES: readonly { id: string; name: string; context: string }[] = [
  { id: "commune:34111", name: "Ganges", context: "Hérault" },
  { id: "commune:35236", name: "Redon", context: "Ille-et-Vilaine" },
  { id: "commune:71014", name: "Autun", context: "Saône-et-Loire" },
  { id: "commune:46102", name: "Figeac", context: "Lot" },
];

export function StartPanel({ page }: { page: Page }) {
  const { text, actions } = page;
  return (
    <div class="start">
      <h1>{text.start.question}</h1>
      <p class="lead">{text.start.lead}</p>
      <h2 class="small-title">{text.start.examples}</h2>
      <ul class="examples">
        {EXAMPLES.map(({ id, name, context }) => (
          <li key={id}>
            <button type="button" class="example" onClick={() => actions.go(subjectOf(id))}>
              {name} <span class="quiet">{context}</span>
            </button>
          </li>
        ))}
      </ul>
      <h2 class="small-title">{text.start.orElse}</h2>
      <div class="ways">
        <button type="button" class="button" onClick={() => actions.setTool("draw")}>
          <DrawIcon /> {text.tools.draw}
        </button>
        <button type="button" class="button" onClick={() => actions.setTool("pick")}>
          <PickIcon /> {text.tools.pick}
        </button>
      </div>
      <p class="quiet">{text.start.clickMap}</p>
      <JourneyPreview page={page} />
    </div>
  );
}
