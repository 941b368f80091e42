// The real proxy: `freepublish serve` with a simulated WeChat behind it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { DIST } from "./serve.mjs";

/// Starts it and reads what it says: `url` of its page and `link`, which holds `key`; `drafts`, the media_id of each by
/// its name. `lastCallback()` is the body of the latest callback it holds, `log()` what went to standard error so far;
/// `stop` ends it and waits until it has ended.
export async function serve(...args) {
  const program = process.env.FREEPUBLISH;
  if (!program || !existsSync(program)) {
    throw new Error("FREEPUBLISH names no program. Run `cargo xtask test --only e2e`, or set it to a built `freepublish`.");
  }
  const { FREEPUBLISH_PROXY_KEY: _, ...env } = process.env;
  const fixed = ["serve", "--lang", "en", "--listen", "127.0.0.1:0", "--site", DIST];
  const child = spawn(program, [...fixed, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  // A test that is cut short leaves nobody behind.
  const kill = () => child.kill();
  process.on("exit", kill);
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (log += text));
  const ended = once(child, "exit").finally(() => process.off("exit", kill));

  const served = { drafts: {}, log: () => log, stop: () => child.kill() && ended };
  served.lastCallback = async () => {
    const headers = { authorization: `Bearer ${served.key}` };
    const { callbacks } = await (await fetch(new URL("api/callbacks", served.url), { headers })).json();
    return callbacks.at(-1).body;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const [, link, key] = /(http:\S+&key=(\S+))/.exec(line) ?? [];
    if (link) Object.assign(served, { link, key, url: new URL("/", link).href });
    const [, mediaId, name] = /^  (\S+)  (\S+) →/.exec(line) ?? [];
    if (name) served.drafts[name] = mediaId;
    // What it says last at its start.
    if (line === "Ctrl+C ends") return served;
  }
  throw new Error(`${program} did not start:\n${log}`);
}
