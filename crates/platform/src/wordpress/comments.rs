//! Comments. A reply carries a date of its own, to the second, and its key in the agent; the date finds it
//! again, since authors may not read agents. A 409 is no proof that a reply arrived, and its lack is none
//! that it did not.
//!
//! Lists are asked in view context: authors may not use the other one. Every list asks for a standing
//! or an author, which WordPress refuses to anonymous visitors, so a lost login is an error here too.

use afterword_model::{CommentStatus, RemoteId, Timestamp};
use chrono::{DateTime, TimeDelta};
use serde::Serialize;

use super::connection::{Connection, Rows};
use super::http::Intent;
use super::{answer, wire};
use crate::{
    CommentPage, CommentQuery, Comments, Error, NewComment, RemoteComment, Result, Standing,
};

/// `after` compares local times, which repeat an hour when summer time ends.
const OVERLAP: TimeDelta = TimeDelta::minutes(65);

#[derive(Debug, Serialize)]
struct Reply<'a> {
    post: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<&'a str>,
    content: &'a str,
    date_gmt: String,
    author_user_agent: String,
}

#[derive(Debug, Serialize)]
struct Rewrite<'a> {
    content: &'a str,
}

#[derive(Debug, Serialize)]
struct Move {
    status: &'static str,
}

impl Comments for Connection {
    fn list(&self, query: &CommentQuery) -> Result<CommentPage> {
        let list =
            |ids: &[RemoteId]| ids.iter().map(RemoteId::as_str).collect::<Vec<_>>().join(",");
        let only = query.only.as_deref().map(list);
        // An empty list of ids would be no condition at all.
        if only.as_ref().is_some_and(String::is_empty) {
            return Ok(CommentPage { comments: Vec::new(), more: false, total: 0 });
        }
        let mut parameters = vec![
            ("status", status_of(query.standing)),
            ("type", "all"),
            ("orderby", "id"),
            ("order", if query.newest_first { "desc" } else { "asc" }),
            ("_fields", wire::Comment::FIELDS),
        ];
        if let Some(only) = &only {
            parameters.push(("include", only));
        }
        if let Some(parent) = &query.parent {
            parameters.push(("parent", parent.as_str()));
        }
        let Rows { rows, more, total } =
            self.slice::<wire::Comment>("wp/v2/comments", &parameters, query.offset, query.limit)?;
        let readers = rows.into_iter().filter(wire::Comment::is_readers);
        Ok(CommentPage { comments: readers.map(RemoteComment::from).collect(), more, total })
    }

    fn total(&self, standing: Standing) -> Result<u64> {
        let parameters = [
            ("status", status_of(standing)),
            ("type", "all"),
            ("per_page", "1"),
            ("_fields", "id"),
        ];
        let answer = self.ask("wp/v2/comments", &parameters)?;
        answer::check(&answer, Intent::Read)?;
        let total = answer.header("x-wp-total").and_then(|total| total.parse().ok());
        total.ok_or_else(|| Error::NotTheBlog(answer::describe(&answer)))
    }

    fn get(&self, id: &RemoteId) -> Result<RemoteComment> {
        let fields = [("_fields", wire::Comment::FIELDS)];
        self.fetch::<wire::Comment>(&route(id), &fields).map(RemoteComment::from)
    }

    fn create(&self, key: &str, date: Timestamp, comment: &NewComment) -> Result<RemoteComment> {
        let reply = Reply {
            post: comment.post.as_str(),
            parent: comment.parent.as_ref().map(RemoteId::as_str),
            content: &comment.content,
            date_gmt: wire::date(date),
            author_user_agent: format!("{} op={key}", super::http::USER_AGENT),
        };
        let fields = [("_fields", wire::Comment::FIELDS)];
        self.send::<wire::Comment>("wp/v2/comments", &fields, &reply).map(RemoteComment::from)
    }

    /// The parent is not compared: WordPress gives a deleted comment's replies another one, and the date
    /// is unique for the account anyway.
    fn find(
        &self,
        _key: &str,
        dates: &[Timestamp],
        comment: &NewComment,
    ) -> Result<Vec<RemoteComment>> {
        let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else {
            return Ok(Vec::new());
        };
        let after = wire::date_with_zone(*first - OVERLAP);
        let before = wire::date_with_zone(*last + OVERLAP);
        let mut found = Vec::new();
        for standing in [Standing::Current, Standing::Spam, Standing::Trash] {
            let comments: Vec<wire::Comment> = self.all(
                "wp/v2/comments",
                &[
                    ("post", comment.post.as_str()),
                    ("author", comment.author.as_str()),
                    ("status", status_of(standing)),
                    ("after", &after),
                    ("before", &before),
                    ("orderby", "id"),
                    ("order", "asc"),
                    ("_fields", wire::Comment::FIELDS),
                ],
            )?;
            let ours = comments.into_iter().filter(|found| dates.contains(&found.date_gmt));
            found.extend(ours.map(RemoteComment::from));
        }
        found.sort_by_key(|comment| comment.id.as_str().parse::<u64>().unwrap_or(u64::MAX));
        Ok(found)
    }

    fn newest_of_mine(&self, me: &RemoteId) -> Result<Option<Timestamp>> {
        let parameters = [
            ("author", me.as_str()),
            ("status", status_of(Standing::Current)),
            ("orderby", "date_gmt"),
            ("order", "desc"),
            ("per_page", "1"),
            ("_fields", wire::Comment::FIELDS),
        ];
        let answer = self.ask("wp/v2/comments", &parameters)?;
        let newest: Vec<wire::Comment> = answer::read(&answer, Intent::Read)?;
        let now = answer.header("date").and_then(|date| DateTime::parse_from_rfc2822(date).ok());
        let hour_ago = now.map(|now| now.to_utc() - TimeDelta::hours(1));
        let newest = newest.into_iter().map(|comment| comment.date_gmt).next();
        Ok(newest.filter(|date| hour_ago.is_none_or(|hour_ago| *date >= hour_ago)))
    }

    fn set_status(&self, id: &RemoteId, status: CommentStatus) -> Result<RemoteComment> {
        let word = match status {
            CommentStatus::Approved => "approved",
            CommentStatus::Held => "hold",
            CommentStatus::Spam => "spam",
            CommentStatus::Trash => "trash",
            CommentStatus::Deleted => {
                return Err(Error::Refused {
                    code: "not_a_standing".to_owned(),
                    message: "a comment is not deleted from here".to_owned(),
                });
            }
        };
        let fields = [("_fields", wire::Comment::FIELDS)];
        match self.send::<wire::Comment>(&route(id), &fields, &Move { status: word }) {
            // WordPress calls it a failure when the comment stands there already.
            Err(Error::Refused { code, message }) if code == "rest_comment_failed_edit" => {
                let comment = Comments::get(self, id)?;
                if comment.status == status {
                    Ok(comment)
                } else {
                    Err(Error::Refused { code, message })
                }
            }
            answer => answer.map(RemoteComment::from),
        }
    }

    fn edit(&self, id: &RemoteId, content: &str) -> Result<RemoteComment> {
        let fields = [("_fields", wire::Comment::FIELDS)];
        let asked = Rewrite { content };
        self.send::<wire::Comment>(&route(id), &fields, &asked).map(RemoteComment::from)
    }
}

fn route(id: &RemoteId) -> String {
    format!("wp/v2/comments/{}", super::segment(id))
}

/// `status` takes one word; another, or a list, is silently an empty answer.
fn status_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Current => "all",
        Standing::Held => "hold",
        Standing::Spam => "spam",
        Standing::Trash => "trash",
        Standing::WithPost => "post-trashed",
    }
}
