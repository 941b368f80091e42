//! What holds for every text, not for the examples only.

use crate::common;
use freepublish::{
    KindHint, Lang, LineIndex, OffsetUnit, Options, Report, apply_all, inspect, inspect_bytes, outline,
    verdict,
};
use proptest::prelude::*;

/// Rounds of "apply all" after which nothing may be left to repair.
const ROUNDS: usize = 12;

fn cases() -> Vec<String> {
    let files = common::files("rules").into_iter().chain(common::files("samples"));
    files.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect()
}

/// Texts made of what payloads are made of, so that the readers get further than the first character.
fn shards() -> impl Strategy<Value = String> {
    let shard = prop_oneof![
        Just("<xml>"),
        Just("</xml>"),
        Just("<PublishEventInfo>"),
        Just("</PublishEventInfo>"),
        Just("<![CDATA["),
        Just("]]>"),
        Just("<fail_idx>"),
        Just("</fail_idx>"),
        Just("<a/>"),
        Just("&"),
        Just("&amp;"),
        Just("&nbsp;"),
        Just("<!--"),
        Just("-->"),
        Just("<!DOCTYPE x>"),
        Just("<?xml?>"),
        Just("<"),
        Just(">"),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just("\""),
        Just("'"),
        Just(","),
        Just(":"),
        Just("\\"),
        Just("//"),
        Just("/*"),
        Just("\"media_id\""),
        Just("\"publish_status\""),
        Just("\"PublishEventInfo\""),
        Just("\"errcode\""),
        Just("mediaId"),
        Just("null"),
        Just("1"),
        Just("1e9"),
        Just("-"),
        Just("curl "),
        Just("curl ^\""),
        Just("^"),
        Just("-d "),
        Just("-H 'Origin: x'"),
        Just("POST "),
        Just("HTTP/1.1"),
        Just("https://"),
        Just("http://"),
        Just("/cgi-bin/freepublish/submit"),
        Just("?access_token="),
        Just("\n"),
        Just("\r\n"),
        Just(" "),
        Just("$'"),
        Just("\\u53d1"),
        Just("发布"),
        Just("\u{feff}"),
        Just("😀"),
        Just("&lt;xml&gt;"),
        Just("\u{0}"),
        Just("Content-Type: text/xml"),
        Just("\u{a0}"),
        Just("\u{3000}"),
        Just("\u{1}"),
        Just("\u{fffe}"),
        Just("“media_id”"),
        Just("「"),
        Just("：“"),
        Just("，"),
        Just("｛"),
        Just("｝"),
        Just("‘"),
        Just("\\q"),
        Just("\\ud800"),
        Just("01"),
        Just("key:"),
        Just("1 < 2"),
        Just("<?xml version='1.0'?>"),
        Just(" x='<&'"),
        Just(" x='1'x=2"),
        Just("--"),
        Just("\r"),
    ];
    prop::collection::vec(shard, 0..40).prop_map(|shards| shards.concat())
}

/// A real payload with a piece removed, doubled or replaced by something else.
fn mutated() -> impl Strategy<Value = String> {
    let case = prop::sample::select(cases());
    (case, any::<prop::sample::Index>(), any::<prop::sample::Index>(), shards(), 0..3).prop_map(
        |(case, a, b, shard, how)| {
            let boundaries: Vec<usize> = (0..=case.len()).filter(|at| case.is_char_boundary(*at)).collect();
            let (a, b) = (*a.get(&boundaries), *b.get(&boundaries));
            let (start, end) = (a.min(b), a.max(b));
            let piece = &case[start..end];
            match how {
                0 => format!("{}{}", &case[..start], &case[end..]),
                1 => format!("{}{piece}{piece}{}", &case[..start], &case[end..]),
                _ => format!("{}{shard}{}", &case[..start], &case[start..]),
            }
        },
    )
}

/// An XML or JSON document with a piece missing, doubled or added. (In a command line with a stray quote, what is a word
/// and what is not depends on every character; there a repair may well uncover something.)
fn damaged_document() -> impl Strategy<Value = String> {
    mutated().prop_filter("a document", |text| text.starts_with(['<', '{']))
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![2 => ".{0,200}", 4 => shards(), 4 => mutated()]
}

fn any_options() -> impl Strategy<Value = Options> {
    let kind = prop_oneof![
        6 => Just(KindHint::Auto),
        1 => Just(KindHint::Request),
        1 => Just(KindHint::Response),
        1 => Just(KindHint::Callback),
    ];
    let url = prop_oneof![3 => Just(None), 1 => Just(Some("/wx?signature=a&timestamp=1&nonce=%".to_owned()))];
    (kind, url).prop_map(|(kind, url)| Options { kind, url, ..Options::default() })
}

proptest! {
    #![proptest_config(common::proptest_config())]

    #[test]
    fn every_text_is_answered_and_every_place_lies_in_it(text in any_text(), options in any_options()) {
        let inspection = inspect(&text, &options);
        common::check_places(&text, &inspection)?;
        for lang in Lang::ALL {
            prop_assert!(!verdict(&inspection, lang).headline.is_empty());
            for unit in [OffsetUnit::Utf8, OffsetUnit::Utf16] {
                let report = Report::new(&inspection, &text, lang, unit);
                prop_assert_eq!(report.diagnostics.len(), inspection.diagnostics.len());
            }
        }
        for row in outline(&text) {
            prop_assert!(common::lies_in(row.span, &text), "{row:?}");
        }
    }

    #[test]
    fn bytes_of_any_encoding_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (text, inspection) = inspect_bytes(&bytes, &Options::default());
        common::check_places(&text, &inspection)?;
    }

    #[test]
    fn repairs_come_to_an_end(text in any_text()) {
        let mut text = text;
        for _ in 0..ROUNDS {
            let inspection = inspect(&text, &Options::default());
            if inspection.diagnostics.iter().all(|diagnostic| diagnostic.fix.is_none()) {
                return Ok(());
            }
            text = apply_all(&text, &inspection.diagnostics);
        }
        let left = common::describe(&text, &inspect(&text, &Options::default()));
        prop_assert!(false, "after {ROUNDS} rounds there is still something to repair in {text:?}:\n{left}");
    }

    #[test]
    fn a_repair_removes_its_finding_and_brings_no_other(text in damaged_document()) {
        common::check_repairs(&text, |_, _| Ok(()))?;
    }

    #[test]
    fn lines_columns_and_units_agree_with_the_text(text in ".{0,80}", at in any::<prop::sample::Index>()) {
        let boundaries: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let offset = *at.get(&boundaries);
        let index = LineIndex::new(&text);
        prop_assert_eq!(index.offset(offset, OffsetUnit::Utf16), text[..offset].encode_utf16().count());
        let position = index.position(offset);
        prop_assert_eq!(position.line as usize, text[..offset].matches('\n').count() + 1);
        let line_start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        prop_assert_eq!(position.column as usize, text[line_start..offset].chars().count() + 1);
    }
}

#[test]
fn long_and_deep_texts_are_answered() {
    let deep_xml = "<a>".repeat(20_000);
    let deep_json = "[".repeat(20_000);
    let wide = format!(
        "<xml><PublishEventInfo>{}</PublishEventInfo></xml>",
        "<fail_idx>x</fail_idx>".repeat(50_000)
    );
    let ampersands = format!("<xml>{}</xml>", "&".repeat(100_000));
    let members = format!("{{{}\"media_id\":1}}", "\"a\":1,".repeat(50_000));
    let carets = format!("curl ^\"{}", "^^".repeat(50_000));
    for text in [deep_xml, deep_json, wide, ampersands, members, carets] {
        let inspection = inspect(&text, &Options::default());
        assert!(!inspection.diagnostics.is_empty());
        assert!(inspection.diagnostics.len() <= 600, "{}", inspection.diagnostics.len());
    }
}
