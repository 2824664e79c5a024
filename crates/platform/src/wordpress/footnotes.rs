//! WordPress's own footnotes (6.3 and newer). WordPress keeps their texts beside the post, in its meta; in
//! our words they are part of the text, as the attribute `texts` of the block that shows them, so that
//! whatever compares or keeps a text has them too. Here they are put in and taken out, letter by letter.

use std::borrow::Cow;

const START: &str = "<!-- wp:footnotes ";
const VOID: &str = "/-->";
const NAME: &str = "\"texts\":\"";
const END: &str = "\"}";

/// The content with the texts in its footnotes block. Without texts, or with none or several such blocks,
/// it stays as it is.
pub(super) fn joined(content: String, texts: &str) -> String {
    let Some(at) = content.find(START).map(|at| at + START.len()) else { return content };
    let (before, rest) = content.split_at(at);
    if texts.is_empty() || rest.contains(START) || before.contains(NAME) {
        return content;
    }
    let texts = escaped(texts);
    match attributes(rest) {
        Some("") => format!("{before}{{{NAME}{texts}{END} {rest}"),
        Some(said) if !said.contains(NAME) && said.len() > 2 => {
            let (said, after) = (&said.strip_suffix('}').unwrap_or(said), rest.get(said.len()..));
            format!("{before}{said},{NAME}{texts}{END}{}", after.unwrap_or_default())
        }
        _ => content,
    }
}

/// The content as WordPress keeps it, and the texts, if they stand in it.
pub(super) fn parted(content: &str) -> (Cow<'_, str>, Option<String>) {
    taken_out(content).map_or((Cow::Borrowed(content), None), |(content, texts)| {
        (Cow::Owned(content), Some(texts))
    })
}

fn taken_out(content: &str) -> Option<(String, String)> {
    let at = content.find(START)? + START.len();
    let (before, rest) = content.split_at_checked(at)?;
    let said = attributes(rest)?;
    let from = said.find(NAME)?;
    let kept = said.get(..from)?;
    let texts = said.get(from + NAME.len()..)?.strip_suffix(END)?;
    let texts: String = serde_json::from_str(&format!("\"{texts}\"")).ok()?;
    let after = rest.get(said.len()..)?;
    let content = match kept.strip_suffix(',') {
        Some(kept) => format!("{before}{kept}}}{after}"),
        None if kept == "{" => format!("{before}{}", after.strip_prefix(' ').unwrap_or(after)),
        None => return None,
    };
    Some((content, texts))
}

/// The attributes that a block comment begins with; `None` when it is no block without content.
fn attributes(rest: &str) -> Option<&str> {
    let end = rest.find("-->")?;
    let said = rest.get(..end + 3)?.strip_suffix(VOID)?;
    if said.is_empty() {
        return Some(said);
    }
    let said = said.strip_suffix(' ')?;
    (said.starts_with('{') && said.ends_with('}')).then_some(said)
}

/// As block comments have strings: nothing in it can end the comment.
fn escaped(texts: &str) -> String {
    let mut out = String::with_capacity(texts.len() * 2);
    let mut chars = texts.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '-' if chars.next_if_eq(&'-').is_some() => out.push_str("\\u002d\\u002d"),
            '\\' => out.push_str("\\\\"),
            '<' | '>' | '&' | '"' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &str = r#"[{"id":"a","content":"See <em>there<\/em> -- \"x\" --> & \u00e9 ---"},{"id":"b","content":""}]"#;

    #[test]
    fn what_was_put_in_comes_out_letter_by_letter() {
        for content in [
            "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:footnotes /-->",
            "<!-- wp:footnotes {\"fontSize\":\"small\",\"style\":{\"a\":{}}} /-->\n\nmore",
        ] {
            let whole = joined(content.to_owned(), TEXTS);
            assert_ne!(whole, content);
            assert_eq!(whole.matches("-->").count(), content.matches("-->").count());
            let (back, texts) = parted(&whole);
            assert_eq!((back.as_ref(), texts.as_deref()), (content, Some(TEXTS)));
            assert_eq!(parted(content), (Cow::Borrowed(content), None));
        }
    }

    #[test]
    fn without_a_block_for_them_the_content_stays_as_it_is() {
        for content in [
            "",
            "<p>a</p>",
            "<!-- wp:footnotes /--><!-- wp:footnotes /-->",
            "<!-- wp:footnotes --><!-- /wp:footnotes -->",
            "<!-- wp:footnotes {} /-->",
            "<!-- wp:footnotes {\"texts\":\"other\"} /-->",
            "<!-- wp:footnotes ",
        ] {
            assert_eq!(joined(content.to_owned(), TEXTS), content);
        }
        assert_eq!(joined("<!-- wp:footnotes /-->".to_owned(), ""), "<!-- wp:footnotes /-->");
    }
}
