// The map's style: valid by the specification in every scene, and asking no other server.
import { validateStyleMin } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, it } from "vitest";
import type { Piece } from "../src/api/answers";
import type { FamilyHues, Palette } from "../src/map/palette";
import type { Scene } from "../src/map/scene";
import { styleOf } from "../src/map/style";
import { lineStyleOf } from "../src/model/kinds";
import { STATS } from "./fixtures";

const HUES: FamilyHues = {
  strong: "#882211",
  shades: ["#111111", "#222222", "#333333", "#444444", "#555555", "#666666"],
};

const PALETTE: Palette = {
  sea: "#eeeeee",
  land: "#ffffff",
  seam: "#dddddd",
  ink: "#111111",
  quiet: "#555555",
  halo: "#ffffff",
  onFigure: "#221111",
  families: { administrative: HUES, lived: HUES, decided: HUES, geographic: HUES },
};

const EMPTY: Scene = {
  language: "fr",
  vintage: null,
  ground: [],
  figure: null,
  zones: [],
  points: [],
  place: null,
  basket: [],
  tool: "none",
  ring: null,
  piece: null,
  scale: null,
};

const SQUARE: Piece = {
  type: "Feature",
  properties: { role: "piece", id: "departement:34", name: "Hérault", share: 1, order: 0 },
  geometry: {
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
};

const ZONE = { ...SQUARE, properties: { order: 0 } };

const FULL: Scene = {
  ...EMPTY,
  vintage: 2025,
  ground: STATS.layers.map(({ kind, family }) => ({
    kind,
    family,
    asked: kind !== "departement",
    line: lineStyleOf(kind, STATS),
  })),
  figure: {
    id: "bassin-de-vie:34111",
    family: "lived",
    cutFamily: "administrative",
    cutKind: "departement",
    pieces: [{ piece: SQUARE, shade: 0, faded: true }],
    cut: null,
    outline: SQUARE,
    beyond: [SQUARE],
    communes: Array.from({ length: 80 }, (_, i) => String(34100 + i)),
  },
  zones: [{ letter: "A", shade: 1, pattern: 1, shapes: [ZONE] }],
  points: [{ name: "Mairie", where: "near", position: [3.7, 43.9] }],
  place: { code: "34111", name: "Ganges", centre: [3.7, 43.9] },
  basket: ["34111", "34999"],
  piece: "departement:34",
};

const ORIGIN = "https://echelle.example";
const style = (scene: Scene) =>
  styleOf(scene, PALETTE, ORIGIN, { type: "FeatureCollection", features: [] });

describe("the style", () => {
  it.each([
    ["an empty scene", EMPTY],
    ["a full scene", FULL],
  ])("is valid for %s", (_, scene) => {
    expect(validateStyleMin(style(scene)).map((error) => error.message)).toEqual([]);
  });

  it("takes tiles from its own server at the vintage asked, and nothing from elsewhere", () => {
    const text = JSON.stringify(style(FULL));
    const addresses = [...text.matchAll(/https?:[^"]+/g)].map((found) => found[0]);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) {
      expect(address).toMatch(
        /^https:\/\/echelle\.example\/tiles\/[a-z-]+\/\{z\}\/\{x\}\/\{y\}\.mvt\?vintage=2025$/,
      );
    }
    expect(style(FULL).glyphs).toBeUndefined();
    expect(style(FULL).sprite).toBeUndefined();
  });

  it("shows a picked commune at once, and leaves it to the figure once that holds it", () => {
    const filter = JSON.stringify(style(FULL).layers.find((layer) => layer.id === "basket-fill"));
    expect(filter).toContain("34999");
    expect(filter).not.toContain("34111");
  });
});
