//! Sealed blocks: what Markdown has no words for stands in the text as WordPress wrote it, from
//! `<!-- wp:name` at the start of a line to the matching `<!-- /wp:name -->` at the end of one.
//!
//! The parser must not look inside, so such a region is masked by a comment of the same length. The window
//! finds the regions by the same rule. A block in which another does not end is no region, since it would
//! tear apart what stands around it. Whether one stands at the top level, only the parser can say.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use crate::marks::{Mark, MarkKind, marks};

/// A part of a Markdown text that is kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Region {
    pub span: Range<usize>,
    /// The block's name.
    pub name: String,
}

/// The regions of a text that look sealed, in order; none within another.
pub(crate) fn regions(markdown: &str) -> Vec<Region> {
    if !markdown.contains("<!-- wp:") {
        return Vec::new();
    }
    let marks = marks(markdown);
    let ends = ends(&marks);
    let mut found: Vec<Region> = Vec::new();
    let mut fence: Option<Fence> = None;
    let mut done = 0;
    let mut at = 0;
    for line in markdown.split_inclusive('\n') {
        let start = at;
        at += line.len();
        if start < done {
            continue;
        }
        if let Some(open) = &fence {
            if open.is_closed_by(line) {
                fence = None;
            }
            continue;
        }
        fence = Fence::opened_by(line);
        let Some(&(end, name)) = ends.get(&start).filter(|_| line.starts_with("<!-- wp:")) else {
            continue;
        };
        let rest = markdown.get(end..).unwrap_or_default();
        if rest.lines().next().is_none_or(|rest| rest.trim().is_empty()) {
            found.push(Region { span: start..end, name: name.to_owned() });
            done = end;
        }
    }
    found
}

/// By where a block begins: where it ends, and its name. Only for blocks in which all others end, too.
pub(crate) fn ends<'m>(marks: &[Mark<'m>]) -> HashMap<usize, (usize, &'m str)> {
    let mut open: Vec<&Mark<'_>> = Vec::new();
    let mut ends = HashMap::new();
    for mark in marks {
        match mark.kind {
            MarkKind::Void => {
                ends.insert(mark.span.start, (mark.span.end, mark.name));
            }
            MarkKind::Open => open.push(mark),
            MarkKind::Close => match open.pop() {
                Some(begun) if begun.name == mark.name => {
                    ends.insert(begun.span.start, (mark.span.end, mark.name));
                }
                // This end stands in all that is open, and belongs to none of it.
                _ => open.clear(),
            },
        }
    }
    ends
}

/// The text with a comment in place of each region; lines and lengths stay.
pub(crate) fn mask<'t>(markdown: &'t str, regions: &[Region]) -> Cow<'t, str> {
    if regions.is_empty() {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for region in regions {
        out.push_str(markdown.get(done..region.span.start).unwrap_or_default());
        let hidden = markdown.get(region.span.clone()).unwrap_or_default();
        let length = hidden.len();
        for (at, byte) in hidden.bytes().enumerate() {
            out.push(match (at, byte) {
                (0..4, _) => char::from(byte),
                _ if at + 3 >= length => char::from(byte),
                (_, b'\n') => '\n',
                _ => 'x',
            });
        }
        done = region.span.end;
    }
    out.push_str(markdown.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// A fence of code.
struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    fn opened_by(line: &str) -> Option<Self> {
        let (mark, length, rest) = Self::marks(line)?;
        (mark == '~' || !rest.contains('`')).then_some(Self { mark, length })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        Self::marks(line).is_some_and(|(mark, length, rest)| {
            mark == self.mark && length >= self.length && rest.trim().is_empty()
        })
    }

    /// The fence's character, how many there are, and what follows.
    fn marks(line: &str) -> Option<(char, usize, &str)> {
        let words = line.trim_start_matches(' ');
        let mark = words.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let rest = words.trim_start_matches(mark);
        let length = words.len() - rest.len();
        (length >= 3 && line.len() - words.len() <= 3).then_some((mark, length, rest))
    }
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    fn sealed(markdown: &str) -> Vec<&str> {
        let regions = regions(markdown);
        let masked = mask(markdown, &regions);
        assert_eq!(masked.len(), markdown.len());
        assert_eq!(masked.matches('\n').count(), markdown.matches('\n').count());
        regions.into_iter().map(|region| &markdown[region.span]).collect()
    }

    /// Each row says what it claims, the text with its regions between `⟦` and `⟧`, and their names.
    #[test]
    fn the_regions_are_those_of_the_table_that_the_window_reads_too() {
        let table: Vec<(String, String, Vec<String>)> =
            serde_json::from_str(include_str!("../tests/sealed-regions.json")).unwrap();
        for (claim, marked, names) in &table {
            let text = marked.replace(['⟦', '⟧'], "");
            let expected: Vec<&str> =
                marked.split('⟦').skip(1).filter_map(|part| part.split('⟧').next()).collect();
            assert_eq!(sealed(&text), expected, "{claim}");
            let found: Vec<String> = regions(&text).into_iter().map(|region| region.name).collect();
            assert_eq!(&found, names, "{claim}");
        }
    }
}
