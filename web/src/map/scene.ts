// What the map has to show, worked out from the state without any map: figure, cut, ground, names.
import type { Position } from "geojson";
import type { Standing } from "../address/address";
import { DEFAULT_LAYERS, type Language, type Tool } from "../address/address";
import type { Position as RingPosition } from "../address/polyline";
import type { Bounds, Family, Piece, Stats } from "../api/answers";
import type { ZoneShapes } from "../api/tabs";
import { boundsOf } from "../model/geometry";
import { familyOf, kindOf, type LineStyle, layerOf, lineStyleOf } from "../model/kinds";
import type { Group } from "../model/shares";
import { groupsOfZones } from "../model/zones";
import { groupsShown, kindShown, type State, shown } from "../state/state";

/** Mainland France and Corsica. */
export const FRANCE: Bounds = [-5.3, 41.2, 9.8, 51.2];

export interface GroundLayer {
  readonly kind: string;
  readonly family: Family;
  /** Whether the reader asked for it, or it only carries the cut on. */
  readonly asked: boolean;
  readonly line: LineStyle;
}

/** The shade of ground that no territory of the kind holds. */
const OUTSIDE = -1;

export interface ShadedPiece {
  readonly piece: Piece;
  /** Darkest first from 0; below 0 for ground outside any territory of the kind. */
  readonly shade: number;
  /** Another piece has been brought forward. */
  readonly faded: boolean;
}

export interface Figure {
  /** `null` for ground of the user's own. */
  readonly id: string | null;
  readonly family: Family;
  readonly cutFamily: Family;
  readonly cutKind: string;
  readonly pieces: readonly ShadedPiece[];
  readonly cut: Piece | null;
  readonly outline: Piece | null;
  /** What lies beyond the figure of each territory that cuts it. */
  readonly beyond: readonly Piece[];
  /** Codes of its communes, where they are few enough to be named. */
  readonly communes: readonly string[] | null;
}

/** Ground with the same holders, as the map draws it. */
export interface ZoneOnMap {
  readonly letter: string;
  readonly shade: number;
  readonly pattern: number;
  readonly shapes: ZoneShapes["features"];
}

/** Someone who acts here, as a point. */
export interface PointOnMap {
  readonly name: string;
  readonly where: Standing;
  readonly position: Position;
}

export interface Scene {
  readonly language: Language;
  readonly vintage: number | null;
  readonly ground: readonly GroundLayer[];
  readonly figure: Figure | null;
  /** What the open tab shows in place of the cut, and over it. */
  readonly zones: readonly ZoneOnMap[];
  readonly points: readonly PointOnMap[];
  /** The town being looked at. */
  readonly place: {
    readonly code: string;
    readonly name: string;
    readonly centre: Position;
  } | null;
  readonly basket: readonly string[];
  readonly tool: Tool;
  /** The drawn ring, where there is one. */
  readonly ring: readonly RingPosition[] | null;
  readonly piece: string | null;
  /** The scale compared whose outline is shown, where its kind has tiles. */
  readonly scale: { readonly kind: string; readonly code: string; readonly family: Family } | null;
}

export function sceneOf(state: State): Scene {
  const { address } = state;
  const stats = shown(state.stats);
  const groups = groupsShown(state);
  const zones = zonesOf(state);
  const cut = stats ? figureOf(state, stats, groups) : null;
  const figure = cut && zones.length ? { ...cut, pieces: [], cut: null, beyond: [] } : cut;
  const place = shown(state.place)?.detail ?? null;
  return {
    language: address.language,
    vintage: address.vintage ?? (stats ? Math.max(...stats.vintages) : null),
    ground: stats ? groundOf(address.layers ?? DEFAULT_LAYERS, figure, stats) : [],
    figure,
    zones,
    points: pointsOf(state),
    place: place?.centre
      ? { code: place.territory.code, name: place.territory.name, centre: place.centre }
      : null,
    basket: address.subject.type === "basket" ? address.subject.communes : [],
    tool: address.tool,
    ring: address.subject.type === "area" ? address.subject.ring : null,
    piece: address.piece,
    scale: stats ? scaleOf(state, stats) : null,
  };
}

function scaleOf({ address }: State, stats: Stats): Scene["scale"] {
  const { step, scale } = address;
  if (step !== "scale" || scale === null) return null;
  const kind = kindOf(scale);
  if (layerOf(kind, stats)?.status !== "loaded") return null;
  return { kind, code: scale.slice(kind.length + 1), family: familyOf(kind, stats) };
}

function zonesOf(state: State): ZoneOnMap[] {
  const held = state.address.step === "competences" ? shown(state.held) : null;
  const shapes = held?.shapes;
  if (!held || !shapes) return [];
  return groupsOfZones(held.answer).map(({ letter, shade, pattern, orders }) => {
    const own = new Set(orders);
    return {
      letter,
      shade,
      pattern,
      shapes: shapes.features.filter((feature) => own.has(feature.properties.order)),
    };
  });
}

function pointsOf(state: State): PointOnMap[] {
  const answer = state.address.step === "actors" ? shown(state.actors) : null;
  return (answer?.actors ?? []).map(({ name, where, place }) => ({
    name,
    where,
    position: [place.lon, place.lat],
  }));
}

/** The borders that cut, carried on beyond the figure: there to be followed, not to be counted. */
export const PLAIN_LINE: LineStyle = { width: 1.1, dash: [], inset: 0 };

/** The layers asked for, and the one that cuts: only those that are loaded. */
function groundOf(kinds: readonly string[], figure: Figure | null, stats: Stats): GroundLayer[] {
  const wanted = new Set(figure ? [...kinds, figure.cutKind] : kinds);
  return stats.layers
    .filter((layer) => layer.status === "loaded" && wanted.has(layer.kind))
    .map(({ kind, family }) => ({
      kind,
      family,
      asked: kinds.includes(kind),
      line: kinds.includes(kind) ? lineStyleOf(kind, stats) : PLAIN_LINE,
    }));
}

function figureOf(state: State, stats: Stats, groups: readonly Group[]): Figure | null {
  const [focus, cut] = [shown(state.focus), shown(state.cut)];
  if (
    !focus ||
    !cut ||
    layerOf(cut.kind, stats)?.status !== "loaded" ||
    kindShown(state, groups) === null
  )
    return null;
  const shades = new Map(
    groups.flatMap((group) => group.rows.map((row) => [row.id, row.shade] as const)),
  );
  const ofRole = (role: Piece["properties"]["role"]) =>
    cut.pieces.features.filter((feature) => feature.properties.role === role);
  const idOf = (piece: Piece) => ("id" in piece.properties ? (piece.properties.id ?? "") : "");
  const { piece: chosen } = state.address;
  const among = ofRole("piece").some((piece) => idOf(piece) === chosen);
  return {
    id: focus.detail?.territory.id ?? null,
    family: focus.answer.subject.family,
    cutFamily: familyOf(cut.kind, stats),
    cutKind: cut.kind,
    pieces: ofRole("piece").map((piece) => ({
      piece,
      shade: shades.get(idOf(piece)) ?? OUTSIDE,
      faded: among && idOf(piece) !== chosen,
    })),
    cut: ofRole("cut")[0] ?? null,
    outline: ofRole("outline")[0] ?? null,
    beyond: ofRole("beyond"),
    communes: focus.communes?.map((overlap) => overlap.territory.code) ?? null,
  };
}

/** Where the map should stand to show the subject; `null` while that is not known yet. */
export function boundsToFit(state: State): Bounds | null {
  const { subject } = state.address;
  if (subject.type === "none") return FRANCE;
  if (state.address.step === "scale" && state.scaleBounds) return state.scaleBounds;
  if (subject.type === "area") {
    return boundsOf([
      { type: "LineString", coordinates: subject.ring.map((position) => [...position]) },
    ]);
  }
  if (subject.type === "basket") {
    if (subject.communes.length === 0) return FRANCE;
    if (state.cut.status !== "ready") return null;
    return boundsOf(state.cut.value.pieces.features.filter(isPiece).map((piece) => piece.geometry));
  }
  const settled = state.focus.status === "ready" || state.focus.status === "failed";
  if (state.focus.status === "ready") return state.focus.value.detail?.bbox ?? null;
  const place = state.place.status === "ready" ? state.place.value.detail.bbox : null;
  return settled || state.focus.status === "idle" ? place : null;
}

function isPiece(feature: Piece): boolean {
  return feature.properties.role === "piece";
}
