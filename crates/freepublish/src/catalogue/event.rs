//! Names of pushed events: the one this library is about, and those that are taken for it.

use crate::lang::Bilingual;

/// The event that reports the end of a publish job.
pub const PUBLISH_JOB_FINISH: &str = "PUBLISHJOBFINISH";

/// The name an early page printed, and that at least one SDK still types.
pub const OLD_NAME: &str = "FREEPUBLISHJOBFINISH";

/// What an event of another name is about.
pub fn describe(event: &str) -> Bilingual {
    match event {
        "MASSSENDJOBFINISH" => Bilingual {
            zh: "群发的结果，不是发布",
            en: "the result of a mass-send, not of a publish",
        },
        "TEMPLATESENDJOBFINISH" => {
            Bilingual { zh: "模板消息发送结果", en: "the result of a template message" }
        }
        "subscribe" => Bilingual { zh: "用户关注", en: "a user followed the account" },
        "unsubscribe" => Bilingual { zh: "用户取消关注", en: "a user unfollowed the account" },
        "SCAN" => Bilingual { zh: "用户扫描带参数二维码", en: "a user scanned a QR code" },
        "LOCATION" => Bilingual { zh: "用户上报地理位置", en: "a user reported a location" },
        "CLICK" => Bilingual { zh: "用户点击自定义菜单", en: "a user pressed a menu item" },
        "VIEW" => Bilingual { zh: "用户点击菜单跳转链接", en: "a user followed a menu link" },
        "debug_demo" => Bilingual {
            zh: "微信推送调试工具的演示事件",
            en: "the demo event of WeChat's push debug tool",
        },
        _ => Bilingual { zh: "另一种事件", en: "another kind of event" },
    }
}
