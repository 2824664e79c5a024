//! A row of the outbox as the window shows it: what it is about, and what may be done about it.

use afterword_model::{
    BodyKind, CommentId, EditReply, Moderation, Op, OpKind, OutboxRow, OutboxState, PostId,
    ProblemKind, Reply, Timestamp,
};
use afterword_store::{Db, Error as StoreError, comments, media, posts};

use crate::api::{Choice, OutboxItem};
use crate::commands::publishing::is_out;
use crate::commands::thread::title_of;

const EXCERPT: usize = 160;

/// A row for the writer, by itself: its place among the others is not looked at.
pub(in crate::commands) fn item(
    db: &Db<'_>,
    row: &OutboxRow,
    now: Timestamp,
) -> Result<OutboxItem, StoreError> {
    let about = About::of(db, row, now)?;
    Ok(OutboxItem {
        id: row.id,
        blog: row.blog,
        kind: about.kind,
        moderation: about.moderation,
        subject: about.subject,
        about: about.about,
        excerpt: about.excerpt,
        state: row.state,
        problem: row.problem.clone(),
        attempts: row.attempts,
        progress: None,
        not_before: row.not_before,
        created_at: row.created_at,
        post: about.post,
        comment: about.comment,
        choices: choices(row, now),
        place: 0,
        waits_for: None,
    })
}

pub(super) struct About {
    pub kind: OpKind,
    moderation: Option<Moderation>,
    pub subject: String,
    about: String,
    excerpt: String,
    post: Option<PostId>,
    comment: Option<CommentId>,
}

impl About {
    pub fn of(db: &Db<'_>, row: &OutboxRow, now: Timestamp) -> Result<Self, StoreError> {
        let mut about = Self {
            kind: row.op.kind(false, now),
            moderation: None,
            subject: String::new(),
            about: String::new(),
            excerpt: String::new(),
            post: None,
            comment: None,
        };
        match &row.op {
            Op::Upload(upload) => {
                about.subject = media::get(db, upload.media)?.file_name;
                about.about = posts::get(db, upload.post)?.fields.title;
                about.post = Some(upload.post);
            }
            Op::Publish(publish) => {
                let post = posts::get(db, publish.post)?;
                about.kind = row.op.kind(is_out(db, &post)?, now);
                about.subject = publish.fields.title.clone();
                about.excerpt = short(&match publish.fields.body_kind {
                    BodyKind::Markdown => afterword_markup::plain_markdown(&publish.body),
                    BodyKind::Html => afterword_markup::plain(&publish.body),
                });
                about.post = Some(publish.post);
            }
            Op::Move(step) => {
                about.subject = posts::get(db, step.post)?.fields.title;
                about.post = Some(step.post);
            }
            Op::Reply(Reply { comment, text, .. })
            | Op::EditReply(EditReply { comment, text, .. }) => {
                let own = comments::get(db, *comment)?;
                let parent = own.parent.map(|parent| comments::get(db, parent)).transpose()?;
                about.subject = parent.map(|parent| parent.author.name).unwrap_or_default();
                about.about = title_of(db, row.blog, &own.post)?;
                about.excerpt = short(text);
                about.comment = Some(*comment);
            }
            Op::Moderate(moderate) => {
                let comment = comments::get(db, moderate.comment)?;
                about.moderation = Some(moderate.to);
                about.about = title_of(db, row.blog, &comment.post)?;
                about.excerpt = short(&afterword_markup::plain(&comment.html));
                about.subject = comment.author.name;
                about.comment = Some(moderate.comment);
            }
        }
        Ok(about)
    }
}

/// What makes sense now. Nothing for what is on its way; what may have arrived can only be looked up.
fn choices(row: &OutboxRow, now: Timestamp) -> Vec<Choice> {
    let waits_for_writer = matches!(row.state, OutboxState::Blocked | OutboxState::Failed);
    let problem = row.problem.as_ref().map(|problem| problem.kind);
    let publish = matches!(row.op, Op::Publish(_));
    if !row.is_here_only() {
        let mut choices = Vec::new();
        match problem {
            // Updates are by id: whichever version is chosen, an earlier try can't make a second post.
            Some(ProblemKind::Conflict) if publish && waits_for_writer => {
                choices.extend([Choice::Settle, Choice::TakeTheirs, Choice::SendMine]);
            }
            Some(ProblemKind::TakenOff) if waits_for_writer => choices.push(Choice::SendMine),
            _ => {}
        }
        choices.extend(waits_for_writer.then_some(Choice::Retry));
        return choices;
    }
    let mut choices = Vec::new();
    match &row.op {
        Op::Reply(_) => choices.extend([Choice::Edit, Choice::TakeBack]),
        Op::Publish(_) | Op::Move(_) | Op::EditReply(_) | Op::Moderate(_) => {
            choices.push(Choice::TakeBack);
        }
        // It goes with its post.
        Op::Upload(_) => {}
    }
    match row.state {
        _ if matches!(row.op, Op::Upload(_)) => {}
        OutboxState::OnHold => choices.push(Choice::Release),
        OutboxState::Queued => {
            choices.push(Choice::Hold);
            if row.not_before.is_some_and(|time| time > now) {
                choices.push(Choice::SendNow);
            }
        }
        _ => {}
    }
    match problem {
        // A move changes no words: seen once, it may be asked for again.
        Some(ProblemKind::Conflict) if publish => {
            choices.extend([Choice::Settle, Choice::TakeTheirs, Choice::SendMine]);
        }
        Some(ProblemKind::Conflict) if matches!(row.op, Op::EditReply(_)) => {
            choices.push(Choice::SendMine);
        }
        Some(ProblemKind::ParentEdited | ProblemKind::AnsweredElsewhere | ProblemKind::NewTurn) => {
            choices.push(Choice::SendMine)
        }
        Some(ProblemKind::TakenOff) => choices.push(Choice::SendMine),
        Some(ProblemKind::Gone) if publish => choices.extend([Choice::Retry, Choice::SendMine]),
        _ if waits_for_writer => choices.push(Choice::Retry),
        _ => {}
    }
    if matches!(problem, Some(ProblemKind::SignIn | ProblemKind::NoPassword)) {
        choices.push(Choice::SignIn);
    }
    choices
}

fn short(text: &str) -> String {
    afterword_markup::excerpt(text, EXCERPT)
}
