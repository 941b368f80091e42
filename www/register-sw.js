// Makes the page work without a network from the second visit on. A file of its own, as the Content-Security-Policy
// allows no inline script. Where there is no service worker (plain http, a sandboxed frame) the page does without.
(() => {
  // The directory of this build's files, b/<hash>/, is its name; `trunk serve` has none and gets no service worker.
  const self = document.currentScript.src;
  if (!/\/b\/[0-9a-f]+\/[^/]*$/.test(self)) return;
  const worker = new URL("../../sw.js", self);
  // Told here, as a worker does not know it everywhere.
  if (navigator.connection?.saveData) worker.search = "saves-data";

  const register = async () => {
    try {
      const registration = await navigator.serviceWorker?.register(worker);
      // A browser looks for a new one when it likes; so that the next offline visit has today's build, ask now.
      await registration?.update();
    } catch {
      // Offline use is a gift, not a condition.
    }
  };
  // Once the page has all it needs and nothing else to do: what the service worker keeps then comes from the browser's own
  // cache.
  const later = globalThis.requestIdleCallback ?? setTimeout;
  addEventListener("TrunkApplicationStarted", () => later(register), { once: true });
})();
