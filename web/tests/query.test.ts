// The address bar: every state comes back from its link, and no link breaks the page.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Address, CRITERIA, HOME, isOwn, STEPS, type Subject } from "../src/address/address";
import { readQuery, writeQuery, writeView } from "../src/address/query";

const digit = fc.integer({ min: 0, max: 9 });
const commune = fc
  .tuple(fc.constantFrom("01", "20", "2A", "2B", "34", "97"), digit, digit, digit)
  .map((parts) => parts.join(""));
const kind = fc.constantFrom(
  "departement",
  "epci",
  "region",
  "bassin-de-vie",
  "pnr",
  "carte-scolaire",
);
const id = fc.constantFrom(
  "epci:243400736",
  "pnr:FR8000016",
  "bassin-de-vie:34111",
  "perimetre:mon-projet_2",
);
const fifth = (most: number) =>
  fc.integer({ min: -most * 1e5, max: most * 1e5 }).map((n) => n / 1e5);

const subject: fc.Arbitrary<Subject> = fc.oneof(
  fc.constant<Subject>({ type: "none" }),
  fc.record({
    type: fc.constant("place" as const),
    commune,
    territory: fc.option(id, { nil: null }),
  }),
  fc.record({ type: fc.constant("territory" as const), id }),
  fc.record({
    type: fc.constant("area" as const),
    ring: fc.array(fc.tuple(fifth(180), fifth(90)), { minLength: 3, maxLength: 12 }),
  }),
  fc.record({
    type: fc.constant("basket" as const),
    // More are written as a set, which loses their order: see codes.test.ts.
    communes: fc.uniqueArray(commune, { maxLength: 20 }),
  }),
);

const address: fc.Arbitrary<Address> = fc
  .record({
    subject,
    called: fc.option(fc.constantFrom("Cœur d’Hérault", "<script>&name=x"), { nil: null }),
    nature: fc.constantFrom("lived" as const, "decided" as const),
    kind: fc.option(kind, { nil: null }),
    piece: fc.option(id, { nil: null }),
    measure: fc.constantFrom("people" as const, "area" as const),
    layers: fc.option(fc.uniqueArray(kind, { maxLength: 5 }), { nil: null }),
    view: fc.option(
      fc.record({
        zoom: fc.integer({ min: 0, max: 1600 }).map((n) => n / 100),
        latitude: fc.integer({ min: -9000, max: 9000 }).map((n) => n / 100),
        longitude: fc.integer({ min: -18000, max: 18000 }).map((n) => n / 100),
      }),
      { nil: null },
    ),
    language: fc.constantFrom("fr" as const, "en" as const),
    vintage: fc.option(fc.integer({ min: 2000, max: 2099 }), { nil: null }),
    tool: fc.constantFrom("none" as const, "pick" as const, "draw" as const, "edit" as const),
    step: fc.constantFrom(...STEPS),
    weights: fc.record(
      Object.fromEntries(CRITERIA.map((one) => [one, fc.integer({ min: 0, max: 3 })])),
      { requiredKeys: [] },
    ),
    scale: fc.option(id, { nil: null }),
    competence: fc.option(kind, { nil: null }),
    theme: fc.option(kind, { nil: null }),
    words: fc.option(fc.constantFrom("médiathèque", "tiers-lieu & café", "<b>100 %</b>"), {
      nil: null,
    }),
    applicant: fc.option(kind, { nil: null }),
    standing: fc.constantFrom(null, "here" as const, "acts" as const, "near" as const),
    page: fc.integer({ min: 1, max: 999 }),
  })
  // Only ground of one's own has a name.
  .map((a) => (isOwn(a.subject) ? a : { ...a, called: null, nature: HOME.nature }))
  // Picking always works on a basket.
  .filter((a) => a.tool !== "pick" || a.subject.type !== "none");

describe("links of before the journey", () => {
  it.each([
    ["?place=34111&tab=actors", "actors"],
    ["?place=34111&tab=cuts", "cuts"],
    ["?place=34111", "cuts"],
    ["?place=34111&tab=actors&step=table", "table"],
  ])("%s open the step %s", (query, step) => {
    expect(readQuery(query)).toMatchObject({ address: { step }, damaged: [] });
  });

  it.each(["coverage:4", "coverage", "beauty:1", "coverage:1;actors:2"])(
    "weights such as %s are dropped",
    (weights) => {
      expect(readQuery(`?weights=${weights}`)).toMatchObject({ damaged: ["weights"] });
    },
  );
});

describe("the address bar", () => {
  it("gives every state back", () => {
    fc.assert(
      fc.property(address, (state) => {
        const { address: back, damaged } = readQuery(writeQuery(state));
        expect(damaged).toEqual([]);
        expect(back).toEqual(state);
      }),
      { numRuns: 500 },
    );
  });

  it("is empty at home, and short for a commune", () => {
    expect(writeQuery(HOME)).toBe("");
    const place: Subject = { type: "place", commune: "34111", territory: null };
    expect(writeQuery({ ...HOME, subject: place })).toBe("?place=34111");
    const basket: Subject = { type: "basket", communes: ["34111", "2A004"] };
    expect(writeQuery({ ...HOME, subject: basket })).toBe("?communes=34111,2A004");
  });

  it("takes a commune's id as a place", () => {
    const place: Subject = { type: "place", commune: "34111", territory: null };
    expect(readQuery("?territory=commune:34111").address.subject).toEqual(place);
  });

  it("drops what it cannot read, says so, and keeps the rest", () => {
    const check = (query: string, damaged: string[]) => {
      const reading = readQuery(query);
      expect(reading.damaged, query).toEqual(damaged);
      return reading.address;
    };
    expect(check("?place=<script>&lang=en", ["place"])).toEqual({ ...HOME, language: "en" });
    expect(check("?polygon=abc", ["polygon"])).toEqual(HOME);
    expect(check("?communes=34111,1e9", ["communes"])).toEqual(HOME);
    expect(check("?map=9/NaN/3&vintage=20x6", ["map", "vintage"])).toEqual(HOME);
    expect(check("?territory=commune:&kind=É", ["territory", "kind"])).toEqual(HOME);
    expect(
      check("?map=99/0/0&layers=a;b&by=dogs&tool=hammer&lang=de&unknown=1", [
        "tool",
        "by",
        "layers",
        "map",
        "lang",
      ]),
    ).toEqual(HOME);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, value) => {
        readQuery(`?${name}=${value}&place=${value}&polygon=${value}&map=${value}`);
      }),
    );
  });

  it("writes a view as finely as its zoom deserves", () => {
    expect(writeView({ zoom: 5.123, latitude: 46.60345, longitude: 2.2 })).toBe("5.12/46.6/2.2");
    expect(writeView({ zoom: 12, latitude: 43.93446, longitude: 3.70812 })).toBe(
      "12/43.9345/3.7081",
    );
  });
});
