// The two downloads: a small page in the reader's language, and the whole page that takes over from it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { closeBrowser, openApp } from "./app.mjs";
import { SUB_PATH } from "./serve.mjs";

after(closeBrowser);

const fixture = (name) => readFile(new URL(`../../crates/freepublish/tests/samples/${name}`, import.meta.url), "utf8");
const source = (app) => app.page.locator("#source");
const says = (app, text) => app.page.getByRole("heading", { level: 1, name: text }).waitFor();
/// The WebAssembly the page itself asked for: from its service worker on, everything is fetched to be kept.
async function fetched(app) {
  await app.page.waitForLoadState("networkidle");
  const worker = app.site.requested.indexOf(`${SUB_PATH}sw.js`);
  const own = worker < 0 ? app.site.requested : app.site.requested.slice(0, worker);
  return own.filter((path) => path.endsWith(".wasm")).map((path) => path.replace(/^.*\/|-[0-9a-f]+(_bg)?\.wasm$/g, ""));
}

/// Keeps the whole page away: the small one is all there is. Returns how to let it through again.
async function withoutTheWhole(app) {
  await app.context.route(/freepublish-lab-/, (route) => route.abort());
  await app.reload();
  return () => app.context.unroute(/freepublish-lab-/);
}

for (const lang of ["zh", "en"]) {
  test(`the small page reads what WeChat sends by itself (${lang})`, async (t) => {
    const app = await openApp(t, { lang, keeps: false });
    await withoutTheWhole(app);
    for (const [name, zh, en] of [
      ["wire-rejected.xml", /第 2 篇/, /article 2/],
      ["push-json-rejected.json", /第 2 篇/, /article 2/],
      ["response-40164.json", /白名单/, /whitelist/i],
      ["get-success.json", /发布成功/, /^Published/],
    ]) {
      await app.paste(source(app), await fixture(name));
      await says(app, lang === "zh" ? zh : en);
    }
    assert.equal((await fetched(app))[0], `first-${lang}`);
    app.complaints.length = 0; // The whole page was kept away on purpose.
  });
}

test("when the whole page cannot be had, the small one says so and goes on", async (t) => {
  const app = await openApp(t, { lang: "en", keeps: false });
  const letThrough = await withoutTheWhole(app);
  await app.paste(source(app), await fixture("wire-rejected.xml"));
  await app.page.locator("#switch-lang").click();
  await app.page.getByText("Not opened").waitFor();
  await says(app, /article 2/);
  await letThrough();
  await app.page.locator("#switch-lang").click();
  await says(app, /第 2 篇/);
  app.complaints.length = 0;
});

test("the language changes under the text, which stays, with the focus on the switch", async (t) => {
  const app = await openApp(t, { lang: "zh" });
  const text = await fixture("wire-rejected.xml");
  await app.paste(source(app), text);
  await says(app, /第 2 篇/);
  await app.page.locator("#switch-lang").click();
  await says(app, /article 2/);
  assert.equal(await source(app).inputValue(), text);
  await app.until(() => document.activeElement?.id === "switch-lang");
  assert.equal(await app.page.locator("main").count(), 1);
});

test("a call that is typed is taken over in mid-sentence: the next letter lands behind the last", async (t) => {
  const app = await openApp(t, { lang: "en" });
  await app.page.waitForLoadState("networkidle");
  await source(app).focus();
  await app.page.keyboard.type('{"media_id":"', { delay: 5 });
  await app.until(() => document.activeElement?.id === "source");
  await app.page.waitForTimeout(500);
  await app.page.keyboard.type('lr1QVk_Sw157DUBZkX9qtp3YoIXshnmhq2X2C4jKabc"}', { delay: 5 });
  await says(app, /No error/);
  assert.equal(await source(app).inputValue(), '{"media_id":"lr1QVk_Sw157DUBZkX9qtp3YoIXshnmhq2X2C4jKabc"}');
});

test("what the page changed can be taken back after the whole page took over", async (t) => {
  const app = await openApp(t, { lang: "en" });
  const text = await fixture("document-success.xml");
  await app.paste(source(app), text);
  await app.page.locator(".fix").first().click();
  await app.page.locator("#switch-lang").click();
  await says(app, /发布成功/);
  await source(app).focus();
  await app.page.keyboard.press("ControlOrMeta+z");
  assert.equal(await source(app).inputValue(), text);
});

test("a link to anything but the editor opens the whole page at once", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/errors/53503" });
  await app.page.getByRole("heading", { level: 1 }).first().waitFor();
  assert.deepEqual(await fetched(app), ["freepublish-lab"]);
});
