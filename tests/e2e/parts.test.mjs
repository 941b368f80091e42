// The page comes in two parts: what Inspect needs, and the rest when it is opened, or while nobody waits for it.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, LANGS, openApp, THEMES } from "./app.mjs";

after(closeBrowser);

const CALLBACK = '<xml><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[PUBLISHJOBFINISH]]></Event></xml>';
const LATER = /\/b\/[0-9a-f]+\/split_[^/]+\.wasm$/;

const fetched = (app) => app.site.requested.filter((path) => LATER.test(path)).length;

/// Opens the page where the later part cannot be fetched.
async function openWithout(t, options) {
  const app = await openApp(t, { keeps: false, lang: "en", ...options });
  await app.context.route(LATER, (route) => route.abort());
  await app.reload();
  return app;
}

test("a paste is answered without the later part", async (t) => {
  const app = await openWithout(t);
  await app.paste(app.page.locator("#source"), CALLBACK);
  await app.page.locator("#diagnostics").waitFor();
  // That it could not be fetched while nobody waited for it is told to nobody.
  await app.forgive(/failed to load|ERR_FAILED|Failed to fetch/i);
  assert.equal(await app.page.getByRole("alert").count(), 0);
});

test("a page whose part cannot be fetched says so, and trying again helps; nothing is lost", async (t) => {
  const app = await openWithout(t, { savesData: true });
  await app.page.locator("#source").fill(CALLBACK);
  await app.page.getByRole("link", { name: "Reference" }).click();
  const alert = app.page.getByRole("alert");
  await alert.getByText("This page could not be fetched").waitFor();
  assert.equal(await app.page.title(), "Reference · freepublish-lab");
  await app.page.locator("#try-again").click();
  await alert.waitFor();
  await app.context.unroute(LATER);
  await app.page.locator("#try-again").click();
  await app.page.getByRole("searchbox").waitFor();
  assert.match(await app.page.title(), /^Publish statuses · Reference/);
  await app.page.getByRole("link", { name: "Live" }).click();
  await app.page.locator("#proxy-address").waitFor();
  await app.page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Simulate" }).click();
  await app.page.locator("#scenario").waitFor();
  await app.page.getByRole("link", { name: "Inspect" }).click();
  assert.equal(await app.page.locator("#source").inputValue(), CALLBACK);
  await app.page.locator("#diagnostics").waitFor();
  app.complaints.length = 0; // The part was kept away on purpose.
});

test("coming back to a page whose part was missing tries again by itself", async (t) => {
  const app = await openWithout(t, { savesData: true });
  await app.page.getByRole("link", { name: "Live" }).click();
  await app.page.getByRole("alert").waitFor();
  await app.context.unroute(LATER);
  await app.page.getByRole("link", { name: "Inspect" }).click();
  await app.page.getByRole("link", { name: "Live" }).click();
  await app.page.locator("#proxy-address").waitFor();
  app.complaints.length = 0; // The part was kept away on purpose.
});

test("a tab whose files a newer build has replaced says what to do, and takes none of the newer ones", async (t) => {
  const app = await openApp(t, { keeps: false, lang: "en", savesData: true });
  const script = await app.page.evaluate(() => document.querySelector("link[rel=modulepreload]").href);
  const [, build] = script.match(/\/b\/([0-9a-f]+)\//);
  app.site.moves.set(`b/${build}/`, "gone/");
  await app.page.locator("#source").fill(CALLBACK);
  await app.page.getByRole("link", { name: "Live" }).click();
  const alert = app.page.getByRole("alert");
  await alert.getByText(/the page has to be reloaded/).waitFor();
  assert.ok(app.site.requested.filter((path) => LATER.test(path)).every((path) => path.includes(build)));
  await app.page.getByRole("link", { name: "Inspect" }).click();
  assert.equal(await app.page.locator("#source").inputValue(), CALLBACK);
  app.site.moves.clear();
  await app.page.getByRole("link", { name: "Live" }).click();
  await app.page.locator("#proxy-address").waitFor();
  app.complaints.length = 0; // The part was kept away on purpose.
});

test("the focus goes from the page that was coming to the page that came", async (t) => {
  const app = await openApp(t, { keeps: false, lang: "en", savesData: true });
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await app.context.route(LATER, async (route) => {
    await released;
    await route.continue();
  });
  await app.page.getByRole("link", { name: "Simulate" }).click();
  await app.until(() => document.activeElement.matches("#coming h1"));
  release();
  await app.until(() => document.activeElement.matches(".simulate h1"));
});

test("an address of the later part leads to its entry as soon as it is there", async (t) => {
  const app = await openApp(t, { keeps: false, lang: "en" });
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await app.context.route(LATER, async (route) => {
    await released;
    await route.continue();
  });
  await app.page.goto("about:blank");
  await app.page.goto(`${app.site.url}#/errors/53503`);
  await app.page.getByRole("status").getByText("Opening").waitFor();
  assert.equal(await app.page.getByRole("heading", { level: 1 }).innerText(), "Reference");
  release();
  await app.page.locator('.target[id="/errors/53503"]').waitFor();
  assert.match(await app.page.title(), /^53503 · /);
});

for (const lang of LANGS) {
  for (const theme of THEMES) {
    test(`axe finds nothing while a page comes, nor when it does not (${lang}, ${theme})`, async (t) => {
      const app = await openApp(t, { keeps: false, savesData: true, lang, theme });
      let fail;
      const failed = new Promise((resolve) => (fail = resolve));
      await app.context.route(LATER, async (route) => {
        await failed;
        await route.abort();
      });
      await app.reload();
      await app.page.evaluate(() => (location.hash = "#/live"));
      await app.page.locator("#coming .coming").waitFor();
      await app.assertAccessible();
      await app.screenshot(`coming-${lang}-${theme}`);
      fail();
      await app.page.locator("#try-again").waitFor();
      await app.assertAccessible();
      await app.screenshot(`missing-${lang}-${theme}`);
      app.complaints.length = 0; // The part was kept away on purpose.
    });
  }
}

test("after the first visit every page opens without a network", async (t) => {
  const app = await openApp(t, { lang: "en" });
  await app.readyForOffline();
  await app.cutNetwork();
  await app.reload();
  await app.page.getByRole("link", { name: "Reference" }).click();
  await app.page.getByRole("searchbox").waitFor();
  await app.page.getByRole("link", { name: "Live" }).click();
  await app.page.locator("#proxy-address").waitFor();
});

test("who does not save data has the later part before it is asked for", async (t) => {
  const app = await openApp(t, { keeps: false });
  await app.until(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/split_")));
  assert.equal(fetched(app), 1);
});

test("who saves data fetches the later part when it is opened, and has it without a network from then on", async (t) => {
  const app = await openApp(t, { lang: "en", savesData: true });
  await app.readyForOffline();
  assert.equal(fetched(app), 0);
  const kept = () => app.page.evaluate(async () => {
    const [name] = await caches.keys();
    const urls = (await (await caches.open(name)).keys()).map(({ url }) => url);
    return { all: urls.length, later: urls.filter((url) => url.includes("/split_")).length };
  });
  assert.equal((await kept()).later, 0);
  assert.ok((await kept()).all > 3);
  await app.page.getByRole("link", { name: "Reference" }).click();
  await app.page.getByRole("searchbox").waitFor();
  assert.equal((await kept()).later, 1);
  await app.cutNetwork();
  await app.reload();
  await app.page.getByRole("searchbox").waitFor();
});
