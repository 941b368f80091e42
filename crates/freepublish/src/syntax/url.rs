//! Addresses, split with the place of every part. The `url` crate normalises and keeps no places, and its IDNA tables
//! alone would take a fifth of the page's download.

use crate::percent;
use crate::span::Span;

/// An address; spans count in the text that was split.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Url {
    /// `https`; `None` for an address that begins with its path.
    pub(crate) scheme: Option<Span>,
    /// Host and port; `None` for an address that begins with its path.
    pub(crate) host: Option<Span>,
    pub(crate) path: Span,
    /// The parameters in order.
    pub(crate) query: Vec<Parameter>,
    /// Everything.
    pub(crate) span: Span,
}

/// `name=value`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: Span,
    /// Empty and at the end of the name when there is no `=`.
    pub(crate) value: Span,
}

impl Url {
    /// Splits `text[span]`. Anything can be split; what is missing stays empty.
    pub(crate) fn split(text: &str, span: Span) -> Self {
        let (mut url, query) = Self::split_at_query(text, span);
        url.query = query.map(|query| parameters(text, query)).unwrap_or_default();
        url
    }

    /// Splits an address and leaves its query alone.
    pub(crate) fn split_head(text: &str) -> Self {
        Self::split_at_query(text, Span::new(0, text.len())).0
    }

    fn split_at_query(text: &str, span: Span) -> (Self, Option<Span>) {
        let all = span.of(text);
        let mut url = Self { span, ..Self::default() };
        let mut at = 0;
        if let Some(colon) =
            all.find("://").filter(|colon| all[..*colon].bytes().all(|b| b.is_ascii_alphanumeric()))
        {
            url.scheme = Some(Span::new(0, colon).shifted(span.start));
            at = colon + 3;
            let end = all[at..].find(['/', '?', '#']).map_or(all.len(), |found| at + found);
            url.host = Some(Span::new(at, end).shifted(span.start));
            at = end;
        } else if let Some(end) = bare_host_end(all) {
            url.host = Some(Span::new(0, end).shifted(span.start));
            at = end;
        }
        let end = all.find('#').filter(|hash| *hash >= at).unwrap_or(all.len());
        let question = all[at..end].find('?').map_or(end, |found| at + found);
        url.path = Span::new(at, question).shifted(span.start);
        let query = (question < end).then(|| Span::new(question + 1, end).shifted(span.start));
        (url, query)
    }

    /// The parameters of that name.
    pub(crate) fn each<'u>(&'u self, text: &'u str, name: &'u str) -> impl Iterator<Item = Parameter> + 'u {
        self.query.iter().copied().filter(move |parameter| parameter.name.of(text) == name)
    }

    /// The decoded value of the first parameter of that name.
    pub(crate) fn value(&self, text: &str, name: &str) -> Option<String> {
        self.each(text, name).next().map(|parameter| percent::decode(parameter.value.of(text)))
    }
}

/// Where the host ends in an address that begins with it, as curl accepts: `api.weixin.qq.com/cgi-bin`.
fn bare_host_end(text: &str) -> Option<usize> {
    let end = text.find(['/', '?', '#']).unwrap_or(text.len());
    text[..end].contains('.').then_some(end)
}

/// Splits `a=1&b=2`.
pub(crate) fn parameters(text: &str, span: Span) -> Vec<Parameter> {
    let mut found = Vec::new();
    let mut at = span.start;
    for part in span.of(text).split('&') {
        let equals = part.find('=').unwrap_or(part.len());
        let value_start = (equals + 1).min(part.len());
        if !part.is_empty() {
            found.push(Parameter {
                name: Span::new(0, equals).shifted(at),
                value: Span::new(value_start, part.len()).shifted(at),
            });
        }
        at += part.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_its_place() {
        let text = "> https://api.weixin.qq.com:443/cgi-bin/x?access_token=AB%3D&flag&b=#top";
        let url = Url::split(text, Span::new(2, text.len()));
        assert_eq!(url.scheme.map(|span| span.of(text)), Some("https"));
        assert_eq!(url.host.map(|span| span.of(text)), Some("api.weixin.qq.com:443"));
        assert_eq!(url.path.of(text), "/cgi-bin/x");
        let query: Vec<_> = url.query.iter().map(|p| (p.name.of(text), p.value.of(text))).collect();
        assert_eq!(query, [("access_token", "AB%3D"), ("flag", ""), ("b", "")]);
        assert_eq!(url.value(text, "access_token").as_deref(), Some("AB="));
    }

    #[test]
    fn an_address_may_begin_with_its_path() {
        let text = "/cgi-bin/x?to=https://a.example";
        let url = Url::split(text, Span::new(0, text.len()));
        assert_eq!((url.scheme, url.host), (None, None));
        assert_eq!(url.path.of(text), "/cgi-bin/x");
        assert_eq!(url.query.len(), 1);
    }
}
