// The questions the page asks, as typed functions over the client: one place that knows the paths.
import type { Language, Nature, Standing, Weights } from "../address/address";
import type { Position } from "../address/polyline";
import { writeWeights } from "../address/query";
import { kindOf } from "../model/kinds";
import type {
  Detail,
  LocateAnswer,
  OverlapsAnswer,
  Pieces,
  ResolveAnswer,
  SearchAnswer,
  Stats,
} from "./answers";
import { type Client, Problem } from "./client";
import type { KeptTerritory, OwnInFull, OwnTerritory } from "./own";
import type { CompareAnswer, RoundTableAnswer, StraddleAnswer } from "./scale";
import type {
  ActorsAnswer,
  CompetencesAnswer,
  FundingAnswer,
  HoldersAnswer,
  ThemesAnswer,
  ZoneShapes,
} from "./tabs";

/** Ground given by the user rather than by an id. */
export type Ground = ({ ring: readonly Position[] } | { communes: readonly string[] }) & {
  /** What the user calls it. */
  readonly name?: string;
};
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

/** How many actors or programmes a page of the list has. */
export const LISTED_A_PAGE = 50;

/** How many names the search suggests. */
const SUGGESTED = 8;

export type Download = "csv" | "geojson" | "ics";

/** Where a question is put, and the ground sent with it; `null` where the path names the territory. */
export interface Request {
  readonly path: string;
  readonly body: unknown;
}

/** Each question of the tabs; with a format, the file of its answer. */
export function holdersRequest(
  asked: Asked,
  competence: string,
  language: Language,
  vintage: number | null,
  format?: Download,
  simplify?: number,
): Request {
  const base = `/api/competences/${encodeURIComponent(competence)}/holders`;
  const parameters = { lang: language, vintage, format, simplify };
  return "id" in asked
    ? { path: path(base, { territory: asked.id, ...parameters }), body: null }
    : { path: path(base, parameters), body: bodyOf(asked) };
}

export function actorsRequest(
  asked: Asked,
  { theme, words, standing, page }: Narrowed,
  vintage: number | null,
  format?: Download,
  language?: Language,
): Request {
  const parameters = { theme, q: words, where: standing, vintage, format, lang: language };
  return about(asked, "actors", { ...parameters, ...listed(page, format) });
}

export function fundingRequest(
  asked: Asked,
  { theme, words, applicant, page }: Narrowed,
  vintage: number | null,
  format?: Download,
  language?: Language,
): Request {
  const parameters = { theme, q: words, applicant, vintage, format, lang: language };
  return about(asked, "funding", { ...parameters, ...listed(page, format) });
}

/** A file holds the whole list. */
function listed(page: number, format?: Download): Parameters {
  return format ? {} : { page: page > 1 ? page : null, limit: LISTED_A_PAGE };
}

function compareRequest(
  asked: Asked,
  theme: string | null,
  weights: Weights,
  vintage: number | null,
): Request {
  const parameters = { theme, weights: writeWeights(weights), vintage };
  return "id" in asked
    ? { path: path("/api/compare", { territory: asked.id, ...parameters }), body: null }
    : { path: path("/api/compare", parameters), body: bodyOf(asked) };
}

/** The ground and the pieces a kind cuts it into, as a file. */
export function downloadRequest(
  asked: Asked,
  format: "gpkg" | "shp" | "geojson" | "topojson" | "csv",
  kind: string | null,
  epsg: number | null,
  vintage: number | null,
): Request {
  return about(asked, "download", { format, kind, epsg, vintage });
}

/** A question about a territory, or the same about ground sent with it. */
function about(asked: Asked, word: string, parameters: Parameters): Request {
  return "id" in asked
    ? { path: path(`${territoryPath(asked.id)}/${word}`, parameters), body: null }
    : { path: path(`/api/${word}`, parameters), body: bodyOf(asked) };
}

function territoryPath(id: string): string {
  return `/api/territories/${encodeURIComponent(id).replace("%3A", ":")}`;
}

/** The body of a question about ground; the ring is closed, counter-clockwise order is not required. */
function bodyOf(ground: Ground): unknown {
  const { name } = ground;
  if ("communes" in ground) return { communes: ground.communes, name };
  const [first] = ground.ring;
  const ring = first ? [...ground.ring, first] : [];
  return { polygon: { type: "Polygon", coordinates: [ring] }, name };
}

export interface Questions {
  stats(): Promise<Stats>;
  search(
    words: string,
    kinds: string | null,
    signal: AbortSignal,
    limit?: number,
  ): Promise<SearchAnswer>;
  detail(id: string): Promise<Detail>;
  overlaps(asked: Asked, kinds: readonly string[]): Promise<OverlapsAnswer>;
  /** `metres`: details smaller than this are left out; 0 keeps all. */
  pieces(asked: Asked, kind: string, metres: number): Promise<Pieces>;
  locate(longitude: number, latitude: number): Promise<LocateAnswer>;
  resolve(code: string, at: number): Promise<ResolveAnswer>;
  themes(): Promise<ThemesAnswer>;
  competences(words: string, language: Language, signal?: AbortSignal): Promise<CompetencesAnswer>;
  holders(
    asked: Asked,
    competence: string,
    language: Language,
    signal: AbortSignal,
  ): Promise<HoldersAnswer>;
  /** `metres`: details smaller than this are left out; 0 keeps all. */
  zones(asked: Asked, competence: string, metres: number, signal: AbortSignal): Promise<ZoneShapes>;
  actors(asked: Asked, narrowed: Narrowed, signal: AbortSignal): Promise<ActorsAnswer>;
  funding(asked: Asked, narrowed: Narrowed, signal: AbortSignal): Promise<FundingAnswer>;
  straddle(asked: Asked, signal: AbortSignal): Promise<StraddleAnswer>;
  compare(
    asked: Asked,
    theme: string | null,
    weights: Weights,
    signal: AbortSignal,
  ): Promise<CompareAnswer>;
  roundTable(
    asked: Asked,
    theme: string,
    applicant: string | null,
    signal: AbortSignal,
  ): Promise<RoundTableAnswer>;
  /** How a territory was made; `null` where nobody keeps it here under a name of their own. */
  own(id: string): Promise<OwnInFull | null>;
  keep(ground: Ground, name: string, nature: Nature): Promise<KeptTerritory>;
  rename(id: string, name: string, key: string): Promise<OwnTerritory>;
  remove(id: string, key: string): Promise<void>;
  /** The file that a request answers. */
  file(request: Request): Promise<Blob>;
}

/** The kinds of which people may keep territories of their own. */
const OWN_KINDS: readonly string[] = ["perimetre", "territoire-vecu"];

function ownPath(id: string): string {
  return `/api/own-territories/${encodeURIComponent(id)}`;
}

/** The questions at the vintage the page is set to. */
export function createQuestions(client: Client, vintage: () => number | null): Questions {
  const put = <T>({ path, body }: Request, signal?: AbortSignal): Promise<T> =>
    body === null ? client.get(path, signal) : client.post(path, body, signal);
  return {
    stats: () => client.get("/api/stats"),
    search: (q, kinds, signal, limit = SUGGESTED) =>
      client.get(path("/api/territories", { q, kinds, limit, vintage: vintage() }), signal),
    detail: (id) => client.get(path(territoryPath(id), { vintage: vintage() })),
    overlaps: (asked, kinds) =>
      put(about(asked, "overlaps", { kinds: kinds.join(","), vintage: vintage() })),
    pieces: (asked, kind, metres) => {
      const parameters = { kind, beyond: true, simplify: metres || null, vintage: vintage() };
      return put(about(asked, "pieces", parameters));
    },
    locate: (lon, lat) =>
      client.get(path("/api/locate", { lat, lon, kinds: "commune", vintage: vintage() })),
    resolve: (code, at) => client.get(path("/api/resolve", { code, at, vintage: vintage() })),
    themes: () => client.get("/api/themes"),
    competences: (q, lang, signal) => client.get(path("/api/competences", { q, lang }), signal),
    holders: (asked, competence, language, signal) =>
      put(holdersRequest(asked, competence, language, vintage()), signal),
    zones: (asked, competence, metres, signal) => {
      const detail = metres || undefined;
      return put(holdersRequest(asked, competence, "fr", vintage(), "geojson", detail), signal);
    },
    actors: (asked, narrowed, signal) => put(actorsRequest(asked, narrowed, vintage()), signal),
    funding: (asked, narrowed, signal) => put(fundingRequest(asked, narrowed, vintage()), signal),
    straddle: (asked, signal) => put(about(asked, "straddle", { vintage: vintage() }), signal),
    compare: (asked, theme, weights, signal) =>
      put(compareRequest(asked, theme, weights, vintage()), signal),
    roundTable: (asked, theme, applicant, signal) =>
      put(about(asked, "round-table", { theme, applicant, vintage: vintage() }), signal),
    own: async (id) => {
      if (!OWN_KINDS.includes(kindOf(id))) return null;
      const asked = path(ownPath(id), { vintage: vintage() });
      return client.get<OwnInFull>(asked).catch((error: unknown) => {
        if (error instanceof Problem && error.status === 404) return null;
        throw error;
      });
    },
    keep: (ground, name, nature) => {
      const asked = path("/api/own-territories", { vintage: vintage() });
      return client.change("POST", asked, { ...(bodyOf(ground) as object), name, nature });
    },
    rename: (id, name, key) => client.change("PATCH", ownPath(id), { name }, key),
    remove: (id, key) => client.change("DELETE", ownPath(id), null, key),
    file: ({ path, body }) => client.file(path, body),
  };
}
