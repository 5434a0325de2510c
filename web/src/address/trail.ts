// The browser's history as the trail of addresses.
import type { Trail } from "../state/actions";
import type { Address } from "./address";
import { type Reading, readQuery, writeQuery } from "./query";

export function readLocation(): Reading {
  return readQuery(window.location.search);
}

export function createTrail(): Trail {
  const urlOf = (address: Address) => window.location.pathname + writeQuery(address);
  return {
    push(address) {
      const url = urlOf(address);
      if (url !== window.location.pathname + window.location.search) {
        window.history.pushState(null, "", url);
      }
    },
    replace: (address) => window.history.replaceState(null, "", urlOf(address)),
  };
}

/** Calls back when the reader goes back or forward. */
export function onTravel(arrive: (address: Address) => void): void {
  window.addEventListener("popstate", () => arrive(readLocation().address));
}
