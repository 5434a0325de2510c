// A pasted list of communes: what each line names, and which of the communes found it means; or a drawn ring.
import type { Position } from "../address/polyline";
import type { Match, NamedTerritory } from "../api/answers";
import { folded } from "./vocabulary";

/** What one line, or one cell of a line of codes, asks for. */
export interface Entry {
  /** The line it stands on, from 1. */
  readonly line: number;
  /** A code of a commune, a postal code or a name. */
  readonly sought: string;
}

/** An entry that does not name exactly one commune, with those it may mean. */
export interface Doubt extends Entry {
  readonly options: readonly NamedTerritory[];
}

/** What became of a pasted list. */
export interface Pasted {
  readonly added: number;
  readonly doubts: readonly Doubt[];
  /** Entries beyond what a page can carry. */
  readonly leftOut: number;
}

export const CODE = /^(?:\d\d|2[AB])\d{3}$/;
const HEADERS = new Set(["code", "codes", "insee", "commune", "communes", "nom", "name", "codgeo"]);
const MOST_LETTERS = 100;

/** The entries of a list: a line each, or each cell of a line of codes; titles of columns are left out. */
export function entriesOf(text: string): Entry[] {
  const rows = text.split(/\r\n|\r|\n/).map(cellsOf);
  const alone = rows.filter((cells) => cells.length > 0).length === 1;
  return rows.flatMap((cells, place) => {
    const line = place + 1;
    const codes = cells.map(codeOf).filter((code) => code !== null);
    // Two numbers on a line may be a code and its people; more are a list that goes on.
    const listed = codes.length === cells.length && codes.length > 2;
    if (alone || listed) return cells.map((cell) => ({ line, sought: soughtIn(cell) }));
    if (line === 1 && cells.some((cell) => HEADERS.has(folded(cell).split(" ")[0] ?? "")))
      return [];
    const cell = codes[0] ?? shortened(cells[0]) ?? cells.find((one) => /\p{L}/u.test(one));
    return cell || cells[0] ? [{ line, sought: soughtIn(cell ?? cells[0] ?? "") }] : [];
  });
}

/** The communes that an entry may mean among those found: by code, else by postal code, else by the whole name. */
export function meant({ sought }: Entry, found: readonly Match[]): readonly Match[] {
  const communes = found.filter(({ kind }) => kind === "commune");
  const ways: ((match: Match) => boolean)[] = [
    ({ code }) => code === sought,
    ({ postal_codes }) => postal_codes.includes(sought),
    ({ name }) => folded(name) === folded(sought),
  ];
  for (const way of ways) {
    const those = communes.filter(way);
    if (those.length > 0) return those;
  }
  return [];
}

/** The outer ring of the one polygon of a GeoJSON text, not closed; `null` where it holds anything else. */
export function ringOf(text: string): readonly Position[] | null {
  try {
    const polygon = polygonIn(JSON.parse(text));
    const ring = polygon?.map(([x, y]): Position => [Number(x), Number(y)]);
    const sound = ring?.every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90);
    return ring && sound && ring.length >= 4 ? ring.slice(0, -1) : null;
  } catch {
    return null;
  }
}

/** The only ring of the only polygon: a hole or a second part would be lost. */
function polygonIn(value: unknown): readonly (readonly unknown[])[] | null {
  const { type, features, geometry, coordinates } = value as Record<string, unknown>;
  if (type === "FeatureCollection") return only(features, polygonIn);
  if (type === "Feature") return polygonIn(geometry);
  if (type === "MultiPolygon") return only(coordinates, (one) => only(one, rows));
  return type === "Polygon" ? only(coordinates, rows) : null;
}

function only<T>(value: unknown, read: (one: unknown) => T | null): T | null {
  return Array.isArray(value) && value.length === 1 ? read(value[0]) : null;
}

function rows(value: unknown): readonly (readonly unknown[])[] | null {
  return Array.isArray(value) && value.every(Array.isArray) ? value : null;
}

/** The cells of a line that hold something; codes may be parted by spaces alone. */
function cellsOf(row: string): string[] {
  const cells = row.split(/[;,\t]/).map(tidy);
  return cells.flatMap((cell) => {
    const parts = cell.split(/\s+/);
    return parts.every((part) => CODE.test(part.toUpperCase())) ? parts : cell || [];
  });
}

/** Without the quotes and spaces of a spreadsheet. */
function tidy(cell: string): string {
  return cell.replace(/^[\s"'\uFEFF]+|[\s"']+$/g, "");
}

/** The code a cell is or begins with. */
function codeOf(cell: string): string | null {
  const [first = ""] = cell.toUpperCase().split(/\s/);
  return CODE.test(first) ? first : null;
}

/** A code that a spreadsheet took for a number, and whose first zero it dropped. */
function shortened(cell: string | undefined): string | null {
  return cell && /^\d{4}$/.test(cell) ? `0${cell}` : null;
}

function soughtIn(cell: string): string {
  return (codeOf(cell) ?? shortened(cell) ?? cell).slice(0, MOST_LETTERS);
}
