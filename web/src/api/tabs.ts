// The shapes of the answers to “who holds, who acts, who funds?”, as the server's description gives them.
import type { Feature, FeatureCollection, Geometry } from "geojson";
import type { Language, Standing } from "../address/address";
import type { Source, Territory } from "./answers";

export interface Bilingual {
  fr: string;
  en: string;
}

export interface Theme {
  slug: string;
  name: Bilingual;
  words: string[];
  parts?: Theme[];
}

export interface ThemesAnswer {
  themes: Theme[];
}

export interface Competence {
  slug: string;
  name: string;
  summary: string;
  theme: string;
  keywords: string[];
}

export interface CompetencesAnswer {
  themes: { slug: string; name: string }[];
  competences: Competence[];
}

export type Title =
  | "depends"
  | "law"
  | "declared"
  | "transferred"
  | "shared"
  | "default"
  | "lead"
  | "optional";

export interface Contact {
  seat?: string | null;
  address: string | null;
  phone: string | null;
  mail?: string | null;
  site: string | null;
}

export interface Authority {
  id: string;
  kind: string;
  kind_name: string;
  name: string;
  territory: string | null;
  contact: Contact;
}

export interface Holder {
  authority: Authority;
  title: Title;
  basis: string;
  on?: string;
  note?: string;
  verify?: boolean;
  source: string;
  as_of: string | null;
}

export interface Zone {
  share: { population: number | null; area: number | null };
  population: number;
  area_km2: number;
  communes: number;
  commune_codes: string[];
  holders: Holder[];
  lead: Holder[];
  may_act: Holder[];
}

export interface HoldersAnswer {
  competence: Competence;
  subject: Territory;
  vintage: number;
  date: string;
  /** `"nothing loaded"`, or where declarations come from. */
  declared: string | { name: string; licence: string; vintage?: number | null }[];
  zones: Zone[];
  sentence: string;
}

/** The zones on the map: `order` is their place in the answer. */
export type ZoneShape = Feature<Geometry, { order: number }>;
export type ZoneShapes = FeatureCollection<Geometry, { order: number }>;

export interface Count {
  slug: string;
  name: Bilingual;
  count: number;
}

export interface Actor {
  id: string;
  name: string;
  kind: string;
  kind_name: Bilingual;
  themes: { slug: string; name: Bilingual }[];
  about?: string;
  place: {
    lon: number;
    lat: number;
    commune: { code: string; name: string } | null;
    placed: string;
  };
  where: Standing;
  contact: Contact;
  hours?: string;
  network?: string;
  source: string;
  licence: string;
  as_of: string | null;
}

export interface Network {
  name: string;
  shared_parent: boolean;
  parted_by: string[];
  members: number;
  shown: {
    id: string;
    name: string;
    commune: { code: string; name: string } | null;
    where: Standing;
  }[];
}

export interface ActorsAnswer {
  subject: Territory;
  vintage: number;
  sentence: Bilingual;
  counts: { by_kind: Count[]; by_theme: Count[] } & Record<Standing, number>;
  actors: Actor[];
  networks: Network[];
  total: number;
  typos_forgiven: boolean;
  sources: Source[];
}

export interface ProgrammeName {
  slug: string;
  name: Bilingual;
  lang?: Language;
}

export type ProgrammeState = "open" | "opening" | "ongoing" | "unknown" | "closed";

export interface Programme {
  slug: string;
  name: Bilingual;
  funder: { slug: string; name: Bilingual; kind: string; site: string | null };
  summary: Bilingual;
  coverage: {
    relation: "whole" | "part";
    population_share: number | null;
    area_share: number | null;
    communes?: string[];
    pieces: string[];
  };
  condition: Bilingual | null;
  type: string[];
  rate: { at_least?: number | null; at_most?: number | null } | null;
  applicants: string[];
  themes: string[];
  state: ProgrammeState;
  opens: string | null;
  deadline: string | null;
  usually: Bilingual | null;
  link: string | null;
  checked: string | null;
  source: string | null;
  /** The language of its texts, where they are in one only. */
  lang?: Language;
}

export interface FundingAnswer {
  subject: Territory;
  vintage: number;
  date: string;
  programmes: Programme[];
  total: number;
  border: {
    kind: string;
    sentence: Bilingual;
    sides: { perimeter: Territory; communes: number; programmes: ProgrammeName[] }[];
  }[];
  sentence: Bilingual;
  sources: Source[];
}
