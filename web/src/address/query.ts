// The address bar: the state as query parameters, and back. Reading never throws; it says what it dropped.
import {
  type Address,
  CRITERIA,
  type Criterion,
  HOME,
  isOwn,
  type Language,
  type Measure,
  type Nature,
  STEPS,
  type Standing,
  type Step,
  type Subject,
  subjectOf,
  type Tool,
  type View,
  type Weights,
} from "./address";
import { decodeCodes, encodeCodes } from "./codes";
import { decodePolyline, encodePolyline } from "./polyline";

/** Bounds on what a link may carry, far above what a person makes by hand. */
export const MOST_COMMUNES = 4000;
const MOST_POSITIONS = 5000;
/** Up to so many communes are written one by one, readable and in the order they were picked. */
const MOST_READABLE = 20;

const KIND = /^[a-z][a-z0-9-]{1,39}$/;
const TERRITORY = /^[a-z][a-z0-9-]{1,39}:[A-Za-z0-9._-]{1,64}$/;
const SLUG = /^[a-z0-9][a-z0-9-]{0,79}$/;
const MOST_LETTERS = 200;
/** The longest name the server keeps. */
export const LONGEST_NAME = 120;
const COMMUNE = /^(?:\d\d|2[AB])\d{3}$/;

export interface Reading {
  readonly address: Address;
  /** Parameters that were there but could not be read. */
  readonly damaged: readonly string[];
}

/** Reads a query string such as `?place=34111&kind=epci`. */
export function readQuery(query: string): Reading {
  const parameters = new URLSearchParams(query);
  const damaged: string[] = [];
  const read = <T>(name: string, parse: (text: string) => T | null, fallback: T): T => {
    const text = parameters.get(name);
    if (text === null) return fallback;
    const value = parse(text);
    if (value === null) damaged.push(name);
    return value ?? fallback;
  };
  const territory = read<string | null>("territory", matching(TERRITORY), null);
  const place = read<string | null>("place", matching(COMMUNE), null);
  const area = read<Subject | null>("polygon", readArea, null);
  const basket = read<Subject | null>("communes", readBasket, null);
  const tool = read<Tool>("tool", oneOf("none", "pick", "draw", "edit"), "none");
  const subject = area ?? basket ?? readPlace(place, territory) ?? startOf(tool);
  const called = read<string | null>("name", readName, null);
  const nature = read<Nature>("nature", oneOf("lived", "decided"), HOME.nature);
  return {
    address: {
      subject,
      ...(isOwn(subject) ? { called, nature } : { called: null, nature: HOME.nature }),
      kind: read<string | null>("kind", matching(KIND), null),
      piece: read<string | null>("piece", matching(TERRITORY), null),
      measure: read<Measure>("by", oneOf("people", "area"), "people"),
      layers: read<readonly string[] | null>("layers", readLayers, null),
      view: read<View | null>("map", readView, null),
      language: read<Language>("lang", oneOf("fr", "en"), "fr"),
      vintage: read<number | null>("vintage", readVintage, null),
      tool,
      // Links of before the journey say `tab`.
      step: read<Step>(parameters.has("step") ? "step" : "tab", oneOf(...STEPS), HOME.step),
      competence: read<string | null>("competence", matching(SLUG), null),
      theme: read<string | null>("theme", matching(SLUG), null),
      words: read<string | null>("words", readWords, null),
      applicant: read<string | null>("applicant", matching(SLUG), null),
      standing: read<Standing | null>("where", oneOf("here", "acts", "near"), null),
      page: read<number>("page", readPage, 1),
      weights: read<Weights>("weights", readWeights, HOME.weights),
      scale: read<string | null>("scale", matching(TERRITORY), null),
    },
    damaged,
  };
}

/** Writes the query string of a state; what is as by default is left out. */
export function writeQuery(address: Address): string {
  const parts = [...subjectParameters(address.subject)];
  const add = (name: string, value: string | number | null) => {
    if (value !== null) parts.push([name, String(value)]);
  };
  if (isOwn(address.subject)) {
    add("name", address.called);
    add("nature", address.nature === HOME.nature ? null : address.nature);
  }
  add("kind", address.kind);
  add("piece", address.piece);
  add("by", address.measure === HOME.measure ? null : address.measure);
  add("layers", address.layers && (address.layers.join(",") || "none"));
  add("step", address.step === HOME.step ? null : address.step);
  add("competence", address.competence);
  add("theme", address.theme);
  add("words", address.words);
  add("applicant", address.applicant);
  add("where", address.standing);
  add("page", address.page === HOME.page ? null : address.page);
  add("weights", writeWeights(address.weights) || null);
  add("scale", address.scale);
  add("vintage", address.vintage);
  add("tool", address.tool === "none" ? null : address.tool);
  add("lang", address.language === HOME.language ? null : address.language);
  add("map", address.view && writeView(address.view));
  return parts.length
    ? `?${parts.map(([name, value]) => `${name}=${readable(value)}`).join("&")}`
    : "";
}

/** `coverage:3,actors:0`, as the server reads it. */
export function writeWeights(weights: Weights): string {
  return CRITERIA.flatMap((criterion) => {
    const weight = weights[criterion];
    return weight === undefined ? [] : [`${criterion}:${weight}`];
  }).join(",");
}

/** `zoom/latitude/longitude`, as precise as the zoom deserves. */
export function writeView(view: View): string {
  const decimals = Math.max(2, Math.ceil(view.zoom / 3));
  return [trim(view.zoom, 2), trim(view.latitude, decimals), trim(view.longitude, decimals)].join(
    "/",
  );
}

function trim(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

/** Colons, commas and slashes are legal in a query and easier to read as they are. */
function readable(value: string): string {
  return encodeURIComponent(value).replace(/%3A/g, ":").replace(/%2C/g, ",").replace(/%2F/g, "/");
}

function subjectParameters(subject: Subject): [string, string][] {
  switch (subject.type) {
    case "none":
      return [];
    case "place":
      return [
        ["place", subject.commune],
        ...(subject.territory ? ([["territory", subject.territory]] as [string, string][]) : []),
      ];
    case "territory":
      return [["territory", subject.id]];
    case "area":
      return [["polygon", encodePolyline(subject.ring)]];
    case "basket":
      return [["communes", writeBasket(subject.communes)]];
  }
}

function readPlace(place: string | null, territory: string | null): Subject | null {
  if (place) return { type: "place", commune: place, territory };
  return territory ? subjectOf(territory) : null;
}

/** Picking starts from an empty basket. */
function startOf(tool: Tool): Subject {
  return tool === "pick" ? { type: "basket", communes: [] } : { type: "none" };
}

function readArea(text: string): Subject | null {
  const ring = decodePolyline(text);
  return ring && ring.length >= 3 && ring.length <= MOST_POSITIONS ? { type: "area", ring } : null;
}

function writeBasket(communes: readonly string[]): string {
  if (communes.length > MOST_READABLE) return `~${encodeCodes(communes)}`;
  return communes.join(",") || "none";
}

/** A tilde opens the compact form; links of before it, of any length, still read. */
function readBasket(text: string): Subject | null {
  const compact = text.startsWith("~");
  const listed = text === "none" ? [] : [...new Set(text.split(","))];
  const communes = compact ? decodeCodes(text.slice(1)) : listed;
  if (!communes || (compact && communes.length === 0)) return null;
  const sound = communes.length <= MOST_COMMUNES && communes.every((code) => COMMUNE.test(code));
  return sound ? { type: "basket", communes } : null;
}

function readLayers(text: string): readonly string[] | null {
  if (text === "none") return [];
  const kinds = [...new Set(text.split(","))];
  return kinds.every((kind) => KIND.test(kind)) ? kinds : null;
}

function readView(text: string): View | null {
  const [zoom, latitude, longitude, ...rest] = text.split("/").map(Number);
  if (zoom === undefined || latitude === undefined || longitude === undefined) return null;
  const sound =
    rest.length === 0 &&
    zoom >= 0 &&
    zoom <= 24 &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180;
  return sound ? { zoom, latitude, longitude } : null;
}

function readWords(text: string): string | null {
  const words = text.trim();
  return words && words.length <= MOST_LETTERS ? words : null;
}

function readName(text: string): string | null {
  const name = text.trim();
  return name && name.length <= LONGEST_NAME ? name : null;
}

function readWeights(text: string): Weights | null {
  const weights: Partial<Record<Criterion, number>> = {};
  for (const pair of text.split(",")) {
    const [, name, weight] = /^([a-z]+):([0-3])$/.exec(pair) ?? [];
    const criterion = CRITERIA.find((one) => one === name);
    if (!criterion) return null;
    weights[criterion] = Number(weight);
  }
  return weights;
}

function readPage(text: string): number | null {
  const page = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  return page > 0 ? page : null;
}

function readVintage(text: string): number | null {
  return /^\d{4}$/.test(text) ? Number(text) : null;
}

function matching(form: RegExp): (text: string) => string | null {
  return (text) => (form.test(text) ? text : null);
}

function oneOf<T extends string>(...choices: T[]): (text: string) => T | null {
  return (text) => choices.find((choice) => choice === text) ?? null;
}
