//! Payloads as logs and programs print them: with text before and behind, in quotes, with escapes.

use freepublish::{Inspection, Kind, Options, Outcome, inspect};

const XML: &str = "<xml><ToUserName><![CDATA[gh_4d00ed8d6399]]></ToUserName>\n\
    <FromUserName><![CDATA[oV5CrjpxgaGXNHIQigzNlgLTnwic]]></FromUserName>\n<CreateTime>1649681285</CreateTime>\n\
    <MsgType><![CDATA[event]]></MsgType>\n<Event><![CDATA[PUBLISHJOBFINISH]]></Event>\n<PublishEventInfo>\n\
    <publish_id>2247503051</publish_id>\n<publish_status>2</publish_status>\n<fail_idx>1</fail_idx>\n\
    </PublishEventInfo></xml>";
const RESULT: &str = r#"{"publish_id":2247483655,"publish_status":2,"fail_idx":[1]}"#;

/// What was found, without what only says that WeChat did not send it like this.
fn read(text: &str) -> (Inspection, Vec<&'static str>) {
    let inspection = inspect(text, &Options::default());
    let codes = inspection.diagnostics.iter().map(freepublish::Diagnostic::code).collect();
    (inspection, codes)
}

/// Backslashes and quotes as inside a string of JSON, or of a log that quotes like it.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[test]
fn messages_of_wechat_are_read_in_whatever_a_log_puts_around_them() {
    let (xml, result) = (escaped(XML), escaped(RESULT));
    let twice = escaped(&result);
    for text in [
        format!("resp={RESULT} cost=3ms"),
        format!("{RESULT} cost=3ms"),
        format!("2026-04-11 20:48:05 [INFO] resp={RESULT}, cost=3ms"),
        format!("{{req-7}} resp={RESULT} cost=3ms"),
        format!("body=\"{XML}\" status=200"),
        format!("body=\"{xml}\" status=200"),
        format!("b'{}'", XML.replace('\n', "\\n")),
        format!("got b\"{xml}\" from WeChat"),
        format!("\"\"\"{XML}\"\"\""),
        format!("payload = \"\"\"{RESULT}\"\"\"  # seen in the log"),
        format!("'{RESULT}'"),
        format!(r#"{{"level":"info","body":"{xml}","ms":3}}"#),
        format!(r#"{{"level":"info","body":"{result}"}}"#),
        format!(r#"{{"level":"info","data":{{"resp":{RESULT},"ms":3}}}}"#),
        format!(r#"{{"level":"info","data":["x",{{"resp":"{result}"}}]}}"#),
        format!(r#"level=info body="{result}" status=200"#),
        format!(r#"level=info body="{xml}" status=200"#),
        format!(r#"{{"log":"level=info body=\"{twice}\""}}"#),
    ] {
        let (inspection, codes) = read(&text);
        assert_eq!(inspection.outcome, Outcome::OriginalityFailed, "{text}\n{codes:?}");
        assert_eq!(inspection.publish.as_ref().map(|job| &job.fail_idx[..]), Some(&[1][..]), "{text}");
        assert_eq!(codes, ["input/surrounding-text"], "{text}");
        assert!(!inspection.has_errors() && !inspection.is_doubtful(), "{text}");
    }
}

#[test]
fn answers_and_refusals_are_read_as_well() {
    let (inspection, codes) = read(r#"POST submit -> {"errcode":0,"errmsg":"ok","publish_id":"1"} (31 ms)"#);
    assert_eq!((inspection.outcome, inspection.kind), (Outcome::Accepted, Kind::Response), "{codes:?}");
    let (inspection, codes) = read(r#"Error: {"errcode":53503,"errmsg":"x"} at Client.submit"#);
    assert_eq!(inspection.outcome, Outcome::Refused, "{codes:?}");
    assert_eq!(codes, ["input/surrounding-text", "response/api-error"]);
}

#[test]
fn the_bytes_that_python_prints_are_characters() {
    let (inspection, codes) =
        read(r#"b'{"errcode":40007,"errmsg":"\xe5\x8f\x91\xe5\xb8\x83","publish_id":1}'"#);
    assert_eq!(inspection.outcome, Outcome::Refused, "{codes:?}");
}

#[test]
fn behind_a_call_nothing_may_stand() {
    let (inspection, codes) = read(r#"{"media_id":"lr1QVk_Sw157DUBZk-X9qtp-3YoIXshnmhq2X2C4jK-"} x"#);
    assert_eq!((inspection.kind, inspection.outcome), (Kind::Request, Outcome::Invalid));
    assert_eq!(codes, ["json/malformed"]);
}

#[test]
fn several_documents_are_several_whatever_stands_between_them() {
    let (_, codes) = read(&format!("resp={RESULT}\n{RESULT}\n"));
    assert_eq!(codes, ["input/surrounding-text", "input/several-documents"]);
}
