//! The mark on the links of comments.

use super::pairs;

/// A comment's links with the mark that WordPress gives those of strangers, which is every link that does not
/// lead to the blog itself: even an editor's comment is stored otherwise than it was sent.
pub(crate) fn with_marked_links(html: &str, home: &str) -> String {
    let mut out = String::with_capacity(html.len() + 32);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        out.push('<');
        rest = after;
        let is_link = after.starts_with(['a', 'A'])
            && after.get(1..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        let Some((inside, behind)) = after.split_once('>').filter(|_| is_link) else { continue };
        let attributes = inside.get(1..).unwrap_or_default();
        let found = pairs(attributes);
        let of = |wanted: &str| {
            let pair = found.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            pair.and_then(|(_, value)| value.map(|(value, _)| value))
        };
        if of("href").is_some_and(|href| href.starts_with(home)) {
            continue;
        }
        out.push('a');
        match of("rel") {
            None => out.push_str(attributes),
            Some(_) => {
                for (name, value) in
                    found.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("rel"))
                {
                    out.push_str(&match value {
                        Some((value, quote)) => format!(" {name}={quote}{value}{quote}"),
                        None => format!(" {name}"),
                    });
                }
            }
        }
        let own = of("rel").unwrap_or_default().split_ascii_whitespace();
        let own = own.filter(|word| !matches!(*word, "nofollow" | "ugc"));
        let marks: Vec<&str> = own.chain(["nofollow", "ugc"]).collect();
        out.push_str(&format!(" rel=\"{}\">", marks.join(" ")));
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_in_comments_are_marked_unless_they_lead_home() {
        let home = "http://127.0.0.1:1";
        let table = [
            (
                r#"<a href="https://a.example">l</a>"#,
                r#"<a href="https://a.example" rel="nofollow ugc">l</a>"#,
            ),
            (r#"<A HREF='/x' rel="me">l</A>"#, r#"<a HREF='/x' rel="me nofollow ugc">l</A>"#),
            (r#"<a href="http://127.0.0.1:1/x">l</a>"#, r#"<a href="http://127.0.0.1:1/x">l</a>"#),
            (r#"<abbr title="a">b</abbr> < <a>"#, r#"<abbr title="a">b</abbr> < <a>"#),
        ];
        for (sent, stored) in table {
            assert_eq!(with_marked_links(sent, home), stored, "{sent}");
            assert_eq!(with_marked_links(stored, home), stored, "a second time: {sent}");
        }
    }
}
