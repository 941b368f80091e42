// Starts the page. The site is built three times: a small page in either language, which reads what WeChat sends, is
// what a reader waits for; the whole page is fetched and takes over when something is asked for that only it can do.
// xtask/src/first_load.rs builds the small ones and fills this in; src/browser/more.rs is the other side.
// Where this file is not used (`trunk serve`), there is the whole page from the start.
const BUILDS = { "{{builds}}": [] };
const STYLES = "{{styles}}";

const known = (tag) => ["zh", "en"].find((lang) => tag?.toLowerCase().split(/[-_]/)[0] === lang);

/// Asks for script and code at the same time; the promise starts the page.
async function fetched(build) {
  const [script, wasm] = BUILDS[build];
  const code = fetch(wasm).then((answer) => {
    if (!answer.ok) throw new Error(`${wasm}: ${answer.status}`);
    return answer;
  });
  // Were the script to fail first, nobody would be left to hear of the code's failure.
  code.catch(() => {});
  const { default: init } = await import(script);
  return { init, code };
}

function styles() {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: STYLES });
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
}

async function whole() {
  const [{ init, code }] = await Promise.all([fetched("whole"), styles()]);
  const compiled = await code.then((answer) => answer.arrayBuffer()).then(WebAssembly.compile);
  return () => init({ module_or_path: compiled });
}

let leave;
let wish;
let handover;
let ready;

/// Fetched while nothing else is to do, so that it takes over at once and needs no network then.
function prepare() {
  if (navigator.connection?.saveData) return;
  ready = whole();
  ready.catch(() => {
    ready = undefined;
  });
}

globalThis.freepublishLab = {
  onLeave(end) {
    leave = end;
  },
  takeHandover() {
    return handover;
  },
  async fetchMore(text, before, errand, lang, theme, failed) {
    const isUnderWay = wish !== undefined;
    wish = { text, before, errand, lang, theme };
    if (isUnderWay) return;
    try {
      const start = await (ready ?? whole());
      const source = document.getElementById("source");
      const { id, selectionStart, selectionEnd } = document.activeElement ?? {};
      // What was typed meanwhile counts, and cannot be taken back by what came before it.
      handover = source.value === wish.text ? wish : { ...wish, text: source.value, before: undefined };
      leave();
      await start();
      handover = undefined;
      await new Promise(requestAnimationFrame);
      const focused = id ? document.getElementById(id) : undefined;
      focused?.focus({ preventScroll: true });
      if (selectionEnd !== undefined) focused?.setSelectionRange(selectionStart, selectionEnd);
    } catch (error) {
      wish = undefined;
      console.warn(error);
      failed();
    }
  },
};

let chosen;
try {
  chosen = localStorage.getItem("freepublish-lab.lang");
} catch {
  // Without storage nothing was chosen.
}
const lang = known(chosen) ?? navigator.languages.map(known).find(Boolean) ?? "en";
// Other addresses lead to what the small page does not have.
const isPlain = /^#?\/?(inspect\/?)?$/.test(location.hash);
try {
  if (isPlain) {
    const { init, code } = await fetched(lang);
    await init({ module_or_path: code });
    (globalThis.requestIdleCallback ?? setTimeout)(prepare);
  } else {
    await (await whole())();
  }
} catch (error) {
  const loading = document.querySelector(".loading");
  if (loading) loading.textContent = "没有打开，请检查网络后刷新。 Not opened: check the connection and reload.";
  throw error;
}
