// The styles by the specification's own validator, and drawn by MapLibre on a page of another site.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { national, open, picture } from "./browser.mjs";

const WEB = new URL("../../web/", import.meta.url);
const require = createRequire(new URL("package.json", WEB));
const { validateStyleMin } = await import(require.resolve("@maplibre/maplibre-gl-style-spec"));
const LIBRARY = fileURLToPath(new URL("node_modules/maplibre-gl/dist/", WEB));
const LOOKS = ["light", "dark", "print", "colour-blind"];

test("every style is valid and asks this server alone", async () => {
  for (const look of LOOKS) {
    for (const query of ["", "?layers=commune,canton,arrondissement,region", "?vintage=2024"]) {
      const answer = await fetch(`${national()}/styles/${look}.json${query}`);
      assert.equal(answer.status, 200, `${look}${query}`);
      const style = await answer.json();
      assert.deepEqual(validateStyleMin(style), [], `${look}${query}`);
      const addresses = JSON.stringify(style).match(/https?:\/\/[^/"]+/g);
      assert.deepEqual([...new Set(addresses)], [national()]);
    }
  }
});

/** A page of another site that draws a style with MapLibre as it is published. */
async function drawn(look, act) {
  const types = { ".mjs": "text/javascript", ".js": "text/javascript", ".css": "text/css" };
  const host = createServer((request, response) => {
    const path = new URL(request.url, "http://host").pathname;
    if (path === "/") {
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(`<!doctype html><link rel="icon" href="data:,"><link rel="stylesheet" href="/maplibre-gl.css">
        <div id="map" style="position:fixed;inset:0"></div>
        <script type="module">
          import { Map } from "/maplibre-gl.mjs";
          const map = new Map({
            container: "map",
            style: "${national()}/styles/${look}.json",
            center: [3.71, 43.93],
            zoom: 9.6,
            fadeDuration: 0,
          });
          map.on("error", ({ error }) => console.error(error.message));
          map.on("idle", () => {
            globalThis.names = map.queryRenderedFeatures().flatMap(({ layer, properties }) =>
              layer.type === "symbol" ? [properties.name] : []);
            const hatch = map.getImage("lived-1") ?? null;
            globalThis.hatch = hatch && [hatch.data.width, hatch.pixelRatio];
            document.body.dataset.idle = "";
          });
        </script>`);
      return;
    }
    try {
      const file = readFileSync(LIBRARY + path.slice(1));
      response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
      response.end(file);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
  try {
    await open(async (page) => {
      const faults = [];
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      await page.goto(`http://127.0.0.1:${host.address().port}/`);
      await page.locator("body[data-idle]").waitFor({ state: "attached" });
      await act(page);
      assert.deepEqual(faults, []);
    });
  } finally {
    host.close();
    host.closeAllConnections();
  }
}

test("MapLibre draws every style, with its names and patterns", async () => {
  for (const look of LOOKS) {
    await drawn(look, async (page) => {
      const names = await page.evaluate(() => globalThis.names);
      assert.ok(names.includes("Ganges"), `${look}: ${names}`);
      assert.deepEqual(await page.evaluate(() => globalThis.hatch), [7, 1], look);
      await picture(page, `style-${look}`);
    });
  }
});
