//! Answers to a submit call, accepted or refused, on their own: the platform refuses with the same words.

use super::http::HttpResponse;
use super::ids::Ids;
use super::problem::Problem;
use super::wire::{self, IdForm};
use crate::catalogue::errcode::{self, Class};
use crate::lang::Bilingual;

/// The answer of `freepublish/submit` with an error code; 0 is an accepted submit. `at` is in seconds since 1970 UTC.
///
/// # Errors
///
/// A code that no interface answers: those of the crypto samples.
pub fn submit_answer(errcode: i64, seed: u64, at: i64) -> Result<HttpResponse, Problem> {
    let ids = Ids { seed };
    if errcode == 0 {
        return Ok(answer(wire::accepted(ids.first_publish_id(), None, IdForm::Number)));
    }
    check(errcode)?;
    Ok(answer(refused(errcode, ids, "203.0.113.7", at, 1)))
}

/// Whether an interface can refuse a call with that code.
pub(super) fn check(errcode: i64) -> Result<(), Problem> {
    let never = errcode == 0 || errcode::find(errcode).is_some_and(|row| row.class == Class::CryptoSdk);
    if !never {
        return Ok(());
    }
    Err(Problem::new(
        errcode.to_string(),
        Bilingual::new("接口不会以错误码 {} 拒绝调用", "No interface refuses a call with {}"),
        Bilingual::new(
            "换一个错误码；0 表示成功，-40001 到 -40011 只出现在加解密示例代码里",
            "Use another error code: 0 is success, and -40001 to -40011 are those of the crypto samples only",
        ),
    ))
}

/// The HTTP message that carries an answer. `encoding` instead of `charset`, as WeChat has it.
pub(super) fn answer(body: String) -> HttpResponse {
    HttpResponse::new(200, "application/json; encoding=utf-8", body)
}

/// The body of a refusal; `number` tells one answer from the next.
pub(super) fn refused(errcode: i64, ids: Ids, ip: &str, at: i64, number: u64) -> String {
    let errmsg = match errcode {
        40007 => format!("invalid media_id hint: [{}]", ids.hint(number)),
        44003 | 44004 | 45003 | 45004 | 45008 => {
            format!("{} hint: [{}]", wording(errcode), ids.hint(number))
        }
        40164 => format!("invalid ip {ip} ipv6 ::ffff:{ip}, not in whitelist"),
        _ => wording(errcode).to_owned(),
    };
    wire::refused(errcode, &format!("{errmsg} rid: {}", ids.rid(at, number)))
}

/// The `errmsg` as WeChat sends it, or as the interface document describes it. Where neither is known, the text says so
/// instead of inventing one.
fn wording(errcode: i64) -> &'static str {
    const ELSEWHERE: [(i64, &str); 8] = [
        // Of `draft/add`, as developers received them. The catalogue is about publishing and has no rows for them.
        (44003, "empty news data"),
        (44004, "empty content"),
        (45003, "title size out of limit"),
        (45004, "description size out of limit"),
        (45008, "article size out of limit"),
        // As the interface document describes them.
        (53503, "该草稿未通过发布检查"),
        (53504, "需前往公众平台官网使用草稿"),
        (53505, "请手动保存成功后再发表"),
    ];
    let known = errcode::find(errcode).and_then(|row| row.errmsg);
    let described = ELSEWHERE.iter().find(|(code, _)| *code == errcode).map(|(_, text)| *text);
    known.or(described).unwrap_or("(simulated: the wording is not known)")
}
