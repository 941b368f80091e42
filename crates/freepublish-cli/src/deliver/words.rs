//! The words of `deliver`.

use freepublish::Bilingual;
use freepublish::inspection::Mode;

pub(super) const NOT_A_URL: Bilingual = Bilingual::new("不是网址", "this is no address");
pub(super) const NOT_A_URL_HELP: Bilingual = Bilingual::new(
    "写完整的地址，如 http://127.0.0.1:3000/wechat",
    "Write it in full, as in http://127.0.0.1:3000/wechat",
);
pub(super) const SCHEME: Bilingual =
    Bilingual::new("只能推送到 http 或 https 地址", "only http and https addresses can be pushed to");
pub(super) const CREDENTIALS: Bilingual =
    Bilingual::new("网址里不能带用户名和密码", "the address must not hold a user name or a password");
pub(super) const CREDENTIALS_HELP: Bilingual = Bilingual::new(
    "去掉 @ 之前的部分；微信推送时也不会带",
    "Leave out what stands before the @; WeChat sends none either",
);
pub(super) const NO_SUCH_HOST: Bilingual = Bilingual::new("找不到主机", "no such host:");
pub(super) const NO_SUCH_HOST_HELP: Bilingual =
    Bilingual::new("核对域名，或直接写 IP 地址", "Check the name, or write the IP address");
pub(super) const REFUSED: Bilingual = Bilingual::new("拒绝推送到", "refused to push to");
pub(super) const REFUSED_HELP: Bilingual = Bilingual::new(
    "这类地址上多半不是你的服务，而是云主机的元数据或邻近的设备；确实要推送，就加 --allow-any-address",
    "Such an address is hardly your handler: it belongs to a cloud's metadata or to neighbouring devices. If you mean \
     it, add --allow-any-address",
);
pub(super) const LINK_LOCAL: Bilingual = Bilingual::new("链路本地地址", "a link-local address");
pub(super) const METADATA: Bilingual = Bilingual::new("云服务的元数据地址", "an address of cloud metadata");
pub(super) const MULTICAST: Bilingual = Bilingual::new("组播或广播地址", "a multicast or broadcast address");
pub(super) const UNSPECIFIED: Bilingual = Bilingual::new("未指定的地址", "an unspecified address");
pub(super) const NOT_POST: Bilingual =
    Bilingual::new("文件里的请求不是 POST", "the request in this file is no POST");
pub(super) const NOT_POST_HELP: Bilingual = Bilingual::new(
    "推送是 POST；要做 URL 验证，用 --verify",
    "Pushes are POSTs; to verify the address use --verify",
);

pub(super) const VERIFICATION: Bilingual =
    Bilingual::new("URL 验证（echostr）", "URL verification (echostr)");
pub(super) const AGAIN: Bilingual = Bilingual::new("第 {} 次推送同一回调", "the same callback, push {}");
pub(super) const TRY: Bilingual = Bilingual::new("第 {} 次尝试", "try {}");
pub(super) const EMPTY: Bilingual = Bilingual::new("（空）", "(empty)");
pub(super) const NO_REPLY: Bilingual = Bilingual::new("没有回复", "no reply");
pub(super) const CUT: Bilingual =
    Bilingual::new("（后面还有，没有读完）", "(there is more, which was not read)");
pub(super) const REPLY: Bilingual = Bilingual::new("回复", "reply");
pub(super) const PASSED: Bilingual = Bilingual::new("通过", "The handler passed");
pub(super) const FAILED: Bilingual = Bilingual::new("没有通过", "The handler did not pass");
pub(super) const OF: Bilingual =
    Bilingual::new("{} 个回调里接受了 {} 个", "{} callbacks pushed, {} accepted");

/// A message mode, as the console calls it.
pub(super) const fn mode(mode: Mode) -> Bilingual {
    match mode {
        Mode::Plain => Bilingual::new("明文模式", "plaintext mode"),
        Mode::Compatible => Bilingual::new("兼容模式", "compatible mode"),
        Mode::Secure => Bilingual::new("安全模式", "secure mode"),
    }
}
