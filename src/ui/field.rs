//! Fields that one types into.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// What stands in it.
    pub content: AttrValue,
    /// Whether that is to be seen by nobody, and kept by nothing.
    #[prop_or_default]
    pub is_secret: bool,
    /// What stands below it.
    #[prop_or_default]
    pub note: Option<&'static str>,
    /// What is wrong with the content; it takes the place of the note.
    #[prop_or_default]
    pub fault: Option<String>,
    #[prop_or("field")]
    pub class: &'static str,
    /// Which keys a telephone shows: `text`, `numeric`.
    #[prop_or("text")]
    pub inputmode: &'static str,
    /// The id of a list of what is offered.
    #[prop_or_default]
    pub list: Option<&'static str>,
    /// It holds this now.
    pub typed: Callback<String>,
    /// Enter was pressed in it.
    #[prop_or_default]
    pub entered: Option<Callback<()>>,
    /// What stands beside it.
    #[prop_or_default]
    pub children: Html,
}

/// A field with its label, and a note or what is wrong below it.
///
/// One for a secret is no `type="password"`: browsers and password managers offer to store those, whatever `autocomplete`
/// says. It is masked by the style sheet, and the attributes ask the managers that read texts too to leave it alone.
#[component]
pub fn Field(props: &Props) -> Html {
    let Props { id, name, content, is_secret, note, fault, class, inputmode, list, .. } = props;
    let typed = props.typed.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value()
    });
    let entered = props.entered.clone();
    let pressed = move |event: KeyboardEvent| {
        if let Some(entered) = &entered
            && event.key() == "Enter"
            && !event.is_composing()
        {
            entered.emit(());
        }
    };
    let note_id = [id, "-note"].concat();
    let described = (fault.is_some() || note.is_some()).then(|| note_id.clone());
    let ignored = is_secret.then_some("true");
    html! {
        <div class={*class}>
            <label for={*id}>{ *name }</label>
            <input type="text" id={*id} class={is_secret.then_some("secret")} value={content.clone()} oninput={typed}
                onkeydown={pressed} autocomplete="off" spellcheck="false" autocapitalize="off" autocorrect="off"
                translate="no" inputmode={*inputmode} list={*list} aria-invalid={fault.is_some().then_some("true")}
                aria-describedby={described} data-op-ignore={ignored} data-lpignore={ignored}
                data-bwignore={ignored} data-form-type={is_secret.then_some("other")} />
            if let Some(fault) = fault {
                <small class="fault" id={note_id}>{ fault.clone() }</small>
            } else if let Some(note) = note {
                <small id={note_id}>{ *note }</small>
            }
            { props.children.clone() }
        </div>
    }
}
