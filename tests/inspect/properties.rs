//! Whatever happens on the Inspect page, in whatever order: nothing panics, no text is lost, and undo brings it back.

use std::rc::Rc;

use freepublish::{Lang, Span};
use freepublish_lab::inspect::{Field, Fold, Model, Msg, Own, Place, SAMPLES, arrive, leave, undo, update};
use freepublish_lab::shell::{Command, Lent, Secret, share};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::random::config;

/// Something that happens.
#[derive(Clone, Debug)]
enum Step {
    Arrive(Place),
    Leave,
    /// A message.
    Send(Msg),
    /// The reader types, the whole text at once, and it is not read before something else happens.
    TypeOn(String),
    Undo,
}

/// What can open the encrypted sample, and what cannot.
const SECRETS: [&str; 4] =
    ["LabSampleToken", "LabSampleKeyLabSampleKeyLabSampleKeyLabSamp", "wxba5fad812f8e6fb9", " 发😀"];

/// Texts with something to mend in them.
const MENDABLE: [&str; 3] = [
    "{'mediaId': ' abcdefghijklmnop ',}",
    include_str!("../../www/samples/request-with-mistakes.txt"),
    include_str!("../../crates/freepublish/tests/samples/document-success.xml"),
];

fn text() -> impl Strategy<Value = String> {
    let whole = || select(SAMPLES).prop_map(|sample| sample.text);
    prop_oneof![
        3 => whole().prop_map(str::to_owned),
        3 => select(&MENDABLE[..]).prop_map(str::to_owned),
        // As it is while somebody deletes it.
        2 => (whole(), any::<Index>()).prop_map(|(text, end)| {
            text.chars().take(end.index(text.chars().count())).collect()
        }),
        1 => "[ \n]{0,2}",
        1 => "(.|\n|\r){0,40}",
    ]
}

fn place() -> impl Strategy<Value = Place> {
    let shared = prop_oneof![text().prop_map(|text| share::encode(&text)), "[a-zA-Z0-9_*-]{0,12}"];
    prop::option::of(shared).prop_map(|shared| Place { shared })
}

fn file() -> impl Strategy<Value = Msg> {
    let bytes = prop_oneof![
        text().prop_map(String::into_bytes),
        text().prop_map(|text| [text.as_bytes(), b"\r\n\xb7\xa2"].concat()),
        text().prop_map(|text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        prop::collection::vec(any::<u8>(), 0..40),
    ];
    (bytes, prop::option::of(text())).prop_map(|(bytes, gb18030)| Msg::File { bytes, gb18030 })
}

fn open() -> impl Strategy<Value = Msg> {
    let secret = || select(&SECRETS[..]).prop_map(Secret::new);
    let lent = (secret(), secret(), secret());
    let lent = lent.prop_map(|(token, aes_key, app_id)| Lent { token, aes_key, app_id });
    (text(), prop::option::of(lent)).prop_map(|(text, secrets)| Msg::Open {
        text,
        secrets,
        said: String::new(),
    })
}

fn message() -> impl Strategy<Value = Msg> {
    let others = vec![
        Msg::ClearKeys,
        Msg::CopyJson,
        Msg::CopyLink,
        Msg::CopyMarkdown,
        Msg::Reanalyse,
        Msg::SetStructure(Fold::Open),
        Msg::ShowDecrypted,
        Msg::ShowKeys(true),
        Msg::TooLarge(9_000_000),
        Msg::Unreadable,
    ];
    prop_oneof![
        4 => text().prop_map(Msg::Type),
        2 => Just(Msg::Clear),
        3 => (0..9_usize).prop_map(Msg::Fix),
        3 => Just(Msg::FixAll),
        2 => file(),
        2 => open(),
        2 => Just(Msg::OpenDecrypted),
        2 => (0..SAMPLES.len() + 1).prop_map(Msg::Sample),
        3 => (select(&Field::ALL[..]), select(&SECRETS[..]))
            .prop_map(|(field, value)| Msg::SetKey(field, Secret::new(value))),
        1 => (0..900_usize, 0..90_usize).prop_map(|(start, length)| Msg::Jump(Span::new(start, start + length))),
        2 => select(others),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => place().prop_map(Step::Arrive),
        1 => Just(Step::Leave),
        8 => message().prop_map(Step::Send),
        1 => text().prop_map(Step::TypeOn),
        2 => Just(Step::Undo),
    ]
}

/// The page and the text area, as far as the page knows of it.
struct Page {
    model: Model,
    area: String,
    /// The text before the last change that was not typed.
    before: Option<Rc<str>>,
}

impl Page {
    fn new() -> Self {
        Self { model: Model::default(), area: String::new(), before: None }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Arrive(place) => self.change(|model| arrive(model, &place, Lang::En)),
            Step::Leave => self.change(|model| leave(model, Lang::En)),
            Step::Send(Msg::Type(text)) => self.type_in(text),
            Step::Send(msg) => self.send(msg),
            Step::TypeOn(text) => {
                self.area = text;
                self.send(Msg::TypeOn);
            }
            Step::Undo => self.undo(),
        }
    }

    fn type_in(&mut self, text: String) {
        self.area.clone_from(&text);
        self.send(Msg::Type(text));
    }

    fn send(&mut self, msg: Msg) {
        self.change(|model| update(model, msg, Lang::En));
    }

    fn undo(&mut self) {
        let (can_restore, before) = (self.model.can_restore(), self.before.clone());
        let is_behind = *self.area != *self.model.text;
        self.change(|model| undo(model, Lang::En));
        if can_restore && !is_behind {
            assert_eq!(Some(&self.model.text), before.as_ref(), "undo brings the text back");
            assert!(!self.model.can_restore(), "once");
        }
    }

    /// Something happens, and the browser does what it is asked to.
    fn change(&mut self, change: impl FnOnce(&mut Model) -> Vec<Command<Own>>) {
        let text = Rc::clone(&self.model.text);
        let commands = change(&mut self.model);
        if text != self.model.text {
            let is_loss = !text.trim().is_empty();
            let is_typed = *self.area == *self.model.text;
            let is_undone = commands.iter().any(|command| matches!(command, Command::Own(Own::Restore(_))));
            if !is_typed && !is_undone && is_loss {
                assert!(self.model.can_restore(), "a text is gone for good: {text:?}");
                assert!(
                    commands.iter().any(|command| matches!(command, Command::Offer(_))),
                    "nobody is told: {commands:?}"
                );
            }
            self.before = Some(text);
        }
        for command in commands {
            match command {
                Command::Own(Own::Replace(text) | Own::Restore(text)) => {
                    assert_eq!(text, self.model.text);
                    text.to_string().clone_into(&mut self.area);
                }
                Command::Own(Own::ReadBefore(msg)) => {
                    self.send(Msg::Type(self.area.clone()));
                    self.send(*msg);
                }
                _ => {}
            }
        }
    }

    fn check(&self, is_behind: bool) {
        let Model { text, inspection, opened, document, .. } = &self.model;
        assert!(is_behind || *self.area == **text, "the editor holds what was read");
        if let Some(opened) = opened {
            assert_eq!(opened.inspection, **inspection, "one list of findings");
        } else {
            assert_eq!(document, text);
        }
        for found in &inspection.diagnostics {
            assert!(found.span.is_none_or(|span| text.get(span.start..span.end).is_some()), "{found:?}");
        }
    }
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn whatever_happens_no_text_is_lost_and_undo_brings_it_back(
        steps in prop::collection::vec(step(), 1..25),
    ) {
        let mut page = Page::new();
        for step in steps {
            let is_behind = matches!(step, Step::TypeOn(_));
            let was_behind = *page.area != *page.model.text;
            let reads = !matches!(step, Step::Leave | Step::Arrive(Place { shared: None }));
            page.step(step);
            page.check(is_behind || was_behind && !reads);
        }
    }
}
