// Maps on other sites: framed from another origin under a strict policy, without script, and with the
// server gone half-way.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { findings, national, open, picture, visit } from "./browser.mjs";

const BASIN = "epci:243400736";
const LIGHTEST_SCRIPT = 10_000;
const LIGHTEST_MAP = 500_000;

/** Serves a page of another site, and hands over its address. */
async function hosted(body, server, act) {
  const host = createServer((_, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader(
      "content-security-policy",
      `default-src 'none'; script-src ${server}; frame-src ${server}; img-src ${server}`,
    );
    response.end(`<!doctype html><html lang="fr"><title>Le parc</title><h1>Le parc</h1>${body}`);
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
  try {
    await act(`http://localhost:${host.address().port}/`);
  } finally {
    host.close();
    host.closeAllConnections();
  }
}

/** Opens a page of another site; what its console says and what was thrown is handed to the caller. */
async function onHost(body, act, { server = national(), ...options } = {}) {
  await hosted(body, server, (address) =>
    open(async (page) => {
      const faults = [];
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      await page.goto(address);
      await act(page, faults);
    }, options),
  );
}

const component = (server, attributes = "") =>
  `<echelle-map territory="${BASIN}" title="Carte du bassin" ${attributes}></echelle-map>
   <script type="module" src="${server}/embed.js"></script>`;

const alive = (frame) => frame.locator("#embed.map-ready").waitFor();

test("a frame shows the map, its sides, its sources and a way out", async () => {
  const body = `<iframe src="${national()}/embed/${BASIN}?layers=departement" title="Carte"
    width="700" height="480"></iframe>`;
  await onHost(body, async (page, faults) => {
    const frame = page.frameLocator("iframe");
    await alive(frame);
    await frame.locator("#map[data-map-idle]").waitFor();
    assert.match(await frame.locator(".credit").innerText(), /^Sources : .*Insee/);
    const out = frame.getByRole("link", { name: "Ouvrir dans Échelle" });
    assert.match(await out.getAttribute("href"), /\?territory=epci:243400736$/);
    assert.equal(await page.context().cookies().then((all) => all.length), 0);
    await picture(page, "embed-frame");
    assert.deepEqual(faults, []);
  });
});

test("in a sandbox, as WordPress makes for sites it does not know, the image stays", async () => {
  const body = `<iframe sandbox="allow-scripts" src="${national()}/embed/${BASIN}" title="Carte"
    width="700" height="480"></iframe>`;
  await onHost(body, async (page, faults) => {
    const still = page.frameLocator("iframe").locator(".still img");
    await still.waitFor();
    await page.waitForTimeout(2000);
    assert.ok(await still.evaluate((image) => image.complete && image.naturalWidth > 0));
    assert.ok(await still.isVisible());
    await picture(page, "embed-sandbox");
    assert.deepEqual(faults, []);
  });
});

test("the component asks for the map only when it comes into view", async () => {
  const far = `<pre>${"\n".repeat(200)}</pre>`;
  await onHost(far + component(national()), async (page, faults) => {
    await page.waitForFunction(() => document.querySelector("echelle-map")?.shadowRoot !== null);
    await page.waitForTimeout(500);
    assert.equal(page.frames().length, 1, "no frame before it is seen");
    await page.locator("echelle-map").scrollIntoViewIfNeeded();
    await alive(page.frameLocator("echelle-map iframe"));
    await page.locator("echelle-map iframe.alive").waitFor();
    await picture(page, "embed-component");
    assert.deepEqual(faults, []);
  });
});

test("the component refuses what is not a territory, and follows its attributes", async () => {
  const body = `<echelle-map territory='x"><script>alert(1)</script>'></echelle-map>
    ${component(national(), 'height="300" lang="en" theme="dark"')}`;
  await onHost(body, async (page, faults) => {
    const [refused, sound] = await page.locator("echelle-map").all();
    await refused.getByText("il manque l’attribut territory").waitFor();
    await alive(page.frameLocator("echelle-map iframe"));
    assert.equal((await sound.boundingBox()).height, 300);
    const root = page.frameLocator("echelle-map iframe").locator("html");
    assert.equal(await root.getAttribute("lang"), "en");
    const ground = await root.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
    assert.equal(ground, "rgb(28, 26, 23)");
    assert.deepEqual(faults, []);
  });
});

test("without script the image and the list stand in the frame", async () => {
  const body = `<iframe src="${national()}/embed/${BASIN}" title="Carte" width="700" height="480"></iframe>`;
  await onHost(
    body,
    async (page) => {
      const frame = page.frameLocator("iframe");
      await frame.locator(".still img").waitFor();
      const { width, complete } = await frame
        .locator(".still img")
        .evaluate((image) => ({ width: image.naturalWidth, complete: image.complete }));
      assert.ok(complete && width > 0);
      assert.ok((await frame.locator(".sides li").count()) > 0);
      await picture(page, "embed-no-script");
    },
    { javaScriptEnabled: false },
  );
});

/** A server of its own, to be stopped. */
async function started() {
  const { ECHELLE_BINARY: binary, ECHELLE_TEST_STORE: store } = process.env;
  assert.ok(binary && store, "run these tests through scripts/test");
  const child = spawn(binary, ["serve", "--store", store, "--bind", "127.0.0.1:0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const address = await new Promise((told, failed) => {
    let text = "";
    child.stderr.on("data", (bytes) => {
      text += bytes;
      const found = /http:\/\/[\d.:]+/.exec(text);
      if (found) told(found[0]);
    });
    child.on("exit", () => failed(new Error(text)));
  });
  return { child, address };
}

test("with the server gone half-way the link stays and nothing is thrown", async () => {
  const { child, address } = await started();
  try {
    const far = `<pre>${"\n".repeat(200)}</pre>`;
    await onHost(
      far + component(address),
      async (page, faults) => {
        await page.waitForFunction(() => document.querySelector("echelle-map")?.shadowRoot !== null);
        child.kill("SIGKILL");
        await new Promise((gone) => child.once("exit", gone));
        await page.locator("echelle-map").scrollIntoViewIfNeeded();
        await page.getByText("La carte ne répond pas").waitFor({ timeout: 40_000 });
        assert.equal(await page.locator("echelle-map iframe").count(), 0);
        const link = page.getByRole("link", { name: "Ouvrir la carte dans Échelle" });
        assert.equal(await link.getAttribute("href"), `${address}/?territory=epci%3A243400736`);
        const thrown = faults.filter((fault) => !/ERR_CONNECTION|Failed to load/.test(fault));
        assert.deepEqual(thrown, []);
      },
      { server: address },
    );
  } finally {
    child.kill("SIGKILL");
  }
});

test("every other page refuses to be framed", async () => {
  for (const path of ["/", `/?territory=${BASIN}`, `/fiche/${BASIN}`, "/docs"]) {
    const answer = await fetch(national() + path);
    const policy = answer.headers.get("content-security-policy");
    assert.match(policy, /frame-ancestors 'none'/, path);
  }
  const body = `<iframe src="${national()}/?territory=${BASIN}" title="Page"></iframe>`;
  await onHost(body, async (page, faults) => {
    await page.waitForTimeout(1500);
    assert.ok(faults.some((fault) => fault.includes("frame-ancestors")), faults.join("\n"));
  });
});

test("an embed is light", async () => {
  const script = Buffer.from(await (await fetch(`${national()}/embed.js`)).arrayBuffer());
  assert.ok(gzipSync(script).length < LIGHTEST_SCRIPT, `${gzipSync(script).length}`);
  // The worker is fetched apart from the page: its files are counted by what they are packed to.
  const own = new Set();
  await visit(`embed/${BASIN}`, async (page) => {
    page.on("request", (request) => own.add(request.url()));
    await page.reload();
    await page.locator("#embed.map-ready").waitFor();
    await page.locator("#map[data-map-idle]").waitFor();
  });
  const files = [...own].filter((url) => url.includes("/assets/") && !url.endsWith(".woff2"));
  assert.ok(files.some((url) => url.includes("worker")), "the worker is among them");
  let sum = gzipSync(script).length;
  for (const url of files) {
    const bytes = Buffer.from(await (await fetch(url)).arrayBuffer());
    sum += gzipSync(bytes, { level: 9 }).length;
  }
  assert.ok(sum < LIGHTEST_MAP, `${sum} bytes`);
});

test("the frame is read without sight, in both colours and languages", async () => {
  for (const [query, viewport] of [
    ["?theme=light", { width: 700, height: 480 }],
    ["?theme=dark&lang=en&colour=people", { width: 360, height: 480 }],
    ["?insets=true&colour=holders:eau-potable", { width: 700, height: 560 }],
  ]) {
    await visit(
      `embed/${BASIN}${query}`,
      async (page) => {
        await page.locator("#embed.map-ready").waitFor();
        await page.locator("#map[data-map-idle]").waitFor();
        await picture(page, `embed-${query.replaceAll(/\W+/g, "-")}`);
        assert.deepEqual(await findings(page), [], query);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${query} is wider than its frame`);
      },
      { viewport },
    );
  }
});

test("the builder shows the result and the lines to paste", async () => {
  await visit(`?territory=${BASIN}&step=sheet`, async (page) => {
    const builder = page.locator(".embed-builder");
    await builder.getByLabel("Couleur").selectOption("people");
    await builder.getByLabel("Fond").selectOption("dark");
    await builder.getByLabel("Hauteur en pixels").fill("360");
    const value = (form) => page.getByTestId(`snippet-${form}`).inputValue();
    const frame = `${national()}/embed/${BASIN}?colour=people&theme=dark`;
    assert.ok((await value("frame")).includes(`src="${frame.replace("&", "&amp;")}"`));
    assert.ok((await value("component")).includes('theme="dark"'));
    assert.ok((await value("image")).includes(`/static/${BASIN}.png`));
    const told = await fetch(
      `${national()}/oembed?url=${encodeURIComponent(await value("link"))}`,
    ).then((answer) => answer.json());
    assert.ok(told.html.includes(`/embed/${BASIN}`));
    await builder.getByRole("button", { name: "Voir le résultat" }).click();
    await alive(page.frameLocator(".embed-result"));
    await builder.scrollIntoViewIfNeeded();
    await picture(page, "embed-builder");
    assert.deepEqual(await findings(page), []);
  });
});
