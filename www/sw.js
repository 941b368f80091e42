// The service worker: keeps every file of a build, so that the page opens without a network.
// A template. xtask/src/post_build.rs fills in the two lines below and puts the result beside index.html.
const VERSION = "{{version}}"; // changes when any file does, index.html too
const FILES = ["{{files}}"];

const SCOPE = self.registration.scope;
const PAGE = new URL("./", SCOPE).href;
const PAGE_BY_NAME = new URL("index.html", SCOPE).href;
const BUILDS = new URL("b/", SCOPE).href;
// Cache storage belongs to the whole origin, which may hold other pages, and other copies of this one.
const OURS = `freepublish-lab ${SCOPE} `;
const CACHE = OURS + VERSION;
const KEPT = FILES.map((file) => new URL(file, SCOPE).href);

// Parts of the page that come when they are opened, and whether the reader loads no more than needed (register-sw.js).
const LATER = /\/split_[^/]*$/;
const SAVES_DATA = new URL(self.location).searchParams.has("saves-data");

// A page opens from the cache if the network has said nothing for this long.
const PATIENCE_MS = 4000;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = request.url.split(/[?#]/, 1)[0];
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && (url === PAGE || url === PAGE_BY_NAME)) {
    event.respondWith(page(request));
  } else if (url.startsWith(BUILDS)) {
    event.respondWith(file(url, request));
  }
  // Anything else is not ours: other pages of this host, a proxy's answers.
});

async function install() {
  const cache = await caches.open(CACHE);
  // The names of the files hold their content, so that the browser's own cache may answer; the page's does not.
  const files = SAVES_DATA ? KEPT.filter((file) => !LATER.test(file)) : KEPT;
  await Promise.all([cache.addAll(files), cache.add(new Request(PAGE, { cache: "no-cache" }))]);
  // No skipWaiting: this worker takes over when the last tab has gone that the one before looks after. Until then all
  // tabs go on with the files they were opened with, and newer ones come over the network.
}

async function activate() {
  for (const name of await ours()) {
    if (name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

// The network first, so that a new build is seen at once; its files lie in a new directory, so they are fetched too.
async function page(request) {
  try {
    // "no-cache" asks the server: a host that lets browsers keep the page would hide a new build.
    const response = await fetch(request, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) return response;
  } catch {
    // No network, or one that is as good as none.
  }
  return (await caches.match(PAGE, { cacheName: CACHE })) ?? fetch(request);
}

// From whichever build it belongs to: an older tab goes on with its own.
async function file(url, request) {
  for (const name of await ours()) {
    const response = await caches.match(url, { cacheName: name });
    if (response) return response;
  }
  const response = await fetch(request);
  // What was left out to save data is kept once it was needed; not by a worker whose files a newer one has just cleared.
  if (SAVES_DATA && response.ok && KEPT.includes(url) && (await caches.has(CACHE))) {
    await (await caches.open(CACHE)).put(url, response.clone());
  }
  return response;
}

async function ours() {
  return (await caches.keys()).filter((name) => name.startsWith(OURS));
}
