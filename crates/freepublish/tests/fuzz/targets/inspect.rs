//! Every text is answered: all places lie in it, everything that is told can be told.

use freepublish::secrets::{secrets, without_secrets};
use freepublish::{
    Inspection, KindHint, Lang, OffsetUnit, Options, Report, Span, inspect, inspect_bytes, outline, verdict,
};

/// More findings than this are counted and not kept.
const MOST_FINDINGS: usize = 500;

const HINTS: [KindHint; 4] = [KindHint::Auto, KindHint::Request, KindHint::Response, KindHint::Callback];

pub(super) fn check(bytes: &[u8]) {
    let (text, read) = inspect_bytes(bytes, &Options::default());
    check_answer(&text, &read);
    for kind in HINTS {
        let inspection = inspect(&text, &Options { kind, ..Options::default() });
        check_answer(&text, &inspection);
    }
    for row in outline(&text) {
        assert!(lies_in(row.span, &text), "{row:?}");
    }
    let mut behind = 0;
    for span in secrets(&text) {
        assert!(lies_in(span, &text) && span.start >= behind, "a secret at {span:?}");
        behind = span.end;
    }
    without_secrets(&text);
}

/// What has to hold for any answer.
pub(super) fn check_answer(text: &str, inspection: &Inspection) {
    let found = &inspection.diagnostics;
    assert!(found.len() <= MOST_FINDINGS + 1, "{} findings", found.len());
    for diagnostic in found {
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        for span in diagnostic.span.into_iter().chain(edits.map(|edit| edit.span)) {
            assert!(lies_in(span, text), "{diagnostic:?}");
        }
    }
    // One of the four for each text: a fuzzer has many texts.
    let lang = Lang::ALL[text.len() % 2];
    let unit = if text.len() % 4 < 2 { OffsetUnit::Utf8 } else { OffsetUnit::Utf16 };
    assert!(!verdict(inspection, lang).headline.is_empty());
    let report = Report::new(inspection, text, lang, unit);
    assert_eq!(report.diagnostics.len(), found.len());
    assert!(serde_json::to_string(&report).is_ok());
}

fn lies_in(span: Span, text: &str) -> bool {
    span.start <= span.end && text.is_char_boundary(span.start) && text.is_char_boundary(span.end)
}
