// Sentences of the server, with what matters brought out.
export interface Run {
  readonly text: string;
  readonly strong: boolean;
}

/** “coupé entre 2 départements et 3 intercommunalités”, up to the next pause of the sentence. */
const CUT = /(?:coupée?s? (?:entre|par)|cut (?:between|across|by|into)) [^;:.]*[^;:.\s]/u;

/** The sentence in runs, the words that say what cuts being strong. */
export function emphasised(sentence: string): Run[] {
  const match = CUT.exec(sentence);
  if (!match) return [{ text: sentence, strong: false }];
  const end = match.index + match[0].length;
  return [
    { text: sentence.slice(0, match.index), strong: false },
    { text: match[0], strong: true },
    { text: sentence.slice(end), strong: false },
  ].filter((run) => run.text !== "");
}
