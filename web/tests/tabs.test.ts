// The tabs without a browser: zones read together, words that mean themes, questions given up, safe links.
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { HOME } from "../src/address/address";
import type { Questions } from "../src/api/questions";
import type { FundingAnswer, Holder, HoldersAnswer, Theme, Zone } from "../src/api/tabs";
import { formatDay } from "../src/model/format";
import { everyTheme, folded, themesMatching } from "../src/model/vocabulary";
import { groupsOfZones } from "../src/model/zones";
import { initialState, type State, shown } from "../src/state/state";
import { createStore } from "../src/state/store";
import { createTabFollower } from "../src/state/tabs";
import { dialled, webAddress } from "../src/view/reach";
import { territory } from "./fixtures";

function holder(id: string, title: Holder["title"] = "law"): Holder {
  const [kind = ""] = id.split(":");
  const contact = { address: null, phone: null, site: null };
  const authority = { id, kind, kind_name: kind, name: id, territory: id, contact };
  return { authority, title, basis: "CGCT L1", source: "loi", as_of: null };
}

function zone(population: number, ...holders: Holder[]): Zone {
  const share = { population: population / 1000, area: 0.1 };
  return {
    share,
    population,
    area_km2: 1,
    communes: 1,
    commune_codes: [],
    holders,
    lead: [],
    may_act: [],
  };
}

const answerOf = (zones: Zone[]): HoldersAnswer => ({
  competence: { slug: "eau-potable", name: "Eau potable", summary: "", theme: "eau", keywords: [] },
  subject: territory("epci:1"),
  vintage: 2026,
  date: "2026-01-01",
  declared: "nothing loaded",
  zones,
  sentence: "",
});

describe("zones", () => {
  it("whose communes each act at home are one group, the rest by who holds", () => {
    const groups = groupsOfZones(
      answerOf([
        zone(500, holder("communaute-de-communes:1", "depends"), holder("commune:1")),
        zone(300, holder("communaute-de-communes:2", "depends"), holder("commune:2")),
        zone(200, holder("communaute-de-communes:2", "depends"), holder("commune:3")),
      ]),
    );
    expect(groups.map((group) => [group.letter, group.population, group.orders])).toEqual([
      ["A", 500, [0]],
      ["B", 500, [1, 2]],
    ]);
    expect(groups[1]?.holders.map(({ type }) => type)).toEqual(["one", "each"]);
    expect(groups[0]?.holders.map(({ type }) => type)).toEqual(["one", "one"]);
  });

  it("keep every person, commune and zone, whatever they are", () => {
    const ids = fc.constantFrom("commune:1", "commune:2", "departement:34", "region:76");
    const zones = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 999 }), fc.uniqueArray(ids, { maxLength: 3 }))
        .map(([people, holders]) => zone(people, ...holders.map((id) => holder(id)))),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(zones, (all) => {
        const groups = groupsOfZones(answerOf(all));
        const orders = groups.flatMap((group) => group.orders).sort((a, b) => a - b);
        expect(orders).toEqual(all.map((_, order) => order));
        const people = groups.reduce((sum, group) => sum + group.population, 0);
        expect(people).toBe(all.reduce((sum, one) => sum + one.population, 0));
        expect(new Set(groups.map((group) => group.letter)).size).toBe(groups.length);
      }),
    );
  });
});

const THEMES: Theme[] = [
  {
    slug: "petite-enfance",
    name: { fr: "Petite enfance", en: "Early childhood" },
    words: ["bébé"],
    parts: [{ slug: "creches", name: { fr: "Crèches", en: "Nurseries" }, words: ["micro-crèche"] }],
  },
  { slug: "sport", name: { fr: "Sport", en: "Sport" }, words: ["vélo"] },
];

describe("words", () => {
  it.each([
    ["creche", ["creches"]],
    ["BEBE", ["petite-enfance"]],
    ["enf", ["petite-enfance"]],
    ["vélo", ["sport"]],
    ["nurser", ["creches"]],
    ["zzz", []],
    ["", ["petite-enfance", "sport"]],
  ])("“%s” mean their themes", (typed, slugs) => {
    expect(themesMatching(typed, THEMES, "fr").map(({ slug }) => slug)).toEqual(slugs);
  });

  it("are folded once and for all", () => {
    fc.assert(fc.property(fc.string(), (text) => folded(folded(text)) === folded(text)));
    expect(everyTheme(THEMES)).toHaveLength(3);
  });
});

describe("links", () => {
  it.each([
    ["https://www.ganges.fr/", true],
    ["http://x.fr", true],
    ["javascript:alert(1)", false],
    [" javascript:alert(1)", false],
    ["data:text/html,x", false],
    ["//x.fr", false],
    ["https:javascript:alert(1)", false],
  ])("%s leads somewhere: %s", (site, leads) => {
    expect(webAddress(site) !== null).toBe(leads);
  });

  it("dial only what is a number", () => {
    expect(dialled("04 67 73 85 09")).toBe("tel:0467738509");
    expect(dialled("+33 (0)4 67 73 85 09")).toBe("tel:+330467738509");
    expect(dialled("javascript:1")).toBeNull();
  });
});

describe("days", () => {
  it("are written as each language does, and what is no day stays", () => {
    expect(formatDay("2026-01-01", "fr")).toBe("1ᵉʳ janvier 2026");
    expect(formatDay("2026-11-23", "en")).toBe("23 November 2026");
    expect(formatDay("2022", "fr")).toBe("2022");
  });
});

describe("a tab", () => {
  const funding = (words: string | null): FundingAnswer => ({
    subject: territory("epci:1"),
    vintage: 2026,
    date: "2026-01-01",
    programmes: [],
    total: 0,
    border: [],
    sentence: { fr: words ?? "tout", en: words ?? "all" },
    sources: [],
  });

  function open() {
    const waiting = new Map<string, (answer: FundingAnswer) => void>();
    const signals: AbortSignal[] = [];
    const asked = {
      themes: vi.fn(async () => ({ themes: [] })),
      competences: vi.fn(async () => ({ themes: [], competences: [] })),
      funding: vi.fn(
        (_ground: unknown, { words }: { words: string | null }, signal: AbortSignal) => {
          signals.push(signal);
          return new Promise<FundingAnswer>((resolve) => waiting.set(words ?? "", resolve));
        },
      ),
    };
    const subject = { type: "territory", id: "epci:1" } as const;
    const store = createStore<State>(initialState({ ...HOME, subject, step: "funding" }));
    store.subscribe(createTabFollower(store, asked as unknown as Questions));
    const settle = async () => {
      for (let i = 0; i < 20; i++) await Promise.resolve();
    };
    const say = async (words: string | null) => {
      store.update({ address: { ...store.get().address, words } });
      await settle();
    };
    const arrive = async (words: string) => {
      waiting.get(words)?.(funding(words));
      await settle();
    };
    return { store, asked, signals, say, arrive };
  }

  it("gives the older question up, and keeps its last answer in view meanwhile", async () => {
    const { store, signals, say, arrive } = open();
    await say("a");
    await arrive("a");
    expect(store.get().funding.status).toBe("ready");
    await say("b");
    expect(store.get().funding.status).toBe("loading");
    expect(shown(store.get().funding)?.sentence.fr).toBe("a");
    await say("c");
    expect(signals.slice(1).map((signal) => signal.aborted)).toEqual([true, false]);
    await arrive("c");
    await arrive("b");
    expect(shown(store.get().funding)?.sentence.fr).toBe("c");
  });

  it("asks once for the same question, however often the page changes", async () => {
    const { store, asked, say } = open();
    await say("a");
    store.update({ tall: true });
    await say("a");
    expect(asked.funding).toHaveBeenCalledTimes(1);
    expect(asked.themes).toHaveBeenCalledTimes(1);
  });
});
