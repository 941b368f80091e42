//! Running other programs, with errors a person can act on.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::failure::{Doing, Failure, Result};

/// The program as a person would type it, for messages.
pub(crate) fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Runs the command with its output going where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().doing(|| format!("start `{}`", shown(command)))?;
    judge(command, status)
}

/// Runs the command in our place: signals, and whoever waits for us, then have to do with that process alone.
pub(crate) fn run_instead(command: &mut Command) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt as _;
        // Returns only if it failed.
        Err(command.exec()).doing(|| format!("start `{}`", shown(command)))
    }
    #[cfg(not(unix))]
    run(command)
}

/// What a command's end means.
pub(crate) fn judge(command: &Command, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` failed", shown(command)))
        .why(format!("{status}; its own words are above")))
}

/// What the command prints to its standard output; `None` if it is not there or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then_some(text)
}

/// What the command prints to its standard output, with what it complains about going where ours goes.
pub(crate) fn said(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.doing(|| format!("start `{}`", shown(command)))?;
    judge(command, output.status)?;
    String::from_utf8(output.stdout).doing(|| format!("read what `{}` says", shown(command)))
}

/// Cargo, the one that runs us, in the workspace, and without what it told us about our own package: build scripts that
/// look at such variables (ring's does) would build anew whenever the command is typed by a person the next time.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    command.current_dir(crate::files::root());
    for (name, _) in std::env::vars_os() {
        let own = |name: &str| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
        if name.to_str().is_some_and(own) {
            command.env_remove(name);
        }
    }
    command
}

/// Everything on PATH that goes by this name, in the order of PATH.
pub(crate) fn on_path(name: &str) -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).filter_map(|dir| program_in(&dir, name)).collect()
}

/// The program of this name in `dir`, with the extension this system gives programs.
pub(crate) fn program_in(dir: &Path, name: &str) -> Option<PathBuf> {
    let extensions: &[&str] = if cfg!(windows) { &["exe", "cmd"] } else { &[""] };
    extensions.iter().map(|extension| dir.join(name).with_added(extension)).find(|path| path.is_file())
}

/// `PATH` with `dirs` before what is already there.
pub(crate) fn path_with<'a>(dirs: impl IntoIterator<Item = &'a Path>) -> Result<std::ffi::OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let dirs = dirs.into_iter().map(Path::to_owned);
    std::env::join_paths(dirs.chain(std::env::split_paths(&path)))
        .doing(|| "put the tools' directories on PATH".to_owned())
}

trait WithAdded {
    fn with_added(self, extension: &str) -> PathBuf;
}

impl WithAdded for PathBuf {
    /// `Path::with_extension` would cut `wasm-opt-1.2` at its last dot.
    fn with_added(self, extension: &str) -> PathBuf {
        if extension.is_empty() {
            return self;
        }
        let mut name = self.into_os_string();
        name.push(".");
        name.push(OsStr::new(extension));
        name.into()
    }
}
