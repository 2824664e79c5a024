//! Saving what is in the window. A stored text that became newer meanwhile is merged with it; where
//! both changed the same place, the window's is kept beside it.

use afterword_model::{PostFields, Timestamp};
use afterword_store::posts::{self, RevisionReason};
use afterword_store::{Db, Error as StoreError, terms};
use afterword_sync::merge::{Merged, Part, Text, merge};

use super::posts::document;
use crate::Desk;
use crate::api::{Change, SavePost, SavedPost};
use crate::error::Result;

pub(crate) fn post_save(desk: &Desk, ask: SavePost) -> Result<SavedPost> {
    let shared = desk.shared();
    let now = shared.now();
    let saved = shared.store.write(|db| {
        let here = posts::get(db, ask.post)?;
        // What kind of text it is, is not the window's to change.
        let mut fields = tidy(ask.fields.clone());
        if here.version == ask.version {
            fields.body_kind = here.fields.body_kind;
        }
        match posts::save(db, ask.post, &fields, &ask.body, ask.version, now) {
            Ok(_) => Ok(Saved::Alone(Box::new(posts::get(db, ask.post)?))),
            Err(StoreError::Stale) => merged(db, &ask, &fields, now),
            Err(error) => Err(error),
        }
    })?;
    match saved {
        Saved::Alone(post) => {
            if post.version != ask.version {
                shared.changed(Change::Posts { blog: post.blog });
            }
            Ok(SavedPost {
                version: post.version,
                saved_at: post.saved_at,
                whereabouts: post.whereabouts,
                merged: None,
            })
        }
        Saved::Together => {
            let document = shared.store.read(|db| document(db, ask.post, now))?;
            shared.changed(Change::Posts { blog: document.blog });
            Ok(SavedPost {
                version: document.version,
                saved_at: document.saved_at,
                whereabouts: document.whereabouts,
                merged: Some(document),
            })
        }
        Saved::Beside => Err(StoreError::Stale.into()),
    }
}

enum Saved {
    Alone(Box<posts::Post>),
    Together,
    /// As a revision.
    Beside,
}

fn merged(
    db: &Db<'_>,
    ask: &SavePost,
    fields: &PostFields,
    now: Timestamp,
) -> std::result::Result<Saved, StoreError> {
    let here = posts::get(db, ask.post)?;
    let grew_from = posts::revision_at(db, ask.post, ask.version)?;
    // What kind of text was typed on, as far as it is known.
    let body_kind = grew_from.as_ref().map_or(fields.body_kind, |base| base.fields.body_kind);
    let together = grew_from.map(|base| {
        let own = PostFields { body_kind: base.fields.body_kind, ..fields.clone() };
        merge(
            Text { fields: &base.fields, body: &base.body },
            Text { fields: &own, body: &ask.body },
            Text { fields: &here.fields, body: &here.body },
        )
    });
    let forced = ask.force == Some(true);
    match together.filter(|together| !forced && is_clean(together)) {
        Some(together) => {
            let reason = RevisionReason::Merged;
            posts::replace(db, ask.post, &together.fields, &together.body, reason, now)?;
            Ok(Saved::Together)
        }
        None if forced => {
            let kept = PostFields { body_kind, ..fields.clone() };
            let reason = RevisionReason::Overtaken;
            posts::replace(db, ask.post, &kept, &ask.body, reason, now)?;
            Ok(Saved::Alone(Box::new(posts::get(db, ask.post)?)))
        }
        None => {
            posts::keep_overtaken(db, ask.post, fields, &ask.body, ask.version, now)?;
            Ok(Saved::Beside)
        }
    }
}

/// Only title and text are worth asking about; elsewhere what was typed last stands.
fn is_clean(merged: &Merged) -> bool {
    !merged.parts.iter().any(|part| matches!(part, Part::Title | Part::Body))
}

/// The fields as they are kept: each category and tag once, no spaces around names.
pub(super) fn tidy(mut fields: PostFields) -> PostFields {
    fields.categories.sort();
    fields.categories.dedup();
    let mut tags: Vec<String> = Vec::new();
    for tag in &fields.tags {
        let tag = tag.split_whitespace().collect::<Vec<_>>().join(" ");
        if !tag.is_empty() && !tags.iter().any(|other| terms::fold(other) == terms::fold(&tag)) {
            tags.push(tag);
        }
    }
    fields.tags = tags;
    fields.slug = fields.slug.trim().to_owned();
    fields
}

#[cfg(test)]
mod tests {
    use afterword_model::PostKind;
    use afterword_store::blogs;

    use super::*;
    use crate::api::ForPost;
    use crate::commands::post_open;
    use crate::{DeskConfig, ErrorCode};

    #[test]
    fn what_was_typed_on_an_older_text_goes_into_the_newer_one() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
        let store = &desk.shared().store;
        let now = desk.shared().now();
        let fields = PostFields::titled("T");
        let post = store
            .write(|db| {
                let blog = blogs::practice(db)?.unwrap();
                let post = posts::create(db, blog, PostKind::Post, now)?;
                posts::save(db, post, &fields, "One.\n\nTwo.\n\nThree.", 1, now)?;
                Ok(post)
            })
            .unwrap();
        let comes = |body: &str| {
            let fields = PostFields { tags: vec!["theirs".into()], ..fields.clone() };
            let reason = RevisionReason::Merged;
            store.write(|db| posts::replace(db, post, &fields, body, reason, now)).unwrap()
        };
        let typed = |body: &str, version| {
            let fields = PostFields { slug: "mine".into(), ..fields.clone() };
            post_save(&desk, SavePost { post, fields, body: body.into(), version, force: None })
        };
        assert_eq!(comes("One.\n\nTwo.\n\nThree, theirs."), 3);
        let saved = typed("One, mine.\n\nTwo.\n\nThree.", 2).unwrap();
        let merged = saved.merged.unwrap();
        assert_eq!((saved.version, merged.version), (4, 4));
        assert_eq!(merged.body, "One, mine.\n\nTwo.\n\nThree, theirs.");
        assert_eq!(
            (merged.fields.slug.as_str(), merged.fields.tags),
            ("mine", vec!["theirs".into()])
        );

        comes("One, mine.\n\nTwo, theirs.\n\nThree, theirs.");
        let refused = typed("One, mine.\n\nTwo, mine.\n\nThree, theirs.", 4).unwrap_err();
        assert_eq!(refused.code, ErrorCode::ChangedElsewhere);
        let stands = post_open(&desk, ForPost { post }).unwrap();
        assert!(stands.body.contains("Two, theirs."), "{}", stands.body);
        let kept = store.read(|db| posts::revisions(db, post)).unwrap();
        assert!(kept.iter().any(|text| text.body.contains("Two, mine.")), "{kept:#?}");
        desk.close();
    }

    #[test]
    fn a_clash_keeps_one_typed_text_and_keeping_mine_keeps_the_stored_one_beside() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
        let store = &desk.shared().store;
        let now = desk.shared().now();
        let fields = PostFields::titled("T");
        let post = store
            .write(|db| {
                let blog = blogs::practice(db)?.unwrap();
                let post = posts::create(db, blog, PostKind::Post, now)?;
                posts::save(db, post, &fields, "One.", 1, now)?;
                posts::replace(db, post, &fields, "Theirs.", RevisionReason::Pulled, now)?;
                Ok(post)
            })
            .unwrap();
        let typed = |body: &str, force| {
            let (fields, body) = (fields.clone(), body.to_owned());
            post_save(&desk, SavePost { post, fields, body, version: 2, force })
        };
        for n in 0..50 {
            let refused = typed(&format!("Mine {n}."), None).unwrap_err();
            assert_eq!(refused.code, ErrorCode::ChangedElsewhere);
        }
        let kept = || store.read(|db| posts::revisions(db, post)).unwrap();
        let overtaken: Vec<String> = kept()
            .into_iter()
            .filter(|text| text.reason == RevisionReason::Overtaken)
            .map(|text| text.body)
            .collect();
        assert_eq!(overtaken, ["Mine 49."]);

        let saved = typed("Mine 50.", Some(true)).unwrap();
        assert_eq!((saved.version, saved.merged.is_none()), (4, true));
        assert_eq!(post_open(&desk, ForPost { post }).unwrap().body, "Mine 50.");
        assert!(kept().iter().any(|text| text.body == "Theirs."), "{:#?}", kept());
        desk.close();
    }

    #[test]
    fn names_are_kept_once_and_without_spaces_around() {
        let tags = ["  slow   mail ", "Trains", "trains", " "].map(str::to_owned).to_vec();
        assert_eq!(
            tidy(PostFields { tags, ..PostFields::default() }).tags,
            ["slow mail", "Trains"]
        );
    }
}
