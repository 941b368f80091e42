// Pictures for people to look at: `cargo xtask screenshots [--out DIR] [ROUTE]...`, a route being "#/errors/53503".
import { closeBrowser, LANGS, openApp, THEMES } from "./app.mjs";

const WIDTHS = [1280, 360];
const [out, ...routes] = process.argv.slice(2);

for (const path of routes.length > 0 ? routes : [""]) {
  for (const lang of LANGS) {
    for (const theme of THEMES) {
      for (const width of WIDTHS) await picture({ path, lang, theme, width });
    }
  }
}
await closeBrowser();

async function picture(options) {
  const { path, lang, theme, width } = options;
  const endings = [];
  const app = await openApp({ after: (ending) => endings.push(ending) }, options);
  // What the page fetches while it is idle has come.
  await app.page.waitForLoadState("networkidle");
  const name = path.replace(/[^\w]+/g, "-").replace(/^-|-$/g, "").slice(0, 60) || "home";
  console.log(await app.screenshot([name, lang, theme, width].join("-"), out));
  for (const ending of endings) await ending();
}
