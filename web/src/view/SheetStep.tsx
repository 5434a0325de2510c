// What one takes away: the link, the sheet to print, the files.
import { useRef, useState } from "preact/hooks";
import { writeQuery } from "../address/query";
import type { Bounds, Stats } from "../api/answers";
import { actorsRequest, downloadRequest, fundingRequest, holdersRequest } from "../api/questions";
import { embedded, fitsAnAddress, imagePath, spoken } from "../model/embeds";
import { today, written } from "../model/logbook";
import { type Focus, groupsShown, kindShown } from "../state/state";
import { competenceShown, groundAsked, narrowedBy } from "../state/tabs";
import { DownloadLink } from "./Download";
import { EmbedBuilder } from "./EmbedBuilder";
import { CopyForMinutes, copied } from "./Logbook";
import type { Page } from "./page";
import { sheetPath } from "./sheet";
import { nameOf } from "./WhereStep";

interface Props {
  readonly page: Page;
  readonly stats: Stats;
  readonly focus: Focus;
}

export function SheetStep({ page, stats, focus }: Props) {
  const { state, text } = page;
  const { sheet } = text.journey;
  const { language } = state.address;
  const asked = groundAsked(state);
  const path = sheetPath(state.address, asked);
  const name = nameOf(page, stats, focus);
  const link = pageLink(page);
  return (
    <>
      <p class="lead" data-testid="tab-sentence">
        {sheet.lead(name)}
      </p>
      <Link page={page} link={link} />
      {path && (
        <section aria-labelledby="sheet-title">
          <h3 id="sheet-title" class="small-title">
            {sheet.sheet}
          </h3>
          <p class="quiet">{sheet.sheetHint}</p>
          <p class="ways">
            <a class="button" href={path} target="_blank" rel="noopener">
              {sheet.open} <span class="visually-hidden">({sheet.newTab})</span>
            </a>
          </p>
        </section>
      )}
      {asked && fitsAnAddress(asked) && focus.detail?.shape !== "missing" && (
        <EmbedBuilder
          page={page}
          map={embedded(state.address, asked, name, competenceShown(state))}
        />
      )}
      <Files page={page} focus={focus} />
      <CopyForMinutes
        page={page}
        paragraph={written(
          {
            title: text.journey.names.cuts,
            about: name,
            vintage: focus.answer.vintage,
            day: today(),
            lines: [focus.answer.summary[language], link],
            sources: focus.answer.sources.map((source) => source.name),
          },
          text,
        )}
      />
    </>
  );
}

/** The link to what is shown: without the map's position, which each screen chooses best. */
function pageLink({ state }: Page): string {
  const { origin, pathname } = window.location;
  return origin + pathname + writeQuery({ ...state.address, view: null, tool: "none" });
}

function Link({ page, link }: { page: Page; link: string }) {
  const { sheet, logbook } = page.text.journey;
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  return (
    <section aria-labelledby="link-title">
      <h3 id="link-title" class="small-title">
        {sheet.link}
      </h3>
      <p class="quiet">{sheet.linkHint}</p>
      <div class="ways link-ways">
        <input
          ref={field}
          class="link-field"
          type="text"
          readOnly
          aria-labelledby="link-title"
          value={link}
          onFocus={(event) => event.currentTarget.select()}
        />
        <button
          type="button"
          class="button"
          onClick={async () => {
            const done = await copied(link);
            setSaid(done ? logbook.copied : logbook.byHand);
            if (!done) field.current?.select();
          }}
        >
          {sheet.copy}
        </button>
        <span class="quiet" role="status">
          {said}
        </span>
      </div>
    </section>
  );
}

/** Whether a box lies where Lambert-93 is made for. */
function inMainland(bbox: Bounds | null): boolean {
  if (!bbox) return false;
  const [west, south, east, north] = bbox;
  return west > -6 && east < 10 && south > 41 && north < 52;
}

function Files({ page, focus }: { page: Page; focus: Focus }) {
  const { state, text } = page;
  const { sheet } = text.journey;
  const { language, vintage } = state.address;
  const ground = groundAsked(state);
  const competence = competenceShown(state);
  if (!ground) return null;
  const narrowed = { ...narrowedBy(state), page: 1 };
  const outlined = focus.detail?.shape !== "missing";
  const cut = kindShown(state, groupsShown(state));
  const mainland = inMainland(focus.detail?.bbox ?? null);
  const taken = [
    { format: "gpkg", epsg: null, ending: "gpkg", label: sheet.geopackage },
    {
      format: "shp",
      epsg: mainland ? 2154 : 4326,
      ending: "shp.zip",
      label: mainland ? sheet.shapefileLambert : sheet.shapefile,
    },
    { format: "geojson", epsg: null, ending: "geojson", label: sheet.outline },
    { format: "topojson", epsg: null, ending: "topojson", label: sheet.topology },
    { format: "csv", epsg: null, ending: "csv", label: sheet.overlaps },
  ] as const;
  return (
    <section aria-labelledby="files-title">
      <h3 id="files-title" class="small-title">
        {sheet.files}
      </h3>
      <ul class="files">
        {outlined &&
          taken.map(({ format, epsg, ending, label }) => (
            <li key={ending}>
              <DownloadLink
                page={page}
                request={downloadRequest(ground, format, cut, epsg, vintage)}
                file={`${text.journey.sheet.file}.${ending}`}
              >
                {label}
              </DownloadLink>
            </li>
          ))}
        {outlined &&
          fitsAnAddress(ground) &&
          (["svg", "png"] as const).map((ending) => (
            <li key={ending}>
              <a
                href={imagePath(ground, ending, {
                  lang: spoken(language),
                  vintage: vintage === null ? null : String(vintage),
                  // Wide enough for a page of print.
                  scale: ending === "png" ? "3" : null,
                })}
                download={`${text.journey.sheet.file}.${ending}`}
              >
                {ending === "svg" ? sheet.drawing : sheet.image}
              </a>
            </li>
          ))}
        {competence && (
          <li>
            <DownloadLink
              page={page}
              request={holdersRequest(ground, competence, language, vintage, "csv")}
              file={`${competence}.csv`}
            >
              {sheet.holders}
            </DownloadLink>
          </li>
        )}
        <li>
          <DownloadLink
            page={page}
            request={actorsRequest(ground, narrowed, vintage, "csv", language)}
            file={`${text.tabs.people.file}.csv`}
          >
            {sheet.actors}
          </DownloadLink>
        </li>
        <li>
          <DownloadLink
            page={page}
            request={fundingRequest(ground, narrowed, vintage, "csv", language)}
            file={`${text.tabs.money.file}.csv`}
          >
            {sheet.funding}
          </DownloadLink>
        </li>
        <li>
          <DownloadLink
            page={page}
            request={fundingRequest(ground, narrowed, vintage, "ics", language)}
            file={`${text.tabs.money.file}.ics`}
          >
            {sheet.calendar}
          </DownloadLink>
        </li>
      </ul>
    </section>
  );
}
