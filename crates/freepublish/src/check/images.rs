//! Pictures in the HTML of an article: those on other servers are taken out.

use crate::diagnostic::Diagnostic;
use crate::findings::Findings;
use crate::rule::request::Finding;
use crate::span::Span;
use crate::syntax::source_map::unescape_json;
use crate::syntax::{NodeId, Tree};

/// Hosts that a message names.
const MOST_NAMED: usize = 4;

/// Reports the pictures in a string that do not lie on WeChat's servers, once for all of them.
pub(super) fn check(text: &str, tree: &Tree<'_>, id: NodeId, findings: &mut Findings) {
    let content = tree[id].text.as_ref();
    let mut foreign = images(content).filter(|image| !is_own(image.of(content))).peekable();
    let Some(first) = foreign.peek().copied() else { return };
    let mut count = 0;
    let mut hosts: Vec<&str> = Vec::new();
    for image in foreign {
        count += 1;
        let host = host(image.of(content));
        if hosts.len() < MOST_NAMED && !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    findings.report(|| {
        // From the text of the article to where it is written.
        let quoted = tree[id].value_span();
        let inside = Span::new(quoted.start + 1, quoted.end.saturating_sub(1).max(quoted.start + 1));
        let source = unescape_json(inside.of(text), inside.start);
        let span = if source.text == content { source.outer(first) } else { quoted };
        let hosts = hosts.into_iter().map(Into::into).collect();
        Diagnostic::new(Finding::ForeignImage { count, hosts }).at(span).path(tree.path(id))
    });
}

/// The addresses of the pictures in a text.
fn images(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(found) = text[at..].find('<') {
            let name = at + found + 1;
            at = name;
            if !text.get(name..name + 3).is_some_and(|name| name.eq_ignore_ascii_case("img")) {
                continue;
            }
            at = text[name..].find('>').map_or(text.len(), |end| name + end);
            if let Some(span) = source(text, Span::new(name + 3, at)) {
                return Some(span);
            }
        }
        None
    })
}

/// The value of `src`, or of `data-src` as published articles have it, among the attributes of a tag.
fn source(text: &str, attributes: Span) -> Option<Span> {
    let name = attributes.start + attributes.of(text).find("src=")?;
    let before = text[..name].chars().next_back()?;
    if !before.is_ascii_whitespace() && before != '-' && before != '"' && before != '\'' {
        return None;
    }
    let start = name + "src=".len();
    let rest = &text[start..attributes.end];
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (start, rest) = quote.map_or((start, rest), |_| (start + 1, &rest[1..]));
    let ends = |c: char| quote.map_or(c.is_whitespace(), |quote| c == quote);
    let end = rest.find(ends).unwrap_or(rest.len());
    Some(Span::new(start, start + end))
}

/// The host of an absolute address; the scheme of one that has none.
fn host(address: &str) -> &str {
    let address = address.trim();
    let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
    let end = rest.find(['/', '?', '#', ':', ',']).unwrap_or(rest.len());
    &rest[..end]
}

/// Whether a picture lies on WeChat's servers. One without a host lies nowhere, and is left to those who see it.
fn is_own(address: &str) -> bool {
    let address = address.trim();
    if address.starts_with("data:") {
        return false;
    }
    if !address.contains("//") {
        return true;
    }
    let host = host(address);
    [".qpic.cn", ".qlogo.cn", ".weixin.qq.com", ".wx.qq.com"].iter().any(|own| {
        host.len() > own.len()
            && host.is_char_boundary(host.len() - own.len())
            && host[host.len() - own.len()..].eq_ignore_ascii_case(own)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_found_with_their_hosts() {
        let text = r#"<p>1 < 2</p><img alt="a" src="https://mmbiz.qpic.cn/a.png"><IMG data-src='//cdn.example.com/b?x'/><img src=data:image/png;base64,xx ><img><img xsrc="c">"#;
        let found: Vec<&str> = images(text).map(|image| image.of(text)).collect();
        assert_eq!(
            found,
            ["https://mmbiz.qpic.cn/a.png", "//cdn.example.com/b?x", "data:image/png;base64,xx"]
        );
        assert_eq!(
            found.iter().map(|image| host(image)).collect::<Vec<_>>(),
            ["mmbiz.qpic.cn", "cdn.example.com", "data"]
        );
        assert_eq!(found.iter().map(|image| is_own(image)).collect::<Vec<_>>(), [true, false, false]);
        assert!(!is_own("https://qpic.cn.example.com/a") && !is_own("https://xqpic.cn/a"));
    }
}
