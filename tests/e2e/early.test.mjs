// Before the page's WebAssembly is there, and when it cannot be had or has stopped.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { closeBrowser, openApp } from "./app.mjs";

after(closeBrowser);

const fixture = (name) => readFile(new URL(`../../crates/freepublish/tests/samples/${name}`, import.meta.url), "utf8");

/// Opens the page with its WebAssembly held back. `release` lets it come.
async function openEarly(t, options) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  const app = await openApp(t, { keeps: false, ...options });
  await app.context.route(/\.wasm$/, async (route) => {
    await released;
    await route.continue();
  });
  await app.page.goto("about:blank");
  await app.page.goto(app.site.url + (options.path ?? ""), { waitUntil: "commit" });
  return { app, release };
}

test("what is pasted before the page stands is answered when it does; focus and caret stay", async (t) => {
  const { app, release } = await openEarly(t, { lang: "en" });
  const source = app.page.locator("#early #source");
  await source.waitFor();
  assert.equal(await source.getAttribute("placeholder"), "Paste here, or drop a file");
  const text = await fixture("wire-rejected.xml");
  await source.fill(text);
  await source.evaluate((area) => area.setSelectionRange(3, 5));
  release();
  await app.stands();
  await app.page.getByRole("heading", { level: 1, name: /article 2/ }).waitFor();
  const after = await app.page.evaluate(() => {
    const { id, value, selectionStart, selectionEnd } = document.activeElement;
    return { id, value, selectionStart, selectionEnd };
  });
  assert.deepEqual(after, { id: "source", value: text, selectionStart: 3, selectionEnd: 5 });
});

test("something is painted before the WebAssembly is there, in the reader's language", async (t) => {
  const { app, release } = await openEarly(t, { lang: "zh" });
  await app.page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length);
  assert.match(await app.page.locator("#early").innerText(), /检查/);
  assert.doesNotMatch(await app.page.locator("#early").innerText(), /Inspect/);
  await app.assertAccessible();
  release();
  await app.stands();
});

test("another page than Inspect shows that it is coming, and no text area", async (t) => {
  const { app, release } = await openEarly(t, { lang: "en", path: "#/status" });
  await app.page.getByText("Loading…").waitFor();
  assert.equal(await app.page.locator("#source").isVisible(), false);
  release();
  await app.page.getByRole("heading", { level: 1, name: "Reference" }).waitFor();
});

test("without the WebAssembly there is a banner, and what was typed stays", async (t) => {
  const app = await openApp(t, { lang: "en", keeps: false });
  await app.context.route(/\.wasm$/, (route) => route.abort());
  await app.page.reload();
  await app.page.locator("#early #source").fill("kept");
  const banner = app.page.getByRole("alert");
  await banner.getByRole("heading", { name: "The page could not be opened" }).waitFor();
  assert.equal(await app.page.locator("#source").inputValue(), "kept");
  await app.context.unroute(/\.wasm$/);
  await banner.getByRole("button", { name: "Reload" }).click();
  await app.stands();
  app.complaints.length = 0; // The WebAssembly was kept away on purpose.
});

test("a page that has trapped says so, and what it says can be copied", async (t) => {
  const app = await openApp(t, { lang: "en" });
  await app.page.locator("#source").fill("secret-text");
  // A trap as the browser reports it: a function that does nothing but trap.
  await app.page.evaluate(() => {
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 5, 1, 3, 0, 0, 11];
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes)));
    setTimeout(() => exports.f());
  });
  const banner = app.page.getByRole("alert");
  await banner.getByRole("heading", { name: "The page has stopped because of an error" }).waitFor();
  await app.assertAccessible();
  await banner.getByRole("button", { name: "Copy the details" }).click();
  await banner.getByText("Copied").waitFor();
  const details = await app.clipboard();
  assert.match(details, /unreachable/);
  assert.doesNotMatch(details, /secret-text/);
  assert.equal(await app.page.locator("#source").inputValue(), "secret-text");
  app.complaints.length = 0; // The trap was provoked.
});

test("without JavaScript there is a text in both languages, with links", async (t) => {
  const app = await openApp(t);
  const context = await app.page.context().browser().newContext({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(app.site.url);
  // What is drawn: the driver's own queries pass noscript over.
  const shown = await page.locator("main").innerText();
  assert.match(shown, /本页在浏览器里解析内容/);
  assert.match(shown, /This page reads what you paste inside your browser/);
  assert.ok((await page.locator("noscript a[href^='https://developers.weixin.qq.com/']").count()) >= 2);
  assert.equal(await page.locator("#source").isVisible(), false);
});
