// Who acts here: subject or words, where they stand, the sentence, the list page by page, the networks.
import type { Language, Standing } from "../address/address";
import { actorsRequest } from "../api/questions";
import type { Actor, ActorsAnswer, Network } from "../api/tabs";
import { capitalised, formatDay, formatNumber, typeset } from "../model/format";
import { today, written } from "../model/logbook";
import { shown } from "../state/state";
import { groundAsked, narrowedBy } from "../state/tabs";
import { DownloadLink } from "./Download";
import { CopyForMinutes } from "./Logbook";
import { Pages } from "./Pages";
import type { Page } from "./page";
import { Reach } from "./reach";
import { SubjectFilter } from "./SubjectFilter";
import { TabAnswer } from "./TabAnswer";

/** Actors named in a paragraph for a minute: more is a table. */
const MOST_TOLD = 12;

const STANDINGS: readonly Standing[] = ["here", "acts", "near"];

export function ActorsTab({ page, about }: { page: Page; about: string }) {
  const { people } = page.text.tabs;
  return (
    <>
      <SubjectFilter page={page} label={people.label} placeholder={people.placeholder} />
      <StandingChoice page={page} />
      <TabAnswer
        page={page}
        answer={page.state.actors}
        show={(answer) => <Found page={page} answer={answer} about={about} />}
      />
    </>
  );
}

function StandingChoice({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const { people } = text.tabs;
  const { language, standing } = state.address;
  const counts = shown(state.actors)?.counts;
  const total = counts ? counts.here + counts.acts + counts.near : null;
  const choice = (value: Standing | null, name: string, count: number | null) => (
    <label key={name}>
      <input
        type="radio"
        name="standing"
        checked={standing === value}
        onChange={() => actions.ask({ standing: value })}
      />
      <span>
        {name}{" "}
        <span class="choice-count">{count === null ? "" : formatNumber(count, language)}</span>
      </span>
    </label>
  );
  return (
    <fieldset class="choice standing">
      <legend class="visually-hidden">{people.where}</legend>
      {choice(null, people.all, total)}
      {STANDINGS.map((one) => choice(one, people[one], counts?.[one] ?? null))}
    </fieldset>
  );
}

interface FoundProps {
  readonly page: Page;
  readonly answer: ActorsAnswer;
  /** What the territory is called. */
  readonly about: string;
}

function Found({ page, answer, about }: FoundProps) {
  const { state, text } = page;
  const { language, vintage } = state.address;
  const { people } = text.tabs;
  const ground = groundAsked(state);
  return (
    <>
      <p class="lead" data-testid="tab-sentence">
        {typeset(answer.sentence[language], language)}{" "}
        {answer.typos_forgiven && <span class="quiet">{people.typos}</span>}
      </p>
      {answer.actors.length === 0 && <p class="caution">{people.none}</p>}
      <h3 class="visually-hidden">{people.list}</h3>
      <ul class="cards">
        {answer.actors.map((actor) => (
          <ActorCard key={actor.id} page={page} actor={actor} />
        ))}
      </ul>
      <Pages page={page} total={answer.total} />
      <Networks page={page} networks={answer.networks} />
      <Sources page={page} answer={answer} />
      {ground && answer.total > 0 && (
        <DownloadLink
          page={page}
          request={actorsRequest(ground, narrowedBy(state), vintage, "csv", language)}
          file={`${people.file}.csv`}
        >
          {text.tabs.csv}
        </DownloadLink>
      )}
      <CopyForMinutes
        page={page}
        paragraph={written(
          {
            title: text.journey.names.actors,
            about,
            vintage: answer.vintage,
            day: today(),
            lines: [
              answer.sentence[language],
              ...answer.actors.slice(0, MOST_TOLD).map((actor) => actorLine(actor, language)),
            ],
            sources: answer.sources.map((source) => source.attribution || source.name),
          },
          text,
        )}
      />
    </>
  );
}

/** “Crèche Les Loupiots (crèche), Ganges, 04 67 00 00 00”. */
function actorLine({ name, kind_name: kind, place, contact }: Actor, language: Language): string {
  return [`${name} (${kind[language]})`, place.commune?.name, contact.phone]
    .filter(Boolean)
    .join(", ");
}

function ActorCard({ page, actor }: { page: Page; actor: Actor }) {
  const { text, state } = page;
  const { people } = text.tabs;
  const { language } = state.address;
  const facts = [
    capitalised(actor.kind_name[language]),
    actor.place.commune?.name,
    ...actor.themes.map((theme) => theme.name[language]),
  ].filter(Boolean);
  return (
    <li class="card" data-testid="actor">
      <p class="card-name">
        <span class={`point ${actor.where}`} aria-hidden="true" />
        <span>{actor.name}</span>
        {actor.where !== "here" && <span class="badge">{people.standing[actor.where]}</span>}
      </p>
      <p class="quiet card-facts">{facts.join(" · ")}</p>
      {actor.about && <p>{actor.about}</p>}
      <Reach page={page} contact={actor.contact} />
      {actor.hours && (
        <p class="card-facts">
          {people.hours} {actor.hours}
        </p>
      )}
      {actor.place.placed !== "coordinates" && <p class="quiet card-facts">{people.approximate}</p>}
    </li>
  );
}

function Networks({ page, networks }: { page: Page; networks: readonly Network[] }) {
  const { people } = page.text.tabs;
  if (networks.length === 0) return null;
  return (
    <>
      <h3 class="small-title">{people.networks}</h3>
      <ul class="cards">
        {networks.map((network) => (
          <li key={network.name} class="card">
            <p class="card-name">
              <span>{network.name}</span>
              <span class="badge">{people.members(network.members)}</span>
            </p>
            <p class="quiet card-facts">
              {network.shown
                .map((member) => member.name + (member.commune ? ` (${member.commune.name})` : ""))
                .join(", ")}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Sources({ page, answer }: { page: Page; answer: ActorsAnswer }) {
  const { state, text } = page;
  const { language } = state.address;
  const days = new Map(answer.actors.map((actor) => [actor.source, actor.as_of]));
  const line = answer.sources.map((source) => {
    const day = days.get(source.key) ?? source.vintage?.toString();
    const dated = day ? `, ${text.tabs.asOf(formatDay(day, language))}` : "";
    return `${source.attribution || source.name}${dated}, ${text.tabs.people.licence} ${source.licence}`;
  });
  return line.length ? <p class="source-line">{line.join(" · ")}</p> : null;
}
