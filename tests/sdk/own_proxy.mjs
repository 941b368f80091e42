// The proxy that docs/proxy.md shows for people to start from, taken out of the page: it has to keep the contract, and a
// draft that is submitted through it has to come back as a callback.
//
// STAND_IN_BASE is `freepublish serve` in WeChat's place, pushing in plaintext mode to
// http://127.0.0.1:<STAND_IN_CALLBACK_PORT>/callback; FREEPUBLISH is the command.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const { FREEPUBLISH, STAND_IN_BASE, STAND_IN_CALLBACK_PORT, STAND_IN_APP_ID, STAND_IN_SECRET, STAND_IN_TOKEN } = process.env;
const [page, place] = process.argv.slice(2);

/** Milliseconds until something is taken for not happening. */
const PATIENCE = 30_000;
const KEY = "keyOfTheProxyInTheDocs-0123456789abcdef";
const ORIGIN = "http://127.0.0.1:1";
const base = `http://127.0.0.1:${STAND_IN_CALLBACK_PORT}`;

function replaceOnce(text, what, by) {
  assert.equal(text.split(what).length, 2, `${what} stands in the page once`);
  return text.replace(what, by);
}

/** The program in the page, with nothing changed but where WeChat is and where it listens. */
function programIn(page) {
  const programs = [...readFileSync(page, "utf8").matchAll(/^```js\n(.*?)^```$/gms)];
  assert.equal(programs.length, 1, "one program");
  const elsewhere = replaceOnce(programs[0][1], "https://api.weixin.qq.com", STAND_IN_BASE);
  return replaceOnce(elsewhere, "listen(8080,", `listen(${STAND_IN_CALLBACK_PORT},`);
}

async function call(path, body) {
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const answer = await fetch(base + path, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
  return answer.json();
}

/** Asks until there is an answer. */
async function eventually(what, ask) {
  for (const until = Date.now() + PATIENCE; Date.now() < until; await sleep(100)) {
    const answer = await ask().catch(() => null);
    if (answer) return answer;
  }
  throw new Error(`${what}: not within ${PATIENCE} ms`);
}

/** A draft in the simulated account. */
async function draft() {
  const credentials = `grant_type=client_credential&appid=${STAND_IN_APP_ID}&secret=${STAND_IN_SECRET}`;
  const { access_token } = await (await fetch(`${STAND_IN_BASE}/cgi-bin/token?${credentials}`)).json();
  const articles = [{ title: "用文档里的代理发布", content: "<p>正文</p>", thumb_media_id: "COVER" }];
  const address = `${STAND_IN_BASE}/cgi-bin/draft/add?access_token=${access_token}`;
  return (await (await fetch(address, { method: "POST", body: JSON.stringify({ articles }) })).json()).media_id;
}

/** A handler that answers what WeChat wants to hear, and its address. */
async function contentHandler() {
  const handler = createServer((request, response) => request.resume().on("end", () => response.end("success")));
  await new Promise((resolve) => handler.listen(0, "127.0.0.1", resolve));
  return { handler, target: `http://127.0.0.1:${handler.address().port}` };
}

const file = join(place, "own_proxy.mjs");
writeFileSync(file, programIn(page));
const { handler, target } = await contentHandler();
const account = { APP_ID: STAND_IN_APP_ID, APP_SECRET: STAND_IN_SECRET, TOKEN: STAND_IN_TOKEN };
const settings = { ...account, KEY, ORIGIN, TARGETS: target };
const proxy = spawn(process.execPath, [file], { env: { ...process.env, ...settings }, stdio: "inherit" });
try {
  await eventually("the proxy answers", () => call("/api/health"));
  const check = spawnSync(FREEPUBLISH, ["proxy-check", base, "--origin", ORIGIN, "--lang", "en"], {
    encoding: "utf8",
    env: { ...process.env, FREEPUBLISH_PROXY_KEY: KEY },
  });
  assert.equal(check.status, 0, check.stdout + check.stderr);

  const { publish_id } = await call("/api/freepublish/submit", { media_id: await draft() });
  assert.match(String(publish_id), /^\d+$/);
  const { callbacks } = await eventually("the callback comes", async () => {
    const page = await call("/api/callbacks");
    return page.callbacks.length > 0 && page;
  });
  assert.equal(callbacks.length, 1);
  assert.ok(callbacks[0].body.includes(`<publish_id>${publish_id}</publish_id>`), callbacks[0].body);
  assert.equal((await call("/api/freepublish/get", { publish_id: String(publish_id) })).publish_status, 0);

  const delivered = await call("/api/deliveries", { target: `${target}/wechat`, cursor: callbacks[0].cursor });
  assert.deepEqual({ ...delivered, elapsed_ms: 0 }, { accepted: true, findings: [], status: 200, reply: "success", elapsed_ms: 0 });
} finally {
  proxy.kill();
  handler.close();
}
