// The questions the page asks, as typed functions over the client: one place that knows the paths.
import type { Language, Standing } from "../address/address";
import type { Position } from "../address/polyline";
import type {
  Detail,
  LocateAnswer,
  OverlapsAnswer,
  Pieces,
  ResolveAnswer,
  SearchAnswer,
  Stats,
} from "./answers";
import type { Client } from "./client";
import type {
  ActorsAnswer,
  CompetencesAnswer,
  FundingAnswer,
  HoldersAnswer,
  ThemesAnswer,
  ZoneShapes,
} from "./tabs";

/** Ground given by the user rather than by an id. */
export type Ground = { ring: readonly Position[] } | { communes: readonly string[] };
export type Asked = { id: string } | Ground;

type Parameters = Record<string, string | number | boolean | null | undefined>;

/** A path with the parameters that are set. */
export function path(base: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${base}?${text}` : base;
}

/** What narrows a list of actors or of programmes. */
export interface Narrowed {
  readonly theme: string | null;
  readonly words: string | null;
  readonly applicant: string | null;
  readonly standing: Standing | null;
  readonly page: number;
}

/** How many actors a page of the list has. */
export const ACTORS_A_PAGE = 50;

export type Download = "csv" | "geojson" | "ics";

/** Where each question of the tabs is asked; with a format, where its answer is downloaded. */
export function holdersPath(
  id: string,
  competence: string,
  language: Language,
  vintage: number | null,
  format?: Download,
  simplify?: number,
): string {
  const slug = encodeURIComponent(competence);
  const parameters = { territory: id, lang: language, vintage, format, simplify };
  return path(`/api/competences/${slug}/holders`, parameters);
}

export function actorsPath(
  id: string,
  { theme, words, standing, page }: Narrowed,
  vintage: number | null,
  format?: Download,
  language?: Language,
): string {
  const listed = format ? {} : { page: page > 1 ? page : null, limit: ACTORS_A_PAGE };
  const parameters = { theme, q: words, where: standing, vintage, format, lang: language };
  return path(`${territoryPath(id)}/actors`, { ...parameters, ...listed });
}

export function fundingPath(
  id: string,
  { theme, words, applicant }: Narrowed,
  vintage: number | null,
  format?: Download,
  language?: Language,
): string {
  const parameters = { theme, q: words, applicant, vintage, format, lang: language };
  return path(`${territoryPath(id)}/funding`, parameters);
}

function territoryPath(id: string): string {
  return `/api/territories/${encodeURIComponent(id).replace("%3A", ":")}`;
}

/** The body of a question about ground; the ring is closed, counter-clockwise order is not required. */
function bodyOf(ground: Ground): unknown {
  if ("communes" in ground) return { communes: ground.communes };
  const [first] = ground.ring;
  const ring = first ? [...ground.ring, first] : [];
  return { polygon: { type: "Polygon", coordinates: [ring] } };
}

export interface Questions {
  stats(): Promise<Stats>;
  search(words: string, kinds: string | null, signal: AbortSignal): Promise<SearchAnswer>;
  detail(id: string): Promise<Detail>;
  overlaps(asked: Asked, kinds: readonly string[]): Promise<OverlapsAnswer>;
  /** `metres`: details smaller than this are left out; 0 keeps all. */
  pieces(asked: Asked, kind: string, metres: number): Promise<Pieces>;
  locate(longitude: number, latitude: number): Promise<LocateAnswer>;
  resolve(code: string, at: number): Promise<ResolveAnswer>;
  themes(): Promise<ThemesAnswer>;
  competences(words: string, language: Language, signal?: AbortSignal): Promise<CompetencesAnswer>;
  holders(
    id: string,
    competence: string,
    language: Language,
    signal: AbortSignal,
  ): Promise<HoldersAnswer>;
  /** `metres`: details smaller than this are left out; 0 keeps all. */
  zones(id: string, competence: string, metres: number, signal: AbortSignal): Promise<ZoneShapes>;
  actors(id: string, narrowed: Narrowed, signal: AbortSignal): Promise<ActorsAnswer>;
  funding(id: string, narrowed: Narrowed, signal: AbortSignal): Promise<FundingAnswer>;
}

/** The questions at the vintage the page is set to. */
export function createQuestions(client: Client, vintage: () => number | null): Questions {
  const about = <T>(asked: Asked, word: string, parameters: Parameters): Promise<T> => {
    const all = { ...parameters, vintage: vintage() };
    return "id" in asked
      ? client.get(path(`${territoryPath(asked.id)}/${word}`, all))
      : client.post(path(`/api/${word}`, all), bodyOf(asked));
  };
  return {
    stats: () => client.get("/api/stats"),
    search: (q, kinds, signal) =>
      client.get(path("/api/territories", { q, kinds, limit: 8, vintage: vintage() }), signal),
    detail: (id) => client.get(path(territoryPath(id), { vintage: vintage() })),
    overlaps: (asked, kinds) => about(asked, "overlaps", { kinds: kinds.join(",") }),
    pieces: (asked, kind, metres) =>
      about(asked, "pieces", { kind, beyond: true, simplify: metres || null }),
    locate: (lon, lat) =>
      client.get(path("/api/locate", { lat, lon, kinds: "commune", vintage: vintage() })),
    resolve: (code, at) => client.get(path("/api/resolve", { code, at, vintage: vintage() })),
    themes: () => client.get("/api/themes"),
    competences: (q, lang, signal) => client.get(path("/api/competences", { q, lang }), signal),
    holders: (id, competence, language, signal) =>
      client.get(holdersPath(id, competence, language, vintage()), signal),
    zones: (id, competence, metres, signal) =>
      client.get(
        holdersPath(id, competence, "fr", vintage(), "geojson", metres || undefined),
        signal,
      ),
    actors: (id, narrowed, signal) => client.get(actorsPath(id, narrowed, vintage()), signal),
    funding: (id, narrowed, signal) => client.get(fundingPath(id, narrowed, vintage()), signal),
  };
}
