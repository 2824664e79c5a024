//! In which order the outbox will go out, and what each row waits for, as far as is known here.

use std::collections::{BTreeSet, HashMap};

use afterword_model::{CommentId, Lane, Moderation, Op, OutboxId, OutboxRow, OutboxState};
use afterword_store::{Db, Error as StoreError, comments};

/// A row's turn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Turn {
    /// From 1; 0: not before the writer did something.
    pub place: u32,
    /// In a sentence; `None`: nothing but the way to the blog.
    pub waits_for: Option<String>,
}

/// All turns of a blog's outbox, whose rows come in the order they were queued.
pub(super) fn turns(
    db: &Db<'_>,
    rows: &[OutboxRow],
) -> Result<HashMap<OutboxId, Turn>, StoreError> {
    let mut parents = HashMap::new();
    for row in rows {
        if let Op::Reply(reply) = &row.op {
            let parent = comments::get(db, reply.comment)?.parent;
            parents.extend(parent.map(|parent| (reply.comment, parent)));
        }
    }
    Ok(in_order(rows, &parents))
}

fn in_order(
    rows: &[OutboxRow],
    parents: &HashMap<CommentId, CommentId>,
) -> HashMap<OutboxId, Turn> {
    let mut lanes: HashMap<&Lane, Vec<usize>> = HashMap::new();
    let mut replies: HashMap<CommentId, usize> = HashMap::new();
    for (n, row) in rows.iter().enumerate() {
        lanes.entry(&row.lane).or_default().push(n);
        if let Op::Reply(reply) = &row.op {
            replies.insert(reply.comment, n);
        }
    }
    let mut waits = Vec::new();
    for row in rows {
        let lane: Vec<(usize, &OutboxRow)> = lanes
            .get(&row.lane)
            .into_iter()
            .flatten()
            .filter_map(|n| Some((*n, rows.get(*n)?)))
            .collect();
        let of_lane = |n: &(usize, &OutboxRow)| goes_after(row, n.1, &lane).then_some(n.0);
        let under = match &row.op {
            Op::Reply(reply) => {
                parents.get(&reply.comment).and_then(|parent| replies.get(parent)).copied()
            }
            _ => None,
        };
        waits.push(Waits { lane: lane.iter().filter_map(of_lane).collect(), under });
    }
    let places = places(rows, &waits);
    let place_of = |n: usize| places.get(n).copied().unwrap_or_default();
    rows.iter()
        .zip(&waits)
        .enumerate()
        .map(|(n, (row, waits))| {
            let before = |n: &usize| Some((rows.get(*n)?, place_of(*n) == 0));
            let waits_for = match (waits.lane.last().and_then(before), &waits.under) {
                _ if is_halted(row) => None,
                (Some((before, stuck)), _) => Some(waits_for(before, stuck)),
                (None, Some(above)) => before(above).map(|(above, stuck)| under(above, stuck)),
                (None, None) => None,
            };
            (row.id, Turn { place: place_of(n), waits_for })
        })
        .collect()
}

/// By their numbers, the rows that go before a row.
struct Waits {
    /// In its own lane.
    lane: Vec<usize>,
    /// The reply that it answers.
    under: Option<usize>,
}

/// As `order` in the store's outbox has it.
fn goes_after(row: &OutboxRow, other: &OutboxRow, lane: &[(usize, &OutboxRow)]) -> bool {
    if row.id == other.id {
        return false;
    }
    if is_talk(row) && is_approval(other) {
        return true;
    }
    if other.id > row.id {
        return false;
    }
    let passes = matches!(row.op, Op::Moderate(_)) && is_talk(other);
    !passes
        || !lane.iter().any(|(_, one)| is_approval(one) || (one.id <= other.id && is_halted(one)))
}

fn is_talk(row: &OutboxRow) -> bool {
    matches!(row.op, Op::Reply(_) | Op::EditReply(_))
}

fn is_approval(row: &OutboxRow) -> bool {
    matches!(&row.op, Op::Moderate(moderate) if moderate.to == Moderation::Approve)
}

/// Waits for the writer.
fn is_halted(row: &OutboxRow) -> bool {
    matches!(row.state, OutboxState::OnHold | OutboxState::Blocked | OutboxState::Failed)
}

/// Each row's place, by its number: the oldest of those that wait for nothing goes next. 0: none.
fn places(rows: &[OutboxRow], waits: &[Waits]) -> Vec<u32> {
    let mut behind: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut left = Vec::new();
    for (n, waits) in waits.iter().enumerate() {
        left.push(waits.lane.len() + usize::from(waits.under.is_some()));
        for before in waits.lane.iter().chain(&waits.under) {
            behind.entry(*before).or_default().push(n);
        }
    }
    let goes = |n: usize| rows.get(n).is_some_and(|row| !is_halted(row));
    let free = (0..).zip(&left).filter(|(_, left)| **left == 0).map(|(n, _)| n);
    let mut ready: BTreeSet<usize> = free.filter(|n| goes(*n)).collect();
    let mut places = vec![0; rows.len()];
    let mut next = 1;
    while let Some(n) = ready.pop_first() {
        if let Some(place) = places.get_mut(n) {
            *place = next;
            next += 1;
        }
        for after in behind.remove(&n).unwrap_or_default() {
            let Some(left) = left.get_mut(after) else { continue };
            *left -= 1;
            if *left == 0 && goes(after) {
                ready.insert(after);
            }
        }
    }
    places
}

fn under(above: &OutboxRow, stuck: bool) -> String {
    let words = match above.state {
        OutboxState::OnHold => "It follows your reply above it, which is on hold.",
        _ if stuck => "Your reply above it needs you first.",
        _ => "It follows your reply above it.",
    };
    words.to_owned()
}

fn waits_for(before: &OutboxRow, stuck: bool) -> String {
    let what = match &before.op {
        Op::Upload(_) => "the upload before it",
        Op::Publish(_) => "the post's earlier text",
        Op::Move(_) => "the post's move before it",
        Op::Reply(_) => "your reply before it",
        Op::EditReply(_) => "your changed reply before it",
        Op::Moderate(_) if is_approval(before) => "the comment's approval",
        Op::Moderate(_) => "the moderation before it",
    };
    if before.state == OutboxState::OnHold {
        format!("It follows {what}, which is on hold.")
    } else if stuck {
        let mut what = what.to_owned();
        if let Some(first) = what.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        format!("{what} needs you first.")
    } else {
        format!("It follows {what}.")
    }
}

#[cfg(test)]
mod tests;
