// The map: a click locates, communes are picked, an area is drawn, layers come and go.
import assert from "node:assert/strict";
import { test } from "node:test";
import { address, addressHas, answered, asked, idle, picture, visit } from "./browser.mjs";

/** Around Ganges, close enough that the middle of the map is in one commune. */
const VIEW = "map=11/43.934/3.7086";

async function middle(page) {
  const box = await page.locator("#map").boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function clickMiddle(page, right = 0, down = 0) {
  const { x, y } = await middle(page);
  await page.mouse.click(x + right, y + down);
}

test("a click on the map says where one is", async () => {
  await visit(`?${VIEW}`, async (page) => {
    await idle(page);
    await clickMiddle(page);
    await page.waitForURL((url) => url.searchParams.has("place"));
    await answered(page);
    assert.equal(address(page).get("place"), "34111");
  });
});

test("a click at sea says that nothing is there", async () => {
  await visit("?map=7/45.5/-6", async (page) => {
    await idle(page);
    await clickMiddle(page);
    await page.getByTestId("notice").waitFor();
  });
});

test("the map is complete by keyboard", async () => {
  await visit(`?${VIEW}`, async (page) => {
    await idle(page);
    await page.locator("#map canvas").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.has("place"));
    await answered(page);
  });
});

test("communes are picked one by one, taken out, and undone", async () => {
  await visit(`?${VIEW}`, async (page) => {
    await idle(page);
    await page.getByRole("button", { name: "Choisir des communes" }).first().click();
    await addressHas(page, "tool", "pick");
    await page.getByTestId("instructions").waitFor();
    await clickMiddle(page);
    await page.waitForURL((url) => url.searchParams.get("communes") === "34111");
    await answered(page);
    await page.getByRole("combobox", { name: "Chercher une commune à ajouter" }).click();
    await page.keyboard.type("sumène");
    await page.locator("[role=option]").first().click();
    await addressHas(page, "communes", "34111,30325");
    await answered(page);
    const sentence = await page.getByTestId("summary").innerText();
    assert.match(sentence, /2\scommunes/);
    assert.match(sentence, /2\sdépartements/);
    await page.getByRole("button", { name: "Retirer Ganges" }).click();
    await addressHas(page, "communes", "30325");
    await page.getByRole("button", { name: "Annuler", exact: true }).click();
    await addressHas(page, "communes", "34111,30325");
    await idle(page);
    await picture(page, "picked");
  });
});

test("an area is drawn and answered, and its link reopens it", async () => {
  await visit(`?${VIEW}`, async (page) => {
    await idle(page);
    await page.getByRole("button", { name: "Dessiner une zone" }).first().click();
    await addressHas(page, "tool", "draw");
    await idle(page);
    const corners = [
      [-120, -120],
      [140, -100],
      [120, 130],
      [-100, 110],
    ];
    for (const [right, down] of corners) {
      await clickMiddle(page, right, down);
      await page.waitForTimeout(400);
    }
    await clickMiddle(page, ...corners.at(-1));
    await page.waitForURL((url) => url.searchParams.has("polygon"));
    await answered(page);
    const sentence = await page.getByTestId("summary").innerText();
    const title = await page.getByRole("heading", { level: 1 }).innerText();
    assert.equal(title, "Votre zone");
    await idle(page);
    await picture(page, "drawn");
    await page.reload();
    await answered(page);
    assert.equal(await page.getByTestId("summary").innerText(), sentence);
  });
});

test("layers are put on and taken off, and the address holds them", async () => {
  await visit("?place=34111", async (page) => {
    await answered(page);
    await page.getByRole("button", { name: "Couches" }).click();
    const layer = page.locator("#layers").getByRole("checkbox", { name: /Intercommunalités/ });
    await layer.check();
    await page.waitForURL((url) => (url.searchParams.get("layers") ?? "").includes("epci"));
    await layer.uncheck();
    await page.waitForURL((url) => !(url.searchParams.get("layers") ?? "").includes("epci"));
    const { layers } = await asked("/api/stats");
    const boxes = await page.locator("#layers").getByRole("checkbox").count();
    assert.equal(boxes, layers.length);
  });
});

test("the figure and its cut are on the map", async () => {
  await visit("?place=34111&kind=epci", async (page) => {
    await answered(page);
    await idle(page);
    const box = await page.locator("#map").boundingBox();
    const shot = await page.screenshot({ clip: box });
    // A picture of one plain colour compresses to almost nothing.
    assert.ok(shot.length > 40_000, `${shot.length} bytes`);
    await picture(page, "cut-by-epci");
  });
});
