//! What curl and PowerShell send of a command, as their manuals say it.

use super::read;

/// What is read of the first wanted call.
#[track_caller]
fn call(script: &str, expect: &[&str]) {
    let (_, message) = read(script, 0, |address| address.contains("weixin")).expect("a call");
    assert_eq!(message.shown(script), expect, "{script}");
    assert!(message.assumes_http, "{script}");
}

#[test]
fn options_of_curl_say_what_is_sent() {
    call("curl /a", &["GET", "/a"]);
    call("curl -I /a", &["HEAD", "/a"]);
    call("curl --head /a", &["HEAD", "/a"]);
    call("curl -d b /a", &["POST", "/a", "body b"]);
    call("curl -d b -d c=d /a", &["POST", "/a", "body b[]c=d"]);
    call(
        "curl --json b --json c /a",
        &["POST", "/a", "Content-Type: application/json by b --json c", "body bc"],
    );
    call("curl -G -d b /a", &["GET", "/a[]b"]);
    call("curl -G --no-get -d b /a", &["POST", "/a", "body b"]);
    call("curl -X put /a", &["PUT by put", "/a"]);
    call("curl -T f /a", &["PUT", "/a", "body elsewhere", "not given f"]);
    call("curl -F b=c /a", &["POST", "/a", "form b=c"]);
    call("curl -d @f /a", &["POST", "/a", "body elsewhere", "not given @f"]);
    call("curl -d @- /a", &["POST", "/a", "body elsewhere"]);
    call("curl -d @- /a <<<b", &["POST", "/a", "body b"]);
    call(
        "curl -A b -e c -b d=e /a",
        &["GET", "/a", "User-Agent: b by b", "Referer: c by c", "Cookie: d=e by d=e"],
    );
    call("curl -A '' -b jar /a", &["GET", "/a"]);
    call("curl -H 'b: c' -H 'd:' -H @f /a", &["GET", "/a", "b: c by b: c", "not given @f"]);
    call("curl --url /a --url-query b=c", &["GET", "/a[]b=c"]);
    call("curl -K f /a", &["/a", "body elsewhere", "not given f"]);
    call("curl -X $b /a", &["/a", "not given $b"]);
    call("curl --url $b -d c", &["POST", "body c", "not given $b"]);
    call("curl --expand-data '{{b}}' /a", &["POST", "/a", "body elsewhere", "not given {{b}}"]);
    call("curl --data '{{b}}' /a", &["POST", "/a", "body {{b}}"]);
}

#[test]
fn other_calls_are_counted_and_named() {
    call(
        "curl https://a.b/c?d -d e; curl https://weixin/f",
        &["GET", "https://weixin/f", "1 more: POST a.b/c"],
    );
    call("curl https://weixin/f https://a.b/c", &["GET", "https://weixin/f", "1 more: GET a.b/c"]);
    let many = "curl https://weixin/ https://a.b/1 https://a.b/2 https://a.b/3 https://a.b/4 https://a.b/5 https://a.b/6";
    call(many, &["GET", "https://weixin/", "6 more: GET a.b/1, GET a.b/2, GET a.b/3, GET a.b/4, GET a.b/5"]);
}

#[test]
fn only_a_command_that_prepares_may_come_first() {
    for script in [
        "cd b; curl /a",
        "B=c; curl /a",
        "B+=c curl /a",
        "sudo -u b curl /a",
        "/usr/bin/curl /a",
        "env B=c curl /a",
    ] {
        call(script, &["GET", "/a"]);
    }
    for script in
        ["b; curl /a", "1B=c; curl /a", "b curl /a", "=c; curl /a", "time a b c d e f g h i curl /a"]
    {
        assert!(read(script, 0, |_| true).is_none(), "{script}");
    }
}

#[test]
fn the_shell_of_windows_has_quotes_and_carets() {
    call(
        "curl \"/a\" -d \"b\\\"c\\\"\\\\d\" ^\n -H \"e: f\"",
        &["POST", "/a", "e: f by e: f", "body b[\\\"]c[\\\"][\\\\]d"],
    );
    call("curl ^\"/a?b=^%^41^&c^\" -d ^\"d^\\^\"e^\"", &["POST", "/a?b=[^%][^4]1[^&]c", "body d[^\\^\"]e"]);
    call("curl \"/a\" ^\n-d \"b^c d&e|f\" > f", &["POST", "/a", "body b^c d&e|f"]);
    call("curl \"/a/%B%/c%20d%41\" ^\n-d e", &["POST", "/a/{%B%}/c%20d%41", "body e", "not given %B%"]);
    call("curl ^\"/a^\" -d ^\"b^\n\nc^\"", &["POST", "/a", "body b[^\n\n]c"]);
    call("curl \"/a\" -d b\\c ^\n & curl /d", &["POST", "/a", "body b\\c", "1 more: GET /d"]);
}

#[test]
fn repairs_are_written_as_windows_reads_them() {
    let changed = |script: &str, to: &str| {
        let (_, message) = read(script, 0, |_| true)?;
        let edit = crate::edit::Edit { span: crate::span::Span::new(0, 1), text: to.to_owned() };
        let fix = message.body?.rewritten(&crate::edit::Fix { edits: vec![edit] })?;
        Some(fix.edits[0].text.clone())
    };
    let quoted = "curl \"/a\" ^\n-d \"bc\"";
    let (bare, caret) = ("curl \"/a\" ^\n-d bc", "curl ^\"/a^\" -d ^\"bc^\"");
    for (script, to, expect) in [
        (quoted, "d", Some("d")),
        (quoted, "d&e", Some("d&e")),
        (quoted, "\"d\"", Some("\\\"d\\\"")),
        (quoted, "\"", None),
        (quoted, "\"&\"", None),
        (quoted, "\\", None),
        (quoted, "%", None),
        (quoted, "\n", None),
        (bare, "d", Some("d")),
        (bare, "d e", None),
        (bare, "d&e", None),
        (caret, "\"d\" & {%}", Some("^\\^\"d^\\^\" ^& ^{^%^}")),
        (caret, "\\", None),
    ] {
        assert_eq!(changed(script, to).as_deref(), expect, "{script} {to}");
    }
}

#[test]
fn parameters_of_powershell_say_what_is_sent() {
    call("irm /a", &["GET", "/a"]);
    call("iwr -Uri /a -Method Post -Body 'b'", &["POST by Post", "/a", "body b"]);
    call("irm /a -UseBasicParsing -CustomMethod put -TimeoutSec 5", &["PUT by put", "/a"]);
    call(
        "irm /a -ContentType b/c -UserAgent 'd e'",
        &["GET", "/a", "Content-Type: b/c by b/c", "User-Agent: d e by d e"],
    );
    call("irm /a -ContentType $b", &["GET", "/a"]);
    call("irm /a -Headers @{b='c'; d=$e}", &["GET", "/a", "b: c by b='c'"]);
    call("irm /a -Form @{b='c'}", &["GET", "/a", "form b='c'"]);
    call("irm $b", &["GET", "not given $b"]);
    call("irm \"$b\"", &["GET", "not given $b"]);
    call("irm /a -Headers $b", &["GET", "/a", "not given $b"]);
    call("irm /a -Method $b", &["/a", "not given $b"]);
    call("irm /a -Method \"$b\"", &["/a", "not given $b"]);
    call("irm /a -Body $b", &["GET", "/a", "body elsewhere", "not given $b"]);
    call("irm /a -Body \"$b\"", &["GET", "/a", "body elsewhere", "not given $b"]);
    call("irm /a -InFile f", &["GET", "/a", "body elsewhere", "not given f"]);
    call("$u = '/a'; $h = @{b='c'}\nirm $u -Headers $h", &["GET", "/a", "b: c by b='c'"]);
    call("$u = \"/a\"; irm $u; irm https://weixin/b", &["GET", "https://weixin/b", "1 more: GET /a"]);
}
