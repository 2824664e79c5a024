//! Which parts of three rows belong together.

use std::hash::Hash;
use std::ops::Range;

use crate::lcs;

/// A part of each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub base: Range<usize>,
    pub mine: Range<usize>,
    pub theirs: Range<usize>,
    /// Whether all three say the same here.
    pub stable: bool,
}

/// The parts of three rows, in order, which together are the whole rows.
pub(super) fn parts<T: Eq + Hash>(base: &[T], mine: &[T], theirs: &[T]) -> Vec<Part> {
    let mut in_mine = vec![None; base.len()];
    let mut in_theirs = vec![None; base.len()];
    for (row, places) in [(mine, &mut in_mine), (theirs, &mut in_theirs)] {
        for (at, there) in lcs::common(base, row) {
            if let Some(slot) = places.get_mut(at) {
                *slot = Some(there);
            }
        }
    }
    let mut rows = Rows { in_mine, in_theirs, found: Vec::new() };
    let (mut b, mut m, mut t) = (0, 0, 0);
    for at in 0..base.len() {
        let place = |places: &[Option<usize>]| places.get(at).copied().flatten();
        let (Some(one), Some(other)) = (place(&rows.in_mine), place(&rows.in_theirs)) else {
            continue;
        };
        rows.changed(b..at, m..one, t..other);
        (b, m, t) = (at + 1, one + 1, other + 1);
        rows.push(at..b, one..m, other..t, true);
    }
    rows.changed(b..base.len(), m..mine.len(), t..theirs.len());
    rows.found
}

struct Rows {
    /// For each thing of the base, where it is on each side.
    in_mine: Vec<Option<usize>>,
    in_theirs: Vec<Option<usize>>,
    found: Vec<Part>,
}

impl Rows {
    /// A part that is not the same everywhere, cut further where it is clear what belongs together: where
    /// one side has as many things as the base, and the other only added some, or has as many, too.
    fn changed(&mut self, base: Range<usize>, mine: Range<usize>, theirs: Range<usize>) {
        let count = base.len();
        let all = |places: &[Option<usize>]| -> Option<Vec<usize>> {
            places.get(base.clone())?.iter().copied().collect()
        };
        let by_place = |side: &Range<usize>| (side.len() == count).then(|| side.clone().collect());
        let of_mine: Option<Vec<usize>> = by_place(&mine).or_else(|| all(&self.in_mine));
        let of_theirs: Option<Vec<usize>> = by_place(&theirs).or_else(|| all(&self.in_theirs));
        let in_place = (mine.len() == count || theirs.len() == count) && count > 0;
        let (Some(of_mine), Some(of_theirs), true) = (of_mine, of_theirs, in_place) else {
            return self.push(base, mine, theirs, false);
        };
        let (mut m, mut t) = (mine.start, theirs.start);
        for ((b, one), other) in base.clone().zip(of_mine).zip(of_theirs) {
            self.push(b..b, m..one, t..other, false);
            self.push(b..b + 1, one..one + 1, other..other + 1, false);
            (m, t) = (one + 1, other + 1);
        }
        self.push(base.end..base.end, m..mine.end, t..theirs.end, false);
    }

    fn push(&mut self, base: Range<usize>, mine: Range<usize>, theirs: Range<usize>, stable: bool) {
        if !(base.is_empty() && mine.is_empty() && theirs.is_empty()) {
            self.found.push(Part { base, mine, theirs, stable });
        }
    }
}
