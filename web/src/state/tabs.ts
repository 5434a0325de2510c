// The questions of the tabs: asked when what they rest on changes, the older one given up, its answer kept in view.
import { Problem } from "../api/client";
import type { Asked, Narrowed, Questions } from "../api/questions";
import { askedOf } from "./loading";
import { IDLE, type Loadable, loadingAfter, type State, shown } from "./state";
import type { Store } from "./store";

/** Communes above which zones are drawn a little coarser, then coarser still. */
const MANY_COMMUNES = 100;
const VERY_MANY_COMMUNES = 400;

type Answered = "held" | "actors" | "funding";

/** What the tabs are about: a territory or ground of the user's own; `null` while it is not known. */
export function groundAsked(state: State): Asked | null {
  return askedOf(state.address.subject, shown(state.place));
}

export function narrowedBy({ address }: State): Narrowed {
  const { theme, words, applicant, standing, page } = address;
  return { theme, words, applicant, standing, page };
}

/** What the open tab has to ask: the answer it fills, and a text that is the same for the same question. */
function questionOf(state: State): { slot: Answered; ground: Asked; key: string } | null {
  const { tab, competence, language, vintage } = state.address;
  const ground = groundAsked(state);
  if (ground === null || tab === "cuts" || (tab === "competences" && competence === null))
    return null;
  const slot = tab === "competences" ? "held" : tab;
  const topic = tab === "competences" ? [competence, language] : Object.values(narrowedBy(state));
  return { slot, ground, key: JSON.stringify([tab, ground, vintage, ...topic]) };
}

/** Follows the state; to be called after each change. */
export function createTabFollower(
  store: Store<State>,
  questions: Questions,
): (state: State) => void {
  /** Where the page stands for each answer: the question last asked, and about which ground. */
  const asked: Record<Answered, { key: string; ground: string } | null> = {
    held: null,
    actors: null,
    funding: null,
  };
  let giveUp = new AbortController();
  let words = "";

  async function learnWords(state: State): Promise<void> {
    const { language } = state.address;
    if (words === language && state.vocabulary.status !== "idle") return;
    words = language;
    store.update({ vocabulary: loadingAfter(state.vocabulary, true) });
    try {
      const [themes, competences] = await Promise.all([
        questions.themes(),
        questions.competences("", language),
      ]);
      if (words !== language) return;
      store.update({ vocabulary: { status: "ready", value: { themes, competences } } });
    } catch (error) {
      if (words === language) store.update({ vocabulary: failed(error) });
    }
  }

  async function ask(
    slot: Answered,
    ground: Asked,
    state: State,
    signal: AbortSignal,
  ): Promise<void> {
    const tell = (change: Partial<State>) => {
      if (!signal.aborted) store.update(change);
    };
    try {
      if (slot === "held") await askHolders(ground, state, signal, tell);
      else {
        const value = await questions[slot](ground, narrowedBy(state), signal);
        tell({ [slot]: { status: "ready", value } });
      }
    } catch (error) {
      tell({ [slot]: failed(error) });
    }
  }

  /** The list first; its ground follows. */
  async function askHolders(
    ground: Asked,
    state: State,
    signal: AbortSignal,
    tell: (change: Partial<State>) => void,
  ): Promise<void> {
    const { competence, language } = state.address;
    if (competence === null) return;
    const answer = await questions.holders(ground, competence, language, signal);
    tell({ held: { status: "ready", value: { answer, shapes: null } } });
    // A map without its zones is still a map; the list says all.
    const shapes = await questions
      .zones(ground, competence, detailOf(answer.zones.length, answer), signal)
      .catch(() => null);
    if (shapes) tell({ held: { status: "ready", value: { answer, shapes } } });
  }

  return (state) => {
    if (state.address.tab !== "cuts") void learnWords(state);
    const question = questionOf(state);
    if (!question) {
      if (state.address.tab === "competences" && state.held.status !== "idle") {
        asked.held = null;
        giveUp.abort();
        store.update({ held: IDLE });
      }
      return;
    }
    const { slot, ground, key } = question;
    const about = JSON.stringify(ground);
    const before = asked[slot];
    if (before?.key === key && state[slot].status !== "idle") return;
    asked[slot] = { key, ground: about };
    giveUp.abort();
    for (const other of ["held", "actors", "funding"] as const) {
      // What was given up on its way is asked again when its tab comes back.
      const unfinished = other === "held" && shown(state.held)?.shapes === null;
      if (other !== slot && (state[other].status === "loading" || unfinished)) {
        asked[other] = null;
        store.update({ [other]: IDLE });
      }
    }
    giveUp = new AbortController();
    store.update({ [slot]: loadingAfter<unknown>(state[slot], before?.ground === about) });
    void ask(slot, ground, state, giveUp.signal);
  };
}

function failed(error: unknown): Loadable<never> {
  const problem = error instanceof Problem ? error : new Problem("broken", 0, "", String(error));
  return { status: "failed", problem };
}

/** How fine zones need be, in metres. */
function detailOf(zones: number, { zones: all }: { zones: readonly { communes: number }[] }) {
  const communes = all.reduce((sum, zone) => sum + zone.communes, 0);
  if (Math.max(zones, communes) <= MANY_COMMUNES) return 0;
  return communes <= VERY_MANY_COMMUNES ? 20 : 150;
}
