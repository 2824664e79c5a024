//! The list block. An item holds its words directly; whatever follows the words (further lists, code, …)
//! are blocks inside it.

use super::{Writer, wrap};
use crate::inline;
use crate::tree::{Block, BlockKind, Item};

impl Writer<'_> {
    pub(super) fn list(&mut self, out: &mut String, start: Option<u64>, items: &[Item]) {
        let other_start = start.filter(|start| *start != 1);
        let attributes = match (start, other_start) {
            (None, _) => String::new(),
            (Some(_), None) => "{\"ordered\":true}".to_owned(),
            (Some(_), Some(start)) => format!("{{\"ordered\":true,\"start\":{start}}}"),
        };
        wrap(out, "list", &attributes, |out| {
            match (start, other_start) {
                (None, _) => out.push_str("<ul class=\"wp-block-list\">"),
                (Some(_), None) => out.push_str("<ol class=\"wp-block-list\">"),
                (Some(_), Some(start)) => {
                    out.push_str(&format!("<ol start=\"{start}\" class=\"wp-block-list\">"));
                }
            }
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str("\n\n");
                }
                wrap(out, "list-item", "", |out| self.item(out, item));
            }
            out.push_str(if start.is_some() { "</ol>" } else { "</ul>" });
        });
    }

    fn item(&mut self, out: &mut String, item: &Item) {
        out.push_str("<li>");
        // WordPress removes checkboxes from an author's post, so the mark is a character.
        match item.task {
            Some(true) => out.push_str("☑ "),
            Some(false) => out.push_str("☐ "),
            None => {}
        }
        let is_words = |block: &&Block| matches!(&block.kind, BlockKind::Paragraph(text) if super::lone_image(text).is_none());
        let words = item.blocks.iter().take_while(is_words).count();
        for (index, block) in item.blocks.iter().take(words).enumerate() {
            if index > 0 {
                out.push_str("<br><br>");
            }
            if let BlockKind::Paragraph(text) = &block.kind {
                inline::write(out, self, text);
            }
        }
        self.blocks(out, item.blocks.get(words..).unwrap_or_default());
        out.push_str("</li>");
    }
}
