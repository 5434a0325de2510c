// A browser on the real program: a page that fails the test on any error, or any request elsewhere.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];
const SHOTS = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));
/** A map drawn in software on a busy machine takes its time. */
const PATIENCE_MS = 60_000;

function prepared(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set: run these tests through scripts/test`);
  return value;
}

export const national = () => prepared("ECHELLE_TEST_SERVER");
export const baseOnly = () => prepared("ECHELLE_TEST_SERVER_BASE");

let browser = null;

// One for each file of tests that imports this.
before(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
});
after(async () => {
  await browser?.close();
});

/**
 * Opens an address of the page, does something there, and fails on any error of the console, any
 * breach of the policy and any request to another origin.
 */
export async function visit(query, act, options = {}) {
  const { server = national(), expectErrors = [], ...context } = options;
  const faults = [];
  const opened = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    ...context,
  });
  const page = await opened.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    const expected = expectErrors.some((part) => message.text().includes(part));
    if (message.type() === "error" && !expected) faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    const own = origin === server || protocol === "data:" || protocol === "blob:";
    if (!own) faults.push(`a request to ${request.url()}`);
  });
  try {
    await page.goto(`${server}/${query}`);
    await act(page);
    assert.deepEqual(faults, []);
  } finally {
    await opened.close();
  }
}

/** Opens a blank page for a test that says itself what may be wrong. */
export async function open(act, options = {}) {
  const opened = await browser.newContext({ viewport: { width: 900, height: 700 }, ...options });
  const page = await opened.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  try {
    await act(page);
  } finally {
    await opened.close();
  }
}

/** Waits for the answer to be on screen. */
export async function answered(page) {
  await page.getByTestId("summary").waitFor();
  await page.locator("main[aria-busy=false]").waitFor();
}

/** Waits for the map to rest. */
export async function idle(page) {
  await page.locator("#map[data-map-idle]").waitFor();
  // The map may set out again at once for a new subject.
  await page.waitForTimeout(400);
  await page.locator("#map[data-map-idle]").waitFor();
}

/** Keeps a picture for the eye. */
export async function picture(page, name) {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: `${SHOTS}${name}.png` });
}

/** The parameters of the address. */
export const address = (page) => new URL(page.url()).searchParams;

/** Waits for a parameter of the address to be as expected. */
export async function addressHas(page, name, value) {
  await page.waitForURL((url) => url.searchParams.get(name) === value);
}

/** What the server answers to a question. */
export async function asked(path, server = national()) {
  const response = await fetch(server + path);
  assert.equal(response.status, 200, path);
  return response.json();
}

/** The id of the lived basin shown for a commune: Insee's where loaded, else the estimated one. */
export async function basinOf(code) {
  const { overlaps } = await asked(
    `/api/territories/commune:${code}/overlaps?kinds=bassin-de-vie,bassin-estime`,
  );
  const basins = overlaps.map(({ territory }) => territory);
  return basins.find(({ kind }) => kind === "bassin-de-vie") ?? basins[0];
}

/** What axe finds wrong on the page, one line a finding. */
export async function findings(page) {
  const require = createRequire(import.meta.url);
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}
