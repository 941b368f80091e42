//! Mounts the page.

use freepublish_lab::app::{App, Props};
use freepublish_lab::platform::early::{self, Early};

fn main() {
    early::tell_panics();
    early::start(|| {
        yew::Renderer::<App>::with_props(Props { early: Early::read() }).render();
    });
}
