// The key of the tab's layer, over the map; the panel's list says the same with words.
import type { Standing } from "../address/address";
import { formatNumber } from "../model/format";
import { groupsOfZones, type ZoneGroup } from "../model/zones";
import { shown } from "../state/state";
import type { Page } from "./page";
import { ZoneMark } from "./ZoneMark";

type Seen = Pick<Page, "state" | "text">;

/** Zones named on the map; the list has them all. */
const MOST_NAMED = 6;
const MOST_HOLDERS = 2;

/** `alone`: no list beside it says the same. */
export function Legend({ page, alone = false }: { page: Seen; alone?: boolean }) {
  switch (page.state.address.step) {
    case "competences":
      return <ZonesLegend page={page} least={alone ? 1 : 2} />;
    case "actors":
      return <PointsLegend page={page} />;
    default:
      return null;
  }
}

function ZonesLegend({ page, least }: { page: Seen; least: number }) {
  const held = shown(page.state.held);
  if (!held?.shapes) return null;
  const groups = groupsOfZones(held.answer);
  if (groups.length < least) return null;
  return (
    <ul class="legend shades-administrative" aria-label={page.text.tabs.held.legend}>
      {groups.slice(0, MOST_NAMED).map((group) => (
        <li key={group.letter}>
          <ZoneMark group={group} />
          <span>{nameOf(group, page)}</span>
        </li>
      ))}
      {groups.length > MOST_NAMED && <li>{page.text.cuts.others(groups.length - MOST_NAMED)}</li>}
    </ul>
  );
}

/** Who tells it from its neighbours: authorities above the communes, else the communes themselves. */
function nameOf({ holders }: ZoneGroup, { text, state }: Seen): string {
  if (holders.length === 0) return text.tabs.held.nobody;
  const names = holders.flatMap((one) =>
    one.type === "one" && one.holder.authority.kind !== "commune" ? one.holder.authority.name : [],
  );
  const communes = holders.map((one) =>
    one.type === "one"
      ? one.holder.authority.name
      : text.tabs.held.each(formatNumber(one.holders.length, state.address.language)),
  );
  return (names.length ? names : communes).slice(0, MOST_HOLDERS).join(" · ");
}

function PointsLegend({ page }: { page: Seen }) {
  const { standing } = page.text.tabs.people;
  const actors = shown(page.state.actors)?.actors ?? [];
  const present = (["here", "acts", "near"] as Standing[]).filter((one) =>
    actors.some((actor) => actor.where === one),
  );
  if (present.length < 2) return null;
  return (
    <ul class="legend" aria-label={page.text.tabs.people.legend}>
      {present.map((one) => (
        <li key={one}>
          <span class={`point ${one}`} aria-hidden="true" />
          <span>{standing[one]}</span>
        </li>
      ))}
    </ul>
  );
}
