//! What developers really have in hand: the document's own samples, and payloads in the shape that was reported as
//! received. Nothing WeChat is known to send may raise an error.

use crate::common;
use freepublish::{Diagnostic, Options, Outcome, Severity, inspect_bytes};

#[test]
fn every_sample_is_read_as_it_was_before() {
    for (name, bytes) in common::files("samples") {
        let (text, inspection) = inspect_bytes(&bytes, &Options::default());
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.replace('.', "_"), common::describe(&text, &inspection));
        });
    }
}

#[test]
fn what_wechat_sends_raises_no_error() {
    for (name, bytes) in common::files("samples") {
        let (_, inspection) = inspect_bytes(&bytes, &Options::default());
        let errors: Vec<_> = inspection
            .diagnostics
            .iter()
            .filter(|d| d.severity() == Severity::Error)
            .map(Diagnostic::code)
            .collect();
        let expected: &[&str] = match name.as_str() {
            "mass-send-instead.xml" => &["callback/wrong-event"],
            "request-curl-from-browser.txt" => &["request/called-from-frontend"],
            "wrong-flattened.xml" => &["callback/flattened"],
            _ if name.starts_with("response-4") => &["response/api-error"],
            _ => &[],
        };
        if name == "wrong-flattened.xml" {
            assert!(errors.contains(&expected[0]), "{name}: {errors:?}");
        } else {
            assert_eq!(errors, expected, "{name}");
        }
    }
}

#[test]
fn the_documents_own_callbacks_decode_as_the_document_says() {
    let read = |name: &str| {
        let bytes = std::fs::read(common::folder("samples").join(name)).expect("the sample is there");
        let (_, inspection) = inspect_bytes(&bytes, &Options::default());
        (inspection.outcome, inspection.publish.expect("a publish job"))
    };
    let (outcome, publish) = read("document-success.xml");
    assert_eq!(outcome, Outcome::Published);
    assert_eq!(publish.article_id.as_deref(), Some("b5O2OUs25HBxRceL7hfReg-U9QGeq9zQjiDvyWP4Hq4"));
    assert_eq!(publish.articles.len(), 1);

    let (outcome, publish) = read("document-originality-failed.xml");
    assert_eq!(outcome, Outcome::OriginalityFailed);
    assert_eq!(publish.fail_idx, [1, 2]);
    assert_eq!(publish.publish_id.as_deref(), Some("2247503051"));
}

#[test]
fn a_call_in_another_encoding_is_not_valid() {
    let body = b"{\"media_id\":\"lr1QVk_Sw157DUBZk-X9qtp-3YoIXshnmhq2X2C4jK-\",\"x\":\"\xb7\xa2\xb2\xbc\"}";
    let (text, inspection) = inspect_bytes(body, &Options::default());
    assert!(text.contains("发布"), "{text}");
    assert_eq!(inspection.diagnostics[0].code(), "input/not-utf8");
    assert_eq!(inspection.outcome, Outcome::Invalid);
}
