// Figures as each language writes them: French puts a narrow no-break space before the percent sign.
import type { Language } from "../address/address";

const NARROW_SPACE = "\u202f";
const NO_BREAK_SPACE = "\u00a0";

const LOCALES: Record<Language, string> = { fr: "fr-FR", en: "en-GB" };

function decimal(value: number, language: Language, digits: number): string {
  return new Intl.NumberFormat(LOCALES[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
    .format(value)
    .replace(/\u00a0/g, NARROW_SPACE);
}

/** A whole number with grouped thousands: `19 408`, `19,408`. */
export function formatNumber(value: number, language: Language): string {
  return decimal(value, language, 0);
}

/**
 * A fraction of one as a percentage with one decimal: `89,3 %`, `89.3%`.
 *
 * Nothing that is more than nothing reads as 0, and nothing short of the whole reads as 100.
 */
export function formatShare(share: number, language: Language): string {
  const percent = share * 100;
  const write = (text: string) => text + (language === "fr" ? `${NARROW_SPACE}%` : "%");
  if (percent > 0 && percent < 0.05) return `<${NO_BREAK_SPACE}${write(decimal(0.1, language, 1))}`;
  if (share > 1 - 1e-9) return write("100");
  if (percent >= 99.95) return `>${NO_BREAK_SPACE}${write(decimal(99.9, language, 1))}`;
  return write(decimal(percent, language, 1));
}

/** An area in square kilometres: whole above 10, one decimal below. */
export function formatArea(squareKilometres: number, language: Language): string {
  const digits = squareKilometres >= 10 ? 0 : 1;
  return `${decimal(squareKilometres, language, digits)}${NO_BREAK_SPACE}km²`;
}

const FRENCH_CONTRACTIONS: readonly [form: RegExp, written: string][] = [
  [/^Le (?=\S)/, "du "],
  [/^Les (?=\S)/, "des "],
  [/^(?=[AEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒ])/i, "d’"],
];

/** A French name after “de”: `de Ganges`, `d’Alès`, `du Vigan`, `des Sables-d’Olonne`. */
export function afterDe(name: string): string {
  for (const [form, written] of FRENCH_CONTRACTIONS) {
    if (form.test(name)) return name.replace(form, written);
  }
  return `de ${name}`;
}

/** A day such as `2026-11-23` in words: `23 novembre 2026`; what is no day stays as it is. */
export function formatDay(day: string, language: Language): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!year) return day;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)));
  const written = new Intl.DateTimeFormat(LOCALES[language], {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(at);
  return language === "fr" ? written.replace(/^1 /, "1ᵉʳ ") : written;
}

/** The first letter in capital. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** A French sentence whose high punctuation cannot fall at the start of a line. */
export function typeset(sentence: string, language: Language): string {
  if (language !== "fr") return sentence;
  return sentence
    .replace(/ ([;!?])/g, `${NARROW_SPACE}$1`)
    .replace(/ ([:»])/g, `${NO_BREAK_SPACE}$1`)
    .replace(/« /g, `«${NO_BREAK_SPACE}`);
}
