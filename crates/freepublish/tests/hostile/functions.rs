//! The public functions that take what a stranger sent, each with everything but the call itself made ready.

use std::hint::black_box;

use freepublish::delivery::{Answer, DEADLINE, Exchange, Reply, Sent, judge, judge_verification};
use freepublish::envelope::{AesKey, Secrets, encrypt, msg_signature, open, open_bytes};
use freepublish::inspection::Mode;
use freepublish::secrets::{secrets, without_secrets};
use freepublish::simulate::api::{API_HOST, Api};
use freepublish::simulate::{
    Credentials, Event, HttpRequest, HttpResponse, Platform, PlatformConfig, Repost, Scenario, verification,
};
use freepublish::{
    Inspection, KindHint, Lang, LineIndex, OffsetUnit, Options, Report, apply_all, inspect, inspect_bytes,
    outline, verdict,
};

const PUSH: &str = "<xml><MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event></xml>";

/// Called as often as wanted; everything it allocates is gone when it returns.
pub(crate) type Call = Box<dyn Fn()>;

/// A function that is judged.
pub(crate) struct Function {
    pub(crate) name: &'static str,
    /// Makes a call ready on this input.
    pub(crate) on: fn(&[u8]) -> Call,
}

pub(crate) const READING: &[Function] = &[
    Function {
        name: "inspect",
        on: |bytes| on_text(bytes, |text| drop(black_box(inspect(text, &Options::default())))),
    },
    Function {
        name: "inspect as a request",
        on: |bytes| {
            let options = Options { kind: KindHint::Request, ..Options::default() };
            on_text(bytes, move |text| drop(black_box(inspect(text, &options))))
        },
    },
    Function {
        name: "inspect as a callback",
        on: |bytes| {
            let options = Options { kind: KindHint::Callback, ..Options::default() };
            on_text(bytes, move |text| drop(black_box(inspect(text, &options))))
        },
    },
    Function {
        name: "inspect, pushed to it",
        on: |bytes| {
            let options = Options { url: Some(text(bytes)), ..Options::default() };
            Box::new(move || drop(black_box(inspect(PUSH, &options))))
        },
    },
    Function {
        name: "inspect_bytes",
        on: |bytes| {
            let bytes = bytes.to_vec();
            Box::new(move || drop(black_box(inspect_bytes(&bytes, &Options::default()))))
        },
    },
    Function { name: "outline", on: |bytes| on_text(bytes, |text| drop(black_box(outline(text)))) },
    Function { name: "secrets", on: |bytes| on_text(bytes, |text| drop(black_box(secrets(text)))) },
    Function {
        name: "without_secrets",
        on: |bytes| on_text(bytes, |text| drop(black_box(without_secrets(text)))),
    },
];

pub(crate) const TELLING: &[Function] = &[
    Function {
        name: "verdict",
        on: |bytes| {
            on_inspection(bytes, |_, inspection| {
                for lang in Lang::ALL {
                    drop(black_box(verdict(inspection, lang)));
                }
            })
        },
    },
    Function {
        name: "report, bytes",
        on: |bytes| on_inspection(bytes, |text, found| report(text, found, Lang::Zh, OffsetUnit::Utf8)),
    },
    Function {
        name: "report, UTF-16",
        on: |bytes| on_inspection(bytes, |text, found| report(text, found, Lang::En, OffsetUnit::Utf16)),
    },
    Function {
        name: "apply_all",
        on: |bytes| {
            on_inspection(bytes, |text, inspection| {
                drop(black_box(apply_all(text, &inspection.diagnostics)));
            })
        },
    },
    Function {
        name: "positions",
        on: |bytes| {
            on_inspection(bytes, |text, inspection| {
                let index = LineIndex::new(text);
                for span in inspection.diagnostics.iter().filter_map(|diagnostic| diagnostic.span) {
                    black_box((index.position(span.start), index.position(span.end)));
                }
            })
        },
    },
];

pub(crate) const WITH_SECRETS: &[Function] = &[
    Function {
        name: "open",
        on: |bytes| {
            let (options, secrets) = (pushed("abc"), Credentials::demo().secrets());
            on_text(bytes, move |text| drop(black_box(open(text, &options, &secrets))))
        },
    },
    Function {
        name: "open_bytes",
        on: |bytes| {
            let (bytes, options, secrets) = (bytes.to_vec(), pushed("abc"), Credentials::demo().secrets());
            Box::new(move || drop(black_box(open_bytes(&bytes, &options, &secrets))))
        },
    },
    Function {
        name: "open, inside",
        on: |bytes| {
            // What stands inside a message that is signed and encrypted as it should be.
            let Credentials { token, key, app_id } = Credentials::demo();
            let encrypted = encrypt(&key, [b'0'; 16], &text(bytes), &app_id);
            let options = pushed(&msg_signature(&token, "1714112445", "415670741", &encrypted));
            let message = format!("<xml><ToUserName>gh_1</ToUserName><Encrypt>{encrypted}</Encrypt></xml>");
            let secrets = Credentials::demo().secrets();
            Box::new(move || drop(black_box(open(&message, &options, &secrets))))
        },
    },
    Function {
        name: "open, ciphertext",
        on: |bytes| {
            let message = format!("<xml><Encrypt><![CDATA[{}]]></Encrypt></xml>", text(bytes));
            let (options, secrets) = (pushed("abc"), Credentials::demo().secrets());
            Box::new(move || drop(black_box(open(&message, &options, &secrets))))
        },
    },
    Function {
        name: "AesKey::from_encoding",
        on: |bytes| on_text(bytes, |text| drop(black_box(AesKey::from_encoding(text)))),
    },
    Function {
        name: "judge",
        on: |bytes| {
            let (bytes, secrets) = (bytes.to_vec(), Credentials::demo().secrets());
            Box::new(move || drop(black_box(judge(&replied(&bytes), &sent(Mode::Plain, &secrets)))))
        },
    },
    Function {
        name: "judge, secure",
        on: |bytes| {
            let (bytes, secrets) = (bytes.to_vec(), Credentials::demo().secrets());
            Box::new(move || drop(black_box(judge(&replied(&bytes), &sent(Mode::Secure, &secrets)))))
        },
    },
    Function {
        name: "judge_verification",
        on: |bytes| {
            let (bytes, echostr) = (bytes.to_vec(), text(bytes));
            Box::new(move || {
                drop(black_box(judge_verification(&replied(&bytes), "7")));
                drop(black_box(judge_verification(&replied(b"7"), &echostr)));
            })
        },
    },
];

pub(crate) const SIMULATING: &[Function] = &[
    Function {
        name: "platform, body",
        on: |bytes| {
            let calls: Vec<HttpRequest> = Api::ALL
                .into_iter()
                .map(|api| {
                    let target = format!("{}?access_token=x", api.path());
                    HttpRequest::received("POST", &target, bytes)
                })
                .collect();
            Box::new(move || calls.iter().for_each(call))
        },
    },
    Function {
        name: "platform, target",
        on: |bytes| {
            let query = text(bytes);
            let calls = Api::ALL.map(|api| {
                let url = format!("https://{API_HOST}{}?{query}", api.path());
                HttpRequest::new(api.method(), &url)
            });
            Box::new(move || calls.iter().for_each(call))
        },
    },
    Function {
        name: "platform, reply",
        on: |bytes| {
            let response = HttpResponse::new(200, "text/plain", text(bytes));
            Box::new(move || {
                let mut platform = Platform::new(PlatformConfig::default(), Credentials::demo(), 0);
                let response = Some(response.clone());
                drop(black_box(platform.step(0, Event::Reply { delivery: 0, attempt: 1, response })));
            })
        },
    },
    Function {
        name: "HttpRequest",
        on: |bytes| {
            let bytes = bytes.to_vec();
            on_text(&bytes.clone(), move |text| {
                let request = HttpRequest::received("POST", text, &bytes);
                drop(black_box((request.to_http(), request.to_http_file(), request.to_curl())));
            })
        },
    },
    Function {
        name: "Repost::push",
        on: |bytes| {
            let repost =
                |mode| Repost { document: text(bytes), mode, seed: 1, url: "https://h.example/".to_owned() };
            let (plain, secure) = (repost(Mode::Plain), repost(Mode::Secure));
            Box::new(move || {
                drop(black_box(plain.push(0, 0, &Credentials::demo())));
                drop(black_box(secure.push(0, 0, &Credentials::demo())));
            })
        },
    },
    Function {
        name: "verification",
        on: |bytes| on_text(bytes, |text| drop(black_box(verification(text, 1, 0, &Credentials::demo())))),
    },
];

/// For every row, and for those that are made for it.
pub(crate) const SCENARIO: &[Function] = &[Function {
    name: "Scenario::parse",
    on: |bytes| {
        on_text(bytes, |text| match Scenario::parse(text) {
            Ok(scenario) => drop(black_box(scenario.print())),
            Err(mistakes) => {
                for (mistake, lang) in
                    mistakes.list.iter().flat_map(|mistake| Lang::ALL.map(|lang| (mistake, lang)))
                {
                    drop(black_box((mistake.reason(lang), mistake.remedy(lang))));
                }
            }
        })
    },
}];

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn on_text(bytes: &[u8], call: impl Fn(&str) + 'static) -> Call {
    let text = text(bytes);
    Box::new(move || call(&text))
}

fn on_inspection(bytes: &[u8], call: impl Fn(&str, &Inspection) + 'static) -> Call {
    let text = text(bytes);
    let inspection = inspect(&text, &Options::default());
    Box::new(move || call(&text, &inspection))
}

fn report(text: &str, inspection: &Inspection, lang: Lang, unit: OffsetUnit) {
    drop(black_box(serde_json::to_string_pretty(&Report::new(inspection, text, lang, unit))));
}

fn pushed(msg_signature: &str) -> Options {
    let url = format!(
        "/wx?signature=a&timestamp=1714112445&nonce=415670741&encrypt_type=aes&msg_signature={msg_signature}"
    );
    Options { url: Some(url), at: Some(1_714_112_445), ..Options::default() }
}

fn replied(body: &[u8]) -> Exchange<'_> {
    let answer = Answer::Reply(Reply { status: 200, headers: &[], body });
    Exchange { answer, elapsed: 12, deadline: DEADLINE }
}

fn sent(mode: Mode, secrets: &Secrets) -> Sent<'_> {
    Sent { mode, secrets, accepted_before: 0 }
}

fn call(request: &HttpRequest) {
    let mut platform = Platform::new(PlatformConfig::default(), Credentials::demo(), 0);
    let event = Event::Call { ip: "203.0.113.7".to_owned(), request: request.clone() };
    drop(black_box(platform.step(0, event)));
}
