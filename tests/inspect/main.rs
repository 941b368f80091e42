//! What each message does to the Inspect page, without a browser.

#[cfg(not(target_arch = "wasm32"))]
mod properties;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../support/random.rs"]
mod random;

use freepublish::{Lang, Outcome, Span};
use freepublish_lab::inspect::{
    self, Field, Fold, Model, Msg, Own, Place, SAMPLES, arrive, json, leave, markdown, undo, update,
};
use freepublish_lab::shell::{self, Command, Lent, Secret, share};

const REJECTED: &str = include_str!("../../crates/freepublish/tests/samples/wire-rejected.xml");
const MISTAKES: &str = include_str!("../../www/samples/request-with-mistakes.txt");
const WRAPPED_ID: &str = include_str!("../../crates/freepublish/tests/samples/document-success.xml");

/// The page, as it is when it has been opened.
struct Page(Model);

impl Page {
    fn open(place: &Place) -> Self {
        let mut page = Self(Model::default());
        page.arrive(place);
        page
    }

    fn with(text: &str) -> Self {
        let mut page = Self::open(&Place::default());
        page.tell(Msg::Type(text.to_owned()));
        page
    }

    fn tell(&mut self, msg: Msg) -> Vec<Command<Own>> {
        update(&mut self.0, msg, Lang::Zh)
    }

    fn arrive(&mut self, place: &Place) -> Vec<Command<Own>> {
        arrive(&mut self.0, place, Lang::Zh)
    }

    fn leave(&mut self) {
        leave(&mut self.0, Lang::Zh);
    }

    fn undo(&mut self) -> Vec<Command<Own>> {
        undo(&mut self.0, Lang::Zh)
    }

    fn codes(&self) -> Vec<&'static str> {
        self.inspection.diagnostics.iter().map(freepublish::Diagnostic::code).collect()
    }

    fn fixable(&self) -> Vec<usize> {
        let found = self.inspection.diagnostics.iter().enumerate();
        found.filter(|(_, found)| found.fix.is_some()).map(|(at, _)| at).collect()
    }
}

impl std::ops::Deref for Page {
    type Target = Model;

    fn deref(&self) -> &Model {
        &self.0
    }
}

/// What is said, and whether it can be taken back.
fn said(commands: &[Command<Own>]) -> Option<(&str, bool)> {
    commands.iter().find_map(|command| match command {
        Command::Say(text) => Some((&**text, false)),
        Command::Offer(text) => Some((&**text, true)),
        _ => None,
    })
}

fn replaces_by(commands: &[Command<Own>], text: &str) -> bool {
    commands.iter().any(|command| matches!(command, Command::Own(Own::Replace(new)) if **new == *text))
}

/// The page that a link leads to.
fn opened(link: &str) -> Page {
    Page::open(&Place::parse(link.strip_prefix("#/inspect?").expect("a link to the page")))
}

fn shared(text: &str) -> Place {
    Place { shared: Some(share::encode(text)) }
}

#[test]
fn a_pasted_text_is_read() {
    let page = Page::with(REJECTED);
    assert_eq!(page.inspection.outcome, Outcome::Rejected);
    assert!(!page.is_empty());
}

#[test]
fn white_space_alone_is_nothing() {
    assert!(Page::with(" \n\t").is_empty());
    assert!(Page::open(&Place::default()).is_empty());
}

#[test]
fn every_sample_is_recognized() {
    for (at, sample) in SAMPLES.iter().enumerate() {
        let mut page = Page::open(&Place::default());
        let commands = page.tell(Msg::Sample(at));
        assert!(replaces_by(&commands, sample.text), "{}", sample.name.get(Lang::En));
        let codes: Vec<_> = page.inspection.diagnostics.iter().map(freepublish::Diagnostic::code).collect();
        assert!(!codes.contains(&"input/unrecognized"), "{}: {codes:?}", sample.name.get(Lang::En));
    }
}

#[test]
fn a_sample_in_place_of_a_text_can_be_taken_back() {
    let mut page = Page::with(REJECTED);
    let commands = page.tell(Msg::Sample(0));
    assert_ne!(&*page.text, REJECTED);
    assert!(said(&commands).is_some_and(|(_, undo)| undo));
    let commands = page.undo();
    assert!(matches!(&commands[0], Command::Own(Own::Restore(text)) if &**text == REJECTED));
    assert_eq!(&*page.text, REJECTED);
    assert_eq!(page.inspection.outcome, Outcome::Rejected);
}

#[test]
fn a_sample_in_place_of_nothing_has_nothing_to_take_back() {
    let mut page = Page::open(&Place::default());
    let commands = page.tell(Msg::Sample(0));
    assert_eq!(said(&commands), None);
    assert!(!page.can_restore());
}

#[test]
fn a_fix_mends_its_finding_and_can_be_taken_back() {
    let mut page = Page::with(WRAPPED_ID);
    let at = page.fixable()[0];
    let code = page.inspection.diagnostics[at].code();
    let commands = page.tell(Msg::Fix(at));
    assert!(replaces_by(&commands, &page.text), "{commands:?}");
    assert!(commands.contains(&Command::Focus("diagnostics".to_owned())));
    assert!(page.inspection.diagnostics.iter().all(|found| found.code() != code), "{code} is still there");
    assert!(said(&commands).is_some_and(|(text, undo)| text.starts_with("已修复") && undo), "{commands:?}");

    page.undo();
    assert_eq!(&*page.text, WRAPPED_ID);
    assert!(page.inspection.diagnostics.iter().any(|found| found.code() == code));
}

#[test]
fn the_editor_reporting_a_fix_back_does_not_end_its_undo() {
    let mut page = Page::with(WRAPPED_ID);
    let at = page.fixable()[0];
    page.tell(Msg::Fix(at));
    let text = page.text.to_string();
    page.tell(Msg::Type(text));
    assert!(page.can_restore());
    page.tell(Msg::Type("{}".to_owned()));
    assert!(!page.can_restore(), "typing on makes it history");
    assert_eq!(page.undo(), [Command::Own(Own::UndoTyping)]);
}

#[test]
fn fixing_all_leaves_nothing_fixable() {
    let mut page = Page::with(MISTAKES);
    assert!(page.fixable().len() > 2);
    page.tell(Msg::FixAll);
    assert_eq!(page.fixable(), [0; 0], "{}", page.text);
    page.undo();
    assert_eq!(&*page.text, MISTAKES);
}

#[test]
fn a_fix_that_is_not_there_changes_nothing() {
    let mut page = Page::with(REJECTED);
    let before = (*page).clone();
    assert_eq!(page.tell(Msg::Fix(99)), []);
    assert_eq!(*page, before);
}

#[test]
fn bytes_that_are_not_utf8_are_shown_and_said_to_be() {
    let mut page = Page::open(&Place::default());
    let commands = page.tell(Msg::File {
        bytes: b"{\"media_id\":\"\xb7\xa2\"}".to_vec(),
        gb18030: Some("{\"media_id\":\"发\"}".to_owned()),
    });
    assert!(replaces_by(&commands, &page.text));
    let has_finding =
        |page: &Page| page.inspection.diagnostics.iter().any(|found| found.code() == "input/not-utf8");
    assert!(has_finding(&page));
    let text = page.text.to_string();
    page.tell(Msg::Type(text));
    assert!(has_finding(&page), "the editor reporting the text back does not make it UTF-8");
    page.tell(Msg::Type("{}".to_owned()));
    assert!(!has_finding(&page));
}

#[test]
fn line_ends_become_line_feeds_as_in_a_text_area() {
    let mut page = Page::open(&Place::default());
    page.tell(Msg::File { bytes: b"<a>\r\n1\r</a>".to_vec(), gb18030: None });
    assert_eq!(&*page.text, "<a>\n1\n</a>");
}

#[test]
fn a_file_that_is_too_large_is_refused_with_its_size() {
    let mut page = Page::with(REJECTED);
    let commands = page.tell(Msg::TooLarge(9_000_000));
    assert!(said(&commands).is_some_and(|(text, _)| text.contains("9.0 MB")), "{commands:?}");
    assert_eq!(&*page.text, REJECTED);
}

#[test]
fn clearing_can_be_taken_back() {
    let mut page = Page::with(REJECTED);
    let commands = page.tell(Msg::Clear);
    assert!(commands.contains(&Command::Focus("source".to_owned())));
    assert!(page.is_empty());
    page.undo();
    assert_eq!(&*page.text, REJECTED);
}

#[test]
fn a_share_link_leads_back_to_its_text_without_the_token() {
    let request = include_str!("../../crates/freepublish/tests/samples/request-curl-from-browser.txt");
    let mut page = Page::with(request);
    let commands = page.tell(Msg::CopyLink);
    let [Command::CopyLink { fragment, done }] = &commands[..] else { panic!("{commands:?}") };
    assert!(done.contains("access_token"), "{done}");

    let opened = opened(fragment);
    assert_eq!(&*opened.text, share::without_secrets(request).0);
    assert!(!opened.text.contains("70_8Md7"));
    assert!(
        opened.text.contains("ymycSMuX2xGwY7aU5g2uwtrRwelmZQkX8csMLvY9dtM"),
        "the draft's id is no secret"
    );
    assert_eq!(opened.inspection.kind, page.inspection.kind);
}

#[test]
fn neither_a_share_link_nor_the_markdown_holds_a_secret() {
    let url = "https://me:hunter2@api.weixin.qq.com/cgi-bin/freepublish/submit?access_token=SHORT";
    let texts = [
        format!(
            "curl -X GET '{url}&appsecret=5ecret*x' -u me:hunter2 -b sid=s1d -H 'X-Api-Key: 5ecret*x' -d '{{}}'"
        ),
        format!("POST {url} HTTP/1.1\nHost: h\nCookie: a=\"s1d\"\n\n{{\"media_id\":\"x\"}}"),
        r#""{\"media_id\":\"abcdefgh\",\"accessToken\":\"SHORT\",\"secret\":\"5ecret*x\"}""#.to_owned(),
        format!("{{\"errcode\":40001,\"errmsg\":\"{url} secret=5ecret*x\"}}"),
        r#"{"cookies":[{"name":"a","value":"s1d"}],"session_key":"5ecret*x"}"#.to_owned(),
    ];
    for text in texts {
        let mut page = Page::with(&text);
        let commands = page.tell(Msg::CopyLink);
        let [Command::CopyLink { fragment, .. }] = &commands[..] else { panic!("{commands:?}") };
        let opened = opened(fragment).text.to_string();
        let told = markdown(&text, &page.inspection, Lang::En);
        for secret in ["hunter2", "SHORT", "5ecret", "s1d"] {
            assert!(!opened.contains(secret), "{secret} in the link of {text}");
            assert!(!told.contains(secret), "{secret} of {text} in\n{told}");
        }
    }
}

#[test]
fn a_text_too_long_for_a_link_is_said_to_be() {
    let mut page = Page::with(&"x".repeat(share::MAX_SHARED + 1));
    let commands = page.tell(Msg::CopyLink);
    assert_eq!(said(&commands), Some((shell::Words::of(Lang::Zh).link_too_long, false)));
}

#[test]
fn a_broken_link_keeps_the_text() {
    let mut page = Page::with(REJECTED);
    let commands = page.arrive(&Place::parse("t=**"));
    assert_eq!(&*page.text, REJECTED);
    assert_eq!(said(&commands), Some((shell::Words::of(Lang::Zh).link_unreadable, false)));
}

#[test]
fn a_long_text_unfolds_its_structure_only_when_asked() {
    let mut page = Page::with(&"<a/>\n".repeat(20_000));
    assert!(!page.shows_structure());
    page.tell(Msg::SetStructure(Fold::Open));
    assert!(page.shows_structure());
    assert!(Page::with(REJECTED).shows_structure());
}

#[test]
fn places_are_told_in_the_units_of_the_browser() {
    let mut page = Page::with("\n发😀<a>");
    let span = Span::new("\n发😀".len(), "\n发😀<a>".len());
    assert_eq!(page.tell(Msg::Jump(span)), [Command::Own(Own::Select { start: 4, end: 7, line: 1 })]);
}

const SECURE: &str =
    include_str!("../../crates/freepublish/tests/rules/envelope/signature-mismatch.good.http");
const TOKEN: &str = "LabSampleToken";
const KEY: &str = "LabSampleKeyLabSampleKeyLabSampleKeyLabSamp";

fn secure_page() -> Page {
    let mut page = Page::with(SECURE);
    page.tell(Msg::SetKey(Field::Token, Secret::new(TOKEN)));
    page.tell(Msg::SetKey(Field::Key, Secret::new(format!(" {KEY}\n"))));
    page
}

#[test]
fn with_the_keys_an_encrypted_push_tells_its_outcome() {
    let page = Page::with(SECURE);
    assert_eq!((page.inspection.outcome, page.codes()), (Outcome::Unknown, vec!["envelope/key-needed"]));
    let page = secure_page();
    assert_ne!(page.inspection.outcome, Outcome::Unknown);
    assert_eq!(page.codes(), [""; 0]);
    assert!(page.document.contains("PUBLISHJOBFINISH"));
}

#[test]
fn a_wrong_key_is_said_while_it_is_typed() {
    let mut page = secure_page();
    page.tell(Msg::SetKey(Field::Key, Secret::new(&KEY[..42])));
    assert!(page.codes().contains(&"envelope/key-length"), "{:?}", page.codes());
}

#[test]
fn cleared_keys_are_forgotten_at_once() {
    let mut page = secure_page();
    page.tell(Msg::ClearKeys);
    assert!(page.keys.is_empty());
    assert_eq!(page.codes(), ["envelope/key-needed"]);
    assert!(page.opened.is_none());
}

#[test]
fn the_decrypted_document_can_be_worked_on_and_the_push_comes_back() {
    let mut page = secure_page();
    let document = page.document.to_string();
    let commands = page.tell(Msg::OpenDecrypted);
    assert!(replaces_by(&commands, &document));
    assert_ne!(page.inspection.outcome, Outcome::Unknown);
    page.undo();
    assert_eq!(&*page.text, SECURE);
}

#[test]
fn no_debug_output_shows_a_secret() {
    let shown = format!("{:?}", *secure_page());
    assert!(!shown.contains(TOKEN) && !shown.contains(KEY), "{shown}");
}

#[test]
fn what_was_typed_before_the_page_stood_is_read_and_survives_a_share_link() {
    let mut page = Page(Model::default());
    page.tell(Msg::Type(REJECTED.to_owned()));
    assert_eq!(page.inspection.outcome, Outcome::Rejected);
    page.arrive(&shared("{}"));
    assert_eq!(&*page.text, "{}");
    page.undo();
    assert_eq!(&*page.text, REJECTED);
}

#[test]
fn what_another_page_opens_here_comes_with_its_keys_and_leaves_those_that_were_entered() {
    let lent = || Lent { token: Secret::new("t"), aes_key: Secret::new("k"), app_id: Secret::new("wx1") };
    let open = |page: &mut Page| {
        let said = "from elsewhere".to_owned();
        page.tell(Msg::Open { text: REJECTED.to_owned(), secrets: Some(lent()), said })
    };
    let mut page = Page(Model::default());
    let commands = open(&mut page);
    assert!(commands.contains(&Command::Show("outcome".to_owned())), "{commands:?}");
    assert_eq!(page.inspection.outcome, Outcome::Rejected);
    assert_eq!(page.keys.value(Field::Token), "t");
    page.tell(Msg::SetKey(Field::Token, Secret::new("mine")));
    open(&mut page);
    assert_eq!(page.keys.value(Field::Token), "mine");
}

#[test]
fn what_was_typed_and_not_read_yet_is_read_before_anything_else() {
    let mut page = Page::with(WRAPPED_ID);
    assert_eq!(page.tell(Msg::TypeOn), [Command::Own(Own::ReadLater)]);
    let commands = page.tell(Msg::FixAll);
    assert_eq!(commands, [Command::Own(Own::ReadBefore(Box::new(Msg::FixAll)))]);
    assert_eq!(&*page.text, WRAPPED_ID);
    page.tell(Msg::Type(REJECTED.to_owned()));
    page.tell(Msg::FixAll);
    assert_eq!(&*page.text, REJECTED, "there is nothing to fix in what stands there by now");
}

#[test]
fn undo_by_key_is_the_editors_own_unless_the_page_changed_the_text() {
    use shell::keys::{Focus, Key};
    let press = |page: &Page, key, focus| {
        let key = Key { key, command: true, focus };
        (inspect::TABLE.press)(page, key)
    };
    let mut page = Page::with(WRAPPED_ID);
    assert_eq!(press(&page, "z", Focus::PageField), None);
    assert_eq!(press(&page, "z", Focus::Elsewhere), Some(Msg::Undo));
    page.tell(Msg::FixAll);
    assert_eq!(press(&page, "z", Focus::PageField), Some(Msg::Undo));
    assert_eq!(press(&page, "Z", Focus::PageField), None, "with shift it is redo");
    assert_eq!(press(&page, "Enter", Focus::OtherField), Some(Msg::Reanalyse));
}

#[test]
fn undo_in_another_field_is_that_fields_own() {
    use shell::keys::{Focus, Key};
    let mut page = Page::with(WRAPPED_ID);
    page.tell(Msg::FixAll);
    let key = Key { key: "z", command: true, focus: Focus::OtherField };
    assert_eq!((inspect::TABLE.press)(&page, key), None);
}

#[test]
fn what_is_undone_from_another_page_is_shown() {
    let mut page = Page::with(REJECTED);
    page.tell(Msg::Clear);
    page.leave();
    let commands = page.undo();
    assert_eq!(&*page.text, REJECTED);
    assert!(commands.contains(&Command::GoTo("#/inspect".to_owned())), "{commands:?}");

    let mut page = Page::with(REJECTED);
    page.tell(Msg::Clear);
    let commands = page.undo();
    assert!(!commands.iter().any(|command| matches!(command, Command::GoTo(_))), "it is shown already");
}

#[test]
fn coming_back_to_a_share_link_keeps_what_was_changed_since() {
    let mut page = Page::open(&shared(MISTAKES));
    page.tell(Msg::FixAll);
    page.tell(Msg::Type(REJECTED.to_owned()));
    page.leave();
    assert_eq!(page.arrive(&shared(MISTAKES)), []);
    assert_eq!(&*page.text, REJECTED);

    page.arrive(&shared("{}"));
    assert_eq!(&*page.text, "{}", "another link is another text");
    page.arrive(&shared(MISTAKES));
    assert_eq!(&*page.text, MISTAKES);
}

/// A file in GBK that has something to mend and something encrypted: `envelope` is what is encrypted.
fn gbk_file(page: &mut Page, text: &str) {
    let bytes = [text.as_bytes(), b"\xb7\xa2"].concat();
    page.tell(Msg::File { bytes, gb18030: Some([text, "发"].concat()) });
}

#[test]
fn that_a_file_is_not_utf8_is_said_until_its_text_is_another() {
    let not_utf8 = "input/not-utf8";
    let mut page = Page::open(&Place::default());
    gbk_file(&mut page, REJECTED);
    assert!(page.codes().contains(&not_utf8));
    page.tell(Msg::SetKey(Field::Token, Secret::new(TOKEN)));
    assert!(page.codes().contains(&not_utf8), "typing a key changes nothing of the file");
    page.tell(Msg::ClearKeys);
    page.tell(Msg::Reanalyse);
    assert!(page.codes().contains(&not_utf8));
    page.tell(Msg::Clear);
    assert!(!page.codes().contains(&not_utf8));
    page.undo();
    assert!(page.codes().contains(&not_utf8), "the text of the file is back");
    page.tell(Msg::Type("{}".to_owned()));
    assert!(!page.codes().contains(&not_utf8));
}

#[test]
fn that_a_file_is_not_utf8_is_said_whatever_its_line_ends() {
    let mut page = Page::open(&Place::default());
    let bytes = b"<a>\r\n\r\n<b>\xb7\xa2</b></a>".to_vec();
    page.tell(Msg::File { bytes, gb18030: Some("<a>\r\n\r\n<b>发</b></a>".to_owned()) });
    let found = page.inspection.diagnostics.iter().find(|found| found.code() == "input/not-utf8");
    assert_eq!(found.and_then(|found| found.span).map(|span| span.of(&page.text)), Some("发"));
}

#[test]
fn a_file_is_read_with_the_keys_that_were_entered() {
    let mut page = Page::open(&Place::default());
    page.tell(Msg::SetKey(Field::Token, Secret::new(TOKEN)));
    page.tell(Msg::SetKey(Field::Key, Secret::new(KEY)));
    gbk_file(&mut page, SECURE);
    let opened = page.opened.clone().expect("there are keys");
    assert_eq!(*page.inspection, opened.inspection, "one list of findings, and not two");
    assert!(page.codes().contains(&"input/not-utf8"));
    assert!(!page.codes().contains(&"envelope/key-needed"));
}

#[test]
fn as_many_repairs_are_told_as_were_made() {
    // Repairs of the same places wait for each other, and are not told twice.
    let text = "{'mediaId': ' abcdefghijklmnop ',}";
    let mut page = Page::with(text);
    let mut one_by_one = 0;
    while let Some(at) = page.fixable().first().copied() {
        page.tell(Msg::Fix(at));
        one_by_one += 1;
    }
    let mended = page.text.to_string();
    let mut page = Page::with(text);
    let commands = page.tell(Msg::FixAll);
    assert_eq!(&*page.text, mended);
    let expect = format!("已修复 {one_by_one} 处");
    assert_eq!(said(&commands), Some((&*expect, true)));
}

#[test]
fn numbers_of_any_size_are_copied_as_they_were_sent() {
    let text = r#"{"errcode":9007199254740993,"errmsg":"x"}"#;
    let mut page = Page::with(text);
    let commands = page.tell(Msg::CopyJson);
    let [Command::Copy { text: copied, .. }] = &commands[..] else { panic!("{commands:?}") };
    assert!(copied.contains("\"errcode\": 9007199254740993,"), "{copied}");
    assert_eq!(*copied, json(text, &page.inspection, Lang::Zh));
    assert!(copied.starts_with("{\n  \"kind\"") && copied.ends_with("}\n"));
}
