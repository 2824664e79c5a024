//! Settling: nothing is lost, and nothing is sent that was not asked for.

use afterword_model::{OutboxId, PostKind, Problem, RemoteId, WireFields};
use afterword_store::blogs;
use afterword_store::outbox::Next;

use super::*;
use crate::DeskConfig;
use crate::api::Choice;
use crate::commands::outbox::item;

fn version(body: &str) -> Base {
    Base {
        fields: PostFields::titled("T"),
        body: body.to_owned(),
        wire_title: "T".into(),
        wire: format!("<p>{body}</p>"),
        wire_fields: None,
    }
}

/// A post that both sides changed, with a press that met it.
fn clash(desk: &Desk) -> (PostId, OutboxId) {
    let now = desk.shared().now();
    let met = |db: &Db<'_>| {
        let blog = blogs::practice(db)?.unwrap();
        let post = posts::create(db, blog, PostKind::Post, now)?;
        let fields = PostFields::titled("T");
        posts::set_base(db, post, &version("Old."), now)?;
        posts::save(db, post, &fields, "Mine.", 1, now)?;
        posts::set_remote_version(db, post, &version("Theirs."), now)?;
        let publish = Publish {
            post,
            fields,
            body: "Mine.".into(),
            intent: Default::default(),
            wire: None,
            over: None,
        };
        let row = outbox::add(db, blog, &Lane::post(post), &Op::Publish(publish), now)?;
        let problem = Problem { kind: ProblemKind::Conflict, detail: String::new() };
        let next = Next {
            state: OutboxState::Blocked,
            not_before: None,
            unsure_since: None,
            problem: Some(problem),
        };
        outbox::set_next(db, row, &next)?;
        Ok((post, row))
    };
    desk.shared().store.write(met).unwrap()
}

#[test]
fn taking_theirs_keeps_mine_and_sends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
    let (post, item) = clash(&desk);
    let view = conflict_open(&desk, ForPost { post }).unwrap();
    assert_eq!((view.mine.body.as_str(), view.theirs.body.as_str()), ("Mine.", "Theirs."));
    assert_eq!((view.clashes.len(), view.clashing_fields), (1, vec![ChangedField::Body]));

    let document = outbox_take_theirs(&desk, ForItem { item }).unwrap();
    assert_eq!((document.body.as_str(), document.is_changed_there), ("Theirs.", false));
    assert!(document.sending.is_none());
    let kept = desk.shared().store.read(|db| posts::revisions(db, post)).unwrap();
    assert!(kept.iter().any(|text| text.body == "Mine."), "{kept:#?}");
    let again = conflict_open(&desk, ForPost { post }).unwrap_err();
    assert_eq!(again.code, ErrorCode::Gone);
    desk.close();
}

#[test]
fn a_settlement_made_on_an_older_text_is_kept_and_settles_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
    let (post, _) = clash(&desk);
    let ask =
        SettleConflict { post, fields: PostFields::titled("T"), body: "Both.".into(), version: 1 };
    let refused = conflict_settle(&desk, ask).unwrap_err();
    assert_eq!(refused.code, ErrorCode::ChangedElsewhere);
    let store = &desk.shared().store;
    assert!(store.read(|db| posts::remote(db, post)).unwrap().is_some());
    let kept = store.read(|db| posts::revisions(db, post)).unwrap();
    assert!(kept.iter().any(|text| text.body == "Both."), "{kept:#?}");
    desk.close();
}

/// The post is on the blog, and the blog's version of it stands like this.
fn is_there(desk: &Desk, post: PostId, status: PostStatus) {
    let remote_id = RemoteId("41".into());
    let fields = |status| Some(WireFields::new("t".to_owned(), status, Timestamp::default()));
    let status_here = PostStatus::Published;
    let place = Place {
        remote_id: &remote_id,
        status: status_here,
        link: "",
        published_at: None,
        modified_at: None,
    };
    let now = desk.shared().now();
    let noted = |db: &Db<'_>| {
        posts::set_remote(db, post, &place)?;
        let old = Base { wire_fields: fields(PostStatus::Published), ..version("Old.") };
        posts::set_base(db, post, &old, now)?;
        let theirs = Base { wire_fields: fields(status), ..version("Theirs.") };
        posts::set_remote_version(db, post, &theirs, now)
    };
    desk.shared().store.write(noted).unwrap();
}

/// How the row stands: its problem, and since when it is not known whether it arrived.
fn stands(desk: &Desk, row: OutboxId, kind: ProblemKind, unsure_for: Option<TimeDelta>) {
    let now = desk.shared().now();
    let next = Next {
        state: OutboxState::Blocked,
        not_before: None,
        unsure_since: unsure_for.map(|time| now - time),
        problem: Some(Problem { kind, detail: String::new() }),
    };
    desk.shared().store.write(|db| outbox::set_next(db, row, &next)).unwrap();
}

fn choices(desk: &Desk, row: OutboxId) -> Vec<Choice> {
    let now = desk.shared().now();
    let store = &desk.shared().store;
    store.read(|db| item(db, &outbox::get(db, row)?, now)).unwrap().choices
}

#[test]
fn a_clash_after_a_lost_answer_can_be_settled() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
    let (post, row) = clash(&desk);
    is_there(&desk, post, PostStatus::Published);
    stands(&desk, row, ProblemKind::Conflict, Some(TimeDelta::minutes(5)));
    let offered = choices(&desk, row);
    assert!(offered.contains(&Choice::Settle) && offered.contains(&Choice::TakeTheirs));
    assert!(!offered.contains(&Choice::TakeBack), "it may have arrived");

    // The row goes on with what was settled, and is looked up before it is sent.
    let settled = |db: &Db<'_>| {
        let row = outbox::get(db, row)?;
        queue_again(db, &row, PostFields::titled("T"), "Both.".into())?;
        outbox::get(db, row.id)
    };
    let row = desk.shared().store.write(settled).unwrap();
    let Op::Publish(publish) = &row.op else { panic!("{row:?}") };
    assert_eq!((publish.body.as_str(), row.state), ("Both.", OutboxState::Unsure));
    desk.close();
}

#[test]
fn a_settlement_reaches_a_press_that_may_have_arrived() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
    let (post, row) = clash(&desk);
    is_there(&desk, post, PostStatus::Published);
    stands(&desk, row, ProblemKind::Conflict, Some(TimeDelta::minutes(5)));
    let fields = PostFields::titled("T");
    let settled = SettleConflict { post, fields, body: "Both.".into(), version: 2 };
    assert_eq!(conflict_settle(&desk, settled).unwrap().body, "Both.");
    // A worker may have taken it by now; nowhere do the older words stand.
    let kept = desk.shared().store.read(|db| outbox::find(db, row)).unwrap();
    let body = kept.and_then(|row| match row.op {
        Op::Publish(publish) => Some(publish.body),
        _ => None,
    });
    assert_ne!(body.as_deref(), Some("Mine."));
    desk.close();
}

#[test]
fn theirs_is_taken_after_a_lost_answer_once_it_can_land_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
    let (post, item) = clash(&desk);
    is_there(&desk, post, PostStatus::Published);
    stands(&desk, item, ProblemKind::Conflict, Some(TimeDelta::seconds(1)));
    assert!(outbox_take_theirs(&desk, ForItem { item }).is_err());
    let find = || desk.shared().store.read(|db| outbox::find(db, item)).unwrap();
    assert!(find().is_some());

    stands(&desk, item, ProblemKind::Conflict, Some(TimeDelta::minutes(5)));
    let document = outbox_take_theirs(&desk, ForItem { item }).unwrap();
    assert_eq!(document.body, "Theirs.");
    assert!(find().is_none());
    desk.close();
}

#[test]
fn settling_a_post_that_was_taken_off_publishes_nothing() {
    for kind in [ProblemKind::TakenOff, ProblemKind::Conflict] {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
        let (post, row) = clash(&desk);
        is_there(&desk, post, PostStatus::Draft);
        stands(&desk, row, kind, None);
        let fields = PostFields::titled("T");
        let settled = SettleConflict { post, fields, body: "Both.".into(), version: 2 };
        let document = conflict_settle(&desk, settled).unwrap();
        assert_eq!((document.body.as_str(), document.on_blog), ("Both.", false), "{kind:?}");
        assert_eq!(document.remote_status, Some(PostStatus::Draft), "the button says Publish");
        assert!(document.sending.is_none(), "{kind:?}: the press was for a public post");
        desk.close();
    }
}

#[test]
fn html_that_was_settled_on_stays_html() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
    let settled = |body: &str, asked| {
        let (post, row) = clash(&desk);
        let mut theirs = version("<p>Theirs</p>");
        theirs.fields.body_kind = BodyKind::Html;
        let now = desk.shared().now();
        let met = |db: &Db<'_>| {
            outbox::remove(db, row)?;
            posts::set_remote_version(db, post, &theirs, now)
        };
        desk.shared().store.write(met).unwrap();
        let fields = PostFields { body_kind: asked, ..PostFields::titled("T") };
        let ask = SettleConflict { post, fields, body: body.into(), version: 2 };
        conflict_settle(&desk, ask).unwrap().fields.body_kind
    };
    assert_eq!(settled("<p>Theirs</p>", BodyKind::Markdown), BodyKind::Html);
    assert_eq!(settled("Mine.", BodyKind::Html), BodyKind::Markdown);
    assert_eq!(settled("<p>Theirs, and mine</p>", BodyKind::Html), BodyKind::Html);
    desk.close();
}
