//! What is wrong with a document's text: each mistake by its words, at its very place.

use freepublish::{KindHint, Lang, Options, inspect};

/// The mistakes in a text: where each begins, what stands there, and whether its message holds the words.
fn check(text: &str, expect: &[(usize, &str, &str)]) {
    let options = Options { kind: KindHint::Callback, ..Options::default() };
    let found = inspect(text, &options).diagnostics;
    let of_syntax = |code: &str| code.starts_with("xml/") || code.starts_with("json/");
    let found: Vec<_> = found
        .iter()
        .filter(|found| of_syntax(found.code()))
        .map(|found| {
            let span = found.span.expect("a place");
            (span.start, span.of(text), found.message(Lang::En))
        })
        .collect();
    let places: Vec<_> = found.iter().map(|(start, written, _)| (*start, *written)).collect();
    let expected: Vec<_> = expect.iter().map(|(start, written, _)| (*start, *written)).collect();
    assert_eq!(places, expected, "{text:?}: {found:?}");
    for ((_, _, message), (_, _, words)) in found.iter().zip(expect) {
        assert!(message.contains(words), "{text:?}: {message}");
    }
}

#[test]
fn markup_that_does_not_end_is_found_where_it_begins() {
    for (text, start, written, words) in [
        ("<xml><a>1</a>", 13, "", "the text ends while an element is still open (inside <xml>)"),
        ("<xml><a>1", 9, "", "the text ends while an element is still open (inside <a>)"),
        ("<xml><a b='1></xml>", 5, "<a b='1></xml>", "a tag without its >"),
        ("<xml><a b=\"1></xml>", 5, "<a b=\"1></xml>", "a tag without its >"),
        ("<xml><a", 5, "<a", "a tag without its >"),
        ("<xml><a><![CDATA[1</a></xml>", 8, "<![CDATA[1</a></xml>", "CDATA without its ]]>"),
        ("<xml><!-- 1</xml>", 5, "<!-- 1</xml>", "a comment without its -->"),
        ("{\"a\":/* 1", 5, "/* 1", "a comment without its */"),
    ] {
        check(text, &[(start, written, words)]);
    }
    // A tag that ends in the next one opens its element all the same.
    let unmatched = "an end tag that does not match the open element (inside <a>)";
    check("<xml> <a<b>1</b></xml>", &[(6, "<a", "a tag without its >"), (16, "</xml>", unmatched)]);
}

#[test]
fn comments_and_instructions_hold_what_they_may() {
    check("<xml><?a b?><!-- 1 - 2 --></xml>", &[]);
    for (text, start, written) in [
        ("<xml><!-- 1 -- 2 --></xml>", 12, "--"),
        ("<xml><!-- 1 ---></xml>", 12, "--"),
        ("<xml><!--1--2---></xml>", 10, "--"),
    ] {
        check(text, &[(start, written, "a comment cannot hold --")]);
    }
    check("<xml><?1 b?></xml>", &[(5, "<?1 b?>", "with a wrong name")]);
    let misplaced = "an XML declaration that does not begin the document";
    check("<xml><?xml version='1.0'?></xml>", &[(5, "<?xml version='1.0'?>", misplaced)]);
    check("<?xml version='1'?><xml/>", &[(0, "<?xml version='1'?>", "should read")]);
}

#[test]
fn what_begins_no_markup_is_text() {
    for text in ["<xml><! 1></xml>", "<xml><!x></xml>"] {
        check(text, &[(5, "<!", "what follows < is no markup")]);
    }
    check("<xml>a < b</xml>", &[(7, "<", "An unescaped <")]);
    check("<xml><1/></xml>", &[(5, "<", "An unescaped <")]);
    check("<xml>< \u{feff}b</xml>", &[(5, "<", "An unescaped <")]);
    for (text, start) in [("<xml>a & b</xml>", 7), ("<xml>&</xml>", 5), ("<xml>a&b</xml>", 6)] {
        check(text, &[(start, "&", "An unescaped &")]);
    }
    let cdata_end = "]]> outside CDATA";
    check("<xml>ab]]>c]]></xml>", &[(7, "]]>", cdata_end), (11, "]]>", cdata_end)]);
    check("<xml>&nbsp;</xml>", &[(5, "&nbsp;", "is not declared")]);
    check("<xml>&#1;</xml>", &[(5, "&#1;", "no character of XML")]);
}

#[test]
fn characters_that_xml_forbids_are_found_in_runs() {
    let forbidden = "A character that XML does not allow";
    check("<xml>a\u{1}\u{2}b\u{3}</xml>", &[(6, "\u{1}\u{2}", forbidden), (9, "\u{3}", forbidden)]);
    check("<xml>\u{fffe}</xml>", &[(5, "\u{fffe}", "U+FFFE")]);
    check("<xml>a\u{ffff}</xml>", &[(6, "\u{ffff}", "U+FFFF")]);
    check("<xml>\u{fefe}ï\t\r\n\u{7f}</xml>", &[]);
}

#[test]
fn in_front_of_the_root_stands_no_content() {
    check("<!-- a --> \n<xml/>", &[]);
    let outside = "content in front of the root element";
    for (text, written) in [
        ("<!-- a -->text<xml/>", "text"),
        ("<!-- a --><![CDATA[b]]><xml/>", "<![CDATA[b]]>"),
        ("<!-- a -->&amp;c<xml/>", "&amp;"),
    ] {
        check(text, &[(10, written, outside)]);
    }
    check("</xml>", &[(0, "</xml>", "an end tag without a start tag")]);
    for text in ["<!DOCTYPE xml><xml/>", "<!doctype xml><xml/>"] {
        check(text, &[(0, &text[..14], "A DOCTYPE is not allowed")]);
    }
}

#[test]
fn attributes_are_looked_at_one_by_one() {
    check("<xml a='1' a='2'/>", &[(11, "a", "stands twice")]);
    check("<xml a=1/>", &[(7, "1", "not in quotes")]);
    check("<xml a='1'b='2'/>", &[(10, "b", "no white space between")]);
    check("<xml><a <b/></xml>", &[(8, "<b", "no attribute")]);
    check("<xml a='<'/>", &[(8, "<", "An unescaped <")]);
}

#[test]
fn chinese_punctuation_is_wrong_in_the_place_of_json_and_right_in_strings() {
    check("{\"a\":\"，：“”｛\"}", &[]);
    check("{\"a\"：1}", &[(4, "：", "JSON wants :")]);
    check("{“a”：1}", &[(1, "“a”", "JSON wants \""), (8, "：", "JSON wants :")]);
    check("{\"a\":‘1’}", &[(5, "‘1’", "JSON wants \"")]);
    check("｛\"a\":1｝", &[(0, "｛", "JSON wants {"), (8, "｝", "JSON wants }")]);
    check("{\"a\":1，\"b\":2}", &[(6, "，", "JSON wants ,")]);
    check("{\"a\":１}", &[(5, "１", "an unknown word")]);
}
