//! What PowerShell makes of strings, words and values, as PowerShell 7 does it.

use super::shell::{Argument, PowerShell, Value};
use crate::syntax::command::Words;

/// A value by the places of its characters; what is computed as `<so>`.
fn shown(script: &str, value: &Value<'_>) -> String {
    match value {
        Value::Text(source) => source.places(script),
        Value::Table(rows) => {
            let rows = rows.iter().map(|(name, value, span)| {
                format!("{} is {} by {}", name.places(script), value.places(script), span.of(script))
            });
            format!("@{:?}", rows.collect::<Vec<_>>())
        }
        Value::Other(span) => format!("<{}>", span.of(script)),
    }
}

/// What stands behind the name of the first command.
#[track_caller]
fn arguments(script: &str, expect: &[&str]) {
    let script = format!("irm {script}");
    let mut shell = PowerShell::new(&script, 0);
    assert!(shell.next_command());
    shell.next_word();
    let mut found = Vec::new();
    while let Some(argument) = shell.argument() {
        found.push(match argument {
            Argument::Parameter(name) => format!("-{name}"),
            Argument::Variable(name, span) => format!("{name} from {}", span.of(&script)),
            Argument::Value(value) => shown(&script, &value),
        });
    }
    assert_eq!(found, expect, "{script}");
}

/// One argument: what it says and where.
#[track_caller]
fn text(written: &str, value: &str, places: &str) {
    // The next argument begins where this one ends.
    let script = format!("irm {written} Z");
    let mut shell = PowerShell::new(&script, 4);
    let Some(Argument::Value(Value::Text(source))) = shell.argument() else { panic!("no text: {script}") };
    assert_eq!((source.text.as_ref(), source.places(&script).as_str()), (value, places), "{script}");
    arguments(&format!("{written} Z"), &[places, "Z"]);
}

#[test]
fn single_quotes_are_doubled() {
    text("'a b'", "a b", "a b");
    text("''", "", "");
    text("'it''s $a `n \"b\"'", "it's $a `n \"b\"", "it['']s $a `n \"b\"");
    text("''''", "'", "['']");
    text("'文'", "文", "文");
    arguments("'a b", &["a b"]);
    arguments("'a''", &["a['']"]);
}

#[test]
fn backticks_escape_in_double_quotes() {
    for (escape, value) in [
        ("`0", "\0"),
        ("`a", "\u{7}"),
        ("`b", "\u{8}"),
        ("`e", "\u{1b}"),
        ("`f", "\u{c}"),
        ("`n", "\n"),
        ("`r", "\r"),
        ("`t", "\t"),
        ("`v", "\u{b}"),
        ("``", "`"),
        ("`\"", "\""),
        ("`$", "$"),
        ("`'", "'"),
        ("`q", "q"),
        ("`文", "文"),
        ("`u{41}", "A"),
        ("`u{053D1}", "发"),
        ("`u{1f600}", "\u{1f600}"),
        ("\"\"", "\""),
    ] {
        text(&format!("\"-{escape}~ \""), &format!("-{value}~ "), &format!("-[{escape}]~ "));
    }
    text("\"\"", "", "");
    text("\"a\\\"", "a\\", "a\\");
    text("\"`u41}\"", "u41}", "[`u]41}");
    // None that PowerShell takes.
    for wrong in ["`u{}", "`u{41", "`u{110000}", "`u{x}", "`u{d800}"] {
        text(&format!("\"{wrong}-\""), &format!("{}-", &wrong[1..]), &format!("[`u]{}-", &wrong[2..]));
    }
    arguments("\"a b", &["a b"]);
    arguments("\"a`", &["a`"]);
}

#[test]
fn double_quotes_hold_what_is_replaced() {
    for expansion in [
        "$a",
        "$_",
        "$aZ_9",
        "$env:PATH",
        "${a b}",
        "$(b c)",
        "$(b \")\" c)",
        "$(b ')' '\"')",
        "$(b (c) d)",
        "$(b \"'\")",
        "$([char]x)",
    ] {
        let places = format!("x{{{expansion}}}-y");
        text(&format!("\"x{expansion}-y\""), &format!("x{expansion}-y"), &places);
    }
    text("\"$a.b\"", "$a.b", "{$a}.b");
    text("\"'$a'\"", "'$a'", "'{$a}'");
    for plain in ["$", "$ a", "a$", "$.", "$文"] {
        text(&format!("\"{plain}\""), plain, plain);
    }
    arguments("\"$(a b", &["{$(a b}"]);
    arguments("\"${a b", &["{${a b}"]);
}

#[test]
fn characters_are_written_by_their_numbers() {
    for (expression, value) in [
        ("$([char]21457)", "发"),
        ("$([char]0x53d1)", "发"),
        ("$([char]65)", "A"),
        ("$([char]55357)$([char]56832)", "\u{1f600}"),
        ("$([char]0xd83d)$([char]0xde00)", "\u{1f600}"),
    ] {
        text(&format!("\"-{expression}~\""), &format!("-{value}~"), &format!("-[{expression}]~"));
    }
    // Half a character cannot be told, nor what no character has.
    for computed in ["$([char]55357)", "$([char]65 + 1)", "$([char])", "$([char]5f)"] {
        text(&format!("\"{computed}~\""), &format!("{computed}~"), &format!("{{{computed}}}~"));
    }
}

#[test]
fn words_are_quoted_as_they_like() {
    text("a", "a", "a");
    text("a'b c'd", "ab cd", "ab cd");
    text("a\"b c\"d", "ab cd", "ab cd");
    text("https://a/b?c=d", "https://a/b?c=d", "https://a/b?c=d");
    text("a`tb` c", "a\tb c", "a[`t]b[` ]c");
    text("a$b/c", "a$b/c", "a{$b}/c");
    text("文", "文", "文");
    text("1", "1", "1");
    text("-1", "-1", "-1");
}

#[test]
fn here_strings_hold_lines() {
    text("@'\na 'b' \"c\" $d `n\n'@", "a 'b' \"c\" $d `n", "a 'b' \"c\" $d `n");
    text("@\"\na 'b' \"c\" $d `t\n\"@", "a 'b' \"c\" $d \t", "a 'b' \"c\" {$d} [`t]");
    text("@\"\na\nb\n\"@", "a\nb", "a\nb");
    text("@'\r\na\r\nb\r\n'@", "a\r\nb", "a\r\nb");
    text("@' \t\na\n'@", "a", "a");
    text("@'\n'@", "", "");
    text("@\"\n\"@", "", "");
    text("@'\n\n'@", "", "");
    text("@'\na '@\n'@", "a '@", "a '@");
    arguments("@'\na b", &["a b"]);
    arguments("@\"\na $b", &["a {$b}"]);
    // Without an end of line it is none.
    arguments("@'a'@ b", &["<@'a'@>", "b"]);
}

#[test]
fn a_string_in_brackets_is_that_string() {
    text("(\"a b\")", "a b", "a b");
    text("( 'a b' )", "a b", "a b");
    text("(\n'a'\n)", "a", "a");
    text("(@'\na\n'@)", "a", "a");
    text("([System.Text.Encoding]::UTF8.GetBytes(\"a $b\"))", "a $b", "a {$b}");
    text("([Text.Encoding]::UTF8.GetBytes( 'a' ))", "a", "a");
    for computed in [
        "(\"a\" + 'b')",
        "('a' -f 1)",
        "(a)",
        "(Get-Content \"a)b\" 'c)d' [e] {f} (g h))",
        "([System.Text.Encoding]::UTF8.GetBytes($b))",
        "(\"a)\"\"b\" -f c)",
        "(@{a='b'} | ConvertTo-Json)",
    ] {
        arguments(&format!("{computed} Z"), &[&format!("<{computed}>"), "Z"]);
    }
    arguments("(a b", &["<(a b>"]);
    arguments("('a b", &["<('a b>"]);
}

#[test]
fn what_is_computed_is_stepped_over_as_a_whole() {
    for computed in [
        "$a.b('c d')",
        "$a[0]",
        "$a.b",
        "[string]$a",
        "[char]'a b'",
        "$(b c; d | e)",
        "@(1, 2)",
        "$a{b c}",
        "$(\"a )\" b)",
        "$a.文",
        "${a}",
    ] {
        arguments(&format!("{computed} Z"), &[&format!("<{computed}>"), "Z"]);
        arguments(&format!("{computed};Z"), &[&format!("<{computed}>")]);
        arguments(&format!("{computed}|Z"), &[&format!("<{computed}>")]);
        arguments(&format!("{computed}\nZ"), &[&format!("<{computed}>")]);
    }
}

#[test]
fn variables_and_parameters_have_names_without_case() {
    arguments("$Body $a_9 $env:X", &["$body from $Body", "$a_9 from $a_9", "$env:x from $env:X"]);
    arguments("-Uri a -Method:POST -x9 'b' -Y", &["-uri", "a", "-method", "POST", "-x9", "b", "-y"]);
    arguments("$a)", &["$a from $a"]);
    arguments("- a -- b", &["-", "a", "--", "b"]);
}

#[test]
fn tables_have_rows() {
    arguments("@{}", &["@[]"]);
    arguments("@{a='b'}", &["@[\"a is b by a='b'\"]"]);
    for script in [
        "@{'a-b' = 'c'; d=e; f = ('g')} Z",
        "@{ 'a-b' = 'c';d=e;f = ('g') } Z",
        "@{\n'a-b' = 'c'\nd=e\n\nf = ('g')\n} Z",
        "@{'a-b' = 'c' # h\nd=e\n<# i\n#>f = ('g');; } Z",
        "@{'a-b' = 'c' , d=e\n f = ('g')} Z",
    ] {
        let rows = "@[\"a-b is c by 'a-b' = 'c'\", \"d is e by d=e\", \"f is g by f = ('g')\"]";
        arguments(script, &[rows, "Z"]);
    }
    // What is computed stands for something.
    arguments("@{a=$b;c=d} Z", &["@[\"a is {$b} by a=$b\", \"c is d by c=d\"]", "Z"]);
    arguments("@{a=@{b=c};d=e} Z", &["@[\"a is {@{b=c}} by a=@{b=c}\", \"d is e by d=e\"]", "Z"]);
    // What is no row is left out.
    for script in ["@{a b=c} Z", "@{文 b=c} Z", "@{a 文 b=c} Z", "@{a {b=c} Z"] {
        arguments(script, &["@[\"b is c by b=c\"]", "Z"]);
    }
    arguments("@{a='b'", &["@[\"a is b by a='b'\"]"]);
    arguments("@{a", &["@[]"]);
    arguments("@{a=", &["@[\"a is  by a=\"]"]);
}

/// The plain words of each command.
#[track_caller]
fn separated(script: &str, expect: &[&[&str]]) {
    let mut shell = PowerShell::new(script, 0);
    let mut found = Vec::new();
    while shell.next_command() {
        found.push(
            std::iter::from_fn(|| shell.next_word())
                .map(|word| word.source.places(script))
                .collect::<Vec<_>>(),
        );
    }
    assert_eq!(found, expect, "{script:?}");
}

#[test]
fn signs_and_ends_of_lines_separate_commands() {
    separated("a b;c", &[&["a", "b"], &["c"]]);
    separated("a\nb\r\nc", &[&["a"], &["b"], &["c"]]);
    separated("a|b&c", &[&["a"], &["b"], &["c"]]);
    separated("if (a) {b c}", &[&["if"], &["a"], &["b", "c"]]);
    separated("a # b;c\n# d\ne <# f\n;g #> h", &[&["a"], &["e", "h"]]);
    separated("a#b", &[&["a#b"]]);
    separated("a ';' \"|\"", &[&["a", ";", "|"]]);
    separated("", &[]);
    separated("\n;\n", &[]);
    separated("# a", &[]);
    separated("<# a", &[]);
}

#[test]
fn a_backtick_joins_lines() {
    separated("a `\n b", &[&["a", "b"]]);
    separated("a `\r\n b", &[&["a", "b"]]);
    separated("a ` \t\n b", &[&["a", "b"]]);
    separated("a`\nb", &[&["a", "b"]]);
    separated("a`\r\nb", &[&["a", "b"]]);
    separated("PS C:\\> irm a `\n>> b\nPS C:\\> irm c", &[&["irm", "a", "b"], &["irm", "c"]]);
    separated("a `", &[&["a", "`"]]);
}

#[test]
fn only_powershell_continues_lines_with_a_backtick() {
    for text in ["curl.exe a `\n-d b", "curl.exe a ` \r\n-d b"] {
        assert!(PowerShell::continues_lines(text), "{text}");
    }
    for text in ["curl a\n`", "curl a`\n-d b", "curl `a `\n-d b", "curl a \\\n-d `", ""] {
        assert!(!PowerShell::continues_lines(text), "{text}");
    }
}

#[test]
fn repairs_are_written_in_the_quotes_they_stand_in() {
    use super::strings::{BARE, DOUBLE, HERE_DOUBLE, HERE_SINGLE, SINGLE};
    for (quoting, text, written) in [
        (&DOUBLE, "a`b\"c$d'e", Some("a``b`\"c`$d'e")),
        (&SINGLE, "a`b\"c$d'e", Some("a`b\"c$d''e")),
        (&HERE_DOUBLE, "a`b\"c$d'e", Some("a``b\"c`$d'e")),
        (&HERE_SINGLE, "a`b\"c$d'e", Some("a`b\"c$d'e")),
        (&BARE, "https://a-b.c/~d_e?f=%20+!*", Some("https://a-b.c/~d_e?f=%20+!*")),
        (&BARE, "a b", None),
        (&BARE, "a&b", None),
        (&BARE, "a文", None),
        // PowerShell takes typographic quotes for plain ones.
        (&DOUBLE, "a”b", None),
        (&SINGLE, "a’b", None),
        // It might end the string.
        (&HERE_DOUBLE, "a\"@", None),
        (&HERE_SINGLE, "a'@", None),
    ] {
        assert_eq!((quoting.escape)(text).as_deref(), written, "{quoting:?} {text}");
    }
}
