// Ground of one's own: named, carried by its link alone, opened again from it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findings, visit } from "./browser.mjs";

/** A name that would run, if names were anything but text. */
const NAME = `Cœur <img src=x onerror="globalThis.ran=1">`;

async function titled(page, name) {
  await page.locator("h1", { hasText: name }).waitFor();
  const eyebrow = await page.locator(".eyebrow").first().textContent();
  assert.match(eyebrow ?? "", /Territoire vécu/);
}

for (const [ground, query] of [
  ["communes", "?communes=34111,30325"],
  ["a drawn area", "?polygon=_zlkG_%60bU~oR%3F%3F_db%40_pR%3F"],
]) {
  test(`${ground} named on the page open again from the link alone, and go on to the sheet`, async () => {
    let link = "";
    await visit(`${query}&step=where`, async (page) => {
      await page.getByText("Nommer ce territoire").click();
      await page.getByLabel("Son nom").fill(NAME);
      await page.getByLabel("un territoire vécu, où les gens vivent").check();
      await page.getByRole("button", { name: "Garder dans le lien" }).click();
      await titled(page, NAME);
      link = new URL(page.url()).search;
      assert.equal(new URLSearchParams(link).get("name"), NAME);
      assert.equal(new URLSearchParams(link).get("nature"), "lived");
      await page.screenshot({ path: `target/screenshots/own-${ground.replaceAll(" ", "-")}.png` });
    });
    await visit(link.replace("step=where", "step=sheet"), async (page) => {
      await titled(page, NAME);
      const sheet = page.getByRole("link", { name: /Ouvrir la fiche/ });
      const path = (await sheet.getAttribute("href")) ?? "";
      assert.equal(new URL(path, page.url()).searchParams.get("name"), NAME);
      assert.equal(await page.evaluate(() => globalThis.ran), undefined);
      await page.goto(new URL(path, page.url()).href);
      await page.locator("h1", { hasText: NAME }).waitFor();
      assert.equal(await page.evaluate(() => globalThis.ran), undefined);
    });
  });
}

test("a pasted list becomes communes, and what it does not say is asked", async () => {
  await visit("?communes=none&tool=pick", async (page) => {
    await page.getByText("Coller une liste ou ouvrir un fichier").click();
    const list = page.getByLabel("Codes Insee, codes postaux ou noms, un par ligne");
    await list.fill("insee;nom\n34111;Ganges\n30140\nSaint-Denis\n<b>nulle part</b>");
    await page.getByRole("button", { name: "Ajouter ces communes" }).click();
    const told = page.getByTestId("pasting");
    await told.getByText("2 communes ajoutées.").waitFor();
    await told.getByText("Ligne 4, « Saint-Denis » : plusieurs communes, laquelle ?").waitFor();
    await told.getByText("Ligne 5, « <b>nulle part</b> » : aucune commune reconnue.").waitFor();
    await page.getByRole("button", { name: /^Saint-Denis \(La Réunion\)/ }).click();
    await page.waitForURL(/communes=34111,30140,97411/);
  });
});

test("a file of one outline is drawn as one's own area", async () => {
  const polygon = { type: "Polygon", coordinates: [[[3.6, 43.9], [3.8, 43.9], [3.8, 44], [3.6, 43.9]]] };
  await visit("?communes=none&tool=pick", async (page) => {
    await page.getByText("Coller une liste ou ouvrir un fichier").click();
    await page.getByLabel("Ouvrir un fichier").setInputFiles({
      name: "zone.geojson",
      mimeType: "application/geo+json",
      buffer: Buffer.from(JSON.stringify(polygon)),
    });
    await page.waitForURL(/polygon=/);
    await page.locator("h1", { hasText: "Votre zone" }).waitFor();
  });
});

test("ground kept on the server has an address, and its key renames and removes it", async () => {
  let address = "";
  let key = "";
  await visit("?communes=34111,30325&step=where", async (page) => {
    await page.getByText("Nommer ce territoire").click();
    await page.getByLabel("Son nom").fill(NAME);
    await page.getByLabel("un territoire vécu, où les gens vivent").check();
    assert.deepEqual(await findings(page), []);
    await page.getByRole("button", { name: "Enregistrer pour de bon" }).click();
    await page.waitForURL(/territory=territoire-vecu/, { timeout: 90_000 });
    await titled(page, NAME);
    const kept = page.getByTestId("kept");
    await kept.getByText(/Enregistré ici le .* avec 2 communes de 2026\./).waitFor();
    await kept.getByText("Clé de modification :").waitFor();
    await page.screenshot({ path: "target/screenshots/own-kept.png" });
    key = (await kept.locator("code").textContent()) ?? "";
    assert.match(key, /^[0-9a-f]{32}$/);
    address = new URL(page.url()).search;
    // The same page, closed and opened again, still holds the key.
    await page.reload();
    await titled(page, NAME);
    await kept.getByText("Renommer ou retirer").click();
    await kept.getByLabel("Son nom").fill("Vallée");
    await kept.getByRole("button", { name: "Renommer" }).click();
    await page.locator("h1", { hasText: "Vallée" }).waitFor({ timeout: 90_000 });
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
  });
  await visit(address.replace("step=where", "step=cuts"), async (page) => {
    await titled(page, "Vallée");
    const kept = page.getByTestId("kept");
    await kept.getByText("Renommer ou retirer").click();
    await kept.getByLabel("La clé de modification").fill("0000");
    await kept.getByRole("button", { name: "Retirer" }).waitFor();
    page.on("dialog", (dialog) => dialog.accept());
    await kept.getByRole("button", { name: "Retirer" }).click();
    await kept.getByRole("alert").getByText("Ce n’est pas la clé").waitFor();
    assert.deepEqual(await findings(page), []);
    await kept.getByLabel("La clé de modification").fill(key);
    await kept.getByRole("button", { name: "Retirer" }).click();
    await page.getByTestId("notice").getByText("Le territoire est retiré.").waitFor({ timeout: 90_000 });
    assert.equal(new URL(page.url()).searchParams.get("territory"), null);
  }, { expectErrors: ["403"] });
});

test("communes that merged or split since are told, and the ground is still theirs", async () => {
  await visit("?vintage=2024", async (page) => {
    const kept = await page.evaluate(async () => {
      const body = { name: "Deux", nature: "decided", communes: ["01330", "15141"] };
      const answer = await fetch("/api/own-territories?vintage=2024", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      return answer.json();
    });
    await page.goto(new URL(`/?territory=${kept.id}&step=where`, page.url()).href);
    const changes = page.getByTestId("changes");
    await changes.getByText("Ruffieu (01330) a rejoint Haut Valromey.").waitFor();
    await changes
      .getByText("Neussargues en Pinatelle (15141) s’est divisée : Celles, Chalinargues,")
      .waitFor();
    await page.screenshot({ path: "target/screenshots/own-changes.png" });
    assert.deepEqual(await findings(page), []);
    const gone = await page.evaluate(async ({ id, edit_key }) => {
      const headers = { Authorization: `Bearer ${edit_key}` };
      return (await fetch(`/api/own-territories/${id}`, { method: "DELETE", headers })).status;
    }, kept);
    assert.equal(gone, 204);
  });
});
