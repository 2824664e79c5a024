//! Sending: one row of the outbox at a time, each exactly once.
//!
//! A row is marked and its attempt counted before the call. Whatever comes back decides how it goes on
//! (see `verdict`); an answer that was lost is looked up, never sent again on suspicion. The effect
//! here, the receipt and the row's end are one transaction.

mod context;
mod edit_reply;
mod moderation;
mod moves;
mod post;
mod reply;
mod terms;
mod upload;

pub use context::seen;

use afterword_model::{Op, OpKind, OutboxState, Problem, Receipt, ReceiptId, Timestamp, backoff};
use afterword_platform::{Error as BlogError, RemotePost};
use afterword_store::outbox::{self, Next, Taken};
use afterword_store::posts::{self, Place};
use afterword_store::{Db, Error as StoreError, activity, comments, receipts};
use chrono::TimeDelta;

use crate::{Error, Exchange, Verdict, fields, verdict};

/// What a step did.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// No row has its turn now.
    Nothing,
    /// A row arrived.
    Sent(OpKind),
    /// A row waits for a better moment; others may go on.
    Later,
    /// A row waits for the writer; others may go on.
    NeedsWriter,
    /// The blog can't be used now: no further step makes sense until it answers again.
    Halt(BlogError),
}

/// Why a row did not arrive.
enum Stop {
    Blog(BlogError),
    Store(StoreError),
    /// Only the writer can settle it.
    Block(Problem),
    /// Will never work as it is.
    Fail(Problem),
    /// Its time has not come.
    Until(Timestamp),
    /// It is not there, but may still be on its way.
    NotSettled,
}

impl From<BlogError> for Stop {
    fn from(error: BlogError) -> Self {
        Self::Blog(error)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        match error {
            Error::Blog(error) => Self::Blog(error),
            Error::Store(error) => Self::Store(error),
            Error::Needs(problem) => Self::Block(problem),
            Error::Stopped => Self::NotSettled,
        }
    }
}

/// Takes the next row and sees it through.
///
/// # Errors
/// When the writer's file can't be read or written; the row is then as it was, or unsure.
pub fn step(x: &Exchange<'_>) -> Result<Step, StoreError> {
    let Some(mut taken) = x.store.write(|db| outbox::take(db, x.blog.id, x.now()))? else {
        return Ok(Step::Nothing);
    };
    (x.taken)();
    let done = match taken.row.op.clone() {
        Op::Upload(op) => upload::send(x, &mut taken, &op),
        Op::Publish(op) => post::send(x, &mut taken, &op),
        Op::Move(op) => moves::send(x, &mut taken, &op),
        Op::Reply(op) => reply::send(x, &mut taken, &op),
        Op::EditReply(op) => edit_reply::send(x, &mut taken, &op),
        Op::Moderate(op) => moderation::send(x, &mut taken, &op),
    };
    match done {
        Ok(kind) => Ok(Step::Sent(kind)),
        Err(stop) => settle(x, &taken, stop),
    }
}

/// Decides how a row goes on that did not arrive.
fn settle(x: &Exchange<'_>, taken: &Taken, stop: Stop) -> Result<Step, StoreError> {
    let now = x.now();
    let in_flight = taken.row.state == OutboxState::Sending;
    // A row that was only being looked up stays unsure, whatever hindered the look.
    let waiting = if in_flight { OutboxState::Queued } else { OutboxState::Unsure };
    let mut next = Next {
        state: waiting,
        not_before: None,
        unsure_since: taken.row.unsure_since,
        problem: taken.row.problem.clone(),
    };
    let step = match stop {
        Stop::Store(error) => {
            // Whether it arrived is not known: leave it to be looked up, if the file still takes that.
            if in_flight {
                next = unsure(next, now, x.pace.look_again);
                let _ = x.store.write(|db| outbox::set_next(db, taken.row.id, &next));
            }
            return Err(error);
        }
        Stop::Until(time) => {
            // Nothing was asked of the blog: this was no try.
            x.store.write(|db| outbox::uncount(db, taken.row.id))?;
            next.not_before = Some(time);
            Step::Later
        }
        Stop::NotSettled => {
            next.not_before = Some(now + x.pace.look_again);
            Step::Later
        }
        Stop::Block(problem) => needs_writer(&mut next, OutboxState::Blocked, problem),
        Stop::Fail(problem) => needs_writer(&mut next, OutboxState::Failed, problem),
        Stop::Blog(error) => match verdict(&error, taken.row.attempts) {
            Verdict::Halt(problem) => {
                next.problem = Some(problem);
                if matches!(error, BlogError::NotTheBlog(_)) {
                    // Perhaps only what this row asks for breaks the blog: then the others go on.
                    next.not_before = Some(now + look_again(x, taken));
                }
                Step::Halt(error)
            }
            Verdict::Again(wait, problem) => {
                next.problem = Some(problem);
                next.not_before = Some(now + wait);
                Step::Later
            }
            Verdict::Unsure(problem) => {
                next.problem = Some(problem);
                next = unsure(next, now, look_again(x, taken));
                Step::Later
            }
            Verdict::Block(problem) => needs_writer(&mut next, OutboxState::Blocked, problem),
            Verdict::Fail(problem) => needs_writer(&mut next, OutboxState::Failed, problem),
        },
    };
    x.store.write(|db| {
        outbox::set_next(db, taken.row.id, &next)?;
        match &next.problem {
            Some(problem) if step == Step::NeedsWriter => note(db, taken, problem, now),
            _ => Ok(()),
        }
    })?;
    Ok(step)
}

/// A line in the log for a row that waits for the writer.
fn note(db: &Db<'_>, taken: &Taken, problem: &Problem, now: Timestamp) -> Result<(), StoreError> {
    let title = |id| posts::get(db, id).map(|post| post.fields.title);
    let reader = |id| comments::get(db, id).map(|comment| comment.author.name);
    let subject = match &taken.row.op {
        Op::Upload(op) => title(op.post),
        Op::Publish(op) => Ok(op.fields.title.clone()),
        Op::Move(op) => title(op.post),
        Op::Reply(op) => reader(op.comment),
        Op::EditReply(op) => reader(op.comment),
        Op::Moderate(op) => reader(op.comment),
    };
    // The row has to be settled even when what it is about can't be named.
    let subject = subject.unwrap_or_default();
    let kind = activity::Kind::NeedsWriter;
    activity::add(db, Some(taken.row.blog), kind, &subject, &word(&problem.kind), now)
}

/// An enum's word, as it is stored.
fn word<T: serde::Serialize>(value: &T) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.trim_matches('"').to_owned()
}

/// Which post on the blog it is, and how it stands there.
pub(crate) fn place(there: &RemotePost) -> Place<'_> {
    Place {
        remote_id: &there.id,
        status: there.fields.status,
        link: &there.link,
        published_at: fields::published_at(&there.fields),
        modified_at: Some(there.modified),
    }
}

fn unsure(next: Next, now: Timestamp, wait: TimeDelta) -> Next {
    Next {
        state: OutboxState::Unsure,
        not_before: Some(now + wait),
        unsure_since: Some(now),
        ..next
    }
}

/// Each loss in a row makes the next look wait longer.
fn look_again(x: &Exchange<'_>, taken: &Taken) -> TimeDelta {
    if taken.row.attempts <= 1 {
        return x.pace.look_again;
    }
    scaled(backoff(taken.row.attempts), x.pace.jitter).max(x.pace.look_again)
}

fn needs_writer(next: &mut Next, state: OutboxState, problem: Problem) -> Step {
    next.state = state;
    next.problem = Some(problem);
    Step::NeedsWriter
}

fn scaled(wait: TimeDelta, factor: f64) -> TimeDelta {
    TimeDelta::milliseconds((wait.num_milliseconds() as f64 * factor) as i64)
}

/// An earlier try was looked for and not found. Goes on to send, once enough time has passed since the
/// answer was lost; marks the row and counts the attempt.
fn not_found_so_send(x: &Exchange<'_>, taken: &mut Taken) -> Result<(), Stop> {
    // A look that took long shows the blog as it was when asked, not as it is now.
    let asked = taken.taken_at;
    let settled = taken.row.unsure_since.is_none_or(|since| asked - since >= x.pace.settle);
    if taken.row.state == OutboxState::Unsure {
        if !settled {
            return Err(Stop::NotSettled);
        }
        x.store.write(|db| outbox::mark_sending(db, &mut taken.row))?;
        taken.row.unsure_since = None;
    }
    Ok(())
}

/// Whether what the blog shows of a reply is what was sent: WordPress makes its quotes curly and its dots
/// and dashes one sign, so letters and digits decide, as long as there are any.
fn same_words(shown: &str, sent: &str) -> bool {
    let letters = |html: &str| -> String {
        afterword_markup::plain(html).chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let (a, b) = (letters(shown), letters(sent));
    if a.is_empty() && b.is_empty() { afterword_markup::same_text(shown, sent) } else { a == b }
}

/// Whether something may have been sent for this row before now.
fn tried_before(taken: &Taken) -> bool {
    taken.row.attempts > 1 || taken.row.state == OutboxState::Unsure
}

/// What a receipt says beside key, blog, tries and time.
struct About {
    kind: OpKind,
    moderation: Option<afterword_model::Moderation>,
    subject: String,
    about: String,
    excerpt: String,
    link: Option<String>,
    /// What the blog took out of the text.
    removed: Vec<String>,
}

/// The effect here, the receipt, and the end of the row: one transaction.
fn finish(
    x: &Exchange<'_>,
    taken: &Taken,
    about: About,
    effect: impl FnOnce(&Db<'_>) -> Result<(), StoreError>,
) -> Result<OpKind, Stop> {
    let receipt = Receipt {
        id: ReceiptId(0),
        blog: x.blog.id,
        kind: about.kind,
        moderation: about.moderation,
        subject: about.subject,
        about: about.about,
        excerpt: about.excerpt,
        link: about.link,
        attempts: taken.row.attempts,
        sent_at: x.now(),
        removed: about.removed,
    };
    x.store.write(|db| {
        effect(db)?;
        receipts::add(db, taken.row.id, &taken.row.key, &receipt)?;
        let (blog, kind) = (Some(x.blog.id), activity::Kind::Sent);
        activity::add(db, blog, kind, &receipt.subject, &word(&receipt.kind), receipt.sent_at)?;
        outbox::remove(db, taken.row.id)
    })?;
    Ok(about.kind)
}
