//! The shell: holds the state, runs its effects in the browser, and draws the page that the route names.

use freepublish::Lang;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, File, KeyboardEvent};
use yew::prelude::*;

use crate::inspect::{self, Inspect};
use crate::lazy::{self, Lazy, Missing};
use crate::live::{self, Live};
use crate::platform::early::Early;
use crate::platform::{self, after_drawing, clipboard, file, id};
use crate::reference::{self, Reference};
use crate::route::Route;
use crate::shell::feature::{Commands, Feature};
use crate::shell::keys::{self, Asked, Focus, Key};
use crate::shell::{
    self, Coming, Command, Dialog, Effect, Header, NotFound, Page, Setting, ShownDialog, ShownToast, Slot,
    Theme, Wish, Words,
};
use crate::simulate::{self, Simulate};

/// How long a message stays, in milliseconds.
const MESSAGE_TIME: u32 = 6_000;

/// The whole page.
#[derive(Debug)]
pub struct App {
    shell: shell::Model,
    route: Route,
    /// Whether the title is read out: from the first change of the page on.
    announced: bool,
    /// Whether a file is being dragged over the page.
    dragging: bool,
    inspect: Slot<Inspect>,
    live: Slot<Live>,
    reference: Slot<Reference>,
    simulate: Slot<Simulate>,
    later: Later,
    _listeners: Vec<EventListener>,
}

/// A page, by its name and by where the shell keeps it.
struct Kept<F: Feature> {
    page: Page,
    slot: fn(&mut App) -> &mut Slot<F>,
}

const INSPECT: Kept<Inspect> = Kept { page: Page::Inspect, slot: |app| &mut app.inspect };
const LIVE: Kept<Live> = Kept { page: Page::Live, slot: |app| &mut app.live };
const REFERENCE: Kept<Reference> = Kept { page: Page::Reference, slot: |app| &mut app.reference };
const SIMULATE: Kept<Simulate> = Kept { page: Page::Simulate, slot: |app| &mut app.simulate };

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
    /// A key was pressed that asks for this on every page.
    Ask(Asked),
    /// The pages that come later have come, or not.
    Came(Result<Lazy, Missing>),
    /// A file is dragged over the page, or no longer.
    Drag(bool),
    /// A file was dropped.
    Drop(File),
    /// The pages that come later are wanted.
    Fetch,
    /// Something on the Inspect page.
    Inspect(inspect::Msg),
    /// Something on the Live page.
    Live(live::Msg),
    /// The address has become this.
    Navigate(Route),
    /// Something on the Reference page.
    Reference(reference::Msg),
    /// Something around the page.
    Shell(shell::Msg),
    /// Something on the Simulate page.
    Simulate(simulate::Msg),
    /// Take back what the message reports.
    Undo(Page),
}

impl Component for App {
    type Message = Message;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let lang =
            platform::remembered(Setting::Lang.key()).and_then(|tag| freepublish::Lang::from_tag(&tag));
        let theme =
            platform::remembered(Setting::Theme.key()).map_or(Theme::Auto, |name| Theme::from_name(&name));
        let mut app = Self {
            shell: shell::Model::new(lang.unwrap_or_else(platform::language), theme),
            route: Route::parse(&platform::fragment()),
            inspect: Slot::new(inspect::TABLE, ctx.link().callback(Message::Inspect)),
            reference: Slot::later(ctx.link().callback(Message::Reference)),
            simulate: Slot::later(ctx.link().callback(Message::Simulate)),
            later: Later::Unasked,
            announced: false,
            dragging: false,
            live: Slot::later(ctx.link().callback(Message::Live)),
            _listeners: listeners(ctx),
        };
        // The text of a share link takes the place of what was typed, which can be had back.
        if let Some(early) = &ctx.props().early {
            app.inspect(ctx, inspect::Msg::Type(early.text.clone()));
        }
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
            Message::Ask(Asked::Help) => self.shell(ctx, shell::Msg::Help),
            Message::Ask(Asked::Search) => {
                platform::focus(self.field());
                return false;
            }
            Message::Came(came) => {
                self.came(ctx, came);
                return self.is_later();
            }
            Message::Fetch => {
                self.fetch(ctx);
                return self.is_later();
            }
            Message::Drag(dragging) => return std::mem::replace(&mut self.dragging, dragging) != dragging,
            Message::Drop(file) => {
                self.dragging = false;
                self.go_to_inspect(ctx);
                self.inspect(ctx, inspect::Msg::Read(file));
            }
            Message::Inspect(msg) => self.inspect(ctx, msg),
            Message::Live(msg) => self.on(ctx, LIVE, |slot, lang| slot.update(msg, lang)),
            Message::Navigate(route) => self.navigate(ctx, route),
            Message::Reference(msg) => self.on(ctx, REFERENCE, |slot, lang| slot.update(msg, lang)),
            Message::Shell(msg) => self.shell(ctx, msg),
            Message::Simulate(msg) => self.on(ctx, SIMULATE, |slot, lang| slot.update(msg, lang)),
            Message::Undo(page) => self.undo(ctx, page),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let shell::Model { lang, theme, toast, dialog, .. } = &self.shell;
        let lang = *lang;
        let main = match &self.route {
            Route::Inspect(_) => None,
            Route::Reference(_) => self.reference.view(lang),
            Route::Simulate(_) => self.simulate.view(lang),
            Route::Live(_) => self.live.view(lang),
            Route::NotFound { path } => Some(html! { <NotFound path={path.clone()} {lang} /> }),
        };
        let main = main.or_else(|| self.is_later().then(|| self.coming(ctx)));
        let link = ctx.link();
        let drag = |over: bool| {
            link.batch_callback(move |event: DragEvent| {
                if !file::is_file(&event) {
                    return None;
                }
                event.prevent_default();
                Some(Message::Drag(over))
            })
        };
        let drop = link.batch_callback(|event: DragEvent| {
            let file = file::dropped(&event)?;
            event.prevent_default();
            Some(Message::Drop(file))
        });
        let wish = link.callback(|wish| {
            Message::Shell(match wish {
                Wish::Help => shell::Msg::Help,
                Wish::Lang(lang) => shell::Msg::SetLang(lang),
                Wish::Theme(theme) => shell::Msg::SetTheme(theme),
            })
        });
        let taken_back = toast.as_ref().and_then(|toast| toast.undo);
        let undo = link.batch_callback(move |_| taken_back.map(Message::Undo));
        let dismiss = link.callback(|_| Message::Shell(shell::Msg::Dismiss));
        let closed = link.callback(|_| Message::Shell(shell::Msg::CloseDialog));
        html! {
            <div class={if self.dragging { "shell dropping" } else { "shell" }}
                ondragover={drag(true)} ondragleave={drag(false)} ondrop={drop}>
                <a class="skip" href="#main" onclick={skip()}>{ Words::of(lang).skip }</a>
                <Header page={self.route.page()} {lang} theme={*theme} {wish} />
                <main id={id::MAIN} tabindex="-1">
                    { self.inspect.kept_view(lang) }
                    { main }
                </main>
                <p id={id::TITLE} class="sr-only" aria-live="polite">
                    if self.announced {
                        { self.title() }
                    }
                </p>
                <ShownToast toast={toast.clone()} {lang} {undo} {dismiss} />
                <ShownDialog dialog={dialog.clone()} of_page={self.dialog()} {lang} {closed} />
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.dress();
            if let Some(early) = &ctx.props().early {
                early.go_on();
            }
        }
    }
}

impl App {
    fn inspect(&mut self, ctx: &Context<Self>, msg: inspect::Msg) {
        self.on(ctx, INSPECT, |slot, lang| slot.update(msg, lang));
    }

    /// The address has become that.
    fn navigate(&mut self, ctx: &Context<Self>, route: Route) {
        let is_other = self.route.page() != route.page();
        self.route = route;
        self.dress();
        if is_other {
            self.announced = true;
            // What the page itself has to show on arrival comes behind it.
            after_drawing(platform::begin_page);
        }
        self.leave(ctx);
        self.arrive(ctx);
    }

    /// Opens the Inspect page, whose text is about to be another. The address follows by itself, and asks for nothing then.
    fn go_to_inspect(&mut self, ctx: &Context<Self>) {
        if !self.route.is_inspect() {
            let route = Route::default();
            let address = route.href();
            self.navigate(ctx, route);
            platform::set_fragment(&address);
        }
    }

    /// Tells the pages that the address is no longer theirs.
    fn leave(&mut self, ctx: &Context<Self>) {
        if !self.route.is_inspect() {
            self.on(ctx, INSPECT, Slot::leave);
        }
        if !self.route.is_live() {
            self.on(ctx, LIVE, Slot::leave);
        }
        if !self.route.is_simulate() {
            self.on(ctx, SIMULATE, Slot::leave);
        }
        if !self.route.is_reference() {
            self.on(ctx, REFERENCE, Slot::leave);
        }
    }

    /// Whether the address is one of a page that comes later.
    fn is_later(&self) -> bool {
        self.route.page().is_some_and(|page| page != Page::Inspect)
    }

    /// Fetches the pages that come later, unless they are there or on their way.
    fn fetch(&mut self, ctx: &Context<Self>) {
        if matches!(self.later, Later::Unasked | Later::Missing) {
            self.later = Later::Coming;
            let link = ctx.link().clone();
            spawn_local(async move { link.send_message(Message::Came(lazy::fetch().await)) });
        }
    }

    /// The pages that come later have come, or not. The one that is open learns its address.
    fn came(&mut self, ctx: &Context<Self>, came: Result<Lazy, Missing>) {
        let Ok(pages) = came else {
            self.later = Later::Missing;
            return;
        };
        self.later = Later::Here;
        // The heading that has the focus is about to be another.
        if platform::holds_focus(id::COMING) {
            after_drawing(platform::begin_page);
        }
        self.on(ctx, LIVE, |slot, lang| slot.come(*pages.live, lang));
        self.on(ctx, REFERENCE, |slot, lang| slot.come(*pages.reference, lang));
        self.on(ctx, SIMULATE, |slot, lang| slot.come(*pages.simulate, lang));
        self.dress();
    }

    /// Stands in the place of a page that comes later.
    fn coming(&self, ctx: &Context<Self>) -> Html {
        html! {
            <Coming title={self.route.name(self.lang())} lang={self.lang()} is_missing={self.later == Later::Missing}
                retry={ctx.link().callback(|_| Message::Fetch)} />
        }
    }

    /// Tells the page of the route that the address is one of its own.
    fn arrive(&mut self, ctx: &Context<Self>) {
        if self.is_later() {
            self.fetch(ctx);
        }
        match self.route.clone() {
            Route::Inspect(place) => self.on(ctx, INSPECT, |slot, lang| slot.arrive(place, lang)),
            Route::Live(place) => self.on(ctx, LIVE, |slot, lang| slot.arrive(place, lang)),
            Route::Reference(place) => self.on(ctx, REFERENCE, |slot, lang| slot.arrive(place, lang)),
            Route::Simulate(place) => self.on(ctx, SIMULATE, |slot, lang| slot.arrive(place, lang)),
            Route::NotFound { .. } => {}
        }
    }

    /// Takes back what that page has offered to.
    fn undo(&mut self, ctx: &Context<Self>, page: Page) {
        match page {
            Page::Inspect => self.on(ctx, INSPECT, Slot::undo),
            Page::Live => self.on(ctx, LIVE, Slot::undo),
            Page::Reference => self.on(ctx, REFERENCE, Slot::undo),
            Page::Simulate => self.on(ctx, SIMULATE, Slot::undo),
        }
    }

    /// The dialog that a page has opened.
    fn dialog(&self) -> Option<(&'static str, Html)> {
        match self.shell.dialog {
            Some(Dialog::Page(Page::Inspect)) => self.inspect.dialog(self.lang()),
            Some(Dialog::Page(Page::Live)) => self.live.dialog(self.lang()),
            Some(Dialog::Page(Page::Reference)) => self.reference.dialog(self.lang()),
            Some(Dialog::Page(Page::Simulate)) => self.simulate.dialog(self.lang()),
            _ => None,
        }
    }

    /// Does something to a page, and carries out what it asks for. The only place where that happens.
    fn on<F: Feature>(
        &mut self,
        ctx: &Context<Self>,
        Kept { page, slot }: Kept<F>,
        act: impl FnOnce(&mut Slot<F>, Lang) -> Commands<F>,
    ) {
        let lang = self.lang();
        for command in act(slot(self), lang) {
            match command {
                Command::CloseDialog => platform::close_dialog(),
                Command::Copy { text, done } => copy(ctx, text, done),
                Command::CopyLink { fragment, done } => copy(ctx, platform::address_with(&fragment), done),
                Command::Focus(id) => after_drawing(move || platform::focus(&id)),
                Command::GoTo(address) => platform::set_fragment(&address),
                Command::Offer(text) => self.shell(ctx, shell::Msg::Offer(page, text)),
                Command::OpenDialog => self.shell(ctx, shell::Msg::OpenDialog(page)),
                Command::OpenInInspect { text, secrets, said } => {
                    self.go_to_inspect(ctx);
                    self.inspect(ctx, inspect::Msg::Open { text, secrets, said });
                }
                Command::Own(own) => slot(self).run(own),
                Command::Say(text) => self.shell(ctx, shell::Msg::Say(text)),
                Command::Show(id) => after_drawing(move || {
                    platform::go_to(&id);
                }),
                Command::Withdraw => self.shell(ctx, shell::Msg::Withdraw(page)),
            }
        }
    }

    fn lang(&self) -> Lang {
        self.shell.lang
    }

    fn shell(&mut self, ctx: &Context<Self>, msg: shell::Msg) {
        match self.shell.update(msg) {
            None => {}
            Some(Effect::ExpireLater(toast)) => expire(ctx, toast),
            Some(Effect::Remember(setting, value)) => {
                platform::remember(setting.key(), value);
                self.dress();
            }
            Some(Effect::ShowDialog) => after_drawing(platform::show_dialog),
        }
    }

    fn dress(&self) {
        platform::dress(self.lang(), self.shell.theme.name(), &self.title());
    }

    /// What the browser's tab says.
    fn title(&self) -> String {
        let lang = self.lang();
        let own = match &self.route {
            Route::Inspect(place) => self.inspect.title(place, lang),
            Route::Live(place) => self.live.title(place, lang),
            Route::Reference(place) => self.reference.title(place, lang),
            Route::Simulate(place) => self.simulate.title(place, lang),
            Route::NotFound { .. } => None,
        };
        let name = own.unwrap_or_else(|| self.route.name(lang).to_owned());
        [&name, " · freepublish-lab"].concat()
    }

    /// Where one types on this page.
    fn field(&self) -> &'static str {
        let field = match self.route.page() {
            Some(Page::Live) => self.live.field(),
            Some(Page::Reference) => self.reference.field(),
            Some(Page::Simulate) => self.simulate.field(),
            Some(Page::Inspect) | None => self.inspect.field(),
        };
        field.unwrap_or(id::MAIN)
    }

    /// What a key asks for; `None` leaves it to the browser.
    fn pressed(&self, event: &KeyboardEvent) -> Option<Message> {
        // While a dialog is open, keys are its own. With Alt, or Option on a Mac, characters are typed.
        if self.shell.dialog.is_some() || event.is_composing() || event.alt_key() {
            return None;
        }
        let focus = match platform::id_of(event.target()) {
            _ if !platform::is_typing(event.target()) => Focus::Elsewhere,
            Some(id) if id == self.field() => Focus::PageField,
            _ => Focus::OtherField,
        };
        let key = Key { key: &event.key(), command: event.ctrl_key() || event.meta_key(), focus };
        let own = self.inspect.press(key).map(Message::Inspect);
        let own = own.or_else(|| self.live.press(key).map(Message::Live));
        let own = own.or_else(|| self.reference.press(key).map(Message::Reference));
        let own = own.or_else(|| self.simulate.press(key).map(Message::Simulate));
        own.or_else(|| keys::everywhere(key).map(Message::Ask))
    }
}

fn expire(ctx: &Context<App>, toast: u32) {
    let link = ctx.link().clone();
    Timeout::new(MESSAGE_TIME, move || link.send_message(Message::Shell(shell::Msg::Expire(toast)))).forget();
}

fn copy(ctx: &Context<App>, text: String, done: String) {
    let link = ctx.link().clone();
    clipboard::copy(text, move |worked, text| {
        let what = if worked { done } else { text };
        link.send_message(Message::Shell(shell::Msg::Copied { done: worked, what }));
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
        let message = link.get_component().and_then(|app| app.pressed(event));
        if let Some(message) = message {
            event.prevent_default();
            link.send_message(message);
        }
    };
    let options = EventListenerOptions::enable_prevent_default();
    vec![moved, EventListener::new_with_options(&window, "keydown", options, pressed)]
}
