//! The words of the shell.

use crate::words::words;

words! {
    /// The words of the shell in one language.
    Words {
        coming: &'static str,
        missing: &'static str,
        missing_remedy: &'static str,
        retry: &'static str,
        reload: &'static str,
    }
}

impl Words {
    const ZH: Self = Self {
        coming: "正在打开…",
        missing: "这一页没有加载成功",
        missing_remedy: "已经填写的内容都还在。检查网络后再试一次；如果网站刚更新过，旧版本的文件已经不在，需要刷新页面。刷新会清空“检查”页里的文字，需要的话先复制出来。",
        retry: "再试一次",
        reload: "刷新页面",
    };

    const EN: Self = Self {
        coming: "Opening…",
        missing: "This page could not be fetched",
        missing_remedy: "Everything you have entered is still there. Check the connection and try again. If the site has just been updated, the files of the older version are gone and the page has to be reloaded; that empties the editor on Inspect, so copy its text first if you need it.",
        retry: "Try again",
        reload: "Reload the page",
    };
}
