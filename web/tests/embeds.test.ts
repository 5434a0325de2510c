// What is pasted into other sites, and the densities of a frame's map.
import type { Polygon } from "geojson";
import { describe, expect, it } from "vitest";
import type { Pieces } from "../src/api/answers";
import { areaOf, densitiesOf, densityWords } from "../src/embed/people";
import {
  coloursOf,
  type Embedded,
  escaped,
  framePath,
  snippetsOf,
  USUAL_CHOICE,
} from "../src/model/embeds";

const MAP: Embedded = {
  asked: { id: "epci:243400736" },
  name: "Sumène",
  layers: null,
  vintage: null,
  language: "fr",
  competence: "eau-potable",
  theme: null,
};
const ORIGIN = "https://carte.example";

describe("snippets", () => {
  it("are as short as what was chosen", () => {
    expect(framePath(MAP, USUAL_CHOICE)).toBe("/embed/epci:243400736");
    const choice = { ...USUAL_CHOICE, colour: "holders", interactive: false } as const;
    expect(framePath({ ...MAP, language: "en" }, choice)).toBe(
      "/embed/epci:243400736?colour=holders%3Aeau-potable&lang=en&interactive=false",
    );
  });

  it("name the script, the frame, the image and the link", () => {
    const { frame, component, image, link } = snippetsOf(MAP, USUAL_CHOICE, ORIGIN, "Carte");
    expect(frame).toBe(
      '<iframe src="https://carte.example/embed/epci:243400736" title="Carte" width="100%" height="480" loading="lazy" style="border:0"></iframe>',
    );
    expect(component.split("\n")).toEqual([
      '<script type="module" src="https://carte.example/embed.js"></script>',
      '<echelle-map territory="epci:243400736" height="480" title="Carte"></echelle-map>',
    ]);
    expect(link).toBe("https://carte.example/?territory=epci%3A243400736");
    expect(image).toContain('src="https://carte.example/static/epci:243400736.png"');
  });

  it("escape every text of the user", () => {
    const hostile = '"><script>alert(1)</script>';
    const own: Embedded = { ...MAP, asked: { communes: ["34111"], name: hostile } };
    const choice = { ...USUAL_CHOICE, insets: true };
    const snippets = snippetsOf(own, choice, ORIGIN, `Carte : ${hostile}`);
    for (const text of Object.values(snippets)) {
      expect(text.replace(/^<script type="module"[^<]*<\/script>/, "")).not.toContain("<script");
    }
    expect(escaped("a & b")).toBe("a &amp; b");
  });

  it("offer the colours that are known", () => {
    expect(coloursOf(MAP)).toEqual(["cut", "people", "holders"]);
    expect(coloursOf({ ...MAP, competence: null, theme: "culture" })).toEqual([
      "cut",
      "people",
      "actors",
    ]);
  });
});

const square = (west: number, south: number, size: number): Polygon => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

describe("densities", () => {
  it("measure ground in square kilometres", () => {
    // A hundredth of a degree is 1.11195 km at the equator.
    expect(areaOf(square(2, 0, 0.01))).toBeCloseTo(1.11195 ** 2, 3);
    expect(areaOf(square(2, 60, 0.01))).toBeCloseTo(1.11195 ** 2 / 2, 2);
  });

  it("shade the densest communes darkest, as many in each class", () => {
    const features = Array.from({ length: 10 }, (_, at) => ({
      type: "Feature" as const,
      properties: {
        role: "piece" as const,
        id: `commune:${at}`,
        name: `${at}`,
        share: (at + 1) / 55,
        order: at,
      },
      geometry: square(at * 0.01, 0, 0.01),
    }));
    const { pieces, steps } = densitiesOf({ type: "FeatureCollection", features } as Pieces, 5500);
    expect(steps).toHaveLength(5);
    expect([...steps]).toEqual([...steps].sort((a, b) => b - a));
    expect(pieces.filter(({ shade }) => shade === 0)).toHaveLength(2);
    expect(pieces.at(-1)?.shade).toBe(0);
    expect(densityWords([100, 10], "fr")).toEqual(["≥ 100", "10 – 100"]);
  });
});
