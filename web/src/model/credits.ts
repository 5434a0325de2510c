// Who made the data, in few words: the whole attribution and licence stand under “Sources”.
import type { Source } from "../api/answers";

/**
 * The makers named by some attributions, each once, in order: what is in parentheses, the road the
 * data took (“via …”) and descriptions in small letters are left to the list of sources.
 */
export function creditsOf(sources: readonly Source[]): string[] {
  const makers = sources
    .filter((source) => !source.estimated)
    .flatMap((source) => source.attribution.replace(/\([^)]*\)/g, "").split(/[,;·]/))
    .map((maker) => maker.trim())
    .filter((maker) => /^\p{Lu}/u.test(maker));
  return [...new Set(makers)];
}
