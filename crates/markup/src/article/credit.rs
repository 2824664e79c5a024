//! The line under a quote that says where it is from, after the writer's template.

/// Whose words something quotes, and where they stand. What is not known is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Credit {
    /// The page's title.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// What the site is called.
    pub site: String,
    /// When it was published: `2025-03-09`.
    pub date: String,
    /// Where it is.
    pub address: String,
}

/// The line for a template with `{title}`, `{author}`, `{site}`, `{date}` and `{address}`. What is not known
/// goes with the punctuation before it; an unknown title is the address.
pub fn credit_line(template: &str, credit: &Credit) -> String {
    let template = template.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut line = String::new();
    let mut said = false;
    let mut rest = template.as_str();
    while let Some(at) = rest.find('{') {
        let (before, after) = rest.split_at(at);
        let Some((value, after)) = placeholder(after, credit) else {
            line.push_str(before);
            line.push('{');
            rest = after.get(1..).unwrap_or_default();
            continue;
        };
        line.push_str(before);
        rest = after;
        if value.is_empty() {
            rest = without(&mut line, after, said);
        } else {
            line.push_str(&value);
            said = true;
        }
    }
    line.push_str(rest);
    line.trim_end_matches(|c: char| is_between(c)).to_owned()
}

/// The value of the placeholder that the text begins with, and what comes after it.
fn placeholder<'t>(text: &'t str, credit: &Credit) -> Option<(String, &'t str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    let value = match name {
        "title" if credit.title.is_empty() => escaped(&bare(&credit.address)),
        "title" => escaped(&credit.title),
        "author" => escaped(&credit.author),
        "site" => escaped(&credit.site),
        "date" => escaped(&credit.date),
        "address" => credit
            .address
            .replace('(', "%28")
            .replace(')', "%29")
            .replace(' ', "%20")
            .replace(['<', '>', '\n'], ""),
        _ => return None,
    };
    Some((value, after))
}

/// Takes the punctuation around something that is not there away; gives what comes after.
fn without<'t>(line: &mut String, after: &'t str, said: bool) -> &'t str {
    let mut after = after;
    let trimmed = line.trim_end();
    if trimmed.ends_with('(') && after.starts_with(')') {
        line.truncate(trimmed.len() - 1);
        after = after.get(1..).unwrap_or_default();
    }
    if said {
        let end = line.trim_end_matches(is_between).len();
        line.truncate(end);
        return after;
    }
    after.trim_start_matches(is_between)
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '·' | '|' | '/' | '–')
}

fn bare(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/').to_owned()
}

/// Words among other words of a line, inside a link or not.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let is_sign = match c {
            '\\' | '`' | '*' | '[' | ']' => true,
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '~' => next == '~' || before == '~',
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            '&' => next.is_ascii_alphanumeric() || next == '#',
            _ => false,
        };
        if is_sign {
            out.push('\\');
        }
        out.push(if c.is_whitespace() { ' ' } else { c });
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: &str = "— [{title}]({address}), {site}";

    fn credit() -> Credit {
        let text = str::to_owned;
        Credit {
            title: text("On *trains* [1]"),
            author: text("Ann"),
            site: text("The_Post_"),
            date: text("2025-03-09"),
            address: text("https://post.example/a_(b)"),
        }
    }

    #[test]
    fn every_part_stands_where_the_template_has_it() {
        assert_eq!(
            credit_line(USUAL, &credit()),
            "— [On \\*trains\\* \\[1\\]](https://post.example/a_%28b%29), The_Post\\_"
        );
        assert_eq!(
            credit_line("— {author} ({date}), <{address}> {else}", &credit()),
            "— Ann (2025-03-09), <https://post.example/a_%28b%29> {else}"
        );
    }

    #[test]
    fn what_is_not_known_leaves_no_hole() {
        let address = "https://www.post.example/a/".to_owned();
        let bare = Credit { address, ..Credit::default() };
        for (template, expected) in [
            (USUAL, "— [post.example/a](https://www.post.example/a/)"),
            ("— {author}, [{title}]({address})", "— [post.example/a](https://www.post.example/a/)"),
            (
                "— [{title}]({address}) ({date}), {site}",
                "— [post.example/a](https://www.post.example/a/)",
            ),
            (
                "— {site}: [{title}]({address}) · {author}",
                "— [post.example/a](https://www.post.example/a/)",
            ),
        ] {
            assert_eq!(credit_line(template, &bare), expected, "{template}");
        }
        assert_eq!(
            credit_line("— {author} ({date})", &Credit { author: "Ann".to_owned(), ..bare }),
            "— Ann"
        );
    }

    #[test]
    fn a_title_can_not_break_out_of_its_place() {
        let title = "](javascript:x()) <script>x()</script> ![](y)\n\n# more".to_owned();
        let line = credit_line(USUAL, &Credit { title, ..credit() });
        let html = crate::preview(&format!("> words\n>\n> {line}"));
        assert_eq!(html.matches("<a ").count(), 1, "{html}");
        assert!(
            html.contains("href=\"https://post.example/a_%28b%29\"") && !html.contains("<script"),
            "{html}"
        );
    }
}
