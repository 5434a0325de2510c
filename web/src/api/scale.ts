// The shapes of the answers on choosing a scale: what cuts, scales compared, the round table.
import type { Criterion } from "../address/address";
import type { NamedTerritory, Source, Territory } from "./answers";
import type { Bilingual, Contact, Title } from "./tabs";

export interface Share {
  population: number | null;
  area: number | null;
}

/** An answer as a dated, sourced paragraph. */
export interface Logbook {
  text: Bilingual;
  markdown: Bilingual;
}

export interface WrongSide {
  code: string;
  name: string;
  population: number;
  epci: { id: string; name: string } | null;
}

export interface Side {
  /** `null` for ground that no territory of the level holds. */
  territory: NamedTerritory | null;
  population: number;
  share: Share;
  communes: number;
  wrong_side?: WrongSide[];
}

export interface Level {
  kind: string;
  cut: boolean;
  sides: Side[];
  sentence: Bilingual;
}

export interface StraddleAnswer {
  subject: Territory;
  vintage: number;
  date: string;
  exact: boolean;
  levels: Level[];
  sentence: Bilingual;
  logbook: Logbook;
  sources: Source[];
}

export interface CriterionFigure {
  criterion: Criterion;
  /** From 0 to 1, the best; `null` where it is not known. */
  value: number | null;
  weight: number;
  figure: Bilingual;
}

export interface Scale {
  rank: number;
  territory: Territory;
  is_start: boolean;
  communes: number;
  inside: { coverage: number; beyond_population: number; beyond_share: number; exact: boolean };
  authorities: { to_convene: number; alone: number } | null;
  actors: number | null;
  programmes: { whole: number; part: number } | null;
  criteria: CriterionFigure[];
  mean: number;
  fits: boolean;
  misses: Bilingual[];
  reason: Bilingual;
}

export interface NamedSlug {
  slug: string;
  name: Bilingual;
}

export interface CompareAnswer {
  start: Territory;
  vintage: number;
  date: string;
  theme: NamedSlug | null;
  weights: Record<Criterion, number>;
  scales: Scale[];
  /** The id of the best scale that fits; `null` where none does. */
  fits: string | null;
  sentence: Bilingual;
  logbook: Logbook;
  sources: Source[];
}

export interface Need {
  kind: "decide" | "fund";
  slug: string;
  name: Bilingual;
}

export interface Role {
  kind: Need["kind"];
  need: string;
  title?: Title | null;
  article?: string | null;
  verify?: boolean;
  share: Share;
  communes: number;
  programmes?: NamedSlug[];
}

export interface Seat {
  id: string;
  name: Bilingual;
  kind_name: Bilingual;
  indispensable: boolean;
  roles: Role[];
  contact: Contact;
}

export interface RoundTableAnswer {
  subject: Territory;
  vintage: number;
  date: string;
  theme: NamedSlug;
  needs: Need[];
  seats: Seat[];
  proof: { seats: number; at_least: number; smallest: boolean };
  uncovered: { need: string; communes: number; sentence: Bilingual }[];
  also: {
    id: string;
    name: Bilingual;
    why: "lead" | "default" | "holder" | "funder";
    need: string;
    share: Share;
    contact: Contact;
  }[];
  rules: (NamedSlug & { text: Bilingual; article: string; from: string; verify: boolean })[];
  sentence: Bilingual;
  logbook: Logbook;
  sources: Source[];
}
