//! The editor: a real text area over a coloured copy of its text.
//!
//! Short texts wrap: each line of the copy is a block whose number stands at its first row, and the text area breaks
//! its lines at the same places, as both break anywhere. Long texts do not wrap, and the copy holds only the lines in
//! view. Very long ones are left to the text area alone.

use std::ops::Range;
use std::rc::Rc;

use freepublish::inspection::Format;
use freepublish::{Inspection, Kind, LineIndex};
use yew::prelude::*;

use super::View;
use super::el::{Attr, El, el};
use super::icon::{Icon, icon};
use crate::app::Message;
use crate::facts;
use crate::platform::{self, file, id};
use crate::samples::{Group, SAMPLES};
use crate::state::Action;
use crate::ui::editor::{Lines, Syntax};
use crate::ui::legible::size;

/// Up to here a text wraps.
const MAX_WRAPPED: (usize, usize) = (24 * 1024, 400);

/// Up to here, and with no line longer than that, a text has colours and line numbers.
const MAX_COLOURED: (usize, usize) = (1024 * 1024, 8 * 1024);

/// Lines kept on either side of those in view.
const MARGIN: usize = 40;

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Plain,
    Windowed,
    Wrapped,
}

impl Layout {
    fn of(text: &str, index: &LineIndex<'_>) -> Self {
        let longest = || {
            (0..index.lines())
                .filter_map(|line| index.line_span(line))
                .map(|line| line.end - line.start)
                .max()
        };
        if text.len() <= MAX_WRAPPED.0 && index.lines() <= MAX_WRAPPED.1 {
            Self::Wrapped
        } else if text.len() <= MAX_COLOURED.0 && longest().is_some_and(|longest| longest <= MAX_COLOURED.1) {
            Self::Windowed
        } else {
            Self::Plain
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Windowed => "windowed",
            Self::Wrapped => "wrapped",
        }
    }
}

/// The lines of a long text that are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    first: usize,
    rows: usize,
}

impl Window {
    /// Follows the view of `rows` lines from `first`. Whether lines have to be drawn anew.
    pub fn follow(&mut self, view: Option<(usize, usize)>) -> bool {
        let Some((first, rows)) = view else { return false };
        // In steps, so that scrolling by a line draws nothing.
        let step = MARGIN / 2;
        let next = Self { first: (first / step * step).saturating_sub(MARGIN), rows };
        std::mem::replace(self, next) != next
    }

    /// The first line drawn.
    pub const fn first(self) -> usize {
        self.first
    }

    fn lines(self, total: usize) -> Range<usize> {
        let first = self.first.min(total.saturating_sub(1));
        first..(first + self.rows.max(MARGIN) + 3 * MARGIN).min(total)
    }

    /// How wide the widest line is, at most, in the width of a digit.
    pub fn columns(self, text: &str) -> usize {
        let width = |c: char| match u32::from(c) {
            0x09 => 4,
            0..0x1100 => 1,
            0x1100..0x1_0000 => 2,
            _ => 3,
        };
        text.lines()
            .map(|line| {
                if line.is_ascii() && !line.contains('\t') {
                    line.len()
                } else {
                    line.chars().map(width).sum()
                }
            })
            .max()
            .unwrap_or(0)
    }
}

/// The editor with its bar and its foot.
pub fn source(view: &View<'_>, window: Window) -> El {
    let View { state, texts, .. } = *view;
    let index = LineIndex::new(&state.text);
    let layout = Layout::of(&state.text, &index);
    let clear =
        (!state.text.is_empty()).then(|| view.button("btn", Action::Clear).id("clear").text(texts.clear));
    let actions = el("div").class("actions").push(menu(view)).with(open(view)).with(keys(view)).maybe(clear);
    let lines = if state.text.is_empty() { 0 } else { index.lines() };
    let foot = el("div")
        .class("foot")
        .with(el("span").text((texts.count)(lines, &size(state.text.len()))))
        .maybe((layout == Layout::Plain).then(|| el("span").text(texts.plain_note)))
        .with(view.keys(texts.analyse).class("keys"));
    el("section")
        .class("panel source")
        .attr(Attr::AriaLabel, texts.source_label)
        .with(el("div").class("bar").with(kind(view)).with(actions))
        .push(editor(view, &index, layout, window))
        .with(foot)
        .with(el("p").class("dropzone").attr(Attr::AriaHidden, "true").text(texts.drop_here))
}

fn editor(view: &View<'_>, index: &LineIndex<'_>, layout: Layout, window: Window) -> Html {
    let texts = view.texts;
    let shown = match layout {
        Layout::Windowed => window.lines(index.lines()),
        Layout::Plain | Layout::Wrapped => 0..index.lines(),
    };
    let layer = (layout != Layout::Plain).then(|| {
        el("div")
            .id(id::LAYER)
            .attr(Attr::Class, ["layer ", layout.class()].concat())
            .attr(Attr::AriaHidden, "true")
            .push(lines(view.state.text.clone(), &view.state.inspection, shown))
    });
    html! {
        <div id={id::SCROLLER} class={["editor ", layout.class()].concat()}
            onscroll={view.link.callback(|_| Message::Scroll)}>
            { layer.map(Html::from).unwrap_or_default() }
            <textarea id={id::SOURCE} aria-label={texts.source_label} placeholder={texts.source_placeholder}
                spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off"
                rows="1" cols="1" translate="no" oninput={view.link.callback(|_| Message::Type)} />
        </div>
    }
}

/// What unfolds the key panel.
fn keys(view: &View<'_>) -> El {
    let is_open = view.state.keys.is_open;
    view.button("btn", Action::ShowKeys(!is_open))
        .id(id::OPEN_KEYS)
        .attr(Attr::AriaExpanded, is_open.to_string())
        .text(view.texts.keys)
}

fn open(view: &View<'_>) -> El {
    let chosen = view.link.batch_callback(|event: Event| {
        let file = file::chosen(&event.target_unchecked_into())?;
        Some(Message::Read(file))
    });
    let input = html! { <input type="file" id="open-file" class="sr-only" onchange={chosen} /> };
    el("label").class("btn").text(view.texts.open_file).push(input)
}

/// What the text was read as.
fn kind(view: &View<'_>) -> El {
    let View { state, texts, .. } = *view;
    let line = el("p").class("kind");
    if state.is_empty() {
        return line.text(texts.kind_none);
    }
    let inspection = &state.inspection;
    let format = match inspection.format {
        Format::Curl => "curl",
        Format::Fetch => "fetch",
        Format::Har => "HAR",
        Format::Http => "HTTP",
        Format::Json => "JSON",
        Format::Powershell => "PowerShell",
        Format::Text => texts.format_text,
        Format::Url => "URL",
        Format::Xml => "XML",
        other => other.name(),
    };
    let mode = inspection.envelope.as_ref().and_then(|envelope| facts::mode_name(envelope.mode, texts));
    let read_as = if inspection.kind == Kind::Unknown { "" } else { texts.recognized };
    let between = if mode.is_some() { " · " } else { "" };
    line.text(read_as)
        .with(el("b").text(facts::kind(inspection, texts)))
        .text(" · ")
        .text(format)
        .text(between)
        .text(mode.unwrap_or_default())
}

/// The samples, in a menu that closes when the focus leaves it.
fn menu(view: &View<'_>) -> Html {
    let View { state, texts, .. } = *view;
    let groups = Group::ALL.map(|group| {
        let samples = SAMPLES.iter().enumerate().filter(|(_, sample)| sample.group == group);
        let samples = samples.map(|(at, sample)| {
            let pick = view.link.callback(move |event: MouseEvent| {
                platform::close_menu(&event);
                Message::Act(Action::Sample(at))
            });
            let name = sample.name.get(state.lang);
            el("li").with(el("button").attr(Attr::Type, "button").on_press(pick).text(name))
        });
        let name = group.name(texts);
        el("div").with(el("p").text(name)).with(el("ul").attr(Attr::AriaLabel, name).all(samples))
    });
    let button = el("summary").class("btn").id("samples").text(texts.samples).with(icon(Icon::Down));
    html! {
        <details class="menu" onfocusout={Callback::from(|event: FocusEvent| platform::close_left_menu(&event))}
            onkeydown={Callback::from(|event: KeyboardEvent| platform::close_menu_on_escape(&event))}>
            { Html::from(button) }
            { Html::from(el("div").all(groups)) }
        </details>
    }
}

/// The lines of the copy, with marks where findings are.
pub(super) fn lines(text: Rc<str>, inspection: &Inspection, shown: Range<usize>) -> Html {
    let found = inspection.diagnostics.iter().filter_map(|found| Some((found.span?, found.severity())));
    let (syntax, found) = (Syntax::Message(inspection.format), found.collect::<Rc<[_]>>());
    html! { <Lines {text} {syntax} {found} {shown} /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(text: &str) -> Layout {
        Layout::of(text, &LineIndex::new(text))
    }

    #[test]
    fn the_longer_a_text_the_less_is_drawn() {
        assert_eq!(layout(""), Layout::Wrapped);
        assert_eq!(layout(&"x".repeat(20_000)), Layout::Wrapped);
        assert_eq!(layout(&"<a/>\n".repeat(500)), Layout::Windowed);
        assert_eq!(layout(&"x".repeat(30_000)), Layout::Plain, "one line too long to draw");
        assert_eq!(layout(&"<a/>\n".repeat(300_000)), Layout::Plain);
    }

    #[test]
    fn the_window_moves_in_steps() {
        let mut window = Window::default();
        assert!(window.follow(Some((0, 30))));
        assert!(!window.follow(Some((19, 30))));
        assert!(window.follow(Some((1_000, 30))));
        assert_eq!(window.lines(100_000), 960..1_120);
        assert_eq!(window.lines(1_000), 960..1_000);
        assert_eq!(window.lines(10), 9..10, "the text got shorter than the window is far down");
        assert!(!window.follow(None));
    }

    #[test]
    fn wide_characters_count_as_wide() {
        assert_eq!(Window::default().columns("ab\n发布\n\ta😀"), 8);
        assert_eq!(Window::default().columns(""), 0);
    }
}
