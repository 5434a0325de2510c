// The paper sheet as a browser prints it: two pages at most, whole, in its typeface, with a code that leads back.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { findings, national, picture, visit } from "./browser.mjs";

const FOLDER = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
const RING = "oozkGojtT?_ry@nyo@owHnwH~qy@"; // Four corners around Ganges.

const tool = (name, ...words) => execFileSync(name, words, { encoding: "utf8" });

/** Prints the open page, and gives what a reader of PDF finds in it. */
async function printed(page, name) {
  mkdirSync(FOLDER, { recursive: true });
  const path = `${FOLDER}${name}.pdf`;
  await page.evaluate(() => document.fonts.ready);
  await page.pdf({ path, preferCSSPageSize: true });
  const boxes = [
    ...tool("pdftotext", "-bbox", path, "-").matchAll(
      /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"/g,
    ),
  ].map(([, ...edges]) => edges.map(Number));
  return {
    pages: Number(/Pages:\s+(\d+)/.exec(tool("pdfinfo", path))[1]),
    size: /Page size:\s+([\d.]+) x ([\d.]+)/.exec(tool("pdfinfo", path)).slice(1).map(Number),
    text: tool("pdftotext", "-layout", path, "-").replace(/[\s\u00a0\u202f]+/g, " "),
    fonts: tool("pdffonts", path),
    boxes,
  };
}

/** What a reader of codes finds in the one on the page. */
async function decoded(page) {
  const require = createRequire(import.meta.url);
  await page.evaluate(readFileSync(require.resolve("jsqr"), "utf8"));
  return page.evaluate(async () => {
    const svg = new XMLSerializer().serializeToString(document.querySelector(".qr svg"));
    const image = new Image(400, 400);
    image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 400, height: 400 });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0, 400, 400);
    return globalThis.jsQR(context.getImageData(0, 0, 400, 400).data, 400, 400)?.data;
  });
}

/** Names on a map that touch each other, as the browser sets them: letters, not the lines they stand in. */
const touching = (page) =>
  page.evaluate(() => {
    const boxes = [...document.querySelectorAll(".wide text")].map((text) => {
      const { left, right, top, bottom } = text.getBoundingClientRect();
      const air = (bottom - top) * 0.13;
      return [text.textContent, { left, right, top: top + air, bottom: bottom - air }];
    });
    return boxes.flatMap(([one, a], place) =>
      boxes
        .slice(place + 1)
        .filter(
          ([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
        )
        .map(([other]) => `${one} / ${other}`),
    );
  });

const SHEETS = [
  [
    "ganges",
    "/bassin-de-vie:34111?theme=petite-enfance",
    ["Ganges", "Qui réunir", "Qui finance", "Hérault", "Gard"],
  ],
  ["region", "/region:76?theme=petite-enfance", ["Occitanie", "Toulouse", "autres, voir le lien"]],
  ["island", "/commune:29083", ["Île-de-Sein", "aucune intercommunalité", "Qui appeler"]],
  ["paris", "/commune:75056?theme=culture", ["Paris", "Ville de Paris", "Qui réunir"]],
  ["basket", "?communes=34111,30140,34128&theme=culture", ["Un périmètre de 3 communes"]],
  ["drawn", `?polygon=${encodeURIComponent(RING)}&theme=culture`, ["Un périmètre de", "environ"]],
];

for (const [name, address, words] of SHEETS) {
  test(`the sheet of ${name} prints on two pages, whole, and leads back`, async () => {
    await visit(`fiche${address}`, async (page) => {
      assert.deepEqual(await touching(page), []);
      const link = await page.locator(".qr").getAttribute("href");
      assert.ok(link.startsWith(`${national()}/?`), link);
      assert.equal(await decoded(page), link);
      const { pages, size, text, fonts, boxes } = await printed(page, `sheet-${name}`);
      assert.ok(pages >= 1 && pages <= 2, `${pages} pages`);
      assert.ok(Math.abs(size[0] - 595) < 2 && Math.abs(size[1] - 842) < 2, `${size}`);
      for (const word of words) assert.ok(text.includes(word), `no ${word} in ${text}`);
      // Chromium writes a variable typeface letter by letter: it has no name there, but it is in.
      const missing = fonts
        .split("\n")
        .slice(2)
        .filter((line) => line && !/ yes (yes|no) +(yes|no) /.test(line));
      assert.deepEqual(missing, [], fonts);
      assert.ok(await page.evaluate(() => document.fonts.check("12px Atkinson")));
      const [width, height] = size;
      const cut = boxes.filter(
        ([left, top, right, bottom]) =>
          left < 25 || top < 22 || right > width - 25 || bottom > height - 22,
      );
      assert.deepEqual(cut, [], "words at the very edge of the paper");
    });
  });
}

test("the sheet is a page that anyone can read: phone, dark, both languages", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const [width, lang] of [
      [360, "fr"],
      [1440, "en"],
    ]) {
      const address = `fiche/bassin-de-vie:34111?theme=petite-enfance&lang=${lang}`;
      await visit(
        address,
        async (page) => {
          assert.deepEqual(await findings(page), []);
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - innerWidth,
          );
          assert.ok(overflow <= 0, `${overflow} pixels too wide`);
          assert.ok(await page.locator("#print").isVisible());
          await picture(page, `sheet-${width}-${colorScheme}`);
        },
        { viewport: { width, height: 800 }, colorScheme },
      );
    }
  }
});

test("a sheet of nothing says so in words, on a page of its own", async () => {
  await visit(
    "fiche/commune:99999",
    async (page) => {
      await page.getByRole("heading", { name: "Introuvable" }).waitFor();
      assert.deepEqual(await findings(page), []);
    },
    { expectErrors: ["404"] },
  );
});
