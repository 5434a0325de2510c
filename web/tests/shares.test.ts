// From overlaps to bars: order, shades, what lies outside, which cut says most.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupsOf, mostTelling, SHADES } from "../src/model/shares";
import { overlap, STATS } from "./fixtures";

const BASIN = [
  overlap("epci:1", 0.65, 0.46),
  overlap("epci:2", 0.33, 0.51),
  overlap("epci:3", 0.02, 0.03),
  overlap("departement:30", 0.107, 0.3),
  overlap("departement:34", 0.893, 0.7),
  overlap("region:76", 1, 1, "within"),
  overlap("departement:12", 0, 0, "touches"),
];

describe("groups", () => {
  it("stand in the order a project meets them, touching territories left out", () => {
    const groups = groupsOf(BASIN, "people", STATS);
    expect(groups.map((group) => [group.kind, group.rows.length, group.cut])).toEqual([
      ["departement", 2, true],
      ["epci", 3, true],
      ["region", 1, false],
    ]);
  });

  it("order their rows by the measure asked, the largest darkest", () => {
    const rows = (measure: "people" | "area") =>
      groupsOf(BASIN, measure, STATS)[1]?.rows.map((row) => [row.id, row.shade]);
    expect(rows("people")).toEqual([
      ["epci:1", 0],
      ["epci:2", 1],
      ["epci:3", 2],
    ]);
    expect(rows("area")?.[0]).toEqual(["epci:2", 0]);
  });

  it("fall back on area where people are not counted", () => {
    const [group] = groupsOf([overlap("pnr:FR8000016", null, 0.4)], "people", STATS);
    expect(group?.rows[0]?.share).toBe(0.4);
    expect(group?.outside).toBeCloseTo(0.6);
  });

  it("say what lies outside, and that a partial cover is a cut", () => {
    const [group] = groupsOf([overlap("pnr:FR8000016", 0.3, 0.4)], "people", STATS);
    expect(group).toMatchObject({ cut: true, stacked: true });
    expect(group?.outside).toBeCloseTo(0.7);
  });

  it("do not lay end to end what overlaps", () => {
    const [group] = groupsOf(
      [overlap("pnr:1", 0.8, 0.8), overlap("pnr:2", 0.6, 0.6)],
      "people",
      STATS,
    );
    expect(group).toMatchObject({ stacked: false, outside: 0 });
  });

  it("ignore remainders that are only rounding", () => {
    const [group] = groupsOf([overlap("epci:1", 0.9998, 0.9998, "within")], "people", STATS);
    expect(group).toMatchObject({ cut: false, outside: 0 });
  });

  it("hold every overlap once, with shares in descending order and shades in range", () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(shares, (values) => {
        const overlaps = values.map((share, i) => overlap(`epci:${i}`, share, share));
        const rows = groupsOf(overlaps, "people", STATS).flatMap((group) => group.rows);
        expect(new Set(rows.map((row) => row.id)).size).toBe(values.length);
        rows.forEach((row, i) => {
          expect(row.share).toBeLessThanOrEqual(rows[i - 1]?.share ?? 1);
          expect(row.shade).toBeLessThan(SHADES);
        });
      }),
    );
  });
});

describe("the most telling cut", () => {
  const of = (...overlaps: ReturnType<typeof overlap>[]) =>
    mostTelling(groupsOf(overlaps, "people", STATS));

  it("is the first main kind that cuts, else any that does, else the first there is", () => {
    expect(of(...BASIN)).toBe("departement");
    expect(of(overlap("departement:30", 1, 1, "within"), overlap("epci:1", 0.5, 0.5))).toBe("epci");
    expect(of(overlap("departement:30", 1, 1, "within"), overlap("canton:1", 0.5, 0.5))).toBe(
      "canton",
    );
    expect(of(overlap("departement:30", 1, 1, "within"))).toBe("departement");
    expect(of()).toBeNull();
  });
});
