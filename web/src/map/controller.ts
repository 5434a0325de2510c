// The live map: one WebGL view kept in line with the scene, telling the page where it was clicked and moved.
import "maplibre-gl/dist/maplibre-gl.css";
import { Map as MapLibreMap, type StyleSpecification, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { View } from "../address/address";
import type { Position } from "../address/polyline";
import type { Bounds } from "../api/answers";
import type { Drawing } from "./drawing";
import { DOT } from "./labels";
import { namesOf } from "./names";
import { type Palette, readPalette } from "./palette";
import { FRANCE, type Scene } from "./scene";
import { DRAWING_PREFIX, type Names, styleOf } from "./style";
import { patternNames, patternOf } from "./topics";

setWorkerUrl(workerUrl);

export interface Listeners {
  clicked(longitude: number, latitude: number): void;
  moved(view: View): void;
  drawn(ring: readonly Position[]): void;
  ready(): void;
  /** Where the map lives in a frame of another site. */
  readonly frame?: Framed;
}

/** A map in a frame leaves the wheel and single fingers to the page around it. */
export interface Framed {
  readonly interactive: boolean;
  /** What it says to who tries. */
  readonly words: { readonly wheel: string; readonly mac: string; readonly fingers: string };
  /** Nothing moves or loads any more. */
  rested(): void;
}

export interface MapController {
  show(scene: Scene): void;
  fit(bounds: Bounds, animate: boolean): void;
  jump(view: View): void;
  zoom(steps: number): void;
  undoPoint(): void;
  finishDrawing(): void;
}

/** Attribute of the map's element while nothing moves or loads. */
const IDLE = "data-map-idle";
const NO_NAMES: Names = { type: "FeatureCollection", features: [] };
/** How long clicks are left alone once a drawing has ended. */
const AFTER_DRAWING_MS = 350;

export function createMap(
  element: HTMLElement,
  first: Scene,
  view: View | null,
  label: string,
  listeners: Listeners,
): MapController {
  let scene = first;
  let palette = readPalette();
  let names = NO_NAMES;
  let ready = false;
  const styled = () => styleOf(scene, palette, window.location.origin, names);
  const map = new MapLibreMap({
    container: element,
    style: styled(),
    ...(view
      ? { center: [view.longitude, view.latitude], zoom: view.zoom }
      : { bounds: FRANCE, fitBoundsOptions: { padding: 24 } }),
    minZoom: 2,
    maxZoom: 16,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: stillness() ? 0 : 200,
    interactive: listeners.frame?.interactive ?? true,
    cooperativeGestures: listeners.frame?.interactive ?? false,
    locale: {
      "Map.Title": label,
      "CooperativeGesturesHandler.WindowsHelpText": listeners.frame?.words.wheel ?? "",
      "CooperativeGesturesHandler.MacHelpText": listeners.frame?.words.mac ?? "",
      "CooperativeGesturesHandler.MobileHelpText": listeners.frame?.words.fingers ?? "",
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();

  const drawing = createDrawingSwitch(map, () => palette, listeners.drawn);

  function restyle(): void {
    element.removeAttribute(IDLE);
    map.setStyle(styled(), { diff: true, transformStyle: keepDrawing });
  }

  /** Names of what cuts depend on what is visible: they are set anew after each move. */
  function setNames(): void {
    names = namesOf(map, scene);
    const source = map.getSource("names");
    if (source && "setData" in source) (source.setData as (data: Names) => void)(names);
  }

  function rest(): void {
    setNames();
    const { lng, lat } = map.getCenter();
    listeners.moved({ zoom: map.getZoom(), latitude: lat, longitude: lng });
  }

  map.on("style.load", () => {
    if (ready) return;
    ready = true;
    restyle();
    listeners.ready();
  });
  map.setMissingStyleImageResolver((id) => {
    if (map.hasImage(id)) return;
    if (id === DOT) map.addImage(DOT, dot(), { sdf: true, pixelRatio: 2 });
    const pattern = patternOf(id, palette);
    if (pattern) map.addImage(id, pattern, { pixelRatio: 2 });
  });
  map.on("movestart", () => element.removeAttribute(IDLE));
  map.on("dataloading", () => element.removeAttribute(IDLE));
  map.on("moveend", rest);
  map.on("idle", () => {
    element.setAttribute(IDLE, "");
    listeners.frame?.rested();
  });
  map.on("click", ({ lngLat }) => {
    if (!drawing.active()) listeners.clicked(lngLat.lng, lngLat.lat);
  });
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || drawing.active()) return;
    const { lng, lat } = map.getCenter();
    listeners.clicked(lng, lat);
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    palette = readPalette();
    for (const id of patternNames()) if (map.hasImage(id)) map.removeImage(id);
    restyle();
  });

  return {
    show(next) {
      if (sameScene(next, scene)) return;
      scene = next;
      if (!ready) return;
      drawing.follow(next);
      names = namesOf(map, next);
      restyle();
    },
    fit(bounds, animate) {
      map.fitBounds(bounds, {
        padding: listeners.frame ? framePadding(element) : paddingOf(element, scene.tool),
        maxZoom: 13,
        duration: animate && !stillness() ? 900 : 0,
      });
    },
    jump: ({ longitude, latitude, zoom }) => map.jumpTo({ center: [longitude, latitude], zoom }),
    zoom: (steps) => map.zoomTo(map.getZoom() + steps, { duration: stillness() ? 0 : 250 }),
    undoPoint: () => drawing.undo(),
    finishDrawing: () => drawing.finish(),
  };
}

/** Whether the reader asked for less motion. */
function stillness(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Room around a subject: the tools stand at the top, the credit and what a tool says below. */
function paddingOf(element: HTMLElement, tool: Scene["tool"]) {
  const side = Math.min(64, element.clientWidth * 0.08);
  const tight = element.clientHeight < 420;
  const banner = tool === "none" ? 0 : 60;
  return { left: side, right: side, top: tight ? 58 : 84, bottom: (tight ? 38 : 56) + banner };
}

/** A frame is small, and its tools stand in corners. */
function framePadding(element: HTMLElement): number {
  return Math.min(28, element.clientHeight * 0.08, element.clientWidth * 0.08);
}

/**
 * Scenes are made anew at each change of state; only a different one is worth a new style. Shapes
 * are compared by identity: an answer that is kept is the same object.
 */
function sameScene(a: Scene, b: Scene): boolean {
  const text = (scene: Scene) =>
    JSON.stringify(scene, (key, value) => (key === "geometry" ? undefined : value));
  return a.figure?.outline === b.figure?.outline && text(a) === text(b);
}

/** A new style leaves the drawing's own layers in place. */
function keepDrawing(previous: StyleSpecification | undefined, next: StyleSpecification) {
  if (!previous) return next;
  const sources = Object.entries(previous.sources).filter(([id]) => id.startsWith(DRAWING_PREFIX));
  return {
    ...next,
    sources: { ...next.sources, ...Object.fromEntries(sources) },
    layers: [...next.layers, ...previous.layers.filter(({ id }) => id.startsWith(DRAWING_PREFIX))],
  };
}

/** A round dot as a distance field, so that it takes the colour of its theme. */
function dot(): { width: number; height: number; data: Uint8Array } {
  const size = 32;
  const radius = 8;
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const distance = Math.hypot(x - size / 2 + 0.5, y - size / 2 + 0.5) - radius;
      const alpha = 255 * (0.75 - distance / 16);
      data[(y * size + x) * 4 + 3] = Math.max(0, Math.min(255, alpha));
    }
  }
  return { width: size, height: size, data };
}

/** Starts and stops the drawing tools as the scene asks; their code is fetched the first time. */
function createDrawingSwitch(
  map: MapLibreMap,
  palette: () => Palette,
  done: (ring: readonly Position[]) => void,
) {
  let present: Drawing | null = null;
  let wanted: string = "none";
  let endedAt = Number.NEGATIVE_INFINITY;
  const stop = () => {
    present?.stop();
    present = null;
  };
  return {
    // The click that closes a shape reaches the map just after the shape is done.
    active: () => wanted !== "none" || performance.now() - endedAt < AFTER_DRAWING_MS,
    undo: () => present?.undo(),
    finish: () => present?.finish(),
    follow({ tool, ring }: Scene): void {
      const asked = tool === "draw" || tool === "edit" ? tool : "none";
      if (asked === wanted) return;
      wanted = asked;
      stop();
      endedAt = performance.now();
      if (asked === "none") return;
      void import("./drawing").then(({ startDrawing }) => {
        if (wanted !== asked || present) return;
        present = startDrawing(map, palette(), asked === "edit" ? ring : null, done);
      });
    },
  };
}
