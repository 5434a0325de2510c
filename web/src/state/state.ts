// What the page knows at one moment: the address, the answers so far, and the little that is neither.
import type { Address } from "../address/address";
import type {
  Bounds,
  Detail,
  Overlap,
  OverlapsAnswer,
  Pieces,
  ResolveAnswer,
  Stats,
} from "../api/answers";
import type { Problem } from "../api/client";
import type { KeptTerritory, OwnInFull, OwnTerritory } from "../api/own";
import type { CompareAnswer, RoundTableAnswer, StraddleAnswer } from "../api/scale";
import type {
  ActorsAnswer,
  CompetencesAnswer,
  FundingAnswer,
  HoldersAnswer,
  ThemesAnswer,
  ZoneShapes,
} from "../api/tabs";
import type { Basket } from "../model/basket";
import { EMPTY_BASKET } from "../model/basket";
import type { Pasted } from "../model/pasted";
import { type Group, groupsOf, mostTelling } from "../model/shares";
import type { Text } from "../text";

export type Loadable<T> =
  | { readonly status: "idle" }
  /** The earlier answer stays in view, dimmed, so that nothing flashes. */
  | { readonly status: "loading"; readonly previous: T | null }
  | { readonly status: "ready"; readonly value: T }
  | { readonly status: "failed"; readonly problem: Problem };

/** A commune and the territories it lies in, wholly or in part. */
export interface Place {
  readonly detail: Detail;
  readonly within: readonly Overlap[];
}

/** What is being looked at: a territory, a drawn area or a basket, and what overlaps it. */
export interface Focus {
  /** `null` for ground given by the user. */
  readonly detail: Detail | null;
  readonly answer: OverlapsAnswer;
  /** Its communes, where they are few enough to be listed. */
  readonly communes: readonly Overlap[] | null;
  /** Where its author keeps it here under a name of their own: how it was made. */
  readonly own: OwnInFull | null;
}

/** The pieces a kind cuts the focus into; `kind` tells which. */
export interface Cut {
  readonly kind: string;
  readonly pieces: Pieces;
}

/** Who holds the competence asked about, and the ground of each zone once that has come. */
export interface Held {
  readonly answer: HoldersAnswer;
  readonly shapes: ZoneShapes | null;
}

/** The words of the tabs: themes in both languages, competences in the page's. */
export interface Vocabulary {
  readonly themes: ThemesAnswer;
  readonly competences: CompetencesAnswer;
}

export interface State {
  readonly address: Address;
  readonly stats: Loadable<Stats>;
  readonly place: Loadable<Place>;
  readonly focus: Loadable<Focus>;
  readonly cut: Loadable<Cut>;
  readonly straddle: Loadable<StraddleAnswer>;
  readonly vocabulary: Loadable<Vocabulary>;
  readonly held: Loadable<Held>;
  readonly actors: Loadable<ActorsAnswer>;
  readonly funding: Loadable<FundingAnswer>;
  readonly scales: Loadable<CompareAnswer>;
  readonly table: Loadable<RoundTableAnswer>;
  /** Where the scale that is looked at lies. */
  readonly scaleBounds: Bounds | null;
  /** What became of a commune that is no longer known. */
  readonly successors: ResolveAnswer | null;
  readonly basket: Basket;
  /** What became of the list last pasted. */
  readonly pasted: Loadable<Pasted>;
  /** The territory last kept, renamed or removed on the server. */
  readonly keeping: Loadable<OwnTerritory | KeptTerritory>;
  /** Names of communes met so far, by code. */
  readonly names: ReadonlyMap<string, string>;
  readonly map: "waiting" | "ready" | "failed";
  /** Whether the map has still to be brought onto the subject. */
  readonly fit: boolean;
  /** A sentence that passes: said over the map and to screen readers. */
  readonly notice: ((text: Text) => string) | null;
  readonly layersOpen: boolean;
  /** On a narrow screen: whether the answer takes the map's room. */
  readonly tall: boolean;
}

export const IDLE = { status: "idle" } as const;

export function initialState(address: Address): State {
  return {
    address,
    stats: IDLE,
    place: IDLE,
    focus: IDLE,
    cut: IDLE,
    straddle: IDLE,
    vocabulary: IDLE,
    held: IDLE,
    actors: IDLE,
    funding: IDLE,
    scales: IDLE,
    table: IDLE,
    scaleBounds: null,
    successors: null,
    basket: EMPTY_BASKET,
    pasted: IDLE,
    keeping: IDLE,
    names: new Map(),
    map: "waiting",
    fit: address.view === null,
    notice: null,
    layersOpen: false,
    tall: false,
  };
}

/** The answer, or the one before while the next is on its way. */
export function shown<T>(loadable: Loadable<T>): T | null {
  if (loadable.status === "ready") return loadable.value;
  return loadable.status === "loading" ? loadable.previous : null;
}

/** The same question asked again: what is shown stays in view meanwhile. */
export function loadingAfter<T>(loadable: Loadable<T>, keep: boolean): Loadable<T> {
  return { status: "loading", previous: keep ? shown(loadable) : null };
}

/** The bars of the focus, in the measure the address asks for. */
export function groupsShown(state: State): Group[] {
  const [stats, focus] = [shown(state.stats), shown(state.focus)];
  return stats && focus ? groupsOf(focus.answer.overlaps, state.address.measure, stats) : [];
}

/** The kind whose cut is on the map: the one asked for where it applies, else the most telling. */
export function kindShown(state: State, groups: readonly Group[]): string | null {
  const { kind } = state.address;
  return groups.some((group) => group.kind === kind) ? kind : mostTelling(groups);
}
