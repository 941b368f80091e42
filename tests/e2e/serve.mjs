// A static host as unhelpful as they come: the built site under a sub-path, no rewrite rule, no header of ours.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
export const SUB_PATH = "/docs/tool/";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/// Serves dist/ below SUB_PATH on a free port. `requested` lists the paths asked for; `edits` maps a file's name to a
/// function that changes its text on the way out, as a new build would, and `moves` the start of a path to the one whose
/// files are served there; `stop` cuts every connection, `start` takes
/// the same port again.
export async function serveSite() {
  const requested = [];
  const edits = new Map();
  const moves = new Map();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    requested.push(pathname);
    const file = fileIn(pathname, moves);
    let body = file && (await readFile(file).catch(() => undefined));
    const edit = edits.get(pathname.slice(SUB_PATH.length) || "index.html");
    if (body && edit) body = edit(body.toString());
    if (!body) {
      response.writeHead(404, { "content-type": "text/plain" }).end("404");
      return;
    }
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "cache-control": "max-age=600" }).end(body);
  });

  const start = (port) =>
    new Promise((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  const stop = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });

  await start(0);
  const { port } = server.address();
  return { url: `http://127.0.0.1:${port}${SUB_PATH}`, requested, edits, moves, start: () => start(port), stop };
}

function fileIn(pathname, moves) {
  if (!pathname.startsWith(SUB_PATH) || pathname.includes("..")) return undefined;
  const path = pathname.slice(SUB_PATH.length) || "index.html";
  const [from, to] = [...moves].find(([from]) => path.startsWith(from)) ?? ["", ""];
  return join(DIST, to + path.slice(from.length));
}
