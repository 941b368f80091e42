//! Callbacks delivered to a handler.

use freepublish_lab::live::proxy::{Health, Upstream};
use freepublish_lab::live::{Delivered, Delivery, Field, Judged, Msg, Own};
use freepublish_lab::shell::Command;

use crate::common::{LINK, PUBLISHED, act, at, callback, checked, enter, health, up, visit};

fn delivery(commands: &[Command<Own>]) -> Option<Delivery> {
    commands.iter().find_map(|effect| match effect {
        Command::Own(Own::Deliver { delivery, .. }) => Some(delivery.clone()),
        _ => None,
    })
}

#[test]
fn a_callback_is_delivered_again_and_again_to_the_same_handler() {
    let (mut model, generation) = up();
    for cursor in ["a.4", "a.5"] {
        act(&mut model, Msg::Stream(generation, callback(cursor, 3_000, PUBLISHED)));
    }
    assert_eq!(act(&mut model, Msg::Deliver), [], "no form is open");
    act(&mut model, Msg::Offer("a.4".to_owned()));
    assert_eq!(act(&mut model, Msg::Deliver), [], "nowhere to deliver to");
    enter(&mut model, Field::Target, "127.0.0.1:3000/wechat");
    for at in 0..7 {
        let sent = delivery(&act(&mut model, Msg::Deliver)).expect("a delivery");
        assert_eq!((sent.cursor.as_str(), sent.target.as_str()), ("a.4", "http://127.0.0.1:3000/wechat"));
        assert_eq!(act(&mut model, Msg::Deliver), [], "one after the other");
        act(&mut model, sent.over(at, Delivered::Judged(Judged::default())));
    }
    let moments: Vec<_> =
        model.deliveries_of("a.4").filter_map(|it| it.result.as_ref()).map(|(at, _)| *at).collect();
    assert_eq!(moments, [6, 5, 4, 3, 2], "the latest first, and not all of them");
    act(&mut model, Msg::Offer("a.5".to_owned()));
    let sent = delivery(&act(&mut model, Msg::Deliver)).expect("the address is still there");
    assert_eq!(sent.cursor, "a.5");
    act(&mut model, Msg::Offer("a.5".to_owned()));
    assert_eq!(model.offered, None);
}

#[test]
fn what_the_proxy_delivers_to_is_offered() {
    let mut model = at(LINK);
    act(&mut model, Msg::Visit(visit()));
    let (generation, _) = checked(&act(&mut model, Msg::Accept)).expect("a check");
    let targets = Some(vec!["http://127.0.0.1:3000".to_owned()]);
    act(&mut model, Msg::Checked(generation, Ok(Health { targets, ..health(Upstream::WeChat) })));
    act(&mut model, Msg::Offer("a.4".to_owned()));
    assert_eq!(model.target, "http://127.0.0.1:3000/");
    enter(&mut model, Field::Target, "http://127.0.0.1:3000/wx");
    act(&mut model, Msg::Offer("a.5".to_owned()));
    assert_eq!(model.target, "http://127.0.0.1:3000/wx", "what was entered stays");
}

#[test]
fn a_delivery_of_another_proxys_callback_is_forgotten() {
    let (mut model, generation) = up();
    act(&mut model, Msg::Stream(generation, callback("a.4", 3_000, PUBLISHED)));
    act(&mut model, Msg::Offer("a.4".to_owned()));
    enter(&mut model, Field::Target, "http://127.0.0.1:3000/");
    let sent = delivery(&act(&mut model, Msg::Deliver)).expect("a delivery");
    enter(&mut model, Field::Key, "another");
    let (generation, _) = checked(&act(&mut model, Msg::Connect)).expect("a check");
    act(&mut model, Msg::Checked(generation, Ok(health(Upstream::WeChat))));
    act(&mut model, sent.over(5, Delivered::Lost));
    assert_eq!((model.deliveries.len(), model.offered.clone()), (0, None));
}
