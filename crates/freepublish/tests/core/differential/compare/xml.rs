//! XML, against roxmltree.

use freepublish::{Inspection, Options, inspect, outline};

use super::{Field, errors, fields};

/// Differences that are meant.
fn is_known(text: &str, inspection: &Inspection, theirs: Option<&roxmltree::Error>) -> bool {
    use roxmltree::Error as E;
    let ours = errors(inspection, "xml");
    match theirs {
        // WeChat's root is <xml>; a document type is refused; 64 levels are read.
        None => {
            let stricter = ["xml/root-not-xml", "xml/doctype-forbidden", "xml/too-deep"];
            let is_ill_formed = ours.iter().any(|code| !stricter.contains(code));
            !is_ill_formed || is_taken_by_mistake(text, inspection)
        }
        // Well-formed, and WeChat sends no namespaces. Parsers that are not asked to look at them read it.
        Some(
            E::UnknownNamespace(..)
            | E::DuplicatedNamespace(..)
            | E::InvalidElementNamePrefix(..)
            | E::InvalidXmlPrefixUri(..)
            | E::UnexpectedXmlUri(..)
            | E::UnexpectedXmlnsUri(..),
        ) => true,
        // What stands behind the root is told as a warning, and not read.
        // White space of any kind there was pasted along.
        Some(_) => reads_to_its_root(text),
    }
}

/// What roxmltree 0.21 takes although XML 1.0 forbids it, and libxml2 and expat refuse it: an instruction `<?XML ?>` or
/// without white space behind its name, a reference to half a character, `</a>` for `<:a>` and the other way round.
fn is_taken_by_mistake(text: &str, inspection: &Inspection) -> bool {
    let places = inspection.diagnostics.iter().filter(|found| found.code() == "xml/malformed");
    let mut written = places.filter_map(|found| found.span).map(|span| span.of(text).to_ascii_lowercase());
    text.contains("<:")
        || text.contains("</:")
        || written.all(|written| written.starts_with("<?") || written.starts_with("&#xd8"))
}

/// Whether roxmltree takes the text up to the end of its root element.
fn reads_to_its_root(text: &str) -> bool {
    let end = outline(text).first().map_or(0, |root| root.span.end);
    roxmltree::Document::parse(&text[..end]).is_ok()
}

/// How roxmltree and this library differ on the text, unless that is meant.
pub(crate) fn difference(text: &str) -> Option<String> {
    let inspection = inspect(text, &Options::default());
    let is_refused = !errors(&inspection, "xml").is_empty();
    let theirs = roxmltree::Document::parse(text);
    if is_refused != theirs.is_err() {
        let theirs = theirs.as_ref().err();
        let differs = !is_known(text, &inspection, theirs);
        return differs
            .then(|| format!("{text:?}: roxmltree: {theirs:?}, here: {:?}", inspection.diagnostics));
    }
    let (ours, theirs) = (fields(text), xml_fields(&theirs.ok()?));
    (ours != theirs).then(|| format!("{text:?}: roxmltree: {theirs:?}, here: {ours:?}"))
}

fn xml_fields(document: &roxmltree::Document<'_>) -> Vec<Field> {
    let elements = document.descendants().filter(roxmltree::Node::is_element);
    let field = |node: roxmltree::Node<'_, '_>| {
        let depth = node.ancestors().filter(roxmltree::Node::is_element).count() - 1;
        let source = &document.input_text()[node.range().start + 1..];
        let name = source.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next();
        let texts = node.children().filter(roxmltree::Node::is_text).filter_map(|text| text.text());
        // In front of an entity or a CDATA section roxmltree 0.21 leaves a carriage return as it is.
        let value = texts.collect::<String>().replace('\r', "\n").trim().to_owned();
        let is_leaf = !node.children().any(|child| child.is_element());
        (depth, name.unwrap_or_default().to_owned(), is_leaf.then_some(value))
    };
    elements.map(field).collect()
}
