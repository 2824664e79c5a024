//! What two rows of things have in common, in order: the base of reuse and of merging.
//!
//! Exact for rows of ordinary length. Very long rows that differ throughout are matched by what is unique
//! in both, so that the work never grows with the square of the text.

use std::collections::HashMap;
use std::hash::Hash;

/// The largest table of lengths that is worth its memory.
const MAX_TABLE: usize = 4_000_000;

/// Pairs of places (in `a`, in `b`) with equal things, both climbing.
pub(crate) fn common<T: Eq + Hash>(a: &[T], b: &[T]) -> Vec<(usize, usize)> {
    let mut numbers: HashMap<&T, u32> = HashMap::new();
    let (a, b) = (numbered(a, &mut numbers), numbered(b, &mut numbers));
    let mut pairs = Vec::new();
    between(&a, &b, 0, 0, &mut pairs);
    pairs
}

fn numbered<'t, T: Eq + Hash>(row: &'t [T], numbers: &mut HashMap<&'t T, u32>) -> Vec<u32> {
    let mut out = Vec::with_capacity(row.len());
    for thing in row {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        out.push(*numbers.entry(thing).or_insert(next));
    }
    out
}

fn between(a: &[u32], b: &[u32], at_a: usize, at_b: usize, pairs: &mut Vec<(usize, usize)>) {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    pairs.extend((0..head).map(|n| (at_a + n, at_b + n)));
    let (a, b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let (at_a, at_b) = (at_a + head, at_b + head);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (len_a, len_b) = (a.len() - tail, b.len() - tail);
    let (a, b) = (a.get(..len_a).unwrap_or_default(), b.get(..len_b).unwrap_or_default());
    if !a.is_empty() && !b.is_empty() {
        if a.len().saturating_mul(b.len()) <= MAX_TABLE {
            by_table(a, b, at_a, at_b, pairs);
        } else {
            by_anchors(a, b, at_a, at_b, pairs);
        }
    }
    pairs.extend((0..tail).map(|n| (at_a + len_a + n, at_b + len_b + n)));
}

/// The classic table of lengths, from the ends.
fn by_table(a: &[u32], b: &[u32], at_a: usize, at_b: usize, pairs: &mut Vec<(usize, usize)>) {
    let width = b.len() + 1;
    let mut lengths = vec![0_u32; (a.len() + 1) * width];
    let get =
        |lengths: &[u32], i: usize, j: usize| lengths.get(i * width + j).copied().unwrap_or(0);
    for (i, x) in a.iter().enumerate().rev() {
        for (j, y) in b.iter().enumerate().rev() {
            let length = if x == y {
                get(&lengths, i + 1, j + 1) + 1
            } else {
                get(&lengths, i + 1, j).max(get(&lengths, i, j + 1))
            };
            if let Some(cell) = lengths.get_mut(i * width + j) {
                *cell = length;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x == y {
            pairs.push((at_a + i, at_b + j));
            (i, j) = (i + 1, j + 1);
        } else if get(&lengths, i + 1, j) >= get(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
}

/// Things that are unique in both rows, as far as they climb together; then what lies between them.
fn by_anchors(a: &[u32], b: &[u32], at_a: usize, at_b: usize, pairs: &mut Vec<(usize, usize)>) {
    let mut seen: HashMap<u32, (usize, usize, usize, usize)> = HashMap::new();
    for (at, x) in a.iter().enumerate() {
        let entry = seen.entry(*x).or_default();
        (entry.0, entry.1) = (entry.0 + 1, at);
    }
    for (at, y) in b.iter().enumerate() {
        let entry = seen.entry(*y).or_default();
        (entry.2, entry.3) = (entry.2 + 1, at);
    }
    let mut unique: Vec<(usize, usize)> =
        seen.values().filter(|e| e.0 == 1 && e.2 == 1).map(|e| (e.1, e.3)).collect();
    unique.sort_unstable();
    let (mut from_a, mut from_b) = (0, 0);
    for (i, j) in climbing(&unique).into_iter().chain([(a.len(), b.len())]) {
        // Between anchors only what is at the edges, or small, is looked at: it ends there.
        let (x, y) = (a.get(from_a..i).unwrap_or_default(), b.get(from_b..j).unwrap_or_default());
        if x.len().saturating_mul(y.len()) <= MAX_TABLE / 64 {
            between(x, y, at_a + from_a, at_b + from_b, pairs);
        }
        if i < a.len() {
            pairs.push((at_a + i, at_b + j));
        }
        (from_a, from_b) = (i + 1, j + 1);
    }
}

/// The longest run of pairs in which the second climbs, too.
fn climbing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |at: usize| pairs.get(at).map_or(0, |pair| pair.1);
    for (at, pair) in pairs.iter().enumerate() {
        let place = tops.partition_point(|top| second(*top) < pair.1);
        before.push(place.checked_sub(1).and_then(|place| tops.get(place)).copied());
        match tops.get_mut(place) {
            Some(top) => *top = at,
            None => tops.push(at),
        }
    }
    let mut run = Vec::with_capacity(tops.len());
    let mut at = tops.last().copied();
    while let Some(place) = at {
        run.extend(pairs.get(place).copied());
        at = before.get(place).copied().flatten();
    }
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_common_climbs_and_is_equal() {
        for (a, b, expected) in [
            ("abcd", "abcd", 4),
            ("abcd", "axcd", 3),
            ("", "abc", 0),
            ("abcabba", "cbabac", 4),
            ("xaxbxc", "abc", 3),
        ] {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let pairs = common(&a, &b);
            assert_eq!(pairs.len(), expected, "{a:?} {b:?}");
            assert!(pairs.iter().all(|(i, j)| a.get(*i) == b.get(*j)));
            assert!(pairs.is_sorted_by(|x, y| x.0 < y.0 && x.1 < y.1));
        }
    }

    #[test]
    fn long_rows_are_matched_by_their_unique_parts() {
        let a: Vec<usize> = (0..50_000).map(|n| if n % 10 == 0 { 7 } else { n }).collect();
        let mut b: Vec<usize> =
            a.iter().map(|n| if n % 3 == 0 { n + 1_000_000 } else { *n }).collect();
        b.insert(25_000, 7);
        let pairs = common(&a, &b);
        assert!(pairs.iter().all(|(i, j)| a.get(*i) == b.get(*j)));
        assert!(pairs.is_sorted_by(|x, y| x.0 < y.0 && x.1 < y.1));
        assert!(pairs.len() > 29_000, "{}", pairs.len());
    }
}
