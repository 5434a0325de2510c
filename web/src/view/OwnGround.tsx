// Ground of the user's own: the basket of communes and the drawn area, with what can be done to each.
import { CloseIcon, DrawIcon, PickIcon, UndoIcon } from "./icons";
import type { Page } from "./page";

export function BasketTools({ page }: { page: Page }) {
  const { state, text, actions } = page;
  const { communes, past } = state.basket;
  const picking = state.address.tool === "pick";
  return (
    <section class="own" aria-label={text.basket.list}>
      {communes.length === 0 && <p class="lead">{text.basket.empty}</p>}
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
