// The site as a host serves it: it opens, obeys its policy, asks nobody else, and outlives the network.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, test } from "node:test";
import { closeBrowser, openApp } from "./app.mjs";
import { SUB_PATH } from "./serve.mjs";

after(closeBrowser);

const sha256 = (text) => createHash("sha256").update(text).digest("base64");

test("opens under a sub-path, and fetches each file of one build once", async (t) => {
  const app = await openApp(t);
  await app.readyForOffline();
  const waitedFor = app.site.requested.slice(0, app.site.requested.indexOf(`${SUB_PATH}sw.js`));
  assert.deepEqual(waitedFor, [...new Set(waitedFor)]);
  const [page, ...files] = waitedFor;
  assert.equal(page, SUB_PATH);
  const builds = new Set(files.map((path) => path.match(/^\/docs\/tool\/b\/([0-9a-f]{16})\/[^/]+$/)?.[1]));
  assert.deepEqual([...builds].length, 1, files.join("\n"));
  assert.ok(!builds.has(undefined), files.join("\n"));
  const modules = files.filter((path) => path.endsWith(".wasm"));
  assert.ok(modules.length <= 2, modules.join("\n"));
  assert.ok(app.site.requested.every((path) => path.startsWith(SUB_PATH)), app.site.requested.join("\n"));
});

test("has a policy that allows no inline script but the page's own two", async (t) => {
  const app = await openApp(t);
  const policy = await app.page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content");
  assert.match(policy, /default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+' 'sha256-[^']+';/);
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
  await app.reload();
  assert.equal(await app.page.locator("meta[name=build][content=next]").count(), 1);
  await app.until(async () => (await caches.keys()).length === 2);
  await app.openAnother({ isOnly: true });
  await app.until(async () => (await caches.keys()).every((name) => name.endsWith("-next")));
  await app.readyForOffline();
  await app.cutNetwork();
  await app.reload();
  assert.equal(await app.page.locator("meta[name=build][content=next]").count(), 1);
});

test("an older tab keeps the files of its build; they go when it has gone", async (t) => {
  const app = await openApp(t);
  await app.readyForOffline();
  const older = app.page;
  const file = await older.evaluate(() => document.querySelector("link[rel=stylesheet]").href);
  const [, build] = file.match(/\/b\/([0-9a-f]+)\//);
  // The next build: the same files in another directory, and no longer any in that of the older tab.
  const renamed = (text) => {
    let next = text.replaceAll(build, "0123456789abcdef");
    // The policy names the inline scripts by their content, which holds the name of the directory.
    const hashes = (html) => [...html.matchAll(/<script[^>]*>([^<]+?)<\/script>/gs)].map(([, code]) => sha256(code));
    hashes(text).forEach((hash, at) => (next = next.replace(hash, hashes(next)[at])));
    return next;
  };
  app.site.moves.set("b/0123456789abcdef/", `b/${build}/`);
  app.site.moves.set(`b/${build}/`, "gone/");
  app.site.edits.set("index.html", renamed);
  app.site.edits.set("sw.js", (worker) => renamed(worker).replace(/VERSION = "[^"]*/, "$&-next"));
  await app.openAnother();
  assert.equal(await app.page.locator('link[href*="0123456789abcdef"][rel=stylesheet]').count(), 1);
  await app.until(async () => (await caches.keys()).length === 2);
  assert.equal(await older.evaluate(async (url) => (await fetch(url, { cache: "no-store" })).status, file), 200);
  await older.close();
  await app.openAnother({ isOnly: true });
  await app.until(async () => (await caches.keys()).length === 1);
  assert.equal(await app.page.evaluate(async (url) => (await fetch(url, { cache: "no-store" })).status, file), 404);
  await app.forgive(/404/);
});
