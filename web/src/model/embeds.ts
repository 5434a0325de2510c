// What to paste into another site: a frame, the component, an image with a link, a plain link.
import type { Address, Language } from "../address/address";
import { encodePolyline } from "../address/polyline";
import { type Asked, path } from "../api/questions";

export type Colour = "cut" | "people" | "holders" | "actors";
export type Theme = "auto" | "light" | "dark";

export interface EmbedChoice {
  readonly colour: Colour;
  readonly theme: Theme;
  readonly height: number;
  readonly interactive: boolean;
  readonly insets: boolean;
}

export const USUAL_CHOICE: EmbedChoice = {
  colour: "cut",
  theme: "auto",
  height: 480,
  interactive: true,
  insets: false,
};

export const HEIGHTS = { least: 160, most: 2000 };

/** Communes an address of other sites may carry. */
const MOST_COMMUNES = 1000;

/** Whether ground fits in the address of a frame; else it must be kept under a name first. */
export function fitsAnAddress(asked: Asked): boolean {
  return !("communes" in asked) || asked.communes.length <= MOST_COMMUNES;
}

/** What the map is of, and what its colours need to know. */
export interface Embedded {
  readonly asked: Asked;
  readonly name: string;
  readonly layers: readonly string[] | null;
  readonly vintage: number | null;
  readonly language: Language;
  readonly competence: string | null;
  readonly theme: string | null;
}

export interface Snippets {
  readonly frame: string;
  readonly component: string;
  readonly image: string;
  readonly link: string;
}

/** What an embed of the open page would be. */
export function embedded(address: Address, asked: Asked, name: string, competence: string | null) {
  const { layers, vintage, language, theme } = address;
  return { asked, name, layers, vintage, language, competence, theme };
}

/** The colours that what is known allows. */
export function coloursOf({ competence, theme }: Embedded): Colour[] {
  return [
    "cut",
    "people",
    ...(competence ? (["holders"] as const) : []),
    ...(theme ? (["actors"] as const) : []),
  ];
}

function groundOf(asked: Asked): Record<string, string | null> {
  if ("id" in asked) return {};
  const name = asked.name ?? null;
  return "communes" in asked
    ? { communes: asked.communes.join(","), name }
    : { polygon: encodePolyline(asked.ring), name };
}

const idOf = (asked: Asked) => ("id" in asked ? asked.id : null);
export const spoken = (language: Language) => (language === "fr" ? null : language);

function colourWord({ competence, theme }: Embedded, colour: Colour): string | null {
  if (colour === "holders") return `holders:${competence}`;
  if (colour === "actors") return `actors:${theme}`;
  return colour === "people" ? colour : null;
}

function options(map: Embedded, choice: EmbedChoice): Record<string, string | null> {
  return {
    ...groundOf(map.asked),
    layers: map.layers?.join(",") || null,
    colour: colourWord(map, choice.colour),
    theme: choice.theme === "auto" ? null : choice.theme,
    lang: spoken(map.language),
    vintage: map.vintage === null ? null : String(map.vintage),
    interactive: choice.interactive ? null : "false",
    insets: choice.insets ? "true" : null,
  };
}

/** The path of the frame. */
export function framePath(map: Embedded, choice: EmbedChoice): string {
  const id = idOf(map.asked);
  return path(id === null ? "/embed" : `/embed/${id}`, options(map, choice));
}

/** The path of the image of some ground. */
export function imagePath(
  asked: Asked,
  ending: "svg" | "png" | "webp",
  options: Record<string, string | null>,
): string {
  return path(`/static/${idOf(asked) ?? "ground"}.${ending}`, { ...groundOf(asked), ...options });
}

/** What to paste, by form. */
export function snippetsOf(
  map: Embedded,
  choice: EmbedChoice,
  origin: string,
  alternative: string,
): Snippets {
  const id = idOf(map.asked);
  const told = { ...groundOf(map.asked), lang: spoken(map.language) };
  const link = origin + path("/", { territory: id, ...told });
  const dark = choice.theme === "dark" ? "dark" : null;
  const image = origin + imagePath(map.asked, "png", { lang: spoken(map.language), style: dark });
  const frame = tag("iframe", {
    src: origin + framePath(map, choice),
    title: alternative,
    width: "100%",
    height: String(choice.height),
    loading: "lazy",
    style: "border:0",
  });
  const component = tag("echelle-map", {
    territory: id,
    ...options(map, choice),
    height: String(choice.height),
    title: alternative,
  });
  return {
    frame,
    component: `<script type="module" src="${origin}/embed.js"></script>\n${component}`,
    image: `<a href="${escaped(link)}"><img src="${escaped(image)}" width="600" height="315" alt="${escaped(alternative)}"></a>`,
    link,
  };
}

function tag(name: string, attributes: Record<string, string | null>): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === null ? [] : [` ${key}="${escaped(value)}"`],
  );
  return `<${name}${written.join("")}></${name}>`;
}

/** A text as the value of an attribute. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
