//! A page without what has nothing to do with its look and would only cost time to parse.

/// Elements that go with all that is in them.
const GONE: [&str; 8] =
    ["script", "svg", "math", "select", "iframe", "object", "template", "video"];
/// Elements whose text is no HTML.
const TEXT: [&str; 3] = ["style", "title", "textarea"];

/// Without comments, scripts and drawings; what is for windows without scripts counts.
pub(super) fn trim(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let name = name_of(tag);
        if tag.starts_with("<!--") {
            rest = after(tag, "-->");
        } else if GONE.contains(&name.as_str()) {
            rest = after_end(tag, &name).1;
        } else if TEXT.contains(&name.as_str()) {
            let (whole, left) = after_end(tag, &name);
            out.push_str(whole);
            rest = left;
        } else if name == "noscript" || name == "/noscript" {
            rest = after(tag, ">");
        } else {
            let (sign, left) = tag.split_at(1);
            out.push_str(sign);
            rest = left;
        }
    }
    out.push_str(rest);
    out
}

/// The name of the tag that begins here, in small letters.
fn name_of(tag: &str) -> String {
    let rest = tag.strip_prefix('<').unwrap_or(tag);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '/')).unwrap_or(rest.len());
    rest.get(..end.min(12)).unwrap_or_default().to_ascii_lowercase()
}

fn after<'h>(html: &'h str, end: &str) -> &'h str {
    html.find(end).and_then(|at| html.get(at + end.len()..)).unwrap_or_default()
}

/// Splits after the end tag; all of it when there is none.
fn after_end<'h>(html: &'h str, name: &str) -> (&'h str, &'h str) {
    for (at, _) in html.match_indices("</") {
        let tag = html.get(at..).unwrap_or_default();
        if name_of(tag).strip_prefix('/') == Some(name) {
            let left = after(tag, ">");
            return html.split_at(html.len() - left.len());
        }
    }
    (html, "")
}
