// What stands where an answer cannot: a sentence, always, and a way on.

import { subjectOf } from "../address/address";
import type { Problem } from "../api/client";
import { typeset } from "../model/format";
import type { Page } from "./page";

function sentenceOf(problem: Problem, { text, state }: Page): string {
  if (problem.reason === "offline") return text.state.offline;
  return typeset(problem.detail, state.address.language) || text.state.broken(problem.status);
}

interface Props {
  readonly problem: Problem;
  readonly page: Page;
  /** Its title is the page's own where nothing else stands above it. */
  readonly level: 1 | 2;
}

export function ProblemMessage({ problem, page, level }: Props) {
  const { text, actions } = page;
  const title = problem.title || text.state.problem;
  return (
    <div class="message" role="alert" data-testid="problem">
      {level === 1 ? <h1>{title}</h1> : <h2>{title}</h2>}
      <p>{sentenceOf(problem, page)}</p>
      {(problem.reason !== "refused" || problem.status >= 500) && (
        <button type="button" class="button" onClick={actions.retry}>
          {text.state.retry}
        </button>
      )}
    </div>
  );
}

export function Loading({ page }: { page: Page }) {
  return (
    <p class="loading" data-testid="loading">
      {page.text.state.loading}
    </p>
  );
}

/** What a commune that ended has become. */
export function Successors({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const { successors } = state;
  if (!successors) return null;
  const [event] = successors.events;
  return (
    <div class="message">
      <p>
        {text.state.unknownPlace} {event && `${event.old_name} (${event.old}).`} {text.state.today}{" "}
        :
      </p>
      <ul class="examples">
        {successors.communes.map((commune) => (
          <li key={commune.id}>
            <button type="button" class="example" onClick={() => actions.go(subjectOf(commune.id))}>
              {commune.name} <span class="quiet">{commune.context}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
