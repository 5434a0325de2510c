// The whole page: head and search, the answer, the map, and a voice for those who listen.
import type { ComponentChildren } from "preact";
import type { Language } from "../address/address";
import type { Stats } from "../api/answers";
import { type State, shown } from "../state/state";
import { textOf } from "../text";
import { FocusPanel } from "./FocusPanel";
import { Footer } from "./Footer";
import { StepList } from "./Journey";
import { KeptTerritory } from "./KeptTerritory";
import { MapFrame, type MapHandle, SheetHandle } from "./MapFrame";
import { Loading, ProblemMessage, Successors } from "./Messages";
import { AreaTools, BasketTools, NameForm } from "./OwnGround";
import { BackToBasin, Ladder, PlaceHead } from "./PlaceHead";
import type { Page } from "./page";
import { SearchBox } from "./SearchBox";
import { StartPanel } from "./StartPanel";
import { WhereStep } from "./WhereStep";
import { ownName, titleOf } from "./words";

interface Props {
  readonly page: Page;
  readonly onMapElement: (element: HTMLElement) => void;
  readonly map: () => MapHandle | null;
}

export function App({ page, onMapElement, map }: Props) {
  const { state, text } = page;
  return (
    <div class={`page ${state.tall ? "tall" : ""} ${state.address.step === "scale" ? "wide" : ""}`}>
      <a class="skip" href="#panel">
        {text.skipToPanel}
      </a>
      <a class="skip" href="#map">
        {text.skipToMap}
      </a>
      <header class="masthead">
        <button type="button" class="brand" aria-label={text.home} onClick={page.actions.home}>
          Échelle
        </button>
        <Languages page={page} />
      </header>
      <SearchBox page={page} />
      <main id="panel" class="panel" tabIndex={-1} aria-busy={isBusy(state)}>
        <SheetHandle page={page} />
        <div class="answer">
          <Answer page={page} />
        </div>
        <Footer page={page} />
      </main>
      <MapFrame page={page} onElement={onMapElement} map={map} />
      <p class="visually-hidden" role="status" data-testid="voice">
        {voiceOf(page)}
      </p>
    </div>
  );
}

function Languages({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const choice = (language: Language) => (
    <button
      type="button"
      lang={language}
      aria-pressed={state.address.language === language}
      title={language === "fr" ? "Français" : "English"}
      onClick={() => actions.setLanguage(language)}
    >
      {language.toUpperCase()}
    </button>
  );
  return (
    <nav class="languages" aria-label={text.languages}>
      {choice("fr")} <span aria-hidden="true">·</span> {choice("en")}
    </nav>
  );
}

function isBusy({ stats, place, focus, straddle, address }: State): boolean {
  const cut = address.step === "cuts" && straddle.status === "loading";
  return cut || [stats, place, focus].some(({ status }) => status === "loading");
}

function Answer({ page }: { page: Page }) {
  const { state } = page;
  const { subject } = state.address;
  if (subject.type === "none") return <StartPanel page={page} />;
  const stats = shown(state.stats);
  if (state.stats.status === "failed") {
    return <ProblemMessage problem={state.stats.problem} page={page} level={1} />;
  }
  if (!stats) return <Loading page={page} />;
  switch (subject.type) {
    case "place":
      return <PlaceAnswer page={page} stats={stats} />;
    case "territory":
      return <FocusAnswer page={page} stats={stats} tools={<KeptTerritory page={page} />} />;
    case "area":
      return <FocusAnswer page={page} stats={stats} tools={<OwnTools page={page} />} />;
    case "basket":
      return subject.communes.length > 0 ? (
        <FocusAnswer page={page} stats={stats} tools={<OwnTools page={page} />} />
      ) : (
        <>
          <h1>{page.text.basket.title}</h1>
          <BasketTools page={page} />
        </>
      );
  }
}

function PlaceAnswer({ page, stats }: { page: Page; stats: Stats }) {
  const { state, text } = page;
  if (state.place.status === "failed") {
    return (
      <>
        <ProblemMessage problem={state.place.problem} page={page} level={1} />
        <Successors page={page} />
      </>
    );
  }
  const place = shown(state.place);
  if (!place) return <Loading page={page} />;
  if (state.focus.status === "idle") {
    return (
      <>
        <PlaceHead page={page} place={place} stats={stats} />
        <p class="lead">
          {place.detail.shape === "missing" ? text.subject.noShape : text.place.noBasin}
        </p>
        {place.within.length > 0 && <Ladder page={page} place={place} stats={stats} />}
      </>
    );
  }
  const back = <BackToBasin page={page} place={place} />;
  return <FocusAnswer page={page} stats={stats} back={back} />;
}

/** What can be done to ground of one's own. */
function OwnTools({ page }: { page: Page }) {
  const picked = page.state.address.subject.type === "basket";
  return (
    <>
      {picked ? <BasketTools page={page} /> : <AreaTools page={page} />}
      <NameForm page={page} />
    </>
  );
}

interface FocusProps {
  readonly page: Page;
  readonly stats: Stats;
  readonly tools?: ComponentChildren;
  /** The way back to the basin of life, where another scale is looked at. */
  readonly back?: ComponentChildren;
}

/** The open step, or the sentence that stands for it; the user's tools stay in reach either way. */
function FocusAnswer({ page, stats, tools, back }: FocusProps) {
  const { focus } = page.state;
  const value = shown(focus);
  if (value && focus.status !== "failed") {
    return (
      <>
        <StepList page={page} />
        {page.state.address.step === "where" ? (
          <WhereStep page={page} stats={stats} tools={tools} />
        ) : (
          <FocusPanel page={page} focus={value} stats={stats} tools={tools} back={back} />
        )}
      </>
    );
  }
  return (
    <>
      {focus.status === "failed" ? (
        <ProblemMessage problem={focus.problem} page={page} level={1} />
      ) : (
        <Loading page={page} />
      )}
      {tools}
    </>
  );
}

/** What is said aloud: what just happened, else the answer in one sentence. */
function voiceOf({ state, text }: Page): string {
  if (state.notice) return state.notice(text);
  if (isBusy(state)) return "";
  const focus = shown(state.focus);
  if (!focus) return "";
  return [nameShown(state), focus.answer.summary[state.address.language]]
    .filter(Boolean)
    .join(". ");
}

/** The name of what the page is about, for the window's title. */
export function nameShown(state: State): string | null {
  const { subject, language } = state.address;
  const text = textOf(language);
  const [stats, place, focus] = [shown(state.stats), shown(state.place), shown(state.focus)];
  switch (subject.type) {
    case "none":
      return null;
    case "place":
      return place?.detail.territory.name ?? null;
    case "territory":
      return stats && focus?.detail ? titleOf(focus.detail.territory, stats, language, text) : null;
    case "area":
    case "basket":
      return ownName(state.address, text);
  }
}
