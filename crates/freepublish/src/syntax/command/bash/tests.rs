//! What bash makes of words, as bash 5 does it.

use super::Bash;
use crate::syntax::command::Words;

/// The words of each command of a script, each with its places, and the text given to the command.
fn commands(script: &str) -> Vec<(Vec<String>, Option<String>)> {
    let mut bash = Bash::new(script, 0);
    let mut commands = Vec::new();
    while bash.next_command() {
        let mut words = Vec::new();
        while let Some(word) = bash.next_word() {
            words.push(word.source.places(script));
        }
        commands.push((words, bash.take_input().map(|input| input.places(script))));
    }
    commands
}

/// The words of the only command, what they say and where.
#[track_caller]
fn words(script: &str, values: &[&str], places: &[&str]) {
    let mut bash = Bash::new(script, 0);
    assert!(bash.next_command(), "{script}");
    let found: Vec<_> = std::iter::from_fn(|| bash.next_word())
        .map(|word| (word.source.text.clone().into_owned(), word.source.places(script)))
        .collect();
    let (found_values, found_places): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    assert_eq!(found_values, values, "{script}");
    assert_eq!(found_places, places, "{script}");
}

/// One word, what it says and where.
#[track_caller]
fn word(script: &str, value: &str, places: &str) {
    words(script, &[value], &[places]);
    // The next word begins where this one ends.
    words(&format!("{script} Z"), &[value, "Z"], &[places, "Z"]);
}

#[test]
fn quotes_may_change_within_a_word() {
    word("abc", "abc", "abc");
    word("'a b'\"c d\"e", "a bc de", "a bc de");
    word(r"'it'\''s'", "it's", r"it[\']s");
    word("''", "", "");
    word("\"\"x", "x", "x");
    word("a''b", "ab", "ab");
    word("a=$\"b\"c", "a=bc", "a=bc");
    word("a#b", "a#b", "a#b");
    word("文'字'", "文字", "文字");
    words("a  'b'\tc", &["a", "b", "c"], &["a", "b", "c"]);
}

#[test]
fn a_backslash_means_another_thing_in_each_quote() {
    word(r"a\ b\c\\\$\文", r"a bc\$文", r"a[\ ]b[\c][\\][\$][\文]");
    word(r"'a\b\'", r"a\b\", r"a\b\");
    word(r#""\\-\$-\`-\"-\a-\'""#, r#"\-$-`-"-\a-\'"#, r#"[\\]-[\$]-[\`]-[\"]-\a-\'"#);
    // What joins lines belongs to the character in front of it.
    word("a\\\nb", "ab", "[a\\\n]b");
    word("a\\\r\nb", "ab", "[a\\\r\n]b");
    word("\"a\\\nb\"", "ab", "[a\\\n]b");
    word("\"a\\\r\nb\"", "ab", "[a\\\r\n]b");
    word("'a\\\nb'", "a\\\nb", "a\\\nb");
    words("a \\\n b \\\r\n\tc", &["a", "b", "c"], &["a", "b", "c"]);
    words("a\\", &["a\\"], &["a\\"]);
}

#[test]
fn dollar_quotes_know_the_escapes_of_c() {
    for (escape, value) in [
        (r"\a", "\u{7}"),
        (r"\b", "\u{8}"),
        (r"\e", "\u{1b}"),
        (r"\E", "\u{1b}"),
        (r"\f", "\u{c}"),
        (r"\n", "\n"),
        (r"\r", "\r"),
        (r"\t", "\t"),
        (r"\v", "\u{b}"),
        (r"\\", "\\"),
        (r"\'", "'"),
        (r#"\""#, "\""),
        (r"\?", "?"),
        (r"\1", "\u{1}"),
        (r"\101", "A"),
        (r"\x7", "\u{7}"),
        (r"\x41", "A"),
        (r"\u41", "A"),
        (r"\u53d1", "发"),
        (r"\U1f600", "\u{1f600}"),
        (r"\U0001f600", "\u{1f600}"),
        (r"\cA", "\u{1}"),
        (r"\ca", "\u{1}"),
    ] {
        word(&format!("$'-{escape}~'"), &format!("-{value}~"), &format!("-[{escape}]~"));
    }
    // No more digits than these belong to an escape.
    word(r"$'\1011'", "A1", r"[\101]1");
    word(r"$'\x411'", "A1", r"[\x41]1");
    word(r"$'\u53d11'", "发1", r"[\u53d1]1");
    word(r"$'\U0001f6001'", "\u{1f600}1", r"[\U0001f600]1");
    // What is none, or no character, is kept.
    word(r"$'\q-\xg-\u-\8'", r"\q-\xg-\u-\8", r"\q-\xg-\u-\8");
    word(r"$'\ud800'", r"\ud800", r"\ud800");
    word(r"x$'a'y", "xay", "xay");
    words(r"$'a\", &[r"a\"], &[r"a\"]);
}

#[test]
fn the_bytes_of_dollar_quotes_are_utf_8() {
    word(r"$'\xe5\x8f\x91'", "发", r"[\xe5\x8f\x91]");
    word(r"$'\345\217\221-\xe5\x8f\x91'", "发-发", r"[\345\217\221]-[\xe5\x8f\x91]");
    word(r"$'\x41\x42C'", "ABC", r"[\x41][\x42]C");
    word(r"$'\x41\n'", "A\n", r"[\x41][\n]");
    word(r"$'\x41\q'", r"A\q", r"[\x41]\q");
    // Half a character cannot be told.
    word(r"$'\xe5a'", "\u{fffd}a", r"[\xe5]a");
    word(r"$'\xe5\x41\xe5'", "\u{fffd}A\u{fffd}", r"[\xe5][\x41][\xe5]");
}

#[test]
fn what_is_replaced_stands_for_itself() {
    for expansion in [
        "$a",
        "$_",
        "$aZ9_",
        "${a}",
        "${a:-b c}",
        "${a:-\"}\"}",
        "${a:-\\}}",
        "${a:-$(b})}",
        "$(b c)",
        "$(b \"c)\")",
        "$(b ')' '\"')",
        "$(b \\))",
        "$(b \"(\")",
        "$(b \"'\")",
        "$(b \"$(c \")\" d)\")",
        "$(b \"$(c)\" \"}\")",
        "$( (c) {d})",
        "$(b `c \")\"`)",
        "$((1+(2)))",
        "`b c`",
        "`b \\`c\\` d`",
        "$1",
        "$0",
        "$9",
        "$@",
        "$*",
        "$#",
        "$?",
        "$-",
        "$$",
        "$!",
    ] {
        for (before, behind) in [("x", "-y"), ("\"x", "-y\""), ("\"x ", "- y\"")] {
            let script = format!("{before}{expansion}{behind}");
            let plain = |text: &str| text.trim_matches('"').to_owned();
            let value = plain(before) + expansion + &plain(behind);
            word(&script, &value, &(plain(before) + "{" + expansion + "}" + &plain(behind)));
        }
    }
    word("x${a:-'}'}y", "x${a:-'}'}y", "x{${a:-'}'}}y");
    word("$1a", "$1a", "{$1}a");
    word("$a文", "$a文", "{$a}文");
    word("`文`文", "`文`文", "{`文`}文");
    word("$(\\文)文", "$(\\文)文", "{$(\\文)}文");
}

#[test]
fn a_dollar_sign_may_be_only_that() {
    for text in ["$", "a$", "$.b", "$%", "$/"] {
        word(text, text, text);
        word(&format!("\"{text}\""), text, text);
    }
    word("\"$ \"", "$ ", "$ ");
    word("'$a`b`'", "$a`b`", "$a`b`");
    word("\"'$a'\"", "'$a'", "'{$a}'");
}

#[test]
fn what_is_never_closed_reaches_to_the_end() {
    for (script, value) in [
        ("'a b", "a b"),
        ("\"a b", "a b"),
        ("$'a b", "a b"),
        ("$(a b", "$(a b"),
        ("${a \"b", "${a \"b"),
        ("$(a 'b)", "$(a 'b)"),
        ("`a b", "`a b"),
        ("$(a `b)", "$(a `b)"),
        ("$(a \\", "$(a \\"),
        ("`a \\", "`a \\"),
    ] {
        let mut bash = Bash::new(script, 0);
        assert!(bash.next_command());
        let word = bash.next_word().expect("a word");
        assert_eq!((word.source.text.as_ref(), word.end), (value, script.len()), "{script}");
        assert!(bash.next_word().is_none(), "{script}");
    }
}

/// Commands without input, by their words.
#[track_caller]
fn separated(script: &str, expect: &[&[&str]]) {
    let found: Vec<_> = commands(script).into_iter().map(|(words, _)| words).collect();
    assert_eq!(found, expect, "{script:?}");
}

#[test]
fn signs_and_ends_of_lines_separate_commands() {
    separated("a b;c", &[&["a", "b"], &["c"]]);
    separated("a&b&&c", &[&["a"], &["b"], &["c"]]);
    separated("a|b||c", &[&["a"], &["b"], &["c"]]);
    separated("(a b) c", &[&["a", "b"], &["c"]]);
    separated("a\nb\r\nc", &[&["a"], &["b"], &["c"]]);
    separated("\n ; a \n\n# b\nc # d;e\nf", &[&["a"], &["c"], &["f"]]);
    separated("a ';' \\; \";\"", &[&["a", ";", "[\\;]", ";"]]);
    separated(" \n ", &[]);
    separated("# a", &[]);
    separated("", &[]);
}

#[test]
fn the_prompts_of_a_terminal_are_no_words() {
    separated("$ curl a \\\n> b\n$ curl c", &[&["curl", "a", "b"], &["curl", "c"]]);
    // Without a prompt in front it is a redirection.
    separated("curl a \\\n> b c", &[&["curl", "a", "c"]]);
}

#[test]
fn where_a_command_reads_and_writes_is_no_word() {
    for redirection in [
        ">f", "> f", ">>f", ">|f", "2>f", "2>&1", ">&2", "&>f", "&>> f", "<f", "< f", "<>f", "0<f",
        "> 'f g'", "12> f", ">(f g)", "<(f g)", "2>&-", "> $f", ">\"f g\"",
    ] {
        separated(&format!("a {redirection} b"), &[&["a", "b"]]);
        separated(&format!("{redirection} a b;c"), &[&["a", "b"], &["c"]]);
    }
    // Only a number in front of the sign belongs to it.
    separated("a 2 >f", &[&["a", "2"]]);
    separated("a b2>f c", &[&["a", "b2", "c"]]);
    separated("a '2'>f c", &[&["a", "2", "c"]]);
    separated("a >", &[&["a"]]);
    separated("a > ; b", &[&["a"], &["b"]]);
}

#[test]
fn text_is_given_to_a_command() {
    #[track_caller]
    fn given(script: &str, expect: &[(&[&str], Option<&str>)]) {
        let found = commands(script);
        let found: Vec<_> = found
            .iter()
            .map(|(words, input)| (words.iter().map(String::as_str).collect::<Vec<_>>(), input.as_deref()))
            .collect();
        let expect: Vec<_> = expect.iter().map(|(words, input)| (words.to_vec(), *input)).collect();
        assert_eq!(found, expect, "{script:?}");
    }
    given("a <<< 'b c' d", &[(&["a", "d"], Some("b c"))]);
    given("a <<<b", &[(&["a"], Some("b"))]);
    given("a <<E b\n1\n2\nE\nc", &[(&["a", "b"], Some("1\n2\n")), (&["c"], None)]);
    given("a << E;b\n1\nE\nc", &[(&["a"], Some("1\n")), (&["b"], None), (&["c"], None)]);
    given("a <<E|b\n1 E\nE \nE\nc", &[(&["a"], Some("1 E\nE \n")), (&["b"], None), (&["c"], None)]);
    given("a <<E\n$b \\$ \\\"_\\\nc\"d\nE", &[(&["a"], Some("{$b} [\\$] \\\"[_\\\n]c\"d\n"))]);
    for delimiter in ["'E'", "\"E\"", "\\E"] {
        given(&format!("a <<{delimiter}\n$b \\$\nE\nc"), &[(&["a"], Some("$b \\$\n")), (&["c"], None)]);
    }
    given("a <<-E\n\t1\n\tE\nc", &[(&["a"], Some("\t1\n")), (&["c"], None)]);
    given("a <<- E\n1\nE\nc", &[(&["a"], Some("1\n")), (&["c"], None)]);
    given("a <<E\n\tE\n", &[(&["a"], Some("\tE\n"))]);
    // Of two documents of one line the second stands behind the first.
    given("a <<E <<F\n1\nE\n2\nF\nc", &[(&["a"], Some("2\n")), (&["c"], None)]);
    given("a <<E; b <<F\n1\nE\n2\nF\nc", &[(&["a"], Some("1\n")), (&["b"], Some("2\n")), (&["c"], None)]);
    given("a <<E\n1\nE\nb <<E\n2\nE\nc", &[(&["a"], Some("1\n")), (&["b"], Some("2\n")), (&["c"], None)]);
    given("a <<E\r\n1\r\nE\r\nc", &[(&["a"], Some("1\r\n")), (&["c"], None)]);
    // Its lines are no commands, even where the delimiter is missing.
    given("a <<E\n1\n2", &[(&["a"], Some("1\n2"))]);
    given("a <<E", &[(&["a"], Some(""))]);
}
