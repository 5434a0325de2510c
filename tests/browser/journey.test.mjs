// The first journey: a newcomer types a town, sees what cuts its basin of life, and shares the link.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  address,
  addressHas,
  answered,
  asked,
  basinOf,
  idle,
  picture,
  visit,
} from "./browser.mjs";

const search = (page) => page.getByRole("combobox", { name: /^Chercher/ });
const title = (page) => page.getByRole("heading", { level: 1 });

async function chooseGanges(page) {
  await search(page).focus();
  await page.keyboard.type("ganges");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await answered(page);
}

test("typing a town and picking it by keyboard shows its territories", async () => {
  await visit("", async (page) => {
    await chooseGanges(page);
    assert.match(await title(page).innerText(), /^Bassin.*Ganges$/);
    assert.equal(address(page).get("place"), "34111");
    await page.getByRole("link", { name: /^Retour : Où/ }).click();
    await page.getByRole("heading", { level: 1, name: "Ganges", exact: true }).waitFor();
    const ladder = await page.locator(".ladder").innerText();
    for (const name of ["Hérault", "Occitanie", "Cévennes Gangeoises", "Lodève"]) {
      assert.ok(ladder.includes(name), `no ${name} in ${ladder}`);
    }
    await idle(page);
    await picture(page, "ganges");
  });
});

test("the sentence and the bars are those of the server", async () => {
  await visit("?place=34111", async (page) => {
    await answered(page);
    const basin = await basinOf("34111");
    const answer = await asked(`/api/territories/${basin.id}/overlaps`);
    const plain = (text) => text.replace(/[\s\u00a0\u202f*]+/g, " ");
    const sentence = plain(await page.getByTestId("summary").innerText());
    assert.ok(sentence.includes(plain(answer.summary.fr).trim()), sentence);
    for (const kind of ["departement", "epci"]) {
      const rows = answer.overlaps.filter(({ territory }) => territory.kind === kind);
      const shown = page.getByTestId(`group-${kind}`).locator(".row");
      assert.equal(await shown.count(), rows.length, kind);
      const first = plain(await shown.first().innerText());
      const widest = rows[0].share_of_subject.population * 100;
      const figure = widest.toLocaleString("fr-FR", { maximumFractionDigits: 1 });
      assert.ok(first.includes(figure), `${first} has no ${figure}`);
    }
  });
});

test("a link reopens what it showed, and back goes back", async () => {
  await visit("", async (page) => {
    await chooseGanges(page);
    await page.getByTestId("group-epci").locator(".group-name").click();
    await addressHas(page, "kind", "epci");
    await page.getByTestId("group-epci").and(page.locator(".on-map")).waitFor();
    const before = await page.getByTestId("summary").innerText();
    await page.reload();
    await answered(page);
    assert.equal(await page.getByTestId("summary").innerText(), before);
    await page.getByTestId("group-epci").and(page.locator(".on-map")).waitFor();
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has("kind"));
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has("place"));
    await page.getByRole("heading", { level: 1, name: "À quelle échelle" }).waitFor();
    await page.goForward();
    await answered(page);
    assert.match(await title(page).innerText(), /^Bassin.*Ganges$/);
  });
});

test("from the town one goes to its region and comes back to its basin", async () => {
  await visit("?place=34111&step=where", async (page) => {
    await page.locator(".ladder").getByRole("button", { name: /Occitanie/ }).click();
    await addressHas(page, "territory", "region:76");
    await page.getByRole("heading", { level: 1, name: /Occitanie/ }).waitFor();
    await page.getByRole("button", { name: "Voir ce qui coupe son bassin de vie" }).click();
    await page.getByRole("heading", { level: 1, name: /^Bassin.*Ganges/ }).waitFor();
  });
});

test("a basin has a page of its own, with its communes by name", async () => {
  const basin = await basinOf("34111");
  await visit(`?territory=${basin.id}`, async (page) => {
    await answered(page);
    const { communes } = await asked(`/api/territories/${basin.id}`);
    await page.locator("details.communes summary").click();
    assert.equal(await page.locator("details.communes li").count(), communes);
    await page.locator("details.communes").getByRole("button", { name: "Sumène" }).click();
    await addressHas(page, "place", "30325");
  });
});

test("another year changes the boundaries asked for", async () => {
  await visit("?place=34111", async (page) => {
    await answered(page);
    await page.getByRole("combobox", { name: "Millésime des limites" }).selectOption("2024");
    await addressHas(page, "vintage", "2024");
    await answered(page);
  });
});

test("a code that ended says what it became", async () => {
  const noise = ["404"];
  await visit(
    "?place=34093",
    async (page) => {
      await page.getByTestId("problem").waitFor();
      await page.locator("main").getByRole("button", { name: /Lunas/ }).click();
      await addressHas(page, "place", "34144");
    },
    { expectErrors: noise },
  );
});

test("what nobody is called has a sentence", async () => {
  await visit("", async (page) => {
    await search(page).fill("zzzzqqqq");
    await page.getByText("Aucun territoire ne répond à « zzzzqqqq »").waitFor();
  });
});
