// Contrast of the style sheet's colours, both themes, by the formula of WCAG 2.
import { describe, expect, it } from "vitest";
import sheet from "../src/style/colours.css?raw";

const [light = "", dark = ""] = sheet.split("@media (prefers-color-scheme: dark)");

function coloursOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1] ?? "", m[2] ?? ""]),
  );
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const FAMILIES = ["administrative", "lived", "decided", "geographic"];
const WORDS: [string, string[]][] = [
  ["ink", ["paper", "field", "raised", "hover"]],
  ["quiet", ["paper", "field", "raised", "hover", "land"]],
  ["map-quiet", ["land"]],
  ...FAMILIES.map((family): [string, string[]] => [family, ["paper", "raised", "hover", "land"]]),
  ["on-figure", FAMILIES.map((family) => `${family}-0`)],
];
const LINES: [string, string[]][] = [
  ["edge", ["paper", "field", "raised"]],
  ["focus", ["paper", "field", "raised", "land", "sea"]],
  ...FAMILIES.map((family): [string, string[]] => [family, ["halo", "land"]]),
];

describe.each([
  ["light", coloursOf(light)],
  ["dark", coloursOf(dark)],
])("the %s theme", (_, colours) => {
  const of = (name: string) => colours.get(name) ?? expect.unreachable(`no colour ${name}`);

  it.each(WORDS)("lets %s be read", (name, grounds) => {
    for (const ground of grounds) {
      expect(contrast(of(name), of(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(LINES)("lets %s be seen", (name, grounds) => {
    for (const ground of grounds) {
      expect(contrast(of(name), of(ground)), `${name} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });

  it("gives each family six different shades", () => {
    for (const family of FAMILIES) {
      const shades = [0, 1, 2, 3, 4, 5].map((shade) => of(`${family}-${shade}`));
      expect(new Set(shades).size).toBe(6);
    }
  });
});
