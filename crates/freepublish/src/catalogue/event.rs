//! Names of pushed events: the one this library is about, and those that are taken for it.

use crate::lang::Bilingual;

/// The event that reports the end of a publish job.
pub const PUBLISH_JOB_FINISH: &str = "PUBLISHJOBFINISH";

/// The name an early page printed, and that at least one SDK still types.
pub const OLD_NAME: &str = "FREEPUBLISHJOBFINISH";

/// What an event of another name is about.
pub fn describe(event: &str) -> Bilingual {
    match event {
        "MASSSENDJOBFINISH" => {
            Bilingual::new("群发的结果，不是发布", "the result of a mass-send, not of a publish")
        }
        "TEMPLATESENDJOBFINISH" => Bilingual::new("模板消息发送结果", "the result of a template message"),
        "subscribe" => Bilingual::new("用户关注", "a user followed the account"),
        "unsubscribe" => Bilingual::new("用户取消关注", "a user unfollowed the account"),
        "SCAN" => Bilingual::new("用户扫描带参数二维码", "a user scanned a QR code"),
        "LOCATION" => Bilingual::new("用户上报地理位置", "a user reported a location"),
        "CLICK" => Bilingual::new("用户点击自定义菜单", "a user pressed a menu item"),
        "VIEW" => Bilingual::new("用户点击菜单跳转链接", "a user followed a menu link"),
        "debug_demo" => {
            Bilingual::new("微信推送调试工具的演示事件", "the demo event of WeChat's push debug tool")
        }
        _ => Bilingual::new("另一种事件", "another kind of event"),
    }
}
