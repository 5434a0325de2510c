// From overlaps to bars: one group a kind, its rows in order of share, its shades as on the map.
import type { Measure } from "../address/address";
import type { Overlap, Stats } from "../api/answers";
import { MAIN_KINDS, rankOf } from "./kinds";

/** Shades of one hue, darkest first; all rows after share the last. */
export const SHADES = 6;

/** Below this a remainder is slivers and rounding, not ground worth a line. */
const NEGLIGIBLE = 2e-3;

export interface Row {
  readonly id: string;
  readonly name: string;
  readonly share: number;
  readonly shade: number;
  readonly overlap: Overlap;
}

export interface Group {
  readonly kind: string;
  readonly rows: readonly Row[];
  /** The share that lies in no territory of the kind. */
  readonly outside: number;
  /** Whether a border of this kind runs through the subject. */
  readonly cut: boolean;
  /** Whether the rows can be laid end to end: no two territories share ground. */
  readonly stacked: boolean;
  /** Whether it stands among the first cuts shown. */
  readonly main: boolean;
}

/** Share of the subject in the measure asked, of area where people are not known. */
export function shareOf(overlap: Overlap, measure: Measure): number {
  const { population, area } = overlap.share_of_subject;
  return (measure === "people" ? population : area) ?? area ?? 0;
}

/** The groups in the order they are shown; kinds that share no ground with the subject are left out. */
export function groupsOf(overlaps: readonly Overlap[], measure: Measure, stats: Stats): Group[] {
  const byKind = new Map<string, Overlap[]>();
  for (const overlap of overlaps) {
    if (overlap.relation === "touches" || overlap.relation === "disjoint") continue;
    const members = byKind.get(overlap.territory.kind);
    if (members) members.push(overlap);
    else byKind.set(overlap.territory.kind, [overlap]);
  }
  return [...byKind]
    .map(([kind, members]) => groupOf(kind, members, measure))
    .sort((a, b) => rankOf(a.kind, stats) - rankOf(b.kind, stats));
}

function groupOf(kind: string, members: readonly Overlap[], measure: Measure): Group {
  const rows = members
    .map((overlap) => ({ overlap, share: shareOf(overlap, measure) }))
    .sort(
      (a, b) => b.share - a.share || a.overlap.territory.id.localeCompare(b.overlap.territory.id),
    )
    .map(({ overlap, share }, order) => ({
      id: overlap.territory.id,
      name: overlap.territory.name,
      share,
      shade: Math.min(order, SHADES - 1),
      overlap,
    }));
  const total = rows.reduce((sum, row) => sum + row.share, 0);
  const outside = total < 1 - NEGLIGIBLE ? 1 - total : 0;
  const whole = rows.length === 1 && isWhole(rows[0]?.overlap);
  return {
    kind,
    rows,
    outside: whole ? 0 : outside,
    cut: !whole,
    stacked: total <= 1 + NEGLIGIBLE,
    main: MAIN_KINDS.includes(kind),
  };
}

/** Whether the whole subject lies in the territory. */
export function isWhole(overlap: Overlap | undefined): boolean {
  return overlap?.relation === "within" || overlap?.relation === "equal";
}

/** The kind whose cut says most: the first main one that cuts, else any that does, else the first. */
export function mostTelling(groups: readonly Group[]): string | null {
  const chosen =
    groups.find((group) => group.main && group.cut) ??
    groups.find((group) => group.cut) ??
    groups[0];
  return chosen?.kind ?? null;
}
