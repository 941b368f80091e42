//! The interfaces that mass-send. They are here to be told from publishing: their fields are not judged.

use super::{Method, Need, Parameter, Row, Type};
use crate::catalogue::{field, source};
use crate::lang::Bilingual;

const QUERY: &[Parameter] = &[Parameter::of(&field::ACCESS_TOKEN, Type::Id, Need::Always)];

const fn row(name: &'static str, path: &'static str, title: Bilingual, meaning: Bilingual) -> Row {
    Row {
        name,
        path,
        method: Method::Post,
        title,
        meaning,
        query: QUERY,
        body: &[],
        answer: &[],
        quota: None,
        errcodes: &[40007, 45028, 48001],
        source: source::MASS_SEND,
    }
}

pub(super) const SEND: Row = row(
    "mass/send",
    "/cgi-bin/message/mass/send",
    Bilingual::new("根据 OpenID 列表群发", "Mass-send to a list of openids"),
    Bilingual::new(
        "群发给一批指定的粉丝，会通知到人并占用群发次数；不是发布。",
        "Mass-sends to named followers, who are notified, and uses up mass-sends; it does not publish.",
    ),
);

pub(super) const SEND_ALL: Row = row(
    "mass/sendall",
    "/cgi-bin/message/mass/sendall",
    Bilingual::new("根据标签群发", "Mass-send by tag"),
    Bilingual::new(
        "群发给一个标签或全部粉丝，会通知到人并占用群发次数；不是发布，结果事件是 MASSSENDJOBFINISH。",
        "Mass-sends to a tag or to all followers, who are notified, and uses up mass-sends. It does not publish; its \
         event is MASSSENDJOBFINISH.",
    ),
);

pub(super) const PREVIEW: Row = row(
    "mass/preview",
    "/cgi-bin/message/mass/preview",
    Bilingual::new("预览群发", "Preview a mass-send"),
    Bilingual::new(
        "把群发内容先发给一个人看；不是发布。",
        "Shows a mass-send to one person first; it does not publish.",
    ),
);

pub(super) const DELETE: Row = row(
    "mass/delete",
    "/cgi-bin/message/mass/delete",
    Bilingual::new("删除群发", "Delete a mass-send"),
    Bilingual::new(
        "删除已群发的图文；已发布的文章用 freepublish/delete 删除。",
        "Deletes what was mass-sent; published articles are deleted by freepublish/delete.",
    ),
);

pub(super) const GET: Row = row(
    "mass/get",
    "/cgi-bin/message/mass/get",
    Bilingual::new("查询群发状态", "Ask for a mass-send"),
    Bilingual::new(
        "查询一次群发的状态；发布的结果用 freepublish/get 查询。",
        "Asks how a mass-send went; the result of a publish is asked of freepublish/get.",
    ),
);
