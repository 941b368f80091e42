// Publishes a draft with co-wechat-api and understands the callback with wechat-crypto: only the address of the API is
// changed.
//
//   node node_publish.mjs --base http://127.0.0.1:8080 --callback-port 9001 --app-id … --secret … --token … --aes-key …
//
// What is not given is read from STAND_IN_BASE, STAND_IN_CALLBACK_PORT, STAND_IN_APP_ID, STAND_IN_SECRET,
// STAND_IN_TOKEN and STAND_IN_AES_KEY. The stand-in is `freepublish serve`, pushing in secure mode to
// http://127.0.0.1:<callback port>/wechat.
//
// Prints one JSON document; ends with 1 when something is not as it has to be, and says what. Packages are looked for
// in the directory STAND_IN_MODULES, else beside this file.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";

const modules = process.env.STAND_IN_MODULES;
const require = createRequire(modules ? join(modules, "here.js") : import.meta.url);
const WechatAPI = require("co-wechat-api");
const WechatCrypto = require("wechat-crypto");

/** Milliseconds until something is taken for not happening. */
const PATIENCE = 30_000;

function options() {
  const names = ["base", "callback-port", "app-id", "secret", "token", "aes-key"];
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
  for (const name of names) {
    values[name] ??= process.env[`STAND_IN_${name.toUpperCase().replaceAll("-", "_")}`];
    assert(values[name], `--${name} is missing`);
  }
  return values;
}

/** The SDK with another address. It has no method for drafts or publishing, so they go through its `request`. */
function apiAt({ base, "app-id": appId, secret }) {
  const api = new WechatAPI(appId, secret);
  api.prefix = `${base.replace(/\/$/, "")}/cgi-bin/`;
  const call = async (endpoint, body) => {
    const { accessToken } = await api.ensureAccessToken();
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const request = { method: "POST", dataType: "json", data: JSON.stringify(body), headers };
    return api.request(`${api.prefix}${endpoint}?access_token=${accessToken}`, request);
  };
  return { call };
}

/** What an application has at its callback address: a promise of the first callback. */
function handlerAt(port) {
  let server;
  const callback = new Promise((resolve, reject) => {
    server = createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      response.end("success");
      resolve({ url: request.url, body: Buffer.concat(chunks).toString("utf8") });
    });
    server.on("error", reject);
    server.listen(port, "127.0.0.1");
  });
  return { callback, close: () => server.close() };
}

/** The event in a callback, checked and decrypted by wechat-crypto. */
function understood({ url, body }, { token, "aes-key": aesKey, "app-id": appId }) {
  const query = new URL(url, "http://handler").searchParams;
  const crypto = new WechatCrypto(token, aesKey, appId);
  const encrypted = element(body, "Encrypt");
  const signature = crypto.getSignature(query.get("timestamp"), query.get("nonce"), encrypted);
  assert.equal(signature, query.get("msg_signature"), "msg_signature");
  const { message, id } = crypto.decrypt(encrypted);
  assert.equal(id, appId, "the app id in the encrypted message");
  return message;
}

/** The text of an element, with or without CDATA. */
function element(xml, name) {
  const found = new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^<\\]]*)`).exec(xml);
  assert(found, `no <${name}> in ${xml}`);
  return found[1];
}

/** What `freepublish/get` says when the job is no longer under way. */
async function settled(api, publishId) {
  for (const until = Date.now() + PATIENCE; Date.now() < until; await sleep(500)) {
    const result = await api.call("freepublish/get", { publish_id: publishId });
    if (result.publish_status !== 1) return result;
  }
  throw new Error(`job ${publishId} is still being published after ${PATIENCE} ms`);
}

const given = options();
const handler = handlerAt(Number(given["callback-port"]));
const api = apiAt(given);

const title = "用 co-wechat-api 发布";
const article = { title, content: "<p>正文</p>", thumb_media_id: "COVER" };
const draft = await api.call("draft/add", { articles: [article, { ...article, title: "第二篇" }] });
const submitted = await api.call("freepublish/submit", { media_id: draft.media_id });
const result = await settled(api, submitted.publish_id);
const late = sleep(PATIENCE, null, { ref: false }).then(() => Promise.reject(new Error("no callback came")));
const event = understood(await Promise.race([handler.callback, late]), given);

assert.equal(element(event, "Event"), "PUBLISHJOBFINISH");
assert.equal(element(event, "publish_id"), String(submitted.publish_id));
assert.equal(element(event, "publish_status"), String(result.publish_status));
const out = { draft, submitted, result, callback: event };
if (result.publish_status === 0) {
  assert.equal(element(event, "article_id"), result.article_id);
  assert.equal(element(event, "count"), "2");
  out.read = await api.call("freepublish/getarticle", { article_id: result.article_id });
  assert.equal(out.read.news_item[0].title, title);
}
await assert.rejects(api.call("freepublish/submit", { media_id: draft.media_id }), { code: 40007 });
console.log(JSON.stringify(out, null, 2));
handler.close();
