// The whole state a link carries, as a typed value: what is asked, how it is shown, in which words.
import type { Position } from "./polyline";

export type Language = "fr" | "en";
export type Measure = "people" | "area";
/** The steps of the journey, in the order a newcomer takes them. */
export const STEPS = [
  "where",
  "cuts",
  "competences",
  "actors",
  "funding",
  "scale",
  "table",
  "sheet",
] as const;
export type Step = (typeof STEPS)[number];
/** What scales are compared by, in the order they are shown. */
export const CRITERIA = [
  "coverage",
  "tightness",
  "authorities",
  "actors",
  "programmes",
  "borders",
] as const;
export type Criterion = (typeof CRITERIA)[number];
/** What criteria count for, from 0 to 3, where the reader has changed it. */
export type Weights = Readonly<Partial<Record<Criterion, number>>>;
/** How an actor stands to the territory: sits there, acts there from elsewhere, sits next door. */
export type Standing = "here" | "acts" | "near";
/** What the user says their own ground is: where people live, or where they have decided to act. */
export type Nature = "lived" | "decided";
export type Tool = "none" | "pick" | "draw" | "edit";

/** What the page is about. */
export type Subject =
  | { readonly type: "none" }
  /** A commune, and the territory around it that is being looked at (its basin of life by default). */
  | { readonly type: "place"; readonly commune: string; readonly territory: string | null }
  | { readonly type: "territory"; readonly id: string }
  /** A drawn polygon: one ring, not closed, three positions or more. */
  | { readonly type: "area"; readonly ring: readonly Position[] }
  /** Communes picked one by one, in the order they were picked. */
  | { readonly type: "basket"; readonly communes: readonly string[] };

export interface View {
  readonly zoom: number;
  readonly latitude: number;
  readonly longitude: number;
}

export interface Address {
  readonly subject: Subject;
  /** What the user calls ground of their own. */
  readonly called: string | null;
  readonly nature: Nature;
  /** The kind whose borders are drawn as the cut; `null`: the one that says most. */
  readonly kind: string | null;
  /** The piece brought forward, by the id of the territory that makes it. */
  readonly piece: string | null;
  readonly measure: Measure;
  /** Kinds whose borders are drawn on the ground; `null`: the default ones. */
  readonly layers: readonly string[] | null;
  readonly view: View | null;
  readonly language: Language;
  /** `null`: the latest. */
  readonly vintage: number | null;
  readonly tool: Tool;
  readonly step: Step;
  /** The competence asked about, by its slug. */
  readonly competence: string | null;
  /** The theme of who decides, acts and funds, by its slug. */
  readonly theme: string | null;
  /** Free words about actors and funding. */
  readonly words: string | null;
  /** Who would apply for funding. */
  readonly applicant: string | null;
  /** Only actors that stand so; `null`: all. */
  readonly standing: Standing | null;
  /** The page of the list of actors, from 1. */
  readonly page: number;
  readonly weights: Weights;
  /** The scale looked at among those compared, by its id. */
  readonly scale: string | null;
}

export const HOME: Address = {
  subject: { type: "none" },
  called: null,
  nature: "decided",
  kind: null,
  piece: null,
  measure: "people",
  layers: null,
  view: null,
  language: "fr",
  vintage: null,
  tool: "none",
  step: "cuts",
  competence: null,
  theme: null,
  words: null,
  applicant: null,
  standing: null,
  page: 1,
  weights: {},
  scale: null,
};

/** Borders drawn on the ground where the address says nothing. */
export const DEFAULT_LAYERS: readonly string[] = ["departement", "region"];

/** Whether a subject is ground of the user's own, which may have a name. */
export function isOwn(subject: Subject): boolean {
  return subject.type === "area" || subject.type === "basket";
}

/** A text that is the same for two subjects only if they ask the same thing. */
export function subjectKey(subject: Subject): string {
  switch (subject.type) {
    case "none":
      return "";
    case "place":
      return `place ${subject.commune} ${subject.territory ?? ""}`;
    case "territory":
      return subject.id;
    case "area":
      return `area ${subject.ring.join(" ")}`;
    case "basket":
      return `basket ${subject.communes.join(" ")}`;
  }
}

const COMMUNE_ID = /^commune:(\d[\dAB]\d{3})$/;

/** The subject an id asks for: a commune is a place, anything else a territory. */
export function subjectOf(id: string): Subject {
  const commune = COMMUNE_ID.exec(id)?.[1];
  return commune ? { type: "place", commune, territory: null } : { type: "territory", id };
}
