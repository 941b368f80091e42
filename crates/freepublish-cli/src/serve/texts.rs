//! The words of `freepublish serve`.

use freepublish::{Bilingual, Lang};

use crate::failure::Failure;

/// What is said at the start, in one language.
#[derive(Clone, Copy)]
pub(super) struct Words {
    pub(super) open: &'static str,
    pub(super) no_site: &'static str,
    pub(super) once: &'static str,
    pub(super) known_key: &'static str,
    pub(super) drafts: &'static str,
    pub(super) simulator: &'static str,
    pub(super) wechat: &'static str,
    pub(super) callback: &'static str,
    pub(super) plain: &'static str,
    pub(super) compatible: &'static str,
    pub(super) secure: &'static str,
    pub(super) no_token: &'static str,
    pub(super) end: &'static str,
}

impl Words {
    pub(super) const fn of(lang: Lang) -> Self {
        match lang {
            Lang::Zh => ZH,
            Lang::En => EN,
        }
    }
}

const ZH: Words = Words {
    open: "打开",
    no_site: "没有带网页（--site 目录），只有接口；在别处的「真实发布」页填这个地址：",
    once: "链接里带着密钥，只显示这一次；想固定下来，设环境变量",
    known_key: "密钥就是你给的那一个",
    drafts: "在那里提交下面的草稿，回调一会儿就到（media_id，名字 → 结果）：",
    simulator: "上游：模拟的微信（不会真的发布），账号",
    wechat: "上游：微信正式接口，提交就是真的发布，账号",
    callback: "接收回调：",
    plain: "明文模式：签名只证明发送方，不证明内容；加密的推送照样验签解密",
    compatible: "兼容模式：明文推送、明文与密文不一致的推送不收（改用 --mode）",
    secure: "安全模式：只看密文，明文推送不收（账号设成明文模式时，用 --mode plain）",
    no_token: "没有 Token：签名不校验，谁都可以往这里推送（设 FREEPUBLISH_TOKEN）",
    end: "按 Ctrl+C 结束",
};

const EN: Words = Words {
    open: "Open",
    no_site: "Without the page (--site DIR), interfaces only; the Live page of another takes this address:",
    once: "The key in this link is shown only now; to keep one, set",
    known_key: "The key is the one you gave",
    drafts: "Submit one of these drafts there, and its callback comes in (media_id, name → outcome):",
    simulator: "Behind it: a simulated WeChat (nothing is really published), account",
    wechat: "Behind it: the real WeChat, a submit is a real publish, account",
    callback: "Callbacks come in at",
    plain: "Plain mode: a signature proves the sender, not the content; what is encrypted is verified all the same",
    compatible: "Compatible mode: plain pushes, and plain fields that differ, are refused (see --mode)",
    secure: "Secure mode: only the ciphertext is read, and plain pushes are refused (--mode plain for an account that is set so)",
    no_token: "There is no Token: signatures are not checked, and anybody can push here (set FREEPUBLISH_TOKEN)",
    end: "Ctrl+C ends",
};

/// A wish that cannot be met, and its remedy. `{}` in both texts stands for `fact`.
pub(super) fn wish((reason, remedy): (Bilingual, Bilingual), fact: &str, lang: Lang) -> Failure {
    wish_about(reason, remedy, fact, lang)
}

/// A wish that cannot be met. `{}` in both texts stands for `fact`.
pub(super) fn wish_about(reason: Bilingual, remedy: Bilingual, fact: &str, lang: Lang) -> Failure {
    let fill = |text: Bilingual| text.get(lang).replace("{}", fact);
    Failure::Wish { reason: fill(reason), remedy: fill(remedy) }
}

pub(super) const PORT_TAKEN: Bilingual =
    Bilingual::new("无法监听：{}", "The address cannot be listened on: {}");
pub(super) const USE_ANOTHER_PORT: Bilingual = Bilingual::new(
    "结束占用端口的程序，或用 --listen 127.0.0.1:8081 换一个端口",
    "End the program that uses the port, or choose another with --listen 127.0.0.1:8081",
);
pub(super) const NOT_LOOPBACK: Bilingual =
    Bilingual::new("{} 会让别的机器连进来", "Other machines could connect to {}");
pub(super) const ALLOW_REMOTE: Bilingual = Bilingual::new(
    "确实需要时加上 --allow-remote；更好的做法是只监听 127.0.0.1，前面放一个带 TLS 的反向代理",
    "Add --allow-remote if you mean it; better listen on 127.0.0.1 behind a reverse proxy with TLS",
);
pub(super) const BAD_FILTER: Bilingual =
    Bilingual::new("--log-level 写法有误：{}", "--log-level cannot be read: {}");
pub(super) const USE_FILTER: Bilingual = Bilingual::new(
    "写 info、debug，或 freepublish_proxy=debug,warn 这样的过滤条件",
    "Use info, debug, or a filter such as freepublish_proxy=debug,warn",
);
pub(super) const NO_START: Bilingual = Bilingual::new("代理无法启动：{}", "The proxy cannot start: {}");
pub(super) const CHECK_INBOX: Bilingual = Bilingual::new(
    "检查 --inbox 指的文件：目录可写，没有被另一个 freepublish serve 打开",
    "Check the file of --inbox: its directory is writable, and no other freepublish serve has it open",
);
pub(super) const BAD_KEY: Bilingual =
    Bilingual::new("代理密钥不能用：{}", "This cannot be the proxy's key: {}");
pub(super) const USE_KEY: Bilingual = Bilingual::new(
    "用 16 个以上的字母、数字、-、_、. 或 ~，最好是随机的；不给就自动生成一个",
    "Use 16 or more letters, digits, -, _, . or ~, best at random; without one, a new one is made",
);
pub(super) const BAD_API: Bilingual =
    Bilingual::new("AppSecret 会明文发往 {}", "The AppSecret would be sent to {} in clear");
pub(super) const USE_API: Bilingual = Bilingual::new(
    "--api 用 https 地址，如 https://api.weixin.qq.com；http 只能用于本机的模拟服务",
    "Use https with --api, such as https://api.weixin.qq.com; http is for a stand-in on this machine only",
);
pub(super) const BAD_HANDLER: Bilingual = Bilingual::new("{} 不是回调地址", "{} is no address to push to");
pub(super) const USE_HANDLER: Bilingual = Bilingual::new(
    "写完整的地址，如 http://127.0.0.1:3000/wechat",
    "Write the whole address, such as http://127.0.0.1:3000/wechat",
);

pub(super) const OPEN_FILE: (Bilingual, Bilingual) = (
    Bilingual::new("{} 里有密钥，别的用户却也能读", "{} holds a secret, and others can read it"),
    Bilingual::new("执行 chmod 600 {}", "Run chmod 600 {}"),
);
pub(super) const NO_APP_ID: (Bilingual, Bilingual) = (
    Bilingual::new("没有 AppID", "There is no AppID"),
    Bilingual::new("加上 {}，或设环境变量 FREEPUBLISH_APP_ID", "Give {}, or set FREEPUBLISH_APP_ID"),
);
pub(super) const NO_SECRET: (Bilingual, Bilingual) = (
    Bilingual::new("没有 AppSecret", "There is no AppSecret"),
    Bilingual::new(
        "设环境变量 {}，或用 --app-secret-file 指一个只有自己能读的文件；命令行参数谁都看得到，所以不接受",
        "Set {}, or name a file that only you can read with --app-secret-file; a command line is seen by all, so it is not taken from there",
    ),
);
pub(super) const NO_CERTIFICATES: (Bilingual, Bilingual) = (
    Bilingual::new("读不到系统的 CA 证书：{}", "The system's CA certificates cannot be read: {}"),
    Bilingual::new("安装 ca-certificates", "Install ca-certificates"),
);
