// The shapes of the server's answers, as the HTTP contract gives them.
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";

export type Family = "administrative" | "lived" | "decided" | "geographic";
export type Relation = "equal" | "within" | "contains" | "overlaps" | "touches" | "disjoint";
export type Bounds = [west: number, south: number, east: number, north: number];

export interface Territory {
  id: string | null;
  kind: string;
  code: string | null;
  name: string;
  family: Family;
  population: number | null;
  area_km2: number | null;
  context: string | null;
  estimated: boolean;
}

/** A territory that is loaded, hence has an id; only a drawn or picked subject has none. */
export type NamedTerritory = Territory & { id: string; code: string };

export interface Source {
  key: string;
  name: string;
  licence: string;
  attribution: string;
  url: string | null;
  vintage: number | null;
  estimated: boolean;
}

export type Match = NamedTerritory & {
  centre: Position | null;
  bbox: Bounds | null;
  matched: "name" | "postal-code" | "code" | "former-name" | "typo";
  postal_codes: string[];
};

export interface SearchAnswer {
  query: string;
  vintage: number;
  results: Match[];
}

export interface Detail {
  territory: NamedTerritory;
  vintage: number;
  nature: string | null;
  centre: Position | null;
  bbox: Bounds | null;
  communes: number;
  population: { people: number; year?: number; accuracy: "exact" | "estimated" } | null;
  area_km2: number | null;
  postal_codes: string[];
  seat: { id: string; name: string } | null;
  shape: "faces" | "polygon" | "missing";
  sources: Source[];
}

interface Shares {
  population: number | null;
  area: number | null;
}

export interface Overlap {
  territory: NamedTerritory;
  relation: Relation;
  shared: { population: number | null; area_km2: number | null; communes: number; exact: boolean };
  share_of_subject: Shares;
  share_of_territory: Shares;
}

export interface OverlapsAnswer {
  subject: Territory;
  vintage: number;
  overlaps: Overlap[];
  cut: Record<string, number>;
  summary: { fr: string; en: string };
  sources: Source[];
}

export type PieceProperties =
  /** Without id nor name: ground that no territory of the kind holds. */
  | { role: "piece"; id: string | null; name: string | null; share: number | null; order: number }
  | { role: "cut" }
  | { role: "outline" }
  | { role: "beyond"; id: string; name: string };

export type Piece = Feature<Geometry, PieceProperties>;
export type Pieces = FeatureCollection<Geometry, PieceProperties>;

export interface LocateAnswer {
  vintage: number;
  territories: NamedTerritory[];
}

export interface ResolveAnswer {
  code: string;
  vintage: number;
  kept: boolean;
  communes: NamedTerritory[];
  events: { vintage: number; event: string; old: string; old_name: string; new: string[] }[];
}

export interface LayerStatus {
  kind: string;
  family: Family;
  /** Singular and plural in each language. */
  label: { fr: [string, string]; en: [string, string] };
  status: "loaded" | "missing";
  count: number;
  source: Source | null;
  estimated: boolean;
  advice: { fr: string; en: string } | null;
}

export interface Stats {
  vintages: number[];
  layers: LayerStatus[];
  sources: Source[];
}
