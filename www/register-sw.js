// Makes the page work without a network from the second visit on. A file of its own, as the Content-Security-Policy
// allows no inline script. Where there is no service worker (plain http, a sandboxed frame) the page does without.
addEventListener("load", async () => {
  try {
    const registration = await navigator.serviceWorker?.register("sw.js");
    // A browser looks for a new one when it likes; so that the next offline visit has today's build, ask now.
    await registration?.update();
  } catch {
    // Offline use is a gift, not a condition.
  }
});
