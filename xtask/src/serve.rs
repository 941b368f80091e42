//! `cargo xtask serve`: builds the page and `freepublish serve`, which serves it together with a proxy and a simulated
//! WeChat.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::{Doing, Failure, Result};
use crate::steps::{self, Step};
use crate::{files, freepublish, process, setup};

pub(crate) const DEFAULT_PORT: u16 = 8080;

/// Serves until the process is ended. `others` are arguments for `freepublish serve`.
pub(crate) fn run(port: u16, open: bool, others: &[OsString]) -> Result<()> {
    // The port first: learning after a build of minutes that it is taken would be unkind.
    let listener = listen(port)?;
    let address = listener.local_addr().doing(|| "ask for the port".to_owned())?;
    steps::run(Step::of_site()?.into_iter().chain([Step::Command]).collect())?;
    let mut serve = Command::new(freepublish::program()?);
    serve.args(["serve", "--listen", &address.to_string(), "--site"]).arg(files::dist()).args(others);
    drop(listener);
    println!();
    if open { serve_and_open(&mut serve) } else { process::run_instead(&mut serve) }
}

fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|error| {
        Failure::new(format!("cannot serve on port {port}")).why(&error).remedy(match error.kind() {
            io::ErrorKind::AddrInUse => {
                "another program uses it, perhaps an earlier `cargo xtask serve`: end that one,\n\
                 or choose another port: cargo xtask serve --port 8081"
            }
            _ => "choose another port: cargo xtask serve --port 8081",
        })
    })
}

/// Passes on what the command says, and opens the link in it. Ctrl+C reaches both processes: they are one group.
fn serve_and_open(serve: &mut Command) -> Result<()> {
    let mut served =
        serve.stdout(Stdio::piped()).spawn().doing(|| format!("start `{}`", process::shown(serve)))?;
    let mut is_open = false;
    let said = served.stdout.take().map(BufReader::new);
    for line in said.into_iter().flat_map(BufRead::lines) {
        let line = line.doing(|| "read what the command says".to_owned())?;
        println!("{line}");
        if let Some(link) = freepublish::address(&line).filter(|_| !is_open) {
            is_open = true;
            open_browser(link)?;
        }
    }
    let status = served.wait().doing(|| format!("wait for `{}`", process::shown(serve)))?;
    process::judge(serve, status)
}

/// Opens the link in the user's browser.
///
/// By way of a file: whoever uses this machine can read the command line of a browser, and the link holds a key. The file
/// is in the project and not among the system's temporary files, as browsers that come as a snap cannot read those.
fn open_browser(link: &str) -> Result<()> {
    let file = files::root().join("target/open.html");
    write_private(&file, link).doing(|| format!("write {}", file.display()))?;
    let (program, args): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        ("cmd", &["/c", "start", ""])
    } else {
        ("xdg-open", &[])
    };
    if Command::new(program).args(args).arg(&file).spawn().is_err() {
        setup::say(&format!("could not open a browser ({program} did not start); open the link yourself"));
    }
    Ok(())
}

/// A page that goes on to the link, for its owner's eyes only.
fn write_private(file: &Path, link: &str) -> io::Result<()> {
    // One from before keeps its permissions.
    let _ = fs::remove_file(file);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(leading_to(link).as_bytes())
}

fn leading_to(link: &str) -> String {
    let link = link.replace('&', "&amp;");
    format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"refresh\" content=\"0; url={link}\">\n\
         <a href=\"{link}\">freepublish</a>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_told_with_what_to_do() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = taken.local_addr().expect("an address").port();
        let told = listen(port).expect_err("it is taken").to_string();
        assert!(told.contains(&format!("port {port}")) && told.contains("--port 8081"), "{told}");
    }

    #[test]
    fn the_way_to_the_link_is_not_for_others() {
        let file = std::env::temp_dir().join(format!("freepublish-open-{}.html", std::process::id()));
        fs::write(&file, "one from before, that everybody can read").expect("a file");
        write_private(&file, "http://127.0.0.1:1/#/live?proxy=x&key=y").expect("a file");
        let page = fs::read_to_string(&file).expect("a page");
        assert!(page.contains("url=http://127.0.0.1:1/#/live?proxy=x&amp;key=y\""), "{page}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&file).expect("a file").permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        fs::remove_file(&file).expect("removed");
    }
}
