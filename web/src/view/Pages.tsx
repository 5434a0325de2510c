// A long list, page by page.
import { LISTED_A_PAGE } from "../api/questions";
import { formatNumber } from "../model/format";
import type { Page } from "./page";

export function Pages({ page, total }: { page: Page; total: number }) {
  const { state, text, actions } = page;
  const { language, page: present } = state.address;
  const last = Math.max(1, Math.ceil(total / LISTED_A_PAGE));
  if (last === 1) return null;
  const turn = (to: number) => {
    actions.ask({ page: to });
    document.getElementById("question")?.scrollIntoView({ block: "start" });
  };
  return (
    <nav class="pages" aria-label={text.tabs.pages}>
      <button
        type="button"
        class="button"
        disabled={present <= 1}
        onClick={() => turn(present - 1)}
      >
        {text.tabs.previous}
      </button>
      <span class="quiet">
        {text.tabs.pageOf(formatNumber(present, language), formatNumber(last, language))}
      </span>
      <button
        type="button"
        class="button"
        disabled={present >= last}
        onClick={() => turn(present + 1)}
      >
        {text.tabs.next}
      </button>
    </nav>
  );
}
