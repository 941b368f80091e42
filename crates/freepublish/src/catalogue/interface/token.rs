//! The interfaces that hand out an access token.

use super::{Limit, Method, Need, Parameter, Row, Type};
use crate::catalogue::source;
use crate::lang::Bilingual;

const GRANT_TYPE: Parameter = Parameter::new(
    "grant_type",
    Type::Id,
    Need::Always,
    "固定填 client_credential。",
    "Always client_credential.",
)
.limits(&[Limit::OneOf(&["client_credential"])]);
const APP_ID: Parameter =
    Parameter::new("appid", Type::Id, Need::Always, "公众号的 AppID。", "The account's AppID.");
const SECRET: Parameter =
    Parameter::new("secret", Type::Id, Need::Always, "公众号的 AppSecret。", "The account's AppSecret.")
        .caution(
            "等同账号密码：只放在服务器上，不要写进日志、前端代码或截图。",
            "As good as a password: keep it on the server, out of logs, pages and screenshots.",
        );

const ANSWER: &[Parameter] = &[
    Parameter::new(
        "access_token",
        Type::Id,
        Need::Always,
        "调用其他接口用的凭证。",
        "What the other interfaces are called with.",
    )
    .caution(
        "存储至少留 512 个字符；有效期内等同账号权限，不要外传。",
        "Leave room for 512 characters. While it lives it stands for the account: keep it to yourself.",
    ),
    Parameter::new(
        "expires_in",
        Type::Number,
        Need::Always,
        "还有多少秒失效，最多 7200。",
        "The seconds it is still valid, 7200 at most.",
    ),
];

const ERRCODES: &[i64] = &[40001, 40002, 40013, 40125, 40164, 40243, 41002, 41004, 45009, 45011, 89503];

pub(super) const TOKEN: Row = Row {
    name: "token",
    path: "/cgi-bin/token",
    method: Method::Get,
    title: Bilingual::new("获取接口调用凭据", "Get an access token"),
    meaning: Bilingual::new(
        "取一个新的 access_token，旧的约 5 分钟后失效；多台服务器各取各的会互相顶掉，推荐改用 stable_token。",
        "Issues a new access token; the one before dies after some five minutes. Servers that each fetch one kick \
         each other out: prefer stable_token.",
    ),
    query: &[GRANT_TYPE, APP_ID, SECRET],
    body: &[],
    answer: ANSWER,
    quota: Some(2000),
    errcodes: ERRCODES,
    source: source::TOKEN,
};

pub(super) const STABLE_TOKEN: Row = Row {
    name: "stable_token",
    path: "/cgi-bin/stable_token",
    method: Method::Post,
    title: Bilingual::new("获取稳定版接口调用凭据", "Get a stable access token"),
    meaning: Bilingual::new(
        "取 access_token：有效期内重复调用返回同一个，提前 5 分钟更新，多台服务器不会互相顶掉。",
        "Hands out the same access token as long as it is valid and renews it five minutes early, so that several \
         servers don't kick each other out.",
    ),
    query: &[],
    body: &[
        GRANT_TYPE,
        APP_ID,
        SECRET,
        Parameter::new(
            "force_refresh",
            Type::Boolean,
            Need::Optional,
            "是否强制换新，默认 false。",
            "Whether to force a new one; false unless said.",
        )
        .caution(
            "强制刷新每天 20 次、间隔至少 30 秒，只在凭证泄露时用。",
            "Forced refreshes are limited to 20 a day, 30 seconds apart: for an exposed token only.",
        ),
    ],
    answer: ANSWER,
    quota: Some(500_000),
    errcodes: ERRCODES,
    source: source::STABLE_TOKEN,
};
