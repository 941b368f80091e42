//! Icons, for parts that are not drawn with `html!` yet.

use super::el::{Attr, El, el};
pub use crate::ui::Icon;

/// The picture. It says nothing to a screen reader; the word beside it does.
pub fn icon(icon: Icon) -> El {
    el("svg")
        .class("icon")
        .attr(Attr::ViewBox, "0 0 18 18")
        .attr(Attr::AriaHidden, "true")
        .with(el("path").attr(Attr::D, icon.path()))
}
