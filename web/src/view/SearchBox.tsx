// The search: a combobox with a list of suggestions, complete by keyboard, the newest words always winning.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Match } from "../api/answers";
import { isAbort, Problem } from "../api/client";
import { capitalised } from "../model/format";
import { labelOf } from "../model/kinds";
import { shown } from "../state/state";
import { CloseIcon, SearchIcon } from "./icons";
import type { Page } from "./page";
import { hueOf } from "./words";

const PAUSE_MS = 110;

interface Suggestions {
  readonly words: string;
  readonly matches: readonly Match[];
  readonly failure: Problem | null;
}

/** Suggestions for what is typed, asked after a short pause; a newer question gives up the older. */
function useSuggestions(page: Page, words: string, kinds: string | null): Suggestions | null {
  const [suggestions, setSuggestions] = useState<Suggestions | null>(null);
  const { vintage } = page.state.address;
  useEffect(() => {
    if (!words) {
      setSuggestions(null);
      return;
    }
    const giveUp = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const { results } = await page.questions.search(words, kinds, giveUp.signal);
        if (!giveUp.signal.aborted) setSuggestions({ words, matches: results, failure: null });
      } catch (error) {
        if (isAbort(error) || giveUp.signal.aborted) return;
        const failure = error instanceof Problem ? error : new Problem("broken", 0, "", "");
        setSuggestions({ words, matches: [], failure });
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      giveUp.abort();
    };
  }, [words, kinds, vintage]);
  return suggestions;
}

export function SearchBox({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const picking = state.address.tool === "pick";
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  /** Enter was pressed before the answer came: its first match will be taken. */
  const [hurried, setHurried] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();

  const words = typed.trim();
  const suggestions = useSuggestions(page, words, picking ? "commune" : null);
  const matches = words && suggestions ? suggestions.matches : [];
  const settled = suggestions?.words === words;

  function choose(match: Match): void {
    setTyped("");
    setOpen(false);
    setActive(-1);
    setHurried(false);
    actions.choose(match);
    if (!picking) document.getElementById("panel")?.focus();
  }

  useEffect(() => {
    const [first] = matches;
    if (hurried && settled) {
      setHurried(false);
      if (first) choose(first);
    }
  });

  function move(step: number): void {
    setOpen(true);
    const count = matches.length;
    if (count) setActive((active + step + (active < 0 && step < 0 ? 1 : 0) + count) % count);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const chosen = matches[active];
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
        break;
      case "Enter":
        event.preventDefault();
        if (chosen && open) choose(chosen);
        else if (words) setHurried(true);
        break;
      case "Escape":
        if (open) setOpen(false);
        else setTyped("");
        setActive(-1);
        break;
    }
  }

  const listed = open && matches.length > 0;
  const stats = shown(state.stats);
  const label = picking ? text.search.labelPick : text.search.label;
  return (
    <search class="search">
      <div class="search-field">
        <SearchIcon />
        <input
          ref={input}
          id="search"
          type="text"
          role="combobox"
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={listed}
          aria-controls={listId}
          aria-activedescendant={listed && active >= 0 ? `${listId}-${active}` : undefined}
          placeholder={picking ? text.search.placeholderPick : text.search.placeholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          enterkeyhint="search"
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setOpen(true);
            setActive(-1);
            setHurried(false);
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {typed && (
          <button
            type="button"
            class="clear"
            aria-label={text.search.clear}
            onClick={() => {
              setTyped("");
              input.current?.focus();
            }}
          >
            <CloseIcon />
          </button>
        )}
      </div>
      <div
        id={listId}
        class="suggestions"
        role="listbox"
        aria-label={text.search.suggestions}
        hidden={!listed}
      >
        {matches.map((match, place) => (
          // The keyboard reaches options through the field, as the pattern asks.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            key={match.id}
            id={`${listId}-${place}`}
            role="option"
            aria-selected={place === active}
            class={`suggestion ${hueOf(match.family)}`}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(match)}
          >
            <span class="suggestion-name">{match.name}</span>
            <span class="suggestion-kind">
              {stats
                ? capitalised(labelOf(match.kind, stats, state.address.language, false))
                : match.kind}
              {match.estimated && ` (${text.subject.estimated})`}
            </span>
            <span class="suggestion-context">
              {[
                match.context,
                match.postal_codes[0],
                match.matched === "former-name" && text.search.formerName,
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </div>
        ))}
      </div>
      {open && words && settled && matches.length === 0 && (
        <p class="suggestions search-none">
          {suggestions?.failure
            ? suggestions.failure.detail || text.state.offline
            : text.search.none(words)}
        </p>
      )}
      <p class="visually-hidden" role="status">
        {open && words && settled ? text.search.count(matches.length) : ""}
      </p>
    </search>
  );
}
