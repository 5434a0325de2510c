// Territories kept on the server: made from one's own ground, renamed, removed, each as one exchange.
import type { Nature } from "../address/address";
import { Problem } from "../api/client";
import type { OwnTerritory } from "../api/own";
import type { Questions } from "../api/questions";
import { keepKey } from "../model/keys";
import { askedOf } from "./loading";
import { IDLE, type State } from "./state";
import type { Store } from "./store";

export interface Keeping {
  /** Keeps the ground of the page for good, and goes to its address. */
  keep(called: string, nature: Nature): Promise<void>;
  rename(id: string, name: string, key: string): Promise<void>;
  remove(id: string, key: string): Promise<void>;
}

export function createKeeping(
  store: Store<State>,
  questions: Questions,
  way: { go(id: string): void; home(): void; reload(): void },
): Keeping {
  /** One exchange at a time; what is refused is said where it was asked. */
  async function exchange(work: () => Promise<void>): Promise<void> {
    if (store.get().keeping.status === "loading") return;
    store.update({ keeping: { status: "loading", previous: null } });
    try {
      await work();
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem("broken", 0, "", "");
      store.update({ keeping: { status: "failed", problem } });
    }
  }

  function done(value: OwnTerritory | null): void {
    store.update({ keeping: value ? { status: "ready", value } : IDLE, stats: IDLE });
  }

  return {
    keep: (called, nature) =>
      exchange(async () => {
        const asked = askedOf({ ...store.get().address, called: null }, null);
        if (!asked || "id" in asked) {
          store.update({ keeping: IDLE });
          return;
        }
        const kept = await questions.keep(asked, called, nature);
        keepKey(kept.id, kept.edit_key);
        done(kept);
        way.go(kept.id);
      }),
    rename: (id, name, key) =>
      exchange(async () => {
        const renamed = await questions.rename(id, name, key);
        keepKey(id, key);
        done(renamed);
        way.reload();
      }),
    remove: (id, key) =>
      exchange(async () => {
        await questions.remove(id, key);
        keepKey(id, "");
        done(null);
        way.home();
        store.update({ notice: (text) => text.kept.gone });
      }),
  };
}
