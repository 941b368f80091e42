// What the tests are written with. A test reads:
//
//   test("a pasted callback is decoded", async (t) => {
//     const app = await openApp(t, { lang: "en" });
//     await app.paste(app.page.getByRole("textbox"), text);
//     await app.page.getByText("Published").waitFor();
//   });
//
// Whatever the browser complains about while the test runs fails it: see `App.complaints`.
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.mjs";
import { serveSite } from "./serve.mjs";

const LOCALES = { zh: "zh-CN", en: "en-US" };
const PICTURES = fileURLToPath(new URL("../../target/screenshots/", import.meta.url));

/// The combinations a page has to look right, read right and be accessible in.
export const LANGS = ["zh", "en"];
export const THEMES = ["light", "dark"];

// One browser per test file (each file is a process), one profile and one host per test.
let browser;
const sharedBrowser = () => (browser ??= launch());

/// Ends the browser; a test file calls it once: `after(closeBrowser)`.
export async function closeBrowser() {
  await (await browser)?.close();
  browser = undefined;
}

/// Opens the built site in a fresh profile, served from a sub-path, and waits until the page stands.
/// - lang "zh" | "en", theme "light" | "dark": what the browser asks for
/// - width, height: of the window
/// - path: what follows the page's address, such as "#/errors/53503"
/// - keeps: whether the browser has service workers
/// - savesData: whether the reader has asked the browser to load no more than is needed
/// - site: who serves the page, if not the tests' own host: `url`, and `stop` for when the page is closed
/// `t` is the test's context: everything is closed, and complaints are checked, when the test ends.
export async function openApp(
  t,
  { lang = "zh", theme = "light", width = 1280, height = 900, path = "", keeps = true, savesData = false, site } = {},
) {
  site ??= await serveSite();
  const context = await (await sharedBrowser()).newContext({
    locale: LOCALES[lang],
    colorScheme: theme,
    viewport: { width, height },
    permissions: ["clipboard-read", "clipboard-write"],
    reducedMotion: "reduce",
    serviceWorkers: keeps ? "allow" : "block",
  });
  if (savesData) await context.addInitScript(() => Object.defineProperty(navigator, "connection", { value: { saveData: true } }));
  const app = new App(site, context, await context.newPage());
  t.after(async () => {
    await context.close();
    await site.stop();
    assert.deepEqual(app.complaints, [], "the browser complained");
  });
  await app.open(path);
  return app;
}

class App {
  /// Console errors and warnings, uncaught errors, violations of the policy, requests to anyone but the site.
  complaints = [];

  /// Origins of others that the page may talk to.
  friends = new Set();

  /// Every request so far, also those of the service worker.
  requests = [];

  constructor(site, context, page) {
    this.site = site;
    this.context = context;
    this.page = page;
    this.listen();
    context.on("request", (request) => {
      this.requests.push(request);
      const url = request.url();
      const own = url.startsWith(new URL(site.url).origin) || /^(data|blob):/.test(url);
      if (!own && !this.friends.has(new URL(url).origin)) this.complaints.push(`request to ${url}`);
    });
  }

  /// Notes what the browser complains about on the page.
  listen() {
    this.page.on("console", (message) => {
      // A browser without service workers, as a test wished for: the driver says so in the page's name.
      if (/blocked by Playwright/.test(message.text())) return;
      if (["error", "warning"].includes(message.type())) this.complaints.push(`console: ${message.text()}`);
    });
    this.page.on("pageerror", (error) => this.complaints.push(`uncaught: ${error}`));
  }

  /// Goes to the page, with `path` after its address, and waits until Yew has replaced what index.html shows first.
  async open(path = "") {
    await this.context.addInitScript(() =>
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
        console.error(`policy: ${effectiveDirective} blocked ${blockedURI} at ${sourceFile}:${lineNumber}`),
      ),
    );
    await this.page.goto(this.site.url + path);
    await this.stands();
  }

  /// Opens the page in another tab, which the test goes on with. `isOnly`: all others are closed before.
  async openAnother({ isOnly = false } = {}) {
    if (isOnly) await Promise.all(this.context.pages().map((page) => page.close()));
    this.page = await this.context.newPage();
    this.listen();
    await this.page.goto(this.site.url);
    await this.stands();
  }

  /// Waits until the page stands, and with it the part that its address asks for.
  async stands() {
    await this.page.locator("#early").waitFor({ state: "detached" });
    await this.page.locator("#coming").waitFor({ state: "detached" });
  }

  /// Reloads, and waits until the page stands.
  async reload() {
    await this.page.reload();
    await this.stands();
  }

  /// Waits until the service worker has everything: from then on the page opens without a network.
  async readyForOffline() {
    await this.until(() => navigator.serviceWorker.controller?.state === "activated");
  }

  /// Waits until `predicate`, run in the page, holds. Unlike the driver's own, it may be asynchronous.
  async until(predicate) {
    await poll(() => this.page.evaluate(predicate), predicate);
  }

  /// Waits for complaints that a test provokes, and forgives them.
  async forgive(pattern, count = 1) {
    const provoked = () => this.complaints.filter((complaint) => pattern.test(complaint));
    await poll(() => provoked().length >= count, `${count} complaints about ${pattern}`);
    this.complaints.length = 0;
  }

  /// Waits until the page has read more of its streams: what the server had written when this was called.
  async reads() {
    await this.page.evaluate(() => {
      if (globalThis.pieces !== undefined) return;
      globalThis.pieces = 0;
      const { read } = ReadableStreamDefaultReader.prototype;
      ReadableStreamDefaultReader.prototype.read = async function () {
        const piece = await read.call(this);
        globalThis.pieces += 1;
        return piece;
      };
    });
    // One may have been on its way, and one was asked for before the count began.
    const enough = 2 + (await this.page.evaluate(() => globalThis.pieces));
    await poll(() => this.page.evaluate((enough) => globalThis.pieces >= enough, enough), "what a stream brings");
  }

  /// No network from here on: the host is gone, and the browser knows that it is offline. What the page fetches while
  /// nobody waits for it is there by then.
  async cutNetwork() {
    await this.page.waitForLoadState("networkidle");
    await this.context.setOffline(true);
    await this.site.stop();
  }

  async restoreNetwork() {
    await this.site.start();
    await this.context.setOffline(false);
  }

  /// Pastes as a person does: through the clipboard, with the keyboard, in place of what was there.
  async paste(locator, text) {
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await locator.focus();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.press("ControlOrMeta+v");
  }

  /// What the clipboard holds, after the page's "copy" was pressed.
  clipboard() {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /// Fails with a readable list if axe finds anything.
  async assertAccessible() {
    const violations = await axe(this.page);
    assert.deepEqual(violations, [], `axe: ${violations.length} violations at ${this.page.url()}`);
  }

  /// A picture of the whole page, at target/screenshots/<name>.png.
  async screenshot(name, dir = PICTURES) {
    await mkdir(dir, { recursive: true });
    const path = `${dir}/${name}.png`;
    await this.page.screenshot({ path, fullPage: true });
    return path;
  }
}

/// Asks until the answer is yes, for half a minute at most.
async function poll(question, what) {
  for (const deadline = Date.now() + 30_000; !(await question()); ) {
    assert.ok(Date.now() < deadline, `waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/// axe's violations, one line for each place. The page's policy would block axe in a script element; the driver's own
/// evaluation is no part of the page.
export async function axe(page) {
  const source = await readFile(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}
