// The words of themes: the one a slug names, and those that typed words may mean.
import type { Language } from "../address/address";
import type { Theme } from "../api/tabs";

/** Letters without accents nor case, spaces for all that is no letter nor figure. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/œ/gi, "oe")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Themes and their parts, in order. */
export function everyTheme(themes: readonly Theme[]): Theme[] {
  return themes.flatMap((theme) => [theme, ...everyTheme(theme.parts ?? [])]);
}

export function themeNamed(
  slug: string,
  themes: readonly Theme[],
  language: Language,
): string | null {
  return everyTheme(themes).find((theme) => theme.slug === slug)?.name[language] ?? null;
}

/**
 * Themes whose name or words begin a word with what is typed: those named so first, then the wider
 * before their parts.
 */
export function themesMatching(
  typed: string,
  themes: readonly Theme[],
  language: Language,
): Theme[] {
  const sought = folded(typed);
  if (!sought) return [...themes];
  const rank = (theme: Theme): number => {
    const name = ` ${folded(theme.name[language])}`;
    if (name.startsWith(` ${sought}`)) return 0;
    if (name.includes(` ${sought}`)) return 1;
    const words = [...theme.words, theme.name.fr, theme.name.en];
    return words.some((word) => ` ${folded(word)}`.includes(` ${sought}`)) ? 2 : 3;
  };
  return everyTheme(themes)
    .map((theme, order) => ({ theme, order, rank: rank(theme) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ theme }) => theme);
}
