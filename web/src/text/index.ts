// The texts of a language.
import type { Language } from "../address/address";
import { en } from "./en";
import { fr, type Text } from "./fr";

const TEXTS: Record<Language, Text> = { fr, en };

export type { Text };

export function textOf(language: Language): Text {
  return TEXTS[language];
}
