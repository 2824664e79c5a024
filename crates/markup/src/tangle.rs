//! How costly HTML is to parse: unclosed elements make a parser's work grow with the square of the
//! text, and its tree as deep as the text is long. Such HTML is refused before it reaches the parser.
//!
//! The estimate errs on the high side; ordinary pages stay far below both limits.

use crate::tokens::{RawText, Token, is_void, tokens};

/// Elements open at one time.
const MAX_OPEN: usize = 400;
/// The sum, over all start tags, of how many elements are open there.
const MAX_WORK: usize = 8_000_000;

/// Whether parsing this HTML would cost more than any honest text does.
pub(crate) fn is_tangled(html: &str) -> bool {
    let tokens = tokens(html, RawText::Kept);
    // In SVG and MathML other rules hold, by which any element may nest.
    let foreign = tokens
        .iter()
        .any(|token| matches!(token, Token::Start(tag) if matches!(tag.name.as_str(), "svg" | "math" | "select" | "frameset")));
    let mut open: Vec<&str> = Vec::new();
    let mut work = 0_usize;
    for token in &tokens {
        match token {
            Token::Start(tag) => {
                work += open.len();
                if foreign || !(is_void(&tag.name) || ends_by_itself(&tag.name)) {
                    open.push(&tag.name);
                }
                if open.len() > MAX_OPEN || work > MAX_WORK {
                    return true;
                }
            }
            // Only the element itself counts as closed: what stood open inside may be opened again.
            Token::End(name) => {
                if let Some(at) = open.iter().rposition(|known| known == name) {
                    open.remove(at);
                }
            }
            Token::Text(_) | Token::Comment => {}
        }
    }
    false
}

/// Elements that the next of their kind ends.
fn ends_by_itself(name: &str) -> bool {
    matches!(name, "dd" | "dt" | "li" | "p" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr")
}
