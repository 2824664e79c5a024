//! A conversation in reading order: each comment, then the answers to it, to any depth. A flat list, so
//! that a very deep thread takes no more than a very long one.

use std::collections::{HashMap, HashSet};

use crate::db::comments::Comment;

/// A comment's place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed<'a> {
    pub(super) comment: &'a Comment,
    /// What it answers, when that is on the page.
    pub(super) answers: Option<&'a Comment>,
    /// 0 for the first of a thread.
    pub(super) depth: usize,
}

/// Orders comments that come oldest first. None is lost: one whose parent is not among them, or is under
/// itself (nothing stops a client from writing that), begins a thread.
pub(super) fn in_order(comments: &[Comment]) -> Vec<Placed<'_>> {
    let by_id: HashMap<i64, &Comment> = comments.iter().map(|c| (c.id, c)).collect();
    let mut under: HashMap<i64, Vec<&Comment>> = HashMap::new();
    let mut first = Vec::new();
    for comment in comments {
        if by_id.contains_key(&comment.parent) {
            under.entry(comment.parent).or_default().push(comment);
        } else {
            first.push(comment);
        }
    }
    let mut order = Vec::with_capacity(comments.len());
    let mut seen = HashSet::new();
    // After the true beginnings, whatever no beginning leads to.
    for beginning in first.into_iter().chain(comments) {
        let mut open = vec![(beginning, None, 0)];
        while let Some((comment, answers, depth)) = open.pop() {
            if !seen.insert(comment.id) {
                continue;
            }
            order.push(Placed { comment, answers, depth });
            let answers = under.get(&comment.id).into_iter().flatten().rev();
            open.extend(answers.map(|answer| (*answer, Some(comment), depth + 1)));
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::comments::Status;

    fn comment(id: i64, parent: i64) -> Comment {
        Comment {
            id,
            post: 1,
            parent,
            user: 0,
            name: String::new(),
            email: String::new(),
            url: String::new(),
            agent: String::new(),
            content: String::new(),
            status: Status::Approved,
            date: chrono::DateTime::UNIX_EPOCH,
            token: String::new(),
            kind: crate::db::comments::Kind::Comment,
        }
    }

    fn places(pairs: &[(i64, i64)]) -> Vec<(i64, usize)> {
        let comments: Vec<Comment> = pairs.iter().map(|(id, p)| comment(*id, *p)).collect();
        in_order(&comments).iter().map(|placed| (placed.comment.id, placed.depth)).collect()
    }

    #[test]
    fn answers_follow_what_they_answer_oldest_first() {
        let found = places(&[(1, 0), (2, 0), (3, 1), (4, 2), (5, 1), (6, 3)]);
        assert_eq!(found, [(1, 0), (3, 1), (6, 2), (5, 1), (2, 0), (4, 1)]);
    }

    #[test]
    fn no_comment_is_lost_whatever_its_parent_says() {
        assert_eq!(places(&[(1, 99), (2, 2), (3, 4), (4, 3)]), [(1, 0), (2, 0), (3, 0), (4, 1)]);
    }

    #[test]
    fn a_thread_of_ten_thousand_answers_is_ordered() {
        let pairs: Vec<(i64, i64)> = (1..=10_000).map(|id| (id, id - 1)).collect();
        assert_eq!(places(&pairs).last(), Some(&(10_000, 9_999)));
    }
}
