//! The answer sheet: all who wait, each with a box that opens with the writer's manners.

use afterword_model::{BlogId, Comment, Timestamp};
use afterword_store::comments::{self, Folder, Listed, Order, Query};
use afterword_store::{Db, Error as StoreError, drafts};
use chrono::{Local, NaiveTime, TimeZone};

use super::comments::order;
use super::manners::{self, Filled, name_of};
use super::readers::minutes;
use crate::Desk;
use crate::api::{AnswerBefore, AnswerRow, AnswerScope, AnswerSheet, CommentOrder, OpenAnswers};
use crate::error::Result;

const EXCERPT: usize = 160;
/// A page that can still be worked through.
const MOST: u32 = 500;

type Stored<T> = std::result::Result<T, StoreError>;

pub(crate) fn answers_open(desk: &Desk, ask: OpenAnswers) -> Result<AnswerSheet> {
    let shared = desk.shared();
    let limit = ask.limit.min(MOST);
    Ok(shared.store.read(|db| {
        let (waiting, total) = match &ask.scope {
            AnswerScope::Today => today(db, &ask, midnight(shared.now()), limit)?,
            AnswerScope::All | AnswerScope::Post { .. } => {
                let post = match &ask.scope {
                    AnswerScope::Post { post } => Some(post),
                    _ => None,
                };
                let order = order(ask.order);
                let folder = Folder::Unanswered;
                let query = Query { folder, order, post, limit, ..Query::default() };
                comments::list(db, ask.blog, &query)?
            }
        };
        let own = manners::own(desk, db, ask.blog)?;
        let rows = waiting.into_iter().map(|listed| row(db, listed, &own));
        Ok(AnswerSheet {
            rows: rows.collect::<Stored<_>>()?,
            total,
            usual_wait_minutes: comments::usual_wait(db, ask.blog)?.map(minutes),
        })
    })?)
}

/// Who waits and wrote since the day began, of the newest.
fn today(
    db: &Db<'_>,
    ask: &OpenAnswers,
    since: Timestamp,
    limit: u32,
) -> Stored<(Vec<Listed>, u32)> {
    let mut found = newest(db, ask.blog, MOST)?;
    found.retain(|listed| listed.comment.written_at >= since);
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    if ask.order == CommentOrder::OldestFirst {
        found.reverse();
    }
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok((found, total))
}

fn newest(db: &Db<'_>, blog: BlogId, limit: u32) -> Stored<Vec<Listed>> {
    let (folder, order) = (Folder::Unanswered, Order::NewestFirst);
    let query = Query { folder, order, limit, ..Query::default() };
    Ok(comments::list(db, blog, &query)?.0)
}

fn row(db: &Db<'_>, listed: Listed, own: &manners::Own) -> Stored<AnswerRow> {
    let comment = listed.comment;
    let before = comment.parent.map(|parent| comments::get(db, parent)).transpose()?;
    let Filled { opening, closing } = own.opens_with(name_of(&comment));
    Ok(AnswerRow {
        comment: comment.id,
        reader: comment.reader,
        regular: listed.regular,
        post_title: listed.post_title,
        html: afterword_markup::clean_comment(&comment.html),
        status: comment.status,
        written_at: comment.written_at,
        before: before.map(said),
        draft: drafts::get(db, comment.id)?,
        opening,
        closing,
        author: comment.author.name,
        post: comment.post,
    })
}

fn said(comment: Comment) -> AnswerBefore {
    AnswerBefore {
        excerpt: afterword_markup::excerpt(&afterword_markup::plain(&comment.html), EXCERPT),
        mine: comment.mine,
        author: comment.author.name,
    }
}

/// When the writer's day began, by this computer's clock.
fn midnight(now: Timestamp) -> Timestamp {
    let here = now.with_timezone(&Local);
    // Where a clock change swallows midnight, the day begins with the first hour there is.
    let begin = (0..4).find_map(|hour| {
        let time = NaiveTime::from_hms_opt(hour, 0, 0)?;
        Local.from_local_datetime(&here.date_naive().and_time(time)).earliest()
    });
    begin.map_or(now, |begin| begin.to_utc())
}
