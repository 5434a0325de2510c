// The names on the map: never touching, the town first, then the figure's communes, then the rest.
import type { ExpressionSpecification, LayerSpecification } from "maplibre-gl";
import type { Palette } from "./palette";
import type { Figure, Scene } from "./scene";

/** Families of `fonts.css`; the map draws text with the fonts of the page, none is fetched for it. */
export const REGULAR = ["Atkinson Map"];
const BOLD = ["Atkinson Map Bold"];

export const DOT = "dot";

type SymbolLayer = Extract<LayerSpecification, { type: "symbol" }>;
type Layout = NonNullable<SymbolLayer["layout"]>;

const NAME: ExpressionSpecification = ["get", "name"];
const LARGEST_FIRST: ExpressionSpecification = ["-", 0, ["coalesce", ["get", "population"], 0]];

/** A name beside a dot, on whichever side there is room. */
export const BESIDE_DOT: Layout = {
  "icon-image": DOT,
  "icon-padding": 2,
  "text-field": NAME,
  "text-variable-anchor": ["left", "right", "top", "bottom"],
  "text-radial-offset": 0.55,
  "text-justify": "auto",
  "text-max-width": 12,
  "text-padding": 5,
};

/** A name of ground: capitals, set wide, without a dot. */
const WIDE: Layout = {
  "text-field": NAME,
  "text-font": BOLD,
  "text-transform": "uppercase",
  "text-letter-spacing": 0.18,
  "text-max-width": 7,
  "text-line-height": 1.35,
  "text-padding": 10,
};

/** Layers of names; those that come last are placed first. */
export function nameLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  return [
    ...groundNames(scene, palette),
    ...communeNames(scene, palette),
    {
      id: "cut-names",
      type: "symbol",
      source: "names",
      filter: ["!", ["has", "letter"]],
      layout: { ...WIDE, "text-size": 15, "text-letter-spacing": 0.2, "text-max-width": 9 },
      paint: {
        "text-color": palette.families[scene.figure?.cutFamily ?? "administrative"].strong,
        "text-opacity": 0.85,
        "text-halo-color": palette.halo,
        "text-halo-width": 2,
      },
    },
    placeName(palette),
    {
      id: "zone-letters",
      type: "symbol",
      source: "names",
      filter: ["has", "letter"],
      layout: {
        "text-field": NAME,
        "text-font": BOLD,
        "text-size": 19,
        // The key of the zones: names make room for it.
        "text-allow-overlap": true,
        "text-padding": 4,
      },
      paint: {
        "text-color": palette.families.administrative.strong,
        "text-halo-color": palette.halo,
        "text-halo-width": 2.4,
      },
    },
  ];
}

/** Names of régions, then of départements as one comes nearer. */
function groundNames(scene: Scene, palette: Palette): LayerSpecification[] {
  const names = (kind: string, from: number, to: number, size: number): LayerSpecification => ({
    id: `names-${kind}`,
    type: "symbol",
    source: kind,
    "source-layer": `${kind}_label`,
    minzoom: from,
    maxzoom: to,
    filter: ["!=", ["concat", kind, ":", ["get", "code"]], scene.figure?.id ?? ""],
    layout: {
      ...WIDE,
      // Where the cut is of this kind, its names are those of the other side.
      visibility: kind === scene.figure?.cutKind ? "none" : "visible",
      "text-size": ["interpolate", ["linear"], ["zoom"], from, size, to, size + 3],
      "symbol-sort-key": LARGEST_FIRST,
    },
    paint: {
      "text-color": palette.families.administrative.strong,
      "text-opacity": 0.7,
      "text-halo-color": palette.land,
      "text-halo-width": 1.6,
    },
  });
  return [names("departement", 6.4, 10, 11), names("region", 4, 6.4, 10.5)];
}

/** Whether a figure is so large that its pieces are named before its communes. */
export function manyCommunes(figure: Figure | null): boolean {
  return figure !== null && (figure.communes?.length ?? Number.POSITIVE_INFINITY) > 60;
}

/** Fewest people of a named commune, by zoom: more where the figure holds many, so that it stays calm. */
function leastNamed(figure: Figure | null): ExpressionSpecification {
  return manyCommunes(figure)
    ? ["step", ["zoom"], 12_000, 8, 5000, 9, 2000, 10, 300, 11, 0]
    : ["step", ["zoom"], 1000, 9, 0];
}

function communeNames({ figure, place }: Scene, palette: Palette): LayerSpecification[] {
  const own = ["literal", [...(figure?.communes ?? [])]] as ExpressionSpecification;
  const inFigure: ExpressionSpecification = ["in", ["get", "code"], own];
  const notPlace: ExpressionSpecification = ["!=", ["get", "code"], place?.code ?? ""];
  const population: ExpressionSpecification = ["coalesce", ["get", "population"], 0];
  // Over a figure whose communes are too many to be listed, only towns are named.
  const fewer = figure && !figure.communes ? 4 : 1;
  const large: ExpressionSpecification = [
    ">=",
    ["/", population, fewer],
    ["step", ["zoom"], 60_000, 8, 25_000, 9, 8_000, 10, 2_500, 11, 600, 12, 0],
  ];
  const base = { type: "symbol", source: "commune", "source-layer": "commune_label" } as const;
  return [
    {
      ...base,
      id: "names-ground",
      filter: ["all", ["!", inFigure], notPlace, large],
      layout: {
        ...BESIDE_DOT,
        "text-font": REGULAR,
        "text-size": 12,
        "icon-size": 0.55,
        "symbol-sort-key": LARGEST_FIRST,
      },
      paint: {
        "text-color": palette.quiet,
        "icon-color": palette.quiet,
        "text-halo-color": palette.land,
        "text-halo-width": 1.4,
      },
    },
    {
      ...base,
      id: "names-figure",
      filter: ["all", inFigure, notPlace, [">=", population, leastNamed(figure)]],
      layout: {
        ...BESIDE_DOT,
        "text-font": REGULAR,
        "text-size": ["interpolate", ["linear"], ["zoom"], 8, 12, 11, 14],
        "icon-size": 0.7,
        "symbol-sort-key": LARGEST_FIRST,
      },
      paint: {
        "text-color": palette.onFigure,
        "icon-color": palette.onFigure,
        "text-halo-color": palette.halo,
        "text-halo-width": 1.6,
      },
    },
  ];
}

function placeName(palette: Palette): LayerSpecification {
  return {
    id: "name-place",
    type: "symbol",
    source: "place",
    layout: {
      ...BESIDE_DOT,
      "text-font": BOLD,
      "text-size": 18,
      "icon-allow-overlap": true,
      "text-allow-overlap": false,
    },
    paint: {
      "text-color": palette.ink,
      "icon-color": palette.ink,
      "text-halo-color": palette.halo,
      "text-halo-width": 2,
    },
  };
}
