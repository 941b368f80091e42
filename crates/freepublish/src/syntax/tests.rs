//! Texts inside of texts: where everything stands, and how a change of the inner text is written in the outer one.

use super::source_map::*;
use crate::edit::{Edit, Fix};
use crate::span::Span;
use crate::syntax::command::Words;
use crate::syntax::command::bash::Bash;

/// The first word of a command of bash, whose quotings are of many kinds.
fn bash(script: &str) -> MappedText<'_> {
    Bash::new(script, 0).next_word().expect("a word").source
}

/// A text changed within `source`, as it then stands in `outer`.
fn changed(source: &MappedText<'_>, outer: &str, from: &str, to: &str) -> Option<String> {
    let start = source.text.find(from).expect("what is changed");
    let edit = Edit { span: Span::new(start, start + from.len()), text: to.to_owned() };
    let fix = source.rewritten(&Fix { edits: vec![edit] })?;
    let mut changed = outer.to_owned();
    for edit in fix.edits.iter().rev() {
        changed.replace_range(edit.span.start..edit.span.end, &edit.text);
    }
    Some(changed)
}

/// Words of every kind of quoting.
const WORDS: [&str; 14] = [
    "abc",
    "'abc'",
    "\"abc\"",
    "a'b'\"c\"d",
    "a\\ b\\c",
    "\"a\\$b\\\"c\"",
    "$'a\\nb\\u53d1c'",
    "文\"字\"\\文",
    "a$b/c",
    "\"a${b}c$d\"'e'",
    "$a$b'$c'",
    "`a`'b'`c`",
    "''a",
    "$'\\xe5\\x8f\\x91a\\xff'b",
];

#[test]
fn places_are_carried_through_escapes() {
    let outer = r#""{\"a\":1}""#;
    let source = unescape_json(&outer[1..outer.len() - 1], 1);
    assert_eq!(source.text, r#"{"a":1}"#);
    assert_eq!(source.places(outer), r#"{[\"]a[\"]:1}"#);
    assert_eq!(source.outer(Span::new(1, 4)).of(outer), r#"\"a\""#);
    assert_eq!(source.outer(Span::new(5, 6)).of(outer), "1");
    assert_eq!(source.whole().of(outer), r#"{\"a\":1}"#);
}

#[test]
fn an_empty_place_is_in_front_of_its_character() {
    let outer = "x'ab'\\\"\"c\"";
    let source = bash(outer);
    assert_eq!(source.text, "xab\"c");
    let places: Vec<usize> = (0..=5).map(|at| source.outer(Span::at(at)).start).collect();
    assert_eq!(places, [0, 2, 3, 5, 8, 9]);
    assert!((0..=5).all(|at| source.outer(Span::at(at)).start == source.outer(Span::at(at)).end));
}

#[test]
fn the_whole_of_an_empty_text_is_between_its_quotes() {
    for (outer, start) in [("''", 1), ("\"\"", 1), ("$''", 2)] {
        assert_eq!(bash(outer).whole(), Span::at(start), "{outer}");
    }
    assert_eq!(MappedText::slice("abc", Span::at(2)).whole(), Span::at(2));
    assert_eq!(MappedText::slice("abc", Span::new(1, 2)).whole(), Span::new(1, 2));
}

#[test]
fn a_part_stands_where_it_stood_in_the_whole() {
    let slice = MappedText::slice("abcd", Span::new(1, 4));
    assert_eq!(slice.part(Span::new(1, 3)).whole(), Span::new(2, 4));
    for outer in WORDS {
        let whole = bash(outer);
        let bounds: Vec<usize> =
            whole.text.char_indices().map(|(at, _)| at).chain([whole.text.len()]).collect();
        for (from, start) in bounds.iter().enumerate() {
            for end in &bounds[from + 1..] {
                let span = Span::new(*start, *end);
                let part = whole.part(span);
                assert_eq!(part.text, span.of(&whole.text));
                assert_eq!(part.whole(), whole.outer(span), "{outer} {span:?}");
                for at in bounds[from..].iter().take_while(|at| *at < end) {
                    let c = whole.text[*at..].chars().next().map_or(0, char::len_utf8);
                    let (inside, outside) = (Span::new(at - start, at - start + c), Span::new(*at, at + c));
                    assert_eq!(part.outer(inside), whole.outer(outside), "{outer} {span:?} {at}");
                    assert_eq!(part.is_given(inside), whole.is_given(outside), "{outer} {span:?} {at}");
                }
            }
        }
        let again = whole.part(Span::new(0, whole.text.len()));
        let first = whole.text.chars().next().map(String::from).unwrap_or_default();
        assert_eq!(changed(&again, outer, &first, "x"), changed(&whole, outer, &first, "x"), "{outer}");
    }
}

#[test]
fn joined_texts_stand_where_they_stood() {
    let outer = "'a' \"b$c\" d '' e\\ f";
    let mut shell = Bash::new(outer, 0);
    let words: Vec<_> = std::iter::from_fn(|| shell.next_word()).map(|word| word.source).collect();
    for between in ["", "&", "&&"] {
        let joined = MappedText::join(words.clone(), between).expect("texts");
        assert_eq!(joined.text, ["a", "b$c", "d", "", "e f"].join(between));
        for (part, written) in
            [("a", "a"), ("b", "b"), ("$c", "$c"), ("d", "d"), ("e", "e"), (" ", "\\ "), ("f", "f")]
        {
            let at = joined.text.find(part).expect("a part");
            let span = Span::new(at, at + part.len());
            assert_eq!(joined.outer(span).of(outer), written, "{between:?}");
            assert_eq!(joined.is_given(span), part != "$c");
        }
        assert_eq!(changed(&joined, outer, "a", "it's").as_deref(), Some("'it'\\''s' \"b$c\" d '' e\\ f"));
        assert_eq!(changed(&joined, outer, "d", "\"").as_deref(), Some("'a' \"b$c\" \\\" '' e\\ f"));
        assert_eq!(changed(&joined, outer, "f", "'").as_deref(), Some("'a' \"b$c\" d '' e\\ \\'"));
    }
    // A separator stands nowhere and cannot be changed.
    let joined = MappedText::join(words, "&").expect("texts");
    assert_eq!(changed(&joined, outer, "&d", "d"), None);
    assert!(MappedText::join([], "&").is_none());
    let (behind, front) =
        (MappedText::slice("a-b", Span::new(2, 3)), MappedText::slice("a-b", Span::new(0, 1)));
    let joined = MappedText::join([behind, front], "").expect("texts");
    assert_eq!(joined.outer(Span::new(0, 2)), Span::new(2, 3), "in another order");
}

#[test]
fn what_is_not_given_is_not_judged() {
    let outer = "\"a${b}c\"";
    let source = bash(outer);
    let given = |start, end| source.is_given(Span::new(start, end));
    assert!(given(0, 1) && given(5, 6) && given(6, 6) && given(0, 0));
    assert!(given(1, 1) && given(5, 5), "next to it");
    assert!(!given(0, 2) && !given(1, 5) && !given(4, 6) && !given(2, 3) && !given(2, 2) && !given(0, 6));
    assert!(source.can_judge(None) && source.can_judge(Some(Span::new(0, 1))));
    assert!(!source.can_judge(Some(Span::new(1, 5))));
    let document = bash("\"{$b}\"");
    assert!(document.can_judge(Some(Span::new(0, 4))) && !document.can_judge(Some(Span::new(1, 3))));
    assert!(bash("abc").can_judge(Some(Span::new(0, 3))));
    for (outer, has, is) in [
        ("$a", true, true),
        ("\" $a \"", true, true),
        ("$a$b", true, true),
        ("$a,$b", true, false),
        ("a$b", true, false),
        ("a", false, false),
        ("''", false, false),
        ("' '", false, false),
        ("$'\\n'", false, false),
    ] {
        let source = bash(outer);
        assert_eq!((source.has_unknown(), source.is_unknown()), (has, is), "{outer}");
    }
    let outer = "a$b'c'\"${d}`e`\"";
    let unknown: Vec<&str> = bash(outer).unknown_outer().map(|span| span.of(outer)).collect();
    assert_eq!(unknown, ["$b", "${d}", "`e`"]);
}

#[test]
fn a_recoded_text_is_known_as_a_whole() {
    let outer = "'a b'";
    let recoded = bash(outer).recoded("a%20b");
    assert_eq!((recoded.text.as_ref(), recoded.outer(Span::new(1, 4)).of(outer)), ("a%20b", "a b"));
    assert!(recoded.is_given(Span::new(0, 5)));
    assert_eq!(changed(&recoded, outer, "b", "c"), None);
    assert!(!bash("\"a $b\"").recoded("a%20%24b").is_given(Span::new(0, 1)));
}

#[test]
fn a_value_that_is_not_given_is_read_as_one_value() {
    for (outer, json, places) in [
        (r#""{\"a\":$b}""#, r#"{"a":"$b"}"#, r#"{[\"]a[\"]:{$b}}"#),
        (r#""{\"a\":\"$b\"}""#, r#"{"a":"$b"}"#, r#"{[\"]a[\"]:[\"]{$b}[\"]}"#),
        (r#"'{"a":"'$b'","c":'$d'}'"#, r#"{"a":"$b","c":"$d"}"#, r#"{"a":"{$b}","c":{$d}}"#),
        (r#"'["\"'$b'\\",'$c']'"#, r#"["\"$b\\","$c"]"#, r#"["\"{$b}\\",{$c}]"#),
        (r#"'["\\",'$c']'"#, r#"["\\","$c"]"#, r#"["\\",{$c}]"#),
        (r#"'["\'$b'"]'"#, r#"["\$b"]"#, r#"["\{$b}"]"#),
        (r#"' {"a":'"$(b "c")"'}'"#, r#" {"a":"$(b \"c\")"}"#, r#" {"a":{$(b "c")}}"#),
        // What is no JSON, or wholly known, stays as it is.
        ("a=$b", "a=$b", "a={$b}"),
        (r#"'{"a":1}'"#, r#"{"a":1}"#, r#"{"a":1}"#),
    ] {
        let body = bash(outer).into_json();
        assert_eq!((body.text.as_ref(), body.places(outer).as_str()), (json, places), "{outer}");
    }
    let outer = r#""{\"a\":$b,\"c\":'d'}""#;
    assert_eq!(
        changed(&bash(outer).into_json(), outer, "'d'", "\"d\"").as_deref(),
        Some(r#""{\"a\":$b,\"c\":\"d\"}""#)
    );
}

#[test]
fn a_change_is_written_in_the_quotes_it_stands_in() {
    for (outer, from, to, expect) in [
        ("abc", "b", "d", Some("adc")),
        ("abc", "b", "d e'", Some("ad\\ e\\'c")),
        ("abc", "abc", "", Some("''")),
        ("'abc'", "abc", "", Some("''")),
        ("'abc'", "b", "'$", Some("'a'\\''$c'")),
        ("\"abc\"", "b", "\"$`\\'", Some("\"a\\\"\\$\\`\\\\'c\"")),
        ("$'abc'", "b", "'\n\t\r\\\"", Some("$'a\\'\\n\\t\\r\\\\\"c'")),
        ("$'abc'", "b", "\u{1}", None),
        ("$'abc'", "b", "\u{7f}", None),
        ("abc", "b", "\n", None),
        ("a'b'\"c\"", "b", "'", Some("a''\\'''\"c\"")),
        ("a'b'\"c\"", "c", "\"", Some("a'b'\"\\\"\"")),
        ("a'b'\"c\"", "abc", "abd", Some("a'b'\"d\"")),
        ("a'b'\"c\"", "abc", "xbc", Some("x'b'\"c\"")),
        ("a'b'\"c\"", "abc", "axc", Some("a'x'\"c\"")),
        ("a'b'\"c\"", "abc", "xyz", None),
        ("a'b'\"c\"", "bc", "", None),
        // An insertion between two quotings is written in the second one.
        ("a'b'", "b", "'b", Some("a''\\''b'")),
        ("文a字", "a", "", Some("文字")),
        ("文a字", "a", " ", Some("文\\ 字")),
    ] {
        assert_eq!(changed(&bash(outer), outer, from, to).as_deref(), expect, "{outer} {from} {to}");
    }
    for quoted in ["'a\"b'", "\"a\\\"b\"", "a\\\"b", "$'a\"b'"] {
        assert_eq!(changed(&bash(quoted), quoted, "a", "c"), Some(quoted.replacen('a', "c", 1)));
        assert_eq!(changed(&bash(quoted), quoted, "b", "c"), Some(quoted.replacen('b', "c", 1)));
    }
}

#[test]
fn what_is_not_given_stays_in_a_change() {
    for (outer, from, to, expect) in [
        ("\"a$b c\"", "a", "d", Some("\"d$b c\"")),
        ("\"a$b c\"", " c", "-d", Some("\"a$b-d\"")),
        ("\"a$b c\"", "a$b c", "d$b/e", Some("\"d$b/e\"")),
        ("\"a$b c\"", "a$b c", "$b", Some("\"$b\"")),
        ("\"a$b c\"", "a$b c", "de", None),
        ("\"a$b c\"", "$b", "d", None),
        ("\"a$b c\"", "b c", "b d", None),
        ("\"a$b c\"", "a$", "d$", None),
        ("\"a${b}c$d e\"", "a${b}c$d e", "x${b}y$d z", Some("\"x${b}y$d z\"")),
        ("\"a${b}c$d e\"", "a${b}c$d e", "$d ${b}", None),
        // A letter would belong to the name.
        ("\"a$b c\"", " c", "c", None),
        ("\"a$b c\"", " ", "", None),
        ("\"a$b c\"", " ", "_", None),
        ("\"a$b c\"", " ", "文", None),
        ("\"a$b c\"", " ", ":", None),
        ("\"a$b .\"", " ", "", Some("\"a$b.\"")),
        ("\"a${b} c\"", " c", "c", Some("\"a${b}c\"")),
        ("\"a$b\"'c'", "c", "d", Some("\"a$b\"'d'")),
    ] {
        assert_eq!(changed(&bash(outer), outer, from, to).as_deref(), expect, "{outer} {from} {to}");
    }
}

#[test]
fn an_escape_in_front_of_a_change_swallows_nothing() {
    for (outer, from, to) in [
        // A backslash stands for itself where nothing behind it can be escaped.
        ("\"\\ab\"", "a", "$"),
        ("\"\\ab\"", "a", ""),
        ("\"a\\b$\"", "b", ""),
        ("\"ab$\"", "b", "\\"),
        ("$'\\qb'", "q", "n"),
        ("$'\\u41_'", "_", "1"),
    ] {
        let source = bash(outer);
        let written = changed(&source, outer, from, to);
        let says = written.as_deref().map(|written| bash(written).text.into_owned());
        assert_eq!(says, Some(source.text.replacen(from, to, 1)), "{outer} {from} {to} {written:?}");
    }
}

#[test]
fn of_one_repair_all_changes_are_written_or_none() {
    let outer = "'ab'$c'd'";
    let source = bash(outer);
    let edit = |start, end| Edit { span: Span::new(start, end), text: "x".to_owned() };
    let rewritten = |edits: Vec<Edit>| source.rewritten(&Fix { edits }).map(|fix| fix.edits.len());
    assert_eq!(rewritten(vec![edit(0, 1), edit(4, 5)]), Some(2));
    assert_eq!(rewritten(vec![edit(0, 1), edit(2, 4)]), None);
    assert_eq!(rewritten(vec![edit(0, 1), edit(0, 1)]), None);
    assert_eq!(rewritten(vec![]), None);
}

#[test]
fn json_knows_eight_escapes_and_numbers() {
    for (escape, value) in [
        (r"\n", '\n'),
        (r"\r", '\r'),
        (r"\t", '\t'),
        (r"\b", '\u{8}'),
        (r"\f", '\u{c}'),
        (r#"\""#, '"'),
        (r"\/", '/'),
        (r"\\", '\\'),
        (r"\u0041", 'A'),
        (r"\u53d1", '发'),
        (r"\u53D1", '发'),
        (r"\ud83d\ude00", '\u{1f600}'),
        (r"\ud800\udc00", '\u{10000}'),
        (r"\udbff\udfff", '\u{10ffff}'),
    ] {
        let raw = format!("-{escape}~");
        let source = unescape_json(&raw, 0);
        assert_eq!(
            (source.text.as_ref(), source.places(&raw)),
            (format!("-{value}~").as_str(), format!("-[{escape}]~"))
        );
        assert_eq!(json_escape(&raw[1..]), (value, escape.len()));
    }
    // Others are kept.
    for kept in [
        r"\q",
        r"\u12",
        r"\u",
        r"\ud83d",
        r"\ud83d\n",
        r"\ude00",
        r"\ude00\ud83d",
        r"\ud83d/ude00",
        r"\x",
        "\\",
        "\\文",
    ] {
        if !kept.ends_with('n') {
            assert_eq!(unescape_json(kept, 0).text, kept);
        }
        assert_eq!(json_escape(kept), ('\\', 1), "{kept}");
    }
    assert_eq!(unescape_json(r"\q\u12\ud83d\ude00\", 0).text, "\\q\\u12\u{1f600}\\");
}

#[test]
fn text_for_a_json_string_is_escaped() {
    for (text, written) in [
        ("a\"b\\c/d", r#"a\"b\\c/d"#),
        ("\n\r\t", r"\n\r\t"),
        ("\0\u{1}\u{f}\u{1f}", r"\u0000\u0001\u000f\u001f"),
        ("\u{8}\u{c}\u{1b}", r"\u0008\u000c\u001b"),
        (" ~\u{7f}文\u{1f600}", " ~\u{7f}文\u{1f600}"),
    ] {
        assert_eq!(escape_json(text), written);
        assert_eq!(unescape_json(written, 0).text, text);
    }
}

#[test]
fn entities_are_undone_once() {
    let outer = "&lt;a&gt;&amp;amp;&nbsp;";
    let source = unescape_entities(outer, 0);
    assert_eq!(source.text, "<a>&amp;&nbsp;");
    assert_eq!(source.outer(Span::new(0, 3)).of(outer), "&lt;a&gt;");
    for (entity, value) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&#39;", "'"),
        ("&#34;", "\""),
    ] {
        let outer = format!("x-{entity}~");
        let source = unescape_entities(&outer[1..], 1);
        assert_eq!(
            (source.text.as_ref(), source.places(&outer)),
            (format!("-{value}~").as_str(), format!("-[{entity}]~"))
        );
    }
    assert_eq!(
        changed(&source, outer, "a", "<&>\"").as_deref(),
        Some("&lt;&lt;&amp;&gt;\"&gt;&amp;amp;&nbsp;")
    );
    assert_eq!(unescape_entities("a & b", 0).text, "a & b");
    assert_eq!(unescape_entities("&lt", 0).text, "&lt");
}
