//! Elements, built by calls. `html!` writes some 300 bytes of code for an element at the place of its use, these calls
//! less than half of that; when the page was moved over, its code shrank from 45 kB to 20 kB before compression.
//! `html!` stays where events other than presses are handled.

use std::rc::Rc;

use yew::html::onclick;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VNode, VTag, VText};

macro_rules! attributes {
    ($($(#[$when:meta])* $Variant:ident = $name:literal,)+) => {
        /// An attribute. All elements have the same list of names, most of them without a value: with a list of its own
        /// for each, a hash table would have to keep the names apart.
        #[derive(Clone, Copy, Debug)]
        #[expect(missing_docs, reason = "the names are those of HTML, SVG and ARIA")]
        pub enum Attr { $($(#[$when])* $Variant,)+ }

        const NAMES: &[&str] = &[$($(#[$when])* $name,)+];
    };
}

attributes! {
    AriaControls = "aria-controls",
    AriaCurrent = "aria-current",
    AriaDisabled = "aria-disabled",
    AriaExpanded = "aria-expanded",
    AriaHidden = "aria-hidden",
    AriaLabel = "aria-label",
    AriaLabelledby = "aria-labelledby",
    AriaPressed = "aria-pressed",
    Class = "class",
    D = "d",
    DateTime = "datetime",
    Hidden = "hidden",
    Href = "href",
    Id = "id",
    Lang = "lang",
    Rel = "rel",
    Role = "role",
    Scope = "scope",
    TabIndex = "tabindex",
    Target = "target",
    Title = "title",
    Type = "type",
    ViewBox = "viewBox",
}

/// An element that is being built. One pointer: it is handed from call to call.
#[derive(Debug)]
pub struct El(Box<Parts>);

#[derive(Debug)]
struct Parts {
    tag: VTag,
    attributes: Option<Box<[Option<AttributeOrProperty>]>>,
}

/// An element of that name.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts { tag: VTag::new(tag), attributes: None }))
}

/// A text.
pub fn text(text: impl Into<AttrValue>) -> Html {
    VText::new(text).into()
}

impl El {
    /// With that class.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        self.set(Attr::Class, AttrValue::Static(class))
    }

    /// With that id.
    #[must_use]
    pub fn id(self, id: &'static str) -> Self {
        self.set(Attr::Id, AttrValue::Static(id))
    }

    /// With that attribute.
    #[must_use]
    pub fn attr(self, name: Attr, value: impl Into<AttrValue>) -> Self {
        self.set(name, value.into())
    }

    #[inline(never)]
    fn set(mut self, name: Attr, value: AttrValue) -> Self {
        let attributes = self.0.attributes.get_or_insert_with(|| vec![None; NAMES.len()].into());
        attributes[name as usize] = Some(AttributeOrProperty::Attribute(value));
        self
    }

    /// With attributes whose names are always the same: for what stands there by the thousand.
    #[must_use]
    pub fn attrs(
        mut self,
        keys: &'static [&'static str],
        values: impl IntoIterator<Item = Option<&'static str>>,
    ) -> Self {
        let values = values.into_iter().map(|value| value.map(AttributeOrProperty::Static)).collect();
        self.0.tag.set_attributes(Attributes::Dynamic { keys, values });
        self
    }

    /// Told from its neighbours by that: it stays itself when others come or go.
    #[must_use]
    pub fn key(mut self, key: String) -> Self {
        self.0.tag.key = Some(key.into());
        self
    }

    /// With that text in it.
    #[must_use]
    pub fn text(self, content: impl Into<AttrValue>) -> Self {
        self.push(text(content))
    }

    /// With that element in it.
    #[must_use]
    #[inline(never)]
    pub fn with(self, child: El) -> Self {
        self.push(child.into())
    }

    /// With that element in it, if there is one. Its place is kept, so that what follows stays the same element.
    #[must_use]
    #[inline(never)]
    pub fn maybe(self, child: Option<El>) -> Self {
        self.push(child.map(Html::from).unwrap_or_default())
    }

    /// With those elements in it.
    #[must_use]
    pub fn all(self, children: impl IntoIterator<Item = El>) -> Self {
        self.push(many(children))
    }

    /// With that in it.
    #[must_use]
    #[inline(never)]
    pub fn push(mut self, child: Html) -> Self {
        self.0.tag.add_child(child);
        self
    }

    /// Doing that when it is pressed.
    #[must_use]
    #[inline(never)]
    pub fn on_press(mut self, callback: Callback<MouseEvent>) -> Self {
        self.0.tag.add_listener(Rc::new(onclick::Wrapper::new(callback)));
        self
    }
}

impl From<El> for VNode {
    #[inline(never)]
    fn from(el: El) -> Self {
        let Parts { mut tag, attributes } = *el.0;
        if let Some(values) = attributes {
            tag.set_attributes(Attributes::Dynamic { keys: NAMES, values });
        }
        tag.into()
    }
}

/// Elements side by side.
pub fn many(elements: impl IntoIterator<Item = El>) -> Html {
    elements.into_iter().map(Html::from).collect()
}
