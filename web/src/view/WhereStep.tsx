// Where one stands: the place or the ground, the territories it lies in, and which one is looked at.
import type { ComponentChildren } from "preact";
import type { Stats } from "../api/answers";
import { formatNumber } from "../model/format";
import { today, written } from "../model/logbook";
import { type Focus, type Place, shown } from "../state/state";
import { Communes, Head } from "./FocusPanel";
import { StepScreen } from "./Journey";
import { CopyForMinutes } from "./Logbook";
import { Ladder, PlaceHead } from "./PlaceHead";
import type { Page } from "./page";
import { factsOf, ownName, titleOf } from "./words";

interface Props {
  readonly page: Page;
  readonly stats: Stats;
  readonly tools?: ComponentChildren;
}

export function WhereStep({ page, stats, tools }: Props) {
  const { state, text } = page;
  const place = shown(state.place);
  const focus = shown(state.focus);
  const sentence = whereSentence(page, stats, place, focus);
  const source = focus?.answer.sources ?? place?.detail.sources ?? [];
  const name = place?.detail.territory.name ?? nameOf(page, stats, focus);
  return (
    <>
      {place ? (
        <PlaceHead page={page} place={place} stats={stats} />
      ) : (
        focus && <Head page={page} focus={focus} stats={stats} />
      )}
      <StepScreen page={page}>
        <p class="lead" data-testid="where">
          {sentence}
        </p>
        <p class="quiet after-lead">{text.journey.where.change}</p>
        {tools}
        {place && place.within.length > 0 && <Ladder page={page} place={place} stats={stats} />}
        {!place && focus && <Communes page={page} communes={focus.communes} />}
        {focus && (
          <CopyForMinutes
            page={page}
            paragraph={written(
              {
                title: text.journey.names.where,
                about: name,
                vintage: focus.answer.vintage,
                day: today(),
                lines: [sentence],
                sources: source.map((one) => one.name),
              },
              text,
            )}
          />
        )}
      </StepScreen>
    </>
  );
}

/** What the territory looked at is called. */
export function nameOf(page: Page, stats: Stats, focus: Focus | null): string {
  const { state, text } = page;
  const { language } = state.address;
  if (focus?.detail) return titleOf(focus.detail.territory, stats, language, text);
  return ownName(state.address, text);
}

function whereSentence(page: Page, stats: Stats, place: Place | null, focus: Focus | null): string {
  const { state, text } = page;
  const { language, subject } = state.address;
  const { where } = text.journey;
  const facts = focus
    ? factsOf(
        focus.detail?.communes ?? (subject.type === "basket" ? subject.communes.length : null),
        focus.detail?.population?.people ?? focus.answer.subject.population,
        focus.detail?.area_km2 ?? focus.answer.subject.area_km2,
        language,
        text,
      )
    : "";
  const count = place?.within.length ?? 0;
  const within = place && where.within(formatNumber(count, language), count);
  const looked = place && focus ? `${where.looked} ${nameOf(page, stats, focus)}.` : null;
  return [within, looked, facts].filter(Boolean).join(" ");
}
