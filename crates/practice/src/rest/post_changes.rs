//! What a request asks to change in a post or page, and whether the asking person may ask for it.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use rusqlite::Connection;

use super::Call;
use super::error::Refused;
use crate::db::posts::{Kind, Post, Status};
use crate::db::terms::{self, Taxonomy};
use crate::db::{accounts, pictures, posts};
use crate::text::{footnotes, kses, slug};

const FORMATS: [&str; 10] =
    ["standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio"];

/// `None`: leave it.
pub(super) struct Changes {
    title: Option<String>,
    content: Option<String>,
    excerpt: Option<String>,
    slug: Option<String>,
    status: Option<Status>,
    date: Option<Option<DateTime<Utc>>>,
    comments_open: Option<bool>,
    pings_open: Option<bool>,
    author: Option<i64>,
    parent: Option<i64>,
    menu_order: Option<i64>,
    password: Option<String>,
    sticky: Option<bool>,
    format: Option<String>,
    featured: Option<i64>,
    footnotes: Option<String>,
    categories: Option<Vec<i64>>,
    tags: Option<Vec<i64>>,
}

impl Changes {
    /// Reads the parameters; those that a post or page does not have are ignored.
    pub(super) fn read(call: &Call<'_>, kind: Kind) -> Result<Self, Refused> {
        let params = &call.params;
        let is_post = kind == Kind::Post;
        let words = ["publish", "future", "draft", "pending", "private"];
        let status = match params.has("status") {
            true => Status::parse(&params.one_of("status", &words, "")?),
            false => None,
        };
        let is_open = |name| match params.has(name) {
            true => {
                Ok::<_, Refused>(Some(params.one_of(name, &["open", "closed"], "open")? == "open"))
            }
            false => Ok(None),
        };
        let ids = |name| match params.has(name) && is_post {
            true => params.ids(name).map(Some),
            false => Ok(None),
        };
        if params.has("template") {
            params.one_of("template", &["", "blank"], "")?;
        }
        Ok(Self {
            title: params.text("title")?,
            content: params.text("content")?,
            excerpt: params.text("excerpt")?,
            slug: params.text("slug")?.map(|slug| slug::slug_of(&slug)),
            status,
            date: date(call)?,
            comments_open: is_open("comment_status")?,
            pings_open: is_open("ping_status")?,
            author: params.number("author", (i64::MIN, i64::MAX))?.filter(|id| *id != 0),
            parent: match kind {
                Kind::Page => params.number("parent", (i64::MIN, i64::MAX))?,
                Kind::Post => None,
            },
            menu_order: params.number("menu_order", (i64::MIN, i64::MAX))?.filter(|_| !is_post),
            password: params.text("password")?,
            sticky: params.boolean("sticky")?.filter(|_| is_post),
            format: match params.has("format") && is_post {
                true => Some(params.one_of("format", &FORMATS, "standard")?),
                false => None,
            },
            featured: params.number("featured_media", (i64::MIN, i64::MAX))?,
            footnotes: params.text_in("meta", "footnotes")?,
            categories: ids("categories")?,
            tags: ids("tags")?,
        })
    }

    /// Refuses what the role does not allow beyond changing the post at all.
    pub(super) fn check_role(
        &self,
        call: &Call<'_>,
        kind: Kind,
        others: &str,
    ) -> Result<(), Refused> {
        let edits_others = call.can(&format!("edit_others_{}", kind.route()));
        let publishes = call.can(&format!("publish_{}", kind.route()));
        let own = self.author.is_none_or(|author| author == call.viewer.id());
        call.require(own || edits_others, "rest_cannot_edit_others", others)?;
        let message = "Sorry, you are not allowed to make posts sticky.";
        let allowed = self.sticky != Some(true) || edits_others || publishes;
        call.require(allowed, "rest_cannot_assign_sticky", message)?;
        Ok(())
    }

    /// The post with the changes, all of which must be possible.
    pub(super) fn apply(
        &self,
        call: &Call<'_>,
        conn: &Connection,
        before: &Post,
    ) -> Result<Post, Refused> {
        self.check(call, conn, before)?;
        let mut post = before.clone();
        set(&mut post.title, &self.title);
        post.title = post.title.trim().to_owned();
        set(&mut post.content, &self.content);
        set(&mut post.excerpt, &self.excerpt);
        set(&mut post.slug, &self.slug);
        set(&mut post.status, &self.status);
        set(&mut post.comments_open, &self.comments_open);
        set(&mut post.pings_open, &self.pings_open);
        set(&mut post.author, &self.author);
        set(&mut post.parent, &self.parent);
        set(&mut post.menu_order, &self.menu_order);
        set(&mut post.password, &self.password);
        set(&mut post.sticky, &self.sticky);
        set(&mut post.format, &self.format);
        set(&mut post.footnotes, &self.footnotes);
        set(&mut post.fixed_date, &self.date);
        match self.featured {
            Some(0) => post.featured = 0,
            // One that is no picture is let pass and changes nothing.
            Some(id) if pictures::get(conn, id)?.is_some() => post.featured = id,
            _ => {}
        }
        if !call.can("unfiltered_html") {
            post.title = kses::inline(&post.title);
            post.content = kses::post(&post.content);
            post.excerpt = kses::post(&post.excerpt);
            if self.footnotes.is_some() {
                post.footnotes = footnotes::filtered(&post.footnotes);
            }
        }
        // Who may not publish does not choose the address of what awaits review.
        if post.status == Status::Pending && !call.can(&format!("publish_{}", post.kind.route())) {
            post.slug.clear();
        }
        settle_date(&mut post, call.app.now());
        // What only some may see at all needs no password.
        if post.status == Status::Private {
            post.password.clear();
        }
        Ok(post)
    }

    /// Gives the stored post the terms asked for; a post that is left without a category gets the default one
    /// when it is saved the next time, as in WordPress.
    pub(super) fn apply_terms(&self, conn: &Connection, post: &Post) -> rusqlite::Result<()> {
        if post.kind != Kind::Post {
            return Ok(());
        }
        if terms::of_post(conn, Taxonomy::Category, post.id)?.is_empty() {
            terms::assign(conn, Taxonomy::Category, post.id, &[terms::DEFAULT_CATEGORY])?;
        }
        for (taxonomy, ids) in [(Taxonomy::Category, &self.categories), (Taxonomy::Tag, &self.tags)]
        {
            if let Some(ids) = ids {
                terms::assign(conn, taxonomy, post.id, ids)?;
            }
        }
        Ok(())
    }

    fn check(&self, call: &Call<'_>, conn: &Connection, before: &Post) -> Result<(), Refused> {
        let publishes = call.can(&format!("publish_{}", before.kind.route()));
        let message = match self.status {
            Some(Status::Private) => {
                "Sorry, you are not allowed to create private posts in this post type."
            }
            _ => "Sorry, you are not allowed to publish posts in this post type.",
        };
        let asks = matches!(self.status, Some(Status::Private | Status::Publish | Status::Future));
        call.require(!asks || publishes, "rest_cannot_publish", message)?;
        let refuse = |code, message| Err(Refused::new(400, code, message));
        if let Some(author) = self.author
            && accounts::get(conn, author)?.is_none()
        {
            return refuse("rest_invalid_author", "Invalid author ID.");
        }
        let locked = self.password.as_ref().is_some_and(|password| !password.is_empty());
        let message = match (locked, self.sticky) {
            (true, Some(true)) => Some("A post can not be sticky and have a password."),
            (true, _) if before.sticky => Some("A sticky post can not be password protected."),
            (_, Some(true)) if !before.password.is_empty() => {
                Some("A password protected post can not be set to sticky.")
            }
            _ => None,
        };
        if let Some(message) = message {
            return refuse("rest_invalid_field", message);
        }
        if let Some(parent) = self.parent.filter(|parent| *parent != 0) {
            let above = posts::get(conn, parent)?;
            let fits = above.is_some_and(|above| above.kind == Kind::Page);
            if !fits || is_under(conn, parent, before.id)? {
                return refuse("rest_post_invalid_id", "Invalid post parent ID.");
            }
        }
        Ok(())
    }
}

/// Whether this page is the other one or stands under it.
fn is_under(conn: &Connection, page: i64, other: i64) -> rusqlite::Result<bool> {
    let mut at = page;
    while other > 0 && at > 0 {
        if at == other {
            return Ok(true);
        }
        at = posts::get(conn, at)?.map_or(0, |page| page.parent);
    }
    Ok(false)
}

fn set<T: Clone>(field: &mut T, value: &Option<T>) {
    if let Some(value) = value {
        *field = value.clone();
    }
}

/// `date` or `date_gmt`; `Some(None)`: take the date away.
fn date(call: &Call<'_>) -> Result<Option<Option<DateTime<Utc>>>, Refused> {
    for (name, zone) in [("date", call.app.zone()), ("date_gmt", Tz::UTC)] {
        if call.params.is_null(name) {
            return Ok(Some(None));
        }
        if call.params.text(name)?.is_some_and(|date| date.is_empty()) {
            return Err(Refused::invalid(name, "Invalid date."));
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
