// Kinds: which are asked for, what they are called, how their lines differ.
import { describe, expect, it } from "vitest";
import { kindOf, kindsToAsk, labelOf, lineStyleOf, rankOf } from "../src/model/kinds";
import { STATS } from "./fixtures";

describe("kinds to ask", () => {
  it("leave out communes, their parts, what is not loaded and the subject's own kind", () => {
    expect(kindsToAsk(STATS, "pnr")).toEqual([
      "epci",
      "canton",
      "departement",
      "region",
      "bassin-de-vie",
    ]);
  });

  it("take the estimated basin only where no official one is loaded", () => {
    const without = {
      ...STATS,
      layers: STATS.layers.filter((layer) => layer.kind !== "bassin-de-vie"),
    };
    expect(kindsToAsk(STATS, null)).not.toContain("bassin-estime");
    expect(kindsToAsk(without, null)).toContain("bassin-estime");
  });
});

describe("names and lines", () => {
  it("come from the server, the slug standing in for an unknown kind", () => {
    expect(labelOf("epci", STATS, "fr", true)).toBe("epcis");
    expect(labelOf("carte-scolaire", STATS, "fr", true)).toBe("carte-scolaire");
    expect(kindOf("epci:243400736")).toBe("epci");
    expect(kindOf("nothing")).toBe("");
  });

  it("rank départements first and unknown kinds last", () => {
    const kinds = ["carte-scolaire", "canton", "pnr", "region", "departement"];
    const ranked = [...kinds].sort((a, b) => rankOf(a, STATS) - rankOf(b, STATS));
    expect(ranked).toEqual(["departement", "region", "pnr", "canton", "carte-scolaire"]);
  });

  it("differ within a family by more than colour", () => {
    const lived = ["bassin-de-vie", "bassin-estime", "zone-emploi", "aire-attraction"];
    const administrative = [
      "region",
      "departement",
      "epci",
      "ept",
      "arrondissement",
      "canton",
      "commune",
      "commune-deleguee",
      "commune-associee",
      "arrondissement-municipal",
    ];
    const decided = [
      "pnr",
      "pays",
      "scot",
      "syndicat",
      "territoire-industrie",
      "leader",
      "perimetre",
    ];
    for (const kinds of [lived, administrative, decided]) {
      const styles = kinds.map((kind) => JSON.stringify(lineStyleOf(kind, STATS)));
      expect(new Set(styles).size).toBe(kinds.length);
    }
  });
});
