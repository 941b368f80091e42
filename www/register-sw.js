// Makes the page work without a network from the second visit on. A file of its own, as the Content-Security-Policy
// allows no inline script. Where there is no service worker (plain http, a sandboxed frame) the page does without.
addEventListener("load", async () => {
  try {
    await navigator.serviceWorker?.register("sw.js");
  } catch {
    // Offline use is a gift, not a condition.
  }
});
