// Text from outside is text: a hundred payloads in every name and word of the answers, and nothing runs,
// with the policy of the server and without it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { asked, basinOf, visit } from "./browser.mjs";

const RUN = "globalThis.ran=1";
const HANDLERS = [
  `<img src=x onerror="${RUN}">`,
  `<svg onload="${RUN}">`,
  `<svg><script>${RUN}</script></svg>`,
  `<body onload="${RUN}">`,
  `<iframe srcdoc="<script>parent.ran=1</script>">`,
  `<input autofocus onfocus="${RUN}">`,
  `<details open ontoggle="${RUN}"><summary>x</summary></details>`,
  `<video><source onerror="${RUN}"></video>`,
  `<audio src=x onerror="${RUN}">`,
  `<marquee onstart="${RUN}">x</marquee>`,
  `<math><mtext><img src=x onerror="${RUN}"></mtext></math>`,
  `<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart="${RUN}">x</b>`,
  `<object data="javascript:${RUN}"></object>`,
  `<embed src="javascript:${RUN}">`,
  `<a href="javascript:${RUN}">x</a>`,
  `<form action="javascript:${RUN}"><button>x</button></form>`,
  `<base href="javascript:/a/-${RUN}//">`,
  `<meta http-equiv="refresh" content="0;url=javascript:${RUN}">`,
  `<template><script>${RUN}</script></template>`,
  `<script>${RUN}</script>`,
];
/** What people put before a payload to leave an attribute, a comment, a text, a script. */
const ESCAPES = ["", '">', "'>", "--></textarea></title></style></noscript>", "]]>"];
const PAYLOADS = ESCAPES.flatMap((escape) => HANDLERS.map((handler) => escape + handler));
/** In places of links and numbers, what would run if it were followed. */
const LINKS = [
  `javascript:${RUN}`,
  `JaVaScRiPt:${RUN}`,
  ` javascript:${RUN}`,
  `java\tscript:${RUN}`,
  `data:text/html,<script>parent.${RUN}</script>`,
  `vbscript:${RUN}`,
  `https:javascript:${RUN}`,
];

/** Fields the page reads as words of its own, not as texts to show. */
const FIXED = new Set(["where", "state", "relation", "placed", "title", "slug", "date"]);
const FOLLOWED = new Set(["site", "link", "phone", "mail", "url"]);

/** The answer with a payload in place of every text, in turn, so that all are tried. */
function poisoned(answer) {
  let [texts, links] = [0, 0];
  const walk = (value, name) => {
    if (FIXED.has(name)) return value;
    if (FOLLOWED.has(name)) return LINKS[links++ % LINKS.length];
    if (typeof value === "string") return `${value.slice(0, 3)}${PAYLOADS[texts++ % PAYLOADS.length]}`;
    if (Array.isArray(value)) return value.map((item) => walk(item, name));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, key)]));
  };
  return walk(answer, "");
}

/** Answers with as many entries as there are payloads, each entry with an id of its own. */
function widened(answer, list) {
  const models = answer[list];
  const many = PAYLOADS.map((payload, at) => ({
    ...models[at % models.length],
    ...("name" in models[0] && typeof models[0].name === "string" ? { name: payload } : {}),
  }));
  return { ...answer, [list]: many };
}

const TABS = [
  {
    query: "?place=34111&tab=competences&competence=petite-enfance",
    path: (id) => `/api/competences/petite-enfance/holders?territory=${id}&lang=fr`,
    pattern: /\/holders\?(?!.*geojson)/,
    list: "zones",
  },
  {
    query: "?place=34111&tab=actors",
    path: (id) => `/api/territories/${id}/actors`,
    pattern: /\/actors(\?|$)/,
    list: "actors",
  },
  {
    query: "?place=34111&tab=funding",
    path: (id) => `/api/territories/${id}/funding`,
    pattern: /\/funding(\?|$)/,
    list: "programmes",
  },
];

/** What markup of the payloads has become of the page, if any. */
function intruders() {
  const foreign = "main :is(img,iframe,script,video,audio,marquee,object,embed,form,math,style,base,template)";
  const links = [...document.querySelectorAll("main a")].map((link) => link.href);
  const handlers = [...document.querySelectorAll("main *")].flatMap((element) =>
    element.getAttributeNames().filter((name) => name.startsWith("on")),
  );
  return {
    ran: globalThis.ran ?? null,
    foreign: document.querySelectorAll(foreign).length,
    links: links.filter((link) => !/^(https?|tel|mailto):/.test(link)),
    handlers,
  };
}

test("there are a hundred payloads", () => assert.equal(new Set(PAYLOADS).size, 100));

test("they would run, were they taken for markup", async () => {
  const act = async (page) => {
    const ran = await page.evaluate(async (payload) => {
      const element = document.createElement("div");
      document.body.append(element);
      element.innerHTML = payload;
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return globalThis.ran ?? null;
    }, HANDLERS[0]);
    assert.equal(ran, 1);
  };
  await visit("", act, { bypassCSP: true, expectErrors: ["404"] });
});

for (const { query, path, pattern, list } of TABS) {
  for (const policy of ["with", "without"]) {
    test(`nothing of ${list} runs, ${policy} the policy`, async () => {
      const basin = await basinOf("34111");
      const answer = poisoned(widened(await asked(path(basin.id)), list));
      const body = JSON.stringify(answer);
      const missing = PAYLOADS.filter((payload) => !body.includes(JSON.stringify(payload).slice(1, -1)));
      assert.deepEqual(missing, [], "every payload is served");
      const act = async (page) => {
        await page.route(pattern, (route) => route.fulfill({ json: answer }));
        if (policy === "without") {
          await page.route(/\/(\?.*)?$/, async (route) => {
            const response = await route.fetch();
            const headers = { ...response.headers() };
            delete headers["content-security-policy"];
            await route.fulfill({ response, headers });
          });
        }
        await page.goto(new URL(`/${query}`, page.url()).href);
        await page.getByTestId("tab-sentence").waitFor();
        await page.evaluate(() => {
          for (const folded of document.querySelectorAll("details")) folded.open = true;
        });
        await page.waitForTimeout(500);
        const text = await page.locator("main").innerText();
        assert.ok(text.includes("onerror="), "the payloads are there, as text");
        assert.deepEqual(await page.evaluate(intruders), {
          ran: null,
          foreign: 0,
          links: [],
          handlers: [],
        });
      };
      await visit("", act, policy === "without" ? { bypassCSP: true } : {});
    });
  }
}

test("payloads typed and carried by a link stay words", async () => {
  for (const payload of PAYLOADS.slice(0, 6)) {
    const act = async (page) => {
      await page.getByTestId("tab-sentence").waitFor();
      assert.equal((await page.evaluate(intruders)).ran, null);
      const field = page.getByRole("combobox", { name: "Quel sujet" });
      assert.equal(await field.inputValue(), payload);
    };
    const words = encodeURIComponent(payload);
    await visit(`?place=34111&tab=actors&words=${words}`, act, { bypassCSP: true });
  }
});
