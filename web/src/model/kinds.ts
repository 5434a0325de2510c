// Kinds of territory on the page: what each is called, which are asked for, in which order they stand.
import type { Language } from "../address/address";
import type { Family, LayerStatus, Stats } from "../api/answers";

/** Families in the order of lists. */
export const FAMILIES: readonly Family[] = ["administrative", "lived", "decided", "geographic"];

/** Pieces of communes: they say nothing about what cuts a territory. */
const PARTS_OF_COMMUNES: ReadonlySet<string> = new Set([
  "commune-deleguee",
  "commune-associee",
  "arrondissement-municipal",
]);

/** The cuts a project meets first, in the order they are shown; the others wait behind a heading. */
export const MAIN_KINDS: readonly string[] = [
  "departement",
  "epci",
  "region",
  "collectivite-outre-mer",
  "bassin-de-vie",
  "bassin-estime",
  "pnr",
];

/** The lived basin of a commune, official first. */
export const BASIN_KINDS: readonly string[] = ["bassin-de-vie", "bassin-estime"];

const UNKNOWN_FAMILY: Family = "decided";

export function layerOf(kind: string, stats: Stats): LayerStatus | undefined {
  return stats.layers.find((layer) => layer.kind === kind);
}

export function familyOf(kind: string, stats: Stats): Family {
  return layerOf(kind, stats)?.family ?? UNKNOWN_FAMILY;
}

/** What a kind is called; its slug where the server does not say. */
export function labelOf(kind: string, stats: Stats, language: Language, plural: boolean): string {
  return layerOf(kind, stats)?.label[language][plural ? 1 : 0] ?? kind;
}

/** Where a kind stands in lists: the main ones first, then in the server's order. */
export function rankOf(kind: string, stats: Stats): number {
  const main = MAIN_KINDS.indexOf(kind);
  if (main >= 0) return main;
  const place = stats.layers.findIndex((layer) => layer.kind === kind);
  return MAIN_KINDS.length + (place < 0 ? stats.layers.length : place);
}

function isLoaded(kind: string, stats: Stats): boolean {
  return layerOf(kind, stats)?.status === "loaded";
}

/** The id's kind: `epci` of `epci:243400736`. */
export function kindOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf(":")));
}

/**
 * The kinds a subject is compared with: all that are loaded, but communes, their parts and the
 * subject's own kind; the estimated basin only where no official one is loaded.
 */
export function kindsToAsk(stats: Stats, subjectKind: string | null): string[] {
  return stats.layers
    .filter((layer) => layer.status === "loaded" && layer.kind !== subjectKind)
    .filter((layer) => layer.kind !== "commune" && !PARTS_OF_COMMUNES.has(layer.kind))
    .filter((layer) => layer.kind !== "bassin-estime" || !isLoaded("bassin-de-vie", stats))
    .map((layer) => layer.kind);
}

/** The line a kind is drawn with, on the map and in its key: told apart without colour. */
export interface LineStyle {
  readonly width: number;
  /** Lengths of dash and gap, in widths of the line; empty for a plain line. */
  readonly dash: readonly number[];
  /** How far inside each territory's border the line runs, so that neighbours' dashes do not mix. */
  readonly inset: number;
}

const line = (width: number, dash: readonly number[], inset = 0): LineStyle => ({
  width,
  dash,
  inset,
});

const LINE_STYLES: Record<string, LineStyle> = {
  region: line(2.4, []),
  departement: line(1.2, []),
  "collectivite-outre-mer": line(1.8, []),
  commune: line(0.8, []),
  epci: line(1.6, [3, 1.5], 1.4),
  ept: line(2, [8, 2], 1.4),
  arrondissement: line(1, [6, 3], 1.2),
  canton: line(1, [1, 2], 1.2),
  "commune-deleguee": line(0.9, [2, 2], 1),
  "commune-associee": line(0.9, [1, 4], 1),
  "arrondissement-municipal": line(1.2, [5, 2, 1, 2], 1),
  "bassin-de-vie": line(2, []),
  "bassin-estime": line(2, [1, 1.4], 1.4),
  "zone-emploi": line(1.8, [5, 1.6], 1.6),
  "aire-attraction": line(1.6, [1, 2.5], 1.6),
  pnr: line(2.2, [], 1.2),
  pays: line(1.8, [6, 2], 1.6),
  scot: line(1.6, [2, 2], 1.6),
  syndicat: line(1.6, [1, 2], 1.6),
  "territoire-industrie": line(1.8, [8, 2, 1, 2], 1.6),
  leader: line(1.8, [4, 1.5, 1, 1.5, 1, 1.5], 1.6),
  perimetre: line(1.8, [3, 1], 1.6),
};

const OTHER_STYLES: readonly LineStyle[] = [
  { width: 1.8, dash: [6, 1.5, 1, 1.5], inset: 1.6 },
  { width: 1.6, dash: [3, 1.5], inset: 1.6 },
  { width: 1.6, dash: [1, 1.6], inset: 1.6 },
  { width: 1.8, dash: [8, 2], inset: 1.6 },
];

const PLAIN: LineStyle = { width: 1.6, dash: [], inset: 0 };

export function lineStyleOf(kind: string, stats: Stats): LineStyle {
  const known = LINE_STYLES[kind];
  if (known) return known;
  const others = stats.layers.filter((layer) => !(layer.kind in LINE_STYLES));
  const place = Math.max(
    0,
    others.findIndex((layer) => layer.kind === kind),
  );
  return OTHER_STYLES[place % OTHER_STYLES.length] ?? PLAIN;
}
