//! The page's words: both languages say something, and each says it in its own script.

use freepublish::{Lang, Options, inspect};
use freepublish_lab::export;
use freepublish_lab::i18n::Texts;
use freepublish_lab::samples::SAMPLES;

const ZH: [&str; 2] = [include_str!("../src/i18n/zh.rs"), include_str!("../src/i18n/live/zh.rs")];
const EN: [&str; 2] = [include_str!("../src/i18n/en.rs"), include_str!("../src/i18n/live/en.rs")];

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// What stands in quotes, comments left out.
fn quoted(sources: [&'static str; 2]) -> impl Iterator<Item = &'static str> {
    let code = |source: &'static str| source.split_once("Texts {").map_or("", |(_, code)| code);
    sources.into_iter().flat_map(move |source| code(source).split('"').skip(1).step_by(2))
}

#[test]
fn no_text_is_empty() {
    for text in quoted(ZH).chain(quoted(EN)) {
        assert!(!text.trim().is_empty());
    }
    assert!(quoted(ZH).count() > 100);
}

#[test]
fn english_texts_hold_no_chinese_but_the_name_of_the_other_language() {
    for text in quoted(EN).filter(|text| *text != "中文") {
        assert!(!text.chars().any(is_han), "{text}");
    }
}

#[test]
fn chinese_and_latin_words_are_set_apart() {
    for text in quoted(ZH) {
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
            let out = export::markdown(text, &inspection, lang);
            assert!(out.starts_with("## "), "{}: {out}", sample.name.get(Lang::En));
            assert!(!out.contains("\n\n\n"), "{}: {out}", sample.name.get(Lang::En));
        }
        let english = export::markdown("", &inspection, Lang::En);
        assert!(!english.chars().any(is_han), "{}: {english}", sample.name.get(Lang::En));
    }
}

#[test]
fn what_is_seen_before_the_page_stands_says_the_same_as_the_page() {
    let early = include_str!("../index.html");
    for lang in Lang::ALL {
        let Texts {
            nav_inspect,
            nav_simulate,
            nav_live,
            nav_reference,
            source_label,
            source_placeholder,
            empty_title,
            empty_intro,
            ..
        } = Texts::of(lang);
        let texts = [nav_inspect, nav_simulate, nav_live, nav_reference, empty_title, empty_intro];
        for text in texts {
            let span = format!("<span lang=\"{}\">{text}</span>", lang.tag());
            assert!(early.contains(&span), "{span}");
        }
        assert!(early.contains(&format!("\"{source_label}|{source_placeholder}\"")));
    }
}
