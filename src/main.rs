//! Mounts the page.

fn main() {
    yew::Renderer::<freepublish_lab::app::App>::new().render();
}
