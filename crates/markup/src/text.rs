//! The words of HTML and Markdown: plain text, excerpts, counts, and whether two texts say the same.

use crate::tokens::{RawText, Token, is_block, is_silent, tokens};

/// The text of HTML as a reader sees it: blocks and `<br>` end a line, spaces fold (not in `<pre>`),
/// entities are decoded, scripts and styles are left out.
pub fn plain(html: &str) -> String {
    let mut lines = Lines::default();
    let mut silent: Option<String> = None;
    for token in tokens(html, RawText::Kept) {
        match token {
            Token::Text(text) if silent.is_none() => lines.text(&text),
            Token::Start(tag) if silent.is_none() => {
                if is_silent(&tag.name) && !tag.closed {
                    silent = Some(tag.name);
                } else {
                    lines.tag(&tag.name, Edge::Start);
                }
            }
            Token::End(name) if silent.as_deref() == Some(&name) => silent = None,
            Token::End(name) if silent.is_none() => lines.tag(&name, Edge::End),
            _ => {}
        }
    }
    lines.finish()
}

/// The text of Markdown as a reader sees it.
pub fn plain_markdown(markdown: &str) -> String {
    plain(&crate::preview::uncleaned(markdown))
}

/// The words of the rendered text; each Chinese or Japanese character counts as one.
pub fn words(markdown: &str) -> u32 {
    count(&plain_markdown(markdown))
}

/// The words of a plain text, counted in the same way.
pub(crate) fn count(text: &str) -> u32 {
    let count = text.split(char::is_whitespace).map(words_in).sum::<usize>();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn words_in(run: &str) -> usize {
    let ideographs = run.chars().filter(|c| is_ideograph(*c)).count();
    let rest =
        run.split(is_ideograph).filter(|part| part.chars().any(char::is_alphanumeric)).count();
    ideographs + rest
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// One line of at most `max_chars` characters, cut between words and then ended with `…`.
pub fn excerpt(text: &str, max_chars: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= max_chars {
        return line;
    }
    let room = max_chars.saturating_sub(1);
    let head: String = line.chars().take(room).collect();
    let next = line.chars().nth(room);
    let whole = next == Some(' ') || head.is_empty();
    let cut = if whole { None } else { head.rfind(' ') };
    let head = cut.and_then(|cut| head.get(..cut)).unwrap_or(&head);
    let mut out = head.trim_end_matches([' ', ',', ';', ':']).to_owned();
    if max_chars > 0 {
        out.push('…');
    }
    out
}

/// Whether two HTML texts say the same: tags, comments and the amount of white space do not count.
///
/// WordPress drops tags it does not allow but keeps the words inside, those of a script included.
/// So script text counts as words here, and only elements that WordPress keeps part words.
pub fn same_text(a_html: &str, b_html: &str) -> bool {
    said(a_html) == said(b_html)
}

fn said(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for token in tokens(html, RawText::Tags) {
        match token {
            Token::Text(text) => text.chars().for_each(|c| push_folded(&mut out, c)),
            Token::Start(tag) if parts_words(&tag.name) => push_folded(&mut out, ' '),
            Token::End(name) if parts_words(&name) => push_folded(&mut out, ' '),
            _ => {}
        }
    }
    out.trim_end().to_owned()
}

fn push_folded(out: &mut String, c: char) {
    if !c.is_whitespace() {
        out.push(c);
    } else if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// Block elements and line breaks that survive WordPress's filter for authors.
fn parts_words(name: &str) -> bool {
    let kept = is_block(name) || matches!(name, "br" | "td" | "th");
    kept && !matches!(
        name,
        "body"
            | "center"
            | "dialog"
            | "form"
            | "html"
            | "optgroup"
            | "option"
            | "search"
            | "title"
            | "xmp"
    )
}

enum Edge {
    Start,
    End,
}

/// Collects text line by line, folding spaces as a browser does.
#[derive(Default)]
struct Lines {
    out: String,
    /// A space seen but not yet written.
    space: bool,
    pre: usize,
}

impl Lines {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if self.pre > 0 {
                self.out.push(c);
            } else if c.is_ascii_whitespace() {
                self.space = true;
            } else {
                if self.space && !self.out.is_empty() && !self.out.ends_with('\n') {
                    self.out.push(' ');
                }
                self.space = false;
                self.out.push(c);
            }
        }
    }

    fn tag(&mut self, name: &str, edge: Edge) {
        if name == "br" {
            self.space = false;
            self.out.push('\n');
        } else if is_block(name) {
            self.end_line();
        } else if matches!(name, "td" | "th") {
            self.space = true;
        }
        if name == "pre" {
            self.pre = match edge {
                Edge::Start => self.pre + 1,
                Edge::End => self.pre.saturating_sub(1),
            };
        }
    }

    fn end_line(&mut self) {
        self.space = false;
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn finish(self) -> String {
        self.out.trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_reads_like_the_page() {
        for (html, expected) in [
            ("<p>a</p><p>b</p>", "a\nb"),
            ("a<br>b<br />c", "a\nb\nc"),
            ("  a \n b\t c ", "a b c"),
            ("<ul><li>one</li><li>two<ul><li>in</li></ul></li></ul>", "one\ntwo\nin"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
            ("a &amp; b &lt;c&gt; &eacute;&#8217;&nbsp;d", "a & b <c> é’\u{a0}d"),
            ("<pre>a\n  b</pre>", "a\n  b"),
            ("x<script>alert('<p>1</p>')</script>y<style>p{}</style>z", "xyz"),
            ("x<script>never ended", "xnever ended"),
            ("<!-- no -->a<!-- wp:paragraph -->", "a"),
            ("<em>a</em><strong>b</strong>", "ab"),
            ("2 < 3 & 4 > 1", "2 < 3 & 4 > 1"),
            ("", ""),
        ] {
            assert_eq!(plain(html), expected, "{html}");
        }
    }

    #[test]
    fn an_excerpt_ends_between_words() {
        for (text, max, expected) in [
            ("short", 10, "short"),
            ("one two three", 13, "one two three"),
            ("one two three", 12, "one two…"),
            ("one two three", 8, "one two…"),
            ("one two three", 7, "one…"),
            ("one, two", 6, "one…"),
            ("  one\n\n two\tthree ", 9, "one two…"),
            ("unbreakable", 5, "unbr…"),
            ("ünïcødé wörds", 9, "ünïcødé…"),
            ("anything", 1, "…"),
            ("anything", 0, ""),
            ("", 0, ""),
        ] {
            assert_eq!(excerpt(text, max), expected, "{text:?} in {max}");
        }
    }

    #[test]
    fn words_are_what_readers_count() {
        for (markdown, expected) in [
            ("", 0),
            ("one", 1),
            ("# One *two*\n\n- three — four", 4),
            ("it's well-known", 2),
            ("[two words](https://x.example/a/b)", 2),
            ("![not counted](media:x) one", 1),
            ("a note[^1]\n\n[^1]: counts", 3),
            ("`let x = 1;`", 3),
            ("漢字 and かな", 5),
            ("<b>one</b> <!-- none -->", 1),
        ] {
            assert_eq!(words(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn the_filter_of_wordpress_changes_no_words() {
        for (sent, stored) in [
            ("<hr class=\"x\"/>a", "<hr class=\"x\" />a"),
            ("a & b", "a &amp; b"),
            ("<code>&#91;x]</code>", "<code>&#091;x]</code>"),
            ("a<script>alert(1 && 2)</script>b", "aalert(1 &amp;&amp; 2)b"),
            ("a <iframe src=\"https://x.example\"></iframe> b", "a  b"),
            ("<form>a</form><input type=\"checkbox\"> b", "a b"),
            ("a\n\n<!-- wp:more -->\nb", "a b"),
            ("<p>a</p>\n<p>b</p>", "<p>a</p><p>b</p>"),
        ] {
            assert!(same_text(sent, stored), "{sent} / {stored}");
        }
    }

    #[test]
    fn an_edit_on_the_blog_is_another_text() {
        for (ours, theirs) in [
            ("<p>a b</p>", "<p>a c</p>"),
            ("<p>a b</p>", "<p>ab</p>"),
            ("<p>a</p><p>b</p>", "<p>ab</p>"),
            ("<p>a</p>", "<p>a</p><p>b</p>"),
            ("a", "A"),
        ] {
            assert!(!same_text(ours, theirs), "{ours} / {theirs}");
        }
    }
}
