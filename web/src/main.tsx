// Where the page starts: address, state and words first; the map follows once they are on screen.
import { render } from "preact";
import { writeView } from "./address/query";
import { createTrail, onTravel, readLocation } from "./address/trail";
import { createClient } from "./api/client";
import { createQuestions } from "./api/questions";
import type { MapController } from "./map/controller";
import { boundsToFit, sceneOf } from "./map/scene";
import { basketOf } from "./model/basket";
import { createActions } from "./state/actions";
import { createLoader } from "./state/loading";
import { initialState, type State } from "./state/state";
import { createStore } from "./state/store";
import { createTabFollower } from "./state/tabs";
import { textOf } from "./text";
import { App, nameShown } from "./view/App";
import "./style/main.css";

const { address, damaged } = readLocation();
const store = createStore<State>({
  ...initialState(address),
  basket: basketOf(address.subject.type === "basket" ? address.subject.communes : []),
  notice: damaged.length ? (text) => text.state.damagedLink : null,
});
const client = createClient(() => store.get().address.language);
const questions = createQuestions(client, () => store.get().address.vintage);
const actions = createActions(store, questions, createLoader(store, questions), createTrail());

let map: MapController | null = null;
let mapElement: HTMLElement | null = null;

function draw(state: State): void {
  const { language } = state.address;
  const text = textOf(language);
  document.documentElement.lang = language;
  document.title = text.documentTitle(nameShown(state));
  const root = document.getElementById("app");
  if (!root) return;
  render(
    <App
      page={{ state, actions, text, questions }}
      map={() => map}
      onMapElement={(element) => {
        mapElement = element;
      }}
    />,
    root,
  );
}

/** Brings the map in line: its scene, then its place if the subject is new or the reader went back. */
function follow(state: State): void {
  if (!map || state.map !== "ready") return;
  map.show(sceneOf(state));
  if (state.fit) {
    const bounds = boundsToFit(state);
    if (!bounds) return;
    actions.fitted();
    map.fit(bounds, true);
  } else if (state.address.view && writeView(state.address.view) !== shownView) {
    shownView = writeView(state.address.view);
    map.jump(state.address.view);
  }
}

/** The view the map last told, as the address writes it. */
let shownView = address.view ? writeView(address.view) : "";

async function bringMap(): Promise<void> {
  if (!mapElement) return;
  try {
    const { createMap } = await import("./map/controller");
    const state = store.get();
    const { label, help } = textOf(state.address.language).map;
    map = createMap(mapElement, sceneOf(state), state.address.view, `${label}. ${help}`, {
      clicked: (longitude, latitude) => void actions.clicked(longitude, latitude),
      moved(view) {
        shownView = writeView(view);
        actions.moved(view);
      },
      drawn: actions.drawn,
      ready: () => actions.mapIs("ready"),
    });
  } catch {
    actions.mapIs("failed");
  }
}

document.getElementById("app")?.replaceChildren();
store.subscribe(draw);
store.subscribe(follow);
store.subscribe(createTabFollower(store, questions));
onTravel(actions.arrived);
draw(store.get());
actions.retry();
// After the first paint, so that search and answer never wait for the map.
requestAnimationFrame(() => setTimeout(bringMap));
