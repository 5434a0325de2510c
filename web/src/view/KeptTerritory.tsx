// A territory kept on the server by its author: since when, what became of its communes, how to change it.
import { LONGEST_NAME } from "../address/query";
import type { ResolveAnswer } from "../api/answers";
import type { OwnInFull } from "../api/own";
import { formatDay, formatNumber } from "../model/format";
import { keyOf } from "../model/keys";
import { shown } from "../state/state";
import type { Text } from "../text";
import type { Page } from "./page";

export function KeptTerritory({ page }: { page: Page }) {
  const { state, text } = page;
  const own = shown(state.focus)?.own;
  if (!own) return null;
  const { language } = state.address;
  const made = formatDay(own.made_on, language);
  const communes = own.communes ?? 0;
  return (
    <section class="own kept" aria-label={text.kept.title} data-testid="kept">
      <p class="quiet">
        {own.vintage
          ? text.kept.chosen(made, formatNumber(communes, language), communes, own.vintage)
          : text.kept.drawn(made)}
      </p>
      <Key page={page} id={own.id} />
      {own.changes.length > 0 && (
        <>
          <p>{text.kept.changed(formatNumber(own.changes.length, language), own.changes.length)}</p>
          <ul data-testid="changes">
            {own.changes.map((change) => (
              <li key={change.code}>{changeSentence(change, text)}</li>
            ))}
          </ul>
        </>
      )}
      <ChangeForm page={page} own={own} />
    </section>
  );
}

/** “Moulès-et-Baucels (34175) a rejoint Ganges.” */
function changeSentence({ code, communes, events, kept }: ResolveAnswer, text: Text): string {
  const { became } = text.kept;
  const now = communes.map(({ name }) => name).join(", ");
  const first = events.find((event) => event.old === code);
  const before = first ? `${first.old_name} (${code})` : code;
  if (kept) return became.renamed(before, now);
  switch (first?.event) {
    case "merged":
      return became.merged(before, now);
    case "split":
      return became.split(before, now);
    case "chief-town-changed":
      return became.moved(before, now);
    default:
      return became.grown(before, now);
  }
}

/** The key, for as long as the page that was told it stays open. */
function Key({ page, id }: { page: Page; id: string }) {
  const { state, text } = page;
  const told = shown(state.keeping);
  if (told?.id !== id || !("edit_key" in told)) return null;
  return (
    <p class="caution" role="status">
      {text.kept.key} <code>{String(told.edit_key)}</code>
      <br />
      {text.kept.keyHint}
    </p>
  );
}

function ChangeForm({ page, own }: { page: Page; own: OwnInFull }) {
  const { state, text, actions } = page;
  const { keeping } = state;
  const busy = keeping.status === "loading";
  const fields = (form: HTMLFormElement | null) => {
    const said = form ? new FormData(form) : new FormData();
    return { name: String(said.get("name") ?? ""), key: String(said.get("key") ?? "").trim() };
  };
  return (
    <details class="more naming">
      <summary>{text.kept.change}</summary>
      <form
        key={own.id}
        onSubmit={(event) => {
          event.preventDefault();
          const { name, key } = fields(event.currentTarget);
          void actions.renameKept(own.id, name, key);
        }}
      >
        <label>
          {text.naming.called}
          <input
            class="link-field"
            type="text"
            name="name"
            required
            maxLength={LONGEST_NAME}
            autocomplete="off"
            defaultValue={own.name}
          />
        </label>
        <label>
          {text.kept.keyField}
          <input
            class="link-field"
            type="text"
            name="key"
            required
            spellcheck={false}
            autocomplete="off"
            defaultValue={keyOf(own.id)}
          />
        </label>
        <p class="ways">
          <button type="submit" class="button" disabled={busy}>
            {text.kept.rename}
          </button>
          <button
            type="button"
            class="button"
            disabled={busy}
            onClick={(event) => {
              const { key } = fields(event.currentTarget.form);
              if (window.confirm(text.kept.sure(own.name))) void actions.removeKept(own.id, key);
            }}
          >
            {text.kept.remove}
          </button>
        </p>
        {keeping.status === "failed" && (
          <p class="caution" role="alert">
            {keeping.problem.detail || text.state.offline}
          </p>
        )}
      </form>
    </details>
  );
}
