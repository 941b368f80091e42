//! What a text was read as, for the line above or below a verdict.

use crate::catalogue::event::{OLD_NAME, PUBLISH_JOB_FINISH};
use crate::catalogue::interface::Interface;
use crate::inspection::{Format, Inspection, Kind, Mode};
use crate::lang::{Bilingual, Lang};

/// What a text was read as, in parts that are written with ` · ` between them: the kind, what it is written in, and how it was
/// transported if that was not in plain text.
pub fn read_as(inspection: &Inspection, lang: Lang) -> Vec<String> {
    let format = match inspection.format {
        Format::Curl => "curl",
        Format::Fetch => "fetch",
        Format::Har => "HAR",
        Format::Http => "HTTP",
        Format::Json => "JSON",
        Format::Powershell => "PowerShell",
        Format::Text => TEXT.get(lang),
        Format::Url => "URL",
        Format::Xml => "XML",
    };
    let mode = inspection.envelope.as_ref().and_then(|envelope| mode_name(envelope.mode));
    let mode = mode.map(|mode| mode.get(lang).to_owned());
    [kind(inspection, lang), format.to_owned()].into_iter().chain(mode).collect()
}

/// What to call a message mode; `None` for plain text, which needs no name.
pub const fn mode_name(mode: Mode) -> Option<Bilingual> {
    match mode {
        Mode::Compatible => Some(Bilingual::new("兼容模式", "compatible mode")),
        Mode::Secure => Some(Bilingual::new("安全模式", "secure mode")),
        Mode::Plain => None,
    }
}

fn kind(inspection: &Inspection, lang: Lang) -> String {
    let words = match (inspection.kind, inspection.interface) {
        (Kind::Request | Kind::Response, Some(interface)) if interface != Interface::Submit => {
            let what = if inspection.kind == Kind::Request { REQUEST } else { ANSWER };
            return format!("{} {}", interface.name(), what.get(lang));
        }
        (Kind::Request, _) => SUBMIT_REQUEST,
        (Kind::Response, Some(_)) => SUBMIT_ANSWER,
        (Kind::Response, None) => SOME_ANSWER,
        (Kind::PublishResult, _) => RESULT,
        (Kind::Callback, _) if inspection.publish.is_some() => CALLBACK,
        (Kind::Callback, _) => match inspection.header.as_ref().and_then(|header| header.event.as_deref()) {
            Some(PUBLISH_JOB_FINISH | OLD_NAME) => CALLBACK,
            Some(_) => OTHER_EVENT,
            None => PUSH,
        },
        (Kind::Unknown, _) => UNKNOWN,
    };
    words.get(lang).to_owned()
}

const TEXT: Bilingual = Bilingual::new("文本", "text");
const REQUEST: Bilingual = Bilingual::new("请求", "request");
const ANSWER: Bilingual = Bilingual::new("返回", "answer");
const SUBMIT_REQUEST: Bilingual = Bilingual::new("提交请求", "submit request");
const SUBMIT_ANSWER: Bilingual = Bilingual::new("提交返回", "answer to submit");
const SOME_ANSWER: Bilingual = Bilingual::new("接口返回", "answer of an interface");
const RESULT: Bilingual = Bilingual::new("freepublish/get 的返回", "answer of freepublish/get");
const CALLBACK: Bilingual = Bilingual::new("发布结果回调", "publish result callback");
const OTHER_EVENT: Bilingual = Bilingual::new("其他事件推送", "another event");
const PUSH: Bilingual = Bilingual::new("微信的推送", "push from WeChat");
const UNKNOWN: Bilingual = Bilingual::new("未识别", "not recognised");
