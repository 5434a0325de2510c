// The tabs of a territory: what cuts it, who holds, who acts, who funds; arrows go from one to the next.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Tab } from "../address/address";
import { groundAsked } from "../state/tabs";
import { ActorsTab } from "./ActorsTab";
import { FundingTab } from "./FundingTab";
import { HoldersTab } from "./HoldersTab";
import { Loading } from "./Messages";
import type { Page } from "./page";

const TABS: readonly Tab[] = ["cuts", "competences", "actors", "funding"];

interface Props {
  readonly page: Page;
  /** The first tab: what cuts the territory. */
  readonly children: ComponentChildren;
}

export function Tabs({ page, children }: Props) {
  const { tab } = page.state.address;
  return (
    <>
      <TabList page={page} />
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} class={`tab-panel ${tab}`}>
        {tab === "cuts" ? children : <Question page={page} tab={tab} />}
      </div>
    </>
  );
}

function TabList({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const list = useRef<HTMLDivElement>(null);
  const present = TABS.indexOf(state.address.tab);

  function onKeyDown(event: KeyboardEvent): void {
    const places: Record<string, number> = {
      ArrowRight: present + 1,
      ArrowLeft: present - 1,
      Home: 0,
      End: TABS.length - 1,
    };
    const place = places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    const next = (place + TABS.length) % TABS.length;
    actions.setTab(TABS[next] ?? "cuts");
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  }

  return (
    <div
      ref={list}
      role="tablist"
      class="tabs"
      aria-label={text.tabs.list}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {TABS.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={`tab-${tab}`}
          class="tab"
          data-name={text.tabs[tab]}
          aria-selected={tab === state.address.tab}
          aria-controls="tab-panel"
          tabIndex={tab === state.address.tab ? 0 : -1}
          onClick={() => actions.setTab(tab)}
        >
          {text.tabs[tab]}
        </button>
      ))}
    </div>
  );
}

function Question({ page, tab }: { page: Page; tab: Exclude<Tab, "cuts"> }) {
  const Shown = SHOWN[tab];
  return (
    <>
      <h2 class="visually-hidden">{page.text.tabs[tab]}</h2>
      {groundAsked(page.state) === null ? <Loading page={page} /> : <Shown page={page} />}
    </>
  );
}

const SHOWN = { competences: HoldersTab, actors: ActorsTab, funding: FundingTab };
