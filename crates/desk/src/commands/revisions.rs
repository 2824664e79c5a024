//! Earlier versions of a post: looking at them, and going back to one. The text that gives way is kept
//! too, and nothing is sent.

use afterword_model::{BodyKind, PostFields, PostId, PostStatus};
use afterword_store::posts::{self, Post, Revision, RevisionReason};
use afterword_store::{Db, Error as StoreError, settings};
use afterword_sync::merge::{self, Text};

use super::conflicts::field;
use super::posts::document;
use crate::Desk;
use crate::api::{
    Change, ForPost, ForRevision, KeptBecause, Nothing, PostDocument, RevisionRow, RevisionView,
    Version,
};
use crate::error::Result;
use crate::words::failed;

type Stored<T> = std::result::Result<T, StoreError>;

/// Newest first; the same text kept twice in a row for the same reason is one version.
pub(crate) fn revision_list(desk: &Desk, ask: ForPost) -> Result<Vec<RevisionRow>> {
    let (here, kept) = desk
        .shared()
        .store
        .read(|db| Ok((posts::get(db, ask.post)?, posts::revisions(db, ask.post)?)))?;
    let mut rows: Vec<RevisionRow> = Vec::new();
    let now = Version { fields: here.fields.clone(), body: here.body.clone() };
    let mut last: Option<Version> = None;
    for revision in kept {
        let (id, because, kept_at) = (revision.id, because(revision.reason), revision.saved_at);
        let version = readable(revision, &here);
        let again = rows.last().is_some_and(|row| row.because == because)
            && last.as_ref().is_some_and(|last| differs(last, &version).is_empty());
        if again {
            continue;
        }
        rows.push(RevisionRow {
            id,
            because,
            kept_at,
            title: version.fields.title.clone(),
            words: words(&version),
            same_as_now: differs(&version, &now).is_empty(),
        });
        last = Some(version);
    }
    Ok(rows)
}

pub(crate) fn revision_open(desk: &Desk, ask: ForRevision) -> Result<RevisionView> {
    let (here, kept) = desk.shared().store.read(|db| {
        Ok((posts::get(db, ask.post)?, posts::kept_revision(db, ask.post, ask.revision)?))
    })?;
    let then = readable(kept, &here);
    let now = Version { fields: here.fields.clone(), body: here.body.clone() };
    Ok(RevisionView {
        changed: differs(&then, &now).into_iter().map(field).collect(),
        then,
        now,
        blocked: is_in_trash(&here).then(|| IN_TRASH.to_owned()),
    })
}

/// A window that still types on the text that gives way is merged with this one when it saves.
pub(crate) fn revision_restore(desk: &Desk, ask: ForRevision) -> Result<PostDocument> {
    let shared = desk.shared();
    let now = shared.now();
    let restored = shared.store.write(|db| {
        let here = posts::get(db, ask.post)?;
        if is_in_trash(&here) {
            return Ok(None);
        }
        let kept = posts::kept_revision(db, ask.post, ask.revision)?;
        let version = readable(kept, &here);
        let reason = RevisionReason::Restored;
        posts::replace(db, ask.post, &version.fields, &version.body, reason, now)?;
        document(db, ask.post, now).map(Some)
    })?;
    let document = restored.ok_or_else(|| failed(IN_TRASH))?;
    shared.changed(Change::Posts { blog: document.blog });
    Ok(document)
}

/// The writer has read that the blog's changes came into this text.
pub(crate) fn merge_seen(desk: &Desk, ask: ForPost) -> Result<Nothing> {
    let shared = desk.shared();
    let blog = shared.store.write(|db| {
        let post = posts::get(db, ask.post)?;
        if let Some(last) = posts::last_merged(db, ask.post)? {
            settings::set(db, &seen(ask.post), &last.into())?;
        }
        Ok(post.blog)
    })?;
    shared.changed(Change::Posts { blog });
    Ok(Nothing)
}

/// The text as it was before the blog's changes came into it, unless the writer knows of that.
pub(super) fn unseen_merge(db: &Db<'_>, ask: ForPost) -> Stored<Option<i64>> {
    let Some(last) = posts::last_merged(db, ask.post)? else { return Ok(None) };
    let known = settings::get(db, &seen(ask.post))?.and_then(|value| value.as_i64());
    Ok(Some(last).filter(|last| known.is_none_or(|known| known < *last)))
}

const IN_TRASH: &str =
    "This post is in the trash. Restore the post first; then it can go back to this version.";

pub(super) fn seen(post: PostId) -> String {
    format!("merge.seen.{post}")
}

fn is_in_trash(post: &Post) -> bool {
    post.trashed || post.remote_status == Some(PostStatus::Trash)
}

/// A kept text as the post would be with it. The blog's own version was kept as the blog held it; and an
/// address that the blog has given meanwhile is no earlier wish of the writer's.
fn readable(kept: Revision, here: &Post) -> Version {
    let Revision { mut fields, mut body, .. } = kept;
    if kept.reason == RevisionReason::Replaced {
        let imported = afterword_markup::import(&body, None);
        fields.body_kind = match imported.is_html {
            true => BodyKind::Html,
            false => BodyKind::Markdown,
        };
        body = imported.body;
    }
    if fields.slug.is_empty() {
        fields.slug.clone_from(&here.fields.slug);
    }
    Version { fields, body }
}

fn differs(then: &Version, now: &Version) -> Vec<merge::Part> {
    fn text(version: &Version) -> Text<'_> {
        let Version { fields, body } = version;
        let fields: &PostFields = fields;
        Text { fields, body }
    }
    merge::changed(text(then), text(now))
}

fn words(version: &Version) -> u32 {
    match version.fields.body_kind {
        BodyKind::Markdown => afterword_markup::words(&version.body),
        BodyKind::Html => afterword_markup::words(&afterword_markup::plain(&version.body)),
    }
}

fn because(reason: RevisionReason) -> KeptBecause {
    match reason {
        RevisionReason::Sent => KeptBecause::Sent,
        RevisionReason::Overtaken => KeptBecause::Overtaken,
        RevisionReason::Replaced => KeptBecause::Replaced,
        RevisionReason::Merged => KeptBecause::Merged,
        RevisionReason::Pulled => KeptBecause::Pulled,
        RevisionReason::Settled => KeptBecause::Settled,
        RevisionReason::Restored => KeptBecause::Restored,
        RevisionReason::Labelled => KeptBecause::Labelled,
        RevisionReason::Pressed => KeptBecause::Pressed,
        RevisionReason::Paused => KeptBecause::Paused,
        RevisionReason::Writing => KeptBecause::Writing,
    }
}

#[cfg(test)]
mod tests;
