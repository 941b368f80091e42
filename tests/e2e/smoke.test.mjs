// The site as a host serves it: it opens, obeys its policy, asks nobody else, and outlives the network.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, openApp } from "./app.mjs";
import { SUB_PATH } from "./serve.mjs";

after(closeBrowser);

test("opens under a sub-path, and fetches each file once", async (t) => {
  const app = await openApp(t);
  await app.readyForOffline();
  const waitedFor = app.site.requested.slice(0, app.site.requested.indexOf(`${SUB_PATH}sw.js`));
  // The small page of the reader's language, and once nobody waits, perhaps the whole one already.
  const builds = waitedFor.filter((path) => path.endsWith(".wasm")).map((path) => path.split("/").at(-1));
  assert.match(builds[0], /^first-zh-/);
  assert.ok(!builds.some((name) => name.startsWith("first-en-")), builds.join("\n"));
  assert.deepEqual(waitedFor, [...new Set(waitedFor)]);
  assert.ok(app.site.requested.every((path) => path.startsWith(SUB_PATH)), app.site.requested.join("\n"));
});

test("has a policy that allows no inline script but the loader", async (t) => {
  const app = await openApp(t);
  const policy = await app.page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+';/);
  const ran = await app.page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = true";
    document.head.append(script);
    return window.ran === true;
  });
  assert.equal(ran, false, "an injected inline script ran");
  await app.forgive(/policy: script-src/);
});

test("goes on without a network", async (t) => {
  const app = await openApp(t);
  await app.readyForOffline();
  const before = await app.page.locator("body").innerText();
  await app.cutNetwork();
  await app.reload();
  assert.equal(await app.page.locator("body").innerText(), before);
});

test("shows a new build at the next visit, with and without a network", async (t) => {
  const app = await openApp(t);
  await app.readyForOffline();
  app.site.edits.set("index.html", (html) => html.replace("</head>", '<meta name="build" content="next"></head>'));
  app.site.edits.set("sw.js", (worker) => worker.replace(/VERSION = "[^"]*/, "$&-next"));
  const next = app.page.locator("meta[name=build][content=next]");
  await app.reload();
  assert.equal(await next.count(), 1);
  await app.until(async () => (await caches.keys()).every((name) => name.endsWith("-next")));
  await app.cutNetwork();
  await app.reload();
  assert.equal(await next.count(), 1);
});
