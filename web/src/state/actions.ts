// What a person can do on the page, each as one change of the address or of the basket.
import {
  type Address,
  DEFAULT_LAYERS,
  HOME,
  isOwn,
  type Language,
  type Measure,
  type Nature,
  type Step,
  type Subject,
  subjectOf,
  type Tool,
  type View,
  type Weights,
} from "../address/address";
import type { Position } from "../address/polyline";
import { MOST_COMMUNES, writeView } from "../address/query";
import type { Match } from "../api/answers";
import { Problem } from "../api/client";
import type { Questions } from "../api/questions";
import * as basket from "../model/basket";
import { ringOf } from "../model/pasted";
import type { Text } from "../text";
import { createKeeping } from "./keeping";
import { basinOf, type Loader } from "./loading";
import { understood } from "./pasting";
import { IDLE, type Loadable, type State, shown } from "./state";
import type { Store } from "./store";

/** What the steps ask about, besides the territory. */
export type Topic = Partial<
  Pick<Address, "competence" | "theme" | "words" | "applicant" | "standing" | "page">
>;

/** Where addresses go: a step one can go back from, or the present one corrected. */
export interface Trail {
  push(address: Address): void;
  replace(address: Address): void;
}

export interface Actions {
  home(): void;
  /** Asks about a territory, a place, an area or a basket. */
  go(subject: Subject): void;
  /** Takes a suggestion of the search: goes there, or adds it to the basket while picking. */
  choose(match: Match): void;
  /** Looks at a territory, from the present place where that lies in it. */
  look(id: string): void;
  /** Names ground of the user's own, and says what it is. */
  call(called: string, nature: Nature): void;
  /** Keeps ground of the user's own on the server, for good. */
  keep(called: string, nature: Nature): Promise<void>;
  renameKept(id: string, name: string, key: string): Promise<void>;
  removeKept(id: string, key: string): Promise<void>;
  setStep(step: Step): void;
  /** What a criterion counts for in the choice of a scale. */
  setWeights(weights: Weights): void;
  /** Shows the outline of one of the scales compared, or of none. */
  showScale(id: string | null): Promise<void>;
  /** Changes what a step asks about; from the first page, unless a page is what is asked. */
  ask(topic: Topic): void;
  setKind(kind: string): void;
  setPiece(id: string | null): void;
  setMeasure(measure: Measure): void;
  toggleLayer(kind: string): void;
  setLanguage(language: Language): void;
  setVintage(vintage: number): void;
  setTool(tool: Tool): void;
  drawn(ring: readonly Position[]): void;
  toggleCommune(code: string, name: string): void;
  /** Adds the communes of a list, or takes the ring of a GeoJSON text. */
  paste(text: string): Promise<void>;
  undo(): void;
  clear(): void;
  /** The map was clicked there. */
  clicked(longitude: number, latitude: number): Promise<void>;
  /** The map has come to rest there. */
  moved(view: View): void;
  /** The reader went back or forward. */
  arrived(address: Address): void;
  retry(): void;
  say(notice: ((text: Text) => string) | null): void;
  toggleLayers(): void;
  toggleTall(): void;
  mapIs(status: State["map"]): void;
  /** The map has been brought onto the subject. */
  fitted(): void;
}

export function createActions(
  store: Store<State>,
  questions: Questions,
  loader: Loader,
  trail: Trail,
): Actions {
  const address = () => store.get().address;

  /** Changes the address; `ask` where the answers change with it. */
  function change(part: Partial<Address>, how: keyof Trail, ask: boolean): void {
    const next = { ...address(), ...part };
    store.update({ address: next });
    trail[how](next);
    if (ask) void loader.load();
  }

  function go(subject: Subject): void {
    const step = address().step === "where" ? "cuts" : address().step;
    const plain = {
      kind: null,
      piece: null,
      scale: null,
      view: null,
      tool: "none",
      page: 1,
    } as const;
    const pasted = subject.type === "basket" ? store.get().pasted : IDLE;
    store.update({ fit: true, notice: null, tall: false, scaleBounds: null, pasted });
    // Own ground keeps its name while it is changed.
    const kept = isOwn(subject) && isOwn(address().subject);
    const unnamed = { called: null, nature: HOME.nature };
    change({ subject, step, ...plain, ...(kept ? {} : unnamed) }, "push", true);
  }

  /** Shows a basket; each pick corrects the present address, undo being a button. */
  function fill(next: basket.Basket): void {
    const subject: Subject = { type: "basket", communes: next.communes };
    const how = address().subject.type === "basket" ? "replace" : "push";
    store.update({ basket: next });
    change({ subject, piece: null, tool: "pick" }, how, true);
  }

  function toggleCommune(code: string, name: string): void {
    const names = new Map(store.get().names).set(code, name);
    const next = basket.toggle(store.get().basket, code);
    const added = next.communes.includes(code);
    store.update({ names, notice: (t) => (added ? t.basket.added(name) : t.basket.removed(name)) });
    fill(next);
  }

  function setTool(tool: Tool): void {
    store.update({ notice: null, layersOpen: false, tall: false });
    const { subject } = address();
    // What is drawn or picked is answered at once by what cuts it.
    const step = "cuts";
    if (tool === "pick" && subject.type !== "basket") {
      store.update({ basket: basket.EMPTY_BASKET });
      const empty: Subject = { type: "basket", communes: [] };
      change({ tool, subject: empty, step, kind: null, piece: null }, "push", true);
    } else if (tool === "none" && subject.type === "basket" && subject.communes.length === 0) {
      go({ type: "none" });
    } else {
      change(tool === "none" ? { tool } : { tool, step }, "replace", false);
    }
  }

  async function showScale(scale: string | null): Promise<void> {
    change({ scale }, "replace", false);
    if (scale === null) {
      store.update({ scaleBounds: null, fit: true });
      return;
    }
    const detail = await questions.detail(scale).catch(() => null);
    if (address().scale === scale) store.update({ scaleBounds: detail?.bbox ?? null, fit: true });
  }

  async function paste(text: string): Promise<void> {
    const ring = ringOf(text);
    if (ring) {
      go({ type: "area", ring });
      return;
    }
    store.update({ pasted: { status: "loading", previous: null } });
    try {
      const room = MOST_COMMUNES - store.get().basket.communes.length;
      const { communes, pasted } = await understood(text, room, questions);
      const names = new Map(store.get().names);
      for (const { code, name } of communes) names.set(code, name);
      store.update({ names, pasted: { status: "ready", value: pasted }, fit: true });
      const codes = communes.map(({ code }) => code);
      if (codes.length > 0) fill(basket.addAll(store.get().basket, codes));
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem("broken", 0, "", "");
      store.update({ pasted: { status: "failed", problem } });
    }
  }

  async function clicked(longitude: number, latitude: number): Promise<void> {
    store.update({ notice: null });
    try {
      const { territories } = await questions.locate(longitude, latitude);
      const commune = territories.find((territory) => territory.kind === "commune");
      if (!commune) store.update({ notice: (t) => t.map.nothingHere });
      else if (address().tool === "pick") toggleCommune(commune.code, commune.name);
      else go(subjectOf(commune.id));
    } catch (error) {
      const detail = error instanceof Problem ? error.detail : "";
      store.update({ notice: (t) => detail || t.state.offline });
    }
  }

  function look(id: string): void {
    const { subject } = address();
    const within = shown(store.get().place)?.within ?? [];
    const holds = within.some(({ territory }) => territory.id === id);
    const own = subject.type === "place" && id === `commune:${subject.commune}`;
    if (subject.type !== "place" || !(holds || own)) {
      go(subjectOf(id));
      return;
    }
    go({ ...subject, territory: id === basinOf(within)?.territory.id ? null : id });
  }

  function home(): void {
    store.update({ fit: true, notice: null, tall: false, layersOpen: false });
    const { language, vintage, layers } = address();
    change({ ...HOME, language, vintage, layers }, "push", true);
  }

  const keeping = createKeeping(store, questions, {
    go: (id) => go(subjectOf(id)),
    home,
    reload: () => void loader.load(),
  });

  return {
    go,
    look,
    home,
    keep: keeping.keep,
    renameKept: keeping.rename,
    removeKept: keeping.remove,
    setTool,
    toggleCommune,
    clicked,
    choose(match) {
      if (address().tool !== "pick") go(subjectOf(match.id));
      else if (!store.get().basket.communes.includes(match.code))
        toggleCommune(match.code, match.name);
    },
    showScale,
    call: (called, nature) => change({ called: called.trim() || null, nature }, "replace", true),
    setStep: (step) => change({ step, page: 1 }, "push", false),
    setWeights: (weights) => change({ weights }, "replace", false),
    ask: (topic) => change({ page: 1, ...topic }, "push", false),
    setKind: (kind) => change({ kind, piece: null }, "push", true),
    setPiece: (piece) => change({ piece }, "replace", false),
    setMeasure: (measure) => change({ measure }, "replace", false),
    toggleLayer(kind) {
      const layers = address().layers ?? DEFAULT_LAYERS;
      const without = layers.filter((layer) => layer !== kind);
      const next = without.length < layers.length ? without : [...layers, kind];
      change({ layers: next }, "replace", false);
    },
    setLanguage: (language) => change({ language }, "replace", false),
    setVintage(vintage) {
      const latest = Math.max(...(shown(store.get().stats)?.vintages ?? [vintage]));
      change({ vintage: vintage === latest ? null : vintage }, "push", true);
    },
    paste,
    drawn: (ring) => go({ type: "area", ring }),
    undo: () => fill(basket.undo(store.get().basket)),
    clear: () => fill(basket.clear(store.get().basket)),
    moved(view) {
      const { view: known } = address();
      if (!known || writeView(known) !== writeView(view)) change({ view }, "replace", false);
    },
    arrived(next) {
      const { subject } = next;
      const picked = subject.type === "basket" ? subject.communes : [];
      const held = store.get().basket;
      const same = picked.join() === held.communes.join();
      store.update({
        address: next,
        fit: next.view === null,
        notice: null,
        basket: same ? held : basket.basketOf(picked),
      });
      void loader.load();
    },
    retry: () => {
      const { straddle, held, actors, funding, scales, table, vocabulary } = store.get();
      const again = <T>(answer: Loadable<T>) => (answer.status === "failed" ? IDLE : answer);
      store.update({
        straddle: again(straddle),
        held: again(held),
        actors: again(actors),
        funding: again(funding),
        scales: again(scales),
        table: again(table),
        vocabulary: again(vocabulary),
      });
      void loader.load();
    },
    say: (notice) => store.update({ notice }),
    toggleLayers: () => store.update({ layersOpen: !store.get().layersOpen }),
    toggleTall: () => store.update({ tall: !store.get().tall }),
    mapIs: (map) => store.update({ map }),
    fitted: () => store.update({ fit: false }),
  };
}
