// Each answer as a paragraph to paste: in plain text or in Markdown, seen before it is copied.
import { useRef, useState } from "preact/hooks";
import type { Paragraph } from "../model/logbook";
import type { Page } from "./page";

/** Hands a text to the clipboard; says whether it could. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

export function CopyForMinutes({ page, paragraph }: { page: Page; paragraph: Paragraph }) {
  const { logbook } = page.text.journey;
  const [form, setForm] = useState<keyof Paragraph>("text");
  const [said, setSaid] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);

  async function copy(wanted: keyof Paragraph): Promise<void> {
    setForm(wanted);
    if (await copied(paragraph[wanted])) {
      setSaid(logbook.copied);
      return;
    }
    setSaid(logbook.byHand);
    requestAnimationFrame(() => field.current?.select());
  }

  return (
    <details class="minutes" data-testid="minutes">
      <summary>{logbook.open}</summary>
      <textarea
        ref={field}
        readOnly
        rows={5}
        aria-label={logbook.preview}
        value={paragraph[form]}
      />
      <div class="ways">
        <button type="button" class="button" onClick={() => copy("text")}>
          {logbook.plain}
        </button>
        <button type="button" class="button" onClick={() => copy("markdown")}>
          {logbook.markdown}
        </button>
        <span class="quiet" role="status">
          {said}
        </span>
      </div>
    </details>
  );
}
