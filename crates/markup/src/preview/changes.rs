//! Which blocks of a page stay when its text changes.

use super::PreviewBlock;
use crate::lcs;

/// Blocks that take the place of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice<'p> {
    /// Where, among the blocks as they were.
    pub at: usize,
    /// How many go.
    pub remove: usize,
    /// What comes.
    pub add: &'p [PreviewBlock],
}

/// From the last change to the first, so that one moves nothing that another counts on.
pub(super) fn between<'p>(old: &[PreviewBlock], new: &'p [PreviewBlock]) -> Vec<Splice<'p>> {
    let (head, tail) = ends(old, new, |a, b| look(a) == look(b));
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let rows = |blocks: &[PreviewBlock]| blocks.iter().map(look).collect::<Vec<_>>();
    let same = lcs::common(
        &rows(old.get(head..old_end).unwrap_or_default()),
        &rows(new.get(head..new_end).unwrap_or_default()),
    );
    let mut splices = Vec::new();
    let (mut from_old, mut from_new) = (head, head);
    let stays = same.into_iter().map(|(a, b)| (a + head, b + head));
    for (at_old, at_new) in stays.chain([(old_end, new_end)]) {
        let add = new.get(from_new..at_new).unwrap_or_default();
        if at_old > from_old || !add.is_empty() {
            splices.push(Splice { at: from_old, remove: at_old - from_old, add });
        }
        (from_old, from_new) = (at_old + 1, at_new + 1);
    }
    splices.reverse();
    splices
}

/// All that shows, and where.
fn look(block: &PreviewBlock) -> (u64, u32, u32) {
    (block.key, block.gap, block.lines)
}

/// How many things are the same at the beginning, and then at the end.
fn ends<A, B>(old: &[A], new: &[B], same: impl Fn(&A, &B) -> bool) -> (usize, usize) {
    let head = old.iter().zip(new).take_while(|(a, b)| same(a, b)).count();
    let room = old.len().min(new.len()) - head;
    let pairs = old.iter().rev().zip(new.iter().rev());
    (head, pairs.take(room).take_while(|(a, b)| same(a, b)).count())
}

/// Finds blocks of a page again in the next one.
pub(super) struct Kept<'b> {
    before: &'b [PreviewBlock],
    head: usize,
    /// Where the blocks at the end begin in the next page, and how far they moved.
    tail: usize,
    shift: isize,
    /// The others, by key.
    between: std::collections::HashMap<u64, &'b PreviewBlock>,
}

impl<'b> Kept<'b> {
    pub fn of(before: &'b [PreviewBlock], keys: &[u64]) -> Self {
        let (head, tail) = ends(before, keys, |block, key| block.key == *key);
        let middle = before.get(head..before.len() - tail).unwrap_or_default();
        Self {
            before,
            head,
            tail: keys.len() - tail,
            shift: before.len().cast_signed() - keys.len().cast_signed(),
            between: middle.iter().map(|block| (block.key, block)).collect(),
        }
    }

    /// The block as it was, for the one that is now there.
    pub fn at(&self, at: usize, key: u64) -> Option<&'b PreviewBlock> {
        if at < self.head {
            self.before.get(at)
        } else if at >= self.tail {
            self.before.get(at.checked_add_signed(self.shift)?)
        } else {
            self.between.get(&key).copied()
        }
    }
}
