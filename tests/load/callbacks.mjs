// How many callbacks a second the proxy keeps, and how long WeChat would wait for its `success`: measured with oha, a load
// generator that other people wrote. `cargo xtask load` builds what it needs and runs this; FREEPUBLISH is the command.
//
// One run measures the same server with its inbox on disk and in memory, and the disk alone, so that the machine's speed
// can be told from the server's.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { serve } from "../e2e/freepublish.mjs";

const CALLBACKS = 20_000;
const CONNECTIONS = 64;
/// Callbacks a second in the second measurement: far more than an account gets, far less than the server can take.
const STEADY = 200;
const STEADY_CALLBACKS = 2_000;

const place = process.argv[2];
process.env.FREEPUBLISH_TOKEN = "tokenOfTheLoadTest";

const CALLBACK =
  "<xml><ToUserName><![CDATA[gh_4d00ed8d6399]]></ToUserName><FromUserName><![CDATA[oV5CrjpxgaGXNHIQigzNlgLTnwic]]>" +
  "</FromUserName><CreateTime>1481013459</CreateTime><MsgType><![CDATA[event]]></MsgType>" +
  "<Event><![CDATA[PUBLISHJOBFINISH]]></Event><PublishEventInfo>" +
  "<publish_id>2247483000</publish_id><publish_status>0</publish_status>" +
  "<article_id><![CDATA[b5O2OUs25HBxRceL7hfReg-U9QGeq9zQjiDvyWP4Hq4]]></article_id><article_detail><count>1</count>" +
  "<item><idx>1</idx><article_url><![CDATA[http://mp.weixin.qq.com/s?__biz=MzA4]]></article_url></item>" +
  "</article_detail></PublishEventInfo></xml>";

/// Where WeChat would push to. A timestamp and a nonce belong to one message, and oha cannot sign: so it sends the same
/// callback again and again. Each is verified, read, looked up and kept as if it were another.
function pushTo(url) {
  const [timestamp, nonce] = ["1714112445", "415670741"];
  const signature = createHash("sha1").update([process.env.FREEPUBLISH_TOKEN, timestamp, nonce].sort().join("")).digest("hex");
  return `${url}callback?signature=${signature}&timestamp=${timestamp}&nonce=${nonce}`;
}

/// What oha measured, every answer checked. `steady` limits how many a second are sent; a late answer then counts from
/// when its call was due.
function load(url, count, steady) {
  const pace = steady ? ["-q", `${steady}`, "--latency-correction"] : [];
  const args = ["--no-tui", "--output-format", "json", "-n", `${count}`, "-c", `${CONNECTIONS}`, ...pace];
  const run = spawnSync("oha", [...args, "-m", "POST", "-T", "text/xml", "-d", CALLBACK, pushTo(url)], { encoding: "utf8" });
  if (run.error) throw new Error("oha is not on PATH: `cargo install oha`, or see https://github.com/hatoo/oha");
  if (run.status !== 0) throw new Error(`oha failed: ${run.stderr}`);
  const report = JSON.parse(run.stdout);
  const answered = report.statusCodeDistribution["200"] ?? 0;
  if (answered !== count) throw new Error(`${answered} of ${count} were answered with 200: ${run.stdout}`);
  return { perSecond: report.summary.requestsPerSec, ...report.latencyPercentiles };
}

/// What the server itself says it kept.
async function kept({ url, key }) {
  const headers = { authorization: `Bearer ${key}` };
  const text = await (await fetch(`${url}metrics`, { headers })).text();
  const counts = text.matchAll(/^freepublish_callbacks_total\{result="(?:kept|duplicate)"\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

async function measure(name, inbox) {
  const served = await serve("--log-level", "error", "--inbox", inbox);
  try {
    const full = load(served.url, CALLBACKS);
    const steady = load(served.url, STEADY_CALLBACKS, STEADY);
    const count = await kept(served);
    if (count !== CALLBACKS + STEADY_CALLBACKS) throw new Error(`${count} were kept`);
    return { name, full, steady };
  } finally {
    await served.stop();
  }
}

/// How often a second the disk makes a small write last.
function syncs(file) {
  const bytes = Buffer.alloc(4096, 1);
  const handle = openSync(file, "w");
  const start = process.hrtime.bigint();
  let count = 0;
  for (; process.hrtime.bigint() - start < 2_000_000_000n; count += 1) {
    writeSync(handle, bytes);
    fdatasyncSync(handle);
  }
  closeSync(handle);
  return (count * 1e9) / Number(process.hrtime.bigint() - start);
}

rmSync(place, { recursive: true, force: true });
mkdirSync(place, { recursive: true });
const disk = await measure("on disk", join(place, "inbox.sqlite"));
const memory = await measure("in memory", ":memory:");
const ms = (seconds) => (seconds * 1000).toFixed(1);
console.log(`
| inbox | callbacks a second, ${CONNECTIONS} at once | p50 ms | p99 ms | p50 ms at ${STEADY} a second | p99 ms |
|---|---|---|---|---|---|`);
for (const { name, full, steady } of [disk, memory]) {
  const times = [full.p50, full.p99, steady.p50, steady.p99].map(ms);
  console.log(`| ${name} | ${full.perSecond.toFixed(0)} | ${times.join(" | ")} |`);
}
const ratio = disk.full.perSecond / memory.full.perSecond;
const written = syncs(join(place, "disk"));
console.log(`
on disk : in memory = ${ratio.toFixed(2)}; the disk alone makes ${written.toFixed(0)} small writes last a second, so each
held ${(disk.full.perSecond / written).toFixed(1)} callbacks. All ${CALLBACKS + STEADY_CALLBACKS} that were answered were kept, both times.`);
