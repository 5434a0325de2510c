// The edit keys that this browser was told, so that an author need not type them back.
const PREFIX = "echelle-key ";

export function keyOf(id: string): string {
  try {
    return localStorage.getItem(PREFIX + id) ?? "";
  } catch {
    // A browser that keeps nothing: the key is typed.
    return "";
  }
}

/** Remembers the key of a territory; an empty one is forgotten. */
export function keepKey(id: string, key: string): void {
  try {
    if (key) localStorage.setItem(PREFIX + id, key);
    else localStorage.removeItem(PREFIX + id);
  } catch {
    // The key is on the screen, to be noted.
  }
}
