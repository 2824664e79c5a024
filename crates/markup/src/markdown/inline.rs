//! Runs of inlines as Markdown.

use super::{escape, longest_run};
use crate::address;
use crate::tree::{Image, Inline, Link};

/// How emphasis is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Emphases {
    /// With stars, where Markdown would read them as such.
    Stars,
    /// With tags, which mean the same everywhere.
    Tags,
}

/// How line breaks are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Breaks {
    Lines,
    /// On one line.
    Tags,
}

pub(super) fn write(inlines: &[Inline], emphases: Emphases, breaks: Breaks) -> String {
    let mut writer = Writer { emphases, breaks, out: String::new(), links: 0 };
    writer.run(inlines, None);
    writer.out
}

struct Writer {
    emphases: Emphases,
    breaks: Breaks,
    out: String,
    links: usize,
}

impl Writer {
    /// `end` is the character that follows the run.
    fn run(&mut self, inlines: &[Inline], end: Option<char>) {
        for (at, inline) in inlines.iter().enumerate() {
            let after = inlines.get(at + 1).map_or(end, |next| Some(first_char(next)));
            let last = at + 1 == inlines.len() && end.is_none();
            self.inline(inline, after, last);
        }
    }

    fn inline(&mut self, inline: &Inline, after: Option<char>, last: bool) {
        match inline {
            Inline::Text(words) => {
                let in_link = self.links > 0;
                escape::text(&mut self.out, words, after, in_link);
            }
            Inline::Code(code) => self.code(code),
            Inline::Html(html) => self.out.push_str(html),
            Inline::SoftBreak => {
                self.out.push(if self.breaks == Breaks::Lines { '\n' } else { ' ' })
            }
            Inline::HardBreak if self.breaks == Breaks::Lines && !last => self.out.push_str("\\\n"),
            Inline::HardBreak => self.out.push_str("<br>"),
            Inline::Emphasis(inner) => self.emphasis(inner, after),
            Inline::Strong(inner) => self.marked(inner, "**", &["strong"], after),
            Inline::Strike(inner) => self.marked(inner, "~~", &["s"], after),
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => self.image(image),
            Inline::NoteRef { number, .. } => self.out.push_str(&format!("[^{number}]")),
        }
    }

    /// Stars next to stars would be read as one sign.
    fn emphasis(&mut self, inner: &[Inline], after: Option<char>) {
        let beside = self.out.ends_with('*') || after == Some('*');
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if let ([Inline::Strong(both)], false) = (inner, beside)
            && !has_emphasis_at_ends(both)
        {
            return self.marked(both, "***", &["em", "strong"], after);
        }
        if !beside && !has_emphasis_at_ends(inner) {
            self.marked(inner, "*", &["em"], after);
        } else if word(self.out.chars().next_back()) || word(after) {
            self.tagged(inner, &["em"]);
        } else {
            self.marked(inner, "_", &["em"], after);
        }
    }

    fn marked(&mut self, inner: &[Inline], mark: &str, tags: &[&str], after: Option<char>) {
        let before = self.out.chars().next_back();
        let start = self.out.len();
        if self.emphases == Emphases::Tags || before.is_some_and(|c| mark.starts_with(c)) {
            return self.tagged(inner, tags);
        }
        self.out.push_str(mark);
        self.run(inner, mark.chars().next());
        let inside = self.out.get(start + mark.len()..).unwrap_or_default();
        if opens(before, inside.chars().next()) && opens(after, inside.chars().next_back()) {
            self.out.push_str(mark);
        } else {
            // What is inside is not written a second time: there may be much of it, and deep.
            self.out.replace_range(start..start + mark.len(), &opening(tags));
            self.out.push_str(&closing(tags));
        }
    }

    fn tagged(&mut self, inner: &[Inline], tags: &[&str]) {
        self.out.push_str(&opening(tags));
        self.run(inner, Some('<'));
        self.out.push_str(&closing(tags));
    }

    fn code(&mut self, code: &str) {
        let fence = "`".repeat(match longest_run(code, '`') {
            0 => 1,
            1 => 2,
            run => run + 1,
        });
        let spaced = code.starts_with(' ') && code.ends_with(' ') && !code.trim().is_empty();
        let pad = if spaced || code.starts_with('`') || code.ends_with('`') { " " } else { "" };
        self.out.push_str(&format!("{fence}{pad}{code}{pad}{fence}"));
    }

    fn link(&mut self, link: &Link) {
        if let [Inline::Text(words)] = link.text.as_slice()
            && link.title.is_empty()
            && is_pointed(words, &link.href)
        {
            return self.out.push_str(&format!("<{words}>"));
        }
        self.out.push('[');
        self.links += 1;
        self.run(&link.text, Some(']'));
        self.links -= 1;
        self.out.push_str("](");
        self.destination(&link.href, &link.title);
    }

    fn image(&mut self, image: &Image) {
        self.out.push_str("![");
        let mut alt = String::new();
        escape::text(&mut alt, &image.alt, Some(']'), true);
        self.out.push_str(&alt);
        self.out.push_str("](");
        self.destination(&image.src, &image.title);
    }

    fn destination(&mut self, href: &str, title: &str) {
        escape::address(&mut self.out, href);
        if !title.is_empty() {
            escape::title(&mut self.out, title);
        }
        self.out.push(')');
    }
}

fn opening(tags: &[&str]) -> String {
    tags.iter().map(|tag| format!("<{tag}>")).collect()
}

fn closing(tags: &[&str]) -> String {
    tags.iter().rev().map(|tag| format!("</{tag}>")).collect()
}

fn has_emphasis_at_ends(inner: &[Inline]) -> bool {
    [inner.first(), inner.last()]
        .iter()
        .any(|end| matches!(end, Some(Inline::Emphasis(_) | Inline::Strong(_))))
}

/// Whether a sign between these is read as the begin of emphasis, or, seen from behind, as its end.
fn opens(outside: Option<char>, inside: Option<char>) -> bool {
    let Some(inside) = inside.filter(|c| !c.is_whitespace()) else { return false };
    let gap = outside.is_none_or(|c| c.is_whitespace() || is_sign(c));
    !is_sign(inside) || gap
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// Whether an address can stand between `<` and `>`.
fn is_pointed(words: &str, href: &str) -> bool {
    let mail = href.strip_prefix("mailto:");
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '\\');
    words.chars().all(plain)
        && ((words == href && (address::is_web(href) || mail.is_some())) || mail == Some(words))
}

/// The first character an inline is written with, as far as its neighbour cares.
fn first_char(inline: &Inline) -> char {
    match inline {
        Inline::Text(text) => text.chars().next().unwrap_or(' '),
        Inline::Code(_) => '`',
        Inline::Html(html) => html.chars().next().unwrap_or('<'),
        Inline::SoftBreak => '\n',
        Inline::HardBreak => '\\',
        Inline::Emphasis(_) | Inline::Strong(_) => '*',
        Inline::Strike(_) => '~',
        Inline::Link(_) | Inline::NoteRef { .. } => '[',
        Inline::Image(_) => '!',
    }
}
