// How the page names territories: the line above a title, the title, the facts under it.
import type { Address, Language } from "../address/address";
import type { Detail, Family, NamedTerritory, Stats } from "../api/answers";
import { creditsOf } from "../model/credits";
import { afterDe, capitalised, formatArea, formatNumber } from "../model/format";
import { labelOf, layerOf } from "../model/kinds";
import type { Text } from "../text";

/** Lived ground that its author named: its name is its own, and so is its source. */
const OWN_LIVED = "territoire-vecu";

/** A title that stands alone: lived territories bear the name of a town, so their kind is said. */
export function titleOf(
  territory: NamedTerritory,
  stats: Stats,
  language: Language,
  text: Text,
): string {
  if (territory.family !== "lived" || territory.kind === OWN_LIVED) return territory.name;
  const kind = capitalised(labelOf(territory.kind, stats, language, false));
  const of = language === "fr" ? afterDe(territory.name) : `of ${territory.name}`;
  return text.subject.headingOf(kind, of);
}

/** The name of ground of the user's own: theirs, or the one the page gives it. */
export function ownName({ called, subject }: Address, text: Text): string {
  return called ?? (subject.type === "basket" ? text.basket.title : text.area.title);
}

/** “Territoire vécu · Insee 2022”, “Territoire administratif · intercommunalité”. */
export function eyebrowOf(detail: Detail, stats: Stats, language: Language, text: Text): string {
  const { territory, nature } = detail;
  const parts = [text.families[territory.family]];
  if (territory.family !== "lived") {
    const kind = labelOf(territory.kind, stats, language, false);
    parts.push(nature ? `${kind} (${nature})` : kind);
  } else {
    const own = territory.kind === OWN_LIVED;
    const source = own ? null : layerOf(territory.kind, stats)?.source;
    const [maker] = source ? creditsOf([source]) : [];
    if (maker) parts.push(maker);
  }
  return parts.join(" · ");
}

/** “26 communes, 19 408 habitants.” */
export function factsOf(
  communes: number | null,
  people: number | null,
  area: number | null,
  language: Language,
  text: Text,
): string {
  const facts = [
    !communes ? null : text.subject.communes(formatNumber(communes, language), communes),
    people === null ? null : text.place.inhabitants(formatNumber(people, language), people),
    area === null ? null : formatArea(area, language),
  ];
  const said = facts.filter((fact) => fact !== null).join(", ");
  return said && `${said}.`;
}

/** The class that carries a family's hue. */
export function hueOf(family: Family): string {
  return `hue-${family}`;
}
