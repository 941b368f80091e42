//! The editor: a real text area over a coloured copy of its text.
//!
//! Short texts wrap: each line of the copy is a block whose number stands at its first row, and the text area breaks
//! its lines at the same places, as both break anywhere. Long texts do not wrap, and the copy holds only the lines in
//! view. Very long ones are left to the text area alone.

use std::ops::Range;
use std::rc::Rc;

use freepublish::{Inspection, Lang, LineIndex, Severity, Span};
use yew::prelude::*;

use crate::inspect::{Msg, Words, area, id};
use crate::ui::editor::{Lines, Syntax};

/// Up to here a text wraps.
const MAX_WRAPPED: (usize, usize) = (24 * 1024, 400);

/// Up to here, and with no line longer than that, a text has colours and line numbers.
const MAX_COLOURED: (usize, usize) = (1024 * 1024, 8 * 1024);

/// Lines kept on either side of those in view.
const MARGIN: usize = 40;

/// Texts longer than this, in UTF-16 units, may take longer than a frame.
const SLOW_TEXT: u32 = 512 * 1024;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) text: Rc<str>,
    pub(super) inspection: Rc<Inspection>,
    pub(super) lang: Lang,
    pub(super) send: Callback<Msg>,
}

/// The editor.
pub(super) struct Editor {
    window: Window,
}

/// It was scrolled.
pub(super) struct Scrolled;

impl Component for Editor {
    type Message = Scrolled;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self { window: Window::default() }
    }

    fn update(&mut self, _: &Context<Self>, Scrolled: Scrolled) -> bool {
        self.window.follow(area::view())
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { text, inspection, lang, send } = ctx.props();
        let words = Words::of(*lang);
        let index = LineIndex::new(text);
        let layout = Layout::of(text, &index);
        let shown = match layout {
            Layout::Windowed => self.window.lines(index.lines()),
            Layout::Plain | Layout::Wrapped => 0..index.lines(),
        };
        let typed =
            send.reform(
                |_: InputEvent| {
                    if area::length() > SLOW_TEXT { Msg::TypeOn } else { Msg::Type(area::text()) }
                },
            );
        html! {
            <div id={id::SCROLLER} class={["editor ", layout.class()].concat()}
                onscroll={ctx.link().callback(|_| Scrolled)}>
                if layout != Layout::Plain {
                    <div id={id::LAYER} class={["layer ", layout.class()].concat()} aria-hidden="true">
                        <Lines text={text.clone()} syntax={Syntax::Message(inspection.format)}
                            found={found(inspection)} {shown} />
                    </div>
                }
                <textarea id={id::SOURCE} aria-label={words.source_label} placeholder={words.source_placeholder}
                    spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off" rows="1" cols="1"
                    translate="no" oninput={typed} />
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        let text = &ctx.props().text;
        if first {
            area::replace(text);
        }
        area::lay_out(LineIndex::new(text).lines(), columns(text), self.window.first());
    }
}

/// Where findings are, and how bad they are.
pub(super) fn found(inspection: &Inspection) -> Rc<[(Span, Severity)]> {
    inspection.diagnostics.iter().filter_map(|found| Some((found.span?, found.severity()))).collect()
}

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    Plain,
    Windowed,
    Wrapped,
}

impl Layout {
    pub(super) fn of(text: &str, index: &LineIndex<'_>) -> Self {
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
struct Window {
    first: usize,
    rows: usize,
}

impl Window {
    /// Follows the view of `rows` lines from `first`. Whether lines have to be drawn anew.
    fn follow(&mut self, view: Option<(usize, usize)>) -> bool {
        let Some((first, rows)) = view else { return false };
        // In steps, so that scrolling by a line draws nothing.
        let step = MARGIN / 2;
        let next = Self { first: (first / step * step).saturating_sub(MARGIN), rows };
        std::mem::replace(self, next) != next
    }

    /// The first line drawn.
    const fn first(self) -> usize {
        self.first
    }

    fn lines(self, total: usize) -> Range<usize> {
        let first = self.first.min(total.saturating_sub(1));
        first..(first + self.rows.max(MARGIN) + 3 * MARGIN).min(total)
    }
}

/// How wide the widest line is, at most, in the width of a digit.
fn columns(text: &str) -> usize {
    let width = |c: char| match u32::from(c) {
        0x09 => 4,
        0..0x1100 => 1,
        0x1100..0x1_0000 => 2,
        _ => 3,
    };
    text.lines()
        .map(
            |line| {
                if line.is_ascii() && !line.contains('\t') {
                    line.len()
                } else {
                    line.chars().map(width).sum()
                }
            },
        )
        .max()
        .unwrap_or(0)
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
        assert_eq!(columns("ab\n发布\n\ta😀"), 8);
        assert_eq!(columns(""), 0);
    }
}
