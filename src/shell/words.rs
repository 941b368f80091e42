//! The words of the shell, and of what every page says to it.

use crate::words::words;

words! {
    /// The words of the shell in one language.
    Words {
        nav_label: &'static str,
        nav_inspect: &'static str,
        nav_simulate: &'static str,
        nav_live: &'static str,
        nav_reference: &'static str,
        skip: &'static str,
        promise: &'static str,
        promise_long: &'static str,
        other_lang: &'static str,
        theme_auto: &'static str,
        theme_light: &'static str,
        theme_dark: &'static str,
        theme_label: fn(&'static str) -> String,
        help: &'static str,
        close: &'static str,
        not_found_title: &'static str,
        not_found: fn(&str) -> String,
        not_found_back: &'static str,
        undo: &'static str,
        undone: &'static str,
        link_too_long: &'static str,
        link_unreadable: &'static str,
        by_hand_title: &'static str,
        by_hand: &'static str,
        help_title: &'static str,
        help_keys: [(&'static str, &'static str); 6],
        help_about: &'static str,
    }
}

impl Words {
    const ZH: Self = Self {
        nav_label: "主导航",
        nav_inspect: "检查",
        nav_simulate: "模拟",
        nav_live: "真实发布",
        nav_reference: "参考",
        skip: "跳到正文",
        promise: "内容只留在本机",
        promise_long: "粘贴的内容只在这个浏览器里解析，不会上传；断网也能用。",
        other_lang: "English",
        theme_auto: "跟随系统",
        theme_light: "浅色",
        theme_dark: "深色",
        theme_label: |now| format!("配色：{now}，点按切换"),
        help: "帮助",
        close: "关闭",
        not_found_title: "没有这一页",
        not_found: |path| format!("地址里的 {path} 不对应任何页面。"),
        not_found_back: "回到检查页",
        undo: "撤销",
        undone: "已撤销",
        link_too_long: "内容超过 8 kB，放不进链接。可以改为复制 Markdown 或 JSON",
        link_unreadable: "链接不完整，读不出内容。请重新复制整条链接",
        by_hand_title: "请手动复制",
        by_hand: "浏览器不允许本页写剪贴板（常见于非 HTTPS 地址）。文字已选中，按 Ctrl+C 或 ⌘C 复制。",
        help_title: "帮助",
        help_keys: [
            ("Ctrl Enter", "重新分析，并移到结果（Mac 用 ⌘）"),
            ("Ctrl Z", "撤销，包括一键修复（Mac 用 ⌘）"),
            ("/", "移到编辑框；在参考页是搜索框"),
            ("?", "打开帮助"),
            ("Esc", "关闭对话框、菜单"),
            ("Tab", "在按钮、链接、编辑框之间移动"),
        ],
        help_about: "粘贴的内容只在这个浏览器里解析，不上传、不保存。分享链接把内容放在 # 之后，不会发给服务器；\
                     access_token 等凭证在复制链接时已去掉。",
    };

    const EN: Self = Self {
        nav_label: "Main",
        nav_inspect: "Inspect",
        nav_simulate: "Simulate",
        nav_live: "Live",
        nav_reference: "Reference",
        skip: "Skip to content",
        promise: "Stays on this machine",
        promise_long: "What you paste is read inside this browser and sent nowhere. It works offline.",
        other_lang: "中文",
        theme_auto: "as the system",
        theme_light: "light",
        theme_dark: "dark",
        theme_label: |now| format!("Colours: {now}. Press to switch"),
        help: "Help",
        close: "Close",
        not_found_title: "No such page",
        not_found: |path| format!("{path} leads to no page here."),
        not_found_back: "Go to the Inspect page",
        undo: "Undo",
        undone: "Undone",
        link_too_long: "The text is longer than 8 kB, too long for a link. Copy it as Markdown or JSON instead",
        link_unreadable: "The link is incomplete and cannot be read. Copy the whole of it again",
        by_hand_title: "Copy it by hand",
        by_hand: "The browser does not let this page write to the clipboard (usual without HTTPS). The text is selected: \
                  press Ctrl+C or ⌘C.",
        help_title: "Help",
        help_keys: [
            ("Ctrl Enter", "analyse again and go to the outcome (⌘ on a Mac)"),
            ("Ctrl Z", "undo, a fix too (⌘ on a Mac)"),
            ("/", "go to the editor, or to the search box of the reference"),
            ("?", "open this help"),
            ("Esc", "close a dialog or a menu"),
            ("Tab", "move between buttons, links and the editor"),
        ],
        help_about: "What you paste is read inside this browser; it is neither sent nor stored. A share link carries the \
                     text behind its #, which browsers do not send to servers; access tokens and other credentials are \
                     left out of it.",
    };
}
