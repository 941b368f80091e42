// The key panel: an encrypted push is checked and decrypted in the page, without a network.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { closeBrowser, openApp } from "./app.mjs";

after(closeBrowser);

const rule = (name) => readFile(new URL(`../../crates/freepublish/tests/rules/envelope/${name}`, import.meta.url), "utf8");
const vectors = async () =>
  JSON.parse(await readFile(new URL("../../crates/freepublish/tests/crypto/vectors.json", import.meta.url), "utf8")).vectors;
const TOKEN = "LabSampleToken";
const KEY = "LabSampleKeyLabSampleKeyLabSampleKeyLabSamp";

const source = (app) => app.page.locator("#source");

async function fill(app, { token = "", key = "", appId = "", address = "" }) {
  for (const [id, value] of [["key-token", token], ["key-aes", key], ["key-app-id", appId], ["key-address", address]]) {
    await app.page.locator(`#${id}`).fill(value);
  }
}

test("a secure push is decrypted offline, and its secrets are nowhere but in the panel", async (t) => {
  const app = await openApp(t, { lang: "en" });
  await app.cutNetwork();
  await app.paste(source(app), await rule("signature-mismatch.good.http"));
  await app.page.getByText("An encrypted push").first().waitFor();
  await app.page.locator("#open-keys").click();
  await app.until(() => document.activeElement?.id === "key-token");
  await fill(app, { token: TOKEN, key: KEY });
  await app.page.locator("#decrypted-text").getByText("PUBLISHJOBFINISH").waitFor();
  await app.page.getByRole("heading", { level: 1, name: /publish/i }).waitFor();
  await app.page.locator(".facts").getByText("valid", { exact: true }).waitFor();
  const stored = await app.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  assert.ok(!stored.includes(TOKEN) && !stored.includes(KEY), stored);
  const shown = await app.page.locator("body").innerText();
  assert.ok(!shown.includes(TOKEN) && !shown.includes(KEY));
  await app.page.locator("#clear-keys").click();
  await app.page.locator("#decrypted-text").waitFor({ state: "detached" });
  assert.equal(await app.page.locator("#key-aes").inputValue(), "");
});

test("every vector shows its plain text with its key", async (t) => {
  const app = await openApp(t, { lang: "zh" });
  await app.page.locator("#open-keys").click();
  await app.page.locator("#key-token").waitFor();
  for (const vector of (await vectors()).filter(({ ciphertext }) => ciphertext)) {
    const { token, encoding_aes_key: key, appid: appId, ciphertext, decrypted, name } = vector;
    await fill(app, { token, key, appId });
    await app.paste(source(app), ciphertext);
    const inner = app.page.locator("#decrypted-text .code");
    await inner.first().waitFor();
    assert.equal((await inner.allInnerTexts()).join("\n").trimEnd(), decrypted.message.trimEnd(), name);
    await app.paste(source(app), "{}");
    await inner.first().waitFor({ state: "detached" });
  }
});

test("a finding in the decrypted document leads there", async (t) => {
  const app = await openApp(t, { lang: "en" });
  await app.paste(source(app), await rule("signature-mismatch.bad.http"));
  await app.page.locator("#open-keys").click();
  await fill(app, { token: "AnotherToken", key: KEY });
  await app.page.getByText("envelope/signature-mismatch").waitFor();
  await app.page.locator("#decrypted-text").waitFor();
  await app.page.locator("#open-decrypted").click();
  await app.until(() => document.getElementById("source").value.startsWith("<xml>"));
  await app.page.locator("#undo").click();
  await app.until(() => document.getElementById("source").value.startsWith("POST "));
});

test("secrets are masked, and no password manager is offered one", async (t) => {
  const app = await openApp(t, { lang: "en" });
  const check = async (ids) => {
    for (const id of ids) {
      const seen = await app.page.locator(`#${id}`).evaluate((input) => ({
        type: input.type,
        autocomplete: input.autocomplete,
        masked: getComputedStyle(input).webkitTextSecurity,
        ignored: [input.dataset.opIgnore, input.dataset.lpignore, input.dataset.bwignore, input.dataset.formType].join(),
        form: input.form,
      }));
      const expected = { type: "text", autocomplete: "off", masked: "disc", ignored: "true,true,true,other", form: null };
      assert.deepEqual(seen, expected, id);
    }
    assert.equal(await app.page.locator("input[type=password]").count(), 0);
  };
  await app.page.locator("#open-keys").click();
  await app.page.locator("#key-token").waitFor();
  await check(["key-token", "key-aes", "key-previous"]);
  await app.page.evaluate(() => (location.hash = "#/live"));
  await app.page.locator("#proxy-key").waitFor();
  await check(["proxy-key"]);
});
