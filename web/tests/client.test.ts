// Asking the server: answers kept, failures turned into sentences, old questions given up.
import { describe, expect, it, vi } from "vitest";
import { createClient, isAbort, type Problem } from "../src/api/client";
import { createQuestions, path } from "../src/api/questions";

function answering(status: number, body: unknown) {
  return vi.fn<typeof fetch>(
    async () => new Response(body === null ? "<html>" : JSON.stringify(body), { status }),
  );
}

async function failure(promise: Promise<unknown>): Promise<Problem> {
  return promise.then(
    () => expect.unreachable("the question should fail"),
    (error) => error as Problem,
  );
}

describe("the client", () => {
  it("asks a question once, in the language of the page", async () => {
    const send = answering(200, { ok: true });
    const client = createClient(() => "en", send);
    expect(await client.get("/api/stats")).toEqual({ ok: true });
    expect(await client.get("/api/stats")).toEqual({ ok: true });
    expect(send).toHaveBeenCalledTimes(1);
    expect(send.mock.calls[0]?.[1]?.headers).toMatchObject({ "Accept-Language": "en" });
  });

  it("asks again for other ground", async () => {
    const send = answering(200, {});
    const client = createClient(() => "fr", send);
    await client.post("/api/overlaps", { communes: ["34111"] });
    await client.post("/api/overlaps", { communes: ["34111", "30325"] });
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("hands on the server's own sentence", async () => {
    const problem = {
      type: "about:blank",
      title: "Inconnu",
      status: 404,
      detail: "Aucun territoire.",
    };
    const client = createClient(() => "fr", answering(404, problem));
    expect(await failure(client.get("/x"))).toMatchObject({
      reason: "refused",
      status: 404,
      title: "Inconnu",
      detail: "Aucun territoire.",
    });
  });

  it("tells a broken answer and no answer apart, and keeps neither", async () => {
    const broken = createClient(() => "fr", answering(502, null));
    expect(await failure(broken.get("/x"))).toMatchObject({ reason: "broken", status: 502 });
    const send = vi.fn<typeof fetch>().mockRejectedValue(new TypeError("Failed to fetch"));
    const offline = createClient(() => "fr", send);
    expect(await failure(offline.get("/x"))).toMatchObject({ reason: "offline" });
    await failure(offline.get("/x"));
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("lets a question that was given up go in silence", async () => {
    const send = vi.fn<typeof fetch>().mockRejectedValue(new DOMException("", "AbortError"));
    expect(isAbort(await failure(createClient(() => "fr", send).get("/x")))).toBe(true);
  });
});

describe("the questions", () => {
  it("leave out parameters that are not set", () => {
    expect(path("/api/x", { a: 1, b: null, c: undefined, d: "", e: "é & f" })).toBe(
      "/api/x?a=1&e=%C3%A9+%26+f",
    );
    expect(path("/api/x", {})).toBe("/api/x");
  });

  it("close a drawn ring and carry the vintage", async () => {
    const send = answering(200, {});
    const questions = createQuestions(
      createClient(() => "fr", send),
      () => 2025,
    );
    await questions.overlaps(
      {
        ring: [
          [3, 43],
          [4, 43],
          [4, 44],
        ],
      },
      ["epci", "departement"],
    );
    const [url, init] = send.mock.calls[0] ?? [];
    expect(url).toBe("/api/overlaps?kinds=epci%2Cdepartement&vintage=2025");
    expect(JSON.parse(String(init?.body))).toEqual({
      polygon: {
        type: "Polygon",
        coordinates: [
          [
            [3, 43],
            [4, 43],
            [4, 44],
            [3, 43],
          ],
        ],
      },
    });
    await questions.pieces({ id: "bassin-de-vie:34111" }, "departement", 0);
    expect(send.mock.calls[1]?.[0]).toBe(
      "/api/territories/bassin-de-vie:34111/pieces?kind=departement&beyond=true&vintage=2025",
    );
  });
});
