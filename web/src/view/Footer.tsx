// Under the answer: the year of the boundaries, and where every figure comes from.
import type { Source } from "../api/answers";
import { shown } from "../state/state";
import type { Page } from "./page";

export function Footer({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const stats = shown(state.stats);
  if (!stats) return null;
  const latest = Math.max(...stats.vintages);
  const present = state.address.vintage ?? latest;
  const year =
    shown(state.place)?.detail.population?.year ?? shown(state.focus)?.detail?.population?.year;
  const focus = shown(state.focus);
  const sources = unique([
    ...(focus?.detail?.sources ?? []),
    ...(focus?.answer.sources ?? []),
    ...stats.sources,
  ]);
  return (
    <footer class="footer">
      <p>
        <label>
          {text.footer.boundaries}{" "}
          <select
            aria-label={text.footer.vintage}
            value={present}
            onChange={(event) => actions.setVintage(Number(event.currentTarget.value))}
          >
            {[...new Set([...stats.vintages, present])].map((vintage) => (
              <option key={vintage} value={vintage}>
                {vintage}
              </option>
            ))}
          </select>
        </label>
        {year !== undefined && `, ${text.footer.population(year)}`}
      </p>
      <details class="more">
        <summary>{text.footer.sources}</summary>
        <ul>
          {sources.map((source) => (
            <li key={source.key}>
              <SourceLine source={source} />
              {source.estimated && ` (${text.subject.estimated})`}, {text.footer.licence}{" "}
              {source.licence}
            </li>
          ))}
        </ul>
      </details>
    </footer>
  );
}

function SourceLine({ source }: { source: Source }) {
  const name = [source.name, source.attribution, source.vintage].filter(Boolean).join(", ");
  const safe = source.url && /^https?:\/\//.test(source.url) ? source.url : null;
  return safe ? (
    <a href={safe} rel="noopener noreferrer">
      {name}
    </a>
  ) : (
    <span>{name}</span>
  );
}

function unique(sources: readonly Source[]): Source[] {
  return [...new Map(sources.map((source) => [source.key, source])).values()];
}
