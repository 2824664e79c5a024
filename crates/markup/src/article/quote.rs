//! Picked passages as one quote, with marks where something was left out.

use super::{PassageKind, cut};
use crate::markdown::prefixed;

/// Says that words were left out.
const LEFT_OUT: &str = "[…]";

/// A passage, or a part of one, that the writer wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// Its place among the page's passages.
    pub at: usize,
    /// What it is.
    pub kind: PassageKind,
    /// Its Markdown, whole.
    pub markdown: String,
    /// From where to where, in UTF-16 units of its plain words, if not the whole.
    pub part: Option<(usize, usize)>,
    /// How long its plain words are, in the same units.
    pub length: usize,
}

/// The quote, with this line under it. Without a pick it has a mark where the words will stand.
pub fn quote_block(picks: &[Pick], line: &str) -> String {
    let mut inside = String::new();
    let mut before: Option<&Pick> = None;
    for pick in picks {
        let words = match pick.part {
            Some((from, to)) => cut(&pick.markdown, from, to),
            None => pick.markdown.clone(),
        };
        if words.trim().is_empty() {
            continue;
        }
        if let Some(before) = before {
            inside.push_str(&between(before, pick));
        }
        inside.push_str(&words);
        before = Some(pick);
    }
    if inside.is_empty() {
        inside.push_str(LEFT_OUT);
    }
    if !line.is_empty() {
        inside.push_str("\n\n");
        inside.push_str(line);
    }
    prefixed(&inside, "> ", "> ")
}

fn between(before: &Pick, pick: &Pick) -> String {
    if before.at == pick.at {
        return format!(" {LEFT_OUT} ");
    }
    let ends = before.part.is_none_or(|(_, to)| to >= before.length);
    let begins = pick.part.is_none_or(|(from, _)| from == 0);
    if !(before.at + 1 == pick.at && ends && begins) {
        return format!("\n\n{LEFT_OUT}\n\n");
    }
    let points = before.kind == PassageKind::Point && pick.kind == PassageKind::Point;
    let whole = before.part.is_none() && pick.part.is_none();
    if points && whole { "\n".to_owned() } else { "\n\n".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pick(at: usize, kind: PassageKind, markdown: &str, part: Option<(usize, usize)>) -> Pick {
        Pick { at, kind, markdown: markdown.to_owned(), part, length: 9 }
    }

    #[test]
    fn what_was_left_out_is_marked() {
        use PassageKind::{Point, Words};
        let picks = [
            pick(0, Words, "One more.", None),
            pick(1, Words, "Two more.", None),
            pick(3, Words, "Four more", Some((0, 4))),
            pick(3, Words, "Four more", Some((5, 9))),
            pick(4, Point, "- a point", None),
            pick(5, Point, "- another", None),
        ];
        assert_eq!(
            quote_block(&picks, "— [T](https://x.example/)"),
            "> One more.\n>\n> Two more.\n>\n> […]\n>\n> Four […] more\n>\n> - a point\n> - another\n>\n> — [T](https://x.example/)"
        );
        assert_eq!(quote_block(&[], "— X"), "> […]\n>\n> — X");
    }
}
