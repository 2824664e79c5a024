//! Parting from a blog hides none of its words, and coming back finds all of them.

use afterword_model::{Intent, PostFields, PostKind};
use afterword_practice::Practice;
use afterword_store::{outbox, posts};

use super::*;
use crate::DeskConfig;
use crate::api::{AppState, ForPost, Nothing, PublishPost, SavePost};
use crate::commands::{activity_save, app_state, post_open, post_publish, post_save};

/// A desk with a blog beside the built-in one, connected for this session.
fn desk() -> (tempfile::TempDir, Desk, Practice, BlogId) {
    let folder = tempfile::tempdir().unwrap();
    let there = Practice::start(&folder.path().join("there"), None).unwrap();
    let desk = Desk::open(DeskConfig::new(folder.path().join("here"))).unwrap();
    let ask = ConnectBlog {
        endpoint: there.rest_root(),
        username: there.username().to_owned(),
        password: there.password().to_owned(),
        keep: SecretPlace::Session,
        allow_unencrypted: false,
    };
    let blog = blog_connect(&desk, ask).unwrap().blog.id;
    (folder, desk, there, blog)
}

fn state(desk: &Desk) -> AppState {
    app_state(desk, Nothing).unwrap()
}

fn part(desk: &Desk, blog: BlogId) {
    blog_disconnect(desk, DisconnectBlog { blog, password: OldPassword::Forget }).unwrap();
}

#[test]
fn what_was_written_for_a_blog_is_there_after_parting_and_nothing_is_queued() {
    let (_folder, desk, there, blog) = desk();
    let now = desk.shared().now();
    let post =
        desk.shared().store.write(|db| posts::create(db, blog, PostKind::Post, now)).unwrap();
    part(&desk, blog);
    let parted: Vec<BlogId> = state(&desk).parted.iter().map(|blog| blog.id).collect();
    assert_eq!(parted, [blog]);
    assert!(state(&desk).blogs.iter().all(|each| each.id != blog));

    let fields = PostFields::titled("Still here");
    let save = SavePost { post, fields, body: "Words.".into(), version: 1, force: None };
    post_save(&desk, save).unwrap();
    let refused = post_publish(&desk, PublishPost { post, intent: Intent::Public }).unwrap_err();
    assert!(refused.message.contains("not connected"), "{}", refused.message);
    assert!(desk.shared().store.read(|db| outbox::list(db, blog)).unwrap().is_empty());

    let again =
        SignInAgain { blog, password: there.password().to_owned(), keep: SecretPlace::Session };
    assert_eq!(blog_sign_in(&desk, again).unwrap().blog.id, blog);
    assert!(state(&desk).parted.is_empty());
    assert_eq!(post_open(&desk, ForPost { post }).unwrap().body, "Words.");
    post_publish(&desk, PublishPost { post, intent: Intent::Public }).unwrap();
    desk.close();
    there.stop();
}

#[test]
fn the_settings_know_where_a_password_is_and_when_it_is_gone() {
    let (_folder, desk, there, blog) = desk();
    let kept = |desk: &Desk| {
        let found = state(desk).passwords.into_iter().find(|each| each.blog == blog);
        found.and_then(|each| each.kept)
    };
    assert_eq!(kept(&desk), Some(SecretPlace::Session));
    assert_eq!(state(&desk).passwords.len(), 1, "the built-in blog needs none");
    let reference = desk.shared().store.read(|db| blogs::secret_ref(db, blog)).unwrap();
    desk.shared().secrets.forget(&reference);
    assert_eq!(kept(&desk), None);
    desk.close();
    there.stop();
}

#[test]
fn the_log_is_saved_without_the_password() {
    let (folder, desk, there, blog) = desk();
    let ask = crate::api::ForBlog { blog };
    let given = activity_save(&desk, ask).unwrap();
    assert_eq!(given.path, None, "the window saves it");
    assert!(given.text.contains("was connected."), "{}", given.text);
    desk.close();
    drop(desk);

    let mut config = DeskConfig::new(folder.path().join("here"));
    config.downloads = Some(folder.path().join("Downloads"));
    let desk = Desk::open(config).unwrap();
    let saved = activity_save(&desk, ask).unwrap();
    let text = std::fs::read_to_string(saved.path.unwrap()).unwrap();
    assert!(text.contains("was connected.") && !text.contains(there.password()), "{text}");
    desk.close();
    there.stop();
}
