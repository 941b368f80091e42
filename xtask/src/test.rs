//! Every test there is, in five parts: native, with other people's SDKs, in a browser, end to end on the built site,
//! and a short one of that in Firefox.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use crate::browser::{self, Browser};
use crate::failure::{Doing, Failure, Result};
use crate::{files, freepublish, node, process, sdk, setup, site, tools};

#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    /// The libraries, the command line, the page's state and xtask, on this machine.
    Native,
    /// SDKs from other people's registries, against `freepublish serve` in WeChat's place (tests/sdk).
    Sdk,
    /// The page's components, as WebAssembly in a headless browser (tests/web.rs).
    Browser,
    /// The built site, under a sub-path and its strict policy, driven like a person (tests/e2e).
    E2e,
    /// The built site in Firefox: what it is for, once through (tests/e2e/firefox.mjs).
    Firefox,
}

impl Part {
    pub(crate) const ALL: [Self; 5] = [Self::Native, Self::Sdk, Self::Browser, Self::E2e, Self::Firefox];

    pub(crate) fn parse(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name).ok_or_else(|| {
            Failure::new(format!("there is no part `{name}` of the tests"))
                .remedy("native, sdk, browser, e2e or firefox")
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Sdk => "sdk",
            Self::Browser => "browser",
            Self::E2e => "e2e",
            Self::Firefox => "firefox",
        }
    }

    fn run(self) -> Result<()> {
        match self {
            Self::Native => native(),
            Self::Sdk => sdk::run(),
            Self::Browser => in_browser(),
            Self::E2e => e2e(),
            Self::Firefox => firefox(),
        }
    }
}

/// Runs the parts, and stops at the first that fails: so what failed is what stands last on the screen.
pub(crate) fn run(parts: &[Part]) -> Result<()> {
    let mut done = Vec::new();
    for part in parts {
        println!("\n== {} tests", part.name());
        let start = Instant::now();
        part.run().map_err(|failure| {
            failure.also(format!("to repeat only this part: cargo xtask test --only {}", part.name()))
        })?;
        done.push(format!("{} ({} s)", part.name(), start.elapsed().as_secs()));
    }
    println!("\nall tests passed: {}", done.join(", "));
    Ok(())
}

fn native() -> Result<()> {
    process::run(process::cargo().args(["test", "--workspace", "--no-fail-fast"]))
}

fn in_browser() -> Result<()> {
    setup::wasm_target()?;
    let path = tools::path_to(&[tools::wasm_bindgen()?])?;
    let browser = browser::find()?;
    process::run(
        process::cargo()
            .args([
                "test",
                "--target",
                "wasm32-unknown-unknown",
                "--package",
                "freepublish-lab",
                "--test",
                "web",
            ])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("CHROMEDRIVER", &browser.driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser::webdriver_json(&browser)?)
            // Twenty seconds, the default, are short for a machine that is busy.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
            .env("PATH", path),
    )
}

fn e2e() -> Result<()> {
    site::build()?;
    let freepublish = freepublish::build()?;
    let browser = browser::find()?;
    process::run(e2e_node(&browser)?.env("FREEPUBLISH", freepublish).args([
        "--test",
        "--test-reporter=spec",
        // Each file starts a browser: one after the other keeps timings, and failures, readable.
        "--test-concurrency=1",
        "--test-timeout=900000",
    ]))
}

fn firefox() -> Result<()> {
    site::build()?;
    let freepublish = freepublish::build()?;
    let mut node = node_in_e2e()?;
    node.env("FIREFOX", browser::firefox()?).env("FREEPUBLISH", freepublish);
    process::run(node.args(["--test", "--test-reporter=spec", "--test-timeout=900000", "firefox.mjs"]))
}

/// Pictures of the page, for people to look at.
pub(crate) fn screenshots(out: &Path, routes: &[String]) -> Result<()> {
    site::build()?;
    let browser = browser::find()?;
    std::fs::create_dir_all(out).doing(|| format!("create {}", out.display()))?;
    process::run(e2e_node(&browser)?.arg("screenshots.mjs").arg(out).args(routes))
}

/// Node in tests/e2e, with the driver installed and Chromium named.
pub(crate) fn e2e_node(browser: &Browser) -> Result<Command> {
    let mut node = node_in_e2e()?;
    node.env("CHROME", &browser.chrome);
    Ok(node)
}

fn node_in_e2e() -> Result<Command> {
    let dir = e2e_driver()?;
    let mut node = node::node()?;
    node.current_dir(dir);
    Ok(node)
}

/// The directory of the end-to-end tests, with what drives the browser installed in it.
pub(crate) fn e2e_driver() -> Result<PathBuf> {
    let dir = files::root().join("tests/e2e");
    let what = "the end-to-end tests' drivers (playwright-core, puppeteer-core) and axe-core from npm, into tests/e2e/node_modules";
    node::install_locked(&dir, what)?;
    Ok(dir)
}
