import { chromium } from "playwright-core";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu"] });
const out = "/tmp/w/F/";
for (const spec of process.argv.slice(2)) {
  const [name, url, mode] = spec.split("=>");
  const opt = mode === "phone" ? {viewport:{width:360,height:740}} : mode === "dark" ? {viewport:{width:1440,height:900}, colorScheme:"dark"} : mode === "phonedark" ? {viewport:{width:360,height:740},colorScheme:"dark"} : {viewport:{width:1440,height:900}};
  const c = await b.newContext(opt);
  const p = await c.newPage();
  p.on("console", m => m.type()==="error" && console.log(name, m.text()));
  await p.goto("http://127.0.0.1:8093/" + url);
  if (mode) await p.screenshot({ path: out + name + ".png", fullPage: true });
  else await p.pdf({ path: out + name + ".pdf", preferCSSPageSize: true, format: "A4" });
  await c.close();
}
await b.close();
