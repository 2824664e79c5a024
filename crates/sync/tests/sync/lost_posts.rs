//! Answers lost at each step of a publication: whatever was under way, there is one post, each term once,
//! and everything that was asked for.

use afterword_model::{OpKind, PostFields, PostStatus, Taxonomy};
use afterword_store::terms;
use afterword_sync::push::Step;

use crate::blog::Fate;
use crate::world::{World, editor, lost};

/// The writes of a publication with a category under another and two tags, in their order.
const STEPS: [&str; 6] =
    ["ensure term", "ensure term", "ensure term", "ensure term", "create draft", "update post"];

fn pressed() -> (World, afterword_model::PostId) {
    let world = editor();
    let post = world.post("A letter.");
    let category = |name: &str, parent| {
        world.store.write(|db| terms::add_category(db, world.blog, name, parent)).unwrap().id
    };
    let travel = category("Travel", None);
    let trains = category("Trains", Some(travel));
    world.set(post, |fields: &mut PostFields| {
        fields.categories = vec![trains];
        fields.tags = vec!["post".into(), "night".into()];
        fields.excerpt = "In short.".into();
    });
    world.press(post, None);
    (world, post)
}

fn is_whole(world: &World, about: &str) {
    world.public_once(1);
    let state = world.there.state();
    let mut names: Vec<&str> = state.terms.iter().map(|term| term.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Trains", "Travel", "Uncategorized", "night", "post"], "{about}");
    let is = &state.posts[0].fields;
    assert_eq!((is.categories.len(), is.tags.len()), (1, 2), "{about}");
    assert_eq!((is.excerpt.as_str(), is.status), ("In short.", PostStatus::Published), "{about}");
    drop(state);
    let tags = world.store.read(|db| terms::list(db, world.blog, Taxonomy::Tag)).unwrap();
    assert!(tags.iter().all(|tag| tag.remote_id.is_some()), "{about}");
}

#[test]
fn an_answer_lost_at_any_step_makes_no_double() {
    for (n, step) in STEPS.iter().enumerate() {
        for lands_after in [Some(0), Some(3), Some(19), None] {
            let about = format!("{step} {n}, landing after {lands_after:?}");
            let (world, _) = pressed();
            world.there.state().fates.extend((0..n).map(|_| Fate::Done));
            world.there.state().fates.push_back(lost(lands_after));
            let steps = world.steps_for(90);
            assert_eq!(steps.last(), Some(&Step::Sent(OpKind::Publish)), "{about}");
            is_whole(&world, &about);
        }
    }
}

#[test]
fn answers_lost_at_two_steps_make_no_double() {
    for first in 0..STEPS.len() {
        for second in 0..STEPS.len() {
            let about = format!("{first} and {second} writes later");
            let (world, _) = pressed();
            {
                let mut state = world.there.state();
                state.fates.extend((0..first).map(|_| Fate::Done));
                state.fates.push_back(lost(1));
                state.fates.extend((0..second).map(|_| Fate::Done));
                state.fates.push_back(lost(None));
            }
            world.steps_for(150);
            assert_eq!(world.waiting(), 0, "{about}");
            is_whole(&world, &about);
        }
    }
}

#[test]
fn power_cut_at_any_step_makes_no_double() {
    for (n, step) in STEPS.iter().enumerate() {
        for arrived in [true, false] {
            let about = format!("{step} {n}, arrived: {arrived}");
            let (world, _) = pressed();
            world.there.state().fates.extend((0..n).map(|_| Fate::Done));
            world.there.state().fates.push_back(lost(arrived.then_some(0)));
            world.step();
            let world = world.power_cut();
            world.steps_for(90);
            is_whole(&world, &about);
        }
    }
}
