// Layers on and off, by family, each with the line it is drawn with; what is not loaded says how to get it.
import { useEffect, useRef } from "preact/hooks";
import { DEFAULT_LAYERS } from "../address/address";
import type { LayerStatus, Stats } from "../api/answers";
import { capitalised, formatNumber } from "../model/format";
import { FAMILIES, lineStyleOf } from "../model/kinds";
import { CloseIcon, LineSample } from "./icons";
import type { Page } from "./page";
import { hueOf } from "./words";

export function LayersPanel({ page, stats }: { page: Page; stats: Stats }) {
  const { text, actions } = page;
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section
      ref={box}
      id="layers"
      class="layers"
      tabIndex={-1}
      aria-labelledby="layers-title"
      onKeyDown={(event) => event.key === "Escape" && actions.toggleLayers()}
    >
      <header>
        <h2 id="layers-title">{text.layers.title}</h2>
        <button
          type="button"
          class="tool-button"
          aria-label={text.layers.close}
          onClick={actions.toggleLayers}
        >
          <CloseIcon />
        </button>
      </header>
      <p class="quiet">{text.layers.hint}</p>
      {FAMILIES.map((family) => {
        const layers = stats.layers.filter((layer) => layer.family === family);
        return (
          layers.length > 0 && (
            <fieldset key={family} class={hueOf(family)}>
              <legend>{text.familyGroups[family]}</legend>
              {layers.map((layer) => (
                <Layer key={layer.kind} page={page} stats={stats} layer={layer} />
              ))}
            </fieldset>
          )
        );
      })}
    </section>
  );
}

function Layer({ page, stats, layer }: { page: Page; stats: Stats; layer: LayerStatus }) {
  const { state, text, actions } = page;
  const { language, layers } = state.address;
  const loaded = layer.status === "loaded";
  const name = capitalised(layer.label[language][1]);
  const advice = layer.advice?.[language];
  return (
    <div class={`layer ${loaded ? "" : "missing"}`}>
      <label>
        <input
          type="checkbox"
          checked={loaded && (layers ?? DEFAULT_LAYERS).includes(layer.kind)}
          disabled={!loaded}
          onChange={() => actions.toggleLayer(layer.kind)}
        />
        <LineSample family={layer.family} line={lineStyleOf(layer.kind, stats)} />
        <span>
          {name}
          {layer.estimated && !name.includes(text.subject.estimated) && (
            <span class="badge">{text.subject.estimated}</span>
          )}
        </span>
        <span class="quiet figure">
          {loaded ? formatNumber(layer.count, language) : text.layers.notLoaded}
        </span>
      </label>
      {!loaded && advice && (
        <details>
          <summary>{text.layers.advice}</summary>
          <p>{advice}</p>
        </details>
      )}
    </div>
  );
}
