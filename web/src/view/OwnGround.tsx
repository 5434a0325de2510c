// Ground of the user's own: the basket of communes and the drawn area, with what can be done to each.
import type { Nature } from "../address/address";
import { LONGEST_NAME } from "../address/query";
import { CloseIcon, DrawIcon, PickIcon, UndoIcon } from "./icons";
import { PasteForm } from "./PasteForm";
import type { Page } from "./page";

export function BasketTools({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const { communes, past } = state.basket;
  const picking = state.address.tool === "pick";
  return (
    <section class="own" aria-label={text.basket.list}>
      {communes.length === 0 && <p class="lead">{text.basket.empty}</p>}
      <PasteForm page={page} />
      <ul class="chips">
        {communes.map((code) => {
          const name = state.names.get(code) ?? code;
          return (
            <li key={code}>
              <button
                type="button"
                class="chip"
                aria-label={text.basket.remove(name)}
                onClick={() => actions.toggleCommune(code, name)}
              >
                {name} <CloseIcon />
              </button>
            </li>
          );
        })}
      </ul>
      <div class="ways">
        {!picking && (
          <button type="button" class="button" onClick={() => actions.setTool("pick")}>
            <PickIcon /> {text.basket.resume}
          </button>
        )}
        <button type="button" class="button" disabled={past.length === 0} onClick={actions.undo}>
          <UndoIcon /> {text.tools.undo}
        </button>
        <button
          type="button"
          class="button"
          disabled={communes.length === 0}
          onClick={actions.clear}
        >
          <CloseIcon /> {text.tools.clear}
        </button>
      </div>
    </section>
  );
}

/** A name and a nature for ground of one's own: the link carries both. */
export function NameForm({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const { called, nature } = state.address;
  const { naming } = text;
  return (
    <details class="more naming">
      <summary>{called ? naming.rename : naming.name}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const said = new FormData(event.currentTarget);
          const chosen = said.get("nature") === "lived" ? "lived" : "decided";
          const name = String(said.get("called") ?? "");
          if (pressed(event) === "server") void actions.keep(name, chosen);
          else actions.call(name, chosen);
        }}
      >
        <label>
          {naming.called}
          <input
            class="link-field"
            type="text"
            name="called"
            maxLength={LONGEST_NAME}
            autocomplete="off"
            defaultValue={called ?? ""}
          />
        </label>
        <fieldset class="natures">
          <legend>{naming.nature}</legend>
          <NatureChoice value="decided" present={nature} label={naming.decided} />
          <NatureChoice value="lived" present={nature} label={naming.lived} />
        </fieldset>
        <p class="ways">
          <button type="submit" class="button">
            {naming.keep}
          </button>
          <button
            type="submit"
            class="button"
            value="server"
            disabled={state.keeping.status === "loading"}
          >
            {naming.save}
          </button>
        </p>
        {state.keeping.status === "failed" && (
          <p class="caution" role="alert">
            {state.keeping.problem.detail || text.state.offline}
          </p>
        )}
        <p class="quiet">{naming.hint}</p>
      </form>
    </details>
  );
}

/** The value of the button that sent a form. */
function pressed(event: Event): string {
  const button = (event as SubmitEvent).submitter;
  return button instanceof HTMLButtonElement ? button.value : "";
}

interface NatureChoiceProps {
  readonly value: Nature;
  readonly present: Nature;
  readonly label: string;
}

function NatureChoice({ value, present, label }: NatureChoiceProps) {
  return (
    <label class="nature">
      <input type="radio" name="nature" value={value} defaultChecked={value === present} /> {label}
    </label>
  );
}

export function AreaTools({ page }: { page: Page }) {
  const { state, text, actions } = page;
  if (state.address.tool !== "none") return null;
  return (
    <div class="ways own">
      <button type="button" class="button" onClick={() => actions.setTool("edit")}>
        <DrawIcon /> {text.tools.edit}
      </button>
      <button type="button" class="button" onClick={() => actions.setTool("draw")}>
        <DrawIcon /> {text.tools.redraw}
      </button>
      <button type="button" class="button" onClick={() => actions.go({ type: "none" })}>
        <CloseIcon /> {text.tools.clear}
      </button>
    </div>
  );
}
