//! Taking a post off the blog, throwing it away and bringing it back.

use afterword_model::{OpKind, OutboxState, PostMove, PostStatus, ProblemKind, SyncState};
use afterword_store::posts::{self, Folder};
use afterword_sync::push::Step;

use crate::posts::published;
use crate::world::{World, lost};

impl World {
    fn standing_there(&self) -> PostStatus {
        self.there.state().posts[0].fields.status
    }

    fn in_folder(&self, folder: Folder) -> u32 {
        self.store.read(|db| posts::count(db, self.blog, folder)).unwrap()
    }
}

#[test]
fn a_post_goes_off_the_blog_into_the_trash_and_comes_back() {
    let (world, post) = published();
    world.move_to(post, PostMove::Unpublish);
    assert_eq!(world.step(), Step::Sent(OpKind::Unpublish));
    assert_eq!((world.standing_there(), world.in_folder(Folder::Drafts)), (PostStatus::Draft, 1));

    world.move_to(post, PostMove::Trash);
    assert_eq!(world.step(), Step::Sent(OpKind::TrashPost));
    assert_eq!((world.standing_there(), world.in_folder(Folder::Trash)), (PostStatus::Trash, 1));

    world.move_to(post, PostMove::Restore);
    assert_eq!(world.step(), Step::Sent(OpKind::RestorePost));
    assert_eq!((world.standing_there(), world.in_folder(Folder::Drafts)), (PostStatus::Draft, 1));
    assert_eq!(world.here(post).sync, SyncState::Synced);

    world.press(post, None);
    assert_eq!(
        world.step(),
        Step::Sent(OpKind::Publish),
        "the writer took it off: nobody else did"
    );
    world.public_once(5);
}

#[test]
fn a_move_whose_answer_was_lost_is_recognised() {
    for to in [PostMove::Unpublish, PostMove::Trash] {
        for lands_after in [Some(0), Some(12), None] {
            let (world, post) = published();
            world.move_to(post, to);
            world.there.state().fates.push_back(lost(lands_after));
            world.steps_for(60);
            assert_eq!(world.waiting(), 0, "{to:?} {lands_after:?}");
            let tries = if lands_after.is_some() { 1 } else { 2 };
            assert_eq!(world.there.count("update post"), tries, "{to:?} {lands_after:?}");
        }
    }
}

#[test]
fn a_move_keeps_what_was_typed_and_what_others_wrote() {
    let (world, post) = published();
    world.save(post, "Typed and not sent.");
    world.written_there("<p>Theirs.</p>");
    world.move_to(post, PostMove::Unpublish);
    assert_eq!(world.step(), Step::Sent(OpKind::Unpublish), "no word changes, so nothing clashes");
    assert_eq!(world.there.state().posts[0].content, "<p>Theirs.</p>");
    assert_eq!(world.here(post).body, "Typed and not sent.");

    let row = world.press(post, None);
    assert_eq!(world.step(), Step::NeedsWriter);
    assert_eq!(
        world.stands(row).1,
        Some(ProblemKind::Conflict),
        "it still clashes when it is sent"
    );
}

#[test]
fn words_that_nobody_has_seen_are_not_thrown_away() {
    let (world, post) = published();
    world.written_there("<p>Theirs.</p>");
    let row = world.move_to(post, PostMove::Trash);
    assert_eq!(world.steps_for(30), [Step::NeedsWriter]);
    assert_eq!(world.stands(row), (OutboxState::Blocked, Some(ProblemKind::Conflict), 1));
    assert_eq!(world.standing_there(), PostStatus::Published);

    // Meanwhile it changed once more: that is not what was shown.
    world.written_there("<p>Theirs, again.</p>");
    world.store.write(|db| afterword_store::outbox::retry(db, row)).unwrap();
    assert_eq!(world.step(), Step::NeedsWriter);

    world.store.write(|db| afterword_store::outbox::retry(db, row)).unwrap();
    assert_eq!(world.step(), Step::Sent(OpKind::TrashPost), "shown, and asked for again");
    assert_eq!(world.standing_there(), PostStatus::Trash);
    assert!(world.revisions(post).iter().any(|kept| kept.body.contains("Theirs, again.")));
}

#[test]
fn a_post_that_is_gone_can_not_be_moved() {
    for to in [PostMove::Unpublish, PostMove::Trash, PostMove::Restore] {
        let (world, post) = published();
        world.there.state().posts.clear();
        let row = world.move_to(post, to);
        assert_eq!(world.steps_for(30), [Step::NeedsWriter]);
        assert_eq!(world.stands(row).1, Some(ProblemKind::Gone), "{to:?}");
        assert_eq!(world.there.count("update post"), 0);
    }
}
