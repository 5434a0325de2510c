// From an address to its answers: which questions follow from which, the newest address always winning.
import { type Address, type Nature, type Subject, subjectKey } from "../address/address";
import type { Detail, Overlap, OverlapsAnswer, Stats } from "../api/answers";
import { Problem } from "../api/client";
import type { Asked, Questions } from "../api/questions";
import { BASIN_KINDS, kindOf, kindsToAsk } from "../model/kinds";
import { isWhole } from "../model/shares";
import {
  type Focus,
  groupsShown,
  IDLE,
  kindShown,
  loadingAfter,
  type Place,
  type State,
  shown,
} from "./state";
import type { Store } from "./store";

/** Above these a list of communes is no list a person reads. */
const MOST_LISTED_COMMUNES = 400;
const MOST_LISTED_AREA_KM2 = 6000;

/** What is not asked for once a stage has failed. */
const AFTER = {
  stats: { place: IDLE, focus: IDLE, cut: IDLE },
  place: { focus: IDLE, cut: IDLE },
  focus: { cut: IDLE },
  cut: {},
} as const;

export interface Loader {
  /** Brings the answers in line with the address. */
  load(): Promise<void>;
}

export function createLoader(store: Store<State>, questions: Questions): Loader {
  let generation = 0;
  let lastKey = "";

  /** Updates the state unless a newer address has taken over. */
  function updater(mine: number): (change: Partial<State>) => boolean {
    return (change) => {
      if (mine !== generation) return false;
      store.update(change);
      return true;
    };
  }

  async function load(): Promise<void> {
    const { address } = store.get();
    const update = updater(++generation);
    const key = [subjectKey(address.subject), address.called, address.nature, address.vintage].join(
      " ",
    );
    const same = key === lastKey;
    lastKey = key;
    begin(address, same);
    let stage: keyof typeof AFTER = "stats";
    try {
      const stats = shown(store.get().stats) ?? (await questions.stats());
      if (!update({ stats: { status: "ready", value: stats } })) return;
      stage = "place";
      const place = await loadPlace(address.subject, stats);
      if (!update({ place: place ? { status: "ready", value: place } : IDLE })) return;
      stage = "focus";
      const asked = askedOf(address, place);
      if (!asked) {
        update({ focus: IDLE, cut: IDLE });
        return;
      }
      const focus = await loadFocus(asked, stats, address.nature);
      if (!update({ focus: { status: "ready", value: focus }, names: named(focus) })) return;
      stage = "cut";
      const kind = kindShown(store.get(), groupsShown(store.get()));
      if (!kind || focus.detail?.shape === "missing") {
        update({ cut: IDLE });
        return;
      }
      const pieces = await questions.pieces(asked, kind, detailOf(focus));
      update({ cut: { status: "ready", value: { kind, pieces } } });
    } catch (error) {
      const problem =
        error instanceof Problem ? error : new Problem("broken", 0, "", String(error));
      update({ ...AFTER[stage], [stage]: { status: "failed", problem } });
      if (stage === "place" && problem.status === 404) await lookForSuccessors(address, update);
    }
  }

  /** The parts of the state that are about to be asked for. */
  function begin({ subject }: Address, same: boolean): void {
    const { stats, place, focus, cut } = store.get();
    store.update({
      stats: stats.status === "ready" ? stats : loadingAfter(stats, true),
      place: subject.type === "place" ? loadingAfter(place, same || samePlace(subject)) : IDLE,
      focus:
        subject.type === "none" ? IDLE : loadingAfter(focus, same || subject.type === "basket"),
      cut: subject.type === "none" ? IDLE : loadingAfter(cut, true),
      successors: null,
    });
  }

  function samePlace(subject: Subject): boolean {
    const place = shown(store.get().place);
    return subject.type === "place" && place?.detail.territory.code === subject.commune;
  }

  async function loadPlace(subject: Subject, stats: Stats): Promise<Place | null> {
    if (subject.type !== "place") return null;
    const id = `commune:${subject.commune}`;
    const [detail, answer] = await describe(id, kindsToAsk(stats, "commune"));
    return { detail, within: answer.overlaps.filter((overlap) => overlap.relation !== "touches") };
  }

  async function loadFocus(asked: Asked, stats: Stats, nature: Nature): Promise<Focus> {
    const kinds = kindsToAsk(stats, "id" in asked ? kindOf(asked.id) : null);
    const made = "id" in asked ? questions.own(asked.id) : Promise.resolve(null);
    made.catch(() => {});
    const [detail, answer] =
      "id" in asked
        ? await describe(asked.id, kinds)
        : [null, natured(await questions.overlaps(asked, kinds), nature)];
    if (detail?.shape === "missing") return { detail, answer, communes: null, own: await made };
    const few = detail
      ? detail.communes <= MOST_LISTED_COMMUNES
      : (answer.subject.area_km2 ?? 0) <= MOST_LISTED_AREA_KM2;
    const commune = detail?.territory.kind === "commune";
    const communes =
      few && !commune ? (await questions.overlaps(asked, ["commune"])).overlaps : null;
    return { detail, answer, communes, own: await made };
  }

  /** A territory and what overlaps it, asked together; one known by name only overlaps nothing. */
  async function describe(id: string, kinds: readonly string[]): Promise<[Detail, OverlapsAnswer]> {
    const overlaps = questions.overlaps({ id }, kinds);
    overlaps.catch(() => {});
    const detail = await questions.detail(id);
    if (detail.shape !== "missing") return [detail, await overlaps];
    const { territory, vintage, sources } = detail;
    const nothing = { overlaps: [], cut: {}, summary: { fr: "", en: "" } };
    return [detail, { subject: territory, vintage, sources, ...nothing }];
  }

  /** The names met so far, and those of the communes of this answer. */
  function named(focus: Focus): ReadonlyMap<string, string> {
    const names = new Map(store.get().names);
    for (const { territory } of focus.communes ?? []) names.set(territory.code, territory.name);
    return names;
  }

  async function lookForSuccessors(
    { subject, vintage }: Address,
    update: (change: Partial<State>) => boolean,
  ): Promise<void> {
    const [first] = shown(store.get().stats)?.vintages ?? [];
    if (subject.type !== "place" || first === undefined || vintage === first) return;
    const successors = await questions.resolve(subject.commune, first).catch(() => null);
    if (successors?.communes.length) update({ successors });
  }

  return { load };
}

/** How fine the pieces need be, in metres: a région is seen from afar, and is heavy. */
function detailOf({ detail }: Focus): number {
  if (!detail || detail.communes <= 100) return 0;
  return detail.communes <= MOST_LISTED_COMMUNES ? 20 : 100;
}

/** Ground of the user's own is of the family they say it is. */
function natured(answer: OverlapsAnswer, nature: Nature): OverlapsAnswer {
  return { ...answer, subject: { ...answer.subject, family: nature } };
}

/** The ground asked about; `null` where there is none yet. */
export function askedOf({ subject, called }: Address, place: Place | null): Asked | null {
  const name = called ? { name: called } : {};
  switch (subject.type) {
    case "none":
      return null;
    case "place": {
      const id = subject.territory ?? basinOf(place?.within ?? [])?.territory.id;
      return id ? { id } : null;
    }
    case "territory":
      return { id: subject.id };
    case "area":
      return { ring: subject.ring, ...name };
    case "basket":
      return subject.communes.length ? { communes: subject.communes, ...name } : null;
  }
}

/** The basin of life a commune lies in: the official one, else the estimate. */
export function basinOf(within: readonly Overlap[]): Overlap | null {
  for (const kind of BASIN_KINDS) {
    const basin = within.find((overlap) => overlap.territory.kind === kind && isWhole(overlap));
    if (basin) return basin;
  }
  return null;
}
