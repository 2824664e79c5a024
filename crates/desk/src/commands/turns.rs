//! In which order the outbox will go out, and what each row waits for, as far as is known here.

use std::collections::{HashMap, HashSet};

use afterword_model::{CommentId, Lane, Op, OutboxId, OutboxRow, OutboxState};
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
    let mut found = HashMap::new();
    let mut ahead: HashMap<&Lane, &OutboxRow> = HashMap::new();
    // Replies that are still here, whether they go by themselves, and how they stand.
    let mut replies: HashMap<CommentId, (bool, OutboxState)> = HashMap::new();
    let mut stuck: HashSet<&Lane> = HashSet::new();
    let mut next = 1;
    for row in rows {
        let halted = matches!(
            row.state,
            OutboxState::OnHold | OutboxState::Blocked | OutboxState::Failed
        );
        let answered = match &row.op {
            Op::Reply(reply) => {
                parents.get(&reply.comment).and_then(|parent| replies.get(parent)).copied()
            }
            _ => None,
        };
        let behind_stuck =
            stuck.contains(&row.lane) || answered.is_some_and(|(goes, _)| !goes);
        let goes = !halted && !behind_stuck;
        let waits_for = match (ahead.get(&row.lane), answered) {
            _ if halted => None,
            (Some(before), _) => Some(waits_for(before, stuck.contains(&row.lane))),
            (None, Some((true, _))) => Some("It follows your reply above it.".to_owned()),
            (None, Some((_, OutboxState::OnHold))) => {
                Some("It follows your reply above it, which is on hold.".to_owned())
            }
            (None, Some(_)) => Some("Your reply above it needs you first.".to_owned()),
            (None, None) => None,
        };
        let place = if goes { next } else { 0 };
        next += u32::from(goes);
        if !goes {
            stuck.insert(&row.lane);
        }
        if let Op::Reply(reply) = &row.op {
            replies.insert(reply.comment, (goes, row.state));
        }
        ahead.insert(&row.lane, row);
        found.insert(row.id, Turn { place, waits_for });
    }
    found
}

fn waits_for(before: &OutboxRow, stuck: bool) -> String {
    let what = match &before.op {
        Op::Upload(_) => "the upload before it",
        Op::Publish(_) => "the post's earlier text",
        Op::Move(_) => "the post's move before it",
        Op::Reply(_) => "your reply before it",
        Op::EditReply(_) => "your changed reply before it",
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
mod tests {
    use afterword_model::{
        BlogId, MediaId, Moderate, Moderation, PostId, Reply, Timestamp, Upload,
    };

    use super::*;

    fn row(id: i64, lane: &str, op: Op, state: OutboxState) -> OutboxRow {
        OutboxRow {
            id: OutboxId(id),
            key: String::new(),
            blog: BlogId(1),
            lane: Lane(lane.into()),
            op,
            state,
            attempts: 0,
            not_before: None,
            unsure_since: None,
            problem: None,
            created_at: Timestamp::default(),
        }
    }

    fn picture() -> Op {
        Op::Upload(Upload { media: MediaId(1), post: PostId(1) })
    }

    fn reply(comment: i64) -> Op {
        Op::Reply(Reply::new(CommentId(comment), "", None))
    }

    fn places(rows: &[OutboxRow], parents: &[(i64, i64)]) -> Vec<(u32, Option<String>)> {
        let parents =
            parents.iter().map(|(own, parent)| (CommentId(*own), CommentId(*parent))).collect();
        let mut found = in_order(rows, &parents);
        rows.iter()
            .map(|row| found.remove(&row.id).map(|turn| (turn.place, turn.waits_for)).unwrap())
            .collect()
    }

    #[test]
    fn a_stuck_row_holds_its_own_lane_and_no_other() {
        let rows = [
            row(1, "post:1", picture(), OutboxState::Failed),
            row(2, "post:1", picture(), OutboxState::Queued),
            row(3, "comment:4", reply(9), OutboxState::Queued),
            row(4, "comment:4", reply(10), OutboxState::Queued),
        ];
        assert_eq!(
            places(&rows, &[(9, 4), (10, 4)]),
            [
                (0, None),
                (0, Some("The upload before it needs you first.".into())),
                (1, None),
                (2, Some("It follows your reply before it.".into())),
            ]
        );
    }

    #[test]
    fn a_held_row_holds_its_own_lane_and_no_other() {
        let rows = [
            row(1, "comment:4", reply(9), OutboxState::OnHold),
            row(2, "comment:4", reply(10), OutboxState::Queued),
            row(3, "comment:9", reply(11), OutboxState::Queued),
            row(4, "comment:5", reply(12), OutboxState::Queued),
        ];
        assert_eq!(
            places(&rows, &[(9, 4), (10, 4), (11, 9), (12, 5)]),
            [
                (0, None),
                (0, Some("It follows your reply before it, which is on hold.".into())),
                (0, Some("It follows your reply above it, which is on hold.".into())),
                (1, None),
            ]
        );
    }

    #[test]
    fn an_answer_to_an_unsent_reply_follows_it() {
        let spam = Op::Moderate(Moderate {
            comment: CommentId(4),
            to: Moderation::Spam,
            from: afterword_model::CommentStatus::Held,
        });
        let rows = [
            row(1, "comment:4", spam, OutboxState::Blocked),
            row(2, "comment:4", reply(9), OutboxState::Queued),
            row(3, "comment:9", reply(10), OutboxState::Queued),
        ];
        assert_eq!(
            places(&rows, &[(9, 4), (10, 9)])[2],
            (0, Some("Your reply above it needs you first.".into()))
        );
        let rows = [rows[1].clone(), rows[2].clone()];
        assert_eq!(
            places(&rows, &[(9, 4), (10, 9)]),
            [(1, None), (2, Some("It follows your reply above it.".into()))]
        );
    }
}
