// For everyone: axe finds nothing in both themes, a phone scrolls one way only, the keyboard suffices.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answered, findings, idle, picture, visit } from "./browser.mjs";

const SCREENS = [
  { name: "start", query: "" },
  { name: "town", query: "?place=34111", answer: true },
  { name: "basket", query: "?communes=34111,30325&tool=pick&lang=en", answer: true },
  { name: "area", query: "?polygon=umnkGwrjUj}WhlEluBka_@a`WglE", answer: true },
  { name: "region", query: "?territory=region:76&by=area", answer: true },
];

for (const { name, query, answer } of SCREENS) {
  for (const colorScheme of ["light", "dark"]) {
    test(`axe finds nothing on the ${name} screen in the ${colorScheme} theme`, async () => {
      const act = async (page) => {
        if (answer) await answered(page);
        await idle(page);
        await picture(page, `${name}-${colorScheme}`);
        assert.deepEqual(await findings(page), []);
      };
      await visit(query, act, { colorScheme, bypassCSP: true });
    });
  }
}

test("axe finds nothing with suggestions, layers and folded parts open", async () => {
  const act = async (page) => {
    await answered(page);
    await page.getByRole("button", { name: "Couches" }).click();
    await page.getByRole("combobox", { name: /^Chercher/ }).fill("gan");
    await page.getByRole("option").first().waitFor();
    assert.deepEqual(await findings(page), []);
  };
  await visit("?place=34111", act, { bypassCSP: true });
});

test("the dark theme is dark", async () => {
  const ground = (page) =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = [];
  for (const colorScheme of ["light", "dark"]) {
    await visit("", async (page) => light.push(await ground(page)), { colorScheme });
  }
  assert.notEqual(light[0], light[1]);
});

for (const [width, height] of [
  [320, 640],
  [360, 740],
  [844, 390],
]) {
  test(`nothing scrolls sideways at ${width} by ${height}`, async () => {
    const act = async (page) => {
      await answered(page);
      await idle(page);
      const beyond = () =>
        page.evaluate(() => document.documentElement.scrollWidth - globalThis.innerWidth);
      assert.ok((await beyond()) <= 0);
      await picture(page, `town-${width}`);
      const handle = page.locator(".sheet-handle");
      if (await handle.isVisible()) {
        await handle.click();
        assert.ok((await beyond()) <= 0);
        await picture(page, `town-${width}-tall`);
      }
    };
    await visit("?place=34111", act, { viewport: { width, height }, hasTouch: true });
  });
}

test("the whole journey by keyboard, from the first tab", async () => {
  await visit("", async (page) => {
    await page.getByRole("heading", { level: 1 }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("role"));
    for (let step = 0; step < 10 && (await focused()) !== "combobox"; step += 1) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.type("34190");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await answered(page);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "panel");
    const spoken = await page.getByTestId("voice").innerText();
    assert.ok(spoken.length > 20, spoken);
    const row = page.getByTestId("group-departement").locator(".row button").first();
    await row.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.has("piece"));
  });
});
