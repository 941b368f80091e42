// The reference: every entry has a link, and can be searched for.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeBrowser, openApp } from "./app.mjs";

after(closeBrowser);

const LINKS = [
  ["#/status/4", "平台审核不通过"],
  ["#/errors/53503", "53503"],
  ["#/errors/-1", "-1"],
  ["#/fields/callback/fail_idx", "fail_idx"],
  ["#/interfaces/freepublish/get", "freepublish/get"],
  ["#/rules/callback/fail-idx-missing", "callback/fail-idx-missing"],
];

test("a link leads to its entry, in view and focused", async (t) => {
  for (const [path, text] of LINKS) {
    const app = await openApp(t, { path, height: 600 });
    const entry = app.page.locator(".entry.target");
    await entry.waitFor();
    assert.ok((await entry.innerText()).includes(text), path);
    await app.until(() => document.activeElement.classList.contains("target"));
    const { top, bottom } = await entry.evaluate((entry) => entry.getBoundingClientRect().toJSON());
    // One that is taller than the window begins in its upper half.
    assert.ok(top >= 40 && (bottom <= 600 || top < 300), `${path} lies from ${top} to ${bottom}`);
    assert.match(await app.page.title(), new RegExp(`^${path.split("/").slice(2).join("/")} · `));
  }
});

test("a link to a group of rules leads to its heading", async (t) => {
  const app = await openApp(t, { path: "#/rules/callback", height: 600 });
  await app.until(() => document.activeElement.id === "/rules/callback");
  assert.equal(await app.page.getByRole("alert").count(), 0);
});

test("an unknown entry is said to be unknown", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/errors/99999" });
  await app.page.getByRole("alert").getByText("There is no 99999 here").waitFor();
  assert.ok((await app.page.locator(".entry").count()) > 50, "what there is is listed");
});

test("an unknown address is said to lead nowhere", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/nowhere" });
  await app.page.getByRole("heading", { level: 1, name: "No such page" }).waitFor();
  await app.page.getByRole("link", { name: "Go to the Inspect page" }).click();
  await app.page.locator("#source").waitFor();
});

test("the search looks through every catalogue, in both languages", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/reference" });
  const search = app.page.getByRole("searchbox", { name: "Search" });
  await app.page.keyboard.press("/");
  await app.page.keyboard.type("40164");
  await app.page.locator('[id="/errors/40164"]').waitFor();
  await search.fill("原创");
  await app.page.locator('[id="/status/2"]').waitFor();
  assert.equal(await app.page.locator('[id="/status/0"]').count(), 0);
  await search.fill("fail_idx zero");
  await app.page.locator('[id="/rules/callback/fail-idx-zero"]').waitFor();
  await search.fill("no such thing");
  await app.page.getByText("Nothing found").waitFor();
  assert.equal(await app.page.locator(".entry").count(), 0);
});

test("a link to an entry ends a search that would hide it", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/errors" });
  await app.page.getByRole("searchbox").fill("40164");
  await app.page.locator('[id="/errors/40164"]').waitFor();
  await app.page.evaluate(() => (location.hash = "#/status/4"));
  await app.page.locator('.target[id="/status/4"]').waitFor();
  assert.equal(await app.page.getByRole("searchbox").inputValue(), "");
});

test("unverified error codes are marked", async (t) => {
  const app = await openApp(t, { lang: "en", path: "#/errors" });
  assert.ok((await app.page.getByText("unverified", { exact: true }).count()) > 0);
  assert.ok((await app.page.getByText("in the document", { exact: true }).count()) >= 5);
});

test("the outcome links to the error code it is about", async (t) => {
  const app = await openApp(t, { lang: "zh" });
  await app.paste(app.page.locator("#source"), '{"errcode":53503,"errmsg":"x"}');
  await app.page.getByRole("link", { name: "53503" }).click();
  await app.page.locator('.target[id="/errors/53503"]').waitFor();
});
