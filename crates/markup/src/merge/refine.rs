//! A closer look at a block that both sides changed: sentence by sentence, line by line.

use super::diff3;

/// The merged text, if no sentence or line was changed by both.
pub(super) fn refine(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let (base, mine, theirs) = (sentences(base), sentences(mine), sentences(theirs));
    // A side that rewrote all of it left nothing to hold on to.
    if !(shares_words(&base, &mine) && shares_words(&base, &theirs)) {
        return None;
    }
    let mut out = String::new();
    for part in diff3::parts(&base, &mine, &theirs) {
        let was = base.get(part.base)?;
        let one = mine.get(part.mine)?;
        let other = theirs.get(part.theirs)?;
        let taken = if part.stable || was == other || one == other {
            one
        } else if was == one {
            other
        } else {
            return None;
        };
        taken.iter().for_each(|piece| out.push_str(piece));
    }
    Some(out)
}

fn shares_words(base: &[&str], other: &[&str]) -> bool {
    base.iter().any(|piece| piece.chars().any(char::is_alphanumeric) && other.contains(piece))
}

/// Sentences, and the white space between them; a line end parts as well.
fn sentences(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut ended = false;
    let mut spaces = false;
    for (at, c) in text.char_indices() {
        let space = c.is_whitespace();
        let cut = if spaces { !space } else { c == '\n' || (space && ended) };
        if cut {
            pieces.extend(text.get(from..at).filter(|piece| !piece.is_empty()));
            from = at;
            spaces = space;
        }
        ended = matches!(c, '.' | '!' | '?' | '…' | '。')
            || (ended && matches!(c, '"' | '”' | '’' | ')' | '*'));
    }
    pieces.extend(text.get(from..).filter(|piece| !piece.is_empty()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_lines_are_told_apart() {
        assert_eq!(
            sentences("One, two. Three! “Four.” five\n  - six 3.5"),
            ["One, two.", " ", "Three!", " ", "“Four.”", " ", "five", "\n  ", "- six 3.5"]
        );
    }
}
