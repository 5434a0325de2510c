// Who holds a competence here: the words for it, the sentence, then each zone with whom to call.

import { useState } from "preact/hooks";
import { holdersRequest } from "../api/questions";
import type { Holder, HoldersAnswer, Title } from "../api/tabs";
import { capitalised, formatDay, formatNumber, formatShare, typeset } from "../model/format";
import { written } from "../model/logbook";
import { themeNamed } from "../model/vocabulary";
import { type GroupHolder, groupsOfZones, type ZoneGroup } from "../model/zones";
import { shown } from "../state/state";
import { competenceShown, competencesOfTheme, groundAsked } from "../state/tabs";
import { DownloadLink } from "./Download";
import { CopyForMinutes } from "./Logbook";
import { Loading } from "./Messages";
import type { Page } from "./page";
import { Reach } from "./reach";
import { SubjectChoices, SubjectOfJourney } from "./Subject";
import { type Proposal, SuggestField } from "./SuggestField";
import { TabAnswer } from "./TabAnswer";
import { ZoneMark } from "./ZoneMark";

/** Zones listed before the rest is asked for. */
const FIRST_ZONES = 12;

interface Props {
  readonly page: Page;
  /** What the territory is called. */
  readonly about: string;
}

export function HoldersTab({ page, about }: Props) {
  const { state, text, actions } = page;
  const { theme, language } = state.address;
  const competence = competenceShown(state);
  const called = theme ? competencesOfTheme(state) : [];
  const known = shown(state.vocabulary)?.competences.competences ?? [];
  const name = known.find(({ slug }) => slug === competence)?.name;
  const answered = shown(state.held)?.answer.competence;
  const fallback = answered?.slug === competence ? answered?.name : competence;

  async function propose(words: string, signal: AbortSignal): Promise<Proposal[]> {
    if (!words) return [];
    const { competences } = await page.questions.competences(words, language, signal);
    return competences.slice(0, 8).map((found) => ({
      key: found.slug,
      name: found.name,
      hint: found.summary,
    }));
  }

  const field = (
    <SuggestField
      page={page}
      label={text.tabs.held.label}
      placeholder={text.tabs.held.placeholder}
      chosen={name ?? fallback ?? ""}
      propose={propose}
      onChoose={({ key }) => actions.ask({ competence: key })}
      onClear={() => actions.ask({ competence: null })}
    />
  );
  const waiting = theme !== null && state.table.status === "loading";
  return (
    <>
      <SubjectOfJourney page={page} />
      {theme === null && competence === null && <SubjectChoices page={page} />}
      {called.length > 0 ? (
        <>
          <Called page={page} called={called} present={competence} />
          <details class="each other-competence">
            <summary>{text.journey.subject.other}</summary>
            {field}
          </details>
        </>
      ) : (
        field
      )}
      {competence !== null ? (
        <TabAnswer
          page={page}
          answer={state.held}
          show={({ answer }) => <Held page={page} answer={answer} about={about} />}
        />
      ) : waiting ? (
        <Loading page={page} />
      ) : (
        <Browse page={page} />
      )}
    </>
  );
}

interface CalledProps {
  readonly page: Page;
  readonly called: readonly { slug: string; name: string }[];
  readonly present: string | null;
}

/** The competences that the subject calls for, one of them open. */
function Called({ page, called, present }: CalledProps) {
  const { state, text, actions } = page;
  const { theme, language } = state.address;
  const themes = shown(state.vocabulary)?.themes.themes ?? [];
  const name = themeNamed(theme ?? "", themes, language) ?? theme ?? "";
  return (
    <fieldset class="called">
      <legend>{text.journey.subject.calls(name)}</legend>
      {called.map((one) => (
        <button
          key={one.slug}
          type="button"
          class="chip plain"
          aria-pressed={one.slug === present}
          onClick={() => actions.ask({ competence: one.slug })}
        >
          {one.name}
        </button>
      ))}
    </fieldset>
  );
}

/** All competences by theme, folded. */
function Browse({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const vocabulary = shown(state.vocabulary)?.competences;
  return (
    <>
      <p class="quiet after-lead">{text.tabs.held.lead}</p>
      <h3 class="small-title">{text.tabs.held.browse}</h3>
      <ul class="browse">
        {vocabulary?.themes.map((theme) => {
          const members = vocabulary.competences.filter((one) => one.theme === theme.slug);
          return (
            <li key={theme.slug}>
              <details>
                <summary>
                  {theme.name}{" "}
                  <span class="quiet" aria-hidden="true">
                    {members.length}
                  </span>
                  <span class="visually-hidden">{text.tabs.held.count(members.length)}</span>
                </summary>
                <ul>
                  {members.map((one) => (
                    <li key={one.slug}>
                      <button
                        type="button"
                        class="link"
                        onClick={() => actions.ask({ competence: one.slug })}
                      >
                        {one.name}
                      </button>
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function Held({ page, answer, about }: Props & { answer: HoldersAnswer }) {
  const { state, text } = page;
  const { language, vintage } = state.address;
  const ground = groundAsked(state);
  const groups = groupsOfZones(answer);
  const [all, setAll] = useState(false);
  const many = groups.length > FIRST_ZONES + 1;
  const listed = all || !many ? groups : groups.slice(0, FIRST_ZONES);
  return (
    <>
      <p class="lead" data-testid="tab-sentence">
        {typeset(answer.sentence, language)}
      </p>
      <h3 class="visually-hidden">{text.tabs.held.zones}</h3>
      <ul class="zones">
        {listed.map((group) => (
          <ZoneCard key={group.letter} page={page} group={group} alone={groups.length === 1} />
        ))}
      </ul>
      {many && (
        <button type="button" class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? text.cuts.allShown : text.cuts.others(groups.length - FIRST_ZONES)}
        </button>
      )}
      <p class="source-line">
        {[
          text.tabs.held.onDay(formatDay(answer.date, language)),
          ...new Set(answer.zones.flatMap((zone) => zone.holders.map((holder) => holder.source))),
          declaredOf(answer, page),
        ].join(" · ")}
      </p>
      {ground && (
        <DownloadLink
          page={page}
          request={holdersRequest(ground, answer.competence.slug, language, vintage, "csv")}
          file={`${answer.competence.slug}.csv`}
        >
          {text.tabs.csv}
        </DownloadLink>
      )}
      <CopyForMinutes
        page={page}
        paragraph={written(
          {
            title: `${text.journey.names.competences} ${answer.competence.name}`,
            about,
            vintage: answer.vintage,
            day: answer.date,
            lines: [answer.sentence, ...groups.map((group) => zoneLine(group, page))],
            sources: [
              ...answer.zones.flatMap((zone) => zone.holders.map((holder) => holder.source)),
              declaredOf(answer, page),
            ],
          },
          text,
        )}
      />
    </>
  );
}

/** “A, 21 communes: Hérault (par la loi, CASF L214-1)”. */
function zoneLine(group: ZoneGroup, { text, state }: Page): string {
  const { language } = state.address;
  const titles: Record<Title, string> = text.tabs.held.titles;
  const who = group.holders.map((one) => {
    const holder = one.type === "one" ? one.holder : one.holders[0];
    const name =
      one.type === "one"
        ? one.holder.authority.name
        : text.tabs.held.each(formatNumber(one.holders.length, language));
    return holder ? `${name} (${titles[holder.title] ?? holder.title}, ${holder.basis})` : name;
  });
  const communes = text.subject.communes(formatNumber(group.communes, language), group.communes);
  return `${communes} : ${who.join(", ") || text.tabs.held.nobody}`;
}

function declaredOf({ declared }: HoldersAnswer, { text }: Page): string {
  if (typeof declared === "string") return text.tabs.held.nothingDeclared;
  return text.tabs.held.declaredBy(
    declared.map((one) => [one.name, one.vintage].filter(Boolean).join(" ")).join(", "),
  );
}

interface ZoneProps {
  readonly page: Page;
  readonly group: ZoneGroup;
  readonly alone: boolean;
}

function ZoneCard({ page, group, alone }: ZoneProps) {
  const { state, text } = page;
  const { language } = state.address;
  return (
    <li class="zone shades-administrative" data-testid="zone">
      <p class="zone-head">
        {!alone && <ZoneMark group={group} />}
        {!alone && <span class="visually-hidden">{text.tabs.held.zone(group.letter)}</span>}
        <span class="quiet">
          {text.subject.communes(formatNumber(group.communes, language), group.communes)},{" "}
          {text.place.inhabitants(formatNumber(group.population, language), group.population)}
        </span>
        {!alone && <span class="share">{formatShare(group.share, language)}</span>}
      </p>
      {group.holders.length === 0 && <p>{text.tabs.held.nobody}</p>}
      {group.holders.map((holder) =>
        holder.type === "one" ? (
          <HolderLine key={holder.holder.authority.id} page={page} holder={holder.holder} />
        ) : (
          <EachLine key="each" page={page} holders={holder.holders} />
        ),
      )}
      <Others page={page} title={text.tabs.held.also} holders={group.lead} />
      <Others page={page} title={text.tabs.held.mayAct} holders={group.mayAct} />
    </li>
  );
}

/** “par la loi · CGCT L5214-16 · depuis le 1ᵉʳ janvier 2018”. */
function TitleLine({ page, holder }: { page: Page; holder: Holder }) {
  const { text, state } = page;
  const { held } = text.tabs;
  const { language } = state.address;
  const titles: Record<Title, string> = held.titles;
  return (
    <p class="title-line">
      <strong>{titles[holder.title] ?? holder.title}</strong>
      {" · "}
      {holder.basis}
      {holder.as_of && `, ${held.since(formatDay(holder.as_of, language))}`}
      {holder.verify && <span class="badge">{held.verify}</span>}
      {holder.on && <span class="note">{typeset(held.dependsOn(holder.on), language)}</span>}
      {holder.note && <span class="note">{typeset(holder.note, language)}</span>}
    </p>
  );
}

function HolderLine({ page, holder }: { page: Page; holder: Holder }) {
  const { name, kind_name: kind, contact } = holder.authority;
  const home = holder.authority.kind === "commune";
  return (
    <div class="holder">
      <p class="holder-name">
        {name} <span class="quiet holder-kind">{home || !sameStart(name, kind) ? kind : ""}</span>
      </p>
      <TitleLine page={page} holder={holder} />
      {contact.seat && !home && (
        <p class="reach quiet">
          {page.text.tabs.held.seat} {contact.seat}
        </p>
      )}
      <Reach page={page} contact={contact} insist />
    </div>
  );
}

/** Whether the kind only repeats the name: “Région Occitanie”, région. */
function sameStart(name: string, kind: string): boolean {
  return name.toLocaleLowerCase().startsWith(kind.toLocaleLowerCase());
}

/** Communes that each hold it at home: one line, their town halls folded. */
function EachLine({
  page,
  holders,
}: {
  page: Page;
  holders: Extract<GroupHolder, { type: "each" }>["holders"];
}) {
  const { text, state } = page;
  const { held } = text.tabs;
  const [first] = holders;
  const sorted = [...holders].sort((a, b) =>
    a.authority.name.localeCompare(b.authority.name, "fr"),
  );
  return (
    <div class="holder">
      <p class="holder-name">{held.each(formatNumber(holders.length, state.address.language))}</p>
      {first && <TitleLine page={page} holder={first} />}
      <details class="each">
        <summary>{held.eachList}</summary>
        <ul>
          {sorted.map(({ authority }) => (
            <li key={authority.id}>
              <span class="each-name">{authority.name}</span>
              <Reach page={page} contact={authority.contact} />
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Who leads, or may act too: names, and by which article. */
function Others({
  page,
  title,
  holders,
}: {
  page: Page;
  title: string;
  holders: readonly Holder[];
}) {
  if (holders.length === 0) return null;
  const communes = holders.filter((holder) => holder.authority.kind === "commune");
  const many = communes.length > 3;
  const named = many ? holders.filter((holder) => !communes.includes(holder)) : holders;
  const { language } = page.state.address;
  const each = page.text.tabs.held.each(formatNumber(communes.length, language));
  return (
    <div class="others">
      <p class="others-title">{title}</p>
      <ul>
        {named.map((holder) => (
          <li key={holder.authority.id}>
            {capitalised(holder.authority.name)} <span class="quiet">{holder.basis}</span>
          </li>
        ))}
        {many && (
          <li>
            {each} <span class="quiet">{communes[0]?.basis}</span>
          </li>
        )}
      </ul>
    </div>
  );
}
