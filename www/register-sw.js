// Makes the page work without a network from the second visit on. A file of its own, as the Content-Security-Policy
// allows no inline script. Where there is no service worker (plain http, a sandboxed frame) the page does without.
(() => {
  // The directory of this build's files, b/<hash>/, is its name; `trunk serve` has none and gets no service worker.
  const self = document.currentScript.src;
  const build = self.match(/\/b\/([0-9a-f]+)\/[^/]*$/)?.[1];
  if (!build) return;
  const site = new URL("../../", self).href;

  // As long as this tab is open, the service worker keeps the files of its build, also when a newer one has come.
  navigator.locks?.request(`freepublish-lab ${site} ${build}`, { mode: "shared" }, () => new Promise(() => {}));

  const register = async () => {
    try {
      const registration = await navigator.serviceWorker?.register(`${site}sw.js`);
      // A browser looks for a new one when it likes; so that the next offline visit has today's build, ask now.
      await registration?.update();
      // Tabs of older builds may have been closed since the last time.
      registration?.active?.postMessage("tidy");
    } catch {
      // Offline use is a gift, not a condition.
    }
  };
  // Once the page has all it needs: what the service worker keeps then comes from the browser's own cache.
  addEventListener("TrunkApplicationStarted", register, { once: true });
})();
