//! What JavaScript makes of strings and of the arguments of `fetch`.

use super::read;
use super::token::{Kind, Tokens};

/// One string: what it says and where.
#[track_caller]
fn string(written: &str, value: &str, places: &str) {
    let script = format!("x {written};y");
    let mut tokens = Tokens::new(&script, 2);
    let token = tokens.next().expect("a token");
    assert_eq!((token.kind, token.span.of(&script)), (Kind::String, written));
    let string = token.string(&script);
    assert_eq!((string.text.as_ref(), string.places(&script).as_str()), (value, places), "{script}");
    assert!(tokens.take(';'), "{script}");
}

#[test]
fn escapes_are_undone_in_every_quote() {
    for quote in ["\"", "'", "`"] {
        for (escape, value) in [
            (r"\b", "\u{8}"),
            (r"\f", "\u{c}"),
            (r"\n", "\n"),
            (r"\r", "\r"),
            (r"\t", "\t"),
            (r"\v", "\u{b}"),
            (r"\0", "\0"),
            (r"\\", "\\"),
            (r"\'", "'"),
            (r#"\""#, "\""),
            (r"\`", "`"),
            (r"\$", "$"),
            (r"\/", "/"),
            (r"\q", "q"),
            (r"\文", "文"),
            (r"\x41", "A"),
            (r"\u53d1", "发"),
            (r"\u{41}", "A"),
            (r"\u{1f600}", "\u{1f600}"),
            (r"\u{01f600}", "\u{1f600}"),
            (r"\ud83d\ude00", "\u{1f600}"),
        ] {
            string(&format!("{quote}-{escape}~{quote}"), &format!("-{value}~"), &format!("-[{escape}]~"));
        }
    }
    string(r#""\x411\u00411""#, "A1A1", r"[\x41]1[\u0041]1");
    string(r#""\u{41}1""#, "A1", r"[\u{41}]1");
    // An escaped end of line is nothing.
    string("'a\\\nb'", "ab", "[a\\\n]b");
    string("'a\\\r\nb'", "ab", "[a\\\r\n]b");
    string("'a\\\rb'", "ab", "[a\\\r]b");
}

#[test]
fn half_a_character_cannot_be_told() {
    string(r#""\ud83d-""#, "\u{fffd}-", r"[\ud83d]-");
    string(r#""\ude00-""#, "\u{fffd}-", r"[\ude00]-");
    string(r#""\ud83d\n""#, "\u{fffd}\n", r"[\ud83d][\n]");
    string(r#""\ud83d\u0041""#, "\u{fffd}A", r"[\ud83d][\u0041]");
    string(r#""\ud83d/ude00""#, "\u{fffd}/ude00", r"[\ud83d]/ude00");
}

#[test]
fn an_escape_that_javascript_refuses_is_read_as_its_letter() {
    for escape in [r"\x4", r"\x4g", r"\xg4", r"\u", r"\u041", r"\u{41", r"\u{}", r"\u{110000}", r"\u{g}"] {
        string(
            &format!("'{escape}-'"),
            &format!("{}-", &escape[1..]),
            &format!("[{}]{}-", &escape[..2], &escape[2..]),
        );
    }
}

#[test]
fn strings_end_with_their_quote() {
    string(r#""a'b`c""#, "a'b`c", "a'b`c");
    string(r#"'a"b`c'"#, r#"a"b`c"#, r#"a"b`c"#);
    string("`a\"b'c\nd`", "a\"b'c\nd", "a\"b'c\nd");
    string("''", "", "");
    string("``", "", "");
    string("'$a ${b}'", "$a ${b}", "$a ${b}");
}

#[test]
fn a_template_holds_expressions() {
    for expression in [
        "${a}",
        "${a.b(c)}",
        "${{a:1}.a}",
        "${'}'}",
        "${\"}\"}",
        "${`}`}",
        "${`${a}`}",
        "${f(`a${b}c`, '`')}",
        "${'\\'}'}",
        "${a ? '{' : \"{\"}",
    ] {
        string(
            &format!("`x${expression}-y`"),
            &format!("x${expression}-y"),
            &format!("x${{{expression}}}-y"),
        );
    }
    string("`$a-$`", "$a-$", "$a-$");
    string("`{a}`", "{a}", "{a}");
    string("`\\${a}`", "${a}", "[\\$]{a}");
    string("`$\\{a}`", "${a}", "$[\\{]a}");
}

#[test]
fn a_string_that_does_not_end_reaches_to_the_end() {
    for (script, written, value) in [
        ("\"a", "\"a", "a"),
        ("'a\\", "'a\\", "a\\"),
        ("'a\nb", "'a", "a"),
        ("`a\nb", "`a\nb", "a\nb"),
        ("`a${b", "`a${b", "a${b"),
        ("`a${b`c", "`a${b`c", "a${b`c"),
        ("\"", "\"", ""),
        ("`", "`", ""),
    ] {
        let token = Tokens::new(script, 0).next().expect("a token");
        assert_eq!(token.span.of(script), written);
        assert_eq!(token.string(script).text, value, "{script}");
    }
}

#[test]
fn comments_are_no_tokens() {
    let tokens = |text: &str| {
        let mut tokens = Tokens::new(text, 0);
        std::iter::from_fn(|| tokens.next()).map(|token| token.span.of(text).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(tokens("a // b\nc"), ["a", "c"]);
    assert_eq!(tokens("a/* b\n//*/c"), ["a", "c"]);
    assert_eq!(tokens("a/**/b/***/c"), ["a", "b", "c"]);
    assert_eq!(tokens("a / b /c"), ["a", "/", "b", "/", "c"]);
    assert_eq!(tokens("a // b"), ["a"]);
    assert_eq!(tokens("a /* b"), ["a"]);
    assert_eq!(tokens("$a_9文.b(1,'c d')"), ["$a_9文", ".", "b", "(", "1", ",", "'c d'", ")"]);
}

/// What is read of the call that a script makes.
#[track_caller]
fn call(script: &str, expect: &[&str]) {
    let message = read(script, 0, |address| address.contains("weixin")).expect("a call");
    assert_eq!(message.shown(script), expect, "{script}");
}

#[test]
fn a_call_has_an_address_and_options() {
    call("fetch('/a')", &["GET", "/a"]);
    call("fetch(\"/a\", {})", &["GET", "/a"]);
    call("await fetch(`/a`, { method: 'post', body: 'b' });", &["POST by post", "/a", "body b"]);
    call("fetch('/a', {'method': \"PUT\", \"body\": null})", &["PUT by PUT", "/a"]);
    call("fetch('/a', {body: undefined, method: null})", &["GET", "/a"]);
    call(
        "fetch('/a', {\"headers\": {\"x-y\": 'z', 'b': \"c\", d: e, f: `g`}, credentials: \"include\"})",
        &["GET", "/a", "x-y: z by \"x-y\": 'z'", "b: c by 'b': \"c\"", "f: g by f: `g`"],
    );
    call(
        "fetch('/a', {headers: new Headers({b: 'c'}), body: 'd'})",
        &["GET", "/a", "b: c by b: 'c'", "body d"],
    );
    call("fetch('/a', {headers: {b: 'c', d}, body: 'e'})", &["GET", "/a", "b: c by b: 'c'", "body e"]);
    call("fetch('/a', {headers: h, body: 'e'})", &["/a", "body e", "not given h"]);
    call("fetch('/a', {headers: {b: c + 'd', e: 'f'}})", &["GET", "/a", "e: f by e: 'f'"]);
    call(
        "fetch('/a', {\"referrer\": \"https://b/\", body: 'c'})",
        &["GET", "/a", "Referer: https://b/ by \"referrer\": \"https://b/\"", "body c"],
    );
    call("fetch('/a', {referrer: 'about:client'})", &["GET", "/a"]);
    call("fetch('/a', {mode: f({body: 'x'}, [1]), body: 'e'})", &["GET", "/a", "body e"]);
}

#[test]
fn what_is_computed_is_not_given() {
    call("fetch(a)", &["GET", "not given a"]);
    call("fetch(a + b, {body: 'c'})", &["GET", "body c", "not given a + b"]);
    call("fetch('/a' + b + '/c')", &["GET", "/a{b}/c", "not given b"]);
    call("fetch(`/a${b}/c`)", &["GET", "/a{${b}}/c", "not given ${b}"]);
    call("fetch(`${b}`)", &["GET", "not given ${b}"]);
    call("fetch('/a', {body: b})", &["/a", "body elsewhere", "not given b"]);
    call("fetch('/a', {body: `${b}`})", &["/a", "body elsewhere", "not given ${b}"]);
    call("fetch('/a', {method: b})", &["/a", "not given b"]);
    call("fetch('/a', {method: `b${c}`})", &["/a", "not given b${c}"]);
    call("fetch('/a', {method})", &["/a", "body elsewhere", "not given method"]);
    call("fetch('/a', {body, c})", &["/a", "body elsewhere", "not given body"]);
    call("fetch('/a', {c, ...d, e})", &["/a", "body elsewhere", "not given d"]);
    call("fetch('/a', b)", &["/a", "body elsewhere", "not given b"]);
    call("fetch('/a', f({b: 1}))", &["/a", "body elsewhere", "not given f({b: 1})"]);
    call("fetch('/a'.trim())", &["GET", "not given '/a'.trim()"]);
    call("fetch('/a', {body: '{\"b\":' + c + '}'})", &["GET", "/a", "body {\"b\":{c}}", "not given c"]);
}

#[test]
fn strings_of_the_same_script_are_known() {
    call("const a = '/b'; fetch(a)", &["GET", "/b"]);
    call("let a = '/b' + '/c'\nfetch(a, {body: d})", &["/b/c", "body elsewhere", "not given d"]);
    call("var a = \"/b\", c = 'POST'; fetch(a, {method: c})", &["POST by POST", "/b"]);
    call("const a = `/b`; const c = a; fetch(a + '/d')", &["GET", "/b/d"]);
    call("const a = '/b'; fetch(c)", &["GET", "not given c"]);
    call("const a = f('/b'); fetch(a)", &["GET", "not given a"]);
    call("const a = {b: '/c'}; fetch(b)", &["GET", "not given b"]);
    call("let a = '/b'; a = '/c'; fetch(a)", &["GET", "/c"]);
    // Copies cost no more than the script is long.
    let script = "const a = '/bbbbbbbbbbbbbbbbbbb'; fetch(".to_owned() + &["a"; 60].join(" + ") + ")";
    let message = read(&script, 0, |_| true).expect("a call");
    let known = message.url.map_or(0, |url| url.text.matches("/b").count());
    assert!((5..60).contains(&known) && known * 20 <= script.len() * 4, "{known}");
}

#[test]
fn what_an_object_is_as_json() {
    for (object, json) in [
        ("{}", "{}"),
        ("[]", "[]"),
        ("{a:1}", "{[a]:1}"),
        ("{'a':\"b\",\"c\":'d'}", "{['a']:[\"b\"],[\"c\"]:['d']}"),
        ("{a:true,b:false,c:null,d:-1.5e3}", "{[a]:true,[b]:false,[c]:null,[d]:-1.5e3}"),
        ("{a:{b:[1,'c',{d:[]}]}}", "{[a]:{[b]:[1,['c'],{[d]:[]}]}}"),
        ("{a:b}", "{[a]:{b}}"),
        ("{a:b.c(1, 2)[3] + 'd'}", "{[a]:{b.c(1, 2)[3] + 'd'}}"),
        ("{a:'b' + 'c',d:1}", "{[a]:{'b' + 'c'},[d]:1}"),
        ("{a:`b${c}`}", "{[a]:{`b${c}`}}"),
        ("{a:Infinity}", "{[a]:{Infinity}}"),
        ("{'a\"b':1}", "{['a\"b']:1}"),
    ] {
        for tail in ["", ", null, 2"] {
            let script = format!("fetch('/a', {{body: JSON.stringify({object}{tail}), method: 'PUT'}})");
            let message = read(&script, 0, |_| true).expect("a call");
            let shown = message.body.as_ref().map(|body| body.places(&script));
            assert_eq!(shown.as_deref(), Some(json), "{script}");
            assert_eq!(message.method.map(|method| method.name).as_deref(), Some("PUT"), "{script}");
            assert!(!message.body_elsewhere);
        }
    }
    let values = |object: &str| {
        let script = format!("fetch('/a', {{body: JSON.stringify({object})}})");
        let message = read(&script, 0, |_| true).expect("a call");
        message.body.map(|body| body.text.into_owned())
    };
    assert_eq!(values("{a: 'it\\'s \"b\"\\n'}").as_deref(), Some("{\"a\":\"it's \\\"b\\\"\\n\"}"));
    assert_eq!(values("{'a\"b': c}").as_deref(), Some("{\"a\\\"b\":\"c\"}"));
    assert_eq!(values("{a, b}").as_deref(), Some("{\"a\":\"a\",\"b\":\"b\"}"));
    assert_eq!(values("{a: [1, 2,], }").as_deref(), Some("{\"a\":[1,2]}"));
    assert_eq!(values("{a: b => c}").as_deref(), Some("{\"a\":\"b => c\"}"));
    // Its members cannot be told.
    for object in ["{...a}", "{a() {}}", "{[a]: 1}", "a", "{a: 1", "{a: 1]", "[1}", "{a: b; c}", "{+a: 1}"] {
        assert_eq!(values(object), None, "{object}");
    }
}

#[test]
fn a_method_is_written_where_it_belongs() {
    for (script, expect) in [
        ("fetch('/a')", "fetch('/a', {\"method\": \"POST\"})"),
        ("fetch('/a', {body: 'b'})", "fetch('/a', { \"method\": \"POST\",body: 'b'})"),
        ("fetch('/a' , {})", "fetch('/a' , { \"method\": \"POST\",})"),
    ] {
        let message = read(script, 0, |_| true).expect("a call");
        assert_eq!(message.with_method(script).as_deref(), Some(expect));
        assert_eq!(message.method_slot.map(|slot| slot.program.of(script)), Some("fetch"));
    }
    for script in ["fetch('/a'", "fetch('/a', b)"] {
        let message = read(script, 0, |_| true).expect("a call");
        assert_eq!(message.with_method(script), None, "{script}");
    }
}

#[test]
fn only_a_script_that_calls_is_read() {
    for script in ["", "fetch", "fetch '/a'", "const a = 1", "we fetch('/a')", "get('/a')"] {
        assert!(read(script, 0, |_| true).is_none(), "{script}");
    }
    for script in ["window.fetch('/a')", "async () => { fetch('/a') }", "// b\nfetch('/a')"] {
        call(script, &["GET", "/a"]);
    }
    call(
        "fetch('https://a/?k=1'); fetch('https://weixin/', {method: 'POST'}); fetch(b)",
        &["POST by POST", "https://weixin/", "2 more: GET a/, GET"],
    );
}

#[test]
fn repairs_are_written_in_the_quotes_they_stand_in() {
    let written = |quote: &str, text: &str| {
        let script = format!("{quote}x{quote}");
        let string = Tokens::new(&script, 0).next().expect("a string").string(&script);
        let edit = crate::edit::Edit { span: crate::span::Span::new(0, 1), text: text.to_owned() };
        let fix = string.rewritten(&crate::edit::Fix { edits: vec![edit] })?;
        Some(fix.edits[0].text.clone())
    };
    for (quote, expect) in
        [("\"", r#"a\\b\"c'd`e${f}\n\r"#), ("'", r#"a\\b"c\'d`e${f}\n\r"#), ("`", r#"a\\b"c'd\`e\${f}\n\r"#)]
    {
        assert_eq!(written(quote, "a\\b\"c'd`e${f}\n\r").as_deref(), Some(expect));
        assert_eq!(written(quote, "\0"), None);
    }
}
