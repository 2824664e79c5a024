//! Making, changing and deleting posts and pages, with WordPress's rules for slugs, dates and the trash.

use rusqlite::Connection;

use super::error::Refused;
use super::post_changes::Changes;
use super::post_json::json;
use super::post_read::find;
use super::reply::Reply;
use super::{Call, Context};
use crate::db::posts::{self, Kind, Post, Status};
use crate::db::slugs::{self, Namespace};
use crate::db::{comments, revisions};
use crate::text::slug;

const TRASHED: &str = "__trashed";

pub(super) fn create(call: &Call<'_>, kind: Kind) -> Result<Reply, Refused> {
    let changes = Changes::read(call, kind)?;
    if call.params.has("id") {
        return Err(Refused::new(400, "rest_post_exists", "Cannot create existing post."));
    }
    let message = "Sorry, you are not allowed to create posts as this user.";
    changes.check_role(call, kind, message)?;
    call.require(call.can(&format!("edit_{}", kind.route())), "rest_cannot_create", message)?;
    call.app.write(|tx| {
        let blank = Post::blank(kind, call.viewer.id(), call.app.now());
        let mut post = changes.apply(call, tx, &blank)?;
        check_words(&post)?;
        // WordPress dates the first version like the post itself, even when that is years ago.
        post.modified = post.date();
        let wished = post.slug.clone();
        post.id = posts::insert(tx, &Post { slug: String::new(), ..post.clone() })?;
        // WordPress numbers a new draft's slug only when the request says that it is a draft.
        let as_wished = post.status.is_draft() && !call.params.has("status");
        post.slug = if as_wished { wished } else { free_slug(tx, &wished, &post)? };
        posts::update(tx, &post)?;
        changes.apply_terms(tx, &post)?;
        let post = find(tx, kind, post.id)?;
        let location = format!("{}/wp-json/wp/v2/{}/{}", call.app.base, kind.route(), post.id);
        Ok(Reply::created(json(call, tx, &post, Context::Edit)?, location))
    })
}

pub(super) fn update(call: &Call<'_>, kind: Kind, id: i64) -> Result<Reply, Refused> {
    call.app.write(|tx| {
        let changes = Changes::read(call, kind)?;
        let before = find(tx, kind, id)?;
        let message = "Sorry, you are not allowed to edit this post.";
        call.require(call.may_edit(&before), "rest_cannot_edit", message)?;
        let others = "Sorry, you are not allowed to update posts as this user.";
        changes.check_role(call, kind, others)?;
        let mut post = changes.apply(call, tx, &before)?;
        check_words(&post)?;
        post.modified = call.app.now();
        save(call, tx, &before, post)?;
        let post = find(tx, kind, id)?;
        changes.apply_terms(tx, &post)?;
        Ok(Reply::ok(json(call, tx, &post, Context::Edit)?))
    })
}

pub(super) fn delete(call: &Call<'_>, kind: Kind, id: i64) -> Result<Reply, Refused> {
    let app = call.app;
    app.write(|tx| {
        let before = find(tx, kind, id)?;
        let message = "Sorry, you are not allowed to delete this post.";
        call.require(call.may_delete(&before), "rest_cannot_delete", message)?;
        if call.params.flag("force") {
            let previous = json(call, tx, &before, Context::Edit)?;
            posts::delete(tx, id)?;
            return Ok(Reply::deleted(previous));
        }
        if before.status == Status::Trash {
            let message = "The post has already been deleted.";
            return Err(Refused::new(410, "rest_already_trashed", message));
        }
        let post = Post { status: Status::Trash, modified: app.now(), ..before.clone() };
        save(call, tx, &before, post)?;
        Ok(Reply::ok(json(call, tx, &find(tx, kind, id)?, Context::Edit)?))
    })
}

fn check_words(post: &Post) -> Result<(), Refused> {
    if [&post.title, &post.content, &post.excerpt].iter().all(|text| text.is_empty()) {
        let message = "Content, title, and excerpt are empty.";
        return Err(Refused::new(400, "empty_content", message));
    }
    Ok(())
}

/// Stores a changed post, whose slug is what was wished for, and keeps its words as a revision.
fn save(call: &Call<'_>, conn: &Connection, before: &Post, mut post: Post) -> Result<(), Refused> {
    if post.status == Status::Trash && before.status != Status::Trash {
        comments::trash_with_post(conn, post.id)?;
        if !post.slug.ends_with(TRASHED) {
            post.slug.push_str(TRASHED);
        }
    } else if before.status == Status::Trash && post.status != Status::Trash {
        // The comments stay hidden: over REST, WordPress does not bring them back either.
        // A draft that had no slug keeps the bare suffix, as there.
        let slug = post.slug.strip_suffix(TRASHED).filter(|slug| !slug.is_empty());
        post.slug = slug.map(str::to_owned).unwrap_or(post.slug);
    }
    // What comes back from the trash as a draft gets its own slug, even when another has it meanwhile.
    let restored = before.status == Status::Trash && post.status.is_draft();
    let moved = post.slug != before.slug || post.parent != before.parent;
    if (moved && !restored) || !post.status.is_draft() {
        post.slug = free_slug(conn, &post.slug, &post)?;
    }
    let was_public = before.status == Status::Publish && before.slug != post.slug;
    if was_public && post.status == Status::Publish && post.kind == Kind::Post {
        slugs::keep_old_slug(conn, &before.slug, post.id)?;
    }
    posts::update(conn, &post)?;
    revisions::keep(conn, &post, call.viewer.id())?;
    Ok(())
}

/// The wished slug, made from the title when there is none and the post needs one, and unlike all others.
pub(super) fn free_slug(conn: &Connection, wished: &str, post: &Post) -> rusqlite::Result<String> {
    let mut slug = wished.to_owned();
    if slug.is_empty() {
        if post.status.is_draft() {
            return Ok(slug);
        }
        slug = slug::slug_of(&post.title);
        if slug.is_empty() {
            slug = post.id.to_string();
        }
    }
    let namespace = match post.kind {
        Kind::Post => Namespace::Posts,
        Kind::Page => Namespace::PagesUnder(post.parent),
    };
    unlike_others(conn, namespace, &slug, post.id)
}

/// The slug, or the first numbered one that is free.
pub(super) fn unlike_others(
    conn: &Connection,
    namespace: Namespace,
    wished: &str,
    id: i64,
) -> rusqlite::Result<String> {
    let mut slug = wished.to_owned();
    let mut number = 2;
    let reserved = match namespace {
        Namespace::Posts => slug::is_reserved,
        Namespace::PagesUnder(_) | Namespace::Everything => slug::is_reserved_for_pages,
    };
    let taken = slugs::taken_like(conn, namespace, wished, id)?;
    while reserved(&slug) || taken.contains(&slug) {
        slug = slug::numbered(wished, number);
        number += 1;
    }
    Ok(slug)
}
