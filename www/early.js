// Runs before the page's WebAssembly is there, and goes on watching it: language and colours from the last visit, which
// part of index.html to show, and the banner that appears when the page cannot start or has stopped.
(() => {
  const root = document.documentElement;

  // What src/shell stores. Where storage is denied, the browser's own settings it is.
  const stored = (key) => {
    try {
      return localStorage.getItem(`freepublish-lab.${key}`);
    } catch {
      return null;
    }
  };
  const known = (tag) => ["zh", "en"].find((lang) => tag?.toLowerCase().split(/[-_]/)[0] === lang);
  const lang = known(stored("lang")) ?? navigator.languages.map(known).find(Boolean) ?? "en";
  root.lang = { zh: "zh-CN", en: "en" }[lang];
  root.dataset.theme = stored("theme") ?? "auto";

  // Other addresses open pages that only the WebAssembly can draw.
  const isInspect = /^#?\/?(inspect\/?)?(\?.*)?$/.test(location.hash);
  root.dataset.early = isInspect ? "inspect" : "other";
  const source = document.getElementById("source");
  [source.ariaLabel, source.placeholder] = source.dataset[lang].split("|");
  // A word that is being composed is not cut in two: src/platform/early.rs waits for its end.
  source.addEventListener("compositionstart", () => (source.dataset.composing = ""));
  source.addEventListener("compositionend", () => delete source.dataset.composing);

  // A page whose WebAssembly has trapped is dead, and does not know it. Nothing of what was pasted is in the details.
  const WORDS = {
    zh: {
      start: "页面没有打开",
      startWhy: "没能读到本站的文件，或浏览器不支持 WebAssembly。检查网络后刷新再试。",
      stop: "页面出错，已停止响应",
      stopWhy: "这是本页自身的缺陷，与粘贴的内容是否正确无关。编辑框里的文字还在，需要的话先复制出来，再刷新。",
      copy: "复制错误信息",
      copied: "已复制",
      reload: "刷新页面",
    },
    en: {
      start: "The page could not be opened",
      startWhy: "This site's files could not be read, or the browser has no WebAssembly. Check the connection and reload.",
      stop: "The page has stopped because of an error",
      stopWhy: "This is a defect of the page itself, whatever was pasted. The text in the editor is still there: copy it if you need it, then reload.",
      copy: "Copy the details",
      copied: "Copied",
      reload: "Reload",
    },
  };

  let banner;
  function tell(kind, error) {
    if (banner) return;
    const words = WORDS[known(root.lang) ?? lang];
    // The message of a panic, if there was one: src/platform/early.rs leaves it here.
    const details = [
      document.title,
      globalThis.freepublishPanic,
      error?.stack ?? String(error),
      location.href.split(/[?#]/, 1)[0],
      navigator.userAgent,
    ].filter(Boolean);
    const make = (tag, properties, ...children) => {
      const element = Object.assign(document.createElement(tag), properties);
      element.append(...children);
      return element;
    };
    const copy = make("button", { type: "button", className: "btn" }, words.copy);
    const text = make("textarea", { readOnly: true, rows: 4, value: details.join("\n"), ariaLabel: words.copy });
    copy.onclick = async () => {
      try {
        await navigator.clipboard.writeText(text.value);
        copy.textContent = words.copied;
      } catch {
        text.select();
      }
    };
    const reload = make("button", { type: "button", className: "btn primary" }, words.reload);
    reload.onclick = () => location.reload();
    banner = make(
      "div",
      { id: "failure", className: "failure panel", role: "alert" },
      make("h2", {}, words[kind]),
      make("p", {}, words[`${kind}Why`]),
      text,
      make("div", { className: "samples" }, reload, copy),
    );
    document.body.append(banner);
  }

  const isStarted = () => !document.getElementById("early");
  const isOurs = (error) => error instanceof WebAssembly.RuntimeError || /wasm|unreachable/i.test(error?.stack ?? "");
  const failed = (error) => {
    if (!isStarted()) tell("start", error);
    else if (isOurs(error)) tell("stop", error);
  };
  addEventListener("error", ({ error, target, message }) => {
    // A script that cannot be fetched has no error of its own.
    if (target instanceof HTMLScriptElement) failed(new Error(`not fetched: ${target.src || "script"}`));
    else if (target === window) failed(error ?? new Error(message));
  }, true);
  addEventListener("unhandledrejection", ({ reason }) => failed(reason));
})();
