//! PowerShell: `Invoke-WebRequest` and `Invoke-RestMethod`, as browsers copy them and as people write them.

mod shell;
mod strings;

use std::collections::BTreeMap;

use crate::span::Span;
use crate::syntax::command::Words;
use crate::syntax::command::calls::{Calls, IsWanted};
use crate::syntax::http::{Header, Message, Method, MethodSlot};
pub(crate) use shell::PowerShell;
use shell::{Argument, Value};

/// Reads a script that begins at `start`; `None` when no such command is in it.
pub(crate) fn read(text: &str, start: usize, wanted: IsWanted) -> Option<Message<'_>> {
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
                ("body", Value::Text(body)) if !body.is_unknown() => message.body = Some(body.into_json()),
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

#[cfg(test)]
mod tests;
