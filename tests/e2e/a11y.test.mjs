// Everybody can use every page: axe finds nothing, nothing sticks out at 360 px, contrast holds in both themes.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { closeBrowser, LANGS, openApp, THEMES } from "./app.mjs";
import { published, startProxy } from "./proxy.mjs";

after(closeBrowser);

const fixture = (name) => readFile(new URL(`../../${name}`, import.meta.url), "utf8");
const paste = (name) => async (app) => {
  await app.paste(app.page.locator("#source"), await fixture(name));
  await app.page.locator(".outcome").waitFor();
};

const secureMode = (page) => page.locator(".choices button").last();
const simulate = (path, act) => async (app) => {
  await app.page.evaluate((path) => (location.hash = path), path);
  await app.page.locator(".simulate").waitFor();
  await act(app.page);
};

const DOWNGRADED = {
  name: "mode-downgraded",
  count: 2,
  last_at: 1795532400000,
  text: "A push came in plain mode",
  zh: "有推送以明文模式到达，没有保存",
  en: "A push came in plain mode; it was not kept",
};

// A page that is connected to a proxy, with a draft in its field.
const live = (upstream, act) => async (app, t) => {
  const proxy = await startProxy(t, {
    origins: [new URL(app.site.url).origin],
    health: { upstream, callback: { mode: "secure", notices: [DOWNGRADED] } },
    submit: () => '{"errcode":0,"errmsg":"ok","publish_id":2650177668}',
  });
  app.friends.add(proxy.url);
  await app.page.evaluate((link) => (location.hash = link), proxy.link);
  // It is of another origin: a link does not connect by itself.
  await app.page.locator("#accept").click();
  await app.page.locator(".live-facts").waitFor();
  await app.page.locator("#media-id").fill("Zmzu8pPZcmrFVeHBEAQKIk2FjXVWJ2c7dcQTWbQ5zK8");
  await act(app.page, proxy);
};

const PAGES = {
  empty: async () => {},
  rejected: paste("crates/freepublish/tests/samples/wire-rejected.xml"),
  published: paste("crates/freepublish/tests/samples/wire-success-three-articles.xml"),
  publishing: paste("crates/freepublish/tests/samples/wire-publishing.xml"),
  deleted: paste("crates/freepublish/tests/samples/wire-deleted-by-user.xml"),
  "request with mistakes": paste("www/samples/request-with-mistakes.txt"),
  "long text": (app) => app.paste(app.page.locator("#source"), "<a>1</a>\n".repeat(900)),
  "menu open": (app) => app.page.locator("#samples").click(),
  help: (app) => app.page.locator("#open-help").click(),
  "keys and the decrypted document": async (app) => {
    await app.paste(app.page.locator("#source"), await fixture("crates/freepublish/tests/rules/envelope/signature-mismatch.good.http"));
    await app.page.locator("#open-keys").click();
    await app.page.locator("#key-aes").fill("LabSampleKeyLabSampleKeyLabSampleKeyLabSamp");
    await app.page.locator("#decrypted-text").waitFor();
  },
  message: async (app) => {
    await paste("crates/freepublish/tests/samples/wire-rejected.xml")(app);
    await app.page.locator("#clear").click();
    await app.page.locator("#undo").waitFor();
  },
  "scenario at its end": simulate("#/simulate/quota-used-up", async (page) => {
    await page.locator("#finish").click();
    await page.locator("#entry-3 .unfold").click();
    await page.locator("#the-end").waitFor();
  }),
  "scenario that is encrypted": simulate("#/simulate", (page) => page.locator("#scenario").fill("mode secure\nat 0s token\nat 1s submit")),
  "scenario with mistakes": simulate("#/simulate", async (page) => {
    await page.locator("#scenario").fill("title zh 试\nat soon token\nmode safe");
    await page.locator(".syntax summary").click();
  }),
  "menu of scenarios": simulate("#/simulate", (page) => page.locator("#scenarios").click()),
  "callback that lacks a token": simulate("#/simulate/callback", (page) => secureMode(page).click()),
  "callback that is encrypted": simulate("#/simulate/callback", async (page) => {
    await secureMode(page).click();
    await page.locator("#fill-account").click();
  }),
  "live, before it is for real": live({ kind: "wechat" }, async (page) => {
    await page.locator("#submit").click();
    await page.locator("dialog[open]").waitFor();
  }),
  "live, with callbacks": live({}, async (page, proxy) => {
    await page.locator("#submit").click();
    await page.locator("#confirm").click();
    await page.locator(".waiting").waitFor();
    for (const id of [2650177668, 2650177668, 2650177669]) proxy.push(published(id));
    await page.locator(".entry-line").nth(4).waitFor();
    await page.locator(".message-body summary").first().click();
    await page.locator("#media-id").fill("media id");
  }),
  "live, with deliveries": live({}, async (page, proxy) => {
    const replies = [
      { accepted: true, findings: [], status: 200, reply: "success", elapsed_ms: 12 },
      { accepted: false, findings: ["delivery/reply-quoted-success"], status: 200, reply: "{}\n".repeat(40), elapsed_ms: 12 },
    ];
    proxy.deliver = () => replies.shift();
    proxy.push(published(2650177668));
    await page.locator(".entry-line [aria-expanded]").click();
    await page.locator("#target").fill("http://127.0.0.1:3000/wechat/a/long/path/that/has/no/blank/to/break/at?token=x");
    for (const count of [0, 1]) {
      await page.locator("#deliver").click();
      await page.locator(".deliveries .told").nth(count).waitFor();
    }
  }),
  "live, after a reload": async (app, t) => {
    await live({}, async (page) => {
      await page.locator("#submit").click();
      await page.locator("#confirm").click();
      await page.locator(".waiting").waitFor();
    })(app, t);
    await app.reload();
    await app.page.locator(".job").waitFor();
  },
  "live, asked by a link": live({}, async (page) => {
    await page.evaluate(() => (location.hash = "#/live?proxy=https%3A%2F%2Felsewhere.example%2Fa%2Flong%2Fpath%2Fthat%2Fdoes%2Fnot%2Fbreak&key=k"));
    await page.locator("#decline").waitFor();
  }),
  "live, upstream down": live({ well: false }, (page) => page.locator(".trouble[role=alert]").waitFor()),
  "live, with a wrong address": async (app) => {
    await app.page.evaluate(() => (location.hash = "#/live"));
    await app.page.locator("#proxy-address").fill("not an address");
    await app.page.locator("#connect").click();
    await app.page.locator(".trouble").waitFor();
  },
};
const PATHS = ["#/status", "#/errors/53503", "#/fields", "#/rules/callback/fail-idx-missing", "#/errors/99999", "#/nowhere", "#/simulate", "#/simulate/callback", "#/simulate/nothing-like-it", "#/live"];

for (const lang of LANGS) {
  for (const theme of THEMES) {
    test(`axe finds nothing (${lang}, ${theme})`, async (t) => {
      for (const [name, prepare] of Object.entries(PAGES)) {
        const app = await openApp(t, { lang, theme });
        await prepare(app, t);
        await t.test(name, () => app.assertAccessible());
      }
      for (const path of PATHS) {
        const app = await openApp(t, { lang, theme, path });
        await t.test(path, () => app.assertAccessible());
      }
    });
  }

  test(`nothing sticks out at 360 px (${lang})`, async (t) => {
    const overhang = (app) =>
      app.page.evaluate(() => {
        const wide = [...document.querySelectorAll("body *")].filter((element) => {
          const { right, width } = element.getBoundingClientRect();
          return width > 0 && right > innerWidth + 1 && !element.closest(".editor");
        });
        const page = document.documentElement.scrollWidth - innerWidth;
        return { page, by: wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 80)) };
      });
    for (const [name, prepare] of Object.entries(PAGES)) {
      const app = await openApp(t, { lang, width: 360, height: 740 });
      await prepare(app, t);
      assert.deepEqual(await overhang(app), { page: 0, by: [] }, name);
    }
    for (const path of PATHS) {
      const app = await openApp(t, { lang, width: 360, height: 740, path });
      assert.deepEqual(await overhang(app), { page: 0, by: [] }, path);
    }
  });
}

test("outcomes are told by a picture and a word, not by colour alone", async (t) => {
  const app = await openApp(t, { lang: "en" });
  const seen = new Set();
  for (const name of ["wire-rejected.xml", "wire-success-one-article.xml", "wire-publishing.xml", "wire-deleted-by-user.xml", "wire-status-unknown.xml"]) {
    await paste(`crates/freepublish/tests/samples/${name}`)(app);
    seen.add(await app.page.locator(".eyebrow path").getAttribute("d"));
    assert.match(await app.page.locator(".eyebrow").innerText(), /publish_status \d/);
  }
  assert.equal(seen.size, 5, "each kind of outcome has a picture of its own");
});
