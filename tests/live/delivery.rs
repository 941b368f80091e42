//! Callbacks delivered to a handler.

use freepublish_lab::state::live::{Delivered, Delivery, Health, Judged, LiveField, Upstream};
use freepublish_lab::state::{Effect, LiveAction, LiveEffect};

use crate::common::{LINK, PUBLISHED, act, at, callback, checked, enter, health, page, up};

fn delivery(effects: &[Effect]) -> Option<Delivery> {
    effects.iter().find_map(|effect| match effect {
        Effect::Live(LiveEffect::Deliver { delivery, .. }) => Some(delivery.clone()),
        _ => None,
    })
}

#[test]
fn a_callback_is_delivered_again_and_again_to_the_same_handler() {
    let (mut state, generation) = up();
    for cursor in ["a.4", "a.5"] {
        act(&mut state, LiveAction::Stream(generation, callback(cursor, 3_000, PUBLISHED)));
    }
    assert_eq!(act(&mut state, LiveAction::Deliver), [], "no form is open");
    act(&mut state, LiveAction::Offer("a.4".to_owned()));
    assert_eq!(act(&mut state, LiveAction::Deliver), [], "nowhere to deliver to");
    enter(&mut state, LiveField::Target, "127.0.0.1:3000/wechat");
    for at in 0..7 {
        let sent = delivery(&act(&mut state, LiveAction::Deliver)).expect("a delivery");
        assert_eq!((sent.cursor.as_str(), sent.target.as_str()), ("a.4", "http://127.0.0.1:3000/wechat"));
        assert_eq!(act(&mut state, LiveAction::Deliver), [], "one after the other");
        act(&mut state, sent.over(at, Delivered::Judged(Judged::default())));
    }
    let moments: Vec<_> =
        state.live.deliveries_of("a.4").filter_map(|it| it.result.as_ref()).map(|(at, _)| *at).collect();
    assert_eq!(moments, [6, 5, 4, 3, 2], "the latest first, and not all of them");
    act(&mut state, LiveAction::Offer("a.5".to_owned()));
    let sent = delivery(&act(&mut state, LiveAction::Deliver)).expect("the address is still there");
    assert_eq!(sent.cursor, "a.5");
    act(&mut state, LiveAction::Offer("a.5".to_owned()));
    assert_eq!(state.live.offered, None);
}

#[test]
fn what_the_proxy_delivers_to_is_offered() {
    let mut state = at(LINK);
    let (generation, _) = checked(&act(&mut state, LiveAction::Arrive(page()))).expect("a check");
    let targets = Some(vec!["http://127.0.0.1:3000".to_owned()]);
    act(&mut state, LiveAction::Checked(generation, Ok(Health { targets, ..health(Upstream::WeChat) })));
    act(&mut state, LiveAction::Offer("a.4".to_owned()));
    assert_eq!(state.live.target, "http://127.0.0.1:3000/");
    enter(&mut state, LiveField::Target, "http://127.0.0.1:3000/wx");
    act(&mut state, LiveAction::Offer("a.5".to_owned()));
    assert_eq!(state.live.target, "http://127.0.0.1:3000/wx", "what was entered stays");
}

#[test]
fn a_delivery_of_another_proxys_callback_is_forgotten() {
    let (mut state, generation) = up();
    act(&mut state, LiveAction::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    act(&mut state, LiveAction::Offer("a.4".to_owned()));
    enter(&mut state, LiveField::Target, "http://127.0.0.1:3000/");
    let sent = delivery(&act(&mut state, LiveAction::Deliver)).expect("a delivery");
    enter(&mut state, LiveField::Key, "another");
    let (generation, _) = checked(&act(&mut state, LiveAction::Connect)).expect("a check");
    act(&mut state, LiveAction::Checked(generation, Ok(health(Upstream::WeChat))));
    act(&mut state, sent.over(5, Delivered::Lost));
    assert_eq!((state.live.deliveries.len(), state.live.offered.clone()), (0, None));
}
