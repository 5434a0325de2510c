// The address of the sheet to print.
import type { Address } from "../address/address";
import { encodePolyline } from "../address/polyline";
import { type Asked, path } from "../api/questions";

/** `/fiche/epci:243400736?theme=…`, or `/fiche?communes=…` for ground of one's own. */
export function sheetPath(address: Address, asked: Asked | null): string | null {
  if (!asked) return null;
  const { theme, language, vintage, called } = address;
  const parameters = { theme, lang: language === "fr" ? null : language, vintage };
  if ("id" in asked)
    return path(`/fiche/${encodeURIComponent(asked.id).replace("%3A", ":")}`, parameters);
  return "communes" in asked
    ? path("/fiche", { communes: asked.communes.join(","), name: called, ...parameters })
    : path("/fiche", { polygon: encodePolyline(asked.ring), name: called, ...parameters });
}
