// The page without a browser: what is asked when, what is kept, and that the newest address wins.
import { describe, expect, it, vi } from "vitest";
import { type Address, HOME } from "../src/address/address";
import { writeQuery } from "../src/address/query";
import type { Detail, Match, Overlap, OverlapsAnswer, Pieces } from "../src/api/answers";
import { Problem } from "../src/api/client";
import type { Asked, Questions } from "../src/api/questions";
import { boundsToFit, sceneOf } from "../src/map/scene";
import { createActions } from "../src/state/actions";
import { createLoader } from "../src/state/loading";
import { groupsShown, initialState, kindShown, type State, shown } from "../src/state/state";
import { createStore } from "../src/state/store";
import { overlap, STATS, territory } from "./fixtures";

function detail(id: string): Detail {
  const family = id.startsWith("bassin") ? "lived" : "administrative";
  return {
    territory: territory(id, id, family),
    vintage: 2026,
    nature: null,
    centre: [3.7, 43.9],
    bbox: [3, 43, 4, 44],
    communes: 26,
    population: { people: 19408, year: 2025, accuracy: "exact" },
    area_km2: 500,
    postal_codes: ["34190"],
    seat: null,
    shape: "faces",
    sources: [],
  };
}

function answer(asked: Asked, overlaps: Overlap[]): OverlapsAnswer {
  const id = "id" in asked ? asked.id : "perimetre:x";
  return {
    subject: territory(id, id, id.startsWith("bassin") ? "lived" : "administrative"),
    vintage: 2026,
    overlaps,
    cut: {},
    summary: { fr: "Coupé entre 2 départements.", en: "Cut between 2 départements." },
    sources: [],
  };
}

const PIECES: Pieces = {
  type: "FeatureCollection",
  features: [
    {
      type: "Feature",
      properties: { role: "piece", id: "departement:34", name: "Hérault", share: 0.9, order: 0 },
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [3, 43],
            [4, 43],
            [4, 44],
            [3, 43],
          ],
        ],
      },
    },
    {
      type: "Feature",
      properties: { role: "cut" },
      geometry: { type: "MultiLineString", coordinates: [] },
    },
  ],
};

const WITHIN = [
  overlap("departement:34", 1, 1, "within"),
  overlap("bassin-de-vie:34111", 1, 1, "within"),
  overlap("pnr:FR8000016", 0.2, 0.2),
];
const CUT = [overlap("departement:34", 0.9, 0.8), overlap("departement:30", 0.1, 0.2)];

function questions(changes: Partial<Questions> = {}): Questions {
  return {
    stats: vi.fn(async () => STATS),
    search: vi.fn(),
    detail: vi.fn(async (id: string) => detail(id)),
    overlaps: vi.fn(async (asked: Asked, kinds: readonly string[]) => {
      if (kinds.join() === "commune")
        return answer(asked, [overlap("commune:34111", 0.2, 0.1, "contains")]);
      return answer(asked, "id" in asked && asked.id === "commune:34111" ? WITHIN : CUT);
    }),
    pieces: vi.fn(async () => PIECES),
    locate: vi.fn(async () => ({
      vintage: 2026,
      territories: [territory("commune:34111", "Ganges")],
    })),
    resolve: vi.fn(async () => {
      throw new Problem("refused", 404, "", "");
    }),
    themes: vi.fn(async () => ({ themes: [] })),
    competences: vi.fn(async () => ({ themes: [], competences: [] })),
    holders: vi.fn(),
    zones: vi.fn(),
    actors: vi.fn(),
    funding: vi.fn(),
    straddle: vi.fn(),
    compare: vi.fn(),
    roundTable: vi.fn(),
    own: vi.fn(async () => null),
    keep: vi.fn(),
    rename: vi.fn(),
    remove: vi.fn(),
    file: vi.fn(),
    ...changes,
  };
}

function open(asked: Questions, address: Address = HOME) {
  const store = createStore<State>(initialState(address));
  const loader = createLoader(store, asked);
  const trail = { push: vi.fn(), replace: vi.fn() };
  const actions = createActions(store, asked, loader, trail);
  const settle = async () => {
    for (let i = 0; i < 30; i++) await Promise.resolve();
  };
  return { store, loader, trail, actions, settle };
}

const GANGES = {
  ...territory("commune:34111", "Ganges"),
  centre: null,
  bbox: null,
  postal_codes: [],
};
const match: Match = { ...GANGES, matched: "name" };

describe("choosing a commune", () => {
  it("leads in one gesture to what cuts its basin of life", async () => {
    const asked = questions();
    const { store, actions, trail, settle } = open(asked);
    actions.choose(match);
    await settle();
    const state = store.get();
    expect(writeQuery(trail.push.mock.calls[0]?.[0])).toBe("?place=34111");
    expect(shown(state.focus)?.detail?.territory.id).toBe("bassin-de-vie:34111");
    expect(kindShown(state, groupsShown(state))).toBe("departement");
    expect(asked.pieces).toHaveBeenCalledWith({ id: "bassin-de-vie:34111" }, "departement", 0);
    expect(boundsToFit(state)).toEqual([3, 43, 4, 44]);
    const scene = sceneOf(state);
    expect(scene.figure).toMatchObject({
      family: "lived",
      cutKind: "departement",
      communes: ["34111"],
    });
    expect(scene.place?.code).toBe("34111");
  });

  it("keeps the town in view when another of its territories is looked at", async () => {
    const { store, actions, settle } = open(questions());
    actions.choose(match);
    await settle();
    actions.look("departement:34");
    expect(writeQuery(store.get().address)).toBe("?place=34111&territory=departement:34");
    actions.look("bassin-de-vie:34111");
    expect(writeQuery(store.get().address)).toBe("?place=34111");
    actions.look("departement:30");
    expect(writeQuery(store.get().address)).toBe("?territory=departement:30");
  });

  it("shows its territories even where no basin is loaded", async () => {
    const none = questions({ overlaps: vi.fn(async (asked) => answer(asked, WITHIN.slice(0, 1))) });
    const { store, actions, settle } = open(none);
    actions.choose(match);
    await settle();
    expect(shown(store.get().place)?.within).toHaveLength(1);
    expect(store.get().focus.status).toBe("idle");
  });
});

describe("a territory without a shape", () => {
  it("is told by what is known of it, though nothing can overlap it", async () => {
    const asked = questions({
      detail: vi.fn(async (id: string) => ({
        ...detail(id),
        shape: "missing" as const,
        bbox: null,
      })),
      overlaps: vi.fn().mockRejectedValue(new Problem("refused", 404, "", "Aucun contour.")),
    });
    const { store, actions, settle } = open(asked);
    actions.go({ type: "place", commune: "98735", territory: null });
    await settle();
    expect(shown(store.get().place)).toMatchObject({ within: [] });
    expect(store.get().focus.status).toBe("idle");
    actions.go({ type: "territory", id: "collectivite-outre-mer:987" });
    await settle();
    expect(shown(store.get().focus)?.answer.overlaps).toEqual([]);
    expect(store.get().cut.status).toBe("idle");
  });
});

describe("answers", () => {
  it("that come late never replace newer ones", async () => {
    let arrive: (value: Detail) => void = () => {};
    const slow = new Promise<Detail>((resolve) => {
      arrive = resolve;
    });
    const asked = questions({
      detail: vi.fn((id: string) => (id === "epci:1" ? slow : Promise.resolve(detail(id)))),
    });
    const { store, actions, settle } = open(asked);
    actions.go({ type: "territory", id: "epci:1" });
    await settle();
    actions.go({ type: "territory", id: "epci:2" });
    await settle();
    arrive(detail("epci:1"));
    await settle();
    expect(shown(store.get().focus)?.detail?.territory.id).toBe("epci:2");
  });

  it("that fail leave a sentence, and nothing waiting", async () => {
    const problem = new Problem("refused", 404, "Inconnu", "Aucun territoire.");
    const { store, actions, settle } = open(
      questions({ detail: vi.fn().mockRejectedValue(problem) }),
    );
    actions.go({ type: "territory", id: "epci:0" });
    await settle();
    expect(store.get().focus).toEqual({ status: "failed", problem });
    expect(store.get().cut.status).toBe("idle");
  });

  it("say what became of a commune that ended", async () => {
    const successors = {
      code: "34093",
      vintage: 2026,
      kept: false,
      communes: [territory("commune:34144")],
      events: [],
    };
    const asked = questions({
      detail: vi.fn().mockRejectedValue(new Problem("refused", 404, "", "Inconnue.")),
      resolve: vi.fn(async () => successors),
    });
    const { store, actions, settle } = open(asked);
    actions.go({ type: "place", commune: "34093", territory: null });
    await settle();
    expect(asked.resolve).toHaveBeenCalledWith("34093", 2024);
    expect(store.get().successors).toBe(successors);
  });
});

describe("the basket", () => {
  it("fills by click and by search, undoes, and is in the address", async () => {
    const { store, actions, settle } = open(questions());
    actions.setTool("pick");
    expect(writeQuery(store.get().address)).toBe("?communes=none&tool=pick");
    await actions.clicked(3.7, 43.9);
    await settle();
    expect(writeQuery(store.get().address)).toBe("?communes=34111&tool=pick");
    actions.choose({ ...match, ...territory("commune:30325", "Sumène") });
    expect(writeQuery(store.get().address)).toBe("?communes=34111,30325&tool=pick");
    actions.undo();
    expect(writeQuery(store.get().address)).toBe("?communes=34111&tool=pick");
    actions.clear();
    actions.setTool("none");
    expect(store.get().address.subject.type).toBe("none");
  });

  it("is taken from the address when one goes back", async () => {
    const { store, actions } = open(questions());
    actions.arrived({ ...HOME, subject: { type: "basket", communes: ["34111"] } });
    expect(store.get().basket.communes).toEqual(["34111"]);
  });
});

describe("the map", () => {
  it("says so when there is nothing where it was clicked", async () => {
    const sea = questions({ locate: vi.fn(async () => ({ vintage: 2026, territories: [] })) });
    const { store, actions } = open(sea);
    await actions.clicked(-10, 45);
    expect(store.get().notice).not.toBeNull();
    expect(store.get().address.subject.type).toBe("none");
  });

  it("corrects the address where it comes to rest, without a step to go back", () => {
    const { store, actions, trail } = open(questions());
    actions.moved({ zoom: 9, latitude: 43.9, longitude: 3.7 });
    expect(writeQuery(store.get().address)).toBe("?map=9/43.9/3.7");
    expect(trail.push).not.toHaveBeenCalled();
    expect(trail.replace).toHaveBeenCalledTimes(1);
  });

  it("draws the layers asked for and the one that cuts, when they are loaded", async () => {
    const { store, actions, settle } = open(questions());
    actions.choose(match);
    await settle();
    actions.toggleLayer("pnr");
    actions.toggleLayer("zone-emploi");
    actions.toggleLayer("region");
    const kinds = sceneOf(store.get()).ground.map((layer) => layer.kind);
    expect(kinds).toEqual(["departement", "pnr"]);
    expect(store.get().address.layers).toEqual(["departement", "pnr", "zone-emploi"]);
  });
});
