// Every English text of the page; nouns of the field that have no English word stay French.
import { enEmbed } from "./enEmbed";
import { enJourney } from "./enJourney";
import { enTabs } from "./enTabs";
import type { Text } from "./fr";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const en: Text = {
  documentTitle: (name) =>
    name ? `${name} — Échelle` : "Échelle — which borders cut your basin of life?",
  skipToPanel: "Skip to the answer",
  skipToMap: "Skip to the map",
  languages: "Language",
  home: "Échelle, back to the start",

  search: {
    label: "Search a commune, a postal code, a territory",
    placeholder: "A commune, a postal code…",
    labelPick: "Search a commune to add",
    placeholderPick: "Add a commune…",
    suggestions: "Suggestions",
    count: (n) => (n === 0 ? "No result" : plural(n, "1 result", `${n} results`)),
    none: (words) => `No territory answers to “${words}”. Try another name or a postal code.`,
    clear: "Clear the search",
    formerName: "former name",
  },

  start: {
    question: "At which scale do you stand?",
    lead: "Type the name of a commune: the page shows the territories it lies in, and the borders that cut its basin of life.",
    examples: "For example",
    orElse: "Or start from an area of your own",
    clickMap: "You can also click on the map.",
  },

  families: {
    administrative: "Administrative territory",
    lived: "Lived territory",
    decided: "Project territory",
    geographic: "Geographic territory",
  },
  familyGroups: {
    administrative: "Administrative",
    lived: "Lived",
    decided: "Project",
    geographic: "Geographic",
  },

  place: {
    kind: "Commune",
    inhabitants: (figure, n) => `${figure} ${plural(n, "inhabitant", "inhabitants")}`,
    inhabitantsIn: (figure, n, year) =>
      `${figure} ${plural(n, "inhabitant", "inhabitants")} (population of ${year})`,
    liesIn: (name) => `${name} lies in`,
    partly: "in part",
    shown: "shown",
    noBasin: "No basin of life is loaded for this commune. Here are the territories it lies in.",
    backToBasin: "See what cuts its basin of life",
  },

  subject: {
    headingOf: (kind, ofName) => `${kind} ${ofName}`,
    communes: (figure, n) => `${figure} ${plural(n, "commune", "communes")}`,
    estimated: "estimated",
    estimatedHint:
      "This basin is an estimate of this program: no official basin of life is loaded here.",
    figuresEstimated:
      "This area cuts communes: the people in it are estimated in proportion to its surface.",
    seat: "Chief town:",
    noShape: "No outline is loaded for this territory: it is known by name only.",
    listCommunes: (figure, n) => (n === 1 ? "The commune" : `The ${figure} communes`),
  },

  cuts: {
    title: "What cuts it",
    by: "Shares",
    people: "of people",
    area: "of area",
    show: (kind) => `Show on the map the cut by ${kind}`,
    shown: "on the map",
    whole: "whole",
    outside: (kind) => `outside any ${kind}`,
    others: (n) => plural(n, "1 other", `${n} others`),
    allShown: "Shorten the list",
    more: "Other divisions",
    details: (communes, people, area) => [communes, people, area].filter(Boolean).join(", "),
    shareOfTheirs: {
      people: (share) => `That is ${share} of the people of this territory.`,
      area: (share) => `That is ${share} of the area of this territory.`,
    },
    mapFailed: "This cut could not be drawn on the map.",
    goTo: (name) => `Go to: ${name}`,
    approximately: "about",
    none: "Nothing else is loaded here.",
  },

  tabs: enTabs,

  journey: enJourney,

  embed: enEmbed,

  tools: {
    title: "Map tools",
    draw: "Draw an area",
    drawShort: "Draw",
    pick: "Pick communes",
    pickShort: "Pick",
    layers: "Layers",
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    drawing: "Click to set each corner; click the last one again to close the area.",
    drawingKeyboard: "With the keyboard, pick communes through the search instead.",
    editing: "Move the corners; click a point between two of them to add one.",
    undoPoint: "Undo the last point",
    undo: "Undo",
    clear: "Clear all",
    finish: "Done",
    abandon: "Give up",
    edit: "Change the outline",
    redraw: "Draw again",
  },

  area: {
    eyebrow: "drawn area",
    title: "Your area",
  },
  basket: {
    eyebrow: "picked communes",
    title: "Your communes",
    empty:
      "Click on the map or search a name: each commune joins your area. A second click takes it out.",
    picking: "Click a commune to add it or take it out.",
    remove: (name) => `Take out ${name}`,
    added: (name) => `${name} is added.`,
    removed: (name) => `${name} is taken out.`,
    resume: "Add or take out communes",
    list: "Picked communes",
  },

  pasting: {
    title: "Paste a list or open a file",
    list: "Insee codes, postal codes or names, one a line",
    add: "Add these communes",
    file: "Open a file",
    fileHint: "Or a file of yours: a CSV of communes, or the GeoJSON of a single outline.",
    tooLarge: "This file is over 2 MB: it is no list of communes.",
    added: (count, n) =>
      n > 1 ? `${count} communes added.` : n === 1 ? "1 commune added." : "No commune added.",
    doubts: (count, n) => (n > 1 ? `${count} lines need a choice:` : "1 line needs a choice:"),
    leftOut: (count) => `${count} lines are more than a link can carry.`,
    line: (line, sought) => `Line ${line}, “${sought}”:`,
    which: "several communes, which one?",
    unknown: "no commune known by that.",
  },
  naming: {
    name: "Name this territory",
    rename: "Rename this territory",
    called: "Its name",
    nature: "What it is",
    decided: "a project territory, decided together",
    lived: "a lived territory, where people live",
    keep: "Keep in the link",
    save: "Keep for good",
    hint: "In the link, the name travels in the page’s address and is kept nowhere else. Kept for good, the territory gets a lasting, public address where anyone can find it.",
  },
  kept: {
    title: "Territory kept here",
    chosen: (day, count, n, vintage) =>
      `Kept here on ${day} with ${count} ${n > 1 ? "communes" : "commune"} of ${vintage}.`,
    drawn: (day) => `Drawn and kept here on ${day}.`,
    changed: (count, n) =>
      n > 1
        ? `Since then, ${count} of its communes have changed:`
        : "Since then, one of its communes has changed:",
    became: {
      merged: (before, now) => `${before} has joined ${now}.`,
      split: (before, now) => `${before} was split: ${now}.`,
      renamed: (before, now) => `${before} is now called ${now}.`,
      moved: (before, now) => `${before} has another chief town: ${now}.`,
      grown: (before, now) => `${before} has other borders: ${now}.`,
    },
    key: "Edit key:",
    keyHint:
      "Note it down: it alone renames or removes this territory, and it will not be shown again.",
    change: "Rename or remove",
    keyField: "The edit key",
    rename: "Rename",
    remove: "Remove",
    sure: (name) => `Remove “${name}” for good? Its address will lead nowhere.`,
    gone: "The territory is removed.",
  },

  layers: {
    title: "Map layers",
    hint: "Borders to draw on the base map.",
    close: "Close the layers",
    notLoaded: "not loaded",
    advice: "How to load it",
  },

  map: {
    label: "Map of territories",
    help: "Arrow keys move the map, plus and minus change the scale. Everything on the map is also in the list.",
    waiting: "The map is coming…",
    failed: "The map cannot be shown in this browser; every answer is still in the list.",
    nothingHere: "Nothing here: this point is at sea, or outside what is loaded.",
    close: "Close this message",
    taller: "Enlarge the answer",
    shorter: "Back to the map",
  },

  footer: {
    boundaries: "Boundaries on 1 January",
    vintage: "Year of the boundaries",
    population: (year) => `population of ${year}`,
    sources: "Sources",
    licence: "licence",
  },

  state: {
    loading: "Looking it up…",
    problem: "No answer",
    retry: "Try again",
    offline: "The server does not answer. Check the connection, then try again.",
    broken: (status) => `The server answered with an error (${status}). Try again in a moment.`,
    unknownPlace: "This code no longer exists at this vintage.",
    today: "Today",
    damagedLink: "Part of this link could not be read; the rest is shown.",
  },
};
