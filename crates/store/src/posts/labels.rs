//! Changing tags and categories of many posts, and the way back. Only here: nothing is sent.

use afterword_model::{Lane, PostFields, PostId, PostKind, TermId, Timestamp};

use super::{RevisionReason, get, replace};
use crate::find::key;
use crate::{Db, Result, outbox};

/// A post's tags and categories.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// By name, in the writer's order.
    pub tags: Vec<String>,
    /// Ascending.
    pub categories: Vec<TermId>,
}

/// What to add and take away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelChange {
    /// To have.
    pub add: Labels,
    /// Not to have.
    pub remove: Labels,
}

/// Changes a post's labels. Returns what they were, or `None` where nothing was changed: it is as wished
/// already, a page, or in the outbox.
pub fn relabel(
    db: &Db<'_>,
    id: PostId,
    change: &LabelChange,
    now: Timestamp,
) -> Result<Option<Labels>> {
    let post = get(db, id)?;
    if post.kind == PostKind::Page || outbox::has_lane(db, post.blog, &Lane::post(id))? {
        return Ok(None);
    }
    let is_in = |tags: &[String], tag: &str| tags.iter().any(|other| key(other) == key(tag));
    let mut fields = post.fields.clone();
    fields.tags.retain(|tag| !is_in(&change.remove.tags, tag));
    for tag in &change.add.tags {
        if !is_in(&fields.tags, tag) {
            fields.tags.push(tag.clone());
        }
    }
    fields.categories.retain(|id| !change.remove.categories.contains(id));
    fields.categories.extend(&change.add.categories);
    fields.categories.sort();
    fields.categories.dedup();
    if fields == post.fields {
        return Ok(None);
    }
    put(db, id, &fields, &post.body, now)?;
    Ok(Some(Labels { tags: post.fields.tags, categories: post.fields.categories }))
}

/// Gives a post these labels and no others.
pub fn set_labels(db: &Db<'_>, id: PostId, labels: &Labels, now: Timestamp) -> Result<()> {
    let post = get(db, id)?;
    let Labels { tags, categories } = labels.clone();
    put(db, id, &PostFields { tags, categories, ..post.fields }, &post.body, now)
}

/// The text as it was is kept with its version: a window that has it open goes on from there.
fn put(db: &Db<'_>, id: PostId, fields: &PostFields, body: &str, now: Timestamp) -> Result<()> {
    replace(db, id, fields, body, RevisionReason::Labelled, now).map(|_| ())
}
