//! Which module may use which: read from the sources, so that a layer stays a layer.
//!
//! Two rules. A module uses only what the table below allows; one that is missing in the table may use everything, and be
//! used by everyone. And in the core, modules that lie in the same folder never use each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::files;

/// A crate whose modules stand in layers.
struct Layers {
    /// The directory of its sources.
    src: &'static str,
    /// Its modules, and the other modules of the crate that each of them may use.
    modules: &'static [(&'static str, &'static [&'static str])],
}

/// A page uses what all pages share, and never another page. What crosses from page to page is a command of the shell.
const PAGE: &[&str] = &["platform", "shell", "ui", "words"];

/// Helpers that know nothing of WeChat; each uses only those before it.
const PLAIN: &[&str] =
    &["edit", "encoding", "excerpt", "lang", "outcome", "percent", "secrets", "span", "time", "unseen"];

/// The core, lowest first.
const CORE: Layers = Layers {
    src: "crates/freepublish/src",
    modules: &[
        ("span", &[]),
        ("edit", &["span"]),
        ("encoding", &[]),
        ("excerpt", &["secrets", "span"]),
        ("outcome", &[]),
        ("percent", &[]),
        ("time", &[]),
        ("unseen", &[]),
        ("lang", &["excerpt"]),
        ("secrets", &["percent", "span", "unseen"]),
        ("syntax", PLAIN),
        ("catalogue", PLAIN),
        ("rule", &["catalogue", "PLAIN"]),
        ("diagnostic", &["PLAIN", "rule"]),
        ("inspection", &["PLAIN", "catalogue", "diagnostic"]),
        ("findings", &["PLAIN", "diagnostic", "rule", "syntax"]),
        ("check", &["PLAIN", "catalogue", "diagnostic", "findings", "inspection", "rule", "syntax"]),
        (
            "inspect",
            &["PLAIN", "catalogue", "check", "diagnostic", "findings", "inspection", "rule", "syntax"],
        ),
        ("verdict", &["PLAIN", "catalogue", "diagnostic", "inspection", "rule"]),
        ("report", &["PLAIN", "catalogue", "diagnostic", "inspection", "verdict"]),
        ("outline", &["PLAIN", "catalogue", "inspect", "syntax"]),
        (
            "envelope",
            &["PLAIN", "check", "diagnostic", "findings", "inspect", "inspection", "rule", "syntax"],
        ),
        (
            "delivery",
            &["PLAIN", "diagnostic", "envelope", "findings", "inspect", "inspection", "rule", "syntax"],
        ),
        (
            "simulate",
            &["PLAIN", "catalogue", "delivery", "diagnostic", "envelope", "inspect", "inspection", "syntax"],
        ),
    ],
};

const CRATES: &[Layers] = &[
    CORE,
    Layers {
        src: "src",
        modules: &[
            ("words", &[]),
            ("platform", &[]),
            ("ui", &["platform", "words"]),
            ("shell", &["platform", "ui", "words"]),
            ("inspect", PAGE),
            ("live", PAGE),
            ("reference", PAGE),
            ("simulate", PAGE),
        ],
    },
];

/// Where no modules of one folder may use each other.
const WITHOUT_CIRCLES: [&str; 1] = [CORE.src];

/// Fails if a module uses one that is not below it.
pub(crate) fn check() -> Result<()> {
    let mut wrong = Vec::new();
    for layers in CRATES {
        for (name, source) in sources(layers.src)? {
            let found = layers.violations(&name, &source);
            wrong.extend(found.into_iter().map(|found| format!("{}/{name}: {found}", layers.src)));
        }
    }
    for src in WITHOUT_CIRCLES {
        let found = circles(&sources(src)?);
        wrong.extend(found.into_iter().map(|found| format!("{src}: {found}")));
    }
    if wrong.is_empty() {
        println!("layers: every module uses only what is below it, and none use each other");
        return Ok(());
    }
    Err(Failure::new("a module uses one that is not below it").why(wrong.join("\n       ")).remedy(
        "docs/ARCHITECTURE.md says what lies below what;\n\
         the layers are listed in xtask/src/layers.rs",
    ))
}

/// The Rust files below a directory: names and contents.
fn sources(src: &str) -> Result<Vec<(String, String)>> {
    let src = files::root().join(src);
    let mut found = Vec::new();
    for path in files::walk(&src)? {
        let name = files::url_path(&src, &path)?;
        if Path::new(&name).extension().is_some_and(|extension| extension == "rs") {
            found.push((name, files::read_text(&path)?));
        }
    }
    Ok(found)
}

/// Modules of one folder that use each other, directly or through others of that folder.
fn circles(sources: &[(String, String)]) -> Vec<String> {
    let modules: BTreeSet<Vec<&str>> = sources.iter().map(|(name, _)| module_path(name)).collect();
    // By folder: who uses whom.
    let mut uses_in: BTreeMap<Vec<String>, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (name, source) in sources {
        let module = module_path(name);
        for used in paths(&code(source), &module) {
            let common = module.iter().zip(&used).take_while(|(a, b)| **a == b.as_str()).count();
            let (Some(from), Some(to)) = (module.get(common), used.get(common)) else { continue };
            let target: Vec<&str> = used.iter().take(common + 1).map(String::as_str).collect();
            if modules.iter().any(|known| known.starts_with(&target)) {
                let folder = module[..common].iter().map(|part| (*part).to_owned()).collect();
                let folder = uses_in.entry(folder).or_default();
                folder.entry((*from).to_owned()).or_default().insert(to.clone());
            }
        }
    }
    let mut found = Vec::new();
    for (folder, uses) in &uses_in {
        for start in uses.keys() {
            if let Some(circle) = circle_from(uses, start) {
                let place = if folder.is_empty() { "the root".to_owned() } else { folder.join("::") };
                found.push(format!("in {place}: {}", circle.join(" uses ")));
            }
        }
    }
    found
}

/// The way from a module back to itself. Each circle is told once, from its first module in the alphabet.
fn circle_from(uses: &BTreeMap<String, BTreeSet<String>>, start: &str) -> Option<Vec<String>> {
    let mut waiting = vec![vec![start.to_owned()]];
    let mut seen = BTreeSet::new();
    while let Some(way) = waiting.pop() {
        for next in way.last().and_then(|last| uses.get(last)).into_iter().flatten() {
            if next == start {
                return Some(way.into_iter().chain([next.clone()]).collect());
            }
            if next.as_str() > start && seen.insert(next.clone()) {
                waiting.push(way.iter().cloned().chain([next.clone()]).collect());
            }
        }
    }
    None
}

/// The paths that a module uses, from the crate's root: as far as `crate::`, `super::` and one pair of braces tell.
fn paths(code: &str, module: &[&str]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    for keyword in ["crate::", "super::"] {
        for (at, _) in code.match_indices(keyword) {
            if code[..at].ends_with(|c: char| is_word(c) || c == ':') {
                continue;
            }
            let mut rest = &code[at..];
            let mut base: Vec<String> = module.iter().map(|part| (*part).to_owned()).collect();
            if let Some(behind) = rest.strip_prefix("crate::") {
                base.clear();
                rest = behind;
            }
            while let Some(behind) = rest.strip_prefix("super::") {
                base.pop();
                rest = behind;
            }
            while let Some((word, behind)) =
                rest.split_once("::").filter(|(word, _)| word.chars().all(is_word))
            {
                base.push(word.to_owned());
                rest = behind;
            }
            found.extend(heads(rest).into_iter().map(|head| base.iter().cloned().chain([head]).collect()));
        }
    }
    found
}

impl Layers {
    /// What the file of that name uses and may not.
    fn violations(&self, name: &str, source: &str) -> Vec<String> {
        let module = module_path(name);
        let Some(layer) = module.first() else { return vec![] };
        let Some((_, allowed)) = self.modules.iter().find(|(name, _)| name == layer) else { return vec![] };
        let used = uses(&code(source), module.len());
        let mut wrong: Vec<String> = used
            .into_iter()
            .filter(|(_, used)| used != layer && !is_allowed(allowed, used))
            // Functions, types and macros of the crate's root are no layer.
            .filter(|(_, used)| used.starts_with(|c: char| c.is_ascii_lowercase()))
            .map(|(line, used)| format!("line {line}: `{layer}` uses `{used}`"))
            .collect();
        wrong.dedup();
        wrong
    }
}

/// Whether a module is among those that may be used; `PLAIN` stands for the modules of that list.
fn is_allowed(allowed: &[&str], used: &str) -> bool {
    allowed.contains(&used) || allowed.contains(&"PLAIN") && PLAIN.contains(&used)
}

/// `live/view/mod.rs` is the module `live::view`, `live/wire.rs` is `live::wire`.
fn module_path(name: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = name.trim_end_matches(".rs").split('/').collect();
    if matches!(parts.last(), Some(&("mod" | "lib" | "main"))) {
        parts.pop();
    }
    parts
}

/// The source with comments and the contents of strings blanked out; lines stay lines.
fn code(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if c == '"' {
            string_length(rest)
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            rest[1..].find('\'').map_or(rest.len(), |end| end + 2)
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        };
        out.extend(rest[..length].chars().filter(|c| *c == '\n'));
        rest = &rest[length..];
    }
    out
}

/// The length of the string literal that the text starts with. Raw strings with a quote in them are not known here; they
/// would have to hold something that looks like a path of this crate to be noticed.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let is_end = *c == '"' && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}

/// The modules of the crate's root that the code names, each with its line: behind `crate::`, behind enough `super::`
/// to leave a module that lies `depth` deep, one or several in braces.
fn uses(code: &str, depth: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '$' || c == ':';
    for (at, _) in code.match_indices("::") {
        let before = &code[..at];
        let word = &before[before.rfind(|c| !is_word(c)).map_or(0, |at| at + 1)..];
        let supers = word.split("::").filter(|part| *part == "super").count();
        let is_root = word == "crate"
            || (supers >= depth
                && word.split("::").all(|part| matches!(part, "super" | "self"))
                && supers > 0);
        if is_root {
            let line = before.matches('\n').count() + 1;
            let rest = &code[at + 2..];
            if rest.starts_with("super") {
                continue;
            }
            found.extend(heads(rest).into_iter().map(|head| (line, head)));
        }
    }
    found
}

/// The first words of a path, or of each path in the braces that it starts with.
fn heads(rest: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(inside) = rest.strip_prefix('{') else { return vec![word(rest)] };
    let mut heads = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    for (at, c) in inside.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                heads.push(word(inside[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
        if c == '}' && depth == 0 && start == at + 1 {
            break;
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYERS: Layers =
        Layers { src: "src", modules: &[("ui", &[]), ("live", &["ui"]), ("simulate", &["ui"])] };

    fn violations(name: &str, source: &str) -> Vec<String> {
        LAYERS.violations(name, source)
    }

    #[test]
    fn a_page_uses_what_is_below_it_and_itself() {
        let source = "use crate::ui::{Icon, icon};\nuse crate::live::Msg;\nuse super::super::Model;\nuse crate::words;";
        assert_eq!(violations("live/view/mod.rs", source), ["line 4: `live` uses `words`"]);
        assert_eq!(violations("app.rs", "use crate::live::Msg;"), [""; 0], "app is no layer");
    }

    #[test]
    fn another_page_is_noticed_in_every_spelling() {
        let expect = |line: usize| vec![format!("line {line}: `live` uses `simulate`")];
        assert_eq!(violations("live/mod.rs", "use crate::simulate::Msg;"), expect(1));
        assert_eq!(
            violations("live/mod.rs", "use crate::{\n    ui::{a, b},\n    simulate::Msg,\n};"),
            expect(1)
        );
        assert_eq!(violations("live/mod.rs", "\nfn f() { crate::simulate::f() }"), expect(2));
        assert_eq!(violations("live/mod.rs", "use super::simulate;"), expect(1));
        assert_eq!(violations("live/view/jobs.rs", "use super::super::super::simulate;"), expect(1));
        assert_eq!(
            violations("live/view/jobs.rs", "use super::super::simulate;"),
            [""; 0],
            "a module of its own"
        );
    }

    #[test]
    fn a_circle_in_a_folder_is_found_however_long_it_is() {
        let source = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let sources = [
            source("a/mod.rs", "mod x; mod y; mod z; use self::x::X;"),
            source("a/x.rs", "use super::y::Y;"),
            source("a/y/mod.rs", "use crate::a::{z::Z, Other};"),
            source("a/z.rs", "use crate::b::B;\nfn f() { super::x::f() }"),
            source("b.rs", "use crate::c;"),
            source("c.rs", ""),
        ];
        assert_eq!(circles(&sources), ["in a: x uses y uses z uses x"]);
        assert_eq!(circles(&sources[..3]), [""; 0]);
    }

    #[test]
    fn comments_and_strings_use_nothing() {
        let source = "//! [`crate::simulate`]\nlet a = \"crate::simulate \\\" crate::simulate\"; // crate::simulate\nlet c = '\"';";
        assert_eq!(violations("live/mod.rs", source), [""; 0]);
        assert_eq!(code("a // b\n\"c\\\"d\ne\" f"), "a \n\n f");
    }
}
