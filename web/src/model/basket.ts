// The basket of communes: adding and taking out one by one, each step can be undone.
export interface Basket {
  readonly communes: readonly string[];
  /** Earlier contents, the latest last. */
  readonly past: readonly (readonly string[])[];
}

const MOST_STEPS = 200;

export const EMPTY_BASKET: Basket = { communes: [], past: [] };

/** The basket holding exactly these communes, with nothing to undo. */
export function basketOf(communes: readonly string[]): Basket {
  return { communes: [...new Set(communes)], past: [] };
}

function step(basket: Basket, communes: readonly string[]): Basket {
  return { communes, past: [...basket.past, basket.communes].slice(-MOST_STEPS) };
}

/** Adds a commune, or takes it out where it is already there. */
export function toggle(basket: Basket, commune: string): Basket {
  const without = basket.communes.filter((code) => code !== commune);
  const held = without.length < basket.communes.length;
  return step(basket, held ? without : [...basket.communes, commune]);
}

export function add(basket: Basket, commune: string): Basket {
  return basket.communes.includes(commune) ? basket : toggle(basket, commune);
}

/** Adds several communes as one step. */
export function addAll(basket: Basket, communes: readonly string[]): Basket {
  return step(basket, [...new Set([...basket.communes, ...communes])]);
}

export function clear(basket: Basket): Basket {
  return basket.communes.length ? step(basket, []) : basket;
}

/** The basket before its last step; the same one where there is none. */
export function undo(basket: Basket): Basket {
  const communes = basket.past.at(-1);
  return communes ? { communes, past: basket.past.slice(0, -1) } : basket;
}
