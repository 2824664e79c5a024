//! A look at a reply before it goes: how the blog will show it, and what deserves the writer's eye.

use std::collections::HashSet;

use afterword_markup::ReplyMark;
use afterword_model::{Comment, CommentId};
use afterword_store::{Db, Error as StoreError, comments, posts};

use super::manners::{self, Greeted, greeted, name_of};
use super::replies::{Refusal, said};
use super::thread::as_shown;
use crate::Desk;
use crate::api::{CheckReply, ReplyCheck, ReplyRemark, ReplyRemarkKind};
use crate::error::Result;

/// WordPress's own setting nests five levels, and most blogs leave it there. It can't be asked for.
const LEVELS: u32 = 5;

pub(crate) fn reply_check(desk: &Desk, ask: CheckReply) -> Result<ReplyCheck> {
    let (html, _) = as_shown(ask.text.trim());
    let remarks = desk.shared().store.read(|db| {
        let parent = comments::get(db, ask.comment)?;
        let own = manners::own(desk, db, parent.blog)?;
        remarks(db, &parent, &ask.text, &own)
    })?;
    Ok(ReplyCheck { html: afterword_markup::clean_comment(&html), remarks })
}

fn remarks(
    db: &Db<'_>,
    parent: &Comment,
    text: &str,
    own: &manners::Own,
) -> std::result::Result<Vec<ReplyRemark>, StoreError> {
    let mut found = Vec::new();
    let mut remark = |kind, message: String| found.push(ReplyRemark { kind, message });
    match said(text) {
        Err(why) => remark(ReplyRemarkKind::Empty, why.message().to_owned()),
        Ok(text) => {
            if own.is_all(text, name_of(parent)) {
                let message = Refusal::OnlyManners.message().to_owned();
                remark(ReplyRemarkKind::OnlyManners, message);
            }
            if let Some(found) = wrong_name(db, parent, text)? {
                remark(ReplyRemarkKind::WrongName, found);
            }
            if let Some(words) = dropped(&afterword_markup::reply_marks(text)) {
                remark(ReplyRemarkKind::MarksDropped, words);
            }
        }
    }
    if comments_open(db, parent)? == Some(false) {
        remark(
            ReplyRemarkKind::CommentsClosed,
            "This post takes no more comments, so the blog may refuse your reply.".to_owned(),
        );
    }
    if is_too_deep(depth(db, parent)?) {
        remark(
            ReplyRemarkKind::TooDeep,
            format!(
                "Most blogs nest {LEVELS} levels. Your reply may stand beside this comment instead of under it."
            ),
        );
    }
    Ok(found)
}

/// Whether an answer to a comment this deep stands deeper than is usually shown.
pub(super) fn is_too_deep(depth: u32) -> bool {
    depth + 1 >= LEVELS
}

/// Whether the post takes comments, as last seen on the blog.
pub(super) fn comments_open(
    db: &Db<'_>,
    comment: &Comment,
) -> std::result::Result<Option<bool>, StoreError> {
    let Some(post) = posts::by_remote(db, comment.blog, &comment.post)? else { return Ok(None) };
    Ok(posts::base(db, post)?.and_then(|base| base.fields.comments_open))
}

fn wrong_name(
    db: &Db<'_>,
    parent: &Comment,
    text: &str,
) -> std::result::Result<Option<String>, StoreError> {
    let reader = name_of(parent);
    if reader.is_empty() || parent.mine {
        return Ok(None);
    }
    let all = comments::names_of_post(db, parent.blog, &parent.post)?;
    let (mut own, mut others) = (vec![reader], Vec::new());
    for (name, who) in &all {
        if who.is_some() && *who == parent.reader {
            own.push(name.trim())
        } else {
            others.push(name.trim())
        }
    }
    others.retain(|name| !name.is_empty() && !own.contains(name));
    Ok(greeted(text, &own, &others).map(|Greeted { name, whose }| match whose {
        Some(whose) => format!(
            "You greet {name}, but this comment is by {reader}. {whose} wrote another one here."
        ),
        None => format!("You greet {name}, but this comment is by {reader}."),
    }))
}

fn depth(db: &Db<'_>, comment: &Comment) -> std::result::Result<u32, StoreError> {
    let mut seen: HashSet<CommentId> = HashSet::new();
    let (mut next, mut depth) = (comment.parent, 0);
    while let Some(id) = next.filter(|id| depth < LEVELS && seen.insert(*id)) {
        depth += 1;
        next = comments::get(db, id)?.parent;
    }
    Ok(depth)
}

/// What becomes of marks that replies don't have, in one sentence.
fn dropped(marks: &[ReplyMark]) -> Option<String> {
    let words: Vec<&str> = marks
        .iter()
        .map(|mark| match mark {
            ReplyMark::Heading => "headings become bold words",
            ReplyMark::List => "lists become lines",
            ReplyMark::Table => "tables become lines",
            ReplyMark::Picture => "pictures become links",
            ReplyMark::Rule => "lines across become stars",
            ReplyMark::CodeBlock => "blocks of code become single lines of code",
            ReplyMark::Footnote => "footnotes become numbers with their text at the end",
            ReplyMark::Html => "HTML is shown as it is typed",
        })
        .collect();
    let (last, before) = words.split_last()?;
    let list = if before.is_empty() {
        (*last).to_owned()
    } else {
        format!("{} and {last}", before.join(", "))
    };
    Some(format!("In replies, {list}."))
}
