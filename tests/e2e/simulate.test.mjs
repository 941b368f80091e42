// The Simulate page, used as a person uses it: scenarios on the virtual clock, one callback, links.
import assert from "node:assert/strict";
import { createDecipheriv, createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { closeBrowser, openApp } from "./app.mjs";

after(closeBrowser);

const SHIPPED = new URL("../../crates/freepublish/src/simulate/scenario/shipped/", import.meta.url);
const shipped = (name) => readFile(new URL(`${name}.scenario`, SHIPPED), "utf8");

const press = (app, name) => app.page.getByRole("button", { name, exact: true }).click();
const entries = (app) => app.page.locator(".entry-line");
const focused = (app) => app.page.evaluate(() => document.activeElement.id);

// What the last message about a publish says, and what became of the jobs.
const ENDS = {
  "happy-path": [/^Published: 3 articles/, /0 · published/],
  "originality-failed": [/articles 1 and 3/, /2 · originality/],
  rejected: [/Invalid media_id/, /4 · rejected/],
  failed: [/^Not published/, /3 · failed/],
  "deleted-later": [/deleted/, /5 · /],
  "banned-later": [/banned/, /6 · /],
  "token-kicked-out": [/^Published/, /0 · published/],
  "quota-used-up": [/^Published/, /0 · published/],
  "ip-not-on-whitelist": [/^Published/, /0 · published/],
  "callback-lost": [/^Published/, /0 · published/],
  "callback-twice": [/^Published/, /0 · published/],
  "callbacks-out-of-order": [/^Published/, /0 · published[^]*4 · rejected/],
  "slow-handler": [/^Published/, /0 · published/],
  "busy-but-accepted": [/^Published/, /0 · published/],
};

test("every shipped scenario is chosen from the menu and run to its end, with the network cut", async (t) => {
  const files = (await readdir(SHIPPED)).map((name) => name.replace(".scenario", ""));
  assert.deepEqual(Object.keys(ENDS).sort(), files.sort());
  const app = await openApp(t, { lang: "en", path: "#/simulate" });
  await app.cutNetwork();
  for (const [name, [says, became]] of Object.entries(ENDS)) {
    const text = await shipped(name);
    const title = /^title en (.*)$/m.exec(text)[1];
    await app.page.locator("#scenarios").click();
    await app.page.locator(".menu.wide button", { hasText: title }).first().click();
    await app.page.locator("#scenario-title", { hasText: title }).waitFor();
    assert.equal(await app.page.locator("#scenario").inputValue(), text);
    assert.equal(new URL(app.page.url()).hash, `#/simulate/${name}`);
    assert.equal(await entries(app).count(), 0, "nothing has happened yet");
    await press(app, "To the end");
    assert.match(await app.page.locator("#the-end").innerText(), became, name);
    assert.match(await app.page.locator(".told").last().innerText(), says, name);
  }
});

test("the clock shows entry after entry, skips idle days, can be stopped, and is stepped by", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/simulate/deleted-later" });
  await press(app, "Next");
  await press(app, "Next");
  assert.equal(await entries(app).count(), 2);
  await press(app, "Restart");
  assert.equal(await entries(app).count(), 0);

  await app.page.clock.install();
  await press(app, "60×");
  await press(app, "Play");
  await app.page.locator(".progress", { hasText: "skipped" }).waitFor();
  await press(app, "Pause");
  const time = () => app.page.locator(".time b").innerText();
  const [stopped, count] = [await time(), await entries(app).count()];
  assert.match(stopped, /^\+(1d 23|2d 00|2d 23):/);
  await app.page.clock.runFor(5_000);
  assert.deepEqual([await time(), await entries(app).count()], [stopped, count]);
  await press(app, "Play");
  await app.page.locator("#the-end", { hasText: "5 · " }).waitFor();
  await app.page.locator(".idle", { hasText: /\d d/ }).first().waitFor();
  await app.page.getByRole("button", { name: "Play again" }).waitFor();
});

test("whoever has the focus in an entry, or has unfolded it, keeps it while others arrive", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/simulate/deleted-later" });
  await press(app, "Next");
  await press(app, "Next");
  await app.page.locator("#entry-1 .unfold").click();
  await app.page.locator("#entry-1 pre").waitFor();
  await app.page.evaluate(() => {
    document.querySelector("#entry-1 pre").isTheSame = true;
    document.querySelector("#entry-2 .unfold").focus();
  });
  // By script, as a press of the mouse would move the focus. The last one brings a line that tells of the time before it.
  const step = () => document.querySelector("#step").click();
  for (let shown = 3; shown <= 8; shown++) {
    await app.page.evaluate(step);
    await app.page.locator(`#entry-${shown}`).waitFor();
  }
  assert.ok((await app.page.locator(".idle").count()) > 0);
  const holder = () => document.activeElement.closest(".entry-line")?.id;
  assert.equal(await app.page.evaluate(holder), "entry-2");
  assert.ok(await app.page.evaluate(() => document.querySelector("#entry-1 pre").isTheSame));
});

test("editing a scenario goes on with a half-played run", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/simulate/happy-path" });
  for (let shown = 1; shown <= 4; shown++) await press(app, "Next");
  await app.page.locator("#entry-2 .unfold").click();
  const time = await app.page.locator(".time b").innerText();
  const editor = app.page.locator("#scenario");
  await editor.fill(`${await editor.inputValue()}at 2h token\n`);
  await app.page.locator(".progress", { hasText: "4 of " }).waitFor();
  assert.equal(await app.page.locator(".time b").innerText(), time);
  assert.equal(await entries(app).count(), 4);
  await app.page.locator("#entry-2 pre").waitFor();
});

test("the clock stops while another page is open, and the timeline is kept", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/simulate/happy-path" });
  await press(app, "Next");
  await press(app, "1×");
  await press(app, "Play");
  await app.page.getByRole("link", { name: "Reference", exact: true }).click();
  await app.page.getByRole("searchbox").waitFor();
  await app.page.goBack();
  await app.page.getByRole("button", { name: "Play", exact: true }).waitFor();
  assert.ok((await entries(app).count()) >= 1);
});

test("a message shows its bytes, leads to what it answers, is copied, and is read on the Inspect page", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/simulate/originality-failed" });
  await press(app, "To the end");
  await app.page.getByRole("button", { name: "answers #6" }).click();
  await app.until(() => document.activeElement.id === "entry-6");
  const push = app.page.locator("#entry-6");
  await push.getByRole("button", { name: /pushes the callback/ }).click();
  const http = await push.locator("pre").textContent();
  assert.match(http, /^POST \/wechat\?signature=[0-9a-f]{40}&/);
  assert.match(http, /<fail_idx>1<\/fail_idx>\n<fail_idx>3<\/fail_idx>/);
  await push.getByRole("button", { name: "Copy HTTP" }).click();
  await app.page.getByText("HTTP message copied").waitFor();
  assert.equal(await app.clipboard(), http);
  await push.getByRole("button", { name: "Copy body" }).click();
  await app.page.getByText("Body copied").waitFor();
  assert.equal(await app.clipboard(), http.split("\r\n\r\n")[1]);
  await push.getByRole("button", { name: "Copy curl" }).click();
  await app.page.getByText("curl copied", { exact: true }).waitFor();
  assert.match(await app.clipboard(), /^curl 'https:\/\/handler\.example\/wechat\?/);

  await push.getByRole("button", { name: "Open in Inspect" }).click();
  await app.page.getByRole("heading", { level: 1, name: /articles 1 and 3/ }).waitFor();
  assert.equal(new URL(app.page.url()).hash, "#/inspect");
  assert.equal(await app.page.locator("#source").inputValue(), http.replaceAll("\r\n", "\n"));
  await app.page.goBack();
  await app.page.locator("#the-end").waitFor();
});

test("what was in the editor of the Inspect page can be had back", async (t) => {
  const app = await openApp(t, { lang: "en" });
  await app.paste(app.page.locator("#source"), '{"errcode":40001}');
  await app.page.getByRole("link", { name: "Simulate", exact: true }).click();
  await press(app, "To the end");
  await app.page.locator("#entry-1 .unfold").click();
  await app.page.locator("#entry-1").getByRole("button", { name: "Open in Inspect" }).click();
  await app.page.getByText("The simulated message took the place").waitFor();
  await app.page.locator("#undo").click();
  assert.equal(await app.page.locator("#source").inputValue(), '{"errcode":40001}');
});

test("mistakes are told with line and remedy, and jumped to; a link brings the edited scenario back", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/simulate/happy-path" });
  const editor = app.page.locator("#scenario");
  await editor.fill("title en My own\ndraft main articles 2\nat soon token\nat 1s submit\n");
  await app.page.getByText("soon is no length of time").waitFor();
  await app.page.getByText("500ms | 40s").waitFor();
  await app.page.getByRole("button", { name: "line 3" }).click();
  assert.equal(await focused(app), "scenario");
  const selected = await editor.evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.equal(selected, "soon");

  const text = "title en My own\nurl https://h.example/?access_token=70_BIuKfVwS9MR\nat 0s token\nat 1s submit\n";
  await editor.fill(text);
  assert.equal(await app.page.locator(".mistakes").count(), 0);
  await press(app, "Copy link");
  await app.page.getByText("Link copied").waitFor();
  const { hash } = new URL(await app.clipboard());
  assert.match(hash, /^#\/simulate\?s=/);
  const opened = await openApp(t, { lang: "en", path: hash });
  await opened.page.getByRole("heading", { name: "My own" }).waitFor();
  assert.equal(await opened.page.locator("#scenario").inputValue(), text.replace("70_BIuKfVwS9MR", "REMOVED"));

  await app.page.locator("#scenarios").click();
  await app.page.locator(".menu.wide button", { hasText: "Plain failure" }).click();
  await app.page.locator("#undo").click();
  assert.equal(await editor.inputValue(), text);
});

test("a link to no scenario says so", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/simulate/nothing-like-it" });
  await app.page.getByRole("alert").getByText("no scenario nothing-like-it").waitFor();
});

test("one callback follows the form, and keeps its bytes for the same seed and time", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/simulate/callback" });
  const { page } = app;
  const bytes = () => page.locator(".bytes").first().textContent();
  const first = await bytes();
  await page.getByLabel("Outcome").selectOption({ label: "0 · published" });
  await page.getByLabel("Articles", { exact: true }).fill("2");
  await page.locator(".told", { hasText: "Published: 2 articles" }).waitFor();
  assert.equal(await page.locator("#fail-idx").count(), 0);
  await press(app, "JSON");
  await page.locator(".bytes", { hasText: "Content-Type: application/json" }).waitFor();
  await press(app, "XML");
  await page.getByLabel("Outcome").selectOption({ index: 2 });
  await page.getByLabel("Articles", { exact: true }).fill("3");
  await app.until(() => document.querySelector(".told").textContent.includes("1 and 3"));
  assert.equal(await bytes(), first);

  await page.locator("#articles").fill("many");
  await page.locator(".notice", { hasText: "from 1 to 100" }).waitFor();
  assert.equal(await page.locator("#articles").getAttribute("aria-invalid"), "true");
  await page.locator("#articles").fill("2");
  await page.locator(".notice", { hasText: "3 in fail_idx is no article" }).waitFor();
  await page.locator("#articles").fill("3");
  await page.locator("#use-now").click();
  const at = Number(await page.locator("#at").inputValue());
  assert.ok(Math.abs(at - Date.now() / 1_000) < 60, `${at}`);
  await press(app, "Copy as .http file");
  await page.getByText(/originality-failed-\d+\.http copied/).waitFor();
  assert.match(await app.clipboard(), /^# publish_id \d+[^]*\nPOST https:\/\/handler\.example/);
});

test("a secure-mode callback is what another implementation decrypts, and secrets are nowhere but in the fields", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/simulate/callback" });
  const { page } = app;
  await press(app, "secure");
  await page.locator(".notice", { hasText: "Token" }).waitFor();
  const key = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
  await page.getByLabel("Token").fill("pamtest");
  await page.getByLabel("EncodingAESKey").fill("abc");
  await page.getByLabel("AppID").fill("wxb11529c136998cb6");
  await page.locator(".notice", { hasText: "this has 3" }).waitFor();
  await page.getByLabel("EncodingAESKey").fill(key);
  await press(app, "Copy HTTP");
  await page.getByText("HTTP message copied").waitFor();
  const http = await app.clipboard();

  const query = new URLSearchParams(http.split(" ")[1].split("?")[1]);
  const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(http)[1];
  const signed = ["pamtest", query.get("timestamp"), query.get("nonce"), encrypted].sort().join("");
  assert.equal(query.get("msg_signature"), createHash("sha1").update(signed).digest("hex"));
  const aes = Buffer.from(`${key}=`, "base64");
  const cipher = createDecipheriv("aes-256-cbc", aes, aes.subarray(0, 16)).setAutoPadding(false);
  const plain = Buffer.concat([cipher.update(encrypted, "base64"), cipher.final()]);
  const length = plain.readUInt32BE(16);
  const message = plain.subarray(20, 20 + length).toString();
  assert.equal(message, await page.locator(".bytes").last().textContent());
  assert.equal(plain.subarray(20 + length, plain.length - plain.at(-1)).toString(), "wxb11529c136998cb6");

  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  assert.ok(!kept.includes(key) && !kept.includes("pamtest"), kept);
  await page.locator("#clear-account").click();
  assert.equal(await page.getByLabel("EncodingAESKey").inputValue(), "");
  await page.locator("#fill-account").click();
  await page.locator(".bytes", { hasText: "msg_signature" }).waitFor();
  // The keys go along, so that the Inspect page decrypts it.
  await app.cutNetwork();
  await press(app, "Open in Inspect");
  await page.getByRole("heading", { level: 1, name: /articles 1 and 3/ }).waitFor();
});

test("everything is reached by keys", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/simulate" });
  const { keyboard } = app.page;
  await app.page.locator("#scenarios").focus();
  await keyboard.press("Enter");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await app.page.locator("#scenario-title", { hasText: "Originality" }).waitFor();
  assert.equal(await app.page.locator(".menu.wide").getAttribute("open"), null);
  await app.page.locator("#step").focus();
  for (let shown = 1; shown <= 12; shown++) await keyboard.press("Enter");
  assert.equal(await focused(app), "step", "a button with nothing left to do keeps the focus");
  assert.equal(await app.page.locator("#step").getAttribute("aria-disabled"), "true");
  await app.page.locator("#entry-1 .unfold").focus();
  await keyboard.press("Enter");
  await app.page.locator("#entry-1 pre").waitFor();
  await keyboard.press("Tab");
  assert.equal(await app.page.evaluate(() => document.activeElement.tagName), "PRE", "long bytes are scrolled by keys");
  await keyboard.press("/");
  assert.equal(await focused(app), "scenario");
  await keyboard.type("?/");
  assert.equal(await app.page.getByRole("dialog").count(), 0, "in the editor signs are typed");
});
