//! Mounts the page.

use freepublish_lab::app::App;
use freepublish_lab::browser::more;

fn main() {
    let page = yew::Renderer::<App>::new().render();
    more::on_leave(move || page.destroy());
}
