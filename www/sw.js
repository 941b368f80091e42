// The service worker: keeps every file of one build, so that the page opens without a network.
// A template. xtask/src/post_build.rs fills in the two lines below and puts the result beside index.html.
const VERSION = "{{version}}"; // changes when any file does
const FILES = ["{{files}}"];

const SCOPE = self.registration.scope;
const PAGE = new URL("./", SCOPE).href;
const PAGE_BY_NAME = new URL("index.html", SCOPE).href;
// Cache storage belongs to the whole origin, which may hold other pages, and other copies of this one.
const OURS = `freepublish-lab ${SCOPE} `;
const CACHE = OURS + VERSION;
const KEPT = new Set(FILES.map((file) => new URL(file, SCOPE).href));

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
  } else if (KEPT.has(url)) {
    event.respondWith(file(request));
  }
  // Anything else is not ours: other pages of this host, a proxy's answers.
});

async function install() {
  const cache = await caches.open(CACHE);
  // "no-cache" asks the server: a host's cache time must not mix the files of two builds.
  await cache.addAll([PAGE, ...KEPT].map((url) => new Request(url, { cache: "no-cache" })));
  await self.skipWaiting();
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  }
  await self.clients.claim();
}

// The network first, so that a new build is seen at once; the names of its files are new, so they are fetched too.
async function page(request) {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (response.ok) return response;
  } catch {
    // No network, or one that is as good as none.
  }
  return (await kept(PAGE)) ?? fetch(request);
}

async function file(request) {
  return (await kept(request)) ?? fetch(request);
}

async function kept(request) {
  const cache = await caches.open(CACHE);
  return cache.match(request, { ignoreSearch: true });
}
