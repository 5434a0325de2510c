// People on each square kilometre: communes in shades, each shade as many communes as the next.
import type { MultiPolygon, Polygon, Position } from "geojson";
import type { Language } from "../address/address";
import type { Piece, Pieces } from "../api/answers";
import { formatNumber } from "../model/format";

/** Classes from dense to sparse. */
const CLASSES = 5;
const KILOMETRES_A_DEGREE = 111.195;

export interface Densities {
  readonly pieces: readonly { readonly piece: Piece; readonly shade: number }[];
  /** The least density of each class, the densest first. */
  readonly steps: readonly number[];
}

/** Classes of the communes of a territory of so many people. */
export function densitiesOf(pieces: Pieces, population: number): Densities {
  const communes = pieces.features.flatMap((piece) => {
    const { properties, geometry } = piece;
    if (properties.role !== "piece" || properties.share === null) return [];
    const area = areaOf(geometry as Polygon | MultiPolygon);
    return area > 0 ? [{ piece, density: (properties.share * population) / area }] : [];
  });
  const sorted = communes.map(({ density }) => density).sort((a, b) => b - a);
  const classes = Math.min(CLASSES, sorted.length);
  const steps = Array.from(
    { length: classes },
    (_, at) => sorted[Math.ceil(((at + 1) * sorted.length) / classes) - 1] ?? 0,
  );
  const shadeOf = (density: number) =>
    Math.max(
      0,
      steps.findIndex((least) => density >= least),
    );
  return {
    steps,
    pieces: communes.map(({ piece, density }) => ({ piece, shade: RAMP[shadeOf(density)] ?? 5 })),
  };
}

/** The shades of a family from dark to light: its palette is ordered for neighbours, not by depth. */
const RAMP = [0, 3, 1, 2, 4] as const;

/** What each class is, in words. */
export function densityWords(steps: readonly number[], language: Language): string[] {
  const written = (value: number) => formatNumber(Math.round(value), language);
  return steps.map((least, at) => {
    const most = steps[at - 1];
    if (most === undefined) return `≥ ${written(least)}`;
    return `${written(least)} – ${written(most)}`;
  });
}

export function rampShade(at: number): number {
  return RAMP[at] ?? 5;
}

/** Square kilometres, on the sphere, by the shoelace of each ring at its own latitude. */
export function areaOf(geometry: Polygon | MultiPolygon): number {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.reduce(
    (sum, rings) =>
      sum + rings.reduce((whole, ring, at) => whole + (at === 0 ? 1 : -1) * ringArea(ring), 0),
    0,
  );
}

function ringArea(ring: readonly Position[]): number {
  const [first] = ring;
  if (!first) return 0;
  const middle = ring.reduce((sum, [, y = 0]) => sum + y, 0) / ring.length;
  const across = KILOMETRES_A_DEGREE * Math.cos((middle * Math.PI) / 180);
  let twice = 0;
  for (let at = 0; at + 1 < ring.length; at++) {
    const [x = 0, y = 0] = ring[at] ?? [];
    const [nextX = 0, nextY = 0] = ring[at + 1] ?? [];
    twice += x * nextY - nextX * y;
  }
  return (Math.abs(twice) / 2) * across * KILOMETRES_A_DEGREE;
}
