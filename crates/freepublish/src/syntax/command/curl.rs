//! curl command lines: written by hand, or by a browser's "copy as cURL" for bash or for Windows' cmd.

mod operation;

use crate::percent;
use crate::span::Span;
use crate::syntax::command::bash::Bash;
use crate::syntax::command::calls::{Calls, IsWanted};
use crate::syntax::command::cmd::{Cmd, is_cmd};
use crate::syntax::command::options::{self, CurlOption, Takes};
use crate::syntax::command::powershell::PowerShell;
use crate::syntax::command::{Word, Words};
use crate::syntax::http::{Header, Message};
use crate::syntax::source_map::{MappedText, MappedTextBuilder, StandIn, VERBATIM};
use operation::Operation;

/// Reads commands that begin at `start` of `text`; `None` when the first one is neither curl nor one that prepares
/// for it.
pub(crate) fn read(text: &str, start: usize, wanted: IsWanted) -> Option<Message<'_>> {
    let mut calls = Calls::new(wanted);
    if is_cmd(&text[start..]) {
        let mut shell = Cmd::new(text, start);
        commands(text, &mut shell, Cmd::next_command, &mut calls)?;
    } else if PowerShell::continues_lines(&text[start..]) {
        let mut shell = PowerShell::new(text, start);
        commands(text, &mut shell, PowerShell::next_command, &mut calls)?;
    } else {
        let mut shell = Bash::new(text, start);
        commands(text, &mut shell, Bash::next_command, &mut calls)?;
    }
    calls.finish()
}

fn commands<'a, S: Words<'a>>(
    text: &'a str,
    shell: &mut S,
    next_command: fn(&mut S) -> bool,
    calls: &mut Calls<'a>,
) -> Option<()> {
    let mut is_first = true;
    while next_command(shell) {
        match program(shell) {
            Program::Curl(program) => Curl::new(text, &program, calls).read(shell),
            Program::Other { prepares } if is_first && !prepares => return None,
            Program::Other { .. } => {}
        }
        while shell.next_word().is_some() {}
        is_first = false;
    }
    Some(())
}

enum Program<'a> {
    Curl(Word<'a>),
    /// Another program; `prepares` where it commonly stands before a call.
    Other {
        prepares: bool,
    },
}

/// Commands and words of the shell that stand before the name of the program that is run.
const WRAPPERS: [&str; 21] = [
    "!",
    "{",
    "builtin",
    "command",
    "do",
    "elif",
    "else",
    "env",
    "exec",
    "if",
    "nice",
    "nohup",
    "proxychains",
    "proxychains4",
    "stdbuf",
    "sudo",
    "then",
    "time",
    "timeout",
    "until",
    "while",
];

/// Commands that scripts run before they call.
const PREPARATIONS: [&str; 20] = [
    "cat", "cd", "chcp", "cls", "clear", "declare", "done", "echo", "export", "fi", "for", "local", "mkdir",
    "printf", "read", "readonly", "set", "sleep", "source", "unset",
];

/// Reads up to the name of the program, which `sudo`, `env A=b` and the like may stand before.
fn program<'a>(words: &mut impl Words<'a>) -> Program<'a> {
    let mut wrapped = 0;
    let mut assigned = false;
    while let Some(word) = words.next_word() {
        let text = word.source.text.as_ref();
        let name = text.rsplit(['/', '\\']).next().unwrap_or_default();
        if name.eq_ignore_ascii_case("curl") || name.eq_ignore_ascii_case("curl.exe") {
            return Program::Curl(word);
        }
        if WRAPPERS.contains(&name) {
            wrapped = 1;
        } else if is_assignment(text) {
            assigned = true;
        } else if wrapped > 0 && wrapped < 8 {
            wrapped += 1;
        } else {
            return Program::Other { prepares: PREPARATIONS.contains(&name) || name.starts_with('@') };
        }
    }
    Program::Other { prepares: assigned || wrapped > 0 }
}

/// `TOKEN=…`
fn is_assignment(text: &str) -> bool {
    let length = text.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    text[length..].starts_with(['=', '+']) && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
}

/// One command: an operation, and after each `--next` another.
struct Curl<'a, 'c> {
    text: &'a str,
    calls: &'c mut Calls<'a>,
    operation: Operation<'a>,
}

impl<'a, 'c> Curl<'a, 'c> {
    fn new(text: &'a str, program: &Word<'a>, calls: &'c mut Calls<'a>) -> Self {
        Self { text, calls, operation: Operation::new(program) }
    }

    fn read(mut self, words: &mut impl Words<'a>) {
        let mut may_be_option = true;
        while let Some(word) = words.next_word() {
            let text = word.source.text.as_ref();
            if !may_be_option || !text.starts_with('-') || text == "-" {
                if word.source.is_unknown() {
                    self.operation.unknown_words.push(word.source);
                } else {
                    self.operation.urls.push(word.source);
                }
            } else if text == "--" {
                may_be_option = false;
            } else if text.starts_with("--") {
                self.long_option(&word, words);
            } else {
                self.short_options(&word, words);
            }
        }
        let input = words.take_input();
        self.finish_operation(input);
    }

    fn long_option(&mut self, word: &Word<'a>, words: &mut impl Words<'a>) {
        let text = word.source.text.as_ref();
        let mut start = 2;
        let is_off = text[start..].starts_with("no-");
        let is_expanded = text[start..].starts_with("expand-");
        start += if is_off { 3 } else { 0 } + if is_expanded { 7 } else { 0 };
        // Since version 8.16 the value may stand in the same word.
        let equals = text[start..].find('=').map(|found| start + found);
        let Some(option) = options::by_name(&text[start..equals.unwrap_or(text.len())]) else { return };
        if option.takes != Takes::Value {
            return self.switch(option, !is_off, word);
        }
        let attached = equals.map(|at| word.source.part(Span::new(at + 1, text.len())));
        let Some(value) = attached.or_else(|| words.next_word().map(|word| word.source)) else { return };
        // `--expand-data '{"id":"{{id}}"}'`: what a variable holds is said elsewhere.
        let is_unknown = is_expanded && value.text.contains("{{");
        self.value(option, if is_unknown { unknown(&value) } else { value });
    }

    /// `-sXPOST` is `-s -X POST`.
    fn short_options(&mut self, word: &Word<'a>, words: &mut impl Words<'a>) {
        let length = word.source.text.len();
        for (at, letter) in word.source.text.char_indices().skip(1) {
            let Some(option) = options::by_letter(letter) else { continue };
            if option.takes == Takes::Value {
                let rest = Span::new(at + 1, length);
                let value = if rest.start < rest.end {
                    Some(word.source.part(rest))
                } else {
                    words.next_word().map(|word| word.source)
                };
                if let Some(value) = value {
                    self.value(option, value);
                }
                return;
            }
            if option.name == "next" {
                return self.switch(option, true, word);
            }
            self.flag(option, true);
        }
    }

    fn switch(&mut self, option: &CurlOption, is_on: bool, word: &Word<'a>) {
        if option.name != "next" {
            return self.flag(option, is_on);
        }
        // Without an address before it, curl goes on with the same operation.
        if !self.operation.urls.is_empty() || !self.operation.unknown_words.is_empty() {
            self.finish_operation(None);
            self.operation = Operation::new(word);
        }
    }

    fn flag(&mut self, option: &CurlOption, is_on: bool) {
        match option.name {
            "get" => self.operation.get = is_on,
            "head" => self.operation.head = is_on,
            _ => {}
        }
    }

    fn value(&mut self, option: &CurlOption, value: MappedText<'a>) {
        let operation = &mut self.operation;
        match option.name {
            "request" => operation.method = Some(value),
            "url" if value.is_unknown() => operation.unknown_words.push(value),
            "url" => operation.urls.push(value),
            "header" if value.text.starts_with('@') => operation.elsewhere.push(value.whole()),
            "header" => operation.headers.extend(header(&value)),
            "user-agent" => operation.headers.extend(named_header("User-Agent", &value)),
            "referer" => operation.headers.extend(named_header("Referer", &value)),
            "cookie" if value.text.contains('=') => operation.headers.extend(named_header("Cookie", &value)),
            "config" => {
                operation.options_elsewhere = true;
                operation.elsewhere.push(value.whole());
            }
            "data-raw" => operation.data.push(value),
            "data" | "data-ascii" | "data-binary" | "json" => {
                operation.json |= option.name == "json";
                match value.text.strip_prefix('@') {
                    Some("-") => operation.data_from_input = true,
                    Some(_) => operation.files.push(unknown(&value)),
                    None => operation.data.push(value),
                }
            }
            "data-urlencode" => match encoded(&value) {
                Some(data) => operation.data.push(data),
                None => operation.files.push(unknown(&value)),
            },
            "url-query" => {
                let plain = value.text.strip_prefix('+').map(|_| value.part(Span::new(1, value.text.len())));
                match plain.or_else(|| encoded(&value)) {
                    Some(query) => operation.query.push(query),
                    None => operation.query.push(unknown(&value)),
                }
            }
            "request-target" => operation.target = Some(value),
            "form" | "form-string" => operation.form = operation.form.or(Some(value.whole())),
            "upload-file" => {
                operation.upload = true;
                operation.files.push(unknown(&value));
            }
            _ => {}
        }
    }

    fn finish_operation(&mut self, input: Option<MappedText<'a>>) {
        let next = Operation::new(&Word {
            source: MappedText::slice(self.text, Span::at(self.operation.slot.at)),
            end: self.operation.slot.at,
            is_plain: true,
        });
        let mut operation = std::mem::replace(&mut self.operation, next);
        if operation.data_from_input {
            match input {
                Some(input) => operation.data.push(input),
                None => operation.input_elsewhere = true,
            }
        }
        let chosen = operation.chosen_method();
        let url = self.calls.choose_address(&chosen, std::mem::take(&mut operation.urls));
        // A word that nobody knows is the address where there is no other, or else holds options.
        operation.options_elsewhere |= url.is_some() && !operation.unknown_words.is_empty();
        let mut message = operation.message(url, &chosen);
        message.note_not_given();
        self.calls.add(message);
    }
}

/// What names something whose content is not in the text.
fn unknown(value: &MappedText<'_>) -> MappedText<'static> {
    let whole = value.whole();
    let mut out = MappedTextBuilder::new(&VERBATIM, whole.start);
    out.stand_in(&value.text, whole, StandIn::NotGiven);
    out.finish(whole.end)
}

/// `content`, `=content` and `name=content` as `--data-urlencode` sends them; `None` for `@file` and `name@file`.
fn encoded(value: &MappedText<'_>) -> Option<MappedText<'static>> {
    let text = value.text.as_ref();
    let at = match (text.find('='), text.find('@')) {
        (Some(equals), _) => Some(equals),
        (None, Some(_)) => return None,
        (None, None) => None,
    };
    let content = Span::new(at.map_or(0, |at| at + 1), text.len());
    let plain = content.of(text);
    let part = value.part(content);
    let safe = percent::encode(plain);
    let part = if safe == plain { part } else { part.recoded(&safe) };
    match at {
        None | Some(0) => Some(part),
        Some(equals) => {
            let mut out = value.part(Span::new(0, equals + 1));
            out.push(part);
            Some(out)
        }
    }
}

fn header(value: &MappedText<'_>) -> Option<Header> {
    let header = Header::parse(&value.text, value.whole())?;
    // `Name:` takes a header away. What a variable holds is not known and cannot be wrong.
    let is_judged = ["content-type", "host"].iter().any(|name| header.name.eq_ignore_ascii_case(name));
    (!(header.value.is_empty() || is_judged && value.has_unknown())).then_some(header)
}

fn named_header(name: &str, value: &MappedText<'_>) -> Option<Header> {
    let span = value.whole();
    let value = value.text.as_ref();
    (!value.is_empty()).then(|| Header { name: name.to_owned(), value: value.to_owned(), span })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(command: &str) -> Option<Message<'_>> {
        read(command, 0, |address| address.contains("weixin"))
    }

    fn body(command: &str) -> String {
        read_all(command)
            .and_then(|message| message.body)
            .map(|body| body.text.into_owned())
            .unwrap_or_default()
    }

    #[test]
    fn bash_quotes_are_undone() {
        assert_eq!(body(r#"curl -d '{"a":"it'\''s"}' http://x"#), r#"{"a":"it's"}"#);
        assert_eq!(body(r#"curl -d "{\"a\":\"\$b\"}" http://x"#), r#"{"a":"$b"}"#);
        assert_eq!(body(r#"curl --data-raw $'{"a":"\u53d1\'"}' http://x"#), r#"{"a":"发'"}"#);
        assert_eq!(body("curl http://x \\\n  -d {}"), "{}");
    }

    #[test]
    fn both_ways_of_windows_are_undone() {
        let caret =
            "curl ^\"https://x/?a=1^&b=2^\" ^\r\n  --data-raw ^\"^{^\\^\"media_id^\\^\":^\\^\"M^\\^\"^}^\"";
        let message = read_all(caret).expect("curl");
        assert_eq!(message.url.map(|url| url.text.into_owned()).as_deref(), Some("https://x/?a=1&b=2"));
        assert_eq!(message.body.map(|body| body.text.into_owned()).as_deref(), Some(r#"{"media_id":"M"}"#));
        let plain = "curl \"https://x/\" ^\n -d \"{\\\"media_id\\\":\\\"M\\\"}\"";
        assert_eq!(body(plain), r#"{"media_id":"M"}"#);
    }

    #[test]
    fn places_lead_back_into_the_command() {
        let command = r#"curl -d "{\"media_id\": 7}" http://x"#;
        let body = read_all(command).and_then(|message| message.body).expect("a body");
        let at = body.text.find('7').expect("the number");
        assert_eq!(body.outer(Span::new(at, at + 1)).of(command), "7");
        assert_eq!(body.whole().of(command), r#"{\"media_id\": 7}"#);
    }

    #[test]
    fn curl_chooses_the_method_by_the_data() {
        let method = |command| read_all(command).and_then(|message| message.method).map(|method| method.name);
        assert_eq!(method("curl http://x").as_deref(), Some("GET"));
        assert_eq!(method("curl http://x -d a").as_deref(), Some("POST"));
        assert_eq!(method("curl -G http://x -d a").as_deref(), Some("GET"));
        assert_eq!(method("curl -sXPUT http://x").as_deref(), Some("PUT"));
        assert_eq!(method("wget http://x"), None);
    }
}
