//! Writing, moderating and deleting comments over REST. WordPress's traps are kept where the client must
//! survive them: the duplicate check that misses, parents that are not checked, the limit on quick writers.

use axum::http::header::USER_AGENT;
use chrono_tz::Tz;
use rusqlite::Connection;

use super::comments::{find, written};
use super::error::Refused;
use super::reply::Reply;
use super::{Call, Context};
use crate::auth::User;
use crate::db::accounts;
use crate::db::comments::{self, Comment, Status};
use crate::db::posts::{self, Post};
use crate::text::kses;

/// The longest content that WordPress's column holds, in bytes.
pub(crate) const LONGEST: usize = 65_525;

/// Seconds between two comments of somebody who does not moderate.
const FLOOD: i64 = 15;
/// WordPress holds comments with this many links.
const MANY_LINKS: usize = 2;

pub(super) fn create(call: &Call<'_>) -> Result<Reply, Refused> {
    let Some(user) = call.viewer.user() else {
        let message = "Sorry, you must be logged in to comment.";
        return Err(Refused::new(401, "rest_comment_login_required", message));
    };
    let moderates = call.can("moderate_comments");
    if !moderates {
        let message = |field| format!("Sorry, you are not allowed to edit '{field}' for comments.");
        let author = call.params.number("author", (0, i64::MAX))?;
        let own = author.is_none_or(|author| author == user.id);
        call.require(own, "rest_comment_invalid_author", &message("author"))?;
        let unsaid = !call.params.has("status");
        call.require(unsaid, "rest_comment_invalid_status", &message("status"))?;
    }
    let app = call.app;
    app.write(|tx| {
        let post = call.params.number("post", (0, i64::MAX))?.unwrap_or(0);
        let on = posts::get(tx, post)?;
        check_post(on.as_ref())?;
        let is_own_post = on.as_ref().is_some_and(|on| on.author == user.id);
        if let Some(on) = &on {
            let message = "Sorry, you are not allowed to read the post for this comment.";
            call.require(call.may_read(on), "rest_cannot_read_post", message)?;
        }
        if call.params.has("id") {
            let message = "Cannot create existing comment.";
            return Err(Refused::new(400, "rest_comment_exists", message));
        }
        if call.params.text("type")?.is_some_and(|kind| kind != "comment") {
            let message = "Cannot create a comment with that type.";
            return Err(Refused::new(400, "rest_invalid_comment_type", message));
        }
        let mut comment = blank(call, user, post);
        if in_anothers_name(call)? {
            comment = Comment {
                user: 0,
                name: String::new(),
                email: String::new(),
                status: Status::Hold,
                ..comment
            };
        }
        apply(call, tx, &mut comment)?;
        if comment.user == 0 && (comment.name.is_empty() || comment.email.is_empty()) {
            let message = "Creating a comment requires valid author name and email values.";
            return Err(Refused::new(400, "rest_comment_author_data_required", message));
        }
        check_words(&comment.content)?;
        comment.content = comment.content.trim().to_owned();
        // WordPress compares what was sent, still escaped, with what it stored: texts with a backslash
        // are never seen to be the same.
        let comparable = !comment.content.contains('\\');
        if comparable && comments::has_duplicate(tx, &comment)? {
            let message =
                "Duplicate comment detected; it looks as though you&#8217;ve already said that!";
            return Err(Refused::new(409, "comment_duplicate", message));
        }
        if !moderates && comments::is_flood(tx, &comment, app.now(), FLOOD)? {
            let message = "You are posting comments too quickly. Slow down.";
            return Err(Refused::new(400, "comment_flood", message));
        }
        if !call.can("unfiltered_html") {
            comment.content = kses::inline(&comment.content);
        }
        comment.content = kses::with_marked_links(&comment.content, &app.base);
        let known = comments::known_reader(tx, &comment.name, &comment.email)?;
        let trusted = known && comment.content.matches("<a ").count() < MANY_LINKS;
        if comment.user == user.id && !moderates && !is_own_post && !trusted {
            comment.status = Status::Hold;
        }
        if let Some(word) = call.params.text("status")? {
            comment.status = status_word(&word).unwrap_or(comment.status);
        }
        comment.id = comments::insert(tx, &comment)?;
        let location = format!("{}/wp-json/wp/v2/comments/{}", app.base, comment.id);
        let context = if moderates { Context::Edit } else { Context::View };
        Ok(Reply::created(written(app, tx, &comment, context)?, location))
    })
}

pub(super) fn update(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    let app = call.app;
    app.write(|tx| {
        let mut comment = find(tx, id)?;
        let message = "Sorry, you are not allowed to edit this comment.";
        call.require(call.may_moderate(tx, &comment)?, "rest_cannot_edit", message)?;
        apply(call, tx, &mut comment)?;
        if call.params.has("content") {
            check_words(&comment.content)?;
            comment.content = comment.content.trim().to_owned();
            if !call.can("unfiltered_html") {
                comment.content = kses::inline(&comment.content);
            }
            comment.content = kses::with_marked_links(&comment.content, &app.base);
        }
        if let Some(post) = call.params.number("post", (0, i64::MAX))? {
            if posts::get(tx, post)?.is_none() {
                return Err(Refused::new(403, "rest_comment_invalid_post_id", "Invalid post ID."));
            }
            comment.post = post;
        }
        if let Some(word) = call.params.text("status")? {
            comment.status = status_word(&word).unwrap_or(comment.status);
        }
        comments::update(tx, &comment)?;
        // Whoever may change it sees all of it, even an author who may not ask for that.
        Ok(Reply::ok(written(app, tx, &comment, Context::Edit)?))
    })
}

pub(super) fn delete(call: &Call<'_>, id: i64) -> Result<Reply, Refused> {
    let app = call.app;
    app.write(|tx| {
        let mut comment = find(tx, id)?;
        let message = "Sorry, you are not allowed to delete this comment.";
        call.require(call.may_moderate(tx, &comment)?, "rest_cannot_delete", message)?;
        if call.params.flag("force") {
            let previous = written(app, tx, &comment, Context::Edit)?;
            comments::delete(tx, &comment)?;
            return Ok(Reply::deleted(previous));
        }
        if comment.status == Status::Trash {
            let message = "The comment has already been trashed.";
            return Err(Refused::new(410, "rest_already_trashed", message));
        }
        comment.status = Status::Trash;
        comments::update(tx, &comment)?;
        Ok(Reply::ok(written(app, tx, &comment, Context::Edit)?))
    })
}

fn check_post(post: Option<&Post>) -> Result<(), Refused> {
    let refuse = |code, message| Err(Refused::new(403, code, message));
    let Some(post) = post else {
        let message = "Sorry, you are not allowed to create this comment without a post.";
        return refuse("rest_comment_invalid_post_id", message);
    };
    match post.status {
        posts::Status::Draft => refuse(
            "rest_comment_draft_post",
            "Sorry, you are not allowed to create a comment on this post.",
        ),
        posts::Status::Trash => refuse(
            "rest_comment_trash_post",
            "Sorry, you are not allowed to create a comment on this post.",
        ),
        _ if !post.comments_open => {
            refuse("rest_comment_closed", "Sorry, comments are closed for this item.")
        }
        _ => Ok(()),
    }
}

fn check_words(content: &str) -> Result<(), Refused> {
    if content.trim().is_empty() {
        let message = "Invalid comment content.";
        return Err(Refused::new(400, "rest_comment_content_invalid", message));
    }
    if content.len() > LONGEST {
        let message = "Your comment is too long.";
        return Err(Refused::new(400, "comment_content_column_length", message));
    }
    Ok(())
}

/// A moderator may write down what a reader said: WordPress makes the comment the reader's, and holds it.
fn in_anothers_name(call: &Call<'_>) -> Result<bool, Refused> {
    let mut named = false;
    for field in ["author_name", "author_email", "author_url"] {
        named |= call.params.text(field)?.is_some_and(|text| !text.is_empty());
    }
    Ok(named && !call.params.has("author"))
}

/// A comment by the asking person, written now, public at once.
fn blank(call: &Call<'_>, user: &User, post: i64) -> Comment {
    let agent = call.asked.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    Comment {
        id: 0,
        post,
        parent: 0,
        user: user.id,
        name: user.name.clone(),
        email: user.email.clone(),
        url: String::new(),
        agent: agent.unwrap_or_default().to_owned(),
        content: String::new(),
        status: Status::Approved,
        date: call.app.now(),
        token: String::new(),
        kind: comments::Kind::Comment,
    }
}

/// Sets what the request names, beside post and standing.
fn apply(call: &Call<'_>, conn: &Connection, comment: &mut Comment) -> Result<(), Refused> {
    let params = &call.params;
    for (name, field) in [
        ("content", &mut comment.content),
        ("author_name", &mut comment.name),
        ("author_email", &mut comment.email),
        ("author_url", &mut comment.url),
        ("author_user_agent", &mut comment.agent),
    ] {
        if let Some(text) = params.text(name)? {
            *field = text;
        }
    }
    if let Some(parent) = params.number("parent", (0, i64::MAX))? {
        comment.parent = parent;
    }
    if let Some(author) = params.number("author", (0, i64::MAX))? {
        if author > 0 && accounts::get(conn, author)?.is_none() {
            let message = "Invalid comment author ID.";
            return Err(Refused::new(400, "rest_comment_author_invalid", message));
        }
        comment.user = author;
    }
    for (name, zone) in [("date", call.app.zone()), ("date_gmt", Tz::UTC)] {
        if let Some(date) = params.time(name, zone)? {
            comment.date = date;
            break;
        }
    }
    Ok(())
}

/// The standing a word asks for; words that are none are ignored.
fn status_word(word: &str) -> Option<Status> {
    match word {
        "approved" | "approve" | "1" | "unspam" | "untrash" => Some(Status::Approved),
        "hold" | "0" => Some(Status::Hold),
        "spam" => Some(Status::Spam),
        "trash" => Some(Status::Trash),
        _ => None,
    }
}
