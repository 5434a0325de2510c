// From a pasted list to communes: each entry looked up, old codes followed to where they went.
import type { Match, NamedTerritory } from "../api/answers";
import type { Questions } from "../api/questions";
import { CODE, type Doubt, type Entry, entriesOf, meant, type Pasted } from "../model/pasted";

/** How many entries are looked up at a time. */
const AT_ONCE = 6;
/** No postal code is shared by more communes; a code of a commune may be some others' postal code. */
const MOST_OPTIONS = 60;
/** The first vintage whose codes are known. */
const FIRST_VINTAGE = 2024;

interface Understood {
  readonly communes: readonly NamedTerritory[];
  readonly pasted: Pasted;
}

/** The communes a text names, at most so many; what names none, or several, is doubted. */
export async function understood(
  text: string,
  most: number,
  questions: Questions,
): Promise<Understood> {
  const all = entriesOf(text);
  const entries = all.slice(0, most);
  const found: (readonly NamedTerritory[])[] = [];
  const lookUp = async (places: Iterator<[number, Entry]>) => {
    for (let next = places.next(); !next.done; next = places.next()) {
      const [place, entry] = next.value;
      found[place] = await communesOf(entry, questions);
    }
  };
  const places = entries.entries();
  await Promise.all(Array.from({ length: AT_ONCE }, () => lookUp(places)));
  const communes: NamedTerritory[] = [];
  const doubts: Doubt[] = [];
  for (const [place, entry] of entries.entries()) {
    const options = found[place] ?? [];
    const [only] = options;
    if (options.length === 1 && only) communes.push(only);
    else doubts.push({ ...entry, options });
  }
  const added = new Set(communes.map(({ code }) => code)).size;
  return { communes, pasted: { added, doubts, leftOut: all.length - entries.length } };
}

async function communesOf(
  entry: Entry,
  questions: Questions,
): Promise<readonly (Match | NamedTerritory)[]> {
  const { signal } = new AbortController();
  const { results } = await questions.search(entry.sought, "commune", signal, MOST_OPTIONS);
  const those = meant(entry, results);
  if (those.length > 0 || !CODE.test(entry.sought)) return those;
  const { communes } = await questions
    .resolve(entry.sought, FIRST_VINTAGE)
    .catch(() => ({ communes: [] }));
  return communes;
}
