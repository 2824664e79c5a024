//! WordPress's own footnotes (6.3 and newer): marks among the words, a block that shows the texts, and the
//! texts, which WordPress keeps beside the post.
//!
//! In the HTML of a post as it is kept here the texts stand in that block, as its attribute `texts`: a
//! string, letter by letter what WordPress has. So whatever compares, merges or keeps the HTML has them
//! too; only who talks with the blog takes them out and puts them in.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::blocks::folds;
use crate::escape;
use crate::marks::{MarkKind, marks};
use crate::publish::Known;
use crate::tree::{Block, BlockKind, Document, Inline, Item, Note};

/// The attribute that holds the texts.
const TEXTS: &str = "texts";

/// How footnotes go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoteForm<'a> {
    /// As plain HTML, which every version of WordPress keeps; but a post that has WordPress's own keeps them.
    #[default]
    Html,
    /// As WordPress's own where the text allows it, under names made from this word, which should be another
    /// one for every post.
    Own(&'a str),
}

/// One footnote as WordPress keeps it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub id: String,
    /// Its words, as HTML.
    pub content: String,
    /// What else stands there.
    pub rest: Map<String, Value>,
}

impl Entry {
    fn read(value: &Value) -> Option<Self> {
        let mut rest = value.as_object()?.clone();
        let mut take = |name: &str| Some(rest.remove(name)?.as_str()?.to_owned());
        let (id, content) = (take("id")?, take("content")?);
        let fine = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        (!id.is_empty() && id.chars().all(fine)).then_some(Self { id, content, rest })
    }

    /// As WordPress's editor writes it.
    pub fn json(&self) -> String {
        let string = |text: &str| Value::from(text).to_string();
        let mut out =
            format!("{{\"id\":{},\"content\":{}", string(&self.id), string(&self.content));
        for (name, value) in &self.rest {
            out.push_str(&format!(",{}:{value}", string(name)));
        }
        out.push('}');
        out
    }
}

/// The footnotes of a post that has WordPress's own, in the order of their marks; `None` when it has none,
/// or when marks and texts are not one to one.
pub(crate) fn entries(wire: &str) -> Option<Vec<Entry>> {
    if !wire.contains("data-fn=") {
        return None;
    }
    let mut shown = marks(wire).into_iter().filter(|mark| is_block(mark.name));
    let block = shown.next().filter(|mark| mark.kind == MarkKind::Void)?;
    let entries = listed(block.attributes).filter(|_| shown.next().is_none())?;
    let marked: Vec<&str> = marked(wire);
    let names: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let each_once = names.iter().collect::<HashSet<_>>().len() == names.len();
    (each_once && marked == names).then_some(entries)
}

/// Whether the blog did not keep the texts of footnotes that it was sent: there are marks, and nothing that
/// they lead to, while the text here has all of it.
pub(crate) fn is_torn(known: Known<'_>) -> bool {
    known.wire.contains("data-fn=")
        && !known.body.contains("data-fn")
        && known.body.contains("[^")
        && entries(known.wire).is_none()
}

/// Whether a block of this name shows the footnotes.
pub(crate) fn is_block(name: &str) -> bool {
    name.strip_prefix("core/").unwrap_or(name) == "footnotes"
}

/// The texts in the attributes of the block; `None` when they are not all that it says.
pub(crate) fn listed(attributes: &str) -> Option<Vec<Entry>> {
    let said: Map<String, Value> = serde_json::from_str(attributes).ok()?;
    if said.len() != 1 {
        return None;
    }
    let texts: Vec<Value> = serde_json::from_str(said.get(TEXTS)?.as_str()?).ok()?;
    texts.iter().map(Entry::read).collect()
}

/// What the marks lead to, in order.
fn marked(html: &str) -> Vec<&str> {
    html.split("data-fn=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The block that shows the footnotes, with their texts.
pub(crate) fn block(entries: &[Entry]) -> String {
    let texts: Vec<String> = entries.iter().map(Entry::json).collect();
    let texts = escape::json(&format!("[{}]", texts.join(",")));
    format!("<!-- wp:footnotes {{\"{TEXTS}\":{texts}}} /-->")
}

/// A mark among the words.
pub(crate) fn mark(out: &mut String, id: &str, number: usize) {
    out.push_str(&format!(
        "<sup data-fn=\"{id}\" class=\"fn\"><a href=\"#{id}\" id=\"{id}-link\">{number}</a></sup>"
    ));
}

/// Which footnote is which on the blog.
#[derive(Debug, Clone, Default)]
pub(crate) struct OwnNotes {
    seed: String,
    known: Vec<KnownNote>,
}

#[derive(Debug, Clone)]
struct KnownNote {
    label: String,
    entry: Entry,
    /// What its words are written as here. While they still are, the blog's spelling of them is kept.
    written: Option<String>,
}

impl OwnNotes {
    /// Of a post that has had none.
    pub fn new(seed: &str) -> Self {
        Self { seed: seed.to_owned(), known: Vec::new() }
    }

    /// Of a post on the blog, whose footnotes have these labels.
    pub fn labelled(labels: &[String], entries: Vec<Entry>) -> Self {
        let seed = entries.first().map(|entry| entry.id.clone()).unwrap_or_default();
        let known = labels.iter().zip(entries).map(|(label, entry)| KnownNote {
            label: label.clone(),
            entry,
            written: None,
        });
        Self { seed, known: known.collect() }
    }

    /// Of the known post, if it has WordPress's own.
    pub fn of(known: Known<'_>) -> Option<Self> {
        let entries = entries(known.wire)?;
        let document = crate::parse(known.body);
        let fits = document.notes.len() == entries.len() && suits(&document, known.body);
        let labels: Vec<String> = document.notes.into_iter().map(|note| note.label).collect();
        fits.then(|| Self::labelled(&labels, entries))
    }

    /// Keeps the blog's spelling of words that are still written like this, footnote by footnote.
    pub fn keeping(mut self, written: Vec<Entry>) -> Self {
        for note in &mut self.known {
            let same = written.iter().find(|entry| entry.id == note.entry.id);
            note.written = same.map(|entry| entry.content.clone());
        }
        self
    }

    /// The label of a footnote by its name on the blog.
    pub fn label(&self, id: &str) -> Option<&str> {
        self.known.iter().find(|note| note.entry.id == id).map(|note| note.label.as_str())
    }

    /// The name of a footnote on the blog: the one it has, or one that follows from its label.
    pub fn id(&self, label: &str) -> String {
        let label = label.to_lowercase();
        if let Some(note) = self.known.iter().find(|note| note.label.to_lowercase() == label) {
            return note.entry.id.clone();
        }
        let taken = |id: &String| self.known.iter().any(|note| note.entry.id == *id);
        let mut again = 0_u32;
        loop {
            let id = name(&format!("{}\n{label}\n{again}", self.seed));
            if !taken(&id) {
                return id;
            }
            again += 1;
        }
    }

    /// The footnote with these words.
    pub fn entry(&self, label: &str, content: String) -> Entry {
        let id = self.id(label);
        match self.known.iter().find(|note| note.entry.id == id) {
            Some(note) if note.written.as_ref() == Some(&content) => note.entry.clone(),
            Some(note) => Entry { content, ..note.entry.clone() },
            None => Entry { id, content, rest: Map::new() },
        }
    }
}

/// A name in the form of a UUID, from a text (FNV-1a, 128 bits). It begins with a letter, as names that
/// style sheets can point at do.
fn name(text: &str) -> String {
    let hash = text.bytes().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    });
    let hash = hash ^ (hash >> 61);
    // Version 8: made in a way of one's own.
    let versioned = hash & !(0xf << 76) & !(0x3 << 62) | (0x8 << 76) | (0x2 << 62);
    let first = 0xa + (versioned >> 124) % 6;
    let digits = format!("{:032x}", versioned & !(0xf << 124) | (first << 124));
    let mut parts = digits.as_str();
    let mut out = String::with_capacity(36);
    for length in [8, 4, 4, 4, 12] {
        let (part, rest) = parts.split_at_checked(length).unwrap_or((parts, ""));
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(part);
        parts = rest;
    }
    out
}

/// Whether the footnotes of a text can be WordPress's own: each is one paragraph of words that one place
/// refers to, and the block editor sees that place. (It throws away the text of a footnote that it sees no
/// mark of, and doubles one that it sees two of.)
pub(crate) fn suits(document: &Document, body: &str) -> bool {
    if body.contains("data-fn")
        || body.contains("wp:footnotes")
        || body.contains("wp:core/footnotes")
    {
        return false;
    }
    let mut seen = Seen::default();
    seen.folds(&document.blocks);
    !seen.hidden && seen.marks == document.notes.len() && document.notes.iter().all(is_plain)
}

fn is_plain(note: &Note) -> bool {
    note.references == 1
        && match note.blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph(text), .. }] => {
                // PHP takes a lone zero for nothing, which the filter for authors throws away.
                text.iter().all(is_words) && *text != [Inline::Text("0".to_owned())]
            }
            _ => false,
        }
}

fn is_words(inline: &Inline) -> bool {
    match inline {
        Inline::Text(_) | Inline::Code(_) | Inline::SoftBreak | Inline::HardBreak => true,
        Inline::Html(html) => !html.contains("<!"),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
            inner.iter().all(is_words)
        }
        Inline::Link(link) => link.text.iter().all(is_words),
        Inline::Image(_) | Inline::NoteRef { .. } => false,
    }
}

/// The marks that the block editor sees.
#[derive(Default)]
struct Seen {
    marks: usize,
    /// Whether there is one that it does not see, or that can't stand where it is.
    hidden: bool,
}

impl Seen {
    fn folds(&mut self, blocks: &[Block]) {
        for fold in folds(blocks) {
            match fold {
                [block] => self.block(block),
                // They become one piece of HTML.
                many => {
                    let mut inside = Self::default();
                    many.iter().for_each(|block| inside.block(block));
                    self.hidden |= inside.hidden || inside.marks > 0;
                }
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => self.words(text),
            BlockKind::Quote { blocks, cite } => {
                self.folds(blocks);
                self.words(cite.as_deref().unwrap_or_default());
            }
            BlockKind::List { items, .. } => items.iter().for_each(|item| self.item(item)),
            BlockKind::Table(table) => {
                let cells = table.rows.iter().chain([&table.head]).flatten();
                cells.for_each(|cell| self.words(cell));
            }
            BlockKind::Code { .. }
            | BlockKind::Rule
            | BlockKind::Html(_)
            | BlockKind::Sealed { .. } => {}
        }
    }

    fn item(&mut self, item: &Item) {
        self.folds(&item.blocks);
    }

    fn words(&mut self, text: &[Inline]) {
        for inline in text {
            match inline {
                Inline::NoteRef { .. } => self.marks += 1,
                Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strike(inner) => {
                    self.words(inner);
                }
                // A link can't stand in a link.
                Inline::Link(link) => {
                    let mut inside = Self::default();
                    inside.words(&link.text);
                    self.hidden |= inside.marks > 0;
                }
                // The writer's own link or comment may be around it.
                Inline::Html(_) if text.iter().any(|i| matches!(i, Inline::NoteRef { .. })) => {
                    self.hidden |= starts_link(inline);
                }
                _ => {}
            }
        }
    }
}

fn starts_link(inline: &Inline) -> bool {
    let Inline::Html(html) = inline else { return false };
    let html = html.to_ascii_lowercase();
    html.contains("<!") || html.contains("<a ") || html.contains("<a>") || html.contains("<a\n")
}

/// Whether the footnotes of two posts say the same, whatever the blog's filter for authors did to one.
pub fn same_notes(a_wire: &str, b_wire: &str) -> bool {
    let texts = |wire: &str| -> Vec<Entry> {
        let mut shown = marks(wire).into_iter().filter(|mark| is_block(mark.name));
        shown.next().and_then(|block| listed(block.attributes)).unwrap_or_default()
    };
    let (a, b) = (texts(a_wire), texts(b_wire));
    let same = |(a, b): (&Entry, &Entry)| a.id == b.id && crate::same_text(&a.content, &b.content);
    a.len() == b.len() && a.iter().zip(&b).all(same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_uuid_that_begins_with_a_letter() {
        let mut seen = HashSet::new();
        for at in 0..500 {
            let name = name(&format!("post {at}"));
            assert_eq!(name.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
            assert!(name.starts_with(|c: char| c.is_ascii_lowercase()), "{name}");
            assert!(seen.insert(name));
        }
        assert_eq!(name("post 1"), name("post 1"));
    }

    #[test]
    fn only_plain_footnotes_that_the_editor_sees_are_wordpress_own() {
        for (body, fits) in [
            ("A[^1].\n\n[^1]: One.", true),
            (
                "> A[^1].\n\n- b *c[^2]*\n\n## D[^3]\n\n[^1]: x\n[^2]: `y`\n[^3]: [z](https://z.example)",
                true,
            ),
            ("| a[^1] |\n| --- |\n| b |\n\n[^1]: x", true),
            ("A[^1] and again[^1].\n\n[^1]: One.", false),
            ("A[^1].\n\n[^1]: One.\n\n    Two.", false),
            ("A[^1].\n\n[^1]: - a list", false),
            ("A[^1].\n\n[^1]:", false),
            ("A[^1].\n\n[^1]: 0", false),
            ("A[^1].\n\n[^1]: ![p](https://p.example/p.jpg)", false),
            ("A[^1].\n\n[^1]: See[^2].\n[^2]: That.", false),
            ("A.\n\n[^1]: Nobody asks.", false),
            ("<a href=\"https://a.example\">A[^1]</a>\n\n[^1]: x", false),
            ("<div>\n\nA[^1]\n\n</div>\n\n[^1]: x", false),
            ("A[^1] <sup data-fn=\"x\">2</sup>\n\n[^1]: x", false),
            ("A[^1]\n\n<!-- wp:footnotes /-->\n\n[^1]: x", false),
        ] {
            assert_eq!(suits(&crate::parse(body), body), fits, "{body}");
        }
    }
}
