// The room of a tab's answer: what it says, what it said while the next is on its way, or why it cannot.
import type { ComponentChildren } from "preact";
import { type Loadable, shown } from "../state/state";
import { Loading, ProblemMessage } from "./Messages";
import type { Page } from "./page";

interface AnswerProps<T> {
  readonly page: Page;
  readonly answer: Loadable<T>;
  readonly show: (value: T) => ComponentChildren;
}

/** An answer, the one before while it is on its way, or the sentence that stands for it. */
export function TabAnswer<T>({ page, answer, show }: AnswerProps<T>) {
  if (answer.status === "failed") {
    return <ProblemMessage problem={answer.problem} page={page} level={2} />;
  }
  const value = shown(answer);
  return (
    <div class="tab-answer" aria-busy={answer.status === "loading"} data-testid="tab-answer">
      {value === null ? <Loading page={page} /> : show(value)}
    </div>
  );
}
