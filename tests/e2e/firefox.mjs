// The page in Firefox: what it is for, once through. What it does in detail the other tests ask in Chromium.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";
import { serve } from "./freepublish.mjs";

let browser, served;

before(async () => {
  const executablePath = process.env.FIREFOX;
  if (!executablePath) {
    throw new Error("FIREFOX is not set. Run `cargo xtask test --only firefox`, or set FIREFOX to a Firefox program.");
  }
  const extraPrefsFirefox = { "intl.accept_languages": "en" };
  browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true, extraPrefsFirefox });
  // The drafts take eight seconds of WeChat's time.
  served = await serve("--speed", "20");
});

after(async () => {
  await browser?.close();
  await served?.stop();
});

/// Opens the page; what the browser complains about fails the test.
async function open(t, address) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error}`));
  page.on("console", (message) => message.type() === "error" && complaints.push(`console: ${message.text()}`));
  t.after(async () => {
    await page.close();
    assert.deepEqual(complaints, [], "the browser complained");
  });
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector("main h1"));
  return page;
}

/// Waits until the page shows a text that fits.
const shows = (page, pattern) =>
  page.waitForFunction((source) => new RegExp(source).test(document.body.innerText), {}, pattern.source);

const press = (page, name) => page.locator(`::-p-aria([name="${name}"][role="button"])`).click();

/// Puts a text in the place of what a field holds, at once as a paste does.
async function paste(page, selector, text) {
  await page.locator(selector).click();
  await page.$eval(
    selector,
    (field, text) => {
      field.select();
      document.execCommand("insertText", false, text);
    },
    text,
  );
}

const sample = (name) =>
  readFile(new URL(`../../crates/freepublish/tests/samples/${name}`, import.meta.url), "utf8");

test("a callback is read, a call is repaired, and Undo takes the repair back", async (t) => {
  const page = await open(t, served.url);
  await paste(page, "#source", await sample("wire-rejected.xml"));
  await shows(page, /publish_status 4[^]*Not published: /);
  const call = "{'media_id': 'TEhpqAzC3v6PyZmCVPK7K9rTzE8n5vQ1mFhpwGBa_MA',}";
  await paste(page, "#source", call);
  await page.locator("#fix-all").click();
  await shows(page, /No error found in the body/);
  const text = () => page.$eval("#source", (field) => field.value);
  assert.equal(await text(), '{"media_id": "TEhpqAzC3v6PyZmCVPK7K9rTzE8n5vQ1mFhpwGBa_MA"}');
  await press(page, "Undo");
  await shows(page, /json\/single-quotes/);
  assert.equal(await text(), call);
});

test("a publish is simulated to its end", async (t) => {
  const page = await open(t, new URL("#/simulate/rejected", served.url).href);
  await press(page, "To the end");
  await shows(page, /4 · rejected/);
});

test("the printed link connects, and what is submitted comes back as a callback", async (t) => {
  const page = await open(t, served.link);
  await shows(page, /Listening for callbacks/);
  await paste(page, "#media-id", served.drafts.published);
  await page.locator("#submit").click();
  await page.locator("#confirm").click();
  await page.waitForFunction(() =>
    [...document.querySelectorAll(".job")].some(({ innerText }) => /callback[^]*Published/.test(innerText)),
  );
});
