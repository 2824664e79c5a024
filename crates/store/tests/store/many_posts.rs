//! Lists of posts narrowed by how they stand, and labels of many at once.

use afterword_model::{
    Intent, Lane, Op, PostFields, PostId, PostKind, PostStatus, Publish, SyncState, TermId,
};
use afterword_store::outbox;
use afterword_store::posts::{self, Folder, LabelChange, Labels, Place, Query, Standing};

use crate::{Home, at, home, remote};

#[test]
fn lists_are_narrowed_by_how_posts_stand() {
    let home = home();
    let post = |status: Option<PostStatus>| {
        home.store
            .write(|db| {
                let id = posts::create(db, home.blog, PostKind::Post, at(1))?;
                if let Some(status) = status {
                    let remote = remote(&format!("r{id}"));
                    let place = Place {
                        remote_id: &remote,
                        status,
                        link: "",
                        published_at: None,
                        modified_at: None,
                    };
                    posts::set_remote(db, id, &place)?;
                    let base = posts::Base {
                        fields: PostFields::default(),
                        body: String::new(),
                        wire_title: String::new(),
                        wire: String::new(),
                        wire_fields: None,
                    };
                    posts::set_base(db, id, &base, at(1))?;
                }
                Ok(id)
            })
            .unwrap()
    };
    let here = post(None);
    let draft = post(Some(PostStatus::Draft));
    let pending = post(Some(PostStatus::Pending));
    let stand = |standing| {
        home.posts_listed(&Query { standing: Some(standing), ..Query::new(Folder::Drafts, 9) })
    };
    assert_eq!(stand(Standing::OnlyHere), [here]);
    assert_eq!(stand(Standing::Draft), [draft]);
    assert_eq!(stand(Standing::Pending), [pending]);
    assert_eq!(
        (stand(Standing::Edited), stand(Standing::Waiting), stand(Standing::NeedsWriter)),
        (vec![], vec![], vec![])
    );
    home.store
        .write(|db| posts::save(db, draft, &PostFields::titled("New"), "", 1, at(2)))
        .unwrap();
    assert_eq!(stand(Standing::Edited), [draft]);
    queue(&home, draft);
    assert_eq!((stand(Standing::Waiting), stand(Standing::NeedsWriter)), (vec![draft], vec![]));
}

fn queue(home: &Home, post: PostId) {
    let op = Op::Publish(Publish {
        post,
        fields: PostFields::default(),
        body: String::new(),
        intent: Intent::Public,
        wire: None,
        over: None,
    });
    home.store.write(|db| outbox::add(db, home.blog, &Lane::post(post), &op, at(3))).unwrap();
}

#[test]
fn labels_of_many_change_here_only_and_come_back_as_they_were() {
    let home = home();
    let fields = PostFields {
        tags: vec!["Trains".into(), "Größe".into()],
        categories: vec![TermId(3)],
        ..PostFields::titled("T")
    };
    let post = |kind| {
        home.store
            .write(|db| {
                let id = posts::create(db, home.blog, kind, at(0))?;
                posts::save(db, id, &fields, "Words.", 1, at(1))?;
                let base = posts::Base {
                    fields: fields.clone(),
                    body: "Words.".into(),
                    wire_title: "T".into(),
                    wire: String::new(),
                    wire_fields: None,
                };
                posts::set_base(db, id, &base, at(1))?;
                Ok(id)
            })
            .unwrap()
    };
    let (one, page, queued) = (post(PostKind::Post), post(PostKind::Page), post(PostKind::Post));
    queue(&home, queued);
    let change = LabelChange {
        add: Labels { tags: vec!["trains".into(), "Sea".into()], categories: vec![TermId(1)] },
        remove: Labels {
            tags: vec!["grosse".into(), "größe".into()], categories: vec![TermId(3)]
        },
    };
    let label = |id| home.store.write(|db| posts::relabel(db, id, &change, at(5))).unwrap();
    let before = Labels { tags: fields.tags.clone(), categories: fields.categories.clone() };
    assert_eq!((label(one), label(page), label(queued)), (Some(before.clone()), None, None));
    let read = || home.store.read(|db| posts::get(db, one)).unwrap();
    assert_eq!(read().fields.tags, ["Trains", "Sea"]);
    assert_eq!(
        (read().fields.categories, read().sync, read().version),
        (vec![TermId(1)], SyncState::Edited, 3)
    );
    assert_eq!(label(one), None, "it is so already");
    assert_eq!(home.posts_found("tag:sea").0, [one]);
    assert_eq!(home.posts_found("words tag:trains").1, 3, "its words are still found");
    assert!(
        home.store.read(|db| posts::revision_at(db, one, 2)).unwrap().is_some(),
        "nothing to merge with"
    );

    home.store.write(|db| posts::set_labels(db, one, &before, at(6))).unwrap();
    assert_eq!((read().fields, read().sync), (fields.clone(), SyncState::Synced));
    assert_eq!(home.posts_found("tag:sea").0, []);
}

#[test]
fn dates_say_which_months_there_are() {
    let home = home();
    for second in [1, 5, 3] {
        home.store.write(|db| posts::create(db, home.blog, PostKind::Post, at(second))).unwrap();
    }
    let dates = home.store.read(|db| posts::dates(db, home.blog, Folder::Drafts)).unwrap();
    assert_eq!(dates, [at(5), at(3), at(1)]);
}
