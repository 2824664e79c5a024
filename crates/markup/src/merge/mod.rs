//! Two versions of a text that grew from one: put together where they do not touch the same place.
//!
//! Compared are whole blocks (paragraphs, lists, …). Where both sides changed one, its sentences and lines
//! are compared; what both changed there, too, is a clash.

mod diff3;
mod refine;
mod units;

use std::ops::Range;

use diff3::Part;
use units::Units;

/// The outcome of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    /// The text; at clashes it says what `mine` says.
    pub text: String,
    /// The places that both changed, in order; none when the merge is clean.
    pub clashes: Vec<Clash>,
}

/// A place that both sides changed in different ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clash {
    /// What stands here in one version.
    pub mine: String,
    /// What stood here before.
    pub base: String,
    /// What stands here in the other version.
    pub theirs: String,
    /// Where `mine` stands in [`Merged::text`], in bytes.
    pub at: Range<usize>,
}

/// Merges two versions of a Markdown text.
pub fn merge(base: &str, mine: &str, theirs: &str) -> Merged {
    let clean = |text: &str| Merged { text: text.to_owned(), clashes: Vec::new() };
    if mine == theirs || base == theirs {
        return clean(mine);
    }
    if base == mine {
        return clean(theirs);
    }
    let (base, mine, theirs) = (Units::of(base), Units::of(mine), Units::of(theirs));
    let mut merger =
        Merger { base: &base, mine: &mine, theirs: &theirs, last: None, out: Merged::default() };
    for part in diff3::parts(&base.texts(), &mine.texts(), &theirs.texts()) {
        merger.take(&part);
    }
    merger.finish()
}

/// The side that a piece of the merged text is from.
enum Side {
    Mine,
    Theirs,
}

struct Merger<'m> {
    base: &'m Units<'m>,
    mine: &'m Units<'m>,
    theirs: &'m Units<'m>,
    /// The part that was written last.
    last: Option<Part>,
    out: Merged,
}

impl Merger<'_> {
    fn take(&mut self, part: &Part) {
        let base = self.base.join(&part.base);
        let mine = self.mine.join(&part.mine);
        let theirs = self.theirs.join(&part.theirs);
        let same = |a: &str, b: &str| units::words(a) == units::words(b);
        if part.stable || same(mine, theirs) || same(base, theirs) {
            self.write(part, mine, &Side::Mine);
        } else if same(base, mine) {
            self.write(part, theirs, &Side::Theirs);
        } else {
            let whole =
                [(self.base, &part.base), (self.mine, &part.mine), (self.theirs, &part.theirs)];
            let open = whole.iter().all(|(units, range)| units.is_open(range));
            match refine::refine(base, mine, theirs).filter(|_| open) {
                Some(refined) => self.write(part, &refined, &Side::Mine),
                None => {
                    let clash = Clash {
                        mine: mine.to_owned(),
                        base: base.to_owned(),
                        theirs: theirs.to_owned(),
                        at: 0..0,
                    };
                    self.write(part, mine, &Side::Mine);
                    let end = self.out.text.len();
                    self.out.clashes.push(Clash { at: end - clash.mine.len()..end, ..clash });
                }
            }
        }
    }

    /// Adds a piece. Neighbours that were neighbours on a side are parted as they were there.
    fn write(&mut self, part: &Part, text: &str, side: &Side) {
        if text.is_empty() {
            return;
        }
        let gap = self.last.as_ref().map(|last| {
            let mine = self.mine.gap(&last.mine, &part.mine);
            let theirs = self.theirs.gap(&last.theirs, &part.theirs);
            let gap = match side {
                Side::Mine => mine.or(theirs),
                Side::Theirs => theirs.or(mine),
            };
            gap.or_else(|| self.base.gap(&last.base, &part.base)).unwrap_or("\n\n")
        });
        self.out.text.push_str(gap.unwrap_or(self.mine.head()));
        self.out.text.push_str(text);
        self.last = Some(part.clone());
    }

    fn finish(mut self) -> Merged {
        if !self.out.text.is_empty() {
            self.out.text.push_str(self.mine.tail());
        }
        self.out
    }
}
