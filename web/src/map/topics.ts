// What the tabs put on the map: zones in shades and patterns, actors as points told apart by their form.
import type { FeatureCollection } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import { PATTERNS } from "../model/zones";
import { BESIDE_DOT, REGULAR } from "./labels";
import type { Palette } from "./palette";
import type { Scene } from "./scene";

const PATTERN_PREFIX = "pattern-";
/** From here on actors are named beside their point. */
const NAMES_FROM = 10.5;

export function zonesData({ zones }: Scene): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: zones.flatMap(({ shade, pattern, shapes }) =>
      shapes.map(({ geometry }) => ({
        type: "Feature" as const,
        properties: { shade, pattern },
        geometry,
      })),
    ),
  };
}

export function pointsData({ points }: Scene): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: points.map(({ name, where, position }) => ({
      type: "Feature" as const,
      properties: { name, where },
      geometry: { type: "Point" as const, coordinates: position },
    })),
  };
}

/** Each zone in its shade, its pattern over it, a line around it. */
export function zoneLayers(_: Scene, palette: Palette): LayerSpecification[] {
  const { shades, strong } = palette.families.administrative;
  const steps = shades.flatMap((colour, shade) => [shade, colour]);
  return [
    {
      id: "zones",
      type: "fill",
      source: "zones",
      paint: {
        "fill-color": ["match", ["get", "shade"], ...steps, palette.land] as never,
        "fill-antialias": false,
      },
    },
    {
      id: "zone-patterns",
      type: "fill",
      source: "zones",
      filter: [">", ["get", "pattern"], 0],
      paint: {
        "fill-pattern": ["concat", PATTERN_PREFIX, ["to-string", ["get", "pattern"]]],
        "fill-opacity": 0.55,
      },
    },
    {
      id: "zone-lines",
      type: "line",
      source: "zones",
      layout: { "line-join": "round" },
      paint: {
        "line-color": strong,
        // Seen from afar, communes that each hold their own would be a net of lines.
        "line-width": ["interpolate", ["linear"], ["zoom"], 7.5, 0.3, 9.5, 1],
        "line-opacity": ["interpolate", ["linear"], ["zoom"], 7.5, 0.25, 9.5, 0.7],
      },
    },
  ];
}

/** Filled: sits here; ringed: acts from elsewhere; hollow: next door. */
export function pointLayers(_: Scene, palette: Palette): LayerSpecification[] {
  const { strong } = palette.families.decided;
  const form = (here: string, acts: string, near: string) =>
    ["match", ["get", "where"], "here", here, "acts", acts, near] as never;
  return [
    {
      id: "points",
      type: "circle",
      source: "points",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 6, 3, 11, 5.5],
        "circle-color": form(strong, palette.ink, palette.halo),
        "circle-stroke-color": form(palette.halo, strong, strong),
        "circle-stroke-width": ["match", ["get", "where"], "here", 1.2, "acts", 2.6, 2] as never,
      },
    },
    {
      id: "point-names",
      type: "symbol",
      source: "points",
      minzoom: NAMES_FROM,
      layout: {
        "text-field": BESIDE_DOT["text-field"] ?? "",
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.7,
        "text-justify": "auto",
        "text-max-width": 12,
        "text-padding": 6,
        "text-font": REGULAR,
        "text-size": 12,
      },
      paint: {
        "text-color": strong,
        "text-halo-color": palette.halo,
        "text-halo-width": 1.6,
      },
    },
  ];
}

export function patternNames(): string[] {
  return Array.from({ length: PATTERNS - 1 }, (_, at) => PATTERN_PREFIX + (at + 1));
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Which pixels of a tile of 16 each pattern draws: lines one way, dots, lines the other way. */
const DRAWN: Record<string, (x: number, y: number) => boolean> = {
  [`${PATTERN_PREFIX}1`]: (x, y) => (x + y) % 16 < 2,
  [`${PATTERN_PREFIX}2`]: (x, y) => Math.hypot((x % 8) - 3.5, (y % 8) - 3.5) < 1.6,
  [`${PATTERN_PREFIX}3`]: (x, y) => (x - y + 16) % 16 < 2,
};

/** The picture of a pattern in the colours of the theme; `null` for another image's name. */
export function patternOf(name: string, palette: Palette): Picture | null {
  const drawn = DRAWN[name];
  if (!drawn) return null;
  const size = 16;
  const colour = [1, 3, 5].map((at) =>
    Number.parseInt(palette.families.administrative.strong.slice(at, at + 2), 16),
  );
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (drawn(x, y)) data.set([...colour, 255], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}
