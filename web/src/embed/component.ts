// <echelle-map territory="epci:243400736" …>: a map of Échelle on any page. One small script; the frame
// it makes is only asked for when it comes into view, and an image with a link stands there until then.

/** How long a frame may take to say that it is alive. */
const PATIENCE_MS = 20_000;
const USUAL_HEIGHT = 480;
const HEIGHTS = { least: 160, most: 2000 };

const ATTRIBUTES = [
  "territory",
  "communes",
  "polygon",
  "name",
  "layers",
  "colour",
  "theme",
  "lang",
  "vintage",
  "interactive",
  "insets",
] as const;

const WORDS = {
  fr: {
    map: "Carte",
    open: "Ouvrir la carte dans Échelle",
    silent: "La carte ne répond pas. Le lien ci-dessous y mène.",
    nothing: "echelle-map : il manque l’attribut territory (type:code), communes ou polygon.",
  },
  en: {
    map: "Map",
    open: "Open the map in Échelle",
    silent: "The map does not answer. The link below leads to it.",
    nothing: "echelle-map: the attribute territory (kind:code), communes or polygon is missing.",
  },
} as const;

const STYLE = `
:host { display: block; box-sizing: border-box; position: relative; overflow: hidden; border: 1px solid #ded6c6;
  border-radius: 10px; background: #fffdf8; color: #1f2933; font: 16px/1.4 system-ui, sans-serif; }
:host([hidden]) { display: none; }
.still { position: absolute; inset: 0; display: grid; grid-template-rows: 1fr auto; }
.still img { width: 100%; height: 100%; object-fit: contain; min-height: 0; }
.still p { margin: 0; padding: 8px 12px; }
.still a { color: #234873; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; opacity: 0; }
iframe.alive { opacity: 1; }
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) { background: #1c1a17; color: #f0ebe0; border-color: #3c3730; }
  :host(:not([theme="light"])) .still a { color: #9dbde6; }
}
`;

const origin = new URL(import.meta.url).origin;
const TERRITORY = /^[a-z][a-z0-9-]{1,39}:[A-Za-z0-9._-]{1,64}$/;

class EchelleMap extends HTMLElement {
  static observedAttributes = [...ATTRIBUTES, "height"];
  #root = this.attachShadow({ mode: "open" });
  #sight: IntersectionObserver | null = null;
  #seen = false;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
  }

  connectedCallback(): void {
    this.#draw();
    this.#sight = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.#sight?.disconnect();
        this.#seen = true;
        this.#draw();
      },
      { rootMargin: "200px" },
    );
    this.#sight.observe(this);
  }

  disconnectedCallback(): void {
    this.#sight?.disconnect();
    this.#stop?.();
  }

  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) this.#draw();
  }

  #draw(): void {
    this.#stop?.();
    const words = this.lang === "en" ? WORDS.en : WORDS.fr;
    const height = Number(this.getAttribute("height") ?? USUAL_HEIGHT);
    const sound = Number.isInteger(height) && height >= HEIGHTS.least && height <= HEIGHTS.most;
    this.style.height = `${sound ? height : USUAL_HEIGHT}px`;
    const paths = this.#paths();
    if (!paths) {
      const told = element("p", {}, words.nothing);
      this.#root.replaceChildren(told);
      return;
    }
    const title = this.getAttribute("title") ?? words.map;
    const still = element("div", { class: "still" });
    still.append(
      element("img", { src: paths.image, alt: title, loading: "lazy" }),
      element("p", {}),
    );
    const link = element("a", { href: paths.page, target: "_blank", rel: "noopener" }, words.open);
    still.lastElementChild?.append(link);
    this.#root.replaceChildren(still);
    if (this.#seen) this.#frame(paths.frame, title, still, words.silent);
  }

  /** Puts the live map over the image; takes it away again where no answer comes. */
  #frame(source: string, title: string, still: HTMLElement, silent: string): void {
    const frame = element("iframe", { src: source, title });
    const hear = (event: MessageEvent) => {
      const told = event.data as { echelle?: unknown } | null;
      if (event.source !== frame.contentWindow || event.origin !== origin || !told?.echelle) return;
      frame.classList.add("alive");
      still.setAttribute("inert", "");
      stop();
    };
    const timer = setTimeout(() => {
      frame.remove();
      still.querySelector("p")?.prepend(`${silent} `);
      stop();
    }, PATIENCE_MS);
    const stop = () => {
      clearTimeout(timer);
      removeEventListener("message", hear);
      this.#stop = null;
    };
    this.#stop = stop;
    addEventListener("message", hear);
    this.#root.append(frame);
  }

  /** Where the frame, the image and the whole page are; `null` where no ground is told. */
  #paths(): { frame: string; image: string; page: string } | null {
    const query = new URLSearchParams();
    for (const name of ATTRIBUTES) {
      const value = this.getAttribute(name);
      if (value !== null && name !== "territory") query.set(name, value === "" ? "true" : value);
    }
    const territory = this.getAttribute("territory");
    const own = query.has("communes") || query.has("polygon");
    if (territory === null ? !own : !TERRITORY.test(territory)) return null;
    const image = new URLSearchParams(query);
    image.delete("theme");
    const dark = this.getAttribute("theme") === "dark";
    for (const [name, value] of [
      ["width", "900"],
      ["height", "560"],
      ["key", "false"],
      ["style", dark ? "dark" : "light"],
    ] as const) {
      image.set(name, value);
    }
    const page = new URLSearchParams(query);
    for (const name of ["theme", "colour", "interactive", "insets"]) page.delete(name);
    if (territory !== null) page.set("territory", territory);
    return {
      frame: `${origin}/embed${territory === null ? "" : `/${territory}`}?${query}`,
      image: `${origin}/static/${territory ?? "ground"}.svg?${image}`,
      page: `${origin}/?${page}`,
    };
  }
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

if (!customElements.get("echelle-map")) customElements.define("echelle-map", EchelleMap);
