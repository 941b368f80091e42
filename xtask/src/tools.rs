//! The programs a build needs besides cargo: which version, where to look, how to install.
//!
//! A fitting version on PATH wins. Otherwise each version has a directory of its own in the user's cache: it
//! survives `cargo clean`, a fresh clone finds it, and no other version anyone has is touched.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::{files, node, process, setup};

/// A program, and the version of it we want.
#[derive(Debug)]
pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: String,
    /// The programs it consists of; the first one is asked for its version.
    programs: &'static [&'static str],
    fit: Fit,
    source: Source,
}

/// Which versions found on PATH may be used instead of `version`.
#[derive(Debug)]
enum Fit {
    Exactly,
    /// This one or a later one of the same minor series.
    Series,
    OrNewer,
    /// It does not say its version: only where we install it is it known.
    Untold,
}

#[derive(Debug)]
enum Source {
    Crate { name: &'static str, flags: &'static [&'static str] },
    Npm { package: &'static str },
}

/// Trunk turns the crate into a site. Up to 0.22.0-beta it could serve a cached script under a new integrity value,
/// a blank page for returning visitors.
pub(crate) fn trunk() -> Tool {
    Tool {
        name: "trunk",
        version: "0.22.1".to_owned(),
        programs: &["trunk"],
        fit: Fit::Series,
        // It names a newer Rust than it needs.
        source: Source::Crate { name: "trunk", flags: &["--ignore-rust-version"] },
    }
}

/// The wasm-bindgen command and the crate speak a private format: only equal versions understand each other.
pub(crate) fn wasm_bindgen() -> Result<Tool> {
    let lock = files::read_text(&files::root().join("Cargo.lock"))?;
    let version = locked_version(&lock, "wasm-bindgen").ok_or_else(|| {
        Failure::new("Cargo.lock names no wasm-bindgen").remedy("`cargo generate-lockfile`")
    })?;
    Ok(Tool {
        name: "wasm-bindgen",
        version: version.to_owned(),
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        fit: Fit::Exactly,
        // TLS would be for tests on other machines.
        source: Source::Crate { name: "wasm-bindgen-cli", flags: &["--no-default-features"] },
    })
}

/// wasm-opt makes the download a sixth smaller. Older ones (Debian's 108) cannot read what today's Rust emits; npm has
/// the current one wherever a registry can be reached.
pub(crate) fn wasm_opt() -> Tool {
    Tool {
        name: "binaryen",
        version: "132.0.0".to_owned(),
        programs: &["wasm-opt"],
        fit: Fit::OrNewer,
        source: Source::Npm { package: "binaryen" },
    }
}

/// Cuts the page's module in two, where `wasm_split_helpers` (Cargo.toml) marks it.
pub(crate) fn wasm_split() -> Tool {
    Tool {
        name: "wasm-split-cli",
        version: "0.2.4".to_owned(),
        programs: &["wasm-split-cli"],
        fit: Fit::Untold,
        source: Source::Crate { name: "wasm_split_cli_support", flags: &["--features", "build-binary"] },
    }
}

/// Runs the fuzz targets.
pub(crate) fn cargo_fuzz() -> Tool {
    Tool {
        name: "cargo-fuzz",
        version: "0.13.2".to_owned(),
        programs: &["cargo-fuzz"],
        fit: Fit::OrNewer,
        source: Source::Crate { name: "cargo-fuzz", flags: &[] },
    }
}

/// Changes the code and runs the tests.
pub(crate) fn cargo_mutants() -> Tool {
    Tool {
        name: "cargo-mutants",
        version: "27.1.0".to_owned(),
        programs: &["cargo-mutants"],
        fit: Fit::OrNewer,
        source: Source::Crate { name: "cargo-mutants", flags: &[] },
    }
}

impl Tool {
    /// One of its programs.
    pub(crate) fn command(&self, program: &str) -> Result<Command> {
        let dir = self.dir()?;
        let path = process::program_in(&dir, program)
            .ok_or_else(|| Failure::new(format!("{} has no {program}", dir.display())))?;
        Ok(Command::new(path))
    }

    /// Whether it need not be installed any more.
    pub(crate) fn is_there(&self) -> bool {
        let installed =
            || Some(self.programs_below(&cache().ok()?.join(format!("{}-{}", self.name, self.version))));
        self.on_path().is_some() || installed().is_some_and(|dir| self.complete(&dir))
    }

    /// The directory its programs are in, once they are installed.
    pub(crate) fn dir(&self) -> Result<PathBuf> {
        if let Some(dir) = self.on_path() {
            return Ok(dir);
        }
        let home = cache()?.join(format!("{}-{}", self.name, self.version));
        let dir = self.programs_below(&home);
        if self.complete(&dir) {
            return Ok(dir);
        }
        setup::say(&format!("{} {} (not found on PATH), into {}", self.name, self.version, home.display()));
        match &self.source {
            Source::Crate { name, flags } => install_crate(name, &self.version, flags, &home)?,
            Source::Npm { package } => node::install(package, &self.version, &home)?,
        }
        if self.complete(&dir) {
            return Ok(dir);
        }
        Err(Failure::new(format!("{} was installed, but does not run from {}", self.name, dir.display()))
            .remedy(format!("delete {} and try again", home.display())))
    }

    fn programs_below(&self, home: &Path) -> PathBuf {
        match self.source {
            Source::Crate { .. } => home.join("bin"),
            Source::Npm { .. } => home.join("node_modules").join(".bin"),
        }
    }

    /// The first directory on PATH which has all programs in a version that fits.
    fn on_path(&self) -> Option<PathBuf> {
        if matches!(self.fit, Fit::Untold) {
            return None;
        }
        let first = process::on_path(self.programs.first()?);
        first.iter().filter_map(|path| path.parent()).find(|dir| self.complete(dir)).map(Path::to_owned)
    }

    fn complete(&self, dir: &Path) -> bool {
        let versions = self.programs.iter().map(|name| {
            let program = process::program_in(dir, name)?;
            if matches!(self.fit, Fit::Untold) {
                return version_in(&self.version);
            }
            let mut command = Command::new(program);
            // Some of cargo's commands want to be called as cargo calls them: `cargo-mutants mutants`.
            command.args(name.strip_prefix("cargo-")).arg("--version");
            version_in(&process::output(&mut command)?)
        });
        versions.into_iter().all(|found| found.is_some_and(|found| self.fits(&found)))
    }

    fn fits(&self, found: &[u32]) -> bool {
        let Some(wanted) = version_in(&self.version) else { return false };
        // wasm-opt says `132`, npm says `132.0.0`.
        let padded = |version: &[u32]| {
            let mut version = version.to_vec();
            version.resize(3, 0);
            version
        };
        let (found, wanted) = (padded(found), padded(&wanted));
        match self.fit {
            Fit::Exactly | Fit::Untold => found == wanted,
            Fit::Series => found.get(..2) == wanted.get(..2) && found >= wanted,
            Fit::OrNewer => found >= wanted,
        }
    }
}

/// `PATH` on which these tools come first.
pub(crate) fn path_to(tools: &[Tool]) -> Result<std::ffi::OsString> {
    let dirs = tools.iter().map(Tool::dir).collect::<Result<Vec<_>>>()?;
    process::path_with(dirs.iter().map(PathBuf::as_path))
}

/// Where the tools go: `FREEPUBLISH_TOOLS`, or the place this system keeps a user's caches.
pub(crate) fn cache() -> Result<PathBuf> {
    let variable = |name| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(tools) = variable("FREEPUBLISH_TOOLS") {
        return files::absolute(tools.as_os_str());
    }
    let caches = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    caches.map(|caches| caches.join("freepublish-lab").join("tools")).ok_or_else(|| {
        Failure::new("found no place for the tools")
            .why("neither HOME nor a cache directory is set")
            .remedy("set FREEPUBLISH_TOOLS to a directory")
    })
}

/// A release binary through `cargo binstall`, where the user has it and its hosts can be reached; otherwise from
/// source, without optimisation: that halves the time, and these programs have little to do.
fn install_crate(name: &str, version: &str, flags: &[&str], home: &Path) -> Result<()> {
    if !process::on_path("cargo-binstall").is_empty() {
        let mut binstall = process::cargo();
        binstall.args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"]).arg(home);
        match process::run(binstall.arg(format!("{name}@{version}"))) {
            Ok(()) => return Ok(()),
            Err(_) => setup::say("no release binary to be had; building it from source instead"),
        }
    }
    setup::say("cargo builds it from source: some minutes, once (with `cargo binstall` it would be seconds)");
    process::run(&mut cargo_install(name, version, flags, home)).map_err(|failure| {
        failure.remedy(format!(
            "install {name} {version} in any other way you like and have it on PATH: it will be found.\n\
             An interrupted build resumes where it stopped: just try again."
        ))
    })
}

/// Without `--locked`: the lock file of wasm-bindgen-cli 0.2.130 names a crate version that the index did not have.
fn cargo_install(name: &str, version: &str, flags: &[&str], home: &Path) -> Command {
    let mut install = process::cargo();
    install
        .args(["install", name, "--version", version, "--root"])
        .arg(home)
        .args(flags)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256")
        .env("CARGO_TARGET_DIR", files::root().join("target").join("tools"));
    install
}

/// The version of a package in Cargo.lock.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')
}

/// The first thing in `text` that looks like a version: `trunk 0.22.1`, `wasm-opt version 132 (version_132)`.
pub(crate) fn version_in(text: &str) -> Option<Vec<u32>> {
    text.split_whitespace().find_map(|word| {
        let core = word.split(['-', '+']).next().unwrap_or(word);
        core.split('.').map(|part| part.parse().ok()).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_versions_programs_print() {
        assert_eq!(version_in("trunk 0.22.1\n"), Some(vec![0, 22, 1]));
        assert_eq!(version_in("wasm-opt version 132 (version_132)\n"), Some(vec![132]));
        assert_eq!(version_in("wasm-bindgen 0.2.130 (a1b2c3)"), Some(vec![0, 2, 130]));
        let chromium = "Chromium 156.0.8078.79 built on Debian GNU/Linux 12";
        assert_eq!(version_in(chromium), Some(vec![156, 0, 8078, 79]));
        assert_eq!(version_in("no version here"), None);
    }

    #[test]
    fn takes_only_a_version_that_fits() {
        let trunk = trunk();
        assert!(trunk.fits(&[0, 22, 1]) && trunk.fits(&[0, 22, 9]));
        assert!(!trunk.fits(&[0, 21, 14]) && !trunk.fits(&[0, 22, 0]) && !trunk.fits(&[0, 23, 0]));
        let wasm_opt = wasm_opt();
        assert!(wasm_opt.fits(&[132]) && wasm_opt.fits(&[140]) && !wasm_opt.fits(&[108]));
        let bindgen = Tool { version: "0.2.130".to_owned(), fit: Fit::Exactly, ..super::trunk() };
        assert!(bindgen.fits(&[0, 2, 130]) && !bindgen.fits(&[0, 2, 131]));
    }

    #[test]
    fn finds_the_locked_version_of_exactly_that_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "yew"), None);
    }

    #[test]
    fn installs_into_the_directory_of_that_version() {
        let command =
            cargo_install("trunk", "0.22.1", &["--ignore-rust-version"], Path::new("tools/trunk-0.22.1"));
        let shown = process::shown(&command);
        assert!(
            shown.ends_with("install trunk --version 0.22.1 --root tools/trunk-0.22.1 --ignore-rust-version"),
            "{shown}"
        );
    }
}
