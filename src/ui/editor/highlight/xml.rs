//! XML, and the head of an HTTP message: the readers that remember where they are.

use super::{Kind, Lexer, Mode, run, until};

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':') || byte >= 0x80
}

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

impl Lexer<'_> {
    pub(super) fn xml(&mut self, rest: &str) -> (Kind, usize) {
        match self.mode {
            Mode::XmlCdata => match until(rest, "]]>") {
                0 => {
                    self.mode = Mode::Xml;
                    self.signs(rest, 3)
                }
                end => (Kind::Text, end),
            },
            Mode::XmlTag => self.tag(rest),
            _ if rest.starts_with('<') => self.signs(rest, 0),
            _ if rest.starts_with('&') => {
                let end = run(&rest[1..], |byte| byte.is_ascii_alphanumeric() || byte == b'#') + 1;
                let is_entity = end > 1 && rest.as_bytes().get(end) == Some(&b';');
                if is_entity { (Kind::Literal, end + 1) } else { (Kind::Text, 1) }
            }
            _ => (Kind::Text, run(rest, |byte| !matches!(byte, b'<' | b'&'))),
        }
    }

    /// Signs that stand next to each other are one token: `]]></`.
    fn signs(&mut self, rest: &str, taken: usize) -> (Kind, usize) {
        let next = &rest[taken..];
        if next.starts_with("<!--") {
            let end = next.find("-->").map_or(next.len(), |end| end + 3);
            return if taken > 0 { (Kind::Punct, taken) } else { (Kind::Comment, end) };
        }
        if next.starts_with("<![CDATA[") {
            self.mode = Mode::XmlCdata;
            return (Kind::Punct, taken + 9);
        }
        if next.starts_with("<?") || next.starts_with("<!") {
            let end = next.find('>').map_or(next.len(), |end| end + 1);
            return if taken > 0 { (Kind::Punct, taken) } else { (Kind::Comment, end) };
        }
        if let Some(tag) = next.strip_prefix('<') {
            self.mode = Mode::XmlTag;
            self.behind_name = false;
            return (Kind::Punct, taken + 1 + usize::from(tag.starts_with('/')));
        }
        (Kind::Punct, taken)
    }

    fn tag(&mut self, rest: &str) -> (Kind, usize) {
        match rest.as_bytes()[0] {
            b'>' => {
                self.mode = Mode::Xml;
                self.signs(rest, 1)
            }
            b'/' if rest.starts_with("/>") => {
                self.mode = Mode::Xml;
                self.signs(rest, 2)
            }
            // A tag that was never closed: the next one begins.
            b'<' => self.signs(rest, 0),
            quote @ (b'"' | b'\'') if self.behind_name => {
                let end = rest[1..].bytes().position(|byte| byte == quote || byte == b'<');
                (
                    Kind::String,
                    end.map_or(rest.len(), |end| end + 1 + usize::from(rest.as_bytes()[end + 1] == quote)),
                )
            }
            byte if is_space(byte) => (Kind::Text, run(rest, is_space)),
            byte if is_name(byte) => {
                self.behind_name = true;
                (Kind::Name, run(rest, is_name))
            }
            _ => (Kind::Punct, 1),
        }
    }

    pub(super) fn http(&mut self, rest: &str) -> (Kind, usize) {
        let line = rest.find('\n').map_or(rest.len(), |end| end + 1);
        match self.mode {
            Mode::HttpStart => {
                self.mode = Mode::HttpValue;
                (Kind::Keyword, run(rest, |byte| !is_space(byte)))
            }
            Mode::HttpHeader if rest[..line].trim().is_empty() => {
                self.mode = Mode::of_body(&rest[line..]);
                (Kind::Text, line)
            }
            Mode::HttpHeader => match rest[..line].find(':') {
                Some(end) if end > 0 => {
                    self.mode = Mode::HttpValue;
                    (Kind::Name, end)
                }
                _ => (Kind::Text, line),
            },
            _ if rest.starts_with(':') => (Kind::Punct, 1),
            _ => {
                self.mode = Mode::HttpHeader;
                (Kind::Text, line)
            }
        }
    }
}
