// A list of communes pasted or read from a file of the reader's own, and what was not understood of it.
import { useRef } from "preact/hooks";
import { formatNumber } from "../model/format";
import type { Pasted } from "../model/pasted";
import { Loading, ProblemMessage } from "./Messages";
import type { Page } from "./page";

/** Above this a file is no list of communes. */
const MOST_BYTES = 2_000_000;
/** Doubts shown at first: a wrong file has thousands. */
const MOST_DOUBTS = 50;

export function PasteForm({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const { pasting } = text;
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <details class="more naming" data-testid="pasting" open={state.pasted.status !== "idle"}>
      <summary>{pasting.title}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void actions.paste(field.current?.value ?? "");
        }}
      >
        <label>
          {pasting.list}
          <textarea ref={field} class="link-field" rows={5} spellcheck={false} required />
        </label>
        <button type="submit" class="button">
          {pasting.add}
        </button>
        <p class="quiet">{pasting.fileHint}</p>
        <label class="button file-button">
          {pasting.file}
          <input
            class="visually-hidden"
            type="file"
            accept=".csv,.txt,.json,.geojson"
            onChange={async ({ currentTarget }) => {
              const [file] = currentTarget.files ?? [];
              currentTarget.value = "";
              if (!file) return;
              if (file.size > MOST_BYTES) actions.say((t) => t.pasting.tooLarge);
              else void actions.paste(await textOf(file));
            }}
          />
        </label>
      </form>
      <Outcome page={page} />
    </details>
  );
}

function Outcome({ page }: { page: Page }) {
  const { pasted } = page.state;
  if (pasted.status === "loading") return <Loading page={page} />;
  if (pasted.status === "failed") {
    return <ProblemMessage problem={pasted.problem} page={page} level={2} />;
  }
  return pasted.status === "ready" ? <Told page={page} pasted={pasted.value} /> : null;
}

function Told({ page, pasted }: { page: Page; pasted: Pasted }) {
  const { state, text, actions } = page;
  const { pasting } = text;
  const { language } = state.address;
  const count = (number: number) => formatNumber(number, language);
  const { added, doubts, leftOut } = pasted;
  return (
    <div class="told" role="status">
      <p>
        {pasting.added(count(added), added)}{" "}
        {doubts.length > 0 && pasting.doubts(count(doubts.length), doubts.length)}{" "}
        {leftOut > 0 && pasting.leftOut(count(leftOut))}
      </p>
      <ul class="doubts">
        {doubts.slice(0, MOST_DOUBTS).map(({ line, sought, options }) => (
          <li key={`${line} ${sought}`} class="doubt">
            {pasting.line(line, sought)} {options.length > 0 ? pasting.which : pasting.unknown}{" "}
            {options.map(({ id, code, name, context }) => (
              <button
                key={id}
                type="button"
                class="chip"
                disabled={state.basket.communes.includes(code)}
                onClick={() => actions.toggleCommune(code, name)}
              >
                {context ? `${name} (${context})` : name}
              </button>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The text of a file: UTF-8, else as older spreadsheets write. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
