// The journey: where one stands among its steps, the question of the step, the way on and back.
import type { ComponentChildren } from "preact";
import { STEPS, type Step } from "../address/address";
import { writeQuery } from "../address/query";
import type { Page } from "./page";

interface LinkProps {
  readonly page: Page;
  readonly step: Step;
  readonly class?: string;
  readonly label?: string;
  readonly current?: boolean;
  readonly children: ComponentChildren;
}

/** A link to a step; followed in place, it takes the reader to the step's question. */
function StepLink({ page, step, class: name, label, current, children }: LinkProps) {
  function follow(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (event.currentTarget instanceof Element) {
      event.currentTarget.closest("details")?.removeAttribute("open");
    }
    page.actions.setStep(step);
    requestAnimationFrame(() => {
      document.getElementById("panel")?.scrollTo(0, 0);
      document.getElementById("question")?.focus({ preventScroll: true });
    });
  }
  return (
    <a
      href={`./${writeQuery({ ...page.state.address, step, page: 1 })}`}
      class={name}
      aria-label={label}
      title={label}
      aria-current={current ? "step" : undefined}
      onClick={follow}
    >
      {children}
    </a>
  );
}

/** The steps as stations of a line, the present one filled; their names unfold below. */
export function StepList({ page }: { page: Page }) {
  const { journey } = page.text;
  const present = STEPS.indexOf(page.state.address.step);
  return (
    <nav class="steps" aria-label={journey.title}>
      <ol class="stations">
        {STEPS.map((step, place) => (
          <li key={step} class={place < present ? "passed" : ""}>
            <StepLink
              page={page}
              step={step}
              class="station"
              current={place === present}
              label={`${place + 1}. ${journey.names[step]}`}
            >
              {place + 1}
            </StepLink>
          </li>
        ))}
      </ol>
      <details class="all-steps">
        <summary>
          {journey.stepOf(present + 1, STEPS.length)} <span class="quiet">· {journey.all}</span>
        </summary>
        <ol>
          {STEPS.map((step, place) => (
            <li key={step}>
              <StepLink page={page} step={step} current={place === present}>
                <span class="quiet" aria-hidden="true">
                  {place + 1}
                </span>
                <span>{journey.names[step]}</span>
              </StepLink>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
}

interface ScreenProps {
  readonly page: Page;
  readonly children: ComponentChildren;
}

/** One screen: the question, its answer, what comes next. */
export function StepScreen({ page, children }: ScreenProps) {
  const { step } = page.state.address;
  return (
    <section class={`step ${step}`} aria-labelledby="question" data-testid="step">
      <h2 id="question" class="question" tabIndex={-1}>
        {page.text.journey.names[step]}
      </h2>
      {children}
      <StepFoot page={page} />
    </section>
  );
}

function StepFoot({ page }: { page: Page }) {
  const { journey } = page.text;
  const present = STEPS.indexOf(page.state.address.step);
  const [before, after] = [STEPS[present - 1], STEPS[present + 1]];
  return (
    <p class="step-foot">
      {after && (
        <StepLink page={page} step={after} class="button next-step">
          <span class="way">{journey.next}</span> {journey.names[after]}
        </StepLink>
      )}
      {before && (
        <StepLink page={page} step={before} class="back-step">
          {journey.back} {journey.names[before]}
        </StepLink>
      )}
    </p>
  );
}

/** What a newcomer will find, before a place is chosen. */
export function JourneyPreview({ page }: { page: Page }) {
  const { journey } = page.text;
  return (
    <section class="preview" aria-labelledby="preview-title">
      <h2 id="preview-title" class="small-title">
        {journey.preview}
      </h2>
      <ol>
        {STEPS.slice(1).map((step, place) => (
          <li key={step}>
            <span class="preview-number" aria-hidden="true">
              {place + 2}
            </span>
            <span>{journey.names[step]}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
