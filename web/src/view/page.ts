// What every part of the page is given: the state, what can be done, and the words for both.
import type { Questions } from "../api/questions";
import type { Actions } from "../state/actions";
import type { State } from "../state/state";
import type { Text } from "../text";

export interface Page {
  readonly state: State;
  readonly actions: Actions;
  readonly text: Text;
  readonly questions: Questions;
}
