// Around the table: whom to invite, what each brings, what nobody covers, the rules, the contacts.
import { useState } from "preact/hooks";
import type { Role, RoundTableAnswer, Seat } from "../api/scale";
import type { Contact, Title } from "../api/tabs";
import { capitalised, formatDay, formatNumber, formatShare, typeset } from "../model/format";
import { contactsOf, invitation, seatsByHome } from "../model/invitations";
import { paragraphOf } from "../model/logbook";
import { CopyForMinutes, copied } from "./Logbook";
import type { Page } from "./page";
import { Reach } from "./reach";
import { SubjectChoices, SubjectOfJourney } from "./Subject";
import { TabAnswer } from "./TabAnswer";

export function TableStep({ page }: { page: Page }) {
  return (
    <>
      <SubjectOfJourney page={page} />
      {page.state.address.theme === null ? (
        <SubjectChoices page={page} />
      ) : (
        <TabAnswer
          page={page}
          answer={page.state.table}
          show={(answer) => <Table page={page} answer={answer} />}
        />
      )}
    </>
  );
}

interface Props {
  readonly page: Page;
  readonly answer: RoundTableAnswer;
}

function Table({ page, answer }: Props) {
  const { state, text } = page;
  const { language } = state.address;
  const { table } = text.journey;
  const { homes, others } = seatsByHome(answer.seats);
  return (
    <>
      <p class="lead" data-testid="tab-sentence">
        {typeset(answer.sentence[language], language)}
      </p>
      {answer.seats.length === 0 ? (
        <p class="caution">{table.nobody}</p>
      ) : (
        <>
          <p class="quiet after-lead" data-testid="proof">
            {proofOf(page, answer)}
          </p>
          <h3 class="small-title">{table.seats}</h3>
          <Contacts page={page} answer={answer} />
          <ul class="cards">
            {others.map((seat) => (
              <SeatCard key={seat.id} page={page} seat={seat} answer={answer} />
            ))}
            {homes.length > 0 && <Homes page={page} homes={homes} answer={answer} />}
          </ul>
        </>
      )}
      <Uncovered page={page} answer={answer} />
      <Also page={page} answer={answer} />
      <Rules page={page} answer={answer} />
      <CopyForMinutes page={page} paragraph={paragraphOf(answer.logbook, language)} />
    </>
  );
}

function proofOf({ state, text }: Page, { proof }: RoundTableAnswer): string {
  const { language } = state.address;
  const seats = formatNumber(proof.seats, language);
  const { table } = text.journey;
  return proof.smallest
    ? table.exact(seats, proof.seats)
    : table.approximate(seats, formatNumber(proof.at_least, language));
}

/** All contacts at once: as a list to paste, or as one mail to those who have an address. */
function Contacts({ page, answer }: Props) {
  const { state, text } = page;
  const { language } = state.address;
  const { table, logbook } = text.journey;
  const [said, setSaid] = useState("");
  const subject = table.mailSubject(
    answer.theme.name[language],
    answer.subject.name || text.area.title,
  );
  const letter = invitation(answer.seats, subject);
  return (
    <div class="ways invite">
      <button
        type="button"
        class="button"
        onClick={async () => {
          const done = await copied(contactsOf(answer.seats, language));
          setSaid(done ? logbook.copied : text.tabs.noDownload);
        }}
      >
        {table.contacts}
      </button>
      {letter && (
        <a class="button" href={letter}>
          {table.write}
        </a>
      )}
      <span class="quiet" role="status">
        {said}
      </span>
    </div>
  );
}

interface SeatProps extends Props {
  readonly seat: Seat;
}

function SeatCard({ page, seat, answer }: SeatProps) {
  const { state, text } = page;
  const { language } = state.address;
  const [name, kind] = [seat.name[language], seat.kind_name[language]];
  return (
    <li class="card" data-testid="seat">
      <p class="card-name">
        <span>{name}</span> <span class="quiet holder-kind">{kind}</span>
        {seat.indispensable && <span class="badge">{text.journey.table.indispensable}</span>}
      </p>
      {seat.roles.map((role) => (
        <RoleLine key={role.need} page={page} role={role} answer={answer} />
      ))}
      <Reach page={page} contact={seat.contact} insist />
    </li>
  );
}

interface RoleProps extends Props {
  readonly role: Role;
}

/** “Décide : crèches, 89,3 % des habitants · partagé · CSP L2324-1”. */
function RoleLine({ page, role, answer }: RoleProps) {
  const { state, text } = page;
  const { language } = state.address;
  const { table } = text.journey;
  const titles: Record<Title, string> = text.tabs.held.titles;
  const need = answer.needs.find(({ slug }) => slug === role.need)?.name[language] ?? role.need;
  const facts = [
    role.share.population !== null && table.people(formatShare(role.share.population, language)),
    role.title && titles[role.title],
    role.article,
    role.programmes?.map(({ name }) => name[language]).join(", "),
  ].filter(Boolean);
  return (
    <p class="card-facts">
      <strong>{role.kind === "decide" ? table.decides : table.funds}</strong>{" "}
      {typeset(need, language)} <span class="quiet">{facts.join(" · ")}</span>
      {role.verify && <span class="badge">{table.toCheck}</span>}
    </p>
  );
}

/** Communes that each decide for themselves: one card, their town halls folded. */
function Homes({ page, homes, answer }: Props & { homes: readonly Seat[] }) {
  const { state, text } = page;
  const { language } = state.address;
  const { table } = text.journey;
  const needs = new Set(homes.flatMap(({ roles }) => roles.map(({ need }) => need)));
  const decided = answer.needs.filter(({ slug }) => needs.has(slug));
  return (
    <li class="card" data-testid="seat">
      <p class="card-name">
        <span>{table.each(formatNumber(homes.length, language))}</span>
        {homes.every(({ indispensable }) => indispensable) && (
          <span class="badge">{table.indispensable}</span>
        )}
      </p>
      <p class="card-facts">
        <strong>{table.decides}</strong>{" "}
        {decided.map(({ name }) => typeset(name[language], language)).join(", ")}
      </p>
      <details class="each">
        <summary>{table.eachList}</summary>
        <ul>
          {homes.map((seat) => (
            <li key={seat.id}>
              <span class="each-name">{seat.name[language]}</span>
              <Reach page={page} contact={seat.contact} />
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

function Uncovered({ page, answer }: Props) {
  const { language } = page.state.address;
  if (answer.uncovered.length === 0) return null;
  return (
    <section aria-labelledby="uncovered-title">
      <h3 id="uncovered-title" class="small-title">
        {page.text.journey.table.uncovered}
      </h3>
      <ul class="facts">
        {answer.uncovered.map(({ need, sentence }) => (
          <li key={need}>{typeset(sentence[language], language)}</li>
        ))}
      </ul>
    </section>
  );
}

function Also({ page, answer }: Props) {
  const { state, text } = page;
  const { language } = state.address;
  const { table } = text.journey;
  if (answer.also.length === 0) return null;
  const contactOf = (contact: Contact) => <Reach page={page} contact={contact} />;
  return (
    <details class="each">
      <summary>
        {table.also} <span class="quiet">({formatNumber(answer.also.length, language)})</span>
      </summary>
      <ul>
        {answer.also.map((one) => (
          <li key={`${one.id} ${one.need}`}>
            {capitalised(one.name[language])} <span class="quiet">{table.why[one.why]}</span>
            {contactOf(one.contact)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Rules({ page, answer }: Props) {
  const { state, text } = page;
  const { language } = state.address;
  const { table } = text.journey;
  if (answer.rules.length === 0) return null;
  return (
    <details class="each">
      <summary>
        {table.rules} <span class="quiet">({formatNumber(answer.rules.length, language)})</span>
      </summary>
      <ul class="rules">
        {answer.rules.map((rule) => (
          <li key={rule.slug}>
            <strong>{typeset(rule.name[language], language)}</strong>
            {rule.verify && <span class="badge">{table.toCheck}</span>}
            <p>{typeset(rule.text[language], language)}</p>
            <p class="quiet">
              {rule.article}, {table.since(formatDay(rule.from, language))}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
