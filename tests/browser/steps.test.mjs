// The whole journey as a newcomer walks it, by keyboard once, and each of its screens for everyone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { address, addressHas, answered, asked, basinOf, findings, picture, visit } from "./browser.mjs";

const STEPS = ["where", "cuts", "competences", "actors", "funding", "scale", "table", "sheet"];
const plain = (text) => text.replace(/[\s\u00a0\u202f]+/g, " ").trim();
const sentence = (page) => page.getByTestId("tab-sentence");

/** Waits for the open step to have answered. */
async function told(page) {
  await page.locator("main[aria-busy=false]").waitFor();
  await page.locator("[data-testid=step] .lead").first().waitFor();
  await page.waitForFunction(() => !document.querySelector("[data-testid=tab-answer][aria-busy=true]"));
  await page.waitForFunction(() => !document.querySelector("[data-testid=step] .loading"));
}

/** The step that comes next, as its link at the foot of the screen names it. */
const next = (page) => page.getByRole("link", { name: /^(Ensuite|Next)/ });

test("a newcomer walks from a town's name to the sheet with the keyboard alone, knowing no code", async () => {
  await visit("", async (page) => {
    await page.getByRole("heading", { level: 1 }).waitFor();
    const role = () => page.evaluate(() => document.activeElement?.getAttribute("role"));
    for (let tabs = 0; tabs < 10 && (await role()) !== "combobox"; tabs += 1) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("ganges");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await answered(page);
    const seen = ["cuts"];
    for (const step of STEPS.slice(2)) {
      await next(page).focus();
      await page.keyboard.press("Enter");
      await addressHas(page, "step", step);
      assert.equal(await page.evaluate(() => document.activeElement?.id), "question", step);
      if (step === "competences") {
        const field = page.getByRole("combobox", { name: "Votre sujet" });
        await field.focus();
        await page.keyboard.type("creche");
        await page.getByRole("option").first().waitFor();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.waitForURL((url) => url.searchParams.has("theme"));
      }
      await told(page);
      seen.push(plain(await page.locator("[data-testid=step] .lead").first().innerText()));
    }
    assert.equal(new Set(seen).size, seen.length, "each step has its own answer");
    const sheet = await page.getByRole("link", { name: /^Ouvrir la fiche/ }).getAttribute("href");
    const basin = await basinOf("34111");
    assert.ok(sheet.startsWith(`/fiche/${basin.id}?theme=`), sheet);
    const link = await page.getByRole("textbox", { name: "Le lien de cette page" }).inputValue();
    assert.equal(new URL(link).searchParams.get("theme"), address(page).get("theme"));
  });
});

test("what cuts is told level by level, with the communes on the other side and their EPCI", async () => {
  const basin = await basinOf("34111");
  const { sentence: whole, levels } = await asked(`/api/territories/${basin.id}/straddle`);
  await visit("?place=34111", async (page) => {
    await answered(page);
    const summary = plain(await page.getByTestId("summary").innerText());
    assert.ok(summary.endsWith(plain(whole.fr)), summary);
    assert.equal(await page.getByTestId("level").count(), levels.length);
    const side = page.locator("details", { hasText: "5 communes côté Gard" });
    await side.getByText("5 communes côté Gard").click();
    const text = await side.innerText();
    for (const name of ["CC du Pays Viganais", "Saint-Laurent-le-Minier", "Sumène"]) {
      assert.ok(text.includes(name), `no ${name} in ${text}`);
    }
  });
});

test("scales are ranked by what counts for the reader; one is looked at, then taken", async () => {
  await visit("?place=34111&step=scale&theme=petite-enfance", async (page) => {
    await told(page);
    const basin = await basinOf("34111");
    const answer = await asked(`/api/compare?territory=${basin.id}&theme=petite-enfance`);
    const rows = page.getByTestId("scale");
    assert.equal(await rows.count(), answer.scales.length);
    assert.equal(plain(await sentence(page).innerText()), plain(answer.sentence.fr));
    for (const [place, { reason }] of answer.scales.entries()) {
      const row = plain(await rows.nth(place).innerText());
      assert.ok(row.includes(plain(reason.fr)), row);
    }
    await page.getByText("Ce qui compte pour vous").click();
    const slider = page.getByRole("slider", { name: "Ne pas en déborder" });
    await slider.focus();
    await page.keyboard.press("Home");
    await addressHas(page, "weights", "tightness:0");
    await told(page);
    const changed = await asked(
      `/api/compare?territory=${basin.id}&theme=petite-enfance&weights=tightness:0`,
    );
    const names = changed.scales.map(({ territory }) => territory.name);
    await page.waitForFunction(
      (first) => document.querySelectorAll("[data-testid=scale]")[1]?.textContent.includes(first),
      names[1],
    );
    await page.getByRole("button", { name: "Hérault", exact: true }).click();
    await addressHas(page, "scale", "departement:34");
    await picture(page, "step-scale");
    await page.getByRole("button", { name: "En faire mon territoire" }).click();
    await page.getByRole("heading", { level: 1, name: "Hérault" }).waitFor();
    assert.equal(address(page).get("step"), "scale");
  });
});

test("the round table names everyone, and its paragraph can be copied", async () => {
  const basin = await basinOf("34111");
  const answer = await asked(`/api/territories/${basin.id}/round-table?theme=petite-enfance`);
  const permissions = ["clipboard-read", "clipboard-write"];
  await visit(
    "?place=34111&step=table&theme=petite-enfance",
    async (page) => {
      await told(page);
      await page.getByText("Les communes et leurs mairies").click();
      const text = plain(await page.getByTestId("step").innerText());
      for (const { name } of answer.seats) assert.ok(text.includes(plain(name.fr)), name.fr);
      const proof = await page.getByTestId("proof").innerText();
      assert.ok(proof.includes(String(answer.proof.seats)), proof);
      await page.getByText("Copier pour un compte rendu").click();
      await page.getByRole("button", { name: "Copier en Markdown" }).click();
      await page.getByText("Copié.").waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, answer.logbook.markdown.fr);
    },
    { permissions },
  );
});

test("every step of ground of one's own has a paragraph to copy, and the sheet its address", async () => {
  await visit("?communes=34111,30325&theme=petite-enfance", async (page) => {
    for (const step of STEPS) {
      await page.locator(".stations").getByRole("link").nth(STEPS.indexOf(step)).click();
      await told(page);
      const paragraph = await page.getByTestId("minutes").locator("textarea").inputValue();
      assert.match(paragraph, /^\d{4}-\d\d-\d\d — .{40,}Sources\s:/s, step);
    }
    const sheet = await page.getByRole("link", { name: /^Ouvrir la fiche/ }).getAttribute("href");
    assert.equal(sheet, "/fiche?communes=34111%2C30325&theme=petite-enfance");
  });
});

for (const [size, viewport] of [
  ["desktop", { width: 1440, height: 900 }],
  ["phone", { width: 320, height: 640 }],
]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing on any step, in either language, on a ${size}, ${colorScheme}`, async () => {
      const act = async (page) => {
        for (const [place, step] of STEPS.entries()) {
          await page.locator(".stations").getByRole("link").nth(place).click();
          for (const language of ["EN", "FR"]) {
            await page.getByRole("button", { name: language, exact: true }).click();
            await told(page);
            assert.deepEqual(await findings(page), [], `${step} ${language}`);
          }
          const beyond = await page.evaluate(() => {
            const panel = document.querySelector("main");
            const wide = document.documentElement.scrollWidth - globalThis.innerWidth;
            return Math.max(wide, panel.scrollWidth - panel.clientWidth);
          });
          assert.ok(beyond <= 0, `${step} scrolls sideways by ${beyond}`);
          await picture(page, `step-${step}-${size}-${colorScheme}`);
        }
      };
      const query = "?place=34111&theme=petite-enfance";
      await visit(query, act, { viewport, colorScheme, bypassCSP: true });
    });
  }
}
