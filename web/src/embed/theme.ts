// The colours a frame was asked for, against what the reader's system wants.

const DARK = "(prefers-color-scheme: dark)";

/** Makes the rules for dark systems hold always, or never. */
export function forceTheme(theme: string, sheets: Iterable<CSSStyleSheet> = document.styleSheets) {
  if (theme !== "dark" && theme !== "light") return;
  for (const sheet of sheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSMediaRule) || rule.media.mediaText !== DARK) continue;
      rule.media.mediaText = theme === "dark" ? "all" : "not all";
    }
  }
}
