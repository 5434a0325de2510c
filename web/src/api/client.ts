// Asking the server: JSON in and out, answers kept, every failure turned into a Problem with a sentence.
import type { Language } from "../address/address";

/** What went wrong: `offline` has no answer at all, `refused` has the server's own sentence. */
export class Problem extends Error {
  constructor(
    readonly reason: "offline" | "refused" | "broken",
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail || title || reason);
  }
}

export interface Client {
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T>;
  /** Changes something on the server; from then on nothing older is taken from any cache. */
  change<T>(
    method: "POST" | "PATCH" | "DELETE",
    path: string,
    body: unknown,
    key?: string,
  ): Promise<T>;
  /** A file that is not JSON, answered to a body. */
  file(path: string, body: unknown): Promise<Blob>;
}

/** How many answers are kept, so that going back and changing the cut ask nothing twice. */
const MOST_KEPT = 120;

/** A client that speaks the language of the page. */
export function createClient(language: () => Language, send: typeof fetch = fetch): Client {
  const kept = new Map<string, unknown>();
  let changed = false;

  async function ask<T>(path: string, init: RequestInit): Promise<T> {
    const key = `${path} ${init.body ?? ""}`;
    if (kept.has(key)) {
      const answer = kept.get(key) as T;
      kept.delete(key);
      kept.set(key, answer);
      return answer;
    }
    const answer = await exchange<T>(path, init);
    kept.set(key, answer);
    const oldest = kept.keys().next().value;
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return answer;
  }

  async function exchange<T>(path: string, init: RequestInit): Promise<T> {
    const response = await sent(path, init);
    const body: unknown = await response.json().catch(() => null);
    if (response.ok && body !== null) return body as T;
    throw problemOf(response.status, body);
  }

  async function sent(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...init.headers, "Accept-Language": language() };
    const cache = changed ? ({ cache: "no-cache" } as const) : {};
    try {
      return await send(path, { ...init, ...cache, headers });
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") throw error;
      throw new Problem("offline", 0, "", "");
    }
  }

  return {
    get: (path, signal) => ask(path, signal ? { signal } : {}),
    post: (path, body, signal) => ask(path, { ...posted(body), ...(signal ? { signal } : {}) }),
    async change(method, path, body, key) {
      const { headers, ...rest } = posted(body);
      const allowed = key ? { Authorization: `Bearer ${key}` } : {};
      const sentBody = body === null ? {} : rest;
      const init = { ...sentBody, method, headers: { ...headers, ...allowed } };
      const response = await sent(path, init);
      const answer: unknown = await response.json().catch(() => null);
      if (!response.ok) throw problemOf(response.status, answer);
      kept.clear();
      changed = true;
      return answer as never;
    },
    async file(path, body) {
      const response = await sent(path, posted(body));
      if (response.ok) return response.blob();
      throw problemOf(response.status, await response.json().catch(() => null));
    },
  };
}

function posted(body: unknown): RequestInit {
  return {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json" },
  };
}

function problemOf(status: number, body: unknown): Problem {
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const detail = text(fields.detail);
  return new Problem(detail ? "refused" : "broken", status, text(fields.title), detail);
}

/** Whether a failure is only a question that was given up for a newer one. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
