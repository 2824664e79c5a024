//! Keeping words words: backslashes before what Markdown would read as signs, and nowhere else.

/// Words between other inlines. `before` and `after` are the characters around them.
pub(super) fn text(out: &mut String, words: &str, after: Option<char>, in_link: bool) {
    let mut chars = words.char_indices().peekable();
    let many_tildes =
        words.matches('~').count() > 1 || words.starts_with('~') || words.ends_with('~');
    while let Some((at, c)) = chars.next() {
        let before = out.chars().next_back();
        let next = chars.peek().map(|(_, c)| *c).or(after);
        let rest = words.get(at..).unwrap_or_default();
        let special = match c {
            '\\' => next.is_none_or(|c| c.is_ascii_punctuation() || c == '\n'),
            '`' | '[' => true,
            ']' => in_link,
            '*' => !(is_gap(before) && is_gap(next)),
            '_' => !(is_word(before) && is_word(next)),
            '~' => many_tildes,
            '<' => next.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => is_entity(rest),
            '!' => rest.len() == 1 && after == Some('['),
            ':' => !in_link && rest.starts_with("://") && ends_in_scheme(out),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
}

fn is_gap(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

fn is_entity(text: &str) -> bool {
    let name = text.get(1..).unwrap_or_default();
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(name.len());
    end > 0 && name.get(end..).is_some_and(|rest| rest.starts_with(';'))
}

/// Whether `http` or `https` stands there, so that what follows would become a link.
fn ends_in_scheme(out: &str) -> bool {
    ["http", "https"].iter().any(|scheme| {
        out.len()
            .checked_sub(scheme.len())
            .and_then(|at| out.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(scheme))
    })
}

/// An address in parentheses.
pub(super) fn address(out: &mut String, address: &str) {
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '(' | ')');
    let pointed = address.contains(odd);
    if pointed {
        out.push('<');
    }
    for (at, c) in address.char_indices() {
        let rest = address.get(at..).unwrap_or_default();
        if matches!(c, '\\' | '<' | '>') || (c == '&' && is_entity(rest)) {
            out.push('\\');
        }
        out.push(c);
    }
    if pointed {
        out.push('>');
    }
}

/// A title or caption between double quotes.
pub(super) fn title(out: &mut String, title: &str) {
    out.push_str(" \"");
    for (at, c) in title.char_indices() {
        let rest = title.get(at..).unwrap_or_default();
        if matches!(c, '\\' | '"') || (c == '&' && is_entity(rest)) {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// What would begin a list, a heading, a quote or the like at the start of a line.
pub(super) fn line_starts(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = line.split_at_checked(digits).unwrap_or((line, ""));
        out.push_str(number);
        if if digits == 0 { begins_block(line) } else { digits < 10 && ends_number(rest) } {
            out.push('\\');
        }
        out.push_str(rest);
    }
    out
}

fn begins_block(line: &str) -> bool {
    let first = line.chars().next().unwrap_or(' ');
    let after = line.trim_start_matches(first);
    let only = |signs: &str| line.chars().all(|c| signs.contains(c));
    match first {
        '#' => after.is_empty() || after.starts_with([' ', '\t']),
        '>' => true,
        '-' | '+' | '*' => {
            let rest = line.get(1..).unwrap_or_default();
            rest.is_empty() || rest.starts_with([' ', '\t']) || only("-: |\t")
        }
        '=' => only("= "),
        ':' | '|' => only("-: |\t"),
        _ => false,
    }
}

fn ends_number(rest: &str) -> bool {
    rest.strip_prefix(['.', ')'])
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// Signs at the end of a heading that would not count as its words.
pub(super) fn heading_end(words: &str) -> String {
    let bare = words.trim_end_matches('#');
    if bare.len() < words.len() && (bare.is_empty() || bare.ends_with(' ')) {
        return format!("{bare}\\{}", words.get(bare.len()..).unwrap_or_default());
    }
    // A place name in braces is read as such even behind a backslash.
    match words.rfind('{').filter(|_| words.ends_with('}')) {
        Some(at) if words.get(at..).is_some_and(|tail| tail.contains(['#', '.'])) => {
            let (head, tail) = words.split_at_checked(at).unwrap_or((words, ""));
            format!("{head}&#123;{}", tail.get(1..).unwrap_or_default())
        }
        _ => words.to_owned(),
    }
}
