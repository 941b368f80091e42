//! Scenarios that no person would write.

use super::{Row, filled, made, numbered, repeated};

pub(super) const ROWS: &[Row] = &[
    repeated("scenario/mistakes", "", "x\n", ""),
    repeated("scenario/line-feeds", "", "\n", ""),
    repeated("scenario/comments", "", "#\n", ""),
    repeated("scenario/hashes", "title en ", "#", ""),
    repeated("scenario/hashes-in-setting", "seed 1", "x#", ""),
    repeated("scenario/hashes-apart", "seed 1", " #", ""),
    repeated("scenario/spaces", "seed", " ", "1"),
    repeated("scenario/ideographic-spaces", "seed", "\u{3000}", "1"),
    repeated("scenario/settings-twice", "", "seed 1\n", ""),
    repeated("scenario/titles", "", "title en x\n", ""),
    repeated("scenario/long-title", "title en ", "发", ""),
    repeated("scenario/long-word", "", "x", ""),
    repeated("scenario/long-number", "seed ", "9", ""),
    repeated("scenario/long-duration", "retry-after ", "9", "s"),
    repeated("scenario/same-drafts", "", "draft a\n", ""),
    made("scenario/drafts", |size| numbered("", |number| format!("draft d{number} articles 8\n"), "", size)),
    made("scenario/drafts-of-many", |size| {
        numbered("", |number| format!("draft d{number} articles 100\n"), "at 0s token\n", size)
    }),
    made("scenario/servers", |size| numbered("", |number| format!("server s{number}\n"), "", size)),
    repeated("scenario/same-servers", "", "server a\n", ""),
    made("scenario/long-server-names", |size| {
        filled("", &format!("server {}\n", "s".repeat(size / 100)), "", size).into_bytes()
    }),
    repeated("scenario/fail-idx", "draft a articles 8 outcome failed fail-idx 1", ",1", "\n"),
    repeated("scenario/fail-idx-empty", "draft a articles 8 outcome failed fail-idx ", ",", "\n"),
    repeated("scenario/handler", "handler success", ", slow 6s", "\n"),
    repeated("scenario/handler-mistakes", "handler x", ", y", "\n"),
    repeated("scenario/whitelist", "whitelist 1.2.3.4", ",1.2.3.4", "\n"),
    repeated("scenario/steps", "draft main\n", "at 0s token\n", ""),
    repeated("scenario/steps-without-draft", "", "at 1s submit nothing\n", ""),
    made("scenario/steps-unknown-drafts", |size| {
        numbered("", |number| format!("at 1s submit d{number}\n"), "", size)
    }),
    made("scenario/steps-unknown-servers", |size| {
        numbered("", |number| format!("at 1s token by s{number}\n"), "", size)
    }),
    repeated("scenario/every", "draft main\n", "at 0s get every 1ms times 500\n", ""),
    repeated("scenario/every-without-end", "draft main\nat 0s get every 1ms times ", "9", "\n"),
    repeated("scenario/drafts-added", "", "at 0s draft-add a articles 8\n", ""),
    repeated("scenario/answers", "", "answer submit 40001\n", ""),
    repeated("scenario/carriage-returns", "", "seed 1\r\n", ""),
    repeated("scenario/not-ascii", "", "发布\n", ""),
];
