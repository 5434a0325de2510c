// What cuts the subject: a bar a kind, as if the figure of the map were laid flat, and its rows.
import { useState } from "preact/hooks";
import type { Family, Stats } from "../api/answers";
import { capitalised, formatArea, formatNumber, formatShare } from "../model/format";
import { familyOf, labelOf, lineStyleOf } from "../model/kinds";
import { type Group, isWhole, type Row } from "../model/shares";
import { groupsShown, kindShown } from "../state/state";
import { DownIcon, LineSample } from "./icons";
import type { Page } from "./page";
import { hueOf } from "./words";

/** Rows shown before the rest is asked for. */
const FIRST_ROWS = 5;

interface Props {
  readonly page: Page;
  readonly stats: Stats;
  /** The subject's own family: its hue is the figure's. */
  readonly family: Family;
}

export function Cuts({ page, stats, family }: Props) {
  const groups = groupsShown(page.state);
  const kind = kindShown(page.state, groups);
  const main = groups.filter((group) => group.main || group.kind === kind);
  const others = groups.filter((group) => !main.includes(group));
  const show = (group: Group) => (
    <GroupOfRows
      key={group.kind}
      page={page}
      stats={stats}
      family={family}
      group={group}
      onMap={group.kind === kind}
    />
  );
  return (
    <section class="cuts" aria-labelledby="cuts-title">
      <div class="cuts-head">
        <h2 id="cuts-title" class="visually-hidden">
          {page.text.cuts.title}
        </h2>
        <MeasureChoice page={page} />
      </div>
      {page.state.cut.status === "failed" && (
        <p class="caution">
          {page.text.cuts.mapFailed}{" "}
          <button type="button" class="link" onClick={page.actions.retry}>
            {page.text.state.retry}
          </button>
        </p>
      )}
      {main.map(show)}
      {others.length > 0 && (
        <details class="more">
          <summary>
            {page.text.cuts.more} <span class="quiet">({others.length})</span>
          </summary>
          {others.map(show)}
        </details>
      )}
    </section>
  );
}

function MeasureChoice({ page }: { page: Page }) {
  const { state, text, actions } = page;
  return (
    <fieldset class="choice">
      <legend class="visually-hidden">{text.cuts.by}</legend>
      {(["people", "area"] as const).map((measure) => (
        <label key={measure}>
          <input
            type="radio"
            name="measure"
            checked={state.address.measure === measure}
            onChange={() => actions.setMeasure(measure)}
          />
          <span>{text.cuts[measure]}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface GroupProps extends Props {
  readonly group: Group;
  readonly onMap: boolean;
}

function GroupOfRows({ page, stats, family, group, onMap }: GroupProps) {
  const [all, setAll] = useState(false);
  const { text, actions, state } = page;
  const { language } = state.address;
  const several = group.rows.length > 1;
  const cutFamily = familyOf(group.kind, stats);
  const many = group.rows.length > FIRST_ROWS + 1;
  const rows = all || !many ? group.rows : group.rows.slice(0, FIRST_ROWS);
  const rest = group.rows.length - rows.length;
  return (
    <div class={`group ${onMap ? "on-map" : ""}`} data-testid={`group-${group.kind}`}>
      <h3>
        <button
          type="button"
          class="group-name"
          aria-pressed={onMap}
          title={text.cuts.show(labelOf(group.kind, stats, language, true))}
          onClick={() => actions.setKind(group.kind)}
        >
          <LineSample family={cutFamily} line={onMap ? CUT_LINE : lineStyleOf(group.kind, stats)} />
          <span>
            {capitalised(labelOf(group.kind, stats, language, several))}
            {several && <span class="tally"> {group.rows.length}</span>}
          </span>
          {!group.cut && <span class="quiet">{text.cuts.whole}</span>}
          {onMap && <span class="badge">{text.cuts.shown}</span>}
        </button>
      </h3>
      {group.cut && group.stacked && <Bar group={group} family={family} cutFamily={cutFamily} />}
      <ul class="rows">
        {rows.map((row) => (
          <ShareRow key={row.id} page={page} row={row} family={family} alone={!group.stacked} />
        ))}
        {group.outside > 0 && (
          <li class="row-line outside">
            <span class="swatch" aria-hidden="true" />
            <span>{text.cuts.outside(labelOf(group.kind, stats, language, false))}</span>
            <span class="share">{formatShare(group.outside, language)}</span>
          </li>
        )}
      </ul>
      {many && (
        <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? text.cuts.allShown : text.cuts.others(rest)}
        </button>
      )}
    </div>
  );
}

/** The sample beside the kind that cuts on the map: the dashes of the cut itself. */
const CUT_LINE = { width: 4, dash: [2, 0.9], inset: 0 };

/** Segments drawn one by one; the rest is one last segment, so that a bar stays a bar. */
const MOST_SEGMENTS = 7;

/** Pieces laid end to end; the gaps are cuts, in the hue of what cuts. */
function Bar({ group, family, cutFamily }: { group: Group; family: Family; cutFamily: Family }) {
  const rest = group.rows.slice(MOST_SEGMENTS).reduce((sum, row) => sum + row.share, 0);
  return (
    <div class={`bar shades-${family} ${hueOf(cutFamily)}`} aria-hidden="true">
      {group.rows.slice(0, MOST_SEGMENTS).map((row) => (
        <span key={row.id} class={`segment shade-${row.shade}`} style={{ flexGrow: row.share }} />
      ))}
      {rest > 0 && <span class="segment rest shade-5" style={{ flexGrow: rest }} />}
      {group.outside > 0 && <span class="segment outside" style={{ flexGrow: group.outside }} />}
    </div>
  );
}

interface RowProps {
  readonly page: Page;
  readonly row: Row;
  readonly family: Family;
  /** The row has a bar of its own, its kind's territories overlapping each other. */
  readonly alone: boolean;
}

function ShareRow({ page, row, family, alone }: RowProps) {
  const { state, actions, text } = page;
  const { language, piece, measure } = state.address;
  const open = piece === row.id;
  const share = formatShare(row.share, language);
  // Area is always measured; people are shared out where a border cuts a commune.
  const guessed =
    measure === "people" &&
    !row.overlap.shared.exact &&
    !isWhole(row.overlap) &&
    row.share >= 0.0005;
  return (
    <li class={`row ${open ? "open" : ""} shades-${family}`}>
      <button
        type="button"
        class="row-line"
        aria-expanded={open}
        onClick={() => actions.setPiece(open ? null : row.id)}
      >
        <span class={`swatch shade-${row.shade}`} aria-hidden="true" />
        <span class="row-name">{row.name}</span>
        <span class="share">
          {guessed && (
            <abbr class="about" title={text.cuts.approximately}>
              ≈
            </abbr>
          )}
          {share}
        </span>
      </button>
      {alone && (
        <div class="bar" aria-hidden="true">
          <span class={`segment shade-${row.shade}`} style={{ flexGrow: row.share }} />
          <span class="segment outside" style={{ flexGrow: Math.max(0, 1 - row.share) }} />
        </div>
      )}
      {open && <RowDetails page={page} row={row} />}
    </li>
  );
}

function RowDetails({ page, row }: { page: Page; row: Row }) {
  const { text, actions, state } = page;
  const { language, measure } = state.address;
  const { shared, share_of_territory: theirs } = row.overlap;
  const people =
    shared.population === null
      ? null
      : text.place.inhabitants(formatNumber(shared.population, language), shared.population);
  const communes = text.subject.communes(formatNumber(shared.communes, language), shared.communes);
  const area = shared.area_km2 === null ? "" : formatArea(shared.area_km2, language);
  const byPeople = measure === "people" && theirs.population !== null;
  const share = byPeople ? theirs.population : theirs.area;
  return (
    <div class="row-details">
      <p>
        {text.cuts.details(communes, people, area)}.{" "}
        {share !== null &&
          text.cuts.shareOfTheirs[byPeople ? "people" : "area"](formatShare(share, language))}
      </p>
      <button type="button" class="link go" onClick={() => actions.look(row.id)}>
        {text.cuts.goTo(row.name)} <DownIcon />
      </button>
    </div>
  );
}
