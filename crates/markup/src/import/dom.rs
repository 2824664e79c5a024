//! The HTML of one chunk as a small tree that knows its source. Strict: no tree for HTML that a browser
//! would have to mend, or that is nested beyond reason.

use crate::pieces::{self, PieceKind, pieces};
use crate::tokens::{Tag, is_void};

/// Elements within each other.
const MAX_DEPTH: usize = 100;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node<'h> {
    /// As written, entities and all.
    Text(&'h str),
    Comment(&'h str),
    Element(Element<'h>),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element<'h> {
    pub tag: Tag,
    /// The start tag as written.
    pub open: &'h str,
    /// The end tag as written; empty when there is none.
    pub close: &'h str,
    pub inner: Vec<Node<'h>>,
}

impl Element<'_> {
    pub fn name(&self) -> &str {
        &self.tag.name
    }

    pub fn is_bare(&self) -> bool {
        self.tag.attributes.is_empty()
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.tag.get("class").is_some_and(|all| all.split_ascii_whitespace().any(|c| c == class))
    }
}

pub(super) fn read(html: &str) -> Option<Vec<Node<'_>>> {
    let mut levels: Vec<Vec<Node<'_>>> = vec![Vec::new()];
    let mut open: Vec<(Tag, &str)> = Vec::new();
    for piece in pieces(html)? {
        let raw = html.get(piece.span)?;
        match piece.kind {
            PieceKind::Text | PieceKind::Raw => levels.last_mut()?.push(Node::Text(raw)),
            PieceKind::Comment => levels.last_mut()?.push(Node::Comment(raw)),
            PieceKind::Start(name) => {
                let tag = pieces::tag(raw)?;
                if is_void(&name) {
                    let element = Element { tag, open: raw, close: "", inner: Vec::new() };
                    levels.last_mut()?.push(Node::Element(element));
                } else {
                    open.push((tag, raw));
                    levels.push(Vec::new());
                    if open.len() > MAX_DEPTH {
                        return None;
                    }
                }
            }
            PieceKind::End(name) => {
                let (tag, start) = open.pop()?;
                if tag.name != name {
                    return None;
                }
                let inner = levels.pop()?;
                levels.last_mut()?.push(Node::Element(Element {
                    tag,
                    open: start,
                    close: raw,
                    inner,
                }));
            }
        }
    }
    if open.is_empty() { levels.pop() } else { None }
}

/// The elements among nodes of which nothing else says anything: comments and white space are passed over.
pub(super) fn elements<'n, 'h>(nodes: &'n [Node<'h>]) -> Option<Vec<&'n Element<'h>>> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) => found.push(element),
            Node::Comment(_) => {}
            Node::Text(text) if text.trim_ascii().is_empty() => {}
            Node::Text(_) => return None,
        }
    }
    Some(found)
}

/// The only element among nodes.
pub(super) fn only<'n, 'h>(nodes: &'n [Node<'h>]) -> Option<&'n Element<'h>> {
    match elements(nodes)?.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}
