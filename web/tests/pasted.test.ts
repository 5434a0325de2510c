// Pasted lists: what each line asks for, what that means among the communes found, and rings of files.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Match } from "../src/api/answers";
import { entriesOf, meant, ringOf } from "../src/model/pasted";

describe("a pasted list", () => {
  it.each([
    ["34111\n30140", ["1 34111", "2 30140"]],
    ["34111, 2a004;30140", ["1 34111", "1 2A004", "1 30140"]],
    ["34111 30140", ["1 34111", "1 30140"]],
    ["INSEE;nom\r\n1001;L’Abergement\r\n", ["2 01001"]],
    ['\uFEFF"34111";"Ganges";3724', ["1 34111", "1 Ganges", "1 03724"]],
    ["34111;3724\n30140;11500", ["1 34111", "2 30140"]],
    ["Ganges\n\nSaint-Martin-de-Londres", ["1 Ganges", "3 Saint-Martin-de-Londres"]],
    ["34190 Ganges\nrue des Lilas;x", ["1 34190", "2 rue des Lilas"]],
    ["12;Ganges\n13;Sumène", ["1 Ganges", "2 Sumène"]],
    ["34111,30140,34128\n34174,34151,34243", 6],
    ["\n \n;;\n", []],
  ])("%j asks for %j", (text, expected) => {
    const found = entriesOf(text).map(({ line, sought }) => `${line} ${sought}`);
    if (typeof expected === "number") expect(found).toHaveLength(expected);
    else expect(found).toEqual(expected);
  });

  it("never throws, and asks for nothing long", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 500 }), (text) => {
        for (const { sought } of entriesOf(text)) expect(sought.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("what an entry means", () => {
  const match = (code: string, name: string, postal: string[], kind = "commune") =>
    ({ id: `${kind}:${code}`, kind, code, name, postal_codes: postal }) as Match;
  const found = [
    match("34111", "Ganges", ["34190"]),
    match("34128", "Laroque", ["34190"]),
    match("30140", "Laroque", ["30140"]),
    match("34111", "Ganges", [], "bassin-de-vie"),
  ];
  it.each([
    ["34111", ["34111"]],
    ["34190", ["34111", "34128"]],
    ["GANGÈS", ["34111"]],
    ["laroque", ["34128", "30140"]],
    ["Gang", []],
  ])("%s: %j", (sought, expected) => {
    expect(meant({ line: 1, sought }, found).map(({ code }) => code)).toEqual(expected);
  });
});

describe("a GeoJSON text", () => {
  const ring = [
    [3, 43],
    [4, 43],
    [4, 44],
    [3, 43],
  ];
  const polygon = { type: "Polygon", coordinates: [ring] };
  it.each([
    polygon,
    { type: "Feature", properties: {}, geometry: polygon },
    { type: "FeatureCollection", features: [{ type: "Feature", geometry: polygon }] },
    { type: "MultiPolygon", coordinates: [[ring]] },
  ])("gives its one ring, not closed", (value) => {
    expect(ringOf(JSON.stringify(value))).toEqual(ring.slice(0, 3));
  });

  it.each([
    "34111",
    "{",
    "null",
    JSON.stringify({ type: "Polygon", coordinates: [ring, ring] }),
    JSON.stringify({ type: "MultiPolygon", coordinates: [[ring], [ring]] }),
    JSON.stringify({
      type: "Polygon",
      coordinates: [
        [
          [900, 43],
          [4, 43],
          [4, 44],
          [900, 43],
        ],
      ],
    }),
    JSON.stringify({
      type: "Polygon",
      coordinates: [
        [
          ["x", 43],
          [4, 43],
          [4, 44],
          [3, 43],
        ],
      ],
    }),
    JSON.stringify({ type: "Polygon", coordinates: [[3, 43]] }),
  ])("%s is no ring", (text) => {
    expect(ringOf(text)).toBeNull();
  });
});
