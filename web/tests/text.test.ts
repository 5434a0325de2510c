// Both languages say everything: same keys, no empty text, same arguments.
import { describe, expect, it } from "vitest";
import { en } from "../src/text/en";
import { fr } from "../src/text/fr";

type Leaf = string | ((...parts: never[]) => unknown);

/** Every text by its dotted key. */
function leaves(texts: object, prefix = ""): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  for (const [key, value] of Object.entries(texts)) {
    const name = prefix + key;
    if (typeof value === "object" && value !== null) {
      for (const [inner, leaf] of leaves(value, `${name}.`)) found.set(inner, leaf);
    } else {
      found.set(name, value as Leaf);
    }
  }
  return found;
}

describe("texts", () => {
  const [french, english] = [leaves(fr), leaves(en)];

  it("have the same keys in the same order", () => {
    expect([...english.keys()]).toEqual([...french.keys()]);
  });

  it("are never empty, and are of the same nature", () => {
    for (const [key, leaf] of french) {
      const other = english.get(key);
      expect(typeof other, key).toBe(typeof leaf);
      if (typeof leaf === "string") expect(leaf.trim(), key).not.toBe("");
      if (typeof other === "string") expect(other.trim(), key).not.toBe("");
    }
  });

  it("are translated, but for words that are the same in both", () => {
    const same = [...french].filter(
      ([key, leaf]) => typeof leaf === "string" && leaf === english.get(key),
    );
    expect(same.map(([key]) => key)).toEqual([
      "search.suggestions",
      "place.kind",
      "footer.sources",
      "footer.licence",
    ]);
  });

  it("put no-break spaces before high punctuation in French", () => {
    for (const [key, leaf] of french) {
      if (typeof leaf === "string") expect(leaf, key).not.toMatch(/ [;:!?»]|« /);
    }
  });

  it("agree in number", () => {
    expect(fr.search.count(0)).toBe("Aucun résultat");
    expect(fr.search.count(1)).toBe("1 résultat");
    expect(en.search.count(2)).toBe("2 results");
    expect(fr.place.inhabitants("1", 1)).toBe("1 habitant");
    expect(en.place.inhabitants("1", 1)).toBe("1 inhabitant");
  });
});
