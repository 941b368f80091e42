//! The walk over a text.

use super::names::{Argument, Kind, kind, long_flag, short_flags};
use super::stand_in::{are_cookie_stand_ins, is_login_stand_in, is_stand_in};
use super::unit::{Unit, unit};
use super::value::{self, Read, byte_at};
use crate::span::Span;

/// What stands before a text.
const BEGINNING: Unit = Unit::plain(b'\n', 0);

/// A shorter value of `key=` is no key, and a shorter user name without password no token.
const SHORTEST_KEY: usize = 16;

pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    found: Vec<Span>,
    /// The last two characters that are of no name, the last one first.
    before: [Unit; 2],
    /// The name that was read last, in lower case, without `_` and `-`.
    name: String,
    /// Where the argument that is being read ends: a header in it goes no further.
    argument_end: usize,
    /// Commands that were named so far.
    has_curl: bool,
    has_freepublish: bool,
}

/// What stands between a name and its value.
struct Value {
    at: usize,
    /// What makes it a value: `=`, `:`, `>`, a comma.
    sign: Unit,
    /// The quote before the value.
    opener: Option<Unit>,
    /// Whether the name stands in quotes: then what has none is a number or a word of a program.
    is_named_in_quotes: bool,
    is_section: bool,
}

impl Value {
    const fn quoted(at: usize, sign: Unit, opener: Unit) -> Self {
        Self { at, sign, opener: Some(opener), is_named_in_quotes: true, is_section: false }
    }
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            found: Vec::new(),
            before: [BEGINNING; 2],
            name: String::new(),
            argument_end: 0,
            has_curl: false,
            has_freepublish: false,
        }
    }

    pub(super) fn run(mut self) -> Vec<Span> {
        while let Some(unit) = unit(self.text, self.at) {
            if unit.is_of_name() {
                self.word();
            } else {
                self.at += unit.len;
                self.before = [unit, self.before[0]];
                if unit.byte == b':' {
                    self.address(unit);
                }
            }
        }
        self.found
    }

    fn word(&mut self) {
        let start = self.at;
        self.name.clear();
        while let Some(unit) = unit(self.text, self.at).filter(|unit| unit.is_of_name()) {
            if unit.byte.is_ascii_alphanumeric() {
                self.name.push(char::from(unit.byte.to_ascii_lowercase()));
            }
            self.at += unit.len;
        }
        let before = self.before;
        let word = Span::new(start, self.at).of(self.text);
        self.has_curl |= word.eq_ignore_ascii_case("curl");
        self.has_freepublish |= word.eq_ignore_ascii_case("freepublish");
        let begins_word = before[0].is_blank() || before[0].is_newline() || before[0].is_quote();
        let is_flag = begins_word && word.starts_with('-');
        if is_flag && self.flag(word, start) {
            return;
        }
        if let Some(kind) = kind(&self.name) {
            self.named(kind, before, is_flag && word.starts_with("--"));
        }
        self.before = [Unit::plain(b'a', 0), before[0]];
    }

    /// Keeps a value, unless it only stands for a secret; what follows it is read next.
    fn keep(&mut self, (value, next): Read, is_stand_in: impl Fn(&str) -> bool) {
        self.at = next;
        if value.start < value.end && !is_stand_in(value.of(self.text)) {
            self.found.push(value);
        }
    }

    /// The value behind a name that was just read.
    fn named(&mut self, kind: Kind, before: [Unit; 2], is_flag: bool) {
        let text = self.text;
        if kind == Kind::Cookies && self.cookie_made() {
            return;
        }
        let Some(value) = self.value(kind, before, is_flag) else { return };
        let Value { at, sign, opener, is_named_in_quotes, is_section } = value;
        self.at = at;
        if let Some(opener) = opener {
            let read = value::quoted(text, at, opener);
            return self.keep(read, |value| kind.is_stand_in(value));
        }
        if sign.byte == b'>' {
            let read = value::content(text, at, is_section).unwrap_or_else(|| value::token(text, at, sign));
            return self.keep(read, |value| kind.is_stand_in(value));
        }
        let begins_line = before[0].is_newline() || before[0].is_quote() || at < self.argument_end;
        let (value, next) = match kind {
            Kind::Token => value::token(text, at, sign),
            Kind::QueryKey => {
                if !matches!(before[0].byte, b'?' | b'&') || sign.byte != b'=' {
                    return;
                }
                let (value, next) = value::token(text, at, sign);
                (if value.end - value.start < SHORTEST_KEY { Span::at(at) } else { value }, next)
            }
            Kind::Cookies if matches!(byte_at(text, at), Some(b'[' | b'{')) => return self.cookie_list(),
            Kind::Authorization | Kind::Cookies if is_named_in_quotes => value::token(text, at, sign),
            Kind::Authorization if !begins_line && !text[at..].starts_with("Digest ") => {
                value::authorization(text, at, sign)
            }
            Kind::Authorization | Kind::Cookies => value::header(text, at, before[0]),
        };
        let end = if at < self.argument_end { value.end.min(self.argument_end) } else { value.end };
        self.keep((Span::new(value.start, end), next.min(end.max(at))), |value| kind.is_stand_in(value));
    }

    /// Reads what separates a name from its value. `None` when nothing does: `access_token is missing` are words.
    fn value(&self, kind: Kind, before: [Unit; 2], is_flag: bool) -> Option<Value> {
        let text = self.text;
        let mut at = self.at;
        let mut sign: Option<Unit> = None;
        let mut is_closed = false;
        let mut has_blank = false;
        loop {
            let next = unit(text, at)?;
            let is_filler = next.is_blank() || next.byte == b'\\';
            match next.byte {
                _ if is_filler => has_blank |= next.is_blank(),
                b'>' if sign.is_none() && (before[0].byte == b'<' || is_closed) => {
                    return Some(self.element(at + next.len, next));
                }
                b'=' | b':' if sign.is_none() => sign = Some(next),
                // `:=`, `=>`, `==`; but `secret::name` is a path.
                b'=' if sign.is_some() => {}
                b'>' if sign.is_some_and(|sign| sign.byte == b'=') => {}
                b':' => return None,
                b'[' if kind != Kind::Cookies && unit(text, at + next.len).is_some_and(Unit::is_quote) => {}
                b',' if sign.is_none() && is_closed => return self.pair(at + next.len, next, before),
                _ if next.is_quote() && sign.is_none() && !is_closed && !has_blank => is_closed = true,
                _ if next.is_quote() && sign.is_some() => {
                    let behind = at + next.len;
                    let is_opener = is_closed || opens(text, behind);
                    let sign = sign?;
                    return is_opener.then_some(Value::quoted(behind, sign, next));
                }
                _ => break,
            }
            at += next.len;
        }
        let blank = (is_flag && has_blank && !is_flag_at(text, at)).then_some(Unit::plain(b' ', 1));
        let sign = sign.or(blank)?;
        if sign.byte == b':' && text[at..].starts_with("//") {
            // The scheme of an address.
            return None;
        }
        Some(Value { at, sign, opener: None, is_named_in_quotes: is_closed, is_section: false })
    }

    /// The content of an element that begins at `at`, in a CDATA section or not.
    fn element(&self, at: usize, sign: Unit) -> Value {
        const SECTION: &str = "![CDATA[";
        let mut inside = at;
        while let Some(space) = unit(self.text, inside).filter(|unit| unit.is_blank() || unit.is_newline()) {
            inside += space.len;
        }
        let section = unit(self.text, inside).filter(|unit| unit.byte == b'<').map(|unit| inside + unit.len);
        let section = section.filter(|at| self.text[*at..].starts_with(SECTION)).map(|at| at + SECTION.len());
        let is_section = section.is_some();
        Value { at: section.unwrap_or(at), sign, opener: None, is_named_in_quotes: false, is_section }
    }

    /// What follows a name in quotes and a comma: `"value":"…"` of the next member, as HAR files have it, or the next
    /// argument of a call, `append("access_token", "…")`.
    fn pair(&self, at: usize, sign: Unit, before: [Unit; 2]) -> Option<Value> {
        let text = self.text;
        let skip = |mut at: usize, also: u8| {
            while let Some(unit) =
                unit(text, at).filter(|unit| unit.is_blank() || unit.is_newline() || unit.byte == also)
            {
                at += unit.len;
            }
            at
        };
        let quote =
            |at: usize| unit(text, at).filter(|unit| unit.is_quote()).map(|unit| (at + unit.len, unit));
        let (inside, opener) = quote(skip(at, b' '))?;
        if before[1].byte == b'(' {
            return Some(Value::quoted(inside, sign, opener));
        }
        let name =
            text.get(inside..inside + "value".len()).filter(|name| name.eq_ignore_ascii_case("value"))?;
        let (behind, _) = quote(inside + name.len())?;
        let colon = skip(behind, b' ');
        let found = unit(text, colon).filter(|unit| unit.byte == b':')?;
        let (at, opener) = quote(skip(colon + found.len, b' '))?;
        Some(Value::quoted(at, sign, opener))
    }

    /// `Cookie("name", "value"`, as PowerShell and programs make them.
    fn cookie_made(&mut self) -> bool {
        let text = self.text;
        let quote =
            |at: usize| unit(text, at).filter(|unit| unit.is_quote()).map(|unit| (at + unit.len, unit));
        let value = || {
            let bracket = unit(text, self.at).filter(|unit| unit.byte == b'(')?;
            let (name, opener) = quote(self.at + bracket.len)?;
            let (_, behind) = value::quoted(text, name, opener);
            let mut at = behind;
            while let Some(next) = unit(text, at).filter(|unit| unit.is_blank() || unit.byte == b',') {
                at += next.len;
            }
            quote(at).map(|(at, opener)| value::quoted(text, at, opener))
        };
        let Some(read) = value() else { return false };
        self.keep(read, is_stand_in);
        true
    }

    /// `[{"name":…,"value":…}]`, `{"name":"value"}` or `["name=value"]`: the strings that are cookies' values.
    fn cookie_list(&mut self) {
        let text = self.text;
        let mut open: Vec<u8> = Vec::new();
        let mut member = "";
        let mut is_value = false;
        while let Some(unit) = unit(text, self.at) {
            self.at += unit.len;
            match unit.byte {
                b'[' | b'{' => {
                    open.push(unit.byte);
                    is_value = unit.byte == b'[';
                }
                b']' | b'}' => {
                    open.pop();
                    if open.is_empty() {
                        return;
                    }
                    is_value = false;
                }
                b':' => is_value = true,
                b',' => is_value = open.last() == Some(&b'['),
                _ if unit.is_quote() => {
                    let read = value::quoted(text, self.at, unit);
                    if !is_value {
                        (member, self.at) = (read.0.of(text), read.1);
                        continue;
                    }
                    let is_cookie = match open.as_slice() {
                        [b'[', b'{', ..] => member.eq_ignore_ascii_case("value"),
                        [b'{' | b'['] | [b'{', b'['] => true,
                        _ => false,
                    };
                    self.keep(read, |value| !is_cookie || are_cookie_stand_ins(value));
                }
                _ => {}
            }
        }
    }

    /// `//name:password@` behind the colon that was just read.
    fn address(&mut self, colon: Unit) {
        let text = self.text;
        let slash = |at: usize| unit(text, at).filter(|unit| unit.byte == b'/').map(|unit| at + unit.len);
        let Some(start) = slash(self.at).and_then(slash) else { return };
        self.at = start;
        self.before = [Unit::plain(b'/', 1); 2];
        if let Some(read) = value::login(text, start, colon) {
            self.keep(read, |login| !is_login(login) || is_login_stand_in(login));
        }
    }

    /// Reads the argument of a flag, if it is one whose argument is or holds a secret.
    fn flag(&mut self, word: &str, start: usize) -> bool {
        let text = self.text;
        let (argument, at) = if let Some(long) = word.strip_prefix("--") {
            let Some(argument) = long_flag(long) else { return false };
            let behind = self.at + usize::from(byte_at(text, self.at) == Some(b'='));
            (argument, behind)
        } else {
            let Some((argument, before)) = short_flags(word) else { return false };
            if word.len() > 2 && !self.has_curl {
                return false;
            }
            (argument, start + before)
        };
        let Some((value, end)) = value::argument(text, at) else { return false };
        let is_quoted = end > value.end;
        let is_told = self.has_curl || word.len() > 2 || is_quoted;
        self.before = [BEGINNING; 2];
        let given = value.of(text);
        let secret = match argument {
            Argument::Header => {
                self.argument_end = value.end;
                Span::at(value.start)
            }
            Argument::Secret => value,
            Argument::ProxyKey if self.has_freepublish => value,
            Argument::Login if given.contains(':') && (self.has_curl || !is_user_id(given)) => value,
            Argument::Cookies if is_told && given.contains('=') => value,
            Argument::Address => {
                let address = given.find("://").map_or(0, |at| at + "://".len());
                let length = given[address..].rfind('@').unwrap_or(0);
                Span::new(value.start + address, value.start + address + length)
            }
            Argument::Certificate if is_told => Span::new(value.start + password(given), value.end),
            _ => Span::at(value.start),
        };
        if secret.start == secret.end {
            // Names in the argument are looked for next.
            self.at = value.start;
            return true;
        }
        self.keep((secret, end), |value| match argument {
            Argument::Cookies => are_cookie_stand_ins(value),
            Argument::Login | Argument::Address => is_login_stand_in(value),
            _ => is_stand_in(value),
        });
        true
    }
}

impl Kind {
    fn is_stand_in(self, value: &str) -> bool {
        match self {
            Self::Cookies => are_cookie_stand_ins(value),
            _ => is_stand_in(value),
        }
    }
}

/// Whether another flag begins at `at`, `-v` or `--verbose`. A token may begin with a dash.
fn is_flag_at(text: &str, at: usize) -> bool {
    let rest = &text.as_bytes()[at..];
    rest.starts_with(b"--") || rest.first() == Some(&b'-') && rest.get(2).is_none_or(u8::is_ascii_whitespace)
}

/// Whether the quote before `at` opens a value. In `"…?access_token=" + token` it closes one.
fn opens(text: &str, at: usize) -> bool {
    const LONGEST_CODE: usize = 40;
    let rest = text[at..].trim_start_matches([' ', '\t']);
    let begins_with_plus = rest.starts_with('+');
    if begins_with_plus && rest.len() == text.len() - at {
        // A key may begin with a plus; `"+token+"` is code.
        return rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte)).count()
            >= LONGEST_CODE;
    }
    !(rest.is_empty() || rest.starts_with(['+', ',', ';', ')', '}', ']', '.', '&', '\n', '\r']))
}

/// `name:password`, or a name that looks like a token, as some services take it.
fn is_login(login: &str) -> bool {
    let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.~".contains(&byte);
    let is_token = login.len() >= SHORTEST_KEY && login.bytes().all(is_of_token);
    is_token || login.contains(':') || login.contains("%3A") || login.contains("%3a")
}

/// `1000:1000`, which `docker run -u` takes.
fn is_user_id(login: &str) -> bool {
    login.split(':').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Where the password behind a file's name begins, but for the colon of `C:\`; the end where there is none.
fn password(certificate: &str) -> usize {
    let colon =
        certificate.rfind(':').filter(|at| *at > 1 && !certificate[at + 1..].starts_with(['\\', '/']));
    colon.map_or(certificate.len(), |at| at + 1)
}
