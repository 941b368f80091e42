//! A browser for the tests: found where systems keep it, installed where a package manager lets us.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Result};
use crate::{ci, files, process, setup, tools};

#[derive(Debug)]
pub(crate) struct Browser {
    pub(crate) chrome: PathBuf,
    pub(crate) driver: PathBuf,
}

const CHROME_NAMES: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MACOS_CHROMES: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
const WINDOWS_CHROMES: &[&str] =
    &[r"Google\Chrome\Application\chrome.exe", r"Chromium\Application\chrome.exe"];
const WINDOWS_ROOTS: &[&str] = &["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"];
const FIREFOX_NAMES: &[&str] = &["firefox-esr", "firefox"];
const FIREFOX_PLACES: &[&str] =
    &["/Applications/Firefox.app/Contents/MacOS/firefox", r"C:\Program Files\Mozilla Firefox\firefox.exe"];
const DRIVER_PLACES: &[&str] = &["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];

/// Chrome or Chromium, and the driver that goes with it; installed first, if that can be done.
pub(crate) fn find() -> Result<Browser> {
    if chrome()?.is_none() || driver()?.is_none() {
        install(if is_ubuntu() {
            &["chromium-browser", "chromium-chromedriver"]
        } else {
            &["chromium", "chromium-driver"]
        });
    }
    match (chrome()?, driver()?) {
        (Some(chrome), Some(driver)) => match_versions(Browser { chrome, driver }),
        (None, _) => {
            Err(Failure::new("found no Chrome or Chromium to run the tests in").remedy(how_to_install()))
        }
        (_, None) => {
            Err(Failure::new("found no chromedriver to run the tests with").remedy(how_to_install()))
        }
    }
}

/// Firefox; installed first, if that can be done. It needs no driver: it speaks `WebDriver BiDi` itself.
pub(crate) fn firefox() -> Result<PathBuf> {
    if installed_firefox()?.is_none() {
        install(if is_ubuntu() { &["firefox"] } else { &["firefox-esr"] });
    }
    installed_firefox()?.ok_or_else(|| {
        Failure::new("found no Firefox to run the tests in").remedy(
            "Debian: sudo apt-get install firefox-esr; macOS: brew install --cask firefox\n\
             or set FIREFOX to the program",
        )
    })
}

/// Whether there is nothing to install.
pub(crate) fn are_there() -> bool {
    let is_there = |found: Result<Option<PathBuf>>| found.is_ok_and(|found| found.is_some());
    is_there(chrome()) && is_there(driver()) && is_there(installed_firefox())
}

fn installed_firefox() -> Result<Option<PathBuf>> {
    if let Some(chosen) = chosen("FIREFOX")? {
        return Ok(Some(chosen));
    }
    let on_path = FIREFOX_NAMES.iter().flat_map(|name| process::on_path(name));
    let places = FIREFOX_PLACES.iter().map(PathBuf::from);
    Ok(on_path.chain(places).find(|path| path.is_file()))
}

/// A driver refuses a browser of another major version, in words that take a while to understand.
fn match_versions(browser: Browser) -> Result<Browser> {
    // On Windows `chrome --version` opens a window and says nothing.
    let major = |program: &Path| {
        let output = process::output(Command::new(program).arg("--version")).filter(|_| !cfg!(windows))?;
        tools::version_in(&output)?.first().copied()
    };
    match (major(&browser.chrome), major(&browser.driver)) {
        (Some(chrome), Some(driver)) if chrome != driver => {
            Err(Failure::new("the browser and its driver are of different versions")
                .why(format!(
                    "{} is version {chrome}, {} is version {driver}",
                    browser.chrome.display(),
                    browser.driver.display()
                ))
                .remedy(how_to_install()))
        }
        _ => Ok(browser),
    }
}

fn chrome() -> Result<Option<PathBuf>> {
    if let Some(chosen) = chosen("CHROME")? {
        return Ok(Some(chosen));
    }
    let on_path = CHROME_NAMES.iter().flat_map(|name| process::on_path(name));
    let macos = MACOS_CHROMES.iter().map(PathBuf::from);
    let roots = WINDOWS_ROOTS.iter().filter_map(env::var_os).map(PathBuf::from);
    let windows = roots.flat_map(|root| WINDOWS_CHROMES.iter().map(move |rest| root.join(rest)));
    Ok(on_path.chain(macos).chain(windows).find(|path| path.is_file()))
}

fn driver() -> Result<Option<PathBuf>> {
    if let Some(chosen) = chosen("CHROMEDRIVER")? {
        return Ok(Some(chosen));
    }
    // GitHub's machines name the directory.
    let named =
        env::var_os("CHROMEWEBDRIVER").and_then(|dir| process::program_in(Path::new(&dir), "chromedriver"));
    let places = DRIVER_PLACES.iter().map(PathBuf::from).filter(|path| path.is_file());
    Ok(named.into_iter().chain(process::on_path("chromedriver")).chain(places).next())
}

/// What the user chose in the environment. A choice that is not there is an error, not a reason to take another.
fn chosen(variable: &str) -> Result<Option<PathBuf>> {
    let Some(value) = env::var_os(variable).filter(|value| !value.is_empty()) else { return Ok(None) };
    let path = PathBuf::from(value);
    if path.is_file() {
        return Ok(Some(path));
    }
    Err(Failure::new(format!("{variable} names {}, and there is no such file", path.display()))
        .remedy(format!("correct {variable} or unset it")))
}

/// Debian and Ubuntu, where we may: as root, or where sudo asks no password. What goes wrong is on the screen; what
/// counts is whether the browser is there afterwards.
fn install(packages: &[&str]) {
    let Some(prefix) = apt_get() else { return };
    let mut packages = packages.to_vec();
    if ci::is_ci() {
        // For Chinese text in screenshots: a machine nobody looks at has no font for it.
        packages.push("fonts-noto-cjk");
    }
    setup::say(&format!("a browser for the tests, with apt-get: {}", packages.join(", ")));
    let apt_get = |args: &[&str]| {
        let mut words = prefix.iter().chain(args);
        let mut command = Command::new(words.next().unwrap_or(&"apt-get"));
        process::run(command.args(words).env("DEBIAN_FRONTEND", "noninteractive")).is_ok()
    };
    // Also after a failed update, which one unreachable source is enough for: the lists at hand may do.
    apt_get(&["update", "--quiet"]);
    apt_get(&[&["install", "--yes", "--quiet", "--no-install-recommends"], packages.as_slice()].concat());
}

fn is_ubuntu() -> bool {
    std::fs::read_to_string("/etc/os-release").is_ok_and(|text| text.contains("ID=ubuntu"))
}

/// How to call `apt-get` without being asked anything, if it can be called at all.
fn apt_get() -> Option<&'static [&'static str]> {
    if process::on_path("apt-get").is_empty() {
        return None;
    }
    let user = process::output(Command::new("id").arg("-u"))?;
    if user.trim() == "0" {
        return Some(&["apt-get"]);
    }
    process::output(Command::new("sudo").args(["--non-interactive", "true"]))?;
    Some(&["sudo", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
}

fn how_to_install() -> &'static str {
    if cfg!(target_os = "macos") {
        "brew install --cask google-chrome chromedriver\n\
         or set CHROME and CHROMEDRIVER to the two programs"
    } else if cfg!(windows) {
        "install Chrome, and a chromedriver of the same version on PATH\n\
         or: npx @puppeteer/browsers install chrome@stable, the same with chromedriver@stable,\n\
         and set CHROME and CHROMEDRIVER to the two programs"
    } else {
        "Debian: sudo apt-get install chromium chromium-driver\n\
         Fedora: sudo dnf install chromium chromedriver; Arch: sudo pacman -S chromium\n\
         anywhere: npx @puppeteer/browsers install chrome@stable, the same with chromedriver@stable,\n\
         and set CHROME and CHROMEDRIVER to the two programs"
    }
}

/// Writes the capabilities for wasm-bindgen's test runner: webdriver.json as it stands, plus the place of the browser
/// we found, which the driver would otherwise guess.
pub(crate) fn webdriver_json(browser: &Browser) -> Result<PathBuf> {
    let committed = files::read_text(&files::root().join("webdriver.json"))?;
    let binary = browser.chrome.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
    let options = "\"goog:chromeOptions\": {";
    let with_binary = committed.replacen(options, &format!("{options}\n    \"binary\": \"{binary}\","), 1);
    let path = files::root().join("target").join("webdriver.json");
    files::write(&path, &with_binary)?;
    Ok(path)
}
