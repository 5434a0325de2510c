// The steps that ask who: who holds, who acts, who funds, by mouse and by keyboard, from a link and back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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

const station = (page, name) => page.locator(".stations").getByRole("link", { name });
const sentence = (page) => page.getByTestId("tab-sentence");
const plain = (text) => text.replace(/[\s\u00a0\u202f]+/g, " ").trim();

/** Waits for the open tab to have answered. */
async function told(page) {
  await sentence(page).waitFor();
  await page.locator('[data-testid="tab-answer"][aria-busy=false]').waitFor();
}

test("the steps are reached by keyboard, say which is open, and can be gone back from", async () => {
  await visit("?place=34111", async (page) => {
    await answered(page);
    await station(page, "Qui est compétent").focus();
    await page.keyboard.press("Enter");
    await addressHas(page, "step", "competences");
    assert.equal(await station(page, "Qui est compétent").getAttribute("aria-current"), "step");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "question");
    await page.getByText("toutes les étapes").click();
    await page.locator(".all-steps").getByRole("link", { name: "Qui finance" }).click();
    await addressHas(page, "step", "funding");
    await page.getByRole("link", { name: /^Retour : Qui est déjà là/ }).click();
    await addressHas(page, "step", "actors");
    await page.goBack();
    await addressHas(page, "step", "funding");
    await page.getByRole("heading", { level: 2, name: "Qui finance" }).waitFor();
  });
});

test("words find a competence by keyboard; the answer is the server's, and its link reopens it", async () => {
  const basin = await basinOf("34111");
  await visit("?place=34111&tab=competences", async (page) => {
    const field = page.getByRole("combobox", { name: "Quelle compétence" });
    await field.fill("eau du robinet");
    await page.getByRole("option", { name: /^Eau potable/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await addressHas(page, "competence", "eau-potable");
    await told(page);
    const answer = await asked(`/api/competences/eau-potable/holders?territory=${basin.id}&lang=fr`);
    assert.equal(plain(await sentence(page).innerText()), plain(answer.sentence));
    const zones = await page.getByTestId("zone").count();
    assert.ok(zones >= 1 && zones <= answer.zones.length, `${zones}`);
    const text = await page.getByTestId("step").innerText();
    for (const { holders } of answer.zones) {
      for (const { authority, basis } of holders) {
        assert.ok(text.includes(basis), `no ${basis}`);
        if (authority.kind !== "commune") assert.ok(text.includes(authority.name), authority.name);
      }
    }
    await idle(page);
    await picture(page, "tab-competences");
    await page.reload();
    await told(page);
    assert.equal(plain(await sentence(page).innerText()), plain(answer.sentence));
    assert.equal(await field.inputValue(), answer.competence.name);
  });
});

test("actors are narrowed by where they stand, and each is in the list", async () => {
  const basin = await basinOf("34111");
  await visit("?place=34111&tab=actors", async (page) => {
    await told(page);
    const { counts } = await asked(`/api/territories/${basin.id}/actors`);
    await page.getByRole("radio", { name: /^à côté/ }).check({ force: true });
    await addressHas(page, "where", "near");
    await told(page);
    const narrowed = page.getByTestId("actor").filter({ hasText: "dans une commune voisine" });
    await page.waitForFunction(
      (many) => document.querySelectorAll("[data-testid=actor]").length === many,
      Math.min(counts.near, 50),
    );
    assert.equal(await narrowed.count(), Math.min(counts.near, 50));
    await idle(page);
    await picture(page, "tab-actors");
    await page.goBack();
    await page.waitForURL((url) => !url.searchParams.has("where"));
  });
});

test("funding is asked by theme and applicant; the tables and the calendar answer", async () => {
  await visit("?place=34111&tab=funding", async (page) => {
    await told(page);
    const field = page.getByRole("combobox", { name: "Quel sujet" });
    await field.fill("creche");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.has("theme"));
    await page.getByRole("combobox", { name: "Qui demande" }).selectOption("association");
    await addressHas(page, "applicant", "association");
    await told(page);
    await page.getByText(/relu le \d/).first().waitFor();
    for (const name of [/CSV/, /ICS/]) {
      const href = await page.getByRole("link", { name }).getAttribute("href");
      assert.ok(href.includes("applicant=association"), href);
      const response = await fetch(new URL(href, page.url()));
      assert.equal(response.status, 200);
      assert.match(response.headers.get("content-type"), /csv|calendar/);
    }
    await idle(page);
    await picture(page, "tab-funding");
  });
});

/** A basket over a border of départements, and a ring drawn around Ganges. */
const OWN = ["?communes=34111,30325", "?polygon=_zlkG_%60bU~oR%3F%3F_db%40_pR%3F"];

/** What a button that fetches a file hands over: its name and its text. */
async function fetched(page, name) {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name }).click();
  const download = await coming;
  return [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
}

for (const ground of OWN) {
  test(`ground of one's own is answered in every tab, files too: ${ground}`, async () => {
    await visit(`${ground}&tab=competences&competence=eau-potable`, async (page) => {
      await told(page);
      assert.ok((await page.getByTestId("zone").count()) >= 1);
      const [zones, holders] = await fetched(page, /CSV/);
      assert.equal(zones, "eau-potable.csv");
      assert.ok(holders.startsWith("zone,rôle,titre,"), holders.slice(0, 80));
      await idle(page);
      await picture(page, `tab-own-competences-${ground.slice(1, 9)}`);
      await station(page, "Qui est déjà là").click();
      await told(page);
      assert.ok((await page.getByTestId("actor").count()) >= 1);
      const [, actors] = await fetched(page, /CSV/);
      assert.ok(actors.includes("Mairie de Ganges"), actors.slice(0, 80));
      await station(page, "Qui finance").click();
      await told(page);
      assert.equal(await page.getByTestId("programme").count(), 50);
      const [name, calendar] = await fetched(page, /ICS/);
      assert.equal(name, "financements.ics");
      assert.ok(calendar.startsWith("BEGIN:VCALENDAR"));
      await page.reload();
      await told(page);
      assert.equal(address(page).get("step"), "funding");
    });
  });
}

test("programmes come page by page, the tables whole", async () => {
  await visit("?place=34111&tab=funding", async (page) => {
    await told(page);
    const basin = await basinOf("34111");
    const { total } = await asked(`/api/territories/${basin.id}/funding`);
    assert.ok(total > 100, `${total}`);
    const first = await page.getByTestId("programme").first().innerText();
    await page.getByRole("button", { name: "Suivants" }).click();
    await addressHas(page, "page", "2");
    await told(page);
    assert.notEqual(await page.getByTestId("programme").first().innerText(), first);
    await page.getByText(`page 2 sur ${Math.ceil(total / 50)}`).waitFor();
    const href = await page.getByRole("link", { name: /CSV/ }).getAttribute("href");
    const table = await (await fetch(new URL(href, page.url()))).text();
    assert.ok(table.split("\n").length > total, `${total}`);
  });
});

test("aids that are in French only are marked so on the English page", async () => {
  await visit("?place=34111&tab=funding&lang=en", async (page) => {
    await page.route(/\/funding\?/, async (route) => {
      const answer = await (await route.fetch()).json();
      answer.programmes[0].lang = "fr";
      answer.programmes[0].name = { fr: "Une aide d’ici", en: "Une aide d’ici" };
      await route.fulfill({ json: answer });
    });
    await page.reload();
    await told(page);
    const cards = page.getByTestId("programme");
    assert.equal(await cards.first().locator("p[lang=fr]").count(), 1);
    assert.equal(await cards.first().locator(".card-name [lang=fr]").innerText(), "Une aide d’ici");
    await cards.first().getByText("in French", { exact: true }).waitFor();
    assert.equal(await cards.nth(1).locator("[lang]").count(), 0);
    await station(page, "Who is already there").click();
    await page.getByRole("button", { name: "FR" }).click();
    await station(page, "Qui finance").click();
    await told(page);
    assert.equal(await cards.first().locator("[lang]").count(), 0);
  });
});

test("a slow answer gives way to a newer one, and the one before stays meanwhile", async () => {
  await visit("?place=34111&tab=funding&theme=petite-enfance", async (page) => {
    await told(page);
    const before = await sentence(page).innerText();
    let release = () => {};
    const held = new Promise((resolve) => {
      release = resolve;
    });
    await page.route(/\/funding\?.*applicant=association/, async (route) => {
      await held;
      await route.continue().catch(() => {});
    });
    const applicant = page.getByRole("combobox", { name: "Qui demande" });
    await applicant.selectOption("association");
    await page.locator('[data-testid="tab-answer"][aria-busy=true]').waitFor();
    assert.equal(await sentence(page).innerText(), before);
    await applicant.selectOption("school");
    await told(page);
    const newer = await sentence(page).innerText();
    release();
    await page.waitForTimeout(300);
    assert.equal(await sentence(page).innerText(), newer);
  });
});

const SCREENS = [
  "?place=34111&tab=competences",
  "?place=34111&tab=competences&competence=eau-potable",
  "?place=34111&tab=actors&lang=en",
  "?place=34111&tab=funding&theme=petite-enfance",
  `${OWN[0]}&tab=funding`,
];

test("nothing scrolls sideways on a phone, whichever tab is open", async () => {
  for (const query of SCREENS) {
    const act = async (page) => {
      await page.locator("[data-testid=step] .lead").first().waitFor();
      const beyond = await page.evaluate(() => {
        const panel = document.querySelector("main");
        const wide = document.documentElement.scrollWidth - globalThis.innerWidth;
        return Math.max(wide, panel.scrollWidth - panel.clientWidth);
      });
      assert.ok(beyond <= 0, `${query}: ${beyond}`);
      await page.locator(".sheet-handle").click();
      await picture(page, `tab-320-${address(page).get("tab")}`);
    };
    await visit(query, act, { viewport: { width: 320, height: 640 }, hasTouch: true });
  }
});
