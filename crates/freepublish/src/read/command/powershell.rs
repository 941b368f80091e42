//! PowerShell: `Invoke-WebRequest` and `Invoke-RestMethod`, as browsers copy them and as people write them.

use std::collections::BTreeMap;

use crate::read::command::calls::{Calls, IsWanted};
use crate::read::command::{Word, Words, prompt};
use crate::read::http::{Header, Message, Method, MethodSlot};
use crate::read::source::{Quoting, Source, StandIn, Unescaped, VERBATIM};
use crate::span::Span;

/// Reads a script that begins at `start`; `None` when no such command is in it.
pub(crate) fn read<'a>(text: &'a str, start: usize, wanted: IsWanted) -> Option<Message<'a>> {
    let mut script = Script {
        shell: PowerShell::new(text, start),
        variables: BTreeMap::new(),
        // Each use of a variable copies its value; what is used more often than that is not looked up.
        budget: text.len().saturating_mul(4),
    };
    let mut calls = Calls::new(wanted);
    let mut is_first = true;
    while script.shell.next_command() {
        let is_assignment = script.assignment();
        let begins = script.command(is_first, &mut calls);
        if is_first && !is_assignment && !begins {
            return None;
        }
        is_first = false;
        while script.shell.next_word().is_some() {}
    }
    calls.finish()
}

struct Script<'a> {
    shell: PowerShell<'a>,
    variables: BTreeMap<String, Value<'a>>,
    budget: usize,
}

#[derive(Clone, Debug)]
enum Value<'a> {
    Text(Source<'a>),
    /// `@{ "a" = "b" }`
    Table(Vec<(Source<'a>, Source<'a>, Span)>),
    /// An expression: what it comes to is not in the text.
    Other(Span),
}

enum Argument<'a> {
    Parameter(String),
    Variable(String, Span),
    Value(Value<'a>),
}

/// The parameters of both commands that say something about the call, and those that take no value: a value behind one of these is
/// the address.
const PARAMETERS: [(&str, bool); 37] = [
    ("allowinsecureredirect", false),
    ("allowunencryptedauthentication", false),
    ("authentication", true),
    ("body", true),
    ("certificate", true),
    ("certificatethumbprint", true),
    ("contenttype", true),
    ("credential", true),
    ("custommethod", true),
    ("disablekeepalive", false),
    ("followrellink", false),
    ("form", true),
    ("headers", true),
    ("httpversion", true),
    ("infile", true),
    ("maximumfollowrellink", true),
    ("maximumredirection", true),
    ("maximumretrycount", true),
    ("method", true),
    ("noproxy", false),
    ("outfile", true),
    ("passthru", false),
    ("preserveauthorizationonredirect", false),
    ("proxy", true),
    ("proxycredential", true),
    ("proxyusedefaultcredentials", false),
    ("resume", false),
    ("retryintervalsec", true),
    ("sessionvariable", true),
    ("skipcertificatecheck", false),
    ("skipheadervalidation", false),
    ("skiphttperrorcheck", false),
    ("timeoutsec", true),
    ("uri", true),
    ("usebasicparsing", false),
    ("useragent", true),
    ("websession", true),
];

/// The parameter that a name, which may be shortened, stands for. Others are taken to have a value.
fn parameter(name: &str) -> (&'static str, bool) {
    let at = PARAMETERS.partition_point(|(known, _)| *known < name);
    PARAMETERS.get(at).filter(|(known, _)| known.starts_with(name)).copied().unwrap_or(("", true))
}

const COMMANDS: [&str; 4] = ["invoke-webrequest", "invoke-restmethod", "iwr", "irm"];

impl<'a> Script<'a> {
    /// Reads `$name = value`; what is left is a command, if anything.
    fn assignment(&mut self) -> bool {
        let shell = &mut self.shell;
        let Some(end) = shell.variable_end(shell.at) else { return false };
        let name = shell.text[shell.at..end].to_ascii_lowercase();
        let before = shell.at;
        shell.at = end;
        shell.skip_blanks();
        if !shell.text[shell.at..].starts_with('=') {
            // `$session.Cookies.Add(…)`
            shell.at = before;
            return shell.text[end..].starts_with(['.', '[']);
        }
        shell.at += 1;
        shell.skip_blanks();
        if shell.text[shell.at..].starts_with(['"', '\'', '@', '$', '(', '['])
            && let Some(Argument::Value(value)) = shell.argument()
        {
            self.variables.insert(name, value);
        }
        true
    }

    /// Reads one command; false when it is none of those that are known.
    fn command(&mut self, is_first: bool, calls: &mut Calls<'a>) -> bool {
        let rest = &self.shell.text[self.shell.at..];
        let length = rest.bytes().take(24).take_while(|b| b.is_ascii_alphanumeric() || *b == b'-').count();
        let name = rest[..length].to_ascii_lowercase();
        let is_alias = matches!(name.as_str(), "curl" | "wget") && is_first && has_parameters(rest);
        if !COMMANDS.contains(&name.as_str()) && !is_alias {
            return false;
        }
        let program = Span::new(self.shell.at, self.shell.at + length);
        self.shell.at = program.end;
        let message = self.call(program, calls);
        calls.add(message);
        true
    }

    fn call(&mut self, program: Span, calls: &mut Calls<'a>) -> Message<'a> {
        let slot = MethodSlot { program, at: program.end, text: " -Method POST" };
        let mut message = Message { assumes_http: true, method_slot: Some(slot), ..Message::default() };
        let mut urls = Vec::new();
        let mut is_method_known = true;
        while let Some(argument) = self.shell.argument() {
            let (name, argument) = match argument {
                Argument::Parameter(name) => {
                    let (name, takes_value) = parameter(&name);
                    if !takes_value {
                        continue;
                    }
                    let Some(argument) = self.shell.argument() else { break };
                    (name, argument)
                }
                other => ("uri", other),
            };
            match (name, self.value(argument)) {
                ("uri", Value::Text(url)) if !url.is_unknown() => urls.push(url),
                ("method" | "custommethod", Value::Text(source)) if !source.has_unknown() => {
                    message.method =
                        Some(Method { name: source.text.to_ascii_uppercase(), source: Some(source) });
                }
                ("method" | "custommethod", value) => {
                    is_method_known = false;
                    message.not_given.push(value.span());
                }
                ("body", Value::Text(body)) if !body.is_unknown() => message.body = Some(body.as_json()),
                ("body" | "infile", value) => {
                    message.body_elsewhere = true;
                    message.not_given.push(value.span());
                }
                ("form", value) => message.form = Some(value.span()),
                ("contenttype", Value::Text(value)) if !value.has_unknown() => {
                    message.headers.push(header("Content-Type", &value.text, value.whole()));
                }
                ("useragent", Value::Text(value)) => {
                    message.headers.push(header("User-Agent", &value.text, value.whole()));
                }
                ("headers", Value::Table(rows)) => {
                    let rows = rows.iter().filter(|(_, value, _)| !value.has_unknown());
                    message
                        .headers
                        .extend(rows.map(|(name, value, span)| header(&name.text, &value.text, *span)));
                }
                ("uri" | "headers", value) => message.not_given.push(value.span()),
                _ => {}
            }
        }
        let name = message.method.as_ref().map_or("GET", |method| method.name.as_str());
        message.url = calls.choose_address(name, urls);
        if message.method.is_none() && is_method_known {
            message.method = Some(Method { name: "GET".to_owned(), source: None });
        }
        message.note_not_given();
        message
    }

    fn value(&mut self, argument: Argument<'a>) -> Value<'a> {
        match argument {
            Argument::Value(value) => value,
            Argument::Parameter(_) => Value::Other(Span::default()),
            Argument::Variable(name, span) => match self.variables.get(&name) {
                Some(value) if value.size() <= self.budget => {
                    self.budget -= value.size();
                    value.clone()
                }
                _ => Value::Other(span),
            },
        }
    }
}

impl Value<'_> {
    fn size(&self) -> usize {
        match self {
            Self::Text(source) => source.text.len() + 1,
            Self::Table(rows) => {
                rows.iter().map(|(name, value, _)| name.text.len() + value.text.len() + 1).sum()
            }
            Self::Other(_) => 1,
        }
    }

    fn span(&self) -> Span {
        match self {
            Self::Text(source) => source.whole(),
            Self::Table(rows) => {
                let ends = rows.first().zip(rows.last());
                ends.map(|((.., first), (.., last))| Span::new(first.start, last.end)).unwrap_or_default()
            }
            Self::Other(span) => *span,
        }
    }
}

fn header(name: &str, value: &str, span: Span) -> Header {
    Header { name: name.to_owned(), value: value.to_owned(), span }
}

/// Whether what is called curl here is PowerShell's name for `Invoke-WebRequest`.
fn has_parameters(command: &str) -> bool {
    let mut words = command.split_ascii_whitespace().take(40);
    words.any(|word| {
        ["-uri", "-method", "-headers", "-body", "-contenttype", "-usebasicparsing"]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(word))
    })
}

/// The words of PowerShell's commands.
pub(crate) struct PowerShell<'a> {
    text: &'a str,
    at: usize,
    /// How many tables and brackets are open.
    depth: usize,
}

/// Deeper than this nothing is looked into.
const MAX_DEPTH: usize = 8;

impl<'a> PowerShell<'a> {
    pub(crate) fn new(text: &'a str, start: usize) -> Self {
        Self { text, at: prompt::skip(text, start), depth: 0 }
    }

    /// Whether the first line goes on as only PowerShell's lines do: behind a backtick.
    pub(crate) fn continues_lines(text: &str) -> bool {
        let line = text.lines().next().unwrap_or_default().trim_end();
        line.ends_with(" `") && line.matches('`').count() % 2 == 1
    }

    /// Goes to the next command; false at the end of the text.
    pub(crate) fn next_command(&mut self) -> bool {
        loop {
            self.skip_blanks();
            let Some(c) = self.text[self.at..].chars().next() else { return false };
            match c {
                '\n' => {
                    self.at += 1;
                    self.at = prompt::skip(self.text, self.at);
                }
                ';' | '|' | '&' | '{' | '}' | '(' | ')' | ',' => self.at += 1,
                _ => return true,
            }
        }
    }

    /// Skips blanks, comments and continued ends of lines.
    fn skip_blanks(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let Some(c) = rest.chars().next() else { return };
            if c == '`' && rest[1..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) {
                self.at += rest.find('\n').map_or(rest.len(), |found| found + 1);
                if self.text[self.at..].starts_with(">> ") {
                    self.at += 3;
                }
            } else if rest.starts_with("<#") {
                self.at += rest.find("#>").map_or(rest.len(), |found| found + 2);
            } else if c == '#' {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if c != '\n' && c.is_whitespace() {
                self.at += c.len_utf8();
            } else {
                return;
            }
        }
    }

    /// Skips blanks and ends of lines.
    fn skip_space(&mut self) {
        self.skip_blanks();
        while self.text[self.at..].starts_with('\n') {
            self.at += 1;
            self.skip_blanks();
        }
    }

    fn argument(&mut self) -> Option<Argument<'a>> {
        self.skip_blanks();
        let rest = &self.text[self.at..];
        let first = rest.chars().next()?;
        let start = self.at;
        if rest.starts_with("@{") && self.depth < MAX_DEPTH {
            self.depth += 1;
            let table = self.table();
            self.depth -= 1;
            return Some(Argument::Value(table));
        }
        if let Some(here) = self.here_string() {
            return Some(Argument::Value(Value::Text(here)));
        }
        if first == '(' {
            return Some(Argument::Value(self.bracketed()));
        }
        if first == '$'
            && let Some(end) = self.variable_end(start).filter(|end| self.ends_argument(*end))
        {
            self.at = end;
            return Some(Argument::Variable(
                self.text[start..end].to_ascii_lowercase(),
                Span::new(start, end),
            ));
        }
        if matches!(first, '$' | '[') || first == '@' {
            self.expression();
            return Some(Argument::Value(Value::Other(Span::new(start, self.at))));
        }
        if first == '-' && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let length = rest[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
            self.at += 1 + length;
            // `-Method:POST`
            self.at += usize::from(self.text[self.at..].starts_with(':'));
            return Some(Argument::Parameter(rest[1..=length].to_ascii_lowercase()));
        }
        let word = self.next_word()?;
        Some(Argument::Value(Value::Text(word.source)))
    }

    fn ends_argument(&self, at: usize) -> bool {
        let next = self.text[at..].chars().next();
        next.is_none_or(|c| c.is_whitespace() || matches!(c, ';' | '|' | ')' | '}' | '`'))
    }

    /// `@{ "a" = "b"; c = $d }`
    fn table(&mut self) -> Value<'a> {
        self.at += 2;
        let mut rows = Vec::new();
        loop {
            self.skip_space();
            let rest = &self.text[self.at..];
            let Some(first) = rest.chars().next() else { break };
            if first == '}' {
                self.at += 1;
                break;
            }
            if first == ';' || first == ',' {
                self.at += 1;
                continue;
            }
            let start = self.at;
            let key = self.table_key();
            self.skip_blanks();
            if !self.text[self.at..].starts_with('=') {
                // No table: what is left is skipped up to its end.
                self.at = (self.at + 1).min(self.text.len()).max(start + first.len_utf8());
                while !self.text.is_char_boundary(self.at) {
                    self.at += 1;
                }
                continue;
            }
            self.at += 1;
            let before = self.at;
            let value = match self.argument() {
                Some(Argument::Value(Value::Text(value))) => value,
                _ => {
                    let place = Span::new(before, self.at);
                    let mut out = Unescaped::new(&VERBATIM, place.start);
                    out.stand_in(place.of(self.text), place, StandIn::NotGiven);
                    out.finish(place.end)
                }
            };
            rows.push((key, value, Span::new(start, self.at)));
        }
        Value::Table(rows)
    }

    fn table_key(&mut self) -> Source<'a> {
        let rest = &self.text[self.at..];
        if rest.starts_with(['"', '\'']) {
            let mut out = Unescaped::default();
            self.quoted(&mut out);
            return out.done();
        }
        let length = rest.find(|c: char| c.is_whitespace() || "=;{}".contains(c)).unwrap_or(rest.len());
        let span = Span::new(self.at, self.at + length);
        self.at = span.end;
        Source::quoted(self.text, span, &BARE)
    }

    /// `@"` or `@'`, lines of text, and the same backwards at the beginning of a line.
    fn here_string(&mut self) -> Option<Source<'a>> {
        let rest = &self.text[self.at..];
        let (is_double, end_sign) = match rest.get(..2)? {
            "@\"" => (true, "\n\"@"),
            "@'" => (false, "\n'@"),
            _ => return None,
        };
        let line_end = rest[2..].trim_start_matches([' ', '\t', '\r']);
        let begin = self.at + rest.len() - line_end.strip_prefix('\n')?.len();
        let end = self.text[begin - 1..]
            .find(end_sign)
            .map_or(self.text.len(), |found| begin - 1 + found)
            .max(begin);
        let line_end = if self.text[begin..end].ends_with('\r') { end - 1 } else { end };
        self.at = (end + end_sign.len()).min(self.text.len());
        if !is_double {
            return Some(Source::quoted(self.text, Span::new(begin, line_end), &HERE_SINGLE));
        }
        let mut out = Unescaped::new(&HERE_DOUBLE, begin);
        expand(self.text, begin, line_end, &mut out, false);
        Some(out.finish(line_end))
    }

    /// `("…")` and `([System.Text.Encoding]::UTF8.GetBytes("…"))` are the string in them; any other expression is not
    /// computed.
    fn bracketed(&mut self) -> Value<'a> {
        let start = self.at;
        let mut inner = PowerShell { text: self.text, at: start + 1, depth: MAX_DEPTH };
        inner.skip_space();
        if let Some(call) = inner.text[inner.at..].get(..64).or(Some(&inner.text[inner.at..]))
            && call.starts_with('[')
            && let Some(found) = call.find(".GetBytes(")
        {
            inner.at += found + ".GetBytes(".len();
            inner.skip_space();
        }
        let is_string = ["\"", "'", "@\"", "@'"].iter().any(|sign| inner.text[inner.at..].starts_with(sign));
        let text = if is_string { inner.argument() } else { None };
        inner.skip_space();
        let is_whole = inner.text[inner.at..].starts_with(')');
        match text {
            Some(Argument::Value(Value::Text(text))) if is_whole => {
                self.at = inner.at;
                while self.text[self.at..].starts_with(')') {
                    self.at += 1;
                }
                Value::Text(text)
            }
            _ => {
                self.expression();
                Value::Other(Span::new(start, self.at))
            }
        }
    }

    /// Steps over an expression: up to a blank outside of all brackets and quotes.
    fn expression(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.text[self.at..].chars().next() {
            match c {
                '(' | '{' | '[' => depth += 1,
                ')' | '}' | ']' if depth == 0 => return,
                ')' | '}' | ']' => depth -= 1,
                '"' => {
                    self.at =
                        expand(self.text, self.at + 1, self.text.len(), &mut Unescaped::default(), true);
                }
                '\'' => self.at = single_quoted(self.text, self.at + 1, &mut Unescaped::default()),
                _ if depth == 0 && (c.is_whitespace() || matches!(c, ';' | '|')) => return,
                _ => {}
            }
            self.at = (self.at + c.len_utf8()).min(self.text.len());
        }
    }

    /// The end of `$name` or `$name.Property`.
    fn variable_end(&self, at: usize) -> Option<usize> {
        let rest = self.text[at..].strip_prefix('$')?;
        let length =
            rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':')).count();
        rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_').then_some(at + 1 + length)
    }

    fn word(&mut self) -> Word<'a> {
        let mut out = Unescaped::default();
        let mut is_plain = true;
        while let Some(c) = self.text[self.at..].chars().next() {
            match c {
                '"' | '\'' => {
                    self.quoted(&mut out);
                    is_plain = false;
                }
                _ if c.is_whitespace() || is_operator(c) => break,
                '`' if self.text[self.at + 1..].starts_with(['\n', '\r']) => break,
                _ => {
                    self.bare(&mut out);
                }
            }
        }
        Word { source: out.done(), end: self.at, is_plain }
    }

    /// Reads from one quote to the other.
    fn quoted(&mut self, out: &mut Unescaped) {
        if self.text[self.at..].starts_with('"') {
            out.begin(&DOUBLE, self.at + 1);
            self.at = expand(self.text, self.at + 1, self.text.len(), out, true);
        } else {
            out.begin(&SINGLE, self.at + 1);
            self.at = single_quoted(self.text, self.at + 1, out);
        }
        out.end(self.at);
        self.at = (self.at + 1).min(self.text.len());
    }

    fn bare(&mut self, out: &mut Unescaped) {
        out.begin(&BARE, self.at);
        while let Some(c) = self.text[self.at..].chars().next() {
            if c.is_whitespace() || is_operator(c) || c == '"' || c == '\'' {
                break;
            }
            if c == '`' && self.text[self.at + 1..].starts_with(['\n', '\r']) {
                break;
            }
            self.at = special(self.text, self.at, self.text.len(), out);
        }
        out.end(self.at);
    }
}

impl<'a> Words<'a> for PowerShell<'a> {
    fn next_word(&mut self) -> Option<Word<'a>> {
        self.skip_blanks();
        let c = self.text[self.at..].chars().next()?;
        if c == '\n' || is_operator(c) {
            return None;
        }
        Some(self.word())
    }
}

fn is_operator(c: char) -> bool {
    matches!(c, ';' | '|' | '&' | '(' | ')' | '{' | '}' | '\n')
}

/// Reads up to the closing quote and returns its offset. A quote inside is doubled.
fn single_quoted(text: &str, mut at: usize, out: &mut Unescaped) -> usize {
    loop {
        let end = text[at..].find('\'').map_or(text.len(), |found| at + found);
        out.copy(&text[at..end], at);
        if !text[end..].starts_with("''") {
            return end;
        }
        out.character('\'', end);
        at = end + 2;
    }
}

/// Reads what stands in double quotes, up to the closing one, or in a here-string, up to `end`.
fn expand(text: &str, mut at: usize, end: usize, out: &mut Unescaped, has_quotes: bool) -> usize {
    while at < end {
        let is_special = |byte: &u8| matches!(byte, b'`' | b'$') || has_quotes && *byte == b'"';
        let next = text.as_bytes()[at..end].iter().position(is_special).map_or(end, |found| at + found);
        out.copy(&text[at..next], at);
        at = next;
        if has_quotes && text[at..end].starts_with("\"\"") {
            out.character('"', at);
            at += 2;
        } else if at == end || text[at..].starts_with('"') && has_quotes {
            return at;
        } else {
            at = special(text, at, end, out);
        }
    }
    end
}

/// Reads one character, escape or expansion at `at` and returns the offset behind it.
fn special(text: &str, at: usize, end: usize, out: &mut Unescaped) -> usize {
    let rest = &text[at..end];
    let mut chars = rest.chars();
    let first = chars.next().unwrap_or_default();
    let second = chars.next();
    match (first, second) {
        ('`', Some('u')) if rest[2..].starts_with('{') => {
            let digits = rest[3..].bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
            let code = u32::from_str_radix(&rest[3..3 + digits], 16).ok().and_then(char::from_u32);
            match code.filter(|_| rest[3 + digits..].starts_with('}')) {
                Some(c) => out.character(c, at),
                None => out.character('u', at),
            }
            if code.is_some() && rest[3 + digits..].starts_with('}') { at + digits + 4 } else { at + 2 }
        }
        ('`', Some(escaped)) => {
            let c = match escaped {
                '0' => '\0',
                'a' => '\u{7}',
                'b' => '\u{8}',
                'e' => '\u{1b}',
                'f' => '\u{c}',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\u{b}',
                other => other,
            };
            out.character(c, at);
            at + 1 + escaped.len_utf8()
        }
        ('$', Some('(')) => {
            if let Some((c, length)) = char_expression(rest) {
                out.character(c, at);
                return at + length;
            }
            let behind = balanced(text, at + 1, end);
            out.stand_in(&text[at..behind], Span::new(at, behind), StandIn::NotGiven);
            behind
        }
        ('$', Some('{')) => {
            let behind = rest.find('}').map_or(end, |found| at + found + 1);
            out.stand_in(&text[at..behind], Span::new(at, behind), StandIn::NotGiven);
            behind
        }
        ('$', Some(c)) if c.is_ascii_alphabetic() || c == '_' => {
            let is_part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':');
            let length = rest.bytes().skip(1).take_while(is_part).count();
            let behind = at + 1 + length;
            out.stand_in(&text[at..behind], Span::new(at, behind), StandIn::NotGivenName);
            behind
        }
        _ => {
            out.copy(&rest[..first.len_utf8()], at);
            at + first.len_utf8()
        }
    }
}

/// `$([char]21457)`, as browsers write what is not ASCII; two of them where a character needs two units.
fn char_expression(text: &str) -> Option<(char, usize)> {
    let unit = |from: usize| {
        let rest = text.get(from..)?.strip_prefix("$([char]")?;
        let (digits, radix) = match rest.strip_prefix("0x") {
            Some(digits) => (digits, 16),
            None => (rest, 10),
        };
        let length = digits.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let value = u32::from_str_radix(&digits[..length], radix).ok()?;
        digits[length..].starts_with(')').then(|| {
            let end = text.len() - digits.len() + length + 1;
            (value, end)
        })
    };
    let (first, end) = unit(0)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, end));
    }
    let (second, end) = unit(end)?;
    let units = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
    let c = char::decode_utf16(units).next()?.ok()?;
    Some((c, end))
}

/// The offset behind the bracket that closes the one at `at`.
fn balanced(text: &str, at: usize, end: usize) -> usize {
    let mut depth = 0_usize;
    let mut quote = None;
    for (offset, byte) in text.as_bytes()[at..end].iter().enumerate() {
        match (quote, byte) {
            (Some(open), byte) => quote = (open != byte).then_some(open),
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => {
                depth -= 1;
                if depth == 0 {
                    return at + offset + 1;
                }
            }
            (None, _) => {}
        }
    }
    end
}

/// Typographic quotes end a string as plain ones do.
fn has_foreign_quotes(text: &str) -> bool {
    text.contains(['‘', '’', '‚', '‛', '“', '”', '„'])
}

fn backticked(text: &str, special: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if special.contains(c) {
            out.push('`');
        }
        out.push(c);
    }
    Some(out)
}

static DOUBLE: Quoting = Quoting {
    escape: |text| if has_foreign_quotes(text) { None } else { backticked(text, "`\"$") },
    empty: "",
};

static SINGLE: Quoting =
    Quoting { escape: |text| (!has_foreign_quotes(text)).then(|| text.replace('\'', "''")), empty: "" };

static BARE: Quoting = Quoting {
    escape: |text| {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?=%+!*".contains(c);
        text.chars().all(is_plain).then(|| text.to_owned())
    },
    empty: "''",
};

static HERE_SINGLE: Quoting =
    Quoting { escape: |text| (!text.contains("'@")).then(|| text.to_owned()), empty: "" };

static HERE_DOUBLE: Quoting =
    Quoting { escape: |text| if text.contains("\"@") { None } else { backticked(text, "`$") }, empty: "" };
