// The colours of the map: read from the page's style sheet, so that both always agree.
import type { Family } from "../api/answers";
import { FAMILIES } from "../model/kinds";
import { SHADES } from "../model/shares";

export interface FamilyHues {
  /** For lines and words. */
  readonly strong: string;
  /** For fills, darkest first. */
  readonly shades: readonly string[];
}

export interface Palette {
  readonly sea: string;
  readonly land: string;
  readonly seam: string;
  readonly ink: string;
  readonly quiet: string;
  readonly halo: string;
  readonly onFigure: string;
  readonly families: Readonly<Record<Family, FamilyHues>>;
}

export function readPalette(root: Element = document.documentElement): Palette {
  const style = getComputedStyle(root);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim() || "#888888";
  const hues = (family: Family): FamilyHues => ({
    strong: read(family),
    shades: Array.from({ length: SHADES }, (_, shade) => read(`${family}-${shade}`)),
  });
  return {
    sea: read("sea"),
    land: read("land"),
    seam: read("seam"),
    ink: read("ink"),
    quiet: read("map-quiet"),
    halo: read("halo"),
    onFigure: read("on-figure"),
    families: Object.fromEntries(FAMILIES.map((family) => [family, hues(family)])) as Record<
      Family,
      FamilyHues
    >,
  };
}
