//! What each action does to the page, without a browser.

use freepublish::{Lang, Outcome, Span};
use freepublish_lab::i18n::Texts;
use freepublish_lab::route::Route;
use freepublish_lab::samples::SAMPLES;
use freepublish_lab::shell::{Lent, Page, share};
use freepublish_lab::state::{Action, Dialog, Effect, Field, Fold, Secret, Setting, State, Theme};

const REJECTED: &str = include_str!("../crates/freepublish/tests/samples/wire-rejected.xml");
const MISTAKES: &str = include_str!("../www/samples/request-with-mistakes.txt");
const WRAPPED_ID: &str = include_str!("../crates/freepublish/tests/samples/document-success.xml");

fn page() -> State {
    State::new(Lang::Zh, Theme::Auto, Route::default())
}

fn page_with(text: &str) -> State {
    let mut state = page();
    state.reduce(Action::Edit(text.to_owned()));
    state
}

fn toast(state: &State) -> &str {
    state.toast.as_ref().map_or("", |toast| &toast.text)
}

fn fixable(state: &State) -> Vec<usize> {
    let found = state.inspection.diagnostics.iter().enumerate();
    found.filter(|(_, found)| found.fix.is_some()).map(|(at, _)| at).collect()
}

fn replaces_by(effects: &[Effect], text: &str) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Replace(new) if **new == *text))
}

#[test]
fn a_pasted_text_is_read() {
    let state = page_with(REJECTED);
    assert_eq!(state.inspection.outcome, Outcome::Rejected);
    assert!(!state.is_empty());
}

#[test]
fn white_space_alone_is_nothing() {
    assert!(page_with(" \n\t").is_empty());
    assert!(page().is_empty());
}

#[test]
fn every_sample_is_recognized() {
    for (at, sample) in SAMPLES.iter().enumerate() {
        let mut state = page();
        let effects = state.reduce(Action::Sample(at));
        assert!(replaces_by(&effects, sample.text), "{}", sample.name.get(Lang::En));
        let codes: Vec<_> = state.inspection.diagnostics.iter().map(freepublish::Diagnostic::code).collect();
        assert!(!codes.contains(&"input/unrecognized"), "{}: {codes:?}", sample.name.get(Lang::En));
    }
}

#[test]
fn a_sample_in_place_of_a_text_can_be_taken_back() {
    let mut state = page_with(REJECTED);
    state.reduce(Action::Sample(0));
    assert_ne!(&*state.text, REJECTED);
    assert!(state.toast.as_ref().is_some_and(|toast| toast.undo.is_some()));
    let effects = state.reduce(Action::Undo);
    assert!(matches!(&effects[0], Effect::Restore(text) if &**text == REJECTED));
    assert_eq!(&*state.text, REJECTED);
    assert_eq!(state.inspection.outcome, Outcome::Rejected);
}

#[test]
fn a_sample_in_place_of_nothing_has_nothing_to_take_back() {
    let mut state = page();
    state.reduce(Action::Sample(0));
    assert_eq!(state.toast, None);
    assert!(!state.can_restore());
}

#[test]
fn a_fix_mends_its_finding_and_can_be_taken_back() {
    let mut state = page_with(WRAPPED_ID);
    let at = fixable(&state)[0];
    let code = state.inspection.diagnostics[at].code();
    let effects = state.reduce(Action::Fix(at));
    assert!(replaces_by(&effects, &state.text), "{effects:?}");
    assert!(effects.contains(&Effect::FocusDiagnostics));
    assert!(state.inspection.diagnostics.iter().all(|found| found.code() != code), "{code} is still there");
    assert!(toast(&state).starts_with("已修复"), "{}", toast(&state));

    state.reduce(Action::Undo);
    assert_eq!(&*state.text, WRAPPED_ID);
    assert!(state.inspection.diagnostics.iter().any(|found| found.code() == code));
}

#[test]
fn the_editor_reporting_a_fix_back_does_not_end_its_undo() {
    let mut state = page_with(WRAPPED_ID);
    let at = fixable(&state)[0];
    state.reduce(Action::Fix(at));
    let text = state.text.to_string();
    state.reduce(Action::Edit(text));
    assert!(state.can_restore());
    state.reduce(Action::Edit("{}".to_owned()));
    assert!(!state.can_restore(), "typing on makes it history");
    assert_eq!(state.reduce(Action::Undo), [Effect::UndoTyping]);
}

#[test]
fn fixing_all_leaves_nothing_fixable() {
    let mut state = page_with(MISTAKES);
    assert!(fixable(&state).len() > 2);
    state.reduce(Action::FixAll);
    assert_eq!(fixable(&state), [0; 0], "{}", state.text);
    state.reduce(Action::Undo);
    assert_eq!(&*state.text, MISTAKES);
}

#[test]
fn a_fix_that_is_not_there_changes_nothing() {
    let mut state = page_with(REJECTED);
    let before = state.clone();
    assert_eq!(state.reduce(Action::Fix(99)), []);
    assert_eq!(state, before);
}

#[test]
fn bytes_that_are_not_utf8_are_shown_and_said_to_be() {
    let mut state = page();
    let effects = state.reduce(Action::Open {
        bytes: b"{\"media_id\":\"\xb7\xa2\"}".to_vec(),
        gb18030: Some("{\"media_id\":\"发\"}".to_owned()),
    });
    assert!(replaces_by(&effects, &state.text));
    let has_finding =
        |state: &State| state.inspection.diagnostics.iter().any(|found| found.code() == "input/not-utf8");
    assert!(has_finding(&state));
    let text = state.text.to_string();
    state.reduce(Action::Edit(text));
    assert!(has_finding(&state), "the editor reporting the text back does not make it UTF-8");
    state.reduce(Action::Edit("{}".to_owned()));
    assert!(!has_finding(&state));
}

#[test]
fn line_ends_become_line_feeds_as_in_a_text_area() {
    let mut state = page();
    state.reduce(Action::Open { bytes: b"<a>\r\n1\r</a>".to_vec(), gb18030: None });
    assert_eq!(&*state.text, "<a>\n1\n</a>");
}

#[test]
fn a_file_that_is_too_large_is_refused_with_its_size() {
    let mut state = page_with(REJECTED);
    state.reduce(Action::Refuse(9_000_000));
    assert!(toast(&state).contains("9.0 MB"), "{}", toast(&state));
    assert_eq!(&*state.text, REJECTED);
}

#[test]
fn clearing_can_be_taken_back() {
    let mut state = page_with(REJECTED);
    let effects = state.reduce(Action::Clear);
    assert!(effects.contains(&Effect::FocusEditor));
    assert!(state.is_empty());
    state.reduce(Action::Undo);
    assert_eq!(&*state.text, REJECTED);
}

#[test]
fn a_share_link_leads_back_to_its_text_without_the_token() {
    let request = include_str!("../crates/freepublish/tests/samples/request-curl-from-browser.txt");
    let mut state = page_with(request);
    let effects = state.reduce(Action::CopyLink);
    let [Effect::CopyLink { fragment, done }] = &effects[..] else { panic!("{effects:?}") };
    assert!(done.contains("access_token"), "{done}");

    let opened = State::new(Lang::En, Theme::Auto, Route::parse(fragment));
    assert_eq!(&*opened.text, share::without_secrets(request).0);
    assert!(!opened.text.contains("70_8Md7"));
    assert!(
        opened.text.contains("ymycSMuX2xGwY7aU5g2uwtrRwelmZQkX8csMLvY9dtM"),
        "the draft's id is no secret"
    );
    assert_eq!(opened.inspection.kind, state.inspection.kind);
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
        let mut state = page_with(&text);
        let effects = state.reduce(Action::CopyLink);
        let [Effect::CopyLink { fragment, .. }] = &effects[..] else { panic!("{effects:?}") };
        let opened = State::new(Lang::En, Theme::Auto, Route::parse(fragment)).text.to_string();
        let told = freepublish_lab::export::markdown(&text, &state.inspection, Lang::En);
        for secret in ["hunter2", "SHORT", "5ecret", "s1d"] {
            assert!(!opened.contains(secret), "{secret} in the link of {text}");
            assert!(!told.contains(secret), "{secret} of {text} in\n{told}");
        }
    }
}

#[test]
fn a_text_too_long_for_a_link_is_said_to_be() {
    let mut state = page_with(&"x".repeat(share::MAX_SHARED + 1));
    state.reduce(Action::CopyLink);
    assert_eq!(toast(&state), Texts::of(Lang::Zh).link_too_long);
}

#[test]
fn a_broken_link_keeps_the_text() {
    let mut state = page_with(REJECTED);
    state.reduce(Action::Navigate(Route::parse("#/inspect?t=**")));
    assert_eq!(&*state.text, REJECTED);
    assert_eq!(toast(&state), Texts::of(Lang::Zh).link_unreadable);
}

#[test]
fn settings_are_remembered() {
    let mut state = page();
    let effects = state.reduce(Action::SetLang(Lang::En));
    assert_eq!(effects, [Effect::Remember(Setting::Lang, "en")]);
    let effects = state.reduce(Action::SetTheme(Theme::Dark));
    assert_eq!(effects, [Effect::Remember(Setting::Theme, "dark")]);
    assert_eq!((state.lang, state.theme), (Lang::En, Theme::Dark));
}

#[test]
fn the_theme_switch_comes_round_and_names_are_read_back() {
    let mut theme = Theme::Auto;
    for _ in 0..3 {
        assert_eq!(Theme::from_name(theme.name()), theme);
        theme = theme.next();
    }
    assert_eq!(theme, Theme::Auto);
}

#[test]
fn a_message_goes_in_time_but_not_one_that_offers_undo() {
    let mut state = page_with(REJECTED);
    state.reduce(Action::Copied { done: true, what: "copied".to_owned() });
    let id = state.toast.as_ref().map(|toast| toast.id).unwrap_or_default();
    state.reduce(Action::Expire(id - 1));
    assert_eq!(toast(&state), "copied", "that was another message's time");
    state.reduce(Action::Expire(id));
    assert_eq!(state.toast, None);

    state.reduce(Action::Clear);
    let id = state.toast.as_ref().map(|toast| toast.id).unwrap_or_default();
    state.reduce(Action::Expire(id));
    assert!(state.toast.is_some());
}

#[test]
fn what_cannot_be_copied_is_shown_to_be_copied_by_hand() {
    let mut state = page();
    let effects = state.reduce(Action::Copied { done: false, what: "text".to_owned() });
    assert_eq!(effects, [Effect::ShowDialog]);
    assert_eq!(state.dialog, Some(Dialog::CopyByHand("text".to_owned())));
    state.reduce(Action::CloseDialog);
    assert_eq!(state.dialog, None);
}

#[test]
fn a_long_text_unfolds_its_structure_only_when_asked() {
    let mut state = page_with(&"<a/>\n".repeat(20_000));
    assert!(!state.shows_structure());
    state.reduce(Action::SetStructure(Fold::Open));
    assert!(state.shows_structure());
    assert!(page_with(REJECTED).shows_structure());
}

#[test]
fn places_are_told_in_the_units_of_the_browser() {
    let state = page_with("发😀<a>");
    assert_eq!(state.utf16(Span::new("发😀".len(), "发😀<a>".len())), (3, 6));
}

const SECURE: &str = include_str!("../crates/freepublish/tests/rules/envelope/signature-mismatch.good.http");
const TOKEN: &str = "LabSampleToken";
const KEY: &str = "LabSampleKeyLabSampleKeyLabSampleKeyLabSamp";

fn secure_page() -> State {
    let mut state = page_with(SECURE);
    state.reduce(Action::SetKey(Field::Token, Secret::new(TOKEN)));
    state.reduce(Action::SetKey(Field::Key, Secret::new(format!(" {KEY}\n"))));
    state
}

fn codes(state: &State) -> Vec<&'static str> {
    state.inspection.diagnostics.iter().map(freepublish::Diagnostic::code).collect()
}

#[test]
fn with_the_keys_an_encrypted_push_tells_its_outcome() {
    let state = page_with(SECURE);
    assert_eq!((state.inspection.outcome, codes(&state)), (Outcome::Unknown, vec!["envelope/key-needed"]));
    let state = secure_page();
    assert_ne!(state.inspection.outcome, Outcome::Unknown);
    assert_eq!(codes(&state), [""; 0]);
    assert!(state.document().contains("PUBLISHJOBFINISH"));
}

#[test]
fn a_wrong_key_is_said_while_it_is_typed() {
    let mut state = secure_page();
    state.reduce(Action::SetKey(Field::Key, Secret::new(&KEY[..42])));
    assert!(codes(&state).contains(&"envelope/key-length"), "{:?}", codes(&state));
}

#[test]
fn cleared_keys_are_forgotten_at_once() {
    let mut state = secure_page();
    state.reduce(Action::ClearKeys);
    assert!(state.keys.is_empty());
    assert_eq!(codes(&state), ["envelope/key-needed"]);
    assert!(state.opened.is_none());
}

#[test]
fn the_decrypted_document_can_be_worked_on_and_the_push_comes_back() {
    let mut state = secure_page();
    let document = state.document().to_owned();
    let effects = state.reduce(Action::OpenDecrypted);
    assert!(replaces_by(&effects, &document));
    assert_ne!(state.inspection.outcome, Outcome::Unknown);
    state.reduce(Action::Undo);
    assert_eq!(&*state.text, SECURE);
}

#[test]
fn no_debug_output_shows_a_secret() {
    let shown = format!("{:?}", secure_page());
    assert!(!shown.contains(TOKEN) && !shown.contains(KEY), "{shown}");
}

#[test]
fn what_was_typed_before_the_page_stood_is_read_and_survives_a_share_link() {
    let state = State::with_text(REJECTED, Lang::Zh, Theme::Auto, Route::default());
    assert_eq!(state.inspection.outcome, Outcome::Rejected);
    let shared = Route::Inspect { shared: Some(share::encode("{}")) };
    let mut state = State::with_text(REJECTED, Lang::Zh, Theme::Auto, shared);
    assert_eq!(&*state.text, "{}");
    state.reduce(Action::Undo);
    assert_eq!(&*state.text, REJECTED);
}

#[test]
fn what_another_page_opens_here_comes_with_its_keys_and_leaves_those_that_were_entered() {
    let lent = || Lent { token: Secret::new("t"), aes_key: Secret::new("k"), app_id: Secret::new("wx1") };
    let open = |state: &mut State| {
        let said = "from elsewhere".to_owned();
        state.reduce(Action::OpenText { text: REJECTED.to_owned(), secrets: Some(lent()), said })
    };
    let mut state = State::new(Lang::En, Theme::Auto, Route::parse("#/status"));
    let effects = open(&mut state);
    assert!(state.route.is_inspect() && effects.contains(&Effect::GoTo("#/inspect".to_owned())));
    assert_eq!(state.inspection.outcome, Outcome::Rejected);
    assert_eq!(state.keys.value(Field::Token), "t");
    state.reduce(Action::SetKey(Field::Token, Secret::new("mine")));
    open(&mut state);
    assert_eq!(state.keys.value(Field::Token), "mine");
}

#[test]
fn what_a_page_offers_to_take_back_is_its_own_and_goes_with_it() {
    let mut state = page();
    state.reduce(Action::Offer(Page::Simulate, "replaced".to_owned()));
    assert_eq!(state.toast.as_ref().and_then(|toast| toast.undo), Some(Page::Simulate));
    state.reduce(Action::Withdraw(Page::Live));
    assert_eq!(toast(&state), "replaced");
    state.reduce(Action::Withdraw(Page::Simulate));
    assert!(state.toast.is_none());
}
