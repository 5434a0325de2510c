// The filter of actors and funding: a theme by the words people use for it, or the words as they are.
import { themeNamed, themesMatching } from "../model/vocabulary";
import { shown } from "../state/state";
import type { Page } from "./page";
import { type Proposal, SuggestField } from "./SuggestField";

interface Props {
  readonly page: Page;
  readonly label: string;
  readonly placeholder: string;
  /** Whether free words may stand for a theme. */
  readonly words?: boolean;
}

/** Themes proposed at once: more is a list nobody reads. */
const MOST_PROPOSED = 9;

export function SubjectFilter({ page, label, placeholder, words: free = true }: Props) {
  const { state, actions } = page;
  const { theme, words, language } = state.address;
  const themes = shown(state.vocabulary)?.themes.themes ?? [];
  const chosen = theme
    ? (themeNamed(theme, themes, language) ?? theme)
    : ((free ? words : null) ?? "");

  async function propose(typed: string): Promise<Proposal[]> {
    const found = themesMatching(typed, themes, language);
    return (typed ? found.slice(0, MOST_PROPOSED) : found).map((one) => ({
      key: one.slug,
      name: one.name[language],
      hint: language === "fr" ? one.words.slice(0, 4).join(", ") : undefined,
    }));
  }

  const onWords = (typed: string) => actions.ask({ theme: null, words: typed });

  return (
    <SuggestField
      page={page}
      label={label}
      placeholder={placeholder}
      chosen={chosen}
      propose={propose}
      onChoose={({ key }) => actions.ask({ theme: key, words: null, competence: null })}
      {...(free ? { onWords } : {})}
      onClear={() => actions.ask({ theme: null, words: null })}
    />
  );
}
