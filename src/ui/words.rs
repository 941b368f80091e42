//! Words that several pages say.

use crate::words::words;

words! {
    /// The words in one language.
    Words {
        is_final: &'static str,
        not_final: &'static str,
        error: &'static str,
        warning: &'static str,
        info: &'static str,
        copied: fn(&str) -> String,
        copy_value: fn(&str) -> String,
    }
}

impl Words {
    const ZH: Self = Self {
        is_final: "最终结果",
        not_final: "还不是最终结果",
        error: "错误",
        warning: "警告",
        info: "提示",
        copied: |name| format!("已复制 {name}"),
        copy_value: |name| format!("复制 {name}"),
    };

    const EN: Self = Self {
        is_final: "final",
        not_final: "not final yet",
        error: "Error",
        warning: "Warning",
        info: "Note",
        copied: |name| format!("{name} copied"),
        copy_value: |name| format!("Copy {name}"),
    };
}
