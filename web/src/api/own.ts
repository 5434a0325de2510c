// Answers about territories that people keep on the server under a name of their own.
import type { Nature } from "../address/address";
import type { ResolveAnswer } from "./answers";

export interface OwnTerritory {
  id: string;
  name: string;
  nature: Nature;
  /** Days, as 2026-11-24. */
  made_on: string;
  changed_on?: string;
  /** The vintage of its communes, and how many its author chose; neither where it was drawn. */
  vintage?: number;
  communes?: number;
}

export interface OwnInFull extends OwnTerritory {
  at: number;
  /** The communes that are no longer what they were. */
  changes: ResolveAnswer[];
}

export interface KeptTerritory extends OwnTerritory {
  /** What renames and removes it, told this once. */
  edit_key: string;
}
