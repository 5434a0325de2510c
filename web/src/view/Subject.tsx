// The subject of the journey, asked once: a field with its words, and before any is chosen, the list.
import { shown } from "../state/state";
import type { Page } from "./page";
import { SubjectFilter } from "./SubjectFilter";

interface Props {
  readonly page: Page;
  /** Whether free words may stand for a theme. */
  readonly words?: boolean;
  readonly label?: string;
  readonly placeholder?: string;
}

export function SubjectOfJourney({ page, words = false, label, placeholder }: Props) {
  const { subject } = page.text.journey;
  return (
    <SubjectFilter
      page={page}
      label={label ?? subject.label}
      placeholder={placeholder ?? subject.placeholder}
      words={words}
    />
  );
}

/** The widest themes, to start from. */
export function SubjectChoices({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const themes = shown(state.vocabulary)?.themes.themes ?? [];
  return (
    <>
      <p class="lead tab-lead">{text.journey.subject.choose}</p>
      <ul class="chips" aria-label={text.journey.subject.list}>
        {themes.map((theme) => (
          <li key={theme.slug}>
            <button
              type="button"
              class="chip plain"
              onClick={() => actions.ask({ theme: theme.slug, words: null, competence: null })}
            >
              {theme.name[state.address.language]}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
