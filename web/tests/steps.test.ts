// The steps without a browser: the theme leads to its competences, paragraphs to paste, whom to invite.
import { describe, expect, it, vi } from "vitest";
import { type Address, HOME } from "../src/address/address";
import { path, type Questions } from "../src/api/questions";
import type { RoundTableAnswer, Seat } from "../src/api/scale";
import { contactsOf, invitation, seatsByHome } from "../src/model/invitations";
import { today, written } from "../src/model/logbook";
import { initialState, type State } from "../src/state/state";
import { createStore } from "../src/state/store";
import { competenceShown, createTabFollower } from "../src/state/tabs";
import { textOf } from "../src/text";
import { sheetPath } from "../src/view/sheet";
import { territory } from "./fixtures";

function seat(id: string, name: string, mail: string | null = null): Seat {
  const contact = { address: null, phone: "04 00 00 00 00", mail, site: null };
  const words = { fr: name, en: name };
  return { id, name: words, kind_name: words, indispensable: true, roles: [], contact };
}

const TABLE: RoundTableAnswer = {
  subject: territory("epci:1"),
  vintage: 2026,
  date: "2026-01-01",
  theme: { slug: "petite-enfance", name: { fr: "Petite enfance", en: "Early childhood" } },
  needs: [
    { kind: "fund", slug: "state", name: { fr: "l’État", en: "the State" } },
    { kind: "decide", slug: "creches", name: { fr: "Crèches", en: "Nurseries" } },
  ],
  seats: [],
  proof: { seats: 0, at_least: 0, smallest: true },
  uncovered: [],
  also: [],
  rules: [],
  sentence: { fr: "", en: "" },
  logbook: { text: { fr: "", en: "" }, markdown: { fr: "", en: "" } },
  sources: [],
};

function open(part: Partial<Address>) {
  const asked = {
    themes: vi.fn(async () => ({ themes: [] })),
    competences: vi.fn(async () => ({ themes: [], competences: [] })),
    roundTable: vi.fn(async () => TABLE),
    straddle: vi.fn(async () => ({})),
    compare: vi.fn(async () => ({})),
    holders: vi.fn(async (_ground: unknown, competence: string) => ({
      competence: { slug: competence },
      zones: [],
    })),
    zones: vi.fn(async () => ({ type: "FeatureCollection", features: [] })),
  };
  const subject = { type: "territory", id: "epci:1" } as const;
  const store = createStore<State>(initialState({ ...HOME, subject, ...part }));
  store.subscribe(createTabFollower(store, asked as unknown as Questions));
  const settle = async () => {
    for (let i = 0; i < 30; i++) await Promise.resolve();
  };
  return { store, asked, settle };
}

describe("a step", () => {
  it("asks who holds what the theme calls for, without being told which competence", async () => {
    const { store, asked, settle } = open({ step: "competences", theme: "petite-enfance" });
    store.update({});
    await settle();
    expect(competenceShown(store.get())).toBe("creches");
    expect(asked.holders).toHaveBeenCalledTimes(1);
    expect(asked.holders.mock.calls[0]?.[1]).toBe("creches");
    expect(store.get().held).toMatchObject({
      status: "ready",
      value: { shapes: { features: [] } },
    });
  });

  it("asks only its own question", async () => {
    const { store, asked, settle } = open({ step: "cuts", theme: "petite-enfance" });
    store.update({});
    await settle();
    expect(asked.straddle).toHaveBeenCalledTimes(1);
    expect(asked.roundTable).not.toHaveBeenCalled();
    store.update({ address: { ...store.get().address, step: "scale", weights: { actors: 0 } } });
    await settle();
    expect(asked.compare).toHaveBeenCalledWith(
      { id: "epci:1" },
      "petite-enfance",
      { actors: 0 },
      expect.any(AbortSignal),
    );
  });

  it("needs a theme for the round table", async () => {
    const { store, asked, settle } = open({ step: "table" });
    store.update({});
    await settle();
    expect(asked.roundTable).not.toHaveBeenCalled();
  });
});

describe("a paragraph for a minute", () => {
  const entry = {
    title: "Qui finance ?",
    about: "Bassin de vie de Ganges",
    vintage: 2026,
    day: "2026-11-24",
    lines: ["Sept aides.", " ", "Une frontière en change deux."],
    sources: ["Insee", "Insee", "IGN"],
  };

  it("is dated and sourced, in text and in Markdown", () => {
    const { text, markdown } = written(entry, textOf("fr"));
    expect(text).toMatch(/^2026-11-24 — Qui finance — Bassin de vie de Ganges, millésime 2026\. /);
    expect(text).toMatch(/Sources\s: Insee ; IGN\. \(Échelle\)$/);
    expect(markdown.split("\n\n")[1]).toBe("- Sept aides.\n- Une frontière en change deux.");
  });

  it("takes the day of the reader's calendar", () => {
    expect(today(new Date(2026, 0, 5, 23))).toBe("2026-01-05");
  });
});

describe("whom to invite", () => {
  const communes = ["Sumène", "Ganges", "Laroque", "Agonès"].map((name, n) =>
    seat(`commune:3411${n}`, name),
  );

  it("puts many communes together, in order, and leaves few as they are", () => {
    const { homes, others } = seatsByHome([seat("departement:34", "Hérault"), ...communes]);
    expect(homes.map(({ name }) => name.fr)).toEqual(["Agonès", "Ganges", "Laroque", "Sumène"]);
    expect(others.map(({ id }) => id)).toEqual(["departement:34"]);
    expect(seatsByHome(communes.slice(0, 2)).homes).toEqual([]);
  });

  it("lists one contact a line", () => {
    expect(contactsOf([seat("departement:34", "Hérault", "a@b.fr")], "fr")).toBe(
      "Hérault — Hérault — 04 00 00 00 00 — a@b.fr",
    );
  });

  it("writes only to addresses, hidden from each other, and not to more than a mail holds", () => {
    const seats = [seat("a", "A", "a@b.fr"), seat("b", "B", "x@y.fr?cc=z@z.fr"), seat("c", "C")];
    expect(invitation(seats, "Eau & vélo")).toBe(
      "mailto:?bcc=a%40b.fr&subject=Eau%20%26%20v%C3%A9lo",
    );
    expect(invitation([seat("c", "C")], "x")).toBeNull();
    const many = Array.from({ length: 400 }, (_, n) => seat(`s${n}`, "S", `mairie${n}@exemple.fr`));
    expect(invitation(many, "x")?.length).toBeLessThanOrEqual(1800);
  });
});

describe("the sheet", () => {
  it("has an address for a territory and for ground of one's own", () => {
    const address: Address = { ...HOME, theme: "eau", language: "en" };
    expect(sheetPath(address, { id: "epci:1" })).toBe("/fiche/epci:1?theme=eau&lang=en");
    expect(sheetPath(HOME, { communes: ["34111", "30325"] })).toBe(
      path("/fiche", { communes: "34111,30325" }),
    );
    expect(
      sheetPath(HOME, {
        ring: [
          [3, 43],
          [4, 43],
          [4, 44],
        ],
      }),
    ).toMatch(/^\/fiche\?polygon=/);
    expect(sheetPath(HOME, null)).toBeNull();
  });
});
