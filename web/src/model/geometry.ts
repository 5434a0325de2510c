// Small geometry of the screen: bounds of features, and where a name fits in what is visible of a shape.
import type { Geometry, Position } from "geojson";
import type { Bounds } from "../api/answers";

/** Calls `visit` on each ring or line of a geometry. */
function eachLine(geometry: Geometry, visit: (line: Position[]) => void): void {
  switch (geometry.type) {
    case "Polygon":
    case "MultiLineString":
      geometry.coordinates.forEach(visit);
      break;
    case "MultiPolygon":
      for (const polygon of geometry.coordinates) polygon.forEach(visit);
      break;
    case "LineString":
      visit(geometry.coordinates);
      break;
    case "GeometryCollection":
      for (const part of geometry.geometries) eachLine(part, visit);
      break;
  }
}

/** The bounds of some geometries, or `null` where they hold no position. */
export function boundsOf(geometries: readonly Geometry[]): Bounds | null {
  const bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (const geometry of geometries) {
    eachLine(geometry, (line) => {
      for (const [x = 0, y = 0] of line) {
        bounds[0] = Math.min(bounds[0], x);
        bounds[1] = Math.min(bounds[1], y);
        bounds[2] = Math.max(bounds[2], x);
        bounds[3] = Math.max(bounds[3], y);
      }
    });
  }
  return bounds[0] <= bounds[2] ? bounds : null;
}

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** Side of a cell, in the units of the projected positions. */
  readonly cell: number;
}

type Project = (position: Position) => readonly [x: number, y: number];

/** Cells whose centre lies in the geometry (even-odd rule), row by row. */
export function cellsInside(geometry: Geometry, grid: Grid, project: Project): Uint8Array {
  const crossings: number[][] = Array.from({ length: grid.rows }, () => []);
  eachLine(geometry, (line) => {
    let from: readonly [number, number] | null = null;
    for (const position of line) {
      const to = project(position);
      if (from) addCrossings(crossings, from, to, grid.cell);
      from = to;
    }
  });
  const inside = new Uint8Array(grid.columns * grid.rows);
  crossings.forEach((row, y) => {
    row.sort((a, b) => a - b);
    for (let i = 0; i + 1 < row.length; i += 2) {
      const start = Math.max(0, Math.ceil((row[i] ?? 0) / grid.cell - 0.5));
      const end = Math.min(grid.columns, Math.ceil((row[i + 1] ?? 0) / grid.cell - 0.5));
      if (end > start) inside.fill(1, y * grid.columns + start, y * grid.columns + end);
    }
  });
  return inside;
}

/** Where a segment crosses the middle of each row. */
function addCrossings(
  crossings: number[][],
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  cell: number,
): void {
  if (y0 === y1) return;
  const first = Math.max(0, Math.ceil(Math.min(y0, y1) / cell - 0.5));
  const last = Math.min(crossings.length - 1, Math.ceil(Math.max(y0, y1) / cell - 0.5) - 1);
  for (let row = first; row <= last; row++) {
    const y = (row + 0.5) * cell;
    crossings[row]?.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
}

export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Distance to the nearest cell outside, in projected units. */
  readonly room: number;
}

/**
 * The cell centre furthest from everything outside, or `null` where nothing is inside.
 *
 * Distances are counted in steps to the eight neighbours, which is close enough to set a name.
 */
export function roomiest(inside: Uint8Array, { columns, rows, cell }: Grid): Spot | null {
  const distance = new Float32Array(inside.length);
  const at = (x: number, y: number) =>
    x < 0 || y < 0 || x >= columns || y >= rows ? 0 : (distance[y * columns + x] ?? 0);
  const sweep = (x: number, y: number, step: 1 | -1) => {
    const i = y * columns + x;
    if (!inside[i]) return;
    const near = Math.min(
      at(x - step, y) + 1,
      at(x, y - step) + 1,
      at(x - 1, y - step) + 1.41,
      at(x + 1, y - step) + 1.41,
    );
    distance[i] = step === 1 ? near : Math.min(distance[i] ?? 0, near);
  };
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) sweep(x, y, 1);
  let best: Spot | null = null;
  for (let y = rows - 1; y >= 0; y--) {
    for (let x = columns - 1; x >= 0; x--) {
      sweep(x, y, -1);
      const room = at(x, y) * cell;
      if (room > (best?.room ?? 0)) best = { x: (x + 0.5) * cell, y: (y + 0.5) * cell, room };
    }
  }
  return best;
}
