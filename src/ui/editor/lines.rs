//! The lines of a text with their numbers, colours and marks.

use std::ops::Range;
use std::rc::Rc;

use freepublish::{LineIndex, Severity, Span};
use yew::prelude::*;

use super::highlight::{self, Kind, Syntax};
use super::layer::{self, Line, Piece};

#[derive(Debug, Properties, PartialEq)]
pub struct Props {
    /// The whole text.
    pub text: Rc<str>,
    /// What it is coloured as.
    pub syntax: Syntax,
    /// What is underlined.
    #[prop_or_default]
    pub found: Rc<[(Span, Severity)]>,
    /// Which lines of it are drawn, counted from 0.
    #[prop_or(0..usize::MAX)]
    pub shown: Range<usize>,
}

/// The lines, one element each, for a `.layer`.
#[component]
pub fn Lines(Props { text, syntax, found, shown }: &Props) -> Html {
    let index = LineIndex::new(text);
    let marks = layer::marks(text, &index, found.iter().copied());
    let tokens = highlight::tokens(text, *syntax);
    let lines = layer::lines(text, &index, tokens, &marks, shown.clone());
    html! { <>{ for lines.iter().map(line) }</> }
}

fn line(line: &Line<'_>) -> Html {
    html! {
        <div class="line">
            <span class="number" data-mark={line.severity.map(Severity::name)}>{ line.number }</span>
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
    if class.is_none() && piece.severity.is_none() {
        return Html::from(piece.text);
    }
    html! { <span {class} data-mark={piece.severity.map(Severity::name)}>{ piece.text }</span> }
}
