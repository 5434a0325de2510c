// The French texts of the journey: its steps, the choice of a scale, the round table, what one takes away.
const plural = (n: number, one: string, many: string) => (n >= 2 ? many : one);

export const frJourney = {
  title: "Étapes du parcours",
  names: {
    where: "Où ?",
    cuts: "Qu’est-ce qui le coupe ?",
    competences: "Qui est compétent ?",
    actors: "Qui est déjà là ?",
    funding: "Qui finance ?",
    scale: "Quelle échelle ?",
    table: "Autour de la table",
    sheet: "Fiche, lien, carte",
  },
  stepOf: (step: number, last: number) => `Étape ${step} sur ${last}`,
  all: "toutes les étapes",
  next: "Ensuite :",
  back: "Retour :",
  preview: "Ce que vous saurez, étape par étape",

  subject: {
    choose: "Choisissez votre sujet : il vous suivra jusqu’à la fin.",
    list: "Sujets proposés",
    label: "Votre sujet",
    placeholder: "Petite enfance, vélo, eau…",
    calls: (name: string) => `Ce que « ${name} » demande`,
    other: "Chercher une autre compétence",
  },

  where: {
    within: (figure: string, n: number) =>
      plural(n, "Elle se trouve dans 1 territoire.", `Elle se trouve dans ${figure} territoires.`),
    looked: "Vous regardez :",
    change: "Pour partir d’ailleurs, cherchez un autre nom ci-dessus, ou tracez votre périmètre.",
  },

  straddle: {
    levels: "Niveau par niveau",
    wrong: (figure: string, n: number, side: string) =>
      `${figure} ${plural(n, "commune", "communes")} côté ${side}`,
    epci: "sans intercommunalité",
  },

  scale: {
    list: "Échelles comparées, la meilleure d’abord",
    head: "Échelle",
    criteria: {
      coverage: "Contient le départ",
      tightness: "Déborde du départ",
      authorities: "Autorités à réunir",
      actors: "Acteurs",
      programmes: "Aides valables partout",
      borders: "Coupée",
    },
    weights: "Ce qui compte pour vous",
    weightsHint: "Le classement suit ces choix ; les chiffres, eux, ne changent pas.",
    wishes: {
      coverage: "Contenir tout le départ",
      tightness: "Ne pas en déborder",
      authorities: "Réunir peu d’autorités",
      actors: "Avoir des acteurs",
      programmes: "Des aides valables partout",
      borders: "Être peu coupée",
    },
    degrees: ["ne compte pas", "compte un peu", "compte", "compte beaucoup"],
    reset: "Revenir aux réglages de départ",
    start: "départ",
    fits: "convient",
    misses: "Ce qui ne va pas",
    nobody:
      "Elles sont classées quand même, la moins mauvaise d’abord, avec ce qui manque à chacune.",
    gauge: "Barre pleine : le mieux possible pour ce critère.",
    take: "En faire mon territoire",
    shown: "sur la carte",
    show: (name: string) => `Montrer sur la carte : ${name}`,
    unknown: "inconnu",
    noTheme: "Sans sujet, qui décide, qui agit et qui paie ne comptent pas : choisissez-en un.",
    ofTotal: (part: string, total: string) => `${part} sur ${total}`,
  },

  table: {
    seats: "Qui inviter",
    each: (figure: string) => `${figure} communes, chacune pour elle-même`,
    eachList: "Les communes et leurs mairies",
    indispensable: "indispensable",
    decides: "Décide :",
    funds: "Finance :",
    people: (share: string) => `${share} des habitants`,
    toCheck: "à vérifier",
    exact: (figure: string, n: number) =>
      plural(
        n,
        "1 place, et c’est le minimum : calcul exact.",
        `${figure} places, et c’est le minimum : calcul exact.`,
      ),
    approximate: (figure: string, least: string) =>
      `${figure} places : calcul approché, il en faut au moins ${least}.`,
    uncovered: "Ce que personne ne couvre",
    also: "Utiles aussi",
    why: {
      lead: "chef de file",
      default: "compétent par défaut",
      holder: "également compétent",
      funder: "finance aussi",
    },
    rules: "Règles pour financer à plusieurs",
    since: (day: string) => `depuis le ${day}`,
    contacts: "Copier la liste des contacts",
    write: "Écrire à ceux qui ont un courriel",
    mailSubject: (theme: string, place: string) => `${theme} : tour de table, ${place}`,
    nobody: "Personne à inviter : rien de ce qui est chargé ne dit qui décide ou finance ici.",
  },

  sheet: {
    lead: (name: string) => `Emportez ${name} : un lien, une fiche à imprimer, des fichiers.`,
    link: "Le lien de cette page",
    linkHint: "Il rouvre exactement ce que vous voyez : territoire, sujet, choix.",
    copy: "Copier le lien",
    sheet: "La fiche",
    sheetHint: "Deux pages A4 au plus : la carte, qui réunir, qui finance.",
    open: "Ouvrir la fiche à imprimer",
    newTab: "nouvel onglet",
    files: "Les fichiers",
    file: "echelle-territoire",
    geopackage: "Contour et morceaux, pour QGIS (GeoPackage)",
    shapefile: "Contour et morceaux (shapefile)",
    shapefileLambert: "Contour et morceaux (shapefile, Lambert-93)",
    outline: "Contour et morceaux (GeoJSON)",
    topology: "Contour (TopoJSON)",
    drawing: "Carte en dessin (SVG)",
    image: "Carte en image, pour l’impression (PNG)",
    overlaps: "Ce qui recouvre ce territoire (CSV)",
    holders: "Qui est compétent (CSV)",
    actors: "Qui est déjà là (CSV)",
    funding: "Qui finance (CSV)",
    calendar: "Échéances pour un agenda (ICS)",
  },

  logbook: {
    open: "Copier pour un compte rendu",
    plain: "Copier le texte",
    markdown: "Copier en Markdown",
    preview: "Le texte à copier",
    copied: "Copié.",
    byHand:
      "La copie est refusée par ce navigateur : le texte est sélectionné, copiez-le au clavier.",
    vintage: (year: number) => `millésime ${year}`,
    sources: "Sources :",
    law: "textes de loi cités dans la réponse",
  },
};
