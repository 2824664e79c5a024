//! Making, changing and deleting posts, with WordPress's rules for slugs, dates and the trash.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rusqlite::Connection;
use serde_json::json as object;

use super::error::Refused;
use super::post_json::json;
use super::posts::{AFTER_WRITE, find};
use super::reply::Reply;
use super::{Call, Context};
use crate::db::comments;
use crate::db::posts::{self, Namespace, Post, Status};
use crate::text::slug;

const TRASHED: &str = "__trashed";

pub(super) fn create(call: &Call<'_>) -> Result<Reply, Refused> {
    call.writer_only(
        "rest_cannot_create",
        "Sorry, you are not allowed to create posts as this user.",
    )?;
    if call.params.has("id") {
        return Err(Refused::new(400, "rest_post_exists", "Cannot create existing post."));
    }
    let now = call.app.now();
    let blank = Post {
        id: 0,
        status: Status::Draft,
        slug: String::new(),
        title: String::new(),
        content: String::new(),
        excerpt: String::new(),
        fixed_date: None,
        modified: now,
        comments_open: true,
    };
    let mut post = Changes::read(call, true)?.apply(call, &blank);
    if [&post.title, &post.content, &post.excerpt].iter().all(|text| text.is_empty()) {
        let message = "Content, title, and excerpt are empty.";
        return Err(Refused::new(400, "empty_content", message));
    }
    // WordPress dates the first version like the post itself, even when that is years ago.
    post.modified = post.date();
    let post = call.app.write(|tx| {
        let wished = post.slug.clone();
        post.id = posts::insert(tx, &Post { slug: String::new(), ..post.clone() })?;
        // WordPress numbers a new draft's slug only when the request says that it is a draft.
        let as_wished = post.status.is_draft() && !call.params.has("status");
        post.slug = if as_wished { wished } else { free_slug(tx, &wished, &post)? };
        posts::update(tx, &post)?;
        Ok::<_, Refused>(post)
    })?;
    let location = format!("{}/wp-json/wp/v2/posts/{}", call.app.base, post.id);
    Ok(Reply::created(json(call.app, &post, AFTER_WRITE), location))
}

pub(super) fn update(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    let post = call.app.write(|tx| {
        let before = find(tx, id)?;
        call.writer_only("rest_cannot_edit", "Sorry, you are not allowed to edit this post.")?;
        let mut post = Changes::read(call, false)?.apply(call, &before);
        post.modified = call.app.now();
        save(tx, &before, post)
    })?;
    Ok(Reply::ok(json(call.app, &post, AFTER_WRITE)))
}

pub(super) fn delete(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    let app = call.app;
    app.write(|tx| {
        let before = find(tx, id)?;
        call.writer_only("rest_cannot_delete", "Sorry, you are not allowed to delete this post.")?;
        if call.params.flag("force") {
            posts::delete(tx, id)?;
            let previous = json(app, &before, Context::Edit);
            return Ok(Reply::ok(object!({ "deleted": true, "previous": previous })));
        }
        if before.status == Status::Trash {
            let message = "The post has already been deleted.";
            return Err(Refused::new(410, "rest_already_trashed", message));
        }
        let post = Post { status: Status::Trash, modified: app.now(), ..before.clone() };
        let post = save(tx, &before, post)?;
        Ok(Reply::ok(json(app, &post, Context::Edit)))
    })
}

/// Stores a changed post, whose slug is what was wished for.
fn save(conn: &Connection, before: &Post, mut post: Post) -> Result<Post, Refused> {
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
    if post.slug != before.slug || !post.status.is_draft() {
        post.slug = free_slug(conn, &post.slug, &post)?;
    }
    let was_public = before.status == Status::Publish && before.slug != post.slug;
    if was_public && post.status == Status::Publish {
        posts::keep_old_slug(conn, &before.slug, post.id)?;
    }
    posts::update(conn, &post)?;
    Ok(post)
}

/// The wished slug, made from the title when there is none and the post needs one, and unlike all others.
fn free_slug(conn: &Connection, wished: &str, post: &Post) -> Result<String, Refused> {
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
    Ok(unlike_others(conn, Namespace::Posts, &slug, post.id)?)
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
    while slug::is_reserved(&slug) || posts::slug_taken(conn, namespace, &slug, id)? {
        slug = slug::numbered(wished, number);
        number += 1;
    }
    Ok(slug)
}

/// What a request asks to change; `None`: leave it.
struct Changes {
    title: Option<String>,
    content: Option<String>,
    excerpt: Option<String>,
    slug: Option<String>,
    status: Option<Status>,
    date: Option<Option<DateTime<Utc>>>,
    comments_open: Option<bool>,
}

impl Changes {
    fn read(call: &Call<'_>, new: bool) -> Result<Self, Refused> {
        let params = &call.params;
        let status = match params.text("status")? {
            None => None,
            Some(word) => Some(
                Status::parse(&word)
                    .filter(|status| !(new && *status == Status::Trash))
                    .ok_or_else(|| {
                        let why = "status is not one of publish, future, draft, pending, private.";
                        Refused::invalid("status", why)
                    })?,
            ),
        };
        let comments_open = match params.text("comment_status")? {
            None => None,
            Some(_) => {
                Some(params.one_of("comment_status", &["open", "closed"], "open")? == "open")
            }
        };
        Ok(Self {
            title: params.text("title")?,
            content: params.text("content")?,
            excerpt: params.text("excerpt")?,
            slug: params.text("slug")?.map(|slug| slug::slug_of(&slug)),
            status,
            date: date(call)?,
            comments_open,
        })
    }

    fn apply(self, call: &Call<'_>, before: &Post) -> Post {
        let mut post = before.clone();
        let set = |field: &mut String, value: Option<String>| {
            if let Some(value) = value {
                *field = value;
            }
        };
        set(&mut post.title, self.title);
        set(&mut post.content, self.content);
        set(&mut post.excerpt, self.excerpt);
        set(&mut post.slug, self.slug);
        post.status = self.status.unwrap_or(post.status);
        post.comments_open = self.comments_open.unwrap_or(post.comments_open);
        if let Some(date) = self.date {
            post.fixed_date = date;
        }
        settle_date(&mut post, call.app.now());
        post
    }
}

/// `date` or `date_gmt`; `Some(None)`: take the date away.
fn date(call: &Call<'_>) -> Result<Option<Option<DateTime<Utc>>>, Refused> {
    for (name, zone) in [("date", call.app.zone()), ("date_gmt", Tz::UTC)] {
        if call.params.is_null(name) {
            return Ok(Some(None));
        }
        if let Some(date) = call.params.time(name, zone)? {
            return Ok(Some(Some(date)));
        }
    }
    Ok(None)
}

/// A public post has a date; one that lies ahead is scheduled, and a scheduled one that does not is public.
fn settle_date(post: &mut Post, now: DateTime<Utc>) {
    if matches!(post.status, Status::Draft | Status::Pending | Status::Trash) {
        return;
    }
    let date = *post.fixed_date.get_or_insert(now);
    match post.status {
        Status::Publish if date - now >= TimeDelta::minutes(1) => post.status = Status::Future,
        Status::Future if date - now < TimeDelta::minutes(1) => post.status = Status::Publish,
        _ => {}
    }
}
