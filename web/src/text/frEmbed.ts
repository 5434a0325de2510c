// The French texts of maps on other sites: the builder on the page, and the frame itself.
export const frEmbed = {
  title: "Sur votre site",
  hint: "Collez une ligne dans votre page ; la carte y reste à jour.",
  colour: "Couleur",
  colours: {
    cut: "Ce qui le coupe",
    people: "Habitants au km²",
    holders: "Qui est compétent",
    actors: "Qui est déjà là",
  },
  theme: "Fond",
  themes: { auto: "Selon le lecteur", light: "Clair", dark: "Sombre" },
  height: "Hauteur en pixels",
  interactive: "On peut bouger la carte",
  insets: "Avec l’outre-mer et la Corse",
  show: "Voir le résultat",
  result: "Le résultat",
  forms: {
    frame: "Cadre (iframe)",
    component: "Balise echelle-map",
    image: "Image avec un lien (lettre d’information)",
    link: "Lien seul (WordPress, wiki)",
  },
  linkHint: "WordPress et les wikis qui lisent oEmbed font d’eux-mêmes une carte de ce lien.",
  copy: "Copier",
  alternative: (name: string) => `Carte : ${name}`,
  people: "Habitants au km²",
  gestures: {
    wheel: "Ctrl et la molette agrandissent la carte",
    mac: "⌘ et la molette agrandissent la carte",
    fingers: "Deux doigts déplacent la carte",
  },
};
