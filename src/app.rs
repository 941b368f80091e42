//! The shell: holds the state, runs its effects in the browser, and draws the page that the route names.

use freepublish::LineIndex;
use freepublish::{OffsetUnit, Report};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use serde::Serialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, File, KeyboardEvent};
use yew::prelude::*;

use crate::components::el::{Attr, el};
use crate::components::source::Window;
use crate::components::{View, dialog, header, toast};
use crate::lazy::{self, Lazy, Missing};
use crate::live::{self, Live};
use crate::pages;
use crate::platform::early::Early;
use crate::platform::simulate::{self, Ticker};
use crate::platform::{self, after_drawing, clipboard, editor, file, id};
use crate::reference::{self, Reference};
use crate::route::Route;
use crate::shell::{Coming, Command, Page, Slot};
use crate::state::SimulateAction;
use crate::state::keys::{self, Key};
use crate::state::{Action, Dialog, Effect, Setting, State, Theme};

/// How long a message stays, in milliseconds.
const MESSAGE_TIME: u32 = 6_000;

/// How long typing has to rest before a text that takes longer than a frame is looked at, in milliseconds.
const REST: u32 = 250;

/// Texts longer than this, in UTF-16 units, may take longer than a frame.
const SLOW_TEXT: u32 = 512 * 1024;

/// The whole page.
#[derive(Debug)]
pub struct App {
    state: State,
    window: Window,
    /// Whether a file is being dragged over the page.
    dragging: bool,
    resting: Option<Timeout>,
    /// The clock of the Simulate page, while it runs.
    ticker: Option<Ticker>,
    live: Slot<Live>,
    reference: Slot<Reference>,
    later: Later,
    _listeners: Vec<EventListener>,
}

/// What the page is started with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Properties)]
pub struct Props {
    /// What was done before it stood.
    #[prop_or_default]
    pub early: Option<Early>,
}

/// What has become of the pages that come later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Later {
    /// Nobody has asked for them.
    Unasked,
    /// They are being fetched.
    Coming,
    /// They could not be fetched.
    Missing,
    /// They are there.
    Here,
}

/// What the shell is told.
#[derive(Debug)]
pub enum Message {
    /// Something that changes the state.
    Act(Action),
    /// The pages that come later have come, or not.
    Came(Result<Lazy, Missing>),
    /// A file is dragged over the page, or no longer.
    Drag(bool),
    /// The pages that come later are wanted.
    Fetch,
    /// The address has become this.
    Navigate(Route),
    /// A key was pressed that stands for this.
    Press(keys::Command),
    /// Something on the Live page.
    Live(live::Msg),
    /// A file is to be read.
    Read(File),
    /// Something on the Reference page.
    Reference(reference::Msg),
    /// The editor was scrolled.
    Scroll,
    /// The editor holds another text.
    Type,
    /// It has for a while.
    TypeEnd,
}

impl Component for App {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let lang = platform::remembered(Setting::Lang).and_then(|tag| freepublish::Lang::from_tag(&tag));
        let theme = platform::remembered(Setting::Theme).map_or(Theme::Auto, |name| Theme::from_name(&name));
        let route = Route::parse(&platform::fragment());
        let early = ctx.props().early.as_ref();
        let typed = early.map(|early| early.text.as_str()).unwrap_or_default();
        let state = State::with_text(typed, lang.unwrap_or_else(platform::language), theme, route);
        let mut app = Self {
            state,
            reference: Slot::new(ctx.link().callback(Message::Reference)),
            window: Window::default(),
            dragging: false,
            resting: None,
            ticker: None,
            live: Slot::new(ctx.link().callback(Message::Live)),
            later: Later::Unasked,
            _listeners: listeners(ctx),
        };
        app.arrive(ctx);
        // While nobody waits for them. Whoever saves data gets them when a page of theirs is opened.
        if !platform::saves_data() {
            let link = ctx.link().clone();
            platform::when_idle(move || link.send_message(Message::Fetch));
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Act(action) => {
                if self.resting.take().is_some() {
                    self.act(ctx, Action::Edit(editor::text()));
                }
                match (&action, self.state.toast.as_ref().and_then(|toast| toast.undo)) {
                    (Action::Undo, Some(page)) => self.undo(ctx, page),
                    _ => self.act(ctx, action),
                }
                true
            }
            Message::Navigate(route) => {
                Component::update(self, ctx, Message::Act(Action::Navigate(route)));
                self.leave(ctx);
                self.arrive(ctx);
                true
            }
            Message::Fetch => {
                self.fetch(ctx);
                self.is_later()
            }
            Message::Came(Ok(pages)) => {
                self.come(ctx, pages);
                self.is_later()
            }
            Message::Came(Err(Missing)) => {
                self.later = Later::Missing;
                self.is_later()
            }
            Message::Live(msg) => {
                let commands = self.live.update(msg, self.state.lang);
                self.perform(ctx, Page::Live, commands, |app, own| app.live.run(own));
                true
            }
            Message::Reference(msg) => {
                let commands = self.reference.update(msg, self.state.lang);
                self.perform(ctx, Page::Reference, commands, |app, own| app.reference.run(own));
                true
            }
            Message::Drag(dragging) => std::mem::replace(&mut self.dragging, dragging) != dragging,
            Message::Press(keys::Command::Act(action)) => Component::update(self, ctx, Message::Act(action)),
            Message::Press(keys::Command::Search) => {
                platform::focus(self.field());
                false
            }
            Message::Read(file) => {
                let link = ctx.link().clone();
                file::read(file, move |action| link.send_message(Message::Act(action)));
                std::mem::take(&mut self.dragging)
            }
            Message::Scroll => self.window.follow(editor::view()),
            Message::Type if editor::length() > SLOW_TEXT => {
                let link = ctx.link().clone();
                self.resting = Some(Timeout::new(REST, move || link.send_message(Message::TypeEnd)));
                false
            }
            Message::Type | Message::TypeEnd => {
                self.resting = None;
                self.act(ctx, Action::Edit(editor::text()));
                true
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let view = View::new(&self.state, ctx.link());
        let main = match &self.state.route {
            Route::Inspect { .. } => None,
            Route::Reference(_) => self.reference.view(view.state.lang),
            Route::Simulate { place } => Some(pages::simulate::page(&view, place).into()),
            Route::Live(_) => self.live.view(view.state.lang),
            Route::NotFound { path } => Some(pages::not_found::page(&view, path).into()),
        };
        let main = main.or_else(|| self.is_later().then(|| self.coming(ctx)));
        let main = el("main")
            .id(id::MAIN)
            .attr(Attr::TabIndex, "-1")
            .with(pages::inspect::page(&view, self.window))
            .push(main.unwrap_or_default());
        let skip = el("a").class("skip").attr(Attr::Href, "#main").on_press(skip()).text(view.texts.skip);
        let drag = |over: bool| {
            ctx.link().batch_callback(move |event: DragEvent| {
                if !file::is_file(&event) {
                    return None;
                }
                event.prevent_default();
                Some(Message::Drag(over))
            })
        };
        let drop = ctx.link().batch_callback(|event: DragEvent| {
            let file = file::dropped(&event)?;
            event.prevent_default();
            Some(Message::Read(file))
        });
        html! {
            <div class={if self.dragging { "shell dropping" } else { "shell" }}
                ondragover={drag(true)} ondragleave={drag(false)} ondrop={drop}>
                { Html::from(skip) }
                { Html::from(header::header(&view)) }
                { Html::from(main) }
                { Html::from(toast::toast(&view)) }
                { dialog::dialog(&view, self.dialog()) }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.dress();
            editor::replace(&self.state.text);
            if let Some(early) = &ctx.props().early {
                early.go_on();
            }
            if self.state.toast.is_some() {
                expire(ctx, 1);
            }
        }
        let index = LineIndex::new(&self.state.text);
        editor::lay_out(index.lines(), self.window.columns(&self.state.text), self.window.first());
    }
}

impl App {
    /// Tells the pages that the address is no longer theirs.
    fn leave(&mut self, ctx: &Context<Self>) {
        if !self.state.route.is_live() {
            let commands = self.live.leave(self.state.lang);
            self.perform(ctx, Page::Live, commands, |app, own| app.live.run(own));
        }
        if !self.state.route.is_reference() {
            let commands = self.reference.leave(self.state.lang);
            self.perform(ctx, Page::Reference, commands, |app, own| app.reference.run(own));
        }
    }

    /// Whether the address is one of a page that comes later.
    fn is_later(&self) -> bool {
        self.state.route.is_live() || self.state.route.is_reference()
    }

    /// Fetches the pages that come later, unless they are there or on their way.
    fn fetch(&mut self, ctx: &Context<Self>) {
        if matches!(self.later, Later::Unasked | Later::Missing) {
            self.later = Later::Coming;
            let link = ctx.link().clone();
            spawn_local(async move { link.send_message(Message::Came(lazy::fetch().await)) });
        }
    }

    /// The pages that come later have come. The one that is open learns its address.
    fn come(&mut self, ctx: &Context<Self>, pages: Lazy) {
        self.later = Later::Here;
        let commands = self.live.come(pages.live, self.state.lang);
        self.perform(ctx, Page::Live, commands, |app, own| app.live.run(own));
        let commands = self.reference.come(pages.reference, self.state.lang);
        self.perform(ctx, Page::Reference, commands, |app, own| app.reference.run(own));
        self.dress();
    }

    /// Stands in the place of a page that comes later.
    fn coming(&self, ctx: &Context<Self>) -> Html {
        let State { route, lang, .. } = &self.state;
        html! {
            <Coming title={route.name(*lang)} lang={*lang} is_missing={self.later == Later::Missing}
                retry={ctx.link().callback(|_| Message::Fetch)} />
        }
    }

    /// Tells the page of the route that the address is one of its own.
    fn arrive(&mut self, ctx: &Context<Self>) {
        if self.is_later() {
            self.fetch(ctx);
        }
        match &self.state.route {
            Route::Live(place) => {
                let commands = self.live.arrive(place.clone(), self.state.lang);
                self.perform(ctx, Page::Live, commands, |app, own| app.live.run(own));
            }
            Route::Reference(place) => {
                let commands = self.reference.arrive(place.clone(), self.state.lang);
                self.perform(ctx, Page::Reference, commands, |app, own| app.reference.run(own));
            }
            // Pages that have not got a slot yet: the state knows them.
            Route::Inspect { .. } | Route::Simulate { .. } | Route::NotFound { .. } => {}
        }
    }

    /// Takes back what that page has offered to.
    fn undo(&mut self, ctx: &Context<Self>, page: Page) {
        match page {
            Page::Live => {
                let commands = self.live.undo(self.state.lang);
                self.perform(ctx, Page::Live, commands, |app, own| app.live.run(own));
            }
            Page::Reference => {
                let commands = self.reference.undo(self.state.lang);
                self.perform(ctx, Page::Reference, commands, |app, own| app.reference.run(own));
            }
            Page::Inspect | Page::Simulate => self.act(ctx, Action::Undo),
        }
    }

    /// The dialog that a page has opened.
    fn dialog(&self) -> Option<(&'static str, Html)> {
        match self.state.dialog {
            Some(Dialog::Page(Page::Live)) => self.live.dialog(self.state.lang),
            Some(Dialog::Page(Page::Reference)) => self.reference.dialog(self.state.lang),
            _ => None,
        }
    }

    /// Carries out what a page asks for. The only place where that happens.
    fn perform<Own>(
        &mut self,
        ctx: &Context<Self>,
        page: Page,
        commands: Vec<Command<Own>>,
        run: fn(&mut Self, Own),
    ) {
        for command in commands {
            match command {
                Command::CloseDialog => platform::close_dialog(),
                Command::Copy { text, done } => copy(ctx, text, done),
                Command::CopyLink { fragment, done } => copy(ctx, platform::address_with(&fragment), done),
                Command::Focus(id) => after_drawing(move || platform::focus(&id)),
                Command::GoTo(address) => platform::set_fragment(&address),
                Command::Offer(text) => self.act(ctx, Action::Offer(page, text)),
                Command::OpenDialog => self.act(ctx, Action::OpenDialog(page)),
                Command::OpenInInspect { text, secrets, said } => {
                    self.act(ctx, Action::OpenText { text, secrets, said });
                }
                Command::Own(own) => run(self, own),
                Command::Say(text) => self.act(ctx, Action::Say(text)),
                Command::Show(id) => after_drawing(move || {
                    platform::go_to(&id);
                }),
                Command::Withdraw => self.act(ctx, Action::Withdraw(page)),
            }
        }
    }

    fn act(&mut self, ctx: &Context<Self>, action: Action) {
        let before = (self.state.lang, self.state.theme, self.state.route.clone());
        let effects = self.state.reduce(action);
        if before != (self.state.lang, self.state.theme, self.state.route.clone()) {
            self.dress();
        }
        self.run(ctx, effects);
        self.keep_time(ctx);
    }

    fn dress(&self) {
        let State { lang, theme, route, .. } = &self.state;
        let own = match route {
            Route::Live(place) => self.live.title(place, *lang),
            Route::Reference(place) => self.reference.title(place, *lang),
            Route::Inspect { .. } | Route::Simulate { .. } | Route::NotFound { .. } => None,
        };
        let title = own.unwrap_or_else(|| route.name(*lang).to_owned());
        platform::dress(*lang, *theme, &[&title, " · freepublish-lab"].concat());
    }

    fn run(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Copy { text, done } => copy(ctx, text, done),
                Effect::CopyJson { done } => {
                    if let Some(text) = self.json() {
                        copy(ctx, text, done);
                    }
                }
                Effect::CopyLink { fragment, done } => copy(ctx, platform::address_with(&fragment), done),
                Effect::ExpireLater(toast) => expire(ctx, toast),
                Effect::FocusDiagnostics => after_drawing(|| platform::focus(id::DIAGNOSTICS)),
                Effect::FocusEditor => platform::focus(id::SOURCE),
                Effect::FocusDecrypted => {
                    platform::go_to(id::DECRYPTED);
                }
                Effect::FocusKeys { is_open } => {
                    after_drawing(move || platform::focus(if is_open { id::TOKEN } else { id::OPEN_KEYS }));
                }
                Effect::FocusOutcome => after_drawing(|| {
                    platform::go_to(id::OUTCOME);
                }),
                Effect::GoTo(fragment) => platform::set_fragment(&fragment),
                Effect::Remember(setting, value) => platform::remember(setting, value),
                Effect::Replace(text) => editor::replace(&text),
                Effect::ReplaceLater(text) => after_drawing(move || editor::replace(&text)),
                Effect::Restore(text) => editor::restore(&text),
                Effect::Select(span) => {
                    let (start, end) = self.state.utf16(span);
                    let line = LineIndex::new(&self.state.text).line_of(span.start);
                    editor::select(start, end, u32::try_from(line).unwrap_or(u32::MAX));
                }
                Effect::ShowDialog => after_drawing(platform::show_dialog),
                Effect::Simulate(effect) => {
                    let link = ctx.link().clone();
                    simulate::run(effect, move |action| {
                        link.send_message(Message::Act(Action::Simulate(action)));
                    });
                }
                Effect::UndoTyping => editor::undo(),
            }
        }
    }

    /// Where one types on this page.
    fn field(&self) -> &'static str {
        if self.state.route.is_reference() {
            self.reference.field().unwrap_or(id::MAIN)
        } else if self.state.route.is_simulate() {
            id::SCENARIO
        } else if self.state.route.is_live() {
            self.live.field().unwrap_or(id::MAIN)
        } else {
            id::SOURCE
        }
    }

    /// The clock of the Simulate page runs here as long as the state says that it does.
    fn keep_time(&mut self, ctx: &Context<Self>) {
        if !self.state.simulation.player.is_playing() {
            self.ticker = None;
        } else if self.ticker.is_none() {
            let link = ctx.link().clone();
            self.ticker = Some(Ticker::new(move |passed| {
                link.send_message(Message::Act(Action::Simulate(SimulateAction::Tick(passed))));
            }));
        }
    }

    /// The report as the JavaScript interface gives it.
    fn json(&self) -> Option<String> {
        let State { inspection, text, lang, .. } = &self.state;
        let report = Report::new(inspection, text, *lang, OffsetUnit::Utf16);
        let value = report.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).ok()?;
        js_sys::JSON::stringify_with_replacer_and_space(&value, &wasm_bindgen::JsValue::NULL, &2.into())
            .ok()
            .map(String::from)
    }
}

fn expire(ctx: &Context<App>, toast: u32) {
    let link = ctx.link().clone();
    Timeout::new(MESSAGE_TIME, move || link.send_message(Message::Act(Action::Expire(toast)))).forget();
}

fn copy(ctx: &Context<App>, text: String, done: String) {
    let link = ctx.link().clone();
    clipboard::copy(text, move |worked, text| {
        let what = if worked { done } else { text };
        link.send_message(Message::Act(Action::Copied { done: worked, what }));
    });
}

/// The address behind the `#` is the route; following the link as it is would leave the page.
fn skip() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        platform::focus(id::MAIN);
    })
}

fn listeners(ctx: &Context<App>) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return vec![] };
    let link = ctx.link().clone();
    let moved = EventListener::new(&window, "hashchange", move |_| {
        link.send_message(Message::Navigate(Route::parse(&platform::fragment())));
    });
    let link = ctx.link().clone();
    let pressed = move |event: &Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if let Some(command) = command(&link, event) {
            event.prevent_default();
            link.send_message(Message::Press(command));
        }
    };
    let options = EventListenerOptions::enable_prevent_default();
    vec![moved, EventListener::new_with_options(&window, "keydown", options, pressed)]
}

fn command(link: &html::Scope<App>, event: &KeyboardEvent) -> Option<keys::Command> {
    let app = link.get_component()?;
    // While a dialog is open, keys are its own.
    if app.state.dialog.is_some() || event.is_composing() {
        return None;
    }
    let key = Key {
        key: &event.key(),
        command: event.ctrl_key() || event.meta_key(),
        alt: event.alt_key(),
        in_field: platform::is_typing(event.target()),
    };
    keys::command(key, app.state.route.is_inspect(), app.state.can_restore())
}
