// The page inside a frame of another site: the server wrote its words; this puts the live map in place
// of the image. Read-only: nothing is kept, no cookie, no storage.
import { render } from "preact";
import { type Address, HOME, type Subject } from "../address/address";
import { readQuery } from "../address/query";
import { createClient } from "../api/client";
import { createQuestions } from "../api/questions";
import type { MapController } from "../map/controller";
import { boundsToFit, PLAIN_LINE, type Scene, sceneOf } from "../map/scene";
import { createLoader } from "../state/loading";
import { initialState, type State, shown } from "../state/state";
import { createStore } from "../state/store";
import { createTabFollower, groundAsked } from "../state/tabs";
import { textOf } from "../text";
import { Legend } from "../view/Legend";
import { type Densities, densitiesOf, densityWords, rampShade } from "./people";
import { forceTheme } from "./theme";
import "./embed.css";

forceTheme(document.documentElement.dataset.theme ?? "auto");
const root = document.getElementById("embed");
const element = document.getElementById("map");
if (root && element) start(root, element);

/** What the frame is asked, in the words of the page's own address. */
function addressOf({ territory, kind, colour = "cut" }: DOMStringMap): Address {
  const { address } = readQuery(window.location.search);
  const subject: Subject = territory ? { type: "territory", id: territory } : address.subject;
  const [what, slug = null] = colour.split(":");
  const common = { ...HOME, subject, kind: kind ?? null, layers: address.layers };
  const asked = { language: address.language, vintage: address.vintage, called: address.called };
  if (what === "holders") return { ...common, ...asked, step: "competences", competence: slug };
  if (what === "actors") return { ...common, ...asked, step: "actors", theme: slug };
  return { ...common, ...asked, step: "where" };
}

function start(root: HTMLElement, element: HTMLElement): void {
  const store = createStore<State>(initialState(addressOf(root.dataset)));
  const client = createClient(() => store.get().address.language);
  const questions = createQuestions(client, () => store.get().address.vintage);
  const loader = createLoader(store, questions);
  const interactive = root.dataset.interactive !== "false";
  let map: MapController | null = null;
  let people: Densities | null = null;
  let asked = false;
  let fitted = false;

  async function countPeople(state: State): Promise<void> {
    const focus = shown(state.focus);
    const ground = groundAsked(state);
    if (asked || !focus || !ground || root.dataset.colour !== "people") return;
    asked = true;
    const pieces = await questions.pieces(ground, "commune", 20).catch(() => null);
    if (!pieces) return;
    people = densitiesOf(pieces, focus.answer.subject.population ?? 0);
    follow(store.get());
  }

  function sceneShown(state: State): Scene {
    const whole = sceneOf(state);
    // In a small map borders told apart by dashes would be a net of them.
    const ground = whole.ground.map((layer) => ({ ...layer, line: PLAIN_LINE }));
    const scene = { ...whole, ground };
    if (!people || !scene.figure) return scene;
    const pieces = people.pieces.map((one) => ({ ...one, faded: false }));
    return { ...scene, figure: { ...scene.figure, pieces, cut: null, beyond: [] } };
  }

  function follow(state: State): void {
    void countPeople(state);
    key(state);
    if (!map || state.map !== "ready") return;
    map.show(sceneShown(state));
    const bounds = fitted ? null : boundsToFit(state);
    if (!bounds) return;
    fitted = true;
    map.fit(bounds, false);
  }

  /** The image leaves once the map is whole. */
  function rested(): void {
    if (!fitted || root.classList.contains("map-ready")) return;
    root.classList.add("map-ready");
    tell("ready");
  }

  function key(state: State): void {
    const place = document.getElementById("key");
    if (!place) return;
    const text = textOf(state.address.language);
    if (!people) {
      render(<Legend page={{ state, text }} alone />, place);
      return;
    }
    const words = densityWords(people.steps, state.address.language);
    render(
      <ul class="legend" aria-label={text.embed.people}>
        <li>{text.embed.people}</li>
        {words.map((range, at) => (
          <li key={range}>
            <span class={`swatch shade-${rampShade(at)}`} aria-hidden="true" />
            {range}
          </li>
        ))}
      </ul>,
      place,
    );
  }

  function controls(): void {
    const place = document.getElementById("controls");
    if (!place || !interactive) return;
    const text = textOf(store.get().address.language).tools;
    render(
      <div class="zoom">
        <button type="button" aria-label={text.zoomIn} onClick={() => map?.zoom(1)}>
          +
        </button>
        <button type="button" aria-label={text.zoomOut} onClick={() => map?.zoom(-1)}>
          −
        </button>
      </div>,
      place,
    );
  }

  async function bringMap(): Promise<void> {
    // In a sandbox the page has no origin, and MapLibre's worker may not start: the image stays.
    if (window.origin === "null") throw new Error("no origin");
    const { createMap } = await import("../map/controller");
    const { embed } = textOf(store.get().address.language);
    const label = root.dataset.title ?? "";
    map = createMap(element, sceneShown(store.get()), null, label, {
      clicked: () => {},
      moved: () => {},
      drawn: () => {},
      ready: () => store.update({ map: "ready" }),
      frame: { interactive, words: embed.gestures, rested },
    });
    controls();
  }

  store.subscribe(follow);
  store.subscribe(createTabFollower(store, questions));
  void loader.load();
  // Where the map cannot come, the image and the list stay.
  bringMap().catch(() => tell("still"));
}

/** Tells the page around that the frame is alive; it says nothing else. */
function tell(state: "ready" | "still"): void {
  if (window.parent !== window) window.parent.postMessage({ echelle: state }, "*");
}
