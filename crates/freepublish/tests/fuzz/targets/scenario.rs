//! A scenario that is read is written out as one that reads the same, and plays to its end.

use freepublish::Lang;
use freepublish::simulate::{Credentials, Scenario};

pub(super) fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Scenario::parse(text) {
        Ok(scenario) => {
            let printed = scenario.print();
            assert_eq!(Scenario::parse(&printed).as_ref(), Ok(&scenario), "{printed}");
            freepublish::simulate::run(&scenario, &Credentials::demo());
        }
        Err(mistakes) => {
            assert!(!mistakes.list.is_empty());
            for mistake in &mistakes.list {
                let span = mistake.span;
                assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{mistake:?}");
                for lang in Lang::ALL {
                    assert!(!mistake.reason(lang).is_empty() && !mistake.remedy(lang).is_empty());
                }
            }
        }
    }
}
