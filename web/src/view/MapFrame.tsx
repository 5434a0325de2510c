// The map's frame: its tools, what it says, its credit; the map itself arrives later in the space kept for it.
import { Component } from "preact";
import { creditsOf } from "../model/credits";
import { shown } from "../state/state";
import {
  CloseIcon,
  DownIcon,
  DrawIcon,
  LayersIcon,
  MinusIcon,
  PickIcon,
  PlusIcon,
  UndoIcon,
  UpIcon,
} from "./icons";
import { LayersPanel } from "./LayersPanel";
import { Legend } from "./Legend";
import type { Page } from "./page";

/** What the frame asks of the live map. */
export interface MapHandle {
  zoom(steps: number): void;
  undoPoint(): void;
  finishDrawing(): void;
}

interface Props {
  readonly page: Page;
  /** Hands over the element the map is to live in. */
  readonly onElement: (element: HTMLElement) => void;
  readonly map: () => MapHandle | null;
}

export function MapFrame({ page, onElement, map }: Props) {
  const { state, text } = page;
  const stats = shown(state.stats);
  return (
    <section class="map-frame" aria-label={text.map.label}>
      <Canvas onElement={onElement} />
      {state.map !== "ready" && (
        <p class="map-status">{state.map === "failed" ? text.map.failed : text.map.waiting}</p>
      )}
      <Toolbar page={page} map={map} />
      <Banner page={page} map={map} />
      {state.layersOpen && stats && <LayersPanel page={page} stats={stats} />}
      <Legend page={page} />
      <Credit page={page} />
    </section>
  );
}

/** The element the map lives in: made once, never touched again by the page. */
class Canvas extends Component<{ onElement: (element: HTMLElement) => void }> {
  override shouldComponentUpdate(): boolean {
    return false;
  }

  override render() {
    return (
      <div
        id="map"
        class="map"
        data-testid="map"
        ref={(element) => {
          if (element) this.props.onElement(element);
        }}
      />
    );
  }
}

function Toolbar({ page, map }: Pick<Props, "page" | "map">) {
  const { state, text, actions } = page;
  const { tool } = state.address;
  const drawing = tool === "draw" || tool === "edit";
  return (
    <fieldset class="toolbar" aria-label={text.tools.title}>
      <button
        type="button"
        class="tool-button"
        aria-pressed={drawing}
        aria-label={text.tools.draw}
        onClick={() => actions.setTool(drawing ? "none" : "draw")}
      >
        <DrawIcon /> <span>{text.tools.drawShort}</span>
      </button>
      <button
        type="button"
        class="tool-button"
        aria-pressed={tool === "pick"}
        aria-label={text.tools.pick}
        onClick={() => actions.setTool(tool === "pick" ? "none" : "pick")}
      >
        <PickIcon /> <span>{text.tools.pickShort}</span>
      </button>
      <button
        type="button"
        class="tool-button"
        aria-expanded={state.layersOpen}
        aria-controls="layers"
        onClick={actions.toggleLayers}
      >
        <LayersIcon /> <span>{text.tools.layers}</span>
      </button>
      <span class="zoom">
        <button
          type="button"
          class="tool-button"
          aria-label={text.tools.zoomIn}
          onClick={() => map()?.zoom(1)}
        >
          <PlusIcon />
        </button>
        <button
          type="button"
          class="tool-button"
          aria-label={text.tools.zoomOut}
          onClick={() => map()?.zoom(-1)}
        >
          <MinusIcon />
        </button>
      </span>
    </fieldset>
  );
}

/** What to do with the tool in hand, or what just happened. */
function Banner({ page, map }: Pick<Props, "page" | "map">) {
  const { tool } = page.state.address;
  if (tool === "none") return <Notice page={page} />;
  return (
    <div class="banner" data-testid="instructions">
      <p>{instructions(page)}</p>
      <div class="banner-tools">
        <ToolButtons page={page} map={map} />
      </div>
    </div>
  );
}

function Notice({ page }: { page: Page }) {
  const { state, text, actions } = page;
  if (!state.notice) return null;
  return (
    <div class="banner" data-testid="notice">
      <p>{state.notice(text)}</p>
      <button
        type="button"
        class="tool-button"
        aria-label={text.map.close}
        onClick={() => actions.say(null)}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

function instructions({ state, text }: Page) {
  switch (state.address.tool) {
    case "draw":
      return (
        <>
          {text.tools.drawing} <span class="visually-hidden">{text.tools.drawingKeyboard}</span>
        </>
      );
    case "edit":
      return text.tools.editing;
    default:
      return state.notice?.(text) ?? text.basket.picking;
  }
}

function ToolButtons({ page, map }: Pick<Props, "page" | "map">) {
  const { state, text, actions } = page;
  const put = () => actions.setTool("none");
  switch (state.address.tool) {
    case "draw":
      return (
        <>
          <button type="button" class="button" onClick={() => map()?.undoPoint()}>
            <UndoIcon /> {text.tools.undoPoint}
          </button>
          <button type="button" class="button" onClick={put}>
            {text.tools.abandon}
          </button>
        </>
      );
    case "edit":
      return (
        <>
          <button type="button" class="button" onClick={() => map()?.finishDrawing()}>
            {text.tools.finish}
          </button>
          <button type="button" class="button" onClick={put}>
            {text.tools.abandon}
          </button>
        </>
      );
    default:
      return (
        <button type="button" class="button" onClick={put}>
          {text.tools.finish}
        </button>
      );
  }
}

/** Who made the data: always in view. */
function Credit({ page }: { page: Page }) {
  const { state } = page;
  const sources = [
    ...(shown(state.stats)?.sources ?? []),
    ...(shown(state.focus)?.answer.sources ?? []),
  ];
  const credits = creditsOf(sources);
  return (
    <p class="credit" data-testid="credit">
      {credits.join(" · ")}
    </p>
  );
}

/** On a narrow screen: the answer takes the map's room, or gives it back. */
export function SheetHandle({ page }: { page: Page }) {
  const { state, text, actions } = page;
  return (
    <button
      type="button"
      class="sheet-handle"
      aria-pressed={state.tall}
      onClick={actions.toggleTall}
    >
      {state.tall ? <DownIcon /> : <UpIcon />}
      <span>{state.tall ? text.map.shorter : text.map.taller}</span>
    </button>
  );
}
