//! What has to be there before a command's own work, done one step at a time. Each says which it is of how many, as the
//! first start takes minutes; what is there already is no step.

use crate::failure::Result;
use crate::tools::Tool;
use crate::{browser, freepublish, sdk, setup, site, test};

/// One step.
#[derive(Debug)]
pub(crate) enum Step {
    /// Rust's standard library for WebAssembly.
    WasmTarget,
    /// A program of somebody else's.
    Tool(Tool),
    /// The optimised page, in `dist/`.
    Page,
    /// The command `freepublish`.
    Command,
    /// Chromium with its driver, and Firefox.
    Browsers,
    /// What drives the browsers.
    Drivers,
    /// SDKs that the tests run.
    Sdks,
}

impl Step {
    /// What leads to the page.
    pub(crate) fn of_site() -> Result<Vec<Self>> {
        if site::is_built() {
            return Ok(vec![]);
        }
        Ok(Self::of_tools()?.into_iter().chain([Self::Page]).collect())
    }

    /// What building the page takes.
    pub(crate) fn of_tools() -> Result<Vec<Self>> {
        let tools = site::tools()?.into_iter().map(Self::Tool);
        Ok(std::iter::once(Self::WasmTarget).chain(tools).collect())
    }

    fn name(&self) -> String {
        match self {
            Self::WasmTarget => "Rust's standard library for WebAssembly".to_owned(),
            Self::Tool(tool) => format!("{} {}", tool.name, tool.version),
            Self::Page => "the page, optimised".to_owned(),
            Self::Command => "the command `freepublish`".to_owned(),
            Self::Browsers => "browsers for the tests".to_owned(),
            Self::Drivers => "what drives the browsers".to_owned(),
            Self::Sdks => "SDKs for the tests".to_owned(),
        }
    }

    /// Whether there is nothing to do, as far as that is known without doing it.
    fn is_done(&self) -> bool {
        match self {
            Self::WasmTarget => setup::has_wasm_target(),
            Self::Tool(tool) => tool.is_there(),
            Self::Browsers => browser::are_there(),
            // Trunk, npm, pip and cargo know best, and take a moment where there is nothing to do.
            Self::Page | Self::Command | Self::Drivers | Self::Sdks => false,
        }
    }

    fn run(&self) -> Result<()> {
        match self {
            Self::WasmTarget => setup::wasm_target(),
            Self::Tool(tool) => tool.dir().map(drop),
            Self::Page => site::build_now(),
            Self::Command => freepublish::build().map(drop),
            Self::Browsers => browser::find().and(browser::firefox()).map(drop),
            Self::Drivers => test::e2e_driver().map(drop),
            Self::Sdks => sdk::install(),
        }
    }
}

/// Does the steps that are left to do.
pub(crate) fn run(steps: Vec<Step>) -> Result<()> {
    let left: Vec<Step> = steps.into_iter().filter(|step| !step.is_done()).collect();
    for (at, step) in left.iter().enumerate() {
        eprintln!("\n[{}/{}] {}", at + 1, left.len(), step.name());
        step.run()?;
    }
    Ok(())
}
