// What a first visit to the page of `freepublish serve` receives over the wire: bytes of every answer, headers included.
// Between the browser and the server stands a host that counts, as not every browser tells of what its service worker
// fetches. Prints a line for each file, then "<bytes> until a paste is answered" and "<bytes> in all".
import { Agent, createServer, request as ask } from "node:http";
import { launch } from "./browser.mjs";
import { serve } from "./freepublish.mjs";

const CALLBACK = '<xml><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[PUBLISHJOBFINISH]]></Event></xml>';

const served = await serve();
const upstream = new URL(served.url);
const agent = new Agent({ keepAlive: true });
const received = new Map();
const total = () => [...received.values()].reduce((sum, bytes) => sum + bytes, 0);

// What the page fetches while nobody waits for it is held back until the paste is answered: however quick the browser is,
// it does not count as waited for, and what is waited for cannot hide in it.
let answered;
const answer = new Promise((resolve) => (answered = resolve));
const isLater = (url) => /\/(split_[^/]*|sw\.js.*)$/.test(url);

const server = createServer(async (incoming, outgoing) => {
  const { method, url, headers } = incoming;
  if (isLater(url)) await answer;
  const { host, hostname, origin, port } = upstream;
  const own = { host, ...(headers.origin && { origin }) };
  const asked = ask({ agent, hostname, port, method, path: url, headers: { ...headers, ...own } }, (answer) => {
    let bytes = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n${answer.rawHeaders.join("..")}\r\n`.length;
    answer.on("data", (chunk) => (bytes += chunk.length));
    answer.on("end", () => received.set(url, (received.get(url) ?? 0) + bytes));
    outgoing.writeHead(answer.statusCode, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  incoming.pipe(asked);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const browser = await launch();
const page = await browser.newPage();
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.locator("#source").fill(CALLBACK);
await page.locator("#diagnostics").waitFor();
const untilAnswer = total();
answered();
await page.waitForFunction(() => navigator.serviceWorker.controller);
await page.waitForLoadState("networkidle");
for (const [url, bytes] of received) console.log(`${bytes} ${url.slice(1) || "index.html"}`);
console.log(`${untilAnswer} until a paste is answered`);
console.log(`${total()} in all`);
await browser.close();
server.close();
agent.destroy();
await served.stop();
