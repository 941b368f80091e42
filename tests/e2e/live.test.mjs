// The Live page against a proxy that can be told to go wrong: every way a connection can fail, answers that never come,
// streams that are cut. What goes well is in live-real.test.mjs.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { closeBrowser, openApp } from "./app.mjs";
import { KEY, published, startProxy } from "./proxy.mjs";

after(closeBrowser);

const MEDIA_ID = "Zmzu8pPZcmrFVeHBEAQKIk2FjXVWJ2c7dcQTWbQ5zK8";
const JOB = "2650177668";
const accepted = () => `{"errcode":0,"errmsg":"ok","publish_id":${JOB}}`;

const press = (app, name) => app.page.getByRole("button", { name, exact: true }).click();
const shows = (app, text) => app.page.getByText(text).first().waitFor();
const trouble = (app) => app.page.locator(".trouble").first().innerText();

/// The page, with a proxy that lets it in.
async function openLive(t, options = {}, page = {}) {
  const app = await openApp(t, { lang: "en", path: "#/live", ...page });
  // Started last, it ends last: the page is closed before its stream is cut.
  const proxy = await startProxy(t, { origins: [new URL(app.site.url).origin], ...options });
  app.friends.add(proxy.url);
  return { app, proxy };
}

async function connect(app, address, key = KEY) {
  await app.page.locator("#proxy-address").fill(address);
  await app.page.locator("#proxy-key").fill(key);
  await app.page.locator("#connect").click();
}

async function connected(t, options, page) {
  const { app, proxy } = await openLive(t, options, page);
  await connect(app, proxy.url);
  await shows(app, "Listening for callbacks");
  return { app, proxy };
}

async function submit(app) {
  await app.page.locator("#media-id").fill(MEDIA_ID);
  await app.page.locator("#submit").click();
  await app.page.locator("#confirm").click();
}

test("a newcomer is told the one command, and nobody is called", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/live" });
  await shows(app, "cargo xtask serve");
  assert.equal(await app.page.locator("#proxy-address").inputValue(), new URL(app.site.url).origin);
});

test("each way a connection fails is told apart, and said with what to do", async (t) => {
  const { app, proxy } = await openLive(t);
  for (const [address, says] of [
    ["not an address", /This is no address/],
    ["http://192.0.2.1:8080", /allows no HTTP to other machines/],
  ]) {
    await connect(app, address);
    await app.page.locator(".trouble", { hasText: says }).waitFor();
  }
  assert.deepEqual(app.complaints, [], "nobody was called");

  await connect(app, proxy.url, "another-key-of-the-right-length");
  await app.page.locator(".trouble", { hasText: "does not know this key" }).waitFor();
  await app.forgive(/401/);

  await connect(app, `${proxy.url}/elsewhere`);
  await app.page.locator(".trouble", { hasText: "The proxy could not do it" }).waitFor();
  await app.forgive(/404/);

  await connect(app, new URL(app.site.url).origin);
  await app.page.locator(".trouble", { hasText: "no proxy at this address" }).waitFor();
  assert.match(await trouble(app), /HTTP 404/);
  await app.forgive(/404/);

  const closed = createServer();
  await new Promise((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address();
  await new Promise((resolve) => closed.close(resolve));
  app.friends.add(`http://127.0.0.1:${port}`);
  await connect(app, `127.0.0.1:${port}`);
  await app.page.locator(".trouble", { hasText: "Nobody answers" }).waitFor();
  // Without an answer the page asks once more, to tell a refusal of CORS from silence.
  await app.forgive(/ERR_CONNECTION_REFUSED/, 2);

  await connect(app, proxy.url);
  await shows(app, "Listening for callbacks");
  assert.match(await app.page.locator(".live-facts").innerText(), /Simulator[^]*wx0e2e[^]*9\.8\.7/);
});

test("an upstream that is down is said by the proxy, and nothing is submitted", async (t) => {
  const said = (text) => ({ title: text, detail: text, remedy: "look at the AppSecret" });
  const problem = { type: "urn:freepublish:problem:upstream-no-token", ...said("no token"), en: said("no token") };
  const { app, proxy } = await openLive(t, { health: { upstream: { kind: "wechat", well: false, problem } } });
  await connect(app, proxy.url);
  await app.page.locator(".trouble", { hasText: "nothing can be submitted now" }).waitFor();
  assert.match(await trouble(app), /no token\s+look at the AppSecret/);
  await app.page.locator("#media-id").fill(MEDIA_ID);
  await app.page.locator("#submit").click({ force: true });
  assert.equal(await app.page.locator("dialog[open]").count(), 0);
  proxy.health = {};
  await press(app, "Check again");
  await app.page.locator(".trouble").waitFor({ state: "detached" });
});

test("a draft is submitted once, after a question, and its callback arrives on the stream", async (t) => {
  let answer;
  const { app, proxy } = await connected(t, { submit: () => new Promise((resolve) => (answer = resolve)) });
  await app.page.locator("#media-id").fill("MEDIA_ID");
  await app.page.locator("#media-id-note.fault").waitFor();
  await app.page.locator("#media-id").fill(MEDIA_ID);
  await app.page.keyboard.press("Enter");
  const dialog = app.page.locator("dialog[open]");
  assert.match(await dialog.innerText(), new RegExp(`wx0e2e[^]*Simulator[^]*${proxy.url}[^]*${MEDIA_ID}[^]*nothing is published`));
  await press(app, "Cancel");
  assert.deepEqual(proxy.calls.filter(({ body }) => body), []);

  await app.page.locator("#submit").click();
  await app.page.locator("#confirm").dblclick();
  await shows(app, "Waiting for WeChat's answer");
  await app.page.locator("#submit").click({ force: true });
  assert.equal(await dialog.count(), 0);
  answer(accepted());
  await shows(app, "waiting for the callback");
  assert.deepEqual(proxy.calls.filter(({ body }) => body).map(({ body }) => JSON.parse(body)), [{ media_id: MEDIA_ID }]);
  assert.equal(await app.page.locator("#media-id").inputValue(), "");

  proxy.push(published(JOB));
  const job = app.page.locator(".job");
  await job.getByText(/^Published/).first().waitFor();
  proxy.push(published(JOB), { duplicate_of: "c.1" });
  await job.locator(".badge", { hasText: "duplicate" }).waitFor();
  proxy.push(published("2650177669"));
  await app.page.locator("section", { hasText: "Other callbacks" }).getByText("Job 2650177669").waitFor();
  assert.equal(await job.locator(".badge", { hasText: "callback" }).count(), 1);

  const callback = job.locator("li", { hasText: "callback" }).last();
  await callback.getByRole("button", { name: "Copy" }).click();
  await shows(app, "Message copied");
  assert.equal(await app.clipboard(), published(JOB));
});

test("with WeChat behind it the question says that it is public", async (t) => {
  const { app, proxy } = await connected(t, {
    health: { upstream: { kind: "wechat", account: "wx00real" } },
    submit: () => '{"errcode":40007,"errmsg":"invalid media_id"}',
  });
  await app.page.locator("#media-id").fill(MEDIA_ID);
  await app.page.locator("#submit").click();
  assert.match(await app.page.locator("dialog[open]").innerText(), /Publish for real[^]*wx00real[^]*cannot simply be undone/);
  await app.page.locator("#confirm").click();
  await app.page.locator(".job").getByText(/media_id/).first().waitFor();
  assert.equal(await app.page.locator("#media-id").inputValue(), MEDIA_ID);
  assert.equal(proxy.calls.filter(({ body }) => body).length, 1);
});

test("an answer that never came is no refusal, and the next question warns", async (t) => {
  const { app } = await connected(t, { submit: () => undefined });
  await submit(app);
  await shows(app, "nobody knows whether WeChat got it");
  await app.forgive(/ERR_EMPTY_RESPONSE/);
  await app.page.locator("#submit").click();
  assert.match(await app.page.locator("dialog[open]").innerText(), /submitted before/);
});

test("a stream that is cut is opened again, and what came meanwhile arrives once", async (t) => {
  const { app, proxy } = await connected(t, { submit: accepted });
  await submit(app);
  await shows(app, "waiting for the callback");
  proxy.push(published("2650177001"));
  await shows(app, "Job 2650177001");
  proxy.cut();
  await shows(app, "The stream was cut");
  await app.forgive(/ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/);
  proxy.push(published(JOB));
  await app.page.locator(".job").getByText(/^Published/).first().waitFor();
  await shows(app, "Listening for callbacks");
  assert.equal(await app.page.locator(".badge", { hasText: "callback" }).count(), 2);
  assert.equal(proxy.calls.at(-1).lastEventId, "c.1");
});

const listened = (proxy) => proxy.calls.filter(({ path }) => path.endsWith("/stream"));

test("a stream that is open and dead is noticed, and what it did not bring arrives", async (t) => {
  const { app, proxy } = await openLive(t, { beats: 50 });
  await app.page.clock.install();
  await connect(app, proxy.url);
  await shows(app, "Listening for callbacks");
  await app.page.clock.runFor(2_000);
  await app.reads();
  proxy.push(published("2650177001"));
  await shows(app, "Job 2650177001");
  for (let second = 0; second < 60; second += 15) {
    await app.page.clock.runFor(15_000);
    await app.reads();
  }
  assert.equal(listened(proxy).length, 1, "comments keep it alive");
  proxy.hush();
  proxy.push(published("2650177002"));
  await app.page.clock.fastForward(60_000);
  await shows(app, "Job 2650177002");
  assert.deepEqual(listened(proxy).map(({ lastEventId }) => lastEventId), [undefined, "c.1"]);
});

test("a proxy that sends no comments is asked anew without a word", async (t) => {
  const { app, proxy } = await openLive(t);
  await app.page.clock.install();
  await connect(app, proxy.url);
  await shows(app, "Listening for callbacks");
  await app.page.evaluate(() => {
    self.said = new Set();
    const look = () => self.said.add(document.querySelector(".stream").textContent);
    new MutationObserver(look).observe(document.querySelector(".stream"), { subtree: true, characterData: true, childList: true });
    look();
  });
  proxy.hush();
  proxy.push(published("2650177002"));
  await app.page.clock.fastForward(60_000);
  await shows(app, "Job 2650177002");
  assert.deepEqual(await app.page.evaluate(() => [...self.said]), ["Listening for callbacks"]);
  assert.equal(listened(proxy).length, 2);
});

test("where a proxy does not name its latest callback, the stream begins at the end of the list all the same", async (t) => {
  const { app, proxy } = await openLive(t, { health: { inbox: undefined } });
  proxy.push(published("2650177001"));
  await connect(app, proxy.url);
  await shows(app, "Listening for callbacks");
  assert.deepEqual(listened(proxy).map(({ after }) => after), ["c.1"]);
});

test("when the network or the reader is back, nobody waits for the next attempt", async (t) => {
  const { app, proxy } = await openLive(t);
  await app.page.clock.install();
  await connect(app, proxy.url);
  await shows(app, "Listening for callbacks");
  // No timer runs from here on.
  await app.page.clock.pauseAt(Date.now() + 3_000);
  for (const [target, event] of [["window", "online"], ["document", "visibilitychange"]]) {
    proxy.cut();
    await shows(app, "The stream was cut");
    await app.forgive(/ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/);
    await app.page.evaluate(([target, event]) => self[target].dispatchEvent(new Event(event)), [target, event]);
    await shows(app, "Listening for callbacks");
  }
});

test("drafts outlive a reload, and so do the callbacks that came meanwhile", async (t) => {
  const { app, proxy } = await connected(t, { submit: accepted });
  proxy.push(published("2650177001"));
  await shows(app, "Job 2650177001");
  await submit(app);
  await shows(app, "waiting for the callback");
  const stored = await app.page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));
  assert.ok(stored.includes(MEDIA_ID) && !stored.includes(KEY), stored);

  await app.reload();
  await shows(app, `Job ${JOB}`);
  await shows(app, `Connect to ${proxy.url} again (account: wx0e2e)`);
  assert.equal(await app.page.locator("#proxy-address").inputValue(), proxy.url);
  assert.equal(await app.page.locator("#proxy-key").inputValue(), "");
  proxy.push(published(JOB));
  await connect(app, proxy.url);
  await app.page.locator(".job").getByText(/^Published/).first().waitFor();
  assert.equal(listened(proxy).at(-1).after, "c.1");

  await press(app, "Clear the list");
  await shows(app, "Nothing was submitted yet");
  await app.reload();
  await shows(app, "cargo xtask serve");
});

test("WeChat can be asked, and callbacks from before are shown", async (t) => {
  const { app, proxy } = await openLive(t, {
    submit: accepted,
    get: (publish_id) => `{"publish_id":${publish_id},"publish_status":3,"fail_idx":[1]}`,
  });
  proxy.push(published("2650177000"));
  await connect(app, proxy.url);
  await shows(app, "Listening for callbacks");
  await submit(app);
  await press(app, "Ask WeChat");
  await app.page.locator(".job").getByText("Not published").first().waitFor();
  await shows(app, "Asked from this page: 1");
  await press(app, "Show those from before");
  await shows(app, "Job 2650177000");
});

test("a callback is delivered to a handler, and its reply is judged in words", async (t) => {
  const replies = [
    { accepted: false, findings: ["delivery/reply-quoted-success", "delivery/of-tomorrow"], status: 200, reply: '"success"\n', elapsed_ms: 35 },
    { accepted: true, findings: [], status: 200, reply: "success", elapsed_ms: 12 },
    [403, "target-not-allowed", "not among the origins", "不在名单里"],
    undefined,
  ];
  const { app, proxy } = await connected(t, {
    health: { deliveries: { targets: ["http://127.0.0.1:3000"] } },
    deliver: () => replies.shift(),
  });
  proxy.push(published(JOB));
  proxy.push(published("2650177669"));
  const callback = app.page.locator(".entry-line", { hasText: `Job ${JOB}` });
  const latest = callback.locator(".deliveries > li").first();
  await callback.getByRole("button", { name: "Deliver to my handler" }).click();
  const target = callback.getByLabel("Address of the handler");
  await app.until(() => document.activeElement.id === "target");
  assert.equal(await target.inputValue(), "http://127.0.0.1:3000/");
  await app.page.keyboard.type("wechat");
  await app.page.keyboard.press("Enter");
  await latest.getByText("WeChat would push again").waitFor();
  assert.match(await latest.innerText(), /http:\/\/127\.0\.0\.1:3000\/wechat[^]*HTTP 200 · 35 ms[^]*success is in quotes[^]*The framework wrote the string as JSON[^]*delivery\/of-tomorrow/);
  assert.equal(await latest.locator("pre").innerText(), '"success"\\n\n');
  const [call] = proxy.calls.filter(({ path }) => path === "/api/deliveries");
  assert.deepEqual(JSON.parse(call.body), { target: "http://127.0.0.1:3000/wechat", cursor: "c.1" });

  await callback.locator("#deliver").click();
  await latest.getByText("to WeChat this push has arrived").waitFor();
  await target.fill("http://127.0.0.1:3001/x");
  await callback.locator("#deliver").click();
  await latest.getByText("freepublish serve --target http://127.0.0.1:3001").waitFor();
  assert.match(await latest.innerText(), /not among the origins/);
  await app.forgive(/403/);
  await callback.locator("#deliver").click();
  await latest.getByText("The proxy did not say").waitFor();
  await app.forgive(/ERR_EMPTY_RESPONSE/);
  assert.equal(await callback.locator(".deliveries > li").count(), 4);

  await target.fill("no address");
  await callback.locator("#target-note.fault").waitFor();
  const other = app.page.locator(".entry-line", { hasText: "Job 2650177669" });
  await other.getByRole("button", { name: "Deliver to my handler" }).click();
  assert.equal(await app.page.locator("#target").count(), 1);
});

test("where a proxy delivers nowhere yet, the form says how to change that", async (t) => {
  const { app, proxy } = await connected(t, { health: { deliveries: { targets: [] } } });
  proxy.push(published(JOB));
  await press(app, "Deliver to my handler");
  await shows(app, "freepublish serve --target");
});

test("a link to another origin calls nobody before the reader agrees, whatever was remembered", async (t) => {
  const { app, proxy } = await connected(t, { submit: accepted });
  await app.page.locator("#remember").check();
  await submit(app);
  await shows(app, "waiting for the callback");
  const other = await startProxy(t, { origins: [new URL(app.site.url).origin] });
  const go = () => app.page.evaluate((link) => (location.hash = link), other.link);
  await go();
  await shows(app, `A link wants to connect this page to ${other.url}`);
  assert.equal(new URL(app.page.url()).hash, "#/live", "its key is out of the address");
  await app.page.locator("#decline").click();
  await go();
  await app.reload();
  await shows(app, "Listening for callbacks");
  await shows(app, `Job ${JOB}`);
  assert.deepEqual(other.calls, []);
  assert.deepEqual(app.complaints, [], "nobody else was called");

  await go();
  app.friends.add(other.url);
  await app.page.locator("#accept").click();
  await shows(app, `Connected to ${other.url}`);
  // WeChat may have it: it is still there, and names where it was submitted.
  await app.page.locator(".job", { hasText: `It was submitted through ${proxy.url}` }).waitFor();
});

test("when the proxy lets nobody listen any more, an open question says so and cannot be answered", async (t) => {
  const { app, proxy } = await connected(t);
  await app.page.locator("#media-id").fill(MEDIA_ID);
  await app.page.locator("#submit").click();
  const dialog = app.page.locator("dialog[open]");
  proxy.key = "another";
  proxy.cut();
  await dialog.getByText("Nothing was submitted").waitFor();
  assert.match(await dialog.innerText(), /Submit to the simulator\?[^]*Simulator[^]*does not know this key/);
  assert.equal(await app.page.locator("#confirm").count(), 0);
  await app.page.locator("#cancel").click();
  await app.page.locator("#connect").waitFor();
  await app.forgive(/401/);
});

/// Another tab of the same browser, connected to the same proxy.
async function otherTab(app, proxy) {
  const page = await app.context.newPage();
  await page.goto(`${app.site.url}#/live`);
  await page.locator("#proxy-address").fill(proxy.url);
  await page.locator("#proxy-key").fill(KEY);
  await page.locator("#connect").click();
  await page.getByText("Listening for callbacks").waitFor();
  return page;
}

test("tabs share one stream, hear the same, and go on when the one that has it is closed", async (t) => {
  const { app, proxy } = await connected(t);
  proxy.push(published("2650177001"));
  await shows(app, "Job 2650177001");
  const second = await otherTab(app, proxy);
  const third = await otherTab(app, proxy);
  assert.equal(proxy.streams(), 1);
  proxy.push(published("2650177002"));
  for (const page of [app.page, second, third]) await page.getByText("Job 2650177002").first().waitFor();
  assert.equal(listened(proxy).length, 1);

  // The one that has the stream leaves Live: the next takes over, and nothing is missed or told twice.
  await app.page.evaluate(() => (location.hash = "#/inspect"));
  await app.until(async () => (await navigator.locks.query()).held.filter(({ name }) => name.includes("http")).length === 1);
  proxy.push(published("2650177003"));
  for (const page of [second, third]) {
    await page.getByText("Job 2650177003").first().waitFor();
    assert.equal(await page.getByText("Job 2650177003").count(), 1);
  }
  await app.page.evaluate(() => (location.hash = "#/live"));
  await shows(app, "Job 2650177003");
  assert.equal(proxy.streams(), 1);

  // Closed when no tab shows Live.
  await second.close();
  await third.close();
  await shows(app, "Listening for callbacks");
  await app.page.evaluate(() => (location.hash = "#/inspect"));
  for (const deadline = Date.now() + 10_000; proxy.streams() > 0; ) {
    assert.ok(Date.now() < deadline, "a stream is still open");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
});

test("a tab that has the stream and says nothing loses it", async (t) => {
  const { app, proxy } = await openLive(t);
  const dead = await app.context.newPage();
  await dead.goto(app.site.url);
  const lock = `freepublish-lab ${new URL(app.site.url).pathname} ${proxy.url} wx0e2e`;
  await dead.evaluate((lock) => void navigator.locks.request(lock, () => new Promise(() => {})).catch(() => {}), lock);
  await app.page.clock.install();
  await connect(app, proxy.url);
  await shows(app, "Opening the stream");
  assert.equal(proxy.streams(), 0);
  await app.page.clock.fastForward(40_000);
  await shows(app, "The stream was cut");
  await app.page.clock.fastForward(2_000);
  await shows(app, "Listening for callbacks");
  assert.equal(proxy.streams(), 1);
});

test("the warning against submitting a draft twice counts over tabs", async (t) => {
  const { app, proxy } = await connected(t, { submit: accepted });
  const other = await otherTab(app, proxy);
  await submit(app);
  await shows(app, "waiting for the callback");
  await other.locator("#media-id").fill(MEDIA_ID);
  await other.locator("#submit").click();
  await other.locator("dialog[open]").getByText("submitted from another tab").waitFor();
  // A tab that is opened later is told, too.
  const late = await otherTab(app, proxy);
  await late.locator("#media-id").fill(MEDIA_ID);
  await late.locator("#submit").click();
  await late.locator("dialog[open]").getByText("submitted from another tab").waitFor();
});

test("the latest of a long inbox are shown, and nothing is replayed where the proxy names no latest", async (t) => {
  const { app, proxy } = await openLive(t, { health: { inbox: undefined } });
  for (let number = 1; number <= 250; number++) proxy.push(published(String(2650170000 + number)));
  proxy.calls.length = 0;
  await connect(app, proxy.url);
  await shows(app, "Listening for callbacks");
  assert.deepEqual(listened(proxy).map(({ after }) => after), ["c.250"]);
  await press(app, "Show those from before");
  await shows(app, "Job 2650170250");
  assert.equal(await app.page.locator("section:has(#others) .entry-line").count(), 50);
  await press(app, "Show more (150 left)");
  await shows(app, "Job 2650170151");
});

test("what the proxy has to say of pushes is shown in the language of the page", async (t) => {
  const { app, proxy } = await openLive(t, {
    health: {
      callback: {
        mode: "secure",
        notices: [
          { name: "mode-downgraded", count: 3, last_at: 1795532400000, text: "x", zh: "有推送以明文到达", en: "A push came in plain mode" },
          { name: "clock-differs", count: 1, last_at: 1795532400000, text: "x", zh: "时钟差了 301 秒", en: "The clock differs by 301 s" },
        ],
      },
    },
  });
  await connect(app, proxy.url);
  const said = app.page.locator(".notices");
  assert.match(await said.innerText(), /came in plain mode\s+3 pushes[^]*differs by 301 s\s+1 push,/);
  assert.match(await app.page.locator(".live-facts").innerText(), /secure mode/);
  await app.page.locator("#switch-lang").click();
  assert.match(await said.innerText(), /有推送以明文到达\s+3 次[^]*时钟差了 301 秒/);
});
