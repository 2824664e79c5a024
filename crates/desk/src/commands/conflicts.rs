//! A post that was changed here and on the blog: looking at both, and settling it. Whatever loses is
//! kept as a revision; nothing is sent by settling, except what the writer had pressed already.

use afterword_model::{Op, OutboxRow, PostFields, PostId, Publish, Timestamp};
use afterword_store::activity::{self, Kind};
use afterword_store::posts::{self, Base, Post, RevisionReason};
use afterword_store::{Db, Error as StoreError, outbox};
use afterword_sync::merge::{self, Part, Text};

use super::posts::document;
use super::replies::too_late;
use super::saving::tidy;
use crate::Desk;
use crate::api::{
    Change, ChangedField, Clash, ConflictView, ForItem, ForPost, PostDocument, SettleConflict,
    Version,
};
use crate::error::{ErrorCode, Result};
use crate::words::coded;

type Stored<T> = std::result::Result<T, StoreError>;

pub(crate) fn conflict_open(desk: &Desk, ask: ForPost) -> Result<ConflictView> {
    let view = desk.shared().store.read(|db| {
        let here = posts::get(db, ask.post)?;
        let Some((theirs, changed_at)) = theirs(db, ask.post)? else { return Ok(None) };
        Ok(Some(view(here, posts::base(db, ask.post)?, theirs, changed_at)))
    })?;
    view.ok_or_else(settled_already)
}

pub(crate) fn conflict_settle(desk: &Desk, ask: SettleConflict) -> Result<PostDocument> {
    let shared = desk.shared();
    let now = shared.now();
    let outcome = shared.store.write(|db| {
        let here = posts::get(db, ask.post)?;
        let fields = tidy(ask.fields.clone());
        let Some((theirs, _)) = theirs(db, ask.post)? else { return Ok(Outcome::Nothing) };
        if here.version != ask.version {
            let reason = RevisionReason::Overtaken;
            posts::add_revision(db, ask.post, reason, &fields, &ask.body, None, now)?;
            return Ok(Outcome::Stale);
        }
        settle(db, &here, theirs, &fields, &ask.body, now)?;
        if let Some(row) = outbox::of_post(db, here.blog, here.id)?
            && row.is_here_only()
        {
            queue_again(db, &row, fields, ask.body.clone())?;
        }
        Ok(Outcome::Settled(Box::new(document(db, ask.post, now)?)))
    })?;
    match outcome {
        Outcome::Settled(document) => {
            moved(desk, &document);
            Ok(*document)
        }
        Outcome::Stale => Err(StoreError::Stale.into()),
        Outcome::Nothing => Err(settled_already()),
    }
}

/// The blog's version becomes the one here, and nothing is sent.
pub(crate) fn outbox_take_theirs(desk: &Desk, ask: ForItem) -> Result<PostDocument> {
    let shared = desk.shared();
    let now = shared.now();
    let outcome = shared.store.write(|db| {
        let row = outbox::get(db, ask.item)?;
        let Op::Publish(publish) = &row.op else { return Ok(Outcome::Nothing) };
        let Some((theirs, _)) = theirs(db, publish.post)? else { return Ok(Outcome::Nothing) };
        if !row.is_here_only() {
            return Ok(Outcome::Stale);
        }
        let here = posts::get(db, publish.post)?;
        let (fields, body) = (theirs.fields.clone(), theirs.body.clone());
        settle(db, &here, theirs, &fields, &body, now)?;
        for row in outbox::lane(db, row.blog, &row.lane)? {
            if row.is_here_only() {
                outbox::remove(db, row.id)?;
            }
        }
        Ok(Outcome::Settled(Box::new(document(db, publish.post, now)?)))
    })?;
    match outcome {
        Outcome::Settled(document) => {
            moved(desk, &document);
            Ok(*document)
        }
        Outcome::Stale => Err(too_late()),
        Outcome::Nothing => Err(settled_already()),
    }
}

enum Outcome {
    Settled(Box<PostDocument>),
    /// Something moved meanwhile.
    Stale,
    /// There is no conflict any more.
    Nothing,
}

/// What was settled on is the text here; the blog's version is what it is compared with from now on.
fn settle(
    db: &Db<'_>,
    here: &Post,
    theirs: Base,
    fields: &PostFields,
    body: &str,
    now: Timestamp,
) -> Stored<()> {
    let reason = RevisionReason::Settled;
    posts::replace(db, here.id, fields, body, reason, now)?;
    if theirs.fields != *fields || theirs.body != body {
        posts::add_revision(db, here.id, reason, &theirs.fields, &theirs.body, None, now)?;
    }
    posts::set_base(db, here.id, &theirs, now)?;
    activity::add(db, Some(here.blog), Kind::Settled, &fields.title, "", now)
}

/// The press that met the conflict goes on with what was settled.
fn queue_again(db: &Db<'_>, row: &OutboxRow, fields: PostFields, body: String) -> Stored<()> {
    let Op::Publish(old) = &row.op else { return Ok(()) };
    let publish = Publish { fields, body, wire: None, over: None, ..old.clone() };
    outbox::set_op(db, row.id, &Op::Publish(publish))?;
    outbox::retry(db, row.id)
}

/// The blog's version that waits for the writer, and when it changed there.
fn theirs(db: &Db<'_>, post: PostId) -> Stored<Option<(Base, Timestamp)>> {
    let Some(remote) = posts::remote(db, post)? else { return Ok(None) };
    let changed_at = remote.changed_at;
    let mut theirs = remote.into_base();
    // An older version of the app noted only how the blog holds it.
    if theirs.body.is_empty() && !theirs.wire.is_empty() {
        let base = posts::base(db, post)?;
        let known = base
            .as_ref()
            .map(|base| afterword_markup::Known { body: &base.body, wire: &base.wire });
        let imported = afterword_markup::import(&theirs.wire, known);
        theirs.fields = base.as_ref().map(|base| base.fields.clone()).unwrap_or_default();
        theirs.fields.title = afterword_markup::plain(&theirs.wire_title);
        theirs.fields.body_kind = match imported.is_html {
            true => afterword_model::BodyKind::Html,
            false => afterword_model::BodyKind::Markdown,
        };
        theirs.body = imported.body;
    }
    Ok(Some((theirs, changed_at)))
}

fn view(here: Post, base: Option<Base>, theirs: Base, changed_at: Timestamp) -> ConflictView {
    let nothing = PostFields::default();
    // Without a common ground each side counts as changed from nothing.
    let ground = match &base {
        Some(base) => Text { fields: &base.fields, body: &base.body },
        None => Text { fields: &nothing, body: "" },
    };
    let merged = merge::merge(
        ground,
        Text { fields: &here.fields, body: &here.body },
        Text { fields: &theirs.fields, body: &theirs.body },
    );
    let clash = |clash: afterword_markup::Clash| Clash {
        mine: clash.mine,
        base: clash.base,
        theirs: clash.theirs,
    };
    ConflictView {
        base: base.map(|base| Version { fields: base.fields, body: base.body }),
        mine: Version { fields: here.fields, body: here.body },
        theirs: Version { fields: theirs.fields, body: theirs.body },
        clashes: merged.places.into_iter().map(clash).collect(),
        clashing_fields: merged.parts.into_iter().map(field).collect(),
        merged: Version { fields: merged.fields, body: merged.body },
        changed_at,
        version: here.version,
    }
}

/// The window's word for a part of a post.
pub(super) fn field(part: Part) -> ChangedField {
    match part {
        Part::Title => ChangedField::Title,
        Part::Body => ChangedField::Body,
        Part::Slug => ChangedField::Slug,
        Part::Excerpt => ChangedField::Excerpt,
        Part::Categories => ChangedField::Categories,
        Part::Tags => ChangedField::Tags,
        Part::Featured => ChangedField::Featured,
        Part::Format => ChangedField::Format,
        Part::Sticky => ChangedField::Sticky,
        Part::CommentsOpen => ChangedField::CommentsOpen,
        Part::Visibility => ChangedField::Visibility,
        Part::Author => ChangedField::Author,
        Part::Date => ChangedField::Date,
    }
}

fn settled_already() -> crate::CommandError {
    coded(
        ErrorCode::Gone,
        "There is nothing left to settle: the blog has no other version waiting.",
    )
}

fn moved(desk: &Desk, post: &PostDocument) {
    let shared = desk.shared();
    shared.changed(Change::Posts { blog: post.blog });
    shared.changed(Change::Outbox { blog: post.blog });
    desk.0.workers.send(post.blog);
}

#[cfg(test)]
mod tests {
    use afterword_model::{Lane, OutboxState, PostKind, Problem, ProblemKind};
    use afterword_store::blogs;
    use afterword_store::outbox::Next;

    use super::*;
    use crate::DeskConfig;

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
    fn clash(desk: &Desk) -> (PostId, afterword_model::OutboxId) {
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
        let ask = SettleConflict {
            post,
            fields: PostFields::titled("T"),
            body: "Both.".into(),
            version: 1,
        };
        let refused = conflict_settle(&desk, ask).unwrap_err();
        assert_eq!(refused.code, ErrorCode::ChangedElsewhere);
        let store = &desk.shared().store;
        assert!(store.read(|db| posts::remote(db, post)).unwrap().is_some());
        let kept = store.read(|db| posts::revisions(db, post)).unwrap();
        assert!(kept.iter().any(|text| text.body == "Both."), "{kept:#?}");
        desk.close();
    }
}
