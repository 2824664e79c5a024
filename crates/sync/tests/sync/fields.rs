//! Every field reaches the blog, only what changed is sent again, and only a press for the public makes
//! a post public.

use afterword_model::{
    Featured, ImageKind, Intent, Lane, Op, OpKind, OutboxState, PostKind, PostStatus, ProblemKind,
    SyncState, Taxonomy, Upload, Visibility,
};
use afterword_platform::PostPatch;
use afterword_store::media::{self, NewPicture};
use afterword_store::{activity, posts, terms};
use afterword_sync::push::Step;
use chrono::TimeDelta;

use crate::blog::{at, id};
use crate::posts::published;
use crate::world::{World, editor, world};

impl World {
    fn category(
        &self,
        name: &str,
        parent: Option<afterword_model::TermId>,
    ) -> afterword_model::TermId {
        self.store.write(|db| terms::add_category(db, self.blog, name, parent)).unwrap().id
    }
}

#[test]
fn a_first_publication_brings_every_field() {
    let world = editor();
    let post = world.post("A letter.");
    let travel = world.category("Travel", None);
    let trains = world.category("Trains", Some(travel));
    let kind = ImageKind::Gif;
    let new = NewPicture {
        blog: world.blog,
        file_name: "night.gif",
        kind: kind.into(),
        width: 1,
        height: 1,
        bytes: b"GIF89a",
        original: None,
    };
    let picture = world.store.keep_picture(&new, at(0)).unwrap();
    world.store.write(|db| media::describe(db, picture.id, "A night train")).unwrap();
    world.set(post, |fields| {
        fields.slug = "nine-days".into();
        fields.excerpt = "About a letter.".into();
        fields.categories = vec![travel, trains];
        fields.tags = vec!["Post".into(), "C#".into()];
        fields.featured = Some(Featured::Here(picture.uuid.to_string()));
        fields.format = "aside".into();
        fields.comments_open = Some(false);
        fields.visibility = Visibility::Password("sesame".into());
        fields.author = Some(id(8));
        fields.date = Some(at(-900));
    });
    world.add(&Lane::post(post), &Op::Upload(Upload { media: picture.id, post }));
    world.press(post, None);
    world.steps_for(5);
    assert_eq!(world.waiting(), 0);

    let state = world.there.state();
    let is = &state.posts[0].fields;
    let term = |taxonomy, name: &str| {
        state.terms.iter().find(|t| t.taxonomy == taxonomy && t.name == name).unwrap()
    };
    let (above, below) = (term(Taxonomy::Category, "Travel"), term(Taxonomy::Category, "Trains"));
    assert_eq!(below.parent.as_ref(), Some(&above.id), "the tree is the same there");
    assert_eq!(is.categories, [above.id.clone(), below.id.clone()]);
    assert_eq!(
        is.tags,
        [&term(Taxonomy::Tag, "Post").id, &term(Taxonomy::Tag, "C#").id].map(Clone::clone)
    );
    assert_eq!((is.slug.as_str(), is.excerpt.as_str()), ("nine-days", "About a letter."));
    assert_eq!((is.format.as_str(), is.password.as_str()), ("aside", "sesame"));
    assert_eq!((is.comments_open, is.sticky), (false, false));
    assert_eq!((&is.author, is.date), (&Some(id(8)), at(-900)));
    assert_eq!(is.status, PostStatus::Published);
    assert_eq!(is.featured.as_ref(), Some(&state.media[0].1.id));
    assert_eq!(state.media[0].1.alt, "A night train");
    drop(state);
    assert_eq!(world.here(post).sync, SyncState::Synced);
    assert_eq!(world.there.count("update post"), 1);
}

#[test]
fn an_update_sends_what_changed_and_nothing_else() {
    let (world, post) = published();
    world.there.state().patches.clear();
    world.set(post, |fields| fields.excerpt = "In short.".into());
    world.press(post, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Update));
    let only = PostPatch { excerpt: Some("In short.".into()), ..PostPatch::default() };
    assert_eq!(world.there.state().patches, [only]);

    world.save(post, "A longer letter.");
    world.press(post, None);
    world.step();
    let last = world.there.state().patches.pop().unwrap();
    assert!(last.content.is_some());
    assert_eq!(PostPatch { content: None, ..last }, PostPatch::default());
}

#[test]
fn pressing_again_without_a_change_sends_nothing() {
    let (world, post) = published();
    for _ in 0..5 {
        world.press(post, None);
    }
    assert_eq!(world.steps_for(5), vec![Step::Sent(OpKind::Update); 5]);
    assert_eq!(world.there.count("update post"), 0);
    world.public_once(6);
}

#[test]
fn five_fast_presses_of_publish_make_one_post() {
    let world = world();
    let post = world.post("A letter.");
    for _ in 0..5 {
        world.press(post, None);
    }
    world.steps_for(5);
    assert_eq!((world.there.count("create draft"), world.there.count("update post")), (1, 1));
    world.public_once(5);
}

#[test]
fn a_draft_on_the_blog_is_never_public() {
    let world = world();
    let post = world.post("A letter.");
    for body in ["A letter.", "A second thought."] {
        world.save(post, body);
        world.press_for(post, Intent::Draft, None);
        assert_eq!(world.step(), Step::Sent(OpKind::Draft));
        assert_eq!(world.there.state().posts[0].fields.status, PostStatus::Draft);
    }
    assert_eq!(
        world.there.state().posts[0].fields.slug,
        "",
        "the key is no address to leave there"
    );
    world.press_for(post, Intent::Review, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Review));
    assert_eq!(world.there.state().posts[0].fields.status, PostStatus::Pending);
    world.press(post, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Publish));
    world.public_once(4);
    let never = |patch: &PostPatch| patch.status != Some(PostStatus::Published);
    assert_eq!(world.there.state().patches.iter().filter(|patch| !never(patch)).count(), 1);
}

#[test]
fn a_public_post_is_not_unpublished_by_keeping_a_draft() {
    for intent in [Intent::Draft, Intent::Review] {
        let (world, post) = published();
        world.save(post, "More.");
        let row = world.press_for(post, intent, None);
        assert_eq!(world.steps_for(30), [Step::NeedsWriter]);
        assert_eq!(world.stands(row), (OutboxState::Failed, Some(ProblemKind::Refused), 1));
        assert_eq!(world.there.state().posts[0].fields.status, PostStatus::Published);
        assert_eq!(world.there.count("update post"), 0);
    }
}

#[test]
fn a_post_for_later_is_scheduled_and_can_be_published_now() {
    let world = world();
    let post = world.post("A letter.");
    world.set(post, |fields| fields.date = Some(at(86_400)));
    world.press(post, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Schedule));
    let here = world.here(post);
    assert_eq!(here.published_at, Some(at(86_400)));
    assert_eq!((here.remote_status, here.sync), (Some(PostStatus::Scheduled), SyncState::Synced));

    world.there.wait(60);
    world.set(post, |fields| fields.date = None);
    world.press(post, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Publish));
    let is = world.there.state().posts[0].fields.clone();
    assert_eq!((is.status, is.date), (PostStatus::Published, at(60)));
    assert_eq!(world.here(post).published_at, Some(at(60)));
}

#[test]
fn a_scheduled_post_that_came_out_by_itself_is_updated_as_a_public_one() {
    let world = world();
    let post = world.post("A letter.");
    world.set(post, |fields| fields.date = Some(at(600)));
    world.press(post, None);
    world.step();
    world.there.wait(700);
    world.save(post, "A corrected letter.");
    world.press(post, None);
    assert!(matches!(world.step(), Step::Sent(_)));
    let state = world.there.state();
    let is = &state.posts[0];
    assert_eq!((is.fields.status, is.fields.date), (PostStatus::Published, at(600)));
    assert!(is.content.contains("corrected"));
}

#[test]
fn a_private_post_is_private_from_its_first_moment() {
    let world = world();
    let post = world.post("A letter.");
    world.set(post, |fields| fields.visibility = Visibility::Private);
    world.press(post, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Publish));
    assert_eq!(world.there.state().posts[0].fields.status, PostStatus::Private);
    assert!(world.there.state().patches.iter().all(|p| p.status != Some(PostStatus::Published)));
    world.set(post, |fields| fields.visibility = Visibility::Public);
    world.press(post, None);
    world.step();
    assert_eq!(world.there.state().posts[0].fields.status, PostStatus::Published);
}

#[test]
fn an_address_that_was_taken_is_shown_as_the_blog_gave_it() {
    let world = world();
    world.there.state().written("Nine days", "<p>Older.</p>");
    let post = world.post("A letter.");
    world.set(post, |fields| fields.slug = "nine-days".into());
    world.press(post, None);
    world.step();
    assert_eq!(world.here(post).fields.slug, "nine-days-2");
    assert_eq!(world.here(post).sync, SyncState::Synced);
    assert_eq!(world.there.state().titled("Slow mail").fields.slug, "nine-days-2");
    world.save(post, "Another.");
    world.press(post, None);
    world.step();
    assert_eq!(world.there.state().titled("Slow mail").fields.slug, "nine-days-2", "and stays so");
}

#[test]
fn a_page_goes_to_the_pages_without_what_pages_do_not_have() {
    let world = world();
    let page = world
        .store
        .write(|db| {
            let id = posts::create(db, world.blog, PostKind::Page, at(0))?;
            let fields = afterword_model::PostFields {
                tags: vec!["left over".into()],
                format: "aside".into(),
                sticky: true,
                ..afterword_model::PostFields::titled("About")
            };
            posts::save(db, id, &fields, "Who I am.", 1, at(0))?;
            Ok(id)
        })
        .unwrap();
    world.press(page, None);
    assert_eq!(world.step(), Step::Sent(OpKind::Publish));
    let state = world.there.state();
    assert_eq!(state.posts[0].kind, PostKind::Page);
    let patch = &state.patches[0];
    assert_eq!((&patch.tags, &patch.format, patch.sticky), (&None, &None, None));
}

#[test]
fn another_description_goes_to_the_picture_that_is_there() {
    let world = world();
    let new = NewPicture {
        blog: world.blog,
        file_name: "night.gif",
        kind: ImageKind::Gif.into(),
        width: 1,
        height: 1,
        bytes: b"GIF89a",
        original: None,
    };
    let picture = world.store.keep_picture(&new, at(0)).unwrap();
    let post = world.post(&format!("![a train](media:{})", picture.uuid));
    world.add(&Lane::post(post), &Op::Upload(Upload { media: picture.id, post }));
    world.press(post, None);
    world.steps_for(3);
    assert_eq!(world.there.count("describe"), 0);
    world.store.write(|db| media::describe(db, picture.id, "A night train")).unwrap();
    for _ in 0..2 {
        world.press(post, None);
        world.step();
    }
    assert_eq!(world.there.count("describe"), 1);
    assert_eq!(world.there.state().media[0].1.alt, "A night train");
}

#[test]
fn a_text_that_is_html_goes_as_it_is_with_its_pictures() {
    let (world, post) = published();
    let html = "<div class=\"x\">Old <b>page</b></div>\n<!-- odd -->";
    world.set(post, |fields| fields.body_kind = afterword_model::BodyKind::Html);
    world.save(post, html);
    world.press(post, None);
    world.step();
    assert_eq!(world.there.state().posts[0].content, html);
    world.save(post, &format!("{html}<img src=\"media:00000000-0000-4000-8000-000000000000\">"));
    let row = world.press(post, None);
    world.step();
    assert_eq!(world.stands(row).1, Some(ProblemKind::MissingPicture));
    assert_eq!(world.there.state().posts[0].content, html, "no local address was published");
}

#[test]
fn time_passes_between_press_and_sending() {
    // A date that was in the future when the button was pressed, offline, and no longer is.
    let world = world();
    let post = world.post("A letter.");
    world.set(post, |fields| fields.date = Some(at(600)));
    world.press(post, None);
    world.there.state().now = at(0) + TimeDelta::days(1);
    world.step();
    let is = world.there.state().posts[0].fields.clone();
    assert_eq!((is.status, is.date), (PostStatus::Published, at(600)));
}

#[test]
fn what_the_blog_fills_in_is_filled_in_here_and_changes_nothing() {
    let world = world();
    let post = world.post("A letter.");
    for _ in 0..3 {
        world.press(post, None);
    }
    let pressed = world.here(post);
    assert_eq!((pressed.fields.slug.as_str(), pressed.fields.categories.len()), ("", 0));
    world.steps_for(5);
    let here = world.here(post);
    assert_eq!((here.fields.slug.as_str(), here.fields.categories.len()), ("slow-mail", 1));
    assert_eq!((here.sync, here.body.as_str()), (SyncState::Synced, "A letter."));
    assert_eq!(world.there.count("update post"), 1, "the later presses have nothing to say");
    // A window that was still open on the version before is merged with it.
    assert_eq!(here.version, pressed.version + 1);
    let kept = world.store.read(|db| posts::revision_at(db, post, pressed.version)).unwrap();
    assert_eq!(kept.unwrap().fields.slug, "");

    world.set(post, |fields| fields.title = "Slower mail".into());
    world.press(post, None);
    world.steps_for(5);
    let last = world.there.state().patches.pop().unwrap();
    assert_eq!((last.slug, last.categories), (None, None), "links to it stay good");
}

#[test]
fn what_the_writer_chose_meanwhile_is_not_replaced_by_what_the_blog_filled_in() {
    let world = world();
    let post = world.post("A letter.");
    world.press(post, None);
    world.set(post, |fields| fields.slug = "my-own".into());
    world.steps_for(5);
    assert_eq!(world.here(post).fields.slug, "my-own");
    assert_eq!(world.here(post).sync, SyncState::Edited);
}

#[test]
fn what_the_blog_takes_out_is_said_once_and_the_words_stay_here() {
    let world = world();
    world.there.state().filters = true;
    let body =
        "A letter.\n\n<div onclick=\"x()\"><iframe src=\"https://v.example/\"></iframe></div>";
    let post = world.post(body);
    world.press(post, None);
    world.steps_for(5);
    assert!(!world.there.state().posts[0].content.contains("iframe"));
    assert_eq!(world.here(post).body, body);
    assert_eq!(world.here(post).sync, SyncState::Synced);
    assert_eq!(world.receipts()[0].removed, ["onclick", "iframe"]);
    let said = |world: &World| {
        let all = world.store.read(|db| activity::list(db, world.blog, None, 100)).unwrap();
        let removed = all.into_iter().filter(|line| line.kind == activity::Kind::Removed);
        removed.map(|line| (line.subject, line.detail)).collect::<Vec<_>>()
    };
    assert_eq!(said(&world), [("Slow mail".to_owned(), "onclick, iframe".to_owned())]);

    world.set(post, |fields| fields.excerpt = "In short.".into());
    world.press(post, None);
    world.steps_for(5);
    assert_eq!(world.receipts()[0].removed, Vec::<String>::new(), "once, not with every update");
    world.save(post, &format!("{body}\n\n<form></form>"));
    world.press(post, None);
    world.steps_for(5);
    assert_eq!(world.receipts()[0].removed, ["form"]);
    assert_eq!(said(&world).len(), 2);
}
