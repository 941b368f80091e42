//! SDKs that other people wrote, against `freepublish serve` in WeChat's place: whether its answers and callbacks are
//! WeChat's is for them to say, not for us.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::failure::{Doing, Failure, Result};
use crate::{files, freepublish, node, process, setup};

/// The account that the SDKs publish with: what `freepublish serve` and what the scripts call each, and its value. An
/// `AppSecret` is not among them, as the simulated platform takes any.
const ACCOUNT: [(&str, &str, &str); 3] = [
    ("FREEPUBLISH_APP_ID", "STAND_IN_APP_ID", "wx00000000005d4b5d"),
    ("FREEPUBLISH_TOKEN", "STAND_IN_TOKEN", "tokenOfTheTestsWithSdks"),
    ("FREEPUBLISH_AES_KEY", "STAND_IN_AES_KEY", "ofTheTestsWithSDKsOfTheTestsWithSDKsOfTest0"),
];

/// What becomes of the drafts: each script has to cope with each.
const OUTCOMES: [&str; 2] = ["published", "rejected fail-idx 1"];

pub(crate) fn run() -> Result<()> {
    let (python, modules) = (python()?, modules()?);
    process::run(
        process::cargo()
            .args(["test", "--quiet", "--package", "freepublish", "--test", "core", "wechatpy"])
            .env("FREEPUBLISH_SDK_PYTHON", &python),
    )?;
    let freepublish = freepublish::build()?;
    for outcome in OUTCOMES {
        let mut script = Command::new(&python);
        publish(&freepublish, outcome, script.arg(scripts().join("wechatpy_publish.py")))?;
        let mut script = node::node()?;
        script.env("STAND_IN_MODULES", &modules);
        publish(&freepublish, outcome, script.arg(scripts().join("node_publish.mjs")))?;
    }
    let mut script = node::node()?;
    script.arg(scripts().join("own_proxy.mjs")).arg(files::root().join("docs/proxy.md")).arg(home());
    run_beside(
        &freepublish,
        "mode plain\npublish outcome published takes 1s",
        "/callback",
        script.env("FREEPUBLISH", &freepublish),
    )
}

/// Everything the SDKs need.
pub(crate) fn install() -> Result<()> {
    python().and_then(|_| modules()).map(|_| ())
}

fn scripts() -> PathBuf {
    files::root().join("tests/sdk")
}

/// Where the SDKs are installed: nothing else on this machine sees them.
fn home() -> PathBuf {
    files::root().join("target/sdk")
}

/// A Python with wechatpy.
fn python() -> Result<PathBuf> {
    let dir = home().join("python");
    let programs = dir.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let wanted = scripts().join("requirements.txt");
    let requirements = files::read_text(&wanted)?;
    let stamp = dir.join(".installed-requirements");
    let python = programs.join(if cfg!(windows) { "python.exe" } else { "python" });
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == requirements) {
        return Ok(python);
    }
    setup::say(&format!("wechatpy for the tests with SDKs, with pip, into {}", dir.display()));
    let name = if cfg!(windows) { "python" } else { "python3" };
    if process::output(Command::new(name).arg("--version")).is_none() {
        return Err(Failure::new("Python is not on PATH")
            .remedy("install Python 3.9 or newer: https://www.python.org, or your system's packages"));
    }
    process::run(Command::new(name).args(["-m", "venv", "--clear"]).arg(&dir)).map_err(|failure| {
        failure.remedy("some systems package Python's `venv` apart: on Debian it is python3-venv")
    })?;
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(wanted);
    process::run(&mut pip)
        .map_err(|failure| failure.remedy(unreachable("pip", "`pip config set global.index-url`")))?;
    files::write(&stamp, &requirements)?;
    Ok(python)
}

/// The directory that has `node_modules` with the SDKs for Node.
fn modules() -> Result<PathBuf> {
    let dir = home().join("node");
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        files::write(&dir.join(name), &files::read_text(&scripts().join(name))?)?;
    }
    let what = "co-wechat-api and wechat-crypto for the tests with SDKs, from npm, into target/sdk/node";
    node::install_locked(&dir, what)
        .map_err(|failure| failure.also(unreachable("npm", "`npm config set registry`")))?;
    Ok(dir)
}

fn unreachable(program: &str, setting: &str) -> String {
    format!(
        "if {program} cannot reach its registry: name one that can be reached with {setting}, or a proxy in\n\
         HTTPS_PROXY. The other tests need none of this: cargo xtask test --only native"
    )
}

/// Runs a script that publishes with an SDK.
fn publish(freepublish: &Path, outcome: &str, script: &mut Command) -> Result<()> {
    run_beside(freepublish, &format!("mode secure\npublish outcome {outcome} takes 1s"), "/wechat", script)
}

/// Runs a script with a stand-in of its own, which pushes to `handler` on the script's port.
fn run_beside(freepublish: &Path, scenario: &str, handler: &str, script: &mut Command) -> Result<()> {
    let port = free_port()?;
    let file = home().join("rehearsal.scenario");
    files::write(&file, &format!("{scenario}\n"))?;
    let stand_in = StandIn::start(freepublish, &file, &format!("http://127.0.0.1:{port}{handler}"))?;
    println!("{}: {}", process::shown(script), scenario.replace('\n', ", "));
    let script = script
        .envs(ACCOUNT.map(|(_, name, value)| (name, value)))
        .env("STAND_IN_SECRET", "any")
        .env("STAND_IN_BASE", &stand_in.base)
        .env("STAND_IN_CALLBACK_PORT", port.to_string())
        // A proxy would have to find its way back to this machine.
        .env("NO_PROXY", "127.0.0.1")
        .env("no_proxy", "127.0.0.1")
        // What they print is for people who try them by hand.
        .stdout(Stdio::null());
    process::run(script)
}

/// Nobody else takes it in the moment until the script listens there: probably.
fn free_port() -> Result<u16> {
    let taken = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    Ok(taken.doing(|| "find a free port".to_owned())?.port())
}

/// `freepublish serve`, running.
struct StandIn {
    process: Child,
    base: String,
}

impl StandIn {
    fn start(freepublish: &Path, scenario: &Path, handler: &str) -> Result<Self> {
        let mut command = Command::new(freepublish);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--log-level", "warn", "--scenario"])
            .arg(scenario)
            .args(["--handler", handler])
            .envs(ACCOUNT.map(|(name, _, value)| (name, value)))
            .stdout(Stdio::piped());
        let process = command.spawn().doing(|| format!("start `{}`", process::shown(&command)))?;
        let mut stand_in = Self { process, base: String::new() };
        let output = stand_in.process.stdout.take().map(BufReader::new);
        for line in output.into_iter().flat_map(BufRead::lines) {
            let line = line.doing(|| "read where the stand-in is".to_owned())?;
            if let Some(address) = freepublish::address(&line) {
                let origin = address.split_once("/#").map_or(address, |(origin, _)| origin);
                origin.clone_into(&mut stand_in.base);
                return Ok(stand_in);
            }
        }
        Err(Failure::new("the stand-in did not say where it is").why("its own words are above"))
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        // Best effort: one that has ended already cannot be ended.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
