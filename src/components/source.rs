//! The editor: a real text area over a coloured copy of its text.
//!
//! Short texts wrap: each line of the copy is a block whose number stands at its first row, and the text area breaks
//! its lines at the same places, as both break anywhere. Long texts do not wrap, and the copy holds only the lines in
//! view. Very long ones are left to the text area alone.

use std::ops::Range;

use freepublish::LineIndex;
use yew::prelude::*;

use super::View;
use super::icon::{Icon, icon};
use crate::app::{App, Message};
use crate::browser::{file, id};
use crate::facts;
use crate::highlight::layer::{self, Line, Piece};
use crate::highlight::{self, Kind};
use crate::samples::{Group, SAMPLES};
use crate::state::Action;

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
pub fn source(view: &View<'_>, window: Window) -> Html {
    let View { state, texts, .. } = *view;
    let index = LineIndex::new(&state.text);
    let layout = Layout::of(&state.text, &index);
    let chosen = view.link.batch_callback(|event: Event| {
        let file = file::chosen(&event.target_unchecked_into())?;
        Some(Message::Read(file))
    });
    html! {
        <section class="panel source" aria-label={texts.source_label}>
            <div class="bar">
                <p class="kind">{ kind(view) }</p>
                <div class="actions">
                    { menu(view) }
                    <label class="btn">
                        { texts.open_file }<input type="file" id="open-file" class="sr-only" onchange={chosen} />
                    </label>
                    if !state.text.is_empty() {
                        <button type="button" class="btn" id="clear" onclick={view.press(Action::Clear)}>{ texts.clear }</button>
                    }
                </div>
            </div>
            <div id={id::SCROLLER} class={classes!("editor", layout.class())} onscroll={view.link.callback(|_| Message::Scroll)}>
                if layout != Layout::Plain {
                    <div id={id::LAYER} class={classes!("layer", layout.class())} aria-hidden="true">
                        { for lines(view, &index, layout, window) }
                    </div>
                }
                <textarea id={id::SOURCE} aria-label={texts.source_label} placeholder={texts.source_placeholder}
                    spellcheck="false" autocomplete="off" autocapitalize="off" autocorrect="off"
                    rows="1" cols="1" translate="no" oninput={typed(view.link)} />
            </div>
            <div class="foot">
                <span>{ (texts.count)(if state.text.is_empty() { 0 } else { index.lines() }, &facts::size(state.text.len())) }</span>
                if layout == Layout::Plain {
                    <span>{ texts.plain_note }</span>
                }
                <span class="keys"><kbd>{ "Ctrl" }</kbd>{ " " }<kbd>{ "Enter" }</kbd>{ " " }{ texts.analyse }</span>
            </div>
            <p class="dropzone" aria-hidden="true">{ texts.drop_here }</p>
        </section>
    }
}

fn typed(link: &html::Scope<App>) -> Callback<InputEvent> {
    link.callback(|_| Message::Type)
}

fn kind(view: &View<'_>) -> Html {
    let View { state, texts, .. } = *view;
    if state.is_empty() {
        return html! { { texts.kind_none } };
    }
    let inspection = &state.inspection;
    let format = match inspection.format {
        freepublish::inspection::Format::Curl => "curl",
        freepublish::inspection::Format::Http => "HTTP",
        freepublish::inspection::Format::Json => "JSON",
        freepublish::inspection::Format::Text => texts.format_text,
        freepublish::inspection::Format::Url => "URL",
        freepublish::inspection::Format::Xml => "XML",
    };
    let mode = inspection.envelope.as_ref().and_then(|envelope| facts::mode_name(envelope.mode, texts));
    let is_known = inspection.kind != freepublish::Kind::Unknown;
    html! {
        <>
            if is_known {
                { texts.recognized }{ " " }
            }
            <b>{ facts::kind(inspection, texts) }</b>{ " · " }{ format }
            { mode.map(|mode| html! { <>{ " · " }{ mode }</> }) }
        </>
    }
}

/// The samples, in a menu that closes when the focus leaves it.
fn menu(view: &View<'_>) -> Html {
    let View { state, texts, .. } = *view;
    let groups = Group::ALL.map(|group| {
        let samples = SAMPLES.iter().enumerate().filter(|(_, sample)| sample.group == group).map(|(at, sample)| {
            let pick = view.link.callback(move |event: MouseEvent| {
                crate::browser::close_menu(&event);
                Message::Act(Action::Sample(at))
            });
            html! { <li><button type="button" onclick={pick}>{ sample.name.get(state.lang) }</button></li> }
        });
        html! { <><p>{ group.name(texts) }</p><ul aria-label={group.name(texts)}>{ for samples }</ul></> }
    });
    html! {
        <details class="menu" onfocusout={Callback::from(|event: FocusEvent| crate::browser::close_left_menu(&event))}
            onkeydown={Callback::from(|event: KeyboardEvent| crate::browser::close_menu_on_escape(&event))}>
            <summary class="btn" id="samples">{ texts.samples }{ icon(Icon::Down) }</summary>
            <div>{ for groups }</div>
        </details>
    }
}

fn lines(view: &View<'_>, index: &LineIndex<'_>, layout: Layout, window: Window) -> Vec<Html> {
    let text = &*view.state.text;
    let inspection = &view.state.inspection;
    let shown = match layout {
        Layout::Windowed => window.lines(index.lines()),
        Layout::Plain | Layout::Wrapped => 0..index.lines(),
    };
    let found = inspection.diagnostics.iter().filter_map(|found| Some((found.span?, found.severity())));
    let marks = layer::marks(text, index, found);
    let tokens = highlight::tokens(text, inspection.format);
    layer::lines(text, index, tokens, &marks, shown).iter().map(line).collect()
}

fn line(line: &Line<'_>) -> Html {
    html! {
        <div class="line">
            <span class="number" data-mark={line.severity.map(freepublish::Severity::name)}>{ line.number }</span>
            <span class="code">{ for line.pieces.iter().map(piece) }</span>
        </div>
    }
}

fn piece(piece: &Piece<'_>) -> Html {
    let class = match piece.kind {
        Kind::Comment => Some("c"),
        Kind::Keyword => Some("k"),
        Kind::Literal => Some("l"),
        Kind::Name => Some("n"),
        Kind::Number => Some("d"),
        Kind::Punct => Some("p"),
        Kind::String => Some("s"),
        Kind::Text => None,
    };
    let text = piece.text.to_owned();
    if class.is_none() && piece.severity.is_none() {
        return html! { { text } };
    }
    html! { <span {class} data-mark={piece.severity.map(freepublish::Severity::name)}>{ text }</span> }
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
