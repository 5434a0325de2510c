// Every French text of the page. English has the same keys; figures arrive already written.
import { frEmbed } from "./frEmbed";
import { frJourney } from "./frJourney";
import { frTabs } from "./frTabs";

const plural = (n: number, one: string, many: string) => (n >= 2 ? many : one);

export const fr = {
  documentTitle: (name: string | null) =>
    name ? `${name} — Échelle` : "Échelle — quelles frontières coupent votre bassin de vie ?",
  skipToPanel: "Aller à la réponse",
  skipToMap: "Aller à la carte",
  languages: "Langue",
  home: "Échelle, retour au début",

  search: {
    label: "Chercher une commune, un code postal, un territoire",
    placeholder: "Une commune, un code postal…",
    labelPick: "Chercher une commune à ajouter",
    placeholderPick: "Ajouter une commune…",
    suggestions: "Suggestions",
    count: (n: number) => (n === 0 ? "Aucun résultat" : plural(n, "1 résultat", `${n} résultats`)),
    none: (words: string) =>
      `Aucun territoire ne répond à « ${words} ». Essayez un autre nom ou un code postal.`,
    clear: "Effacer la recherche",
    formerName: "ancien nom",
  },

  start: {
    question: "À quelle échelle vous situez-vous ?",
    lead: "Tapez le nom d’une commune : la page montre les territoires où elle se trouve, et les frontières qui coupent son bassin de vie.",
    examples: "Par exemple",
    orElse: "Ou partez de votre propre périmètre",
    clickMap: "Vous pouvez aussi cliquer sur la carte.",
  },

  families: {
    administrative: "Territoire administratif",
    lived: "Territoire vécu",
    decided: "Territoire de projet",
    geographic: "Territoire géographique",
  },
  familyGroups: {
    administrative: "Administratifs",
    lived: "Vécus",
    decided: "De projet",
    geographic: "Géographiques",
  },

  place: {
    kind: "Commune",
    inhabitants: (figure: string, n: number) => `${figure} ${plural(n, "habitant", "habitants")}`,
    inhabitantsIn: (figure: string, n: number, year: number) =>
      `${figure} ${plural(n, "habitant", "habitants")} (population ${year})`,
    liesIn: (name: string) => `${name} se trouve dans`,
    partly: "en partie",
    shown: "affiché",
    noBasin:
      "Aucun bassin de vie n’est chargé pour cette commune. Voici les territoires où elle se trouve.",
    backToBasin: "Voir ce qui coupe son bassin de vie",
  },

  subject: {
    headingOf: (kind: string, ofName: string) => `${kind} ${ofName}`,
    communes: (figure: string, n: number) => `${figure} ${plural(n, "commune", "communes")}`,
    estimated: "estimé",
    estimatedHint:
      "Ce bassin est une estimation de ce programme : aucun bassin de vie officiel n’est chargé ici.",
    figuresEstimated:
      "Cette zone coupe des communes : les habitants y sont estimés en proportion de la surface.",
    seat: "Chef-lieu\u00a0:",
    noShape: "Aucun contour n’est chargé pour ce territoire : il n’est connu que par son nom.",
    listCommunes: (figure: string, n: number) => (n >= 2 ? `Les ${figure} communes` : "La commune"),
  },

  cuts: {
    title: "Ce qui coupe",
    by: "Parts",
    people: "en habitants",
    area: "en surface",
    show: (kind: string) => `Montrer sur la carte la coupe par les ${kind}`,
    shown: "sur la carte",
    whole: "entier",
    outside: (kind: string) => `hors ${kind}`,
    others: (n: number) => plural(n, "1 autre", `${n} autres`),
    allShown: "Réduire la liste",
    more: "Autres découpages",
    details: (communes: string, people: string | null, area: string) =>
      [communes, people, area].filter(Boolean).join(", "),
    shareOfTheirs: {
      people: (share: string) => `C’est ${share} des habitants de ce territoire.`,
      area: (share: string) => `C’est ${share} de la surface de ce territoire.`,
    },
    mapFailed: "Cette coupe n’a pas pu être tracée sur la carte.",
    goTo: (name: string) => `Aller à : ${name}`,
    approximately: "environ",
    none: "Rien d’autre n’est chargé ici.",
  },

  tabs: frTabs,

  journey: frJourney,

  embed: frEmbed,

  tools: {
    title: "Outils de la carte",
    draw: "Dessiner une zone",
    drawShort: "Dessiner",
    pick: "Choisir des communes",
    pickShort: "Choisir",
    layers: "Couches",
    zoomIn: "Agrandir la carte",
    zoomOut: "Réduire la carte",
    drawing: "Posez chaque sommet d’un clic ; recliquez le dernier pour fermer la zone.",
    drawingKeyboard: "Au clavier, choisissez plutôt des communes par la recherche.",
    editing: "Déplacez les sommets ; cliquez sur un point intermédiaire pour en ajouter un.",
    undoPoint: "Annuler le dernier point",
    undo: "Annuler",
    clear: "Tout effacer",
    finish: "Terminer",
    abandon: "Abandonner",
    edit: "Modifier le contour",
    redraw: "Redessiner",
  },

  area: {
    eyebrow: "zone dessinée",
    title: "Votre zone",
  },
  basket: {
    eyebrow: "communes choisies",
    title: "Vos communes",
    empty:
      "Cliquez sur la carte ou cherchez un nom : chaque commune s’ajoute à votre périmètre. Un second clic la retire.",
    picking: "Cliquez sur une commune pour l’ajouter ou la retirer.",
    remove: (name: string) => `Retirer ${name}`,
    added: (name: string) => `${name} est ajoutée.`,
    removed: (name: string) => `${name} est retirée.`,
    resume: "Ajouter ou retirer des communes",
    list: "Communes choisies",
  },

  pasting: {
    title: "Coller une liste ou ouvrir un fichier",
    list: "Codes Insee, codes postaux ou noms, un par ligne",
    add: "Ajouter ces communes",
    file: "Ouvrir un fichier",
    fileHint: "Ou un fichier à vous : un CSV de communes, ou le GeoJSON d’un seul contour.",
    tooLarge: "Ce fichier dépasse 2 Mo : ce n’est pas une liste de communes.",
    added: (count: string, n: number) =>
      n > 1
        ? `${count} communes ajoutées.`
        : n === 1
          ? "1 commune ajoutée."
          : "Aucune commune ajoutée.",
    doubts: (count: string, n: number) =>
      n > 1 ? `${count} lignes restent à préciser :` : "1 ligne reste à préciser :",
    leftOut: (count: string) => `${count} lignes dépassent ce qu’un lien peut porter.`,
    line: (line: number, sought: string) => `Ligne ${line}, « ${sought} » :`,
    which: "plusieurs communes, laquelle ?",
    unknown: "aucune commune reconnue.",
  },
  naming: {
    name: "Nommer ce territoire",
    rename: "Renommer ce territoire",
    called: "Son nom",
    nature: "Ce que c’est",
    decided: "un territoire de projet, décidé ensemble",
    lived: "un territoire vécu, où les gens vivent",
    keep: "Garder dans le lien",
    save: "Enregistrer pour de bon",
    hint: "Dans le lien, le nom voyage dans l’adresse de la page et n’est gardé nulle part ailleurs. Enregistré, le territoire reçoit une adresse durable et publique : chacun peut l’y retrouver.",
  },
  kept: {
    title: "Territoire enregistré ici",
    chosen: (day: string, count: string, n: number, vintage: number) =>
      `Enregistré ici le ${day} avec ${count} ${n > 1 ? "communes" : "commune"} de ${vintage}.`,
    drawn: (day: string) => `Dessiné et enregistré ici le ${day}.`,
    changed: (count: string, n: number) =>
      n > 1
        ? `Depuis, ${count} de ses communes ont changé :`
        : "Depuis, une de ses communes a changé :",
    became: {
      merged: (before: string, now: string) => `${before} a rejoint ${now}.`,
      split: (before: string, now: string) => `${before} s’est divisée : ${now}.`,
      renamed: (before: string, now: string) => `${before} s’appelle désormais ${now}.`,
      moved: (before: string, now: string) => `${before} a changé de chef-lieu : ${now}.`,
      grown: (before: string, now: string) => `${before} a changé de périmètre : ${now}.`,
    },
    key: "Clé de modification :",
    keyHint:
      "Notez-la : elle seule permet de renommer ou de retirer ce territoire, et elle ne sera plus montrée.",
    change: "Renommer ou retirer",
    keyField: "La clé de modification",
    rename: "Renommer",
    remove: "Retirer",
    sure: (name: string) =>
      `Retirer « ${name} » pour de bon ? Son adresse ne mènera plus nulle part.`,
    gone: "Le territoire est retiré.",
  },

  layers: {
    title: "Couches de la carte",
    hint: "Frontières à tracer sur le fond de carte.",
    close: "Fermer les couches",
    notLoaded: "non chargé",
    advice: "Comment le charger",
  },

  map: {
    label: "Carte des territoires",
    help: "Flèches pour déplacer la carte, plus et moins pour l’échelle. Tout ce que montre la carte est aussi dans la liste.",
    waiting: "La carte arrive…",
    failed:
      "La carte ne peut pas s’afficher dans ce navigateur ; toutes les réponses restent dans la liste.",
    nothingHere: "Rien ici : ce point est en mer, ou hors du territoire chargé.",
    close: "Fermer ce message",
    taller: "Agrandir la réponse",
    shorter: "Revoir la carte",
  },

  footer: {
    boundaries: "Limites au 1ᵉʳ janvier",
    vintage: "Millésime des limites",
    population: (year: number) => `population ${year}`,
    sources: "Sources",
    licence: "licence",
  },

  state: {
    loading: "Recherche en cours…",
    problem: "Pas de réponse",
    retry: "Réessayer",
    offline: "Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.",
    broken: (status: number) =>
      `Le serveur a répondu par une erreur (${status}). Réessayez dans un moment.`,
    unknownPlace: "Ce code n’existe plus à ce millésime.",
    today: "Aujourd’hui",
    damagedLink: "Une partie de ce lien n’a pas pu être lue ; le reste est affiché.",
  },
};

/** The shape both languages have. */
export type Text = typeof fr;
