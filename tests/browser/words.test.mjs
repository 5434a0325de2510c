// What is read: French and English without each other's words, and layers that are not loaded.
import assert from "node:assert/strict";
import { test } from "node:test";
import { addressHas, answered, baseOnly, visit } from "./browser.mjs";

/** Words of one language that have no place in a page of the other. */
const FRENCH = [
  "habitants",
  "Chercher",
  "Couches",
  "Dessiner",
  "Choisir",
  "coupé",
  "entier",
  "Limites",
  "Millésime",
  "Parts",
  "affiché",
  "se trouve",
  "Compétences",
  "Acteurs",
  "Financements",
  "Frontières",
  "Quel sujet",
  "Quelle compétence",
  "chacune chez elle",
  "par la loi",
  "relu le",
  "Télécharger",
];
const ENGLISH = [
  "inhabitants",
  "Search",
  "Layers",
  "Draw",
  "Pick",
  "whole",
  "shown",
  "lies in",
  "cut by",
  "Powers",
  "Actors",
  "Funding",
  "Borders",
  "Which subject",
  "Which power",
  "each at home",
  "by law",
  "depends on",
  "town hall",
  "reviewed on",
  "grant",
  "Download",
];

/** Every text a person may read or hear, folded parts included. */
async function everyText(page) {
  return page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const named = [...document.querySelectorAll("[aria-label], [title], [placeholder]")];
    const names = named
      // A language is named in itself.
      .filter((element) => !element.hasAttribute("lang") || element === document.documentElement)
      .flatMap((element) => ["aria-label", "title", "placeholder"].map((n) => element.getAttribute(n)));
    return [document.title, document.body.innerText, ...names].filter(Boolean).join("\n");
  });
}

async function check(query, language, foreign) {
  await visit(query, async (page) => {
    if (query.includes("=")) await page.locator("main[aria-busy=false]").waitFor();
    if (/competence=|actors|funding/.test(query)) await page.getByTestId("tab-sentence").waitFor();
    const layers = page.locator(".toolbar button[aria-controls=layers]");
    await layers.click();
    await page.locator("#layers").waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    const text = await everyText(page);
    const left = foreign.filter((word) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, "u").test(text));
    assert.deepEqual(left, [], `on ${query}`);
  });
}

const SCREENS = [
  "?",
  "?place=34111&",
  "?communes=34111,30325&",
  "?territory=departement:34&",
  "?place=34111&tab=competences&",
  "?place=34111&tab=competences&competence=eau-potable&",
  "?place=34111&tab=actors&",
  "?place=34111&tab=funding&",
];

for (const screen of SCREENS) {
  test(`no French left on ${screen}lang=en`, () => check(`${screen}lang=en`, "en", FRENCH));
  test(`no English left on ${screen}lang=fr`, () => check(`${screen}lang=fr`, "fr", ENGLISH));
}

test("the language changes where one stands", async () => {
  await visit("?place=34111", async (page) => {
    await answered(page);
    await page.getByRole("button", { name: "EN", exact: true }).click();
    await addressHas(page, "lang", "en");
    assert.match(await page.getByTestId("summary").innerText(), /inhabitants/);
    await page.getByRole("button", { name: "FR", exact: true }).click();
    await page.waitForURL((url) => !url.searchParams.has("lang"));
    assert.match(await page.getByTestId("summary").innerText(), /habitants/);
  });
});

test("without official layers the estimate is shown as one, and each missing layer has its advice", async () => {
  const act = async (page) => {
    await answered(page);
    await page.getByText("Ce bassin est une estimation de ce programme").waitFor();
    await page.getByRole("button", { name: "Couches" }).click();
    const missing = page.locator("#layers .layer.missing");
    assert.ok((await missing.count()) >= 4);
    const park = missing.filter({ hasText: "Parcs naturels régionaux" });
    assert.match(await park.innerText(), /non chargé/);
    assert.ok(await park.getByRole("checkbox").isDisabled());
    await park.getByText("Comment le charger").click();
    await park.getByText("echelle import pnr.zip --kind pnr").waitFor();
  };
  await visit("?place=34111", act, { server: baseOnly() });
});
