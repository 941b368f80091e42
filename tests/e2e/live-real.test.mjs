// The Live page against the real proxy, from the link it prints to the callback of the simulated WeChat behind it.
// What a proxy can do wrong is in live.test.mjs, with one that does.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, openApp } from "./app.mjs";
import { serve } from "./freepublish.mjs";

after(closeBrowser);

/// The drafts take eight seconds of WeChat's time.
const FAST = ["--speed", "20"];

const shows = (app, text) => app.page.getByText(text).first().waitFor();

/// The proxy, and its page.
async function openServed(t, pathOf, ...args) {
  const served = await serve(...args);
  // What opens the page closes the proxy, after the page: a stream that is cut is a complaint of the browser's.
  const app = await openApp(t, { lang: "en", site: served, path: pathOf(served) }).catch(async (error) => {
    await served.stop();
    throw error;
  });
  return { app, served };
}

/// The same, opened by the link.
async function openLink(t, ...args) {
  const opened = await openServed(t, (served) => served.link.slice(served.url.length), ...args);
  await shows(opened.app, "Listening for callbacks");
  return opened;
}

/// The button that the page has for a draft, by the name of its outcome.
const offered = (app, name) => app.page.locator(".drafts").getByRole("button", { name, exact: true });

/// Picks a draft, and submits it as a keyboard does: the focus is on the button by then. Returns its job.
async function pick(app, name, mediaId) {
  await offered(app, name).click();
  assert.equal(await app.page.locator("#media-id").inputValue(), mediaId);
  await app.page.locator("#submit:focus").waitFor();
  await app.assertAccessible();
  await app.page.keyboard.press("Enter");
  return confirm(app, mediaId);
}

/// Submits one of the drafts that the proxy printed. Returns its job.
async function submit(app, mediaId) {
  await app.page.locator("#media-id").fill(mediaId);
  await app.page.locator("#submit").click();
  return confirm(app, mediaId);
}

/// Answers the question.
async function confirm(app, mediaId) {
  const dialog = app.page.locator("dialog[open]");
  assert.match(await dialog.innerText(), /Simulator[^]*nothing is published/);
  await app.page.locator("#confirm").click();
  await dialog.waitFor({ state: "detached" });
  return app.page.locator(".job", { hasText: mediaId });
}

/// Waits for the callback in a job's timeline.
async function callbackOf(job) {
  const callback = job.locator("li", { has: job.page().locator(".badge", { hasText: /^callback$/ }) });
  await callback.waitFor();
  return callback;
}

test("a newcomer opens the printed link, submits drafts, and sees what becomes of each", async (t) => {
  const { app, served } = await openLink(t, ...FAST, "--log-level", "trace");
  assert.equal(new URL(app.page.url()).hash, "#/live");
  for (const [draft, name, headline] of [
    ["published", "published", /^Published/],
    [
      "originality_failed",
      "originality declaration failed",
      /^Not published: the originality declaration of article 2 failed/,
    ],
  ]) {
    const job = await pick(app, name, served.drafts[draft]);
    // It is used up.
    await offered(app, name).waitFor({ state: "detached" });
    const callback = await callbackOf(job);
    await callback.getByText(headline).waitFor();
    await job.locator("li.waiting").waitFor({ state: "detached" });
    await job.getByText("Accepted, not published yet").waitFor();
    await app.assertAccessible();

    await callback.getByRole("button", { name: "Open in Inspect" }).click();
    await app.page.locator("#outcome").getByText(headline).waitFor();
    assert.equal(await app.page.locator("#source").inputValue(), await served.lastCallback());
    await app.page.goBack();
    await callback.waitFor();
  }

  // From the first request on, with which the link was opened: what stands behind the `#` stays in the browser.
  const withKey = app.requests.filter((request) => request.headers().authorization === `Bearer ${served.key}`);
  assert.ok(withKey.some((request) => request.url().endsWith("/api/freepublish/submit")));
  for (const request of app.requests) {
    const { origin, pathname, search } = new URL(request.url());
    const { authorization, ...headers } = request.headers();
    assert.ok(!JSON.stringify([origin, pathname, search, headers]).includes(served.key), request.url());
  }
  assert.ok(served.log().includes(" DEBUG ") && served.log().includes("callback kept"), "the log is whole");
  assert.ok(!served.log().includes(served.key), "the key is in the log");
});

test("the page of a tab that remembers the proxy is reloaded, and the callback still comes", async (t) => {
  const { app, served } = await openLink(t, ...FAST);
  await app.page.locator("#remember").check();
  const job = await submit(app, served.drafts.rejected);
  await job.waitFor();
  await app.reload();
  await shows(app, "Listening for callbacks");
  // It may have come while nobody listened: the draft is still there, and so is its callback.
  await job.getByText(/^Not published: article 1 /).first().waitFor();

  await app.page.locator("#remember").uncheck();
  await app.reload();
  await app.page.locator("#connect").waitFor();
  assert.equal(await app.page.locator("#proxy-key").inputValue(), "");
});

test("without the link the page works, and Live says where to find it", async (t) => {
  const { app, served } = await openServed(t, () => "");
  await app.paste(app.page.locator("#source"), '{"errcode":0,"publish_id":"100000001"}');
  await app.page.locator("#outcome", { hasText: "Accepted" }).waitFor();
  await app.page.evaluate(() => (location.hash = "#/live"));
  await shows(app, "Open the link it prints");
  await app.page.locator("#connect").click();
  await app.page.locator(".trouble", { hasText: "from the link that the proxy printed" }).waitFor();
  await app.forgive(/401/);
  // It may be pasted where the address is asked for.
  await app.page.locator("#proxy-address").fill(served.link);
  await app.page.locator("#connect").click();
  await shows(app, "Listening for callbacks");
});

test("a page of another origin is let in if the proxy was told of it", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/live" });
  const served = await serve(...FAST, "--origin", new URL(app.site.url).origin);
  t.after(served.stop);
  app.friends.add(new URL(served.url).origin);
  await app.page.evaluate((link) => (location.hash = link), new URL(served.link).hash);
  await app.page.locator("#accept").click();
  await shows(app, "Listening for callbacks");
  await app.page.goBack();
  await app.page.goForward();
  assert.equal(new URL(app.page.url()).hash, "#/live");
  const stored = () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.body.outerHTML]);
  assert.ok(!(await app.page.evaluate(stored)).includes(served.key), "the key is in memory only");
  const callback = await callbackOf(await submit(app, served.drafts.published));
  await callback.getByText(/^Published/).waitFor();
});

test("a page of another origin that the proxy was not told of is refused, and says what to do", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/live" });
  const served = await serve();
  t.after(served.stop);
  app.friends.add(new URL(served.url).origin);
  await app.page.evaluate((link) => (location.hash = link), new URL(served.link).hash);
  await app.page.locator("#accept").click();
  const trouble = app.page.locator(".trouble", { hasText: "CORS" });
  await trouble.waitFor();
  assert.match(await trouble.innerText(), new RegExp(`--origin ${new URL(app.site.url).origin}`));
  // The last of three complaints: the page has asked again without CORS, and knows that somebody is there.
  await app.forgive(/401/);
});
