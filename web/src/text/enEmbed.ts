// The English texts of maps on other sites: the builder on the page, and the frame itself.
import type { frEmbed } from "./frEmbed";

export const enEmbed: typeof frEmbed = {
  title: "On your site",
  hint: "Paste a line into your page; the map stays up to date there.",
  colour: "Colour",
  colours: {
    cut: "What cuts it",
    people: "People per km²",
    holders: "Who holds the power",
    actors: "Who is already here",
  },
  theme: "Ground",
  themes: { auto: "As the reader wants", light: "Light", dark: "Dark" },
  height: "Height in pixels",
  interactive: "The map can be moved",
  insets: "With overseas and Corsica",
  show: "See the result",
  result: "The result",
  forms: {
    frame: "Frame (iframe)",
    component: "echelle-map tag",
    image: "Image with a link (newsletter)",
    link: "Link alone (WordPress, wiki)",
  },
  linkHint: "WordPress, and wikis that read oEmbed, make a map of this link by themselves.",
  copy: "Copy",
  alternative: (name) => `Map: ${name}`,
  people: "People per km²",
  gestures: {
    wheel: "Ctrl and the wheel zoom the map",
    mac: "⌘ and the wheel zoom the map",
    fingers: "Two fingers move the map",
  },
};
