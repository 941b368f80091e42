//! Finds what opens doors: access tokens, app secrets, keys, passwords, cookies, in whatever text they stand and in
//! whatever escapes. What is shown, shared or logged goes through here first.
//!
//! One walk over the text, character by character as it was before it was escaped (`unit`), looks for three things:
//! names whose values are secrets (`names`), flags of a command line, and logins in addresses (`scan`). Where the
//! value ends is told by what it stands in (`value`). A value that only stands for a secret is none (`stand_in`).

mod names;
mod scan;
mod stand_in;
mod unit;
mod value;

use crate::span::Span;

pub use stand_in::is_stand_in;

/// What stands for a secret that was taken out before a text was passed on.
pub const REMOVED: &str = "REMOVED";

/// What is shown in place of a secret.
pub const MASK: &str = "***";

/// The shortest value that is looked for in a sentence: a letter or two would be found in any word.
const SHORTEST: usize = 3;

/// The values that are nobody else's business: access tokens, app secrets, tickets, keys, passwords, cookies and
/// authorization headers, in the order of the text, none overlapping another. Stand-ins such as `ACCESS_TOKEN` or
/// `$TOKEN` are none. Takes time in proportion to the text.
pub fn secrets(text: &str) -> Vec<Span> {
    scan::Scanner::new(text).run()
}

/// The text with its secrets replaced by [`REMOVED`], and how many there were.
pub fn without_secrets(text: &str) -> (String, usize) {
    let secrets = secrets(text);
    (replaced(text, &secrets, REMOVED), secrets.len())
}

/// The text with its secrets replaced by [`MASK`].
pub fn masked(text: &str) -> String {
    replaced(text, &secrets(text), MASK)
}

/// A sentence that tells of a place in a text, without its own secrets and without those of the text that overlap the
/// place: a sentence may quote a password without what it stood behind. `hidden` are the secrets of the text.
pub fn masked_about(told: &str, text: &str, hidden: &[Span], place: Option<Span>) -> String {
    /// A sentence quotes no more secrets than this.
    const MOST: usize = 64;
    let mut out = masked(told);
    let Some(place) = place else { return out };
    let first = hidden.partition_point(|secret| secret.end <= place.start);
    let overlapping = hidden[first..].iter().take_while(|secret| secret.start < place.end).take(MOST);
    for value in overlapping.map(|secret| secret.of(text)).filter(|value| value.len() >= SHORTEST) {
        out = without_value(&out, value);
    }
    out
}

/// The text without a value, and without the beginning of that value where the text was cut off in it.
fn without_value(text: &str, value: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = value.chars().next()
        && let Some(at) = rest.find(first)
    {
        let found = &rest[at..];
        let same = found.bytes().zip(value.bytes()).take_while(|(a, b)| a == b).count();
        let is_whole = same == value.len();
        let is_cut = same >= SHORTEST && found.get(same..).is_some_and(|rest| rest.starts_with('…'));
        let taken = if is_whole || is_cut { same } else { first.len_utf8() };
        out.push_str(&rest[..at]);
        out.push_str(if is_whole || is_cut { MASK } else { &found[..taken] });
        rest = &found[taken..];
    }
    out.push_str(rest);
    out
}

/// The text with those places, ascending and apart, replaced.
pub fn replaced(text: &str, places: &[Span], by: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for place in places {
        out.push_str(Span::new(done, place.start).of(text));
        out.push_str(by);
        done = place.end;
    }
    out.push_str(Span::new(done, text.len()).of(text));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let (out, _) = without_secrets(text);
        assert_eq!(out, expect);
        assert_eq!(without_secrets(&out), (out.clone(), 0), "a second round finds nothing");
    }

    #[test]
    fn access_tokens_are_taken_out_wherever_they_stand() {
        check("https://x/submit?access_token=70_ab-C_d!&a=1", "https://x/submit?access_token=REMOVED&a=1");
        check(
            "{\"access_token\": \"70_abc\", \"expires_in\": 7200}",
            "{\"access_token\": \"REMOVED\", \"expires_in\": 7200}",
        );
        check("{\"authorizer_access_token\":\"70_abc\"}", "{\"authorizer_access_token\":\"REMOVED\"}");
        check("{\\\"access_token\\\":\\\"70_abc\\\"}", "{\\\"access_token\\\":\\\"REMOVED\\\"}");
        check("redirect=%3FACCESS_TOKEN%3D70_abc%26x", "redirect=%3FACCESS_TOKEN%3DREMOVED%26x");
        check(
            "<access_token><![CDATA[70_abc]]></access_token>",
            "<access_token><![CDATA[REMOVED]]></access_token>",
        );
        check("access_token=70_a access_token=70_b", "access_token=REMOVED access_token=REMOVED");
    }

    #[test]
    fn other_secrets_go_too() {
        check("appsecret=0123abcd&x", "appsecret=REMOVED&x");
        check("-b 'sid=3' -H 'cookie: sid=1; uid=2'", "-b 'REMOVED' -H 'cookie: REMOVED'");
        check("Authorization: Bearer abc.def\nHost: x", "Authorization: REMOVED\nHost: x");
    }

    #[test]
    fn a_sentence_quotes_no_secret_nor_the_beginning_of_one() {
        let text = "https://me:hunter2@h";
        let hidden = secrets(text);
        let about = |told| masked_about(told, text, &hidden, Some(Span::new(8, 20)));
        assert_eq!(about("The host is me:hunter2@h."), "The host is ***@h.");
        assert_eq!(about("The host is me:hun…"), "The host is ***…");
        assert_eq!(about("me:hope, mesh…"), "me:hope, mesh…");
        assert_eq!(masked_about("me:hunter2", text, &hidden, Some(Span::new(0, 5))), "me:hunter2");
    }

    #[test]
    fn words_and_stand_ins_stay() {
        check("errmsg: access_token missing", "errmsg: access_token missing");
        check("submit?access_token=ACCESS_TOKEN", "submit?access_token=ACCESS_TOKEN");
        check("access_token 不能为空", "access_token 不能为空");
        check("{\"access_token\":\"\"}", "{\"access_token\":\"\"}");
    }

    #[test]
    fn every_text_takes_linear_time() {
        let pieces = [
            "access_token\\\\\\\\",
            "access_token%22%22",
            "access_token    ",
            "secret=",
            "secret=\"",
            "secret:'",
            "secret=\\\"",
            "\"secret\">",
            "<secret>",
            "<secret><![CDATA[",
            "cookie:",
            "cookie=",
            "cookie=\"",
            "cookies:[",
            "cookies:[{\"",
            "-u ",
            "-u \"",
            "-u '",
            "-u \\\"",
            "-b a=",
            "curl -sS",
            "-H '",
            "-H cookie:",
            "://",
            "://a@",
            ":///",
            "\"secret\",",
            "\"secret\",\"value\":",
            "Cookie(\"",
            "--secret ",
            "%25",
            "&amp;",
            "\\",
            "^",
            "a",
            "secret={",
            "secret=<",
            "secret=${",
            "access_token=x\\u0022",
            "=\"",
            "\\ncookie:",
            " authorization:a ",
        ];
        let edges = [
            ("", ""),
            ("secret", "="),
            ("curl -u \"", "\""),
            ("cookie: ", "\n"),
            ("{\"cookies\":[", "]"),
            ("'", "'"),
        ];
        let cost = |piece: &str, (head, tail): (&str, &str), times: usize| {
            let text = format!("{head}{}{tail}", piece.repeat(times));
            unit::tests::READ.with(|read| read.set(0));
            secrets(&text);
            unit::tests::READ.with(std::cell::Cell::get)
        };
        for piece in pieces {
            for edge in edges {
                let (few, many) = (cost(piece, edge, 100), cost(piece, edge, 800));
                assert!(many <= 9 * few, "{piece:?} in {edge:?}: {few} characters read, then {many}");
                assert!(
                    many <= 16 * (800 * piece.len() + 32),
                    "{piece:?} in {edge:?}: {many} characters read"
                );
            }
        }
    }
}
