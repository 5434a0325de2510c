// A value that is replaced as a whole, and those who want to hear of it.
export interface Store<T> {
  get(): T;
  /** Replaces the fields given. */
  update(change: Partial<T>): void;
  /** Calls back once after each round of changes; returns how to stop. */
  subscribe(listener: (value: T) => void): () => void;
}

export function createStore<T extends object>(initial: T): Store<T> {
  let value = initial;
  let told = true;
  const listeners = new Set<(value: T) => void>();
  const tell = () => {
    told = true;
    for (const listener of listeners) listener(value);
  };
  return {
    get: () => value,
    update(change) {
      value = { ...value, ...change };
      if (!told) return;
      told = false;
      queueMicrotask(tell);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
