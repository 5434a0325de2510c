// The English texts of the journey: its steps, the choice of a scale, the round table, what one takes away.
import type { frJourney } from "./frJourney";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

export const enJourney: typeof frJourney = {
  title: "Steps of the journey",
  names: {
    where: "Where?",
    cuts: "What cuts it?",
    competences: "Who is competent?",
    actors: "Who is already there?",
    funding: "Who funds?",
    scale: "Which scale?",
    table: "Around the table",
    sheet: "Sheet, link, map",
  },
  stepOf: (step, last) => `Step ${step} of ${last}`,
  all: "all steps",
  next: "Next:",
  back: "Back:",
  preview: "What you will know, step by step",

  subject: {
    choose: "Choose your subject: it will follow you to the end.",
    list: "Subjects to choose from",
    label: "Your subject",
    placeholder: "Early childhood, cycling, water…",
    calls: (name) => `What “${name}” calls for`,
    other: "Look for another competence",
  },

  where: {
    within: (figure, n) =>
      plural(n, "It lies in 1 territory.", `It lies in ${figure} territories.`),
    looked: "You are looking at:",
    change: "To start elsewhere, search another name above, or draw an area of your own.",
  },

  straddle: {
    levels: "Level by level",
    wrong: (figure, n, side) =>
      `${figure} ${plural(n, "commune", "communes")} on the side of ${side}`,
    epci: "in no intercommunality",
  },

  scale: {
    list: "Scales compared, the best first",
    head: "Scale",
    criteria: {
      coverage: "Holds the start",
      tightness: "Spills over",
      authorities: "Authorities to convene",
      actors: "Actors",
      programmes: "Aids valid everywhere",
      borders: "Cut",
    },
    weights: "What counts for you",
    weightsHint: "The ranking follows these choices; the figures themselves do not change.",
    wishes: {
      coverage: "To hold all of the start",
      tightness: "Not to spill over it",
      authorities: "To convene few authorities",
      actors: "To have actors",
      programmes: "Aids valid everywhere in it",
      borders: "To be little cut",
    },
    degrees: ["does not count", "counts a little", "counts", "counts a lot"],
    reset: "Back to the first settings",
    start: "start",
    fits: "fits",
    misses: "What is wrong with it",
    nobody: "They are ranked all the same, the least bad first, with what each lacks.",
    gauge: "A full bar is the best a scale can do by that criterion.",
    take: "Make it my territory",
    shown: "on the map",
    show: (name) => `Show on the map: ${name}`,
    unknown: "unknown",
    noTheme: "Without a subject, who decides, acts and pays is left out: choose one.",
    ofTotal: (part, total) => `${part} of ${total}`,
  },

  table: {
    seats: "Whom to invite",
    each: (figure) => `${figure} communes, each for itself`,
    eachList: "The communes and their town halls",
    indispensable: "cannot be spared",
    decides: "Decides:",
    funds: "Funds:",
    people: (share) => `${share} of the people`,
    toCheck: "to check",
    exact: (figure, n) =>
      plural(
        n,
        "1 seat, the fewest possible: exact.",
        `${figure} seats, the fewest possible: exact.`,
      ),
    approximate: (figure, least) => `${figure} seats: approximate, at least ${least} are needed.`,
    uncovered: "What nobody covers",
    also: "Useful too",
    why: {
      lead: "lead authority",
      default: "competent by default",
      holder: "competent as well",
      funder: "funds as well",
    },
    rules: "Rules of joint funding",
    since: (day) => `since ${day}`,
    contacts: "Copy the list of contacts",
    write: "Write to those who have a mail address",
    mailSubject: (theme, place) => `${theme}: round table, ${place}`,
    nobody: "Nobody to invite: nothing that is loaded says who decides or funds here.",
  },

  sheet: {
    lead: (name) => `Take ${name} with you: a link, a sheet to print, files.`,
    link: "The link to this page",
    linkHint: "It reopens exactly what you see: territory, subject, choices.",
    copy: "Copy the link",
    sheet: "The sheet",
    sheetHint: "Two A4 pages at most: the map, whom to convene, who funds.",
    open: "Open the sheet to print",
    newTab: "new tab",
    files: "The files",
    file: "echelle-territory",
    geopackage: "Outline and pieces, for QGIS (GeoPackage)",
    shapefile: "Outline and pieces (shapefile)",
    shapefileLambert: "Outline and pieces (shapefile, Lambert-93)",
    outline: "Outline and pieces (GeoJSON)",
    overlaps: "What overlaps this territory (CSV)",
    holders: "Who is competent (CSV)",
    actors: "Who is already there (CSV)",
    funding: "Who funds (CSV)",
    calendar: "Deadlines for a calendar (ICS)",
  },

  logbook: {
    open: "Copy for the minutes",
    plain: "Copy the text",
    markdown: "Copy as Markdown",
    preview: "The text to copy",
    copied: "Copied.",
    byHand: "This browser refuses to copy: the text is selected, copy it with the keyboard.",
    vintage: (year) => `vintage ${year}`,
    sources: "Sources:",
    law: "the articles of law cited in the answer",
  },
};
