// A field that proposes what one may mean while one types, complete by keyboard; the newest words win.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { isAbort } from "../api/client";
import { CloseIcon, SearchIcon } from "./icons";
import type { Page } from "./page";

export interface Proposal {
  readonly key: string;
  readonly name: string;
  readonly hint?: string | undefined;
}

interface Props {
  readonly page: Page;
  readonly label: string;
  readonly placeholder: string;
  /** What is chosen now, shown in the field; empty for nothing. */
  readonly chosen: string;
  readonly propose: (words: string, signal: AbortSignal) => Promise<readonly Proposal[]>;
  readonly onChoose: (proposal: Proposal) => void;
  /** Takes the words as they are; without it only a proposal can be taken. */
  readonly onWords?: (words: string) => void;
  readonly onClear: () => void;
}

const PAUSE_MS = 90;
const NONE: readonly Proposal[] = [];
/** The key of the proposal that takes the words as they are; no slug has a space. */
const AS_TYPED = "as typed";

/** Proposals for what is typed; those before stay until the next have come. */
function useProposals({ propose, page }: Props, words: string, open: boolean) {
  const [found, setFound] = useState<{ words: string; proposals: readonly Proposal[] } | null>(
    null,
  );
  const { language } = page.state.address;
  useEffect(() => {
    if (!open) return;
    const giveUp = new AbortController();
    const timer = setTimeout(
      async () => {
        try {
          const proposals = await propose(words, giveUp.signal);
          if (!giveUp.signal.aborted) setFound({ words, proposals });
        } catch (error) {
          if (!isAbort(error) && !giveUp.signal.aborted) setFound({ words, proposals: NONE });
        }
      },
      words ? PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      giveUp.abort();
    };
  }, [words, open, language, page.state.vocabulary]);
  return found;
}

export function SuggestField(props: Props) {
  const { page, label, placeholder, chosen, onChoose, onWords, onClear } = props;
  const text = page.text.tabs;
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const words = (typed ?? "").trim();
  const found = useProposals(props, words, open);
  const settled = found?.words === words;
  const asTyped: Proposal[] =
    onWords && words ? [{ key: AS_TYPED, name: text.searchWords(words) }] : [];
  const proposals = found && open ? [...found.proposals, ...asTyped] : NONE;

  // Another place of the page, or going back, may have changed what is chosen.
  useEffect(() => setTyped(null), [chosen]);

  function take(proposal: Proposal): void {
    setOpen(false);
    setActive(-1);
    setTyped(null);
    if (proposal.key === AS_TYPED) onWords?.(words);
    else onChoose(proposal);
  }

  function onEnter(): void {
    const pointed = proposals[active];
    const [first] = settled ? proposals : [];
    if (pointed) take(pointed);
    else if (words && first) take(first);
    else if (words && onWords) take({ key: AS_TYPED, name: words });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) {
      event.preventDefault();
      setOpen(true);
      const count = proposals.length;
      if (count) setActive((active + step + (active < 0 && step < 0 ? 1 : 0) + count) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      onEnter();
    } else if (event.key === "Escape") {
      setOpen(false);
      setActive(-1);
      setTyped(null);
    }
  }

  const listed = open && proposals.length > 0;
  return (
    <div class="suggest">
      <label class="suggest-label" for={`${id}-field`}>
        {label}
      </label>
      <div class="search-field">
        <SearchIcon />
        <input
          ref={input}
          id={`${id}-field`}
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={listed}
          aria-controls={`${id}-list`}
          aria-activedescendant={listed && active >= 0 ? `${id}-${active}` : undefined}
          placeholder={placeholder}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={typed ?? chosen}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setOpen(true);
            setActive(-1);
          }}
          onClick={() => setOpen(true)}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            setOpen(false);
            setTyped(null);
          }}
          onKeyDown={onKeyDown}
        />
        {(chosen || typed) && (
          <button
            type="button"
            class="clear"
            aria-label={text.clear}
            onClick={() => {
              setTyped(null);
              onClear();
              input.current?.focus();
            }}
          >
            <CloseIcon />
          </button>
        )}
      </div>
      <div
        id={`${id}-list`}
        class="suggestions"
        role="listbox"
        aria-label={text.suggestions}
        hidden={!listed}
      >
        {proposals.map((proposal, place) => (
          // The keyboard reaches options through the field, as the pattern asks.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          <div
            key={proposal.key}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === active}
            class="suggestion"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(proposal)}
          >
            <span class="suggestion-name">{proposal.name}</span>
            {proposal.hint && <span class="suggestion-context">{proposal.hint}</span>}
          </div>
        ))}
      </div>
      {open && words && settled && proposals.length === 0 && (
        <p class="suggestions search-none">{text.noSuggestion(words)}</p>
      )}
      <p class="visually-hidden" role="status">
        {open && words && settled ? page.text.search.count(proposals.length) : ""}
      </p>
    </div>
  );
}
