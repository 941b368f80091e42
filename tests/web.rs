//! The page's components in a real browser: `cargo xtask test --only browser`.
#![cfg(target_arch = "wasm32")]

use std::time::Duration;

use freepublish_lab::app::App;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::Element;

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
async fn the_page_mounts_and_says_what_it_is() {
    let root = mount_point();
    yew::Renderer::<App>::with_root(root.clone()).render();
    yew::platform::time::sleep(Duration::ZERO).await;
    let text = root.text_content().unwrap_or_default();
    assert!(text.contains("freepublish"), "the page says: {text:?}");
}

/// An element of its own for each test: the body belongs to the test runner's report.
fn mount_point() -> Element {
    let document = web_sys::window().and_then(|window| window.document()).expect("a browser has a document");
    let root = document.create_element("div").expect("`div` is a valid name");
    document.body().expect("the page has a body").append_child(&root).expect("a body takes a div");
    root
}
