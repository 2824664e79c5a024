//! Writing words so that they stay words: for HTML text, attributes, code, and block comments.

/// Behind an ampersand: WordPress's filter for authors would make `&#91;` of `&amp;#91;`.
const NUMBER_SIGN: &str = "&#35;";

/// Text between tags. Quotes stay as they are, as WordPress leaves them.
pub(crate) fn text(out: &mut String, words: &str) {
    escaped(out, words, false);
}

/// A value between double quotes.
pub(crate) fn attr(out: &mut String, value: &str) {
    escaped(out, value, true);
}

fn escaped(out: &mut String, words: &str, quotes: bool) {
    let mut done = 0;
    for (at, byte) in words.bytes().enumerate() {
        let instead = match byte {
            b'#' if at > 0 && words.as_bytes().get(at - 1) == Some(&b'&') => NUMBER_SIGN,
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if quotes => "&quot;",
            0 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(words.get(done..at).unwrap_or_default());
        out.push_str(instead);
        done = at + 1;
    }
    out.push_str(words.get(done..).unwrap_or_default());
}

/// ` name="value"`.
pub(crate) fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    attr(out, value);
    out.push('"');
}

/// Code for WordPress: no shortcode may run in it, and no address on its own line may turn into an embed.
pub(crate) fn wordpress_code(code: &str) -> String {
    let mut out = String::with_capacity(code.len() + code.len() / 8);
    let code = code.replace("\r\n", "\n").replace('\r', "\n");
    for (index, line) in code.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let mut escaped = String::with_capacity(line.len());
        text(&mut escaped, line);
        let mut escaped = escaped.replace('[', "&#91;");
        if is_lone_address(line) {
            escaped = escaped.replacen("://", ":&#47;&#47;", 1);
        }
        out.push_str(&escaped);
    }
    out
}

fn is_lone_address(line: &str) -> bool {
    let line = line.trim();
    let address = line.strip_prefix("https://").or_else(|| line.strip_prefix("http://"));
    address.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// A JSON string for a block comment, quotes included.
pub(crate) fn json(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '-' if chars.peek() == Some(&'-') => {
                chars.next();
                out.push_str("\\u002d\\u002d");
            }
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '"' => out.push_str("\\u0022"),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Raw HTML of the writer for a block post: it can neither be taken for a block comment nor leave an
/// HTML comment open that would swallow what follows.
pub(crate) fn raw(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<!--") {
        let (before, comment) = rest.split_at(at);
        out.push_str(before);
        out.push_str("<!--");
        let inside = comment.get(4..).unwrap_or_default();
        let words = inside.trim_start();
        let name = words.strip_prefix('/').unwrap_or(words).trim_start();
        rest = if name.starts_with("wp:") { words } else { inside };
        if !rest.contains("-->") {
            out.push_str(rest);
            out.push_str("-->");
            return out;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_blocks_cannot_end_their_comment() {
        for (value, expected) in [
            ("plain", r#""plain""#),
            ("a-->b", r#""a\u002d\u002d\u003eb""#),
            ("---", r#""\u002d\u002d-""#),
            ("<&>\"\\", r#""\u003c\u0026\u003e\u0022\\""#),
            ("line\nend", r#""line\u000aend""#),
        ] {
            assert_eq!(json(value), expected);
        }
    }

    #[test]
    fn raw_html_is_never_a_block_comment_and_leaves_none_open() {
        for (html, expected) in [
            ("<!-- wp:x -->", "<!--wp:x -->"),
            ("<!--\n\t/wp:x -->", "<!--/wp:x -->"),
            ("<!-- / wp:x -->", "<!--/ wp:x -->"),
            ("<!-- note -->", "<!-- note -->"),
            ("a <!-- open", "a <!-- open-->"),
            ("<!-- a --><!-- wp:b", "<!-- a --><!--wp:b-->"),
        ] {
            assert_eq!(raw(html), expected);
        }
    }
}
