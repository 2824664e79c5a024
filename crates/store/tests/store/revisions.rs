//! Texts that are kept by themselves: when, how many, and that no other kept text ever goes.

use afterword_model::{PostFields, PostId, PostKind};
use afterword_store::posts::{self, RevisionReason};

use crate::{Home, at, home};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

fn begun(home: &Home) -> PostId {
    home.store.write(|db| posts::create(db, home.blog, PostKind::Post, at(0))).unwrap()
}

/// Saves as the window does, on the newest text.
fn save(home: &Home, post: PostId, body: &str, second: i64) {
    let fields = PostFields::titled("Tea");
    home.store
        .write(|db| {
            let version = posts::get(db, post)?.version;
            posts::save(db, post, &fields, body, version, at(second))
        })
        .unwrap();
}

fn kept(home: &Home, post: PostId) -> Vec<(RevisionReason, String, i64)> {
    let found = home.store.read(|db| posts::revisions(db, post)).unwrap();
    found
        .into_iter()
        .map(|kept| (kept.reason, kept.body, (kept.saved_at - at(0)).num_seconds()))
        .collect()
}

#[test]
fn a_text_that_stood_for_minutes_is_kept_before_it_changes() {
    let home = home();
    let post = begun(&home);
    save(&home, post, "One", 10);
    save(&home, post, "One two", 10 + 5 * MINUTE - 1);
    assert_eq!(kept(&home, post), [], "no pause, and not long enough");
    save(&home, post, "One two three", 10 + 10 * MINUTE);
    let paused = (RevisionReason::Paused, "One two".to_owned(), 5 * MINUTE + 9);
    assert_eq!(kept(&home, post), std::slice::from_ref(&paused));
    save(&home, post, "One two three", 10 + 30 * MINUTE);
    assert_eq!(kept(&home, post), [paused], "the same text again is no change");
}

#[test]
fn unbroken_writing_keeps_a_text_every_ten_minutes() {
    let home = home();
    let post = begun(&home);
    for second in (2..35 * MINUTE).step_by(2) {
        save(&home, post, &format!("{second}"), second);
    }
    let found = kept(&home, post);
    assert!(found.iter().all(|(reason, ..)| *reason == RevisionReason::Writing), "{found:?}");
    let times: Vec<i64> = found.iter().map(|(.., second)| *second).collect();
    assert_eq!(times, [1794, 1196, 598], "each as it was just before ten minutes were over");
}

#[test]
fn an_empty_post_and_a_text_that_is_kept_already_are_not_kept() {
    let home = home();
    let post = begun(&home);
    save(&home, post, "First words", DAY);
    assert_eq!(kept(&home, post), [], "there was nothing in it");
    home.store
        .write(|db| {
            let here = posts::get(db, post)?;
            assert!(posts::keep_version(db, &here, RevisionReason::Pressed, at(DAY))?);
            assert!(!posts::keep_version(db, &here, RevisionReason::Pressed, at(DAY + 1))?);
            Ok(())
        })
        .unwrap();
    save(&home, post, "More words", 2 * DAY);
    let pressed = (RevisionReason::Pressed, "First words".to_owned(), DAY);
    assert_eq!(kept(&home, post), [pressed]);
}

#[test]
fn what_was_pressed_and_arrived_is_one_text() {
    let home = home();
    let post = begun(&home);
    save(&home, post, "Sent words", 1);
    home.store
        .write(|db| {
            let here = posts::get(db, post)?;
            posts::keep_version(db, &here, RevisionReason::Pressed, at(2))?;
            posts::arrived(db, post, &here.fields, "Other words")?;
            assert_eq!(posts::revisions(db, post)?.len(), 1, "another text arrived");
            posts::arrived(db, post, &here.fields, &here.body)
        })
        .unwrap();
    assert_eq!(kept(&home, post), []);
}

#[test]
fn of_days_gone_by_the_last_text_stays_and_of_the_last_day_all() {
    let home = home();
    let post = begun(&home);
    // at(0) is 08:00 in UTC: three days, every hour for ten hours.
    for hour in (0..3).flat_map(|day| (0..10).map(move |hour| 24 * day + hour)) {
        save(&home, post, &format!("hour {hour}"), 1 + hour * HOUR);
    }
    let bodies: Vec<String> = kept(&home, post).into_iter().map(|(_, body, _)| body).collect();
    let wanted: Vec<String> =
        [56, 55, 54, 53, 52, 51, 50, 49, 48, 33, 9].map(|hour| format!("hour {hour}")).into();
    assert_eq!(bodies, wanted);
}

#[test]
fn they_take_a_bounded_room_and_no_other_kept_text_goes() {
    let home = home();
    let post = begun(&home);
    let big = "x".repeat(3_000_000);
    home.store
        .write(|db| {
            for n in 0..12_i64 {
                let reason = RevisionReason::Sent;
                let body = format!("sent {n}");
                posts::add_revision(db, post, reason, &PostFields::default(), &body, None, at(n))?;
            }
            Ok(())
        })
        .unwrap();
    for n in 0..14 {
        save(&home, post, &format!("{big}{n}"), n * 6 * MINUTE);
    }
    let (own, others): (Vec<_>, Vec<_>) =
        kept(&home, post).into_iter().partition(|(reason, ..)| *reason == RevisionReason::Paused);
    assert_eq!(others.len(), 12);
    assert_eq!(own.len(), 8, "24 MiB of 3 MB each");
    assert!(own[0].1.ends_with("12"), "the newest stay");
    for n in 0..300 {
        save(&home, post, &format!("small {n}"), 2 * HOUR + n * 5 * MINUTE);
    }
    assert_eq!(kept(&home, post).len(), 200 + 12);
}
