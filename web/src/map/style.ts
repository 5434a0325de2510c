// The map's style as a pure function of the scene and the palette: ground, figure, cut, then names.
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Piece } from "../api/answers";
import { nameLayers } from "./labels";
import type { Palette } from "./palette";
import type { Figure, GroundLayer, Scene } from "./scene";
import { pointLayers, pointsData, zoneLayers, zonesData } from "./topics";

/** Names set where there is room for them: worked out on screen, see `names.ts`. */
export type Names = FeatureCollection<Geometry, { name: string; letter?: boolean }>;

/** Layers and sources whose names start so belong to the drawing tools, not to this style. */
export const DRAWING_PREFIX = "drawing";

/** Below this zoom communes are too fine to draw. */
export const COMMUNES_FROM = 8;
/** Tiles beyond this bring no further detail. */
const FINEST_TILES = 12;

export function styleOf(
  scene: Scene,
  palette: Palette,
  origin: string,
  names: Names,
): StyleSpecification {
  const kinds = new Set(["region", "departement", "commune", ...scene.ground.map((g) => g.kind)]);
  if (scene.scale) kinds.add(scene.scale.kind);
  const sources: Record<string, SourceSpecification> = {
    figure: { type: "geojson", data: figureData(scene.figure) },
    place: { type: "geojson", data: placeData(scene) },
    names: { type: "geojson", data: names },
    zones: { type: "geojson", data: zonesData(scene) },
    points: { type: "geojson", data: pointsData(scene) },
  };
  for (const kind of kinds) sources[kind] = tiles(kind, scene.vintage, origin);
  return {
    version: 8,
    sources,
    layers: [
      { id: "sea", type: "background", paint: { "background-color": palette.sea } },
      {
        id: "land",
        type: "fill",
        source: "region",
        "source-layer": "region",
        paint: { "fill-color": palette.land, "fill-antialias": false },
      },
      ...beyondLayers(scene.figure, palette),
      communeSeams("commune-seams", palette.seam, 0.8, null),
      ...zoneLayers(scene, palette),
      ...figureFills(scene, palette),
      ...scene.ground.map((layer) => groundLine(layer, scene, palette)),
      ...figureLines(scene, palette),
      ...scaleLayers(scene, palette),
      ...basketLayers(scene, palette),
      ...pointLayers(scene, palette),
      ...nameLayers(scene, palette),
    ],
  };
}

function tiles(kind: string, vintage: number | null, origin: string): SourceSpecification {
  const query = vintage === null ? "" : `?vintage=${vintage}`;
  return {
    type: "vector",
    tiles: [`${origin}/tiles/${kind}/{z}/{x}/{y}.mvt${query}`],
    minzoom: kind === "commune" ? COMMUNES_FROM - 1 : 0,
    maxzoom: FINEST_TILES,
  };
}

function figureData(figure: Figure | null): FeatureCollection {
  if (!figure) return { type: "FeatureCollection", features: [] };
  const plain = (piece: Piece): Feature => ({ ...piece, properties: { ...piece.properties } });
  return {
    type: "FeatureCollection",
    features: [
      ...figure.pieces.map(({ piece, shade, faded }) => ({
        ...plain(piece),
        properties: { ...piece.properties, shade, faded },
      })),
      ...[figure.outline, figure.cut].filter((piece) => piece !== null).map(plain),
    ],
  };
}

function placeData({ place }: Scene): FeatureCollection {
  const features: Feature[] = place
    ? [
        {
          type: "Feature",
          properties: { name: place.name },
          geometry: { type: "Point", coordinates: place.centre },
        },
      ]
    : [];
  return { type: "FeatureCollection", features };
}

/**
 * The other side of each border, tinted in turn so that neighbours are told apart: the territories
 * that cut, whole, from the tiles; the figure then covers its own part.
 */
function beyondLayers(figure: Figure | null, palette: Palette): LayerSpecification[] {
  if (!figure) return [];
  const codes = figure.beyond.flatMap(({ properties }) =>
    "id" in properties && properties.id ? [properties.id.slice(figure.cutKind.length + 1)] : [],
  );
  const odd = ["in", ["get", "code"], ["literal", codes.filter((_, order) => order % 2 === 1)]];
  return [
    {
      id: "beyond",
      type: "fill",
      source: figure.cutKind,
      "source-layer": figure.cutKind,
      filter: ["in", ["get", "code"], ["literal", codes]],
      paint: {
        "fill-color": palette.families[figure.cutFamily].strong,
        "fill-opacity": ["case", odd, 0.11, 0.04] as never,
        "fill-antialias": false,
      },
    },
  ];
}

function communeSeams(
  id: string,
  colour: string,
  width: number,
  codes: readonly string[] | null,
): LayerSpecification {
  return {
    id,
    type: "line",
    source: "commune",
    "source-layer": "commune",
    minzoom: COMMUNES_FROM,
    ...(codes ? { filter: ["in", ["get", "code"], ["literal", [...codes]]] } : {}),
    layout: { "line-join": "round" },
    paint: {
      "line-color": colour,
      "line-width": ["interpolate", ["linear"], ["zoom"], COMMUNES_FROM, width * 0.5, 11, width],
    },
  };
}

function figureFills(scene: Scene, palette: Palette): LayerSpecification[] {
  const { shades } = palette.families[scene.figure?.family ?? "lived"];
  const steps = shades.flatMap((colour, shade) => [shade, colour]);
  return [
    {
      id: "pieces",
      type: "fill",
      source: "figure",
      filter: ["==", ["get", "role"], "piece"],
      paint: {
        "fill-color": ["match", ["get", "shade"], ...steps, palette.land] as never,
        "fill-opacity": ["case", ["get", "faded"], 0.35, 1],
        "fill-antialias": false,
      },
    },
    communeSeams("figure-seams", palette.halo, 1.1, scene.figure?.communes ?? []),
  ];
}

/** The shade of a border that stays calm: those drawn by default, and the cut carried on beyond. */
function calmShade({ kind, asked }: GroundLayer): number | null {
  if (kind === "region") return 0;
  return kind === "departement" || !asked ? 3 : null;
}

function groundLine(layer: GroundLayer, scene: Scene, palette: Palette): LayerSpecification {
  const { kind, family, line } = layer;
  const hues = palette.families[family];
  const calm = calmShade(layer);
  const quiet = scene.figure ? 0.75 : 1;
  return {
    id: `ground-${kind}`,
    type: "line",
    source: kind,
    "source-layer": kind,
    minzoom: kind === "departement" ? 3.5 : 0,
    layout: { "line-join": "round", "line-cap": "butt" },
    paint: {
      "line-color": calm === null ? hues.strong : (hues.shades[calm] ?? hues.strong),
      "line-width": [
        "interpolate",
        ["linear"],
        ["zoom"],
        5,
        line.width * 0.5 * quiet,
        10,
        line.width,
      ],
      ...(line.inset ? { "line-offset": line.inset } : {}),
      ...(line.dash.length ? { "line-dasharray": [...line.dash] } : {}),
    },
  };
}

function figureLines(scene: Scene, palette: Palette): LayerSpecification[] {
  const figure = palette.families[scene.figure?.family ?? "lived"].strong;
  const cut = palette.families[scene.figure?.cutFamily ?? "administrative"].strong;
  const line = (
    id: string,
    role: string,
    paint: NonNullable<Extract<LayerSpecification, { type: "line" }>["paint"]>,
  ): LayerSpecification => ({
    id,
    type: "line",
    source: "figure",
    filter: ["==", ["get", "role"], role],
    layout: { "line-join": "round", "line-cap": "butt" },
    paint,
  });
  const width = (at6: number, at11: number) =>
    ["interpolate", ["linear"], ["zoom"], 6, at6, 11, at11] as never;
  return [
    line("outline-halo", "outline", { "line-color": palette.halo, "line-width": width(3, 6) }),
    line("outline", "outline", { "line-color": figure, "line-width": width(1.4, 2.8) }),
    pieceChosen(scene, palette),
    line("cut-halo", "cut", { "line-color": palette.halo, "line-width": width(4.5, 8) }),
    line("cut", "cut", {
      "line-color": cut,
      "line-width": width(2.2, 4),
      "line-dasharray": [2.6, 1.1],
    }),
    {
      id: "place-outline",
      type: "line",
      source: "commune",
      "source-layer": "commune",
      filter: ["==", ["get", "code"], scene.place?.code ?? ""],
      layout: { "line-join": "round" },
      paint: { "line-color": palette.ink, "line-width": 1.6 },
    },
  ];
}

function pieceChosen(scene: Scene, palette: Palette): LayerSpecification {
  return {
    id: "piece-chosen",
    type: "line",
    source: "figure",
    filter: ["all", ["==", ["get", "role"], "piece"], ["==", ["get", "id"], scene.piece ?? ""]],
    layout: { "line-join": "round" },
    paint: { "line-color": palette.ink, "line-width": 2.6 },
  };
}

/** The scale looked at among those compared: its outline over a light wash, the figure still in view. */
function scaleLayers({ scale }: Scene, palette: Palette): LayerSpecification[] {
  if (!scale) return [];
  const base = {
    source: scale.kind,
    "source-layer": scale.kind,
    filter: ["==", ["get", "code"], scale.code] as never,
  } as const;
  const colour = palette.families[scale.family].strong;
  return [
    {
      id: "scale-fill",
      type: "fill",
      ...base,
      paint: { "fill-color": colour, "fill-opacity": 0.12 },
    },
    {
      id: "scale-halo",
      type: "line",
      ...base,
      layout: { "line-join": "round" },
      paint: { "line-color": palette.halo, "line-width": 6 },
    },
    {
      id: "scale-line",
      type: "line",
      ...base,
      layout: { "line-join": "round" },
      paint: { "line-color": colour, "line-width": 3 },
    },
  ];
}

/** Picked communes, at once: their pieces follow when the server has answered. */
function basketLayers(scene: Scene, palette: Palette): LayerSpecification[] {
  const drawn = new Set(scene.figure?.communes);
  const waiting = scene.basket.filter((code) => !drawn.has(code));
  const picked = ["in", ["get", "code"], ["literal", waiting]] as never;
  const base = { source: "commune", "source-layer": "commune", filter: picked } as const;
  return [
    {
      id: "basket-fill",
      type: "fill",
      ...base,
      paint: { "fill-color": palette.families.decided.strong, "fill-opacity": 0.35 },
    },
    {
      id: "basket-line",
      type: "line",
      ...base,
      paint: { "line-color": palette.families.decided.strong, "line-width": 1 },
    },
  ];
}
