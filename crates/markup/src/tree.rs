//! What a Markdown text means: blocks that hold blocks or inlines, with the place they came from.
//!
//! The tree is never deeper than the parser's limits, so writers may walk it by recursion.

use std::ops::Range;

/// A whole text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The top-level blocks, in order.
    pub blocks: Vec<Block>,
    /// The footnotes: referenced ones in the order of their first reference, then the others.
    pub notes: Vec<Note>,
}

/// One footnote; its number is its place in [`Document::notes`], counted from 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The name between `[^` and `]`.
    pub label: String,
    /// How often the text refers to it.
    pub references: usize,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// One block and where it stands in the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Byte range in the source.
    pub span: Range<usize>,
}

/// The kinds of block.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// From `{#id}` after the heading.
        id: Option<String>,
        /// From `{.class .other}` there.
        classes: Vec<String>,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A quoted passage.
    Quote {
        /// The passage.
        blocks: Vec<Block>,
        /// The source, from a last line `— Somebody`.
        cite: Option<Vec<Inline>>,
    },
    /// A list.
    List {
        /// The first number; `None` for bullets.
        start: Option<u64>,
        /// Its items.
        items: Vec<Item>,
    },
    /// Code, fenced or indented.
    Code {
        /// First word after the fence.
        language: Option<String>,
        /// The code, without the last line end.
        text: String,
    },
    /// A table.
    Table(Table),
    /// A thematic break.
    Rule,
    /// Raw HTML, as written.
    Html(String),
    /// A block of WordPress that Markdown has no words for; only at the top level.
    Sealed {
        /// The block's name, as in its comment.
        name: String,
        /// The whole block, comments included.
        html: String,
    },
}

/// One item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// `Some(done)` for `- [ ]` and `- [x]`.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A table; every row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// One per column.
    pub aligns: Vec<Align>,
    /// The header row.
    pub head: Vec<Vec<Inline>>,
    /// The other rows.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// Where a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Not said.
    Unset,
    /// Left.
    Left,
    /// Centre.
    Center,
    /// Right.
    Right,
}

impl Align {
    /// The word HTML has for it.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Unset => None,
            Self::Left => Some("left"),
            Self::Center => Some("center"),
            Self::Right => Some("right"),
        }
    }
}

/// The pieces of a line of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// `code`.
    Code(String),
    /// A raw HTML tag or comment, as written.
    Html(String),
    /// A line end in the source.
    SoftBreak,
    /// A line end that the writer asked for.
    HardBreak,
    /// `*emphasis*`.
    Emphasis(Vec<Inline>),
    /// `**strong**`.
    Strong(Vec<Inline>),
    /// `~~struck~~`.
    Strike(Vec<Inline>),
    /// A link.
    Link(Link),
    /// A picture.
    Image(Image),
    /// A reference to a footnote.
    NoteRef {
        /// The footnote's number, from 1.
        number: usize,
        /// Which reference to it this is, from 1.
        nth: usize,
    },
}

/// A link.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The address as written; `mailto:` is added to bare mail addresses.
    pub href: String,
    /// What a pointer shows; empty when not given.
    pub title: String,
    /// Its words.
    pub text: Vec<Inline>,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// The address as written.
    pub src: String,
    /// What stands in for it.
    pub alt: String,
    /// Used as the caption; empty when not given.
    pub title: String,
}
