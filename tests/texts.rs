//! The page's words: both languages say something, and each says it in its own script.

use std::fs;
use std::path::PathBuf;

use freepublish::{Lang, Options, inspect};
use freepublish_lab::inspect::{self as page, SAMPLES, markdown};
use freepublish_lab::shell;

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// The sources of all words in that language, without what stands before the first of them.
fn sources(lang: Lang) -> Vec<String> {
    let value = match lang {
        Lang::Zh => "const ZH: Self",
        Lang::En => "const EN: Self",
    };
    let mut sources = Vec::new();
    let mut todo = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(path) = todo.pop() {
        if path.is_dir() {
            todo.extend(
                fs::read_dir(path).expect("a directory").map(|entry| entry.expect("an entry").path()),
            );
        } else if path.ends_with("words.rs") {
            let source = fs::read_to_string(&path).expect("a source");
            let words =
                source.split("const ").find_map(|part| part.strip_prefix(value.trim_start_matches("const ")));
            sources.extend(words.map(|words| format!("Texts {{{words}")));
        }
    }
    sources
}

/// What stands in quotes.
fn quoted(lang: Lang) -> Vec<String> {
    let code = |source: &str| source.split_once("Texts {").map(|(_, code)| code.to_owned());
    let codes: Vec<String> = sources(lang).iter().filter_map(|source| code(source)).collect();
    codes.iter().flat_map(|code| code.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn the_words_of_every_page_are_looked_at() {
    assert!(sources(Lang::Zh).len() >= 4 && sources(Lang::Zh).len() == sources(Lang::En).len());
}

#[test]
fn no_text_is_empty() {
    for text in Lang::ALL.into_iter().flat_map(quoted) {
        assert!(!text.trim().is_empty());
    }
    assert!(quoted(Lang::Zh).len() > 100);
}

#[test]
fn english_texts_hold_no_chinese_but_the_name_of_the_other_language() {
    for text in quoted(Lang::En).into_iter().filter(|text| text != "中文") {
        assert!(!text.chars().any(is_han), "{text}");
    }
}

#[test]
fn chinese_and_latin_words_are_set_apart() {
    for text in quoted(Lang::Zh) {
        let chars: Vec<_> = text.chars().collect();
        for pair in chars.windows(2) {
            let touch = is_han(pair[0]) && pair[1].is_ascii_alphanumeric()
                || pair[0].is_ascii_alphanumeric() && is_han(pair[1]);
            assert!(!touch, "{text}");
        }
        assert!(!text.contains("WeChat"), "{text}: in Chinese it is 微信");
    }
}

#[test]
fn the_exported_result_is_complete_in_both_languages_for_every_sample() {
    for sample in SAMPLES {
        let text = sample.text;
        let inspection = inspect(text, &Options::default());
        for lang in Lang::ALL {
            let out = markdown(text, &inspection, lang);
            assert!(out.starts_with("## "), "{}: {out}", sample.name.get(Lang::En));
            assert!(!out.contains("\n\n\n"), "{}: {out}", sample.name.get(Lang::En));
        }
        let english = markdown("", &inspection, Lang::En);
        assert!(!english.chars().any(is_han), "{}: {english}", sample.name.get(Lang::En));
    }
}

#[test]
fn what_is_seen_before_the_page_stands_says_the_same_as_the_page() {
    let early = include_str!("../index.html");
    for lang in Lang::ALL {
        let shell::Words { nav_inspect, nav_simulate, nav_live, nav_reference, .. } = shell::Words::of(lang);
        let page::Words { source_label, source_placeholder, empty_title, empty_intro, .. } =
            page::Words::of(lang);
        let texts = [nav_inspect, nav_simulate, nav_live, nav_reference, empty_title, empty_intro];
        for text in texts {
            let span = format!("<span lang=\"{}\">{text}</span>", lang.tag());
            assert!(early.contains(&span), "{span}");
        }
        assert!(early.contains(&format!("\"{source_label}|{source_placeholder}\"")));
    }
}
