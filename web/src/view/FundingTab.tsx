// Who could fund it here: subject and applicant, the sentence, what a border changes, then the programmes.
import { fundingPath } from "../api/questions";
import type { FundingAnswer, Programme } from "../api/tabs";
import { formatDay, formatNumber, formatShare, typeset } from "../model/format";
import { narrowedBy, territoryAsked } from "../state/tabs";
import type { Page } from "./page";
import { DownloadLink, webAddress } from "./reach";
import { SubjectFilter } from "./SubjectFilter";
import { TabAnswer } from "./TabAnswer";

export function FundingTab({ page }: { page: Page }) {
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
        show={(answer) => <Found page={page} answer={answer} />}
      />
    </>
  );
}

function Found({ page, answer }: { page: Page; answer: FundingAnswer }) {
  const { state, text } = page;
  const { language, vintage } = state.address;
  const { money } = text.tabs;
  const id = territoryAsked(state);
  const own = answer.programmes.some((programme) => programme.source === null);
  const link = (format: "csv" | "ics") =>
    fundingPath(id ?? "", narrowedBy(state), vintage, format, language);
  return (
    <>
      <p class="lead" data-testid="tab-sentence">
        {typeset(answer.sentence[language], language)}
      </p>
      <Border page={page} answer={answer} />
      {answer.programmes.length === 0 && <p class="caution">{money.none}</p>}
      <h3 class="visually-hidden">{money.list}</h3>
      <ul class="cards">
        {answer.programmes.map((programme) => (
          <ProgrammeCard key={programme.slug} page={page} programme={programme} />
        ))}
      </ul>
      <p class="source-line">
        {[text.tabs.held.onDay(formatDay(answer.date, language)), own && money.own]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {id && answer.programmes.length > 0 && (
        <p class="downloads">
          <DownloadLink href={link("csv")}>{text.tabs.csv}</DownloadLink>
          <DownloadLink href={link("ics")}>{text.tabs.ics}</DownloadLink>
        </p>
      )}
    </>
  );
}

/** Two sides of a border may be two sources of money. */
function Border({ page, answer }: { page: Page; answer: FundingAnswer }) {
  const { state, text } = page;
  const { language } = state.address;
  const { money } = text.tabs;
  const names = new Map(answer.programmes.map((one) => [one.slug, one.name[language]]));
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
                {side.programmes.map((slug) => (
                  <li key={slug}>{names.get(slug) ?? slug}</li>
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
  const facts = [
    ...programme.type.map((type) => types[type] ?? type),
    rateOf(programme, page),
    coverageOf(programme, page),
  ].filter(Boolean);
  return (
    <li class="card" data-testid="programme">
      <p class="card-name">
        <span>{programme.name[language]}</span>
        <span class={`badge state-${programme.state}`}>{money.states[programme.state]}</span>
      </p>
      <p class="quiet card-facts">{programme.funder.name[language]}</p>
      <p>{typeset(programme.summary[language], language)}</p>
      <p class="card-facts">{facts.join(" · ")}</p>
      {datesOf(programme, page).map((line) => (
        <p key={line} class="card-facts">
          {line}
        </p>
      ))}
      {programme.condition && (
        <p class="quiet card-facts">
          {money.condition} {typeset(programme.condition[language], language)}
        </p>
      )}
      <p class="card-facts">
        {link && (
          <a href={link} rel="noopener noreferrer">
            {money.official}
            <span class="visually-hidden"> {programme.name[language]}</span>
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
