// Who could fund it here: subject and applicant, the sentence, what a border changes, then the programmes.
import type { Language } from "../address/address";
import { fundingRequest } from "../api/questions";
import type { FundingAnswer, Programme } from "../api/tabs";
import { formatDay, formatNumber, formatShare, typeset } from "../model/format";
import { written } from "../model/logbook";
import { groundAsked, narrowedBy } from "../state/tabs";
import { DownloadLink } from "./Download";
import { CopyForMinutes } from "./Logbook";
import { Pages } from "./Pages";
import type { Page } from "./page";
import { webAddress } from "./reach";
import { SubjectFilter } from "./SubjectFilter";
import { TabAnswer } from "./TabAnswer";

/** Programmes named in a paragraph for a minute: more is a table. */
const MOST_TOLD = 12;

export function FundingTab({ page, about }: { page: Page; about: string }) {
  const { state, text, actions } = page;
  const { money } = text.tabs;
  return (
    <>
      <SubjectFilter page={page} label={money.label} placeholder={money.placeholder} />
      <label class="applicant">
        <span>{money.applicant}</span>
        <select
          value={state.address.applicant ?? ""}
          onChange={(event) => actions.ask({ applicant: event.currentTarget.value || null })}
        >
          <option value="">{money.anyone}</option>
          {Object.entries(money.applicants).map(([slug, name]) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <TabAnswer
        page={page}
        answer={state.funding}
        show={(answer) => <Found page={page} answer={answer} about={about} />}
      />
    </>
  );
}

interface FoundProps {
  readonly page: Page;
  readonly answer: FundingAnswer;
  /** What the territory is called. */
  readonly about: string;
}

function Found({ page, answer, about }: FoundProps) {
  const { state, text } = page;
  const { language, vintage } = state.address;
  const { money } = text.tabs;
  const ground = groundAsked(state);
  const own = answer.programmes.some((programme) => programme.source === null);
  const download = (format: "csv" | "ics") =>
    ground && (
      <DownloadLink
        page={page}
        request={fundingRequest(ground, narrowedBy(state), vintage, format, language)}
        file={`${money.file}.${format}`}
      >
        {text.tabs[format]}
      </DownloadLink>
    );
  return (
    <>
      <p class="lead" data-testid="tab-sentence">
        {typeset(answer.sentence[language], language)}
      </p>
      <Border page={page} answer={answer} />
      {answer.total === 0 && <p class="caution">{money.none}</p>}
      <h3 class="visually-hidden">{money.list}</h3>
      <ul class="cards">
        {answer.programmes.map((programme) => (
          <ProgrammeCard key={programme.slug} page={page} programme={programme} />
        ))}
      </ul>
      <Pages page={page} total={answer.total} />
      <p class="source-line">
        {[text.tabs.held.onDay(formatDay(answer.date, language)), own && money.own]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {answer.total > 0 && (
        <p class="downloads">
          {download("csv")}
          {download("ics")}
        </p>
      )}
      <CopyForMinutes
        page={page}
        paragraph={written(
          {
            title: text.journey.names.funding,
            about,
            vintage: answer.vintage,
            day: answer.date,
            lines: [
              answer.sentence[language],
              ...answer.border.map((border) => border.sentence[language]),
              ...answer.programmes
                .slice(0, MOST_TOLD)
                .map((programme) => programmeLine(programme, page)),
            ],
            sources: [money.own, ...answer.sources.map((source) => source.name)],
          },
          text,
        )}
      />
    </>
  );
}

/** “Appel à projets X (Région), avant le 31 mars 2027”. */
function programmeLine(programme: Programme, page: Page): string {
  const { language } = page.state.address;
  const { name, funder } = programme;
  return [`${name[language]} (${funder.name[language]})`, ...datesOf(programme, page)].join(", ");
}

/** Two sides of a border may be two sources of money. */
function Border({ page, answer }: { page: Page; answer: FundingAnswer }) {
  const { state, text } = page;
  const { language } = state.address;
  const { money } = text.tabs;
  const borders = answer.border.filter(({ sides }) => sides.some((side) => side.programmes.length));
  if (borders.length === 0) return null;
  return (
    <section class="border" aria-labelledby="border-title">
      <h3 id="border-title" class="small-title">
        {money.border}
      </h3>
      {borders.map((border) => (
        <div key={border.kind}>
          <p>{typeset(border.sentence[language], language)}</p>
          {border.sides.map((side) => (
            <details key={side.perimeter.id} class="each">
              <summary>
                {side.perimeter.name}
                <span class="quiet"> {money.sideCount(side.programmes.length)}</span>
              </summary>
              <ul>
                {side.programmes.map(({ slug, name, lang }) => (
                  <li key={slug} lang={foreign(lang, language)}>
                    {name[language]}
                  </li>
                ))}
              </ul>
            </details>
          ))}
        </div>
      ))}
    </section>
  );
}

function ProgrammeCard({ page, programme }: { page: Page; programme: Programme }) {
  const { state, text } = page;
  const { language } = state.address;
  const { money } = text.tabs;
  const types: Record<string, string> = money.types;
  const link = webAddress(programme.link);
  const lang = foreign(programme.lang, language);
  const facts = [
    ...programme.type.map((type) => types[type] ?? type),
    rateOf(programme, page),
    coverageOf(programme, page),
  ].filter(Boolean);
  return (
    <li class="card" data-testid="programme">
      <p class="card-name">
        <span lang={lang}>{programme.name[language]}</span>
        {lang && <span class="badge">{money.only[lang]}</span>}
        <span class={`badge state-${programme.state}`}>{money.states[programme.state]}</span>
      </p>
      <p class="quiet card-facts">{programme.funder.name[language]}</p>
      <p lang={lang}>{typeset(programme.summary[language], lang ?? language)}</p>
      <p class="card-facts">{facts.join(" · ")}</p>
      {datesOf(programme, page).map((line) => (
        <p key={line} class="card-facts">
          {line}
        </p>
      ))}
      {programme.condition && (
        <p class="quiet card-facts">
          {money.condition}{" "}
          <span lang={lang}>{typeset(programme.condition[language], lang ?? language)}</span>
        </p>
      )}
      <p class="card-facts">
        {link && (
          <a href={link} rel="noopener noreferrer">
            {money.official}
            <span class="visually-hidden" lang={lang}>
              {" "}
              {programme.name[language]}
            </span>
          </a>
        )}
        {programme.checked && (
          <span class="quiet">
            {link && " · "}
            {money.checked(formatDay(programme.checked, language))}
          </span>
        )}
      </p>
    </li>
  );
}

/** The language of a text, where it is not that of the page. */
function foreign(lang: Language | undefined, page: Language): Language | undefined {
  return lang === page ? undefined : lang;
}

function rateOf({ rate }: Programme, { state, text }: Page): string | null {
  const { money } = text.tabs;
  const percent = (figure: number) => formatShare(figure / 100, state.address.language);
  const [least, most] = [rate?.at_least ?? null, rate?.at_most ?? null];
  if (least !== null && most !== null && least !== most) {
    return money.rateBetween(percent(least), percent(most));
  }
  if (most !== null) return money.rate(percent(most));
  return least === null ? null : money.rateFrom(percent(least));
}

function coverageOf({ coverage }: Programme, { state, text }: Page): string | null {
  if (coverage.relation === "whole") return null;
  const { language } = state.address;
  const count = coverage.communes?.length ?? 0;
  const share = coverage.population_share ?? coverage.area_share ?? 0;
  const part = text.tabs.money.part(formatShare(share, language));
  return count
    ? `${part}, ${text.tabs.money.partCommunes(formatNumber(count, language), count)}`
    : part;
}

function datesOf(programme: Programme, { state, text }: Page): string[] {
  const { language } = state.address;
  const { money } = text.tabs;
  const dates = [
    programme.opens && money.opens(formatDay(programme.opens, language)),
    programme.deadline && money.deadline(formatDay(programme.deadline, language)),
  ].filter((date) => date !== null && date !== "");
  const usually = programme.usually?.[language];
  return [dates.join(", "), usually ?? ""].filter((line) => line !== "");
}
