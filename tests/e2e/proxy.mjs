// A small proxy that keeps the contract (docs/proxy.md): on this machine, of another origin than the site, behind a key.
import { createServer } from "node:http";

export const KEY = "e2e-test-key_0123456789";

/// What WeChat pushes when a job is published.
export const published = (publishId) => `<xml><ToUserName><![CDATA[gh_4d00ed8d6399]]></ToUserName>
<FromUserName><![CDATA[oV5CrjpxgaGXNHIQigzNlgLTnwic]]></FromUserName>
<CreateTime>1481013459</CreateTime>
<MsgType><![CDATA[event]]></MsgType>
<Event><![CDATA[PUBLISHJOBFINISH]]></Event>
<PublishEventInfo>
<publish_id>${publishId}</publish_id>
<publish_status>0</publish_status>
<article_id><![CDATA[zjyv7V4Tmrjwm8QOZ5jb4uBxvdqO1AFrhj6tB3aGOIU]]></article_id>
<article_detail>
<count>1</count>
<item>
<idx>1</idx>
<article_url><![CDATA[http://mp.weixin.qq.com/s?__biz=MzA&mid=${publishId}&idx=1&sn=0a]]></article_url>
</item>
</article_detail>
</PublishEventInfo></xml>`;

/// Starts a proxy. `origins` may call it. `submit(media_id)` and `get(publish_id)` give the text of WeChat's answer, or
/// `[status, problem]`. `deliver({ target, cursor })` gives what came of a delivery, or the same. Every `beats` milliseconds a comment keeps the streams alive. `calls` lists what was asked for, with what.
export async function startProxy(t, { origins = [], health = {}, submit, get, deliver, beats, log = [] } = {}) {
  const streams = new Set();
  const inbox = [];
  const proxy = { origins, health, submit, get, deliver, beats, calls: [], log, inbox, key: KEY };

  const problem = (response, status, name, en, zh) => {
    const words = { title: en, detail: en, remedy: `do: ${en}` };
    const chinese = { title: zh, detail: zh, remedy: `处理：${zh}` };
    response.writeHead(status, { "content-type": "application/problem+json" });
    response.end(JSON.stringify({ type: `urn:freepublish:problem:${name}`, status, ...words, en: words, zh: chinese }));
  };
  const send = (stream, entry) => stream.write(`event: callback\nid: ${entry.cursor}\ndata: ${JSON.stringify(entry)}\n\n`);
  const behind = (cursor) => inbox.filter((entry) => !cursor || Number(entry.cursor.slice(2)) > Number(cursor.slice(2)));
  const latest = () => inbox.at(-1)?.cursor ?? "c.0";

  const routes = {
    "GET /api/health": (response) =>
      response.json({
        service: "freepublish-proxy",
        contract: 1,
        version: "9.8.7",
        well: true,
        inbox: { well: true, latest: latest() },
        ...proxy.health,
        upstream: { kind: "simulator", account: "wx0e2e", well: true, problem: null, ...proxy.health.upstream },
      }),
    "GET /api/callbacks": (response, { query }) =>
      response.json({ callbacks: behind(query.get("after")), next: latest(), more: false, missed: false }),
    "GET /api/callbacks/stream": (response, { query, headers }) => {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(": hello\n\n");
      const from = headers["last-event-id"] ?? query.get("after");
      if (from) behind(from).forEach((entry) => send(response, entry));
      streams.add(response);
      const beat = proxy.beats && setInterval(() => streams.has(response) && response.write(":\n\n"), proxy.beats);
      response.on("close", () => clearInterval(beat));
      response.on("close", () => streams.delete(response));
    },
    "POST /api/freepublish/submit": (response, { body }) => response.wechat(proxy.submit(JSON.parse(body).media_id)),
    "POST /api/freepublish/get": (response, { body }) => response.wechat(proxy.get(JSON.parse(body).publish_id)),
    "POST /api/deliveries": async (response, { body }) => {
      const delivered = await proxy.deliver(JSON.parse(body));
      response.wechat(Array.isArray(delivered) ? delivered : delivered && JSON.stringify(delivered));
    },
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    const { origin, authorization, "last-event-id": lastEventId } = request.headers;
    if (!proxy.origins.includes(origin)) return problem(response, 403, "origin-not-allowed", "origin", "来源");
    response.setHeader("access-control-allow-origin", origin);
    if (request.method === "OPTIONS") {
      response.setHeader("access-control-allow-methods", "GET, POST");
      response.setHeader("access-control-allow-headers", "authorization, content-type, accept-language, last-event-id");
      return response.writeHead(204).end();
    }
    let body = "";
    for await (const piece of request) body += piece;
    proxy.calls.push({ path: pathname, body, lastEventId, after: searchParams.get("after") });
    if (authorization !== `Bearer ${proxy.key}`) return problem(response, 401, "unauthorized", "wrong key", "密钥不对");
    response.json = (value) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
    response.wechat = async (answer) => {
      const said = await answer;
      if (said === undefined) return response.destroy();
      if (Array.isArray(said)) return problem(response, ...said);
      response.writeHead(200, { "content-type": "application/json" }).end(said);
    };
    const route = routes[`${request.method} ${pathname}`];
    if (!route) return problem(response, 404, "not-found", "nothing here", "没有这个地址");
    await route(response, { query: searchParams, headers: request.headers, body });
  });

  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  proxy.link = `#/live?proxy=${encodeURIComponent(proxy.url)}&key=${KEY}`;
  /// A callback comes in.
  proxy.push = (body, more = {}) => {
    const cursor = `c.${inbox.length + 1}`;
    const publish_id = /<publish_id>(\d+)/.exec(body)?.[1] ?? null;
    const entry = { cursor, received_at: Date.now(), query: "", body, signature: "valid", publish_id, ...more };
    inbox.push(entry);
    streams.forEach((stream) => send(stream, entry));
  };
  /// From here on the open streams bring nothing, though they stay open: as after a change of network.
  proxy.hush = () => streams.clear();
  /// Cuts every stream.
  proxy.cut = () => streams.forEach((stream) => stream.destroy());
  proxy.streams = () => streams.size;
  return proxy;
}
