//! Scenarios: the shipped ones as they play, and the language they are written in.

use freepublish::simulate::scenario::shipped;
use freepublish::Lang;
use freepublish::simulate::{Credentials};

#[test]
fn shipped_scenarios_play_as_before() {
    for shipped in shipped::ALL {
        let scenario = shipped.scenario().expect("no mistakes");
        let mut played = String::new();
        for lang in Lang::ALL {
            played += &format!("{}\n{}\n\n", scenario.title(lang), scenario.about(lang));
        }
        played += &scenario.run(&Credentials::demo()).text(Lang::Zh);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(shipped.name, played);
        });
    }
}
