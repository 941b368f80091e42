//! The page's words in English: the same, for someone who does not read Chinese.

use super::{MoreTexts, Texts};

fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

impl Texts {
    pub(super) const EN: Self = Self {
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

        source_label: "Text to inspect",
        source_placeholder: "Paste here, or drop a file",
        recognized: "Read as ",
        kind_request: "submit request",
        kind_response: "answer to submit",
        kind_callback: "publish result callback",
        kind_event: "another event",
        kind_result: "result of freepublish/get",
        kind_unknown: "not recognised",
        kind_none: "waiting for a text",
        format_text: "text",
        mode_compatible: "compatible mode",
        mode_secure: "secure mode",
        samples: "Samples",
        samples_callback: "Callbacks",
        samples_response: "Answers",
        samples_request: "Requests",
        open_file: "Open file",
        keys: "Keys",
        clear: "Clear",
        count: |lines, size| format!("{} · {size}", count(lines, "line", "lines")),
        plain_note: "A long text: no line numbers or colours",
        analyse: "analyse again",
        drop_here: "Drop to open",

        empty_title: "Paste it, and know what became of the publish",
        empty_intro: "Anything about publishing a WeChat draft: what it says, what is wrong with it, and how to mend it.",
        empty_what: "What to paste",
        empty_items: [
            ("Callback", "the PUBLISHJOBFINISH event WeChat pushed, XML or JSON"),
            ("Answer", "the JSON that freepublish/submit or freepublish/get returned"),
            ("Request", "a body, an address, or a whole HTTP request"),
            ("curl", "a command from a terminal, or a browser’s “Copy as cURL”"),
        ],
        empty_samples: "See an example first",
        empty_keys: "goes to the result; ? shows every key.",

        next_label: "What to do next",
        facts_label: "Key facts",
        fact_event_time: "Time of the event",
        fact_account: "Account",
        fact_sender: "Sender",
        fact_event: "Event",
        fact_count: "Articles",
        fact_token: "access_token",
        token_present: "present (masked)",
        token_missing: "missing",
        token_placeholder: "a placeholder",
        fact_mode: "Message encryption",
        local_time: |clock| format!("your clock: {clock}"),
        copy_value: |name| format!("Copy {name}"),
        copy_markdown: "Copy as Markdown",
        copy_json: "Copy as JSON",
        copy_link: "Copy share link",
        request_title: "The request that would be sent",
        request_note: "Rebuilt from the text, its access token masked.",

        articles: "Articles",
        article: |number| format!("Article {number}"),
        article_unnumbered: "Without a number",
        article_originality: "originality not accepted",
        article_rejected: "did not pass the review",
        article_failed: "did not pass",
        article_published: "published",
        article_gone: "gone",
        article_no_link: "no link",
        article_open: "Open",
        articles_note: "Numbered from 1. Only articles that did not pass are listed; WeChat says nothing about the others.",

        diagnostics: "Diagnostics",
        diagnostics_none: "Nothing wrong was found.",
        errors: |n| count(n, "error", "errors"),
        warnings: |n| count(n, "warning", "warnings"),
        infos: |n| count(n, "note", "notes"),
        fix_all: "Fix all",
        position: |line, column| format!("line {line}, column {column}"),
        more: |n| format!("{n} more are not shown."),

        structure: "Decoded",
        structure_caption: "Every field of the payload, and what it means",
        column_field: "Field",
        column_value: "Value",
        column_meaning: "Meaning",

        undo: "Undo",
        undone: "Undone",
        cleared: "Cleared",
        loaded: |name| format!("Now showing the sample: {name}"),
        opened: "File opened",
        loaded_link: "Now showing the text of the link",
        fixed: |label| format!("Done: {label}"),
        fixed_all: |n| format!("{} mended", count(n, "place", "places")),
        copied: |name| format!("{name} copied"),
        copied_markdown: "Copied as Markdown",
        copied_json: "Copied as JSON",
        copied_link: |removed| match removed {
            0 => "Share link copied. The text is in the link itself: send it only to those who may read it"
                .to_owned(),
            _ => "Share link copied, with access tokens and other credentials left out".to_owned(),
        },
        link_too_long: "The text is longer than 8 kB, too long for a link. Copy it as Markdown or JSON instead",
        link_unreadable: "The link is incomplete and cannot be read. Copy the whole of it again",
        file_too_large: |size| format!("The file has {size}, more than the limit of 8 MiB, and was not read"),
        file_unreadable: "The file could not be read. Is it still there, and may you read it?",
        by_hand_title: "Copy it by hand",
        by_hand: "The browser does not let this page write to the clipboard (usual without HTTPS). The text is selected: \
                  press Ctrl+C or ⌘C.",
    };
}

impl MoreTexts {
    pub(super) const EN: Self = Self {
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

        keys_title: "Keys",
        keys_promise: "Kept in the memory of this page, to check signatures and to decrypt: not stored, not sent, in no \
                       link. Gone when the page is closed.",
        keys_clear: "Clear all",
        keys_fields: [
            ("Token", "From the server configuration in the WeChat console; checks the signature"),
            ("EncodingAESKey", "43 characters; decrypts"),
            (
                "AppID",
                "Compared with the one in the message; a third-party platform gives its component_appid",
            ),
            ("Previous EncodingAESKey", "Only if the key was changed just now"),
            (
                "Address of the push",
                "With its query, where only the body was pasted; needed for the signature",
            ),
        ],
        decrypted: "Decrypted",
        decrypted_open: "Put into the editor",
        decrypted_loaded: "Replaced by the decrypted document",
        position_inside: |line, column| format!("decrypted, line {line}, column {column}"),
        fact_signature: "Signature",
        signature_valid: "valid",
        signature_invalid: "invalid",
        signature_unchecked: "not checked",
        fact_app_id: "AppID in the message",
    };
}
