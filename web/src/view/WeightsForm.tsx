// What counts for the reader: a degree for each criterion, kept in the address.
import type { Criterion } from "../address/address";
import type { Page } from "./page";

interface Props {
  readonly page: Page;
  /** What each criterion counts for in the answer. */
  readonly weights: Readonly<Record<Criterion, number>>;
  readonly criteria: readonly Criterion[];
}

export function WeightsForm({ page, weights, criteria }: Props) {
  const { state, text, actions } = page;
  const { scale } = text.journey;
  const own = state.address.weights;
  return (
    <details class="each weights" open={Object.keys(own).length > 0}>
      <summary>{scale.weights}</summary>
      <p class="quiet">{scale.weightsHint}</p>
      {criteria.map((criterion) => {
        const weight = Math.round(own[criterion] ?? weights[criterion]);
        return (
          <label key={criterion} class="weight">
            <span>{scale.wishes[criterion]}</span>
            <input
              type="range"
              min={0}
              max={3}
              step={1}
              value={weight}
              aria-valuetext={scale.degrees[weight]}
              onInput={(event) =>
                actions.setWeights({ ...own, [criterion]: Number(event.currentTarget.value) })
              }
            />
            <span class="quiet" aria-hidden="true">
              {scale.degrees[weight]}
            </span>
          </label>
        );
      })}
      <button
        type="button"
        class="link"
        disabled={Object.keys(own).length === 0}
        onClick={() => actions.setWeights({})}
      >
        {scale.reset}
      </button>
    </details>
  );
}
