//! Tags that are meant as words. `Vec<String>` and “the `<script>` tag” parse as raw HTML, and a browser
//! would then show nothing, or nothing more at all: such tags are spelled out as text.

use crate::parse::push_inline;
use crate::tokens::swallows;
use crate::tree::Inline;

/// Turns raw tags into text when no element has that name, or when the element would swallow the rest
/// of the page for want of an end tag.
pub(crate) fn out(inlines: Vec<Inline>) -> Vec<Inline> {
    let is_drawing = |inline: &Inline| matches!(tag_name(inline), Some((_, name)) if name == "svg" || name == "math");
    let drawing = inlines.iter().any(is_drawing);
    // From the end, so that the end tags to come are known.
    let mut ended: Vec<String> = Vec::new();
    let mut spelled: Vec<bool> = Vec::with_capacity(inlines.len());
    for inline in inlines.iter().rev() {
        let Some((kind, name)) = tag_name(inline) else {
            spelled.push(false);
            continue;
        };
        let swallowing = swallows(&name);
        let lost = kind == Kind::Start && swallowing && !ended.contains(&name);
        spelled.push(lost || !(drawing || is_element(&name)));
        if kind == Kind::End && swallowing && !ended.contains(&name) {
            ended.push(name);
        }
    }
    let mut out = Vec::with_capacity(inlines.len());
    for (inline, spelled) in inlines.into_iter().zip(spelled.into_iter().rev()) {
        match inline {
            Inline::Html(html) if spelled => push_inline(&mut out, Inline::Text(html)),
            inline => push_inline(&mut out, inline),
        }
    }
    out
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Start,
    End,
}

/// The name in a raw tag; comments and the like have none.
fn tag_name(inline: &Inline) -> Option<(Kind, String)> {
    let Inline::Html(html) = inline else { return None };
    let rest = html.strip_prefix('<')?;
    let (kind, rest) = match rest.strip_prefix('/') {
        Some(rest) => (Kind::End, rest),
        None => (Kind::Start, rest),
    };
    let name = rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next()?;
    (!name.is_empty()).then(|| (kind, name.to_ascii_lowercase()))
}

/// Whether HTML has an element of this name; names with a hyphen are anybody's.
fn is_element(name: &str) -> bool {
    name.contains('-') || ELEMENTS.split_whitespace().any(|known| known == name)
}

const ELEMENTS: &str = "a abbr acronym address area article aside audio b base bdi bdo big blockquote body \
    br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl \
    dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header \
    hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter \
    nav nobr noembed noframes noscript object ol optgroup option output p param picture plaintext pre progress \
    q rb rp rt rtc ruby s samp script search section select slot small source span strike strong style sub \
    summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp";

#[cfg(test)]
mod tests {
    #[test]
    fn tags_that_nobody_has_are_words() {
        for (markdown, expected) in [
            ("a Vec<String> and Map<K, V>", "a Vec<String> and Map<K, V>"),
            ("</T> ends", "</T> ends"),
            ("the <title> of", "the <title> of"),
            ("a <kbd>K</kbd> b", "a K b"),
            ("a <my-part>x</my-part>", "a x"),
            ("a <svg><path d=\"x\"/></svg> b", "a b"),
        ] {
            assert_eq!(crate::plain_markdown(markdown), expected, "{markdown}");
        }
    }
}
