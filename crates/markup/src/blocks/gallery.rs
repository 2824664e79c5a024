//! The gallery block: a paragraph of nothing but two or more pictures.

use super::{Writer, lone_image, wrap};
use crate::tree::{Image, Inline, Link};

/// The pictures, and the links around them, of a paragraph that is a gallery.
pub(super) fn of(text: &[Inline]) -> Option<Vec<(&Image, Option<&Link>)>> {
    let mut images = Vec::new();
    for inline in text {
        match inline {
            Inline::SoftBreak | Inline::HardBreak => {}
            Inline::Text(words) if words.trim().is_empty() => {}
            inline => images.push(lone_image(std::slice::from_ref(inline))?),
        }
    }
    (images.len() > 1).then_some(images)
}

impl Writer<'_> {
    pub(super) fn gallery(&mut self, out: &mut String, images: &[(&Image, Option<&Link>)]) {
        wrap(out, "gallery", "{\"linkTo\":\"none\"}", |out| {
            out.push_str(
                "<figure class=\"wp-block-gallery has-nested-images columns-default is-cropped\">",
            );
            for (index, (image, link)) in images.iter().enumerate() {
                if index > 0 {
                    out.push_str("\n\n");
                }
                self.image_block(out, image, *link);
            }
            out.push_str("</figure>");
        });
    }
}
