// The questions of the steps: asked when what they rest on changes, the older one given up, its answer kept in view.
import { Problem } from "../api/client";
import type { Asked, Narrowed, Questions } from "../api/questions";
import { askedOf } from "./loading";
import { IDLE, type Loadable, loadingAfter, type State, shown } from "./state";
import type { Store } from "./store";

/** Communes above which zones are drawn a little coarser, then coarser still. */
const MANY_COMMUNES = 100;
const VERY_MANY_COMMUNES = 400;

const ANSWERS = ["straddle", "held", "actors", "funding", "scales", "table"] as const;
type Answered = (typeof ANSWERS)[number];

/** A question that the open step asks: what it rests on, and how to put it. */
interface Question {
  readonly topic: readonly unknown[];
  put(questions: Questions, signal: AbortSignal): Promise<unknown>;
}

/** What the steps are about: a territory or ground of the user's own; `null` while it is not known. */
export function groundAsked(state: State): Asked | null {
  return askedOf(state.address, shown(state.place));
}

export function narrowedBy({ address }: State): Narrowed {
  const { theme, words, applicant, standing, page } = address;
  return { theme, words, applicant, standing, page };
}

/** The competences that the theme calls for, once the round table has told them. */
export function competencesOfTheme({ address, table }: State): { slug: string; name: string }[] {
  if (table.status !== "ready" || table.value.theme.slug !== address.theme) return [];
  return table.value.needs
    .filter((need) => need.kind === "decide")
    .map(({ slug, name }) => ({ slug, name: name[address.language] }));
}

/** The competence asked about: the one chosen, else the first that the theme calls for. */
export function competenceShown(state: State): string | null {
  return state.address.competence ?? competencesOfTheme(state)[0]?.slug ?? null;
}

/** What the open step has to ask, by the answer it fills. */
function questionsOf(state: State, ground: Asked): Partial<Record<Answered, Question>> {
  const { step, theme, applicant, weights, language } = state.address;
  const narrowed = narrowedBy(state);
  const list = Object.values(narrowed);
  const table: Partial<Record<Answered, Question>> = theme
    ? {
        table: {
          topic: [theme, applicant],
          put: (questions, signal) => questions.roundTable(ground, theme, applicant, signal),
        },
      }
    : {};
  switch (step) {
    case "cuts":
      return {
        straddle: { topic: [], put: (questions, signal) => questions.straddle(ground, signal) },
      };
    case "competences": {
      const competence = competenceShown(state);
      if (competence === null) return table;
      const put: Question["put"] = async (questions, signal) => {
        const answer = await questions.holders(ground, competence, language, signal);
        return { answer, shapes: null };
      };
      return { ...table, held: { topic: [competence, language], put } };
    }
    case "actors":
      return {
        actors: {
          topic: list,
          put: (questions, signal) => questions.actors(ground, narrowed, signal),
        },
      };
    case "funding":
      return {
        funding: {
          topic: list,
          put: (questions, signal) => questions.funding(ground, narrowed, signal),
        },
      };
    case "scale":
      return {
        scales: {
          topic: [theme, weights],
          put: (questions, signal) => questions.compare(ground, theme, weights, signal),
        },
      };
    case "table":
      return table;
    default:
      return {};
  }
}

/** Follows the state; to be called after each change. */
export function createTabFollower(
  store: Store<State>,
  questions: Questions,
): (state: State) => void {
  /** Where the page stands for each answer: the question last asked, about which ground. */
  const asked = new Map<Answered, { key: string; about: string; giveUp: AbortController }>();
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

  async function ask(slot: Answered, question: Question, signal: AbortSignal): Promise<void> {
    const tell = (answer: Loadable<unknown>) => {
      if (!signal.aborted) store.update({ [slot]: answer });
    };
    try {
      tell({ status: "ready", value: await question.put(questions, signal) });
      if (slot === "held") await askZones(signal);
    } catch (error) {
      tell(failed(error));
    }
  }

  /** The list first; its ground follows. */
  async function askZones(signal: AbortSignal): Promise<void> {
    const held = shown(store.get().held);
    const ground = groundAsked(store.get());
    if (signal.aborted || !held || !ground) return;
    const { answer } = held;
    // A map without its zones is still a map; the list says all.
    const shapes = await questions
      .zones(ground, answer.competence.slug, detailOf(answer.zones), signal)
      .catch(() => null);
    if (shapes && !signal.aborted) {
      store.update({ held: { status: "ready", value: { answer, shapes } } });
    }
  }

  /** What was given up on its way is asked again when its step comes back. */
  function leave(slot: Answered, state: State): void {
    const cleared = slot === "held" && state.address.step === "competences";
    const unfinished = slot === "held" && shown(state.held)?.shapes === null;
    if (state[slot].status === "idle") return;
    if (!cleared && !unfinished && state[slot].status !== "loading") return;
    asked.get(slot)?.giveUp.abort();
    asked.delete(slot);
    store.update({ [slot]: IDLE });
  }

  return (state) => {
    if (state.address.step !== "cuts") void learnWords(state);
    const ground = groundAsked(state);
    if (ground === null) return;
    const wanted = questionsOf(state, ground);
    for (const slot of ANSWERS) {
      const question = wanted[slot];
      if (!question) {
        leave(slot, state);
        continue;
      }
      const about = JSON.stringify(ground);
      const key = JSON.stringify([about, state.address.vintage, ...question.topic]);
      const before = asked.get(slot);
      if (before?.key === key && state[slot].status !== "idle") continue;
      before?.giveUp.abort();
      const giveUp = new AbortController();
      asked.set(slot, { key, about, giveUp });
      store.update({ [slot]: loadingAfter<unknown>(state[slot], before?.about === about) });
      void ask(slot, question, giveUp.signal);
    }
  };
}

function failed(error: unknown): Loadable<never> {
  const problem = error instanceof Problem ? error : new Problem("broken", 0, "", String(error));
  return { status: "failed", problem };
}

/** How fine zones need be, in metres. */
function detailOf(zones: readonly { communes: number }[]) {
  const communes = zones.reduce((sum, zone) => sum + zone.communes, 0);
  if (Math.max(zones.length, communes) <= MANY_COMMUNES) return 0;
  return communes <= VERY_MANY_COMMUNES ? 20 : 150;
}
