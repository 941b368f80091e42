//! The page's components in a real browser: `cargo xtask test --only browser`.
#![cfg(target_arch = "wasm32")]

use std::time::Duration;

use freepublish_lab::app::App;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlTextAreaElement};
use yew::AppHandle;

wasm_bindgen_test_configure!(run_in_browser);

const REJECTED: &str = include_str!("../crates/freepublish/tests/samples/wire-rejected.xml");
const WRAPPED_ID: &str = include_str!("../crates/freepublish/tests/samples/document-success.xml");

/// The page in an element of its own: the body belongs to the test runner's report.
struct Page {
    root: Element,
    app: Option<AppHandle<App>>,
}

impl Page {
    /// A page in that language, as if it had been chosen at an earlier visit.
    async fn open(lang: &str) -> Self {
        let window = web_sys::window().expect("a browser has a window");
        let storage = window.local_storage().expect("no error").expect("tests run where there is storage");
        storage.set_item("freepublish-lab.lang", lang).expect("there is room");
        window.location().set_hash("").expect("no error");
        let document = window.document().expect("a browser has a document");
        let root = document.create_element("div").expect("`div` is a valid name");
        document.body().expect("a body").append_child(&root).expect("a body takes a div");
        let app = yew::Renderer::<App>::with_root(root.clone()).render();
        let page = Self { root, app: Some(app) };
        settle().await;
        page
    }

    fn find(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).expect("a valid selector");
        found
            .unwrap_or_else(|| panic!("no {selector} in {}", self.root.inner_html()))
            .dyn_into()
            .expect("an element")
    }

    fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap_or_default()
    }

    fn source(&self) -> HtmlTextAreaElement {
        self.find("#source").dyn_into().expect("a text area")
    }

    async fn paste(&self, text: &str) {
        self.source().set_value(text);
        let bubbles = EventInit::new();
        bubbles.set_bubbles(true);
        let input = Event::new_with_event_init_dict("input", &bubbles).expect("a valid event");
        self.source().dispatch_event(&input).expect("no listener fails");
        settle().await;
    }

    async fn press(&self, selector: &str) {
        self.find(selector).click();
        settle().await;
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.root.remove();
    }
}

/// Lets everything happen that is due.
async fn settle() {
    for _ in 0..3 {
        yew::platform::time::sleep(Duration::from_millis(5)).await;
    }
}

#[wasm_bindgen_test]
async fn an_empty_page_says_what_to_paste_and_offers_three_samples() {
    let page = Page::open("zh-CN").await;
    assert_eq!(page.text("h1"), "粘贴一段内容，马上知道发布结果");
    assert_eq!(page.root.query_selector_all(".samples button").map(|list| list.length()).ok(), Some(3));
    page.press(".samples button:nth-child(2)").await;
    assert_eq!(page.source().value(), REJECTED);
    assert_eq!(page.text("h1"), "发布未成功：第 2 篇未通过平台审核");
}

#[wasm_bindgen_test]
async fn the_outcome_card_says_what_became_of_a_pasted_callback() {
    let page = Page::open("zh-CN").await;
    page.paste(REJECTED).await;
    assert!(page.find(".outcome").class_name().contains("bad"));
    assert!(page.text(".eyebrow").contains("publish_status 4 · 平台审核不通过"));
    assert_eq!(page.text(".chips li"), "第 2 篇 审核未通过");
    assert!(page.text(".facts").contains("2022-04-11 20:48:05 UTC+8"));
    assert_eq!(page.text(".kind"), "识别为 发布结果回调 · XML");
}

#[wasm_bindgen_test]
async fn the_coloured_copy_holds_the_text_line_by_line() {
    let page = Page::open("en").await;
    page.paste("{\n  \"errcode\": 40164\n}").await;
    let copy: Vec<_> = (1..=3).map(|line| page.text(&format!(".line:nth-child({line}) .code"))).collect();
    assert_eq!(copy, ["{", "  \"errcode\": 40164", "}"]);
    assert_eq!(page.find(".line:nth-child(2) .number").get_attribute("data-mark").as_deref(), Some("error"));
    assert_eq!(page.text(".line:nth-child(2) [data-mark]:not(.number)"), "40164");
}

#[wasm_bindgen_test]
async fn a_fix_button_changes_the_text_and_undo_changes_it_back() {
    let page = Page::open("en").await;
    page.paste(WRAPPED_ID).await;
    let found = page.root.query_selector_all(".diagnostics li").map(|list| list.length());
    page.press(".fix").await;
    let text = page.source().value();
    assert!(text.contains("b5O2OUs25HBxRceL7hfReg-U9QGeq9zQjiDvyWP4Hq4"), "{text}");
    let left = page.root.query_selector_all(".diagnostics li").map(|list| list.length());
    assert_eq!(left.ok(), found.ok().map(|found| found - 1));
    assert!(page.text(".toast").contains("Done:"), "{}", page.text(".toast"));

    page.press("#undo").await;
    assert_eq!(page.source().value(), WRAPPED_ID);
}

#[wasm_bindgen_test]
async fn the_language_switch_changes_every_text_and_is_remembered() {
    let page = Page::open("zh-CN").await;
    page.paste(REJECTED).await;
    page.press("#switch-lang").await;
    assert_eq!(
        page.text("h1"),
        "Not published: article 2 was rejected by the platform’s review".replace('’', "'")
    );
    assert_eq!(page.text("#diagnostics"), "Diagnostics");
    let document = web_sys::window().and_then(|window| window.document()).expect("a document");
    assert_eq!(
        document.document_element().and_then(|root| root.get_attribute("lang")).as_deref(),
        Some("en")
    );
    assert_eq!(document.title(), "Inspect · freepublish-lab");
    let storage = web_sys::window().and_then(|window| window.local_storage().ok()?).expect("storage");
    assert_eq!(storage.get_item("freepublish-lab.lang").ok().flatten().as_deref(), Some("en"));
}

#[wasm_bindgen_test]
async fn no_access_token_is_shown_outside_the_editor() {
    let page = Page::open("en").await;
    page.paste(include_str!("../crates/freepublish/tests/samples/request-curl-from-server.txt")).await;
    assert!(page.source().value().contains("70_BIuKfVwS9MR"));
    let result = page.text(".result");
    assert!(result.contains("submit?access_token="), "{result}");
    assert!(!result.contains("70_BIuKfVwS9MR"), "{result}");
}

#[wasm_bindgen_test]
async fn only_wechats_own_links_can_be_followed() {
    let page = Page::open("en").await;
    page.paste(include_str!("../crates/freepublish/tests/samples/wire-success-one-article.xml")).await;
    let link = page.find(".links a");
    assert_eq!(link.get_attribute("rel").as_deref(), Some("noreferrer noopener"));
    page.paste(WRAPPED_ID).await;
    assert_eq!(page.text(".links code"), "ARTICLE_URL");
    assert!(page.root.query_selector(".links a").ok().flatten().is_none());
}

#[wasm_bindgen_test]
async fn of_a_long_text_only_what_is_in_view_is_drawn() {
    let page = Page::open("en").await;
    let item = "<item>\n<idx>1</idx>\n<article_url><![CDATA[http://mp.weixin.qq.com/s?__biz=Mz]]></article_url>\n</item>\n";
    let text = ["<xml>", &item.repeat(1_000), "</xml>"].concat();
    assert!(text.len() > 90_000);
    page.paste(&text).await;
    let drawn = page.root.query_selector_all(".line").map(|list| list.length());
    assert!(drawn.is_ok_and(|drawn| drawn < 400), "only what is in view is drawn");
    assert_eq!(page.source().value(), text);
}

#[wasm_bindgen_test]
async fn in_a_build_of_one_module_every_page_is_there_at_once() {
    let page = Page::open("en").await;
    web_sys::window().expect("a window").location().set_hash("#/status").expect("no error");
    settle().await;
    assert!(page.text(".tabs").contains("Publish statuses"));
    web_sys::window().expect("a window").location().set_hash("#/live").expect("no error");
    settle().await;
    page.find("#proxy-address");
}
