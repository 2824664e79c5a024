//! What WordPress leaves of the HTML of people who may not write everything ("kses"): unknown elements fall
//! away and their text stays, `&` becomes `&amp;`, `/>` becomes ` />`. Its changes are the point: a client
//! must live with a blog that stores something else than it was sent. For safety the pages clean once more.

mod links;
mod lists;

use lists::{COMMON, ENTITIES, INLINE, POST, SCHEMES, SOME, STYLE_FAMILIES, STYLES};

pub(crate) use links::with_marked_links;

/// A post's content or excerpt.
pub fn post(html: &str) -> String {
    filter(html, POST, true)
}

/// A comment or a title.
pub(crate) fn inline(html: &str) -> String {
    filter(html, INLINE, false)
}

fn filter(html: &str, elements: &str, rich: bool) -> String {
    let html = without_loose_signs(&html.replace('\0', ""));
    let mut out = String::with_capacity(html.len() + 16);
    let mut rest = html.as_str();
    while let Some((text, after)) = rest.split_once('<') {
        words(text, &mut out);
        if let Some(comment) = after.strip_prefix("!--") {
            let (inside, behind) = comment.split_once("-->").unwrap_or((comment, ""));
            remark(inside, &mut out);
            rest = behind;
            continue;
        }
        let (inside, behind) = after.split_once('>').unwrap_or((after, ""));
        element(inside, elements, rich, &mut out);
        rest = behind;
    }
    words(rest, &mut out);
    out
}

/// A `<` with no `>` before the next `<` or the end belongs to no element: it becomes text, and what follows
/// it with it.
fn without_loose_signs(html: &str) -> String {
    let mut parts = html.split('<');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if part.contains('>') {
            out.push('<');
            out.push_str(part);
        } else {
            out.push_str("&lt;");
            let mut text = String::new();
            words(part, &mut text);
            out.push_str(&text.replace('"', "&quot;").replace('\'', "&#039;"));
        }
    }
    out
}

/// Text between elements: `&` as `&amp;` where it begins no entity, numbers with three digits, `>` as `&gt;`.
fn words(text: &str, out: &mut String) {
    for (at, part) in text.split('&').enumerate() {
        let mut part = part;
        if at > 0 {
            match part.split_once(';').and_then(|(name, behind)| Some((entity(name)?, behind))) {
                Some((entity, behind)) => {
                    // The number nought is left out.
                    if !entity.is_empty() {
                        out.push('&');
                        out.push_str(&entity);
                        out.push(';');
                    }
                    part = behind;
                }
                None => out.push_str("&amp;"),
            }
        }
        out.push_str(&part.replace('>', "&gt;"));
    }
}

/// The name or number of an entity as WordPress writes it.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        if let Some(hex) = number.strip_prefix(['x', 'X']) {
            let fits = !hex.is_empty() && hex.len() <= 6;
            let code = u32::from_str_radix(hex, 16).ok().filter(|_| fits)?;
            char::from_u32(code)?;
            return Some(format!("#x{}", hex.trim_start_matches('0')));
        }
        if !number.is_empty() && number.bytes().all(|digit| digit == b'0') {
            return Some(String::new());
        }
        let code: u32 = number.parse().ok().filter(|_| number.len() <= 7)?;
        char::from_u32(code)?;
        return Some(format!("#{code:03}"));
    }
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_name && ENTITIES.contains(&format!(" {name} "))).then(|| name.to_owned())
}

/// A comment stays, so that blocks stay blocks; two dashes inside it become one.
fn remark(inside: &str, out: &mut String) {
    let mut text = String::new();
    let name = inside.trim_start();
    if name.starts_with("wp:") || name.starts_with("/wp:") {
        text.push_str(inside);
    } else {
        words(inside, &mut text);
    }
    while text.contains("--") {
        text = text.replace("--", "-");
    }
    if !text.is_empty() {
        out.push_str("<!--");
        out.push_str(text.strip_suffix('-').unwrap_or(&text));
        out.push_str("-->");
    }
}

/// What stands between `<` and `>`.
fn element(inside: &str, elements: &str, rich: bool, out: &mut String) {
    let is_end = inside.starts_with('/');
    let named = inside.strip_prefix('/').unwrap_or(inside).trim_start();
    let length = named.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let (name, attributes) =
        named.split_at_checked(length.unwrap_or(named.len())).unwrap_or_default();
    if name.is_empty() {
        out.push_str("&lt;");
        words(inside, out);
        out.push_str("&gt;");
        return;
    }
    if !elements.contains(&format!(" {} ", name.to_ascii_lowercase())) {
        return;
    }
    if is_end {
        out.push_str(&format!("</{name}>"));
        return;
    }
    let attributes = attributes.trim_end();
    let (attributes, closing) = match attributes.strip_suffix('/') {
        Some(attributes) => (attributes, " /"),
        None => (attributes, ""),
    };
    out.push('<');
    out.push_str(name);
    for (name, value) in pairs(attributes) {
        attribute(name, value, rich, out);
    }
    out.push_str(closing);
    out.push('>');
}

fn attribute(name: &str, value: Option<(&str, char)>, rich: bool, out: &mut String) {
    let lower = name.to_ascii_lowercase();
    let listed = format!(" {lower} ");
    let allowed = if rich {
        COMMON.contains(&listed) || SOME.contains(&listed) || lower.starts_with("data-")
    } else {
        " href title cite datetime ".contains(&listed)
    };
    if !allowed {
        return;
    }
    let Some((value, quote)) = value else {
        out.push_str(&format!(" {name}"));
        return;
    };
    let mut kept = String::new();
    words(value, &mut kept);
    if matches!(lower.as_str(), "href" | "src" | "cite" | "longdesc" | "poster") {
        kept = address(&kept);
    }
    if lower == "style" {
        kept = style(&kept);
        if kept.is_empty() {
            return;
        }
    }
    out.push_str(&format!(" {name}={quote}{kept}{quote}"));
}

/// An address without a scheme that is not allowed, and the others in lower case.
fn address(value: &str) -> String {
    let value = value.trim();
    let Some((scheme, rest)) = value.split_once(':') else { return value.to_owned() };
    if scheme.contains(['/', '?', '#']) {
        return value.to_owned();
    }
    let plain: String = scheme.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let plain = plain.to_ascii_lowercase();
    if SCHEMES.contains(&plain.as_str()) { format!("{plain}:{rest}") } else { address(rest) }
}

/// The declarations that are known, without the others.
fn style(value: &str) -> String {
    let declarations = value.split(';').map(str::trim).filter(|declaration| {
        let Some((name, words)) = declaration.split_once(':') else { return false };
        let name = name.trim();
        let known = STYLES.contains(&format!(" {name} "))
            || STYLE_FAMILIES.iter().any(|family| name.starts_with(family));
        let calls = words.contains('(') && !words.contains("var(") && !words.contains("url(");
        known && !calls && !words.contains(['\\', '&', '=', '}'])
    });
    declarations.collect::<Vec<_>>().join(";")
}

/// The attributes of an element: names, and values with the quotes they stand in.
fn pairs(text: &str) -> Vec<(&str, Option<(&str, char)>)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let Some((name, after)) = rest.split_at_checked(end) else { break };
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else {
            if !name.is_empty() {
                found.push((name, None));
            }
            rest = after;
            continue;
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, behind) = match quote {
            Some(quote) => {
                let inside = value.strip_prefix(quote).unwrap_or(value);
                inside.split_once(quote).unwrap_or((inside, ""))
            }
            None => value.split_once(char::is_whitespace).unwrap_or((value, "")),
        };
        if !name.is_empty() {
            found.push((name, Some((value, quote.unwrap_or('"')))));
        }
        rest = behind.trim_start();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authors_html_is_stored_as_wordpress_stores_it() {
        let table = [
            ("A & B &amp; &copy; &#91; &#47;", "A &amp; B &amp; &copy; &#091; &#047;"),
            ("x<br/>y<script>z</script>", "x<br />yz"),
            ("<!-- wp:code {\"a\":1} -->\n<p>a</p>", "<!-- wp:code {\"a\":1} -->\n<p>a</p>"),
            ("<iframe src=\"x\"></iframe>a<svg/onload=1>", "a"),
            ("<input type=\"checkbox\" checked/> b", " b"),
            ("<a href=\"javascript:x()\" onclick='y'>l</a>", "<a href=\"x()\">l</a>"),
            (
                "<img src='a.png' alt=\"A & B\" loading=lazy decoding=async>",
                "<img src='a.png' alt=\"A &amp; B\" loading=\"lazy\">",
            ),
            ("1 < 2 > 0", "1  0"),
            ("a < b & <3", "a &lt; b &amp; &lt;3"),
            ("<p style=\"color:red;position:fixed\">x</p>", "<p style=\"color:red\">x</p>"),
            ("&bogus; &nbsp; &#0;.", "&amp;bogus; &nbsp; ."),
        ];
        for (sent, stored) in table {
            assert_eq!(post(sent), stored, "{sent}");
            assert_eq!(post(stored), stored, "a second time: {sent}");
        }
    }

    #[test]
    fn titles_and_comments_keep_inline_elements_only() {
        assert_eq!(inline("<p>a <em class=\"x\">b</em></p> & c"), "a <em>b</em> &amp; c");
    }
}
