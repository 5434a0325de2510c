// The mark of a group of zones: its shade, its pattern, its letter, as on the map.
import type { ZoneGroup } from "../model/zones";

export function ZoneMark({ group }: { group: ZoneGroup }) {
  return (
    <span class={`zone-mark shade-${group.shade} pattern-${group.pattern}`} aria-hidden="true">
      <span>{group.letter}</span>
    </span>
  );
}
