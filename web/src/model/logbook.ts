// An answer as a dated, sourced paragraph for a minute or a wiki, in the form the server writes its own.
import type { Logbook } from "../api/scale";
import type { Text } from "../text";

/** What a paragraph tells, each text in the language of the page. */
export interface Entry {
  readonly title: string;
  readonly about: string;
  readonly vintage: number;
  /** `2026-11-24`. */
  readonly day: string;
  readonly lines: readonly string[];
  readonly sources: readonly string[];
}

/** The paragraph as it is pasted. */
export interface Paragraph {
  readonly text: string;
  readonly markdown: string;
}

/** The paragraph that the server wrote, in one language. */
export function paragraphOf(logbook: Logbook, language: "fr" | "en"): Paragraph {
  return { text: logbook.text[language], markdown: logbook.markdown[language] };
}

/** A paragraph from what an answer says. */
export function written(entry: Entry, text: Text): Paragraph {
  const { vintage, sources } = text.journey.logbook;
  const title = entry.title.replace(/[\s\u00a0\u202f]*\?$/, "");
  const about = `${entry.about}, ${vintage(entry.vintage)}`;
  const lines = entry.lines.map((line) => line.trim()).filter((line) => line !== "");
  const made = `${sources} ${[...new Set(entry.sources)].join(" ; ")}.`;
  return {
    text: `${entry.day} — ${title} — ${about}. ${lines.join(" ")} ${made} (Échelle)`,
    markdown: [
      `**${entry.day} — ${title}** — ${about}`,
      lines.map((line) => `- ${line}`).join("\n"),
      `_${made}_ (Échelle)\n`,
    ].join("\n\n"),
  };
}

/** Today, as a day of the calendar where the reader is. */
export function today(now: Date = new Date()): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
