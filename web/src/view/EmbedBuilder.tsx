// A map for another site: what it shows, how it looks, and the line to paste.
import { useRef, useState } from "preact/hooks";
import {
  coloursOf,
  type EmbedChoice,
  type Embedded,
  framePath,
  HEIGHTS,
  type Snippets,
  snippetsOf,
  type Theme,
  USUAL_CHOICE,
} from "../model/embeds";
import { copied } from "./Logbook";
import type { Page } from "./page";

const THEMES: readonly Theme[] = ["auto", "light", "dark"];
const FORMS: readonly (keyof Snippets)[] = ["frame", "component", "image", "link"];

export function EmbedBuilder({ page, map }: { page: Page; map: Embedded }) {
  const { embed } = page.text;
  const [choice, setChoice] = useState<EmbedChoice>(USUAL_CHOICE);
  const [shown, setShown] = useState(false);
  const set = (change: Partial<EmbedChoice>) => setChoice({ ...choice, ...change });
  const alternative = embed.alternative(map.name);
  return (
    <section aria-labelledby="embed-title" class="embed-builder">
      <h3 id="embed-title" class="small-title">
        {embed.title}
      </h3>
      <p class="quiet">{embed.hint}</p>
      <Choices page={page} map={map} choice={choice} set={set} />
      <p class="ways">
        <button type="button" class="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
          {embed.show}
        </button>
      </p>
      {shown && (
        <iframe
          class="embed-result"
          src={framePath(map, choice)}
          title={`${embed.result} : ${alternative}`}
          height={choice.height}
        />
      )}
      <SnippetList
        page={page}
        snippets={snippetsOf(map, choice, window.location.origin, alternative)}
      />
    </section>
  );
}

interface ChoicesProps {
  readonly page: Page;
  readonly map: Embedded;
  readonly choice: EmbedChoice;
  readonly set: (change: Partial<EmbedChoice>) => void;
}

function Choices({ page, map, choice, set }: ChoicesProps) {
  const { embed } = page.text;
  return (
    <div class="embed-choices">
      <label>
        {embed.colour}
        <select
          value={choice.colour}
          onChange={(event) => set({ colour: event.currentTarget.value as EmbedChoice["colour"] })}
        >
          {coloursOf(map).map((colour) => (
            <option key={colour} value={colour}>
              {embed.colours[colour]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {embed.theme}
        <select
          value={choice.theme}
          onChange={(event) => set({ theme: event.currentTarget.value as Theme })}
        >
          {THEMES.map((theme) => (
            <option key={theme} value={theme}>
              {embed.themes[theme]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {embed.height}
        <input
          type="number"
          min={HEIGHTS.least}
          max={HEIGHTS.most}
          step={20}
          value={choice.height}
          onChange={(event) => {
            const height = Math.round(event.currentTarget.valueAsNumber);
            if (height >= HEIGHTS.least && height <= HEIGHTS.most) set({ height });
          }}
        />
      </label>
      <label class="embed-check">
        <input
          type="checkbox"
          checked={choice.interactive}
          onChange={(event) => set({ interactive: event.currentTarget.checked })}
        />
        {embed.interactive}
      </label>
      <label class="embed-check">
        <input
          type="checkbox"
          checked={choice.insets}
          onChange={(event) => set({ insets: event.currentTarget.checked })}
        />
        {embed.insets}
      </label>
    </div>
  );
}

function SnippetList({ page, snippets }: { page: Page; snippets: Snippets }) {
  const { embed } = page.text;
  return (
    <dl class="snippets">
      {FORMS.map((form) => (
        <div key={form}>
          <dt id={`snippet-${form}`}>{embed.forms[form]}</dt>
          <dd>
            <Snippet page={page} form={form} text={snippets[form]} />
            {form === "link" && <p class="quiet">{embed.linkHint}</p>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Snippet({ page, form, text }: { page: Page; form: keyof Snippets; text: string }) {
  const { embed, journey } = page.text;
  const field = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState("");
  return (
    <div class="ways link-ways">
      <textarea
        ref={field}
        class="link-field"
        data-testid={`snippet-${form}`}
        readOnly
        rows={form === "link" ? 2 : 3}
        aria-labelledby={`snippet-${form}`}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button
        type="button"
        class="button"
        aria-describedby={`snippet-${form}`}
        onClick={async () => {
          const done = await copied(text);
          setSaid(done ? journey.logbook.copied : journey.logbook.byHand);
          if (!done) field.current?.select();
        }}
      >
        {embed.copy}
      </button>
      <span class="quiet" role="status">
        {said}
      </span>
    </div>
  );
}
