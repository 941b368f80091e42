// The browser all end-to-end tests share the settings of.
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

/// Starts the browser that `cargo xtask` found (CHROME), with the flags in webdriver.json.
export async function launch() {
  const executablePath = process.env.CHROME;
  if (!executablePath) {
    throw new Error("CHROME is not set. Run `cargo xtask test --only e2e`, or set CHROME to a Chromium program.");
  }
  const capabilities = JSON.parse(await readFile(new URL("../../webdriver.json", import.meta.url), "utf8"));
  const args = capabilities["goog:chromeOptions"].args.filter((flag) => flag !== "--headless");
  return chromium.launch({ executablePath, args, headless: true });
}
