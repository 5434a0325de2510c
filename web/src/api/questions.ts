// The questions the page asks, as typed functions over the client: one place that knows the paths.
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
  };
}
