//! Runs the command beside the core's samples.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// What the command said.
pub(crate) struct Answer {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
            status: output.status.code().expect("an exit status"),
        }
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).expect("JSON and nothing else")
    }

    /// The lines of one diagnostic, up to its notes.
    pub(crate) fn diagnostic(&self, code: &str) -> String {
        let has_code = |part: &&str| part.contains(&format!("/{code}]"));
        let found = self.stdout.split("\n\n").find(has_code).expect("the diagnostic");
        found.lines().take_while(|line| !line.contains(" = ")).collect::<Vec<_>>().join("\n")
    }
}

/// The command with arguments, in a neutral environment.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_freepublish"));
    command.args(args).current_dir(directory());
    for variable in [
        "FREEPUBLISH_AES_KEY",
        "FREEPUBLISH_APP_ID",
        "FREEPUBLISH_LANG",
        "FREEPUBLISH_APP_SECRET",
        "FREEPUBLISH_LOG",
        "FREEPUBLISH_PREVIOUS_AES_KEY",
        "FREEPUBLISH_PROXY_KEY",
        "FREEPUBLISH_TOKEN",
        "LC_ALL",
        "LC_MESSAGES",
        "LANG",
        "NO_COLOR",
        "CLICOLOR_FORCE",
    ] {
        command.env_remove(variable);
    }
    command
}

/// Runs the command on a text.
pub(crate) fn freepublish(args: &[&str], stdin: &str) -> Answer {
    with_bytes(args, stdin.as_bytes())
}

/// Runs the command on bytes.
pub(crate) fn with_bytes(args: &[&str], stdin: &[u8]) -> Answer {
    let pipe = || Stdio::piped();
    let mut child =
        command(args).stdin(pipe()).stdout(pipe()).stderr(pipe()).spawn().expect("the command starts");
    // A command that never reads closes the pipe: that is its right.
    let _ = child.stdin.take().expect("a pipe").write_all(stdin);
    child.wait_with_output().expect("the command ends").into()
}

/// The samples of the core: name and text, in the order of the names.
pub(crate) fn samples() -> Vec<(String, String)> {
    let entries = fs::read_dir(directory()).expect("the samples");
    let mut samples: Vec<(String, String)> = entries
        .map(|entry| {
            let entry = entry.expect("a sample");
            let name = entry.file_name().into_string().expect("a name in UTF-8");
            (name, fs::read_to_string(entry.path()).expect("a text"))
        })
        .collect();
    samples.sort();
    samples
}

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../freepublish/tests/samples")
}
