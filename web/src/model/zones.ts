// Zones as a person reads them: ground with the same holders together, communes that each act at home as one.
import type { Holder, HoldersAnswer, Zone } from "../api/tabs";
import { SHADES } from "./shares";

/** A holder of a group; communes that each hold their own ground stand as one. */
export type GroupHolder =
  | { readonly type: "one"; readonly holder: Holder }
  | { readonly type: "each"; readonly holders: readonly Holder[] };

export interface ZoneGroup {
  /** What names it on the map and in the list, beside its colour: A, B, … then AA. */
  readonly letter: string;
  /** Shades from dark to light, and beyond them patterns over the same shades. */
  readonly shade: number;
  readonly pattern: number;
  readonly holders: readonly GroupHolder[];
  readonly lead: readonly Holder[];
  readonly mayAct: readonly Holder[];
  readonly population: number;
  readonly share: number;
  readonly area: number;
  readonly communes: number;
  /** Places of its zones in the answer. */
  readonly orders: readonly number[];
}

/** Patterns drawn over a shade: none, then lines and dots. */
export const PATTERNS = 4;

/** A commune that holds something at home: its name matters less than that each does. */
const isHome = (holder: Holder) => holder.authority.kind === "commune";

function signatureOf({ holders }: Zone): string {
  return JSON.stringify(
    holders.map((holder) => [
      isHome(holder) ? "commune" : holder.authority.id,
      holder.title,
      holder.basis,
    ]),
  );
}

/** The groups, the one with most people first. */
export function groupsOfZones({ zones }: HoldersAnswer): ZoneGroup[] {
  const bySignature = new Map<string, number[]>();
  zones.forEach((zone, order) => {
    const signature = signatureOf(zone);
    const members = bySignature.get(signature);
    if (members) members.push(order);
    else bySignature.set(signature, [order]);
  });
  const people = (orders: readonly number[]) =>
    orders.reduce((sum, order) => sum + (zones[order]?.population ?? 0), 0);
  return [...bySignature.values()]
    .sort((a, b) => people(b) - people(a))
    .map((orders, place) => groupOf(orders, zones, place));
}

function groupOf(orders: readonly number[], zones: readonly Zone[], place: number): ZoneGroup {
  const members = orders.flatMap((order) => zones[order] ?? []);
  const sum = (figure: (zone: Zone) => number | null) =>
    members.reduce((total, zone) => total + (figure(zone) ?? 0), 0);
  return {
    letter: letterOf(place),
    shade: place % SHADES,
    // A neighbour in the list never differs by its shade alone.
    pattern: place % PATTERNS,
    holders: holdersOf(members),
    lead: members[0]?.lead ?? [],
    mayAct: distinct(members.flatMap((zone) => zone.may_act)),
    population: sum((zone) => zone.population),
    share: Math.min(
      1,
      sum((zone) => zone.share.population ?? zone.share.area),
    ),
    area: sum((zone) => zone.area_km2),
    communes: sum((zone) => zone.communes),
    orders,
  };
}

function holdersOf(members: readonly Zone[]): GroupHolder[] {
  const [first] = members;
  if (!first) return [];
  return first.holders.map((holder, at): GroupHolder => {
    if (!isHome(holder) || members.length === 1) return { type: "one", holder };
    const each = distinct(members.flatMap((zone) => zone.holders[at] ?? []));
    return each.length > 1 ? { type: "each", holders: each } : { type: "one", holder };
  });
}

function distinct(holders: readonly Holder[]): Holder[] {
  return [...new Map(holders.map((holder) => [holder.authority.id, holder])).values()];
}

function letterOf(place: number): string {
  const letter = String.fromCharCode(65 + (place % 26));
  return place < 26 ? letter : letterOf(Math.floor(place / 26) - 1) + letter;
}
