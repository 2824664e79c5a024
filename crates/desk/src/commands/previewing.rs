//! The preview of the text that is written: the window names the page it shows and gets what changes in it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use afterword_markup::{PreviewBlock, PreviewPage};
use afterword_model::BodyKind;

use crate::Desk;
use crate::api::{Preview, PreviewChange, PreviewEdit, PreviewPart, RenderPreview};
use crate::error::Result;
use crate::shared::lock;

const WORDS_PER_MINUTE: u32 = 230;
/// Pages that are kept: one for each window that shows the desk, and some to spare.
const KEPT: usize = 4;

/// Texts that are kept, of the newest pages.
const TEXTS: usize = 2;

/// The pages that windows show.
#[derive(Default)]
pub(crate) struct Pages(Mutex<Known>);

#[derive(Default)]
struct Known {
    last: u32,
    /// The one that was asked for last is the first.
    pages: VecDeque<KnownPage>,
}

#[derive(Clone)]
struct KnownPage {
    version: u32,
    page: Arc<PreviewPage>,
    text: Option<Arc<str>>,
}

impl Pages {
    fn find(&self, version: Option<u32>) -> Option<KnownPage> {
        lock(&self.0).pages.iter().find(|known| Some(known.version) == version).cloned()
    }

    /// Keeps a page, and gives it a number. The page before it stays a while, should the answer be lost.
    fn keep(&self, page: Arc<PreviewPage>, text: Arc<str>) -> u32 {
        let mut known = lock(&self.0);
        known.last = known.last.wrapping_add(1);
        let version = known.last;
        known.pages.push_front(KnownPage { version, page, text: Some(text) });
        known.pages.truncate(KEPT);
        for old in known.pages.iter_mut().skip(TEXTS) {
            old.text = None;
        }
        version
    }
}

pub(crate) fn preview_render(desk: &Desk, ask: RenderPreview) -> Result<Preview> {
    let pages = &desk.0.pages;
    let found = pages.find(ask.have);
    let text: Option<Arc<str>> = match (ask.body, ask.edit) {
        (Some(body), _) => Some(body.into()),
        (None, Some(edit)) => {
            let text = found.as_ref().and_then(|known| known.text.as_deref());
            text.and_then(|text| edited(text, &edit)).map(Into::into)
        }
        (None, None) => None,
    };
    let Some(text) = text else { return Ok(lost()) };
    let whole = found.is_none();
    let before = found.map(|known| known.page).unwrap_or_default();
    let page = Arc::new(match ask.body_kind.unwrap_or_default() {
        BodyKind::Markdown => PreviewPage::of_markdown(&text, &before),
        BodyKind::Html => PreviewPage::of_html(&text, &before),
    });
    let changes = page.changes_since(&before).into_iter().map(|splice| PreviewChange {
        at: splice.at,
        remove: splice.remove,
        add: splice.add.iter().map(part).collect(),
    });
    let words = page.words();
    Ok(Preview {
        lost: false,
        whole,
        changes: changes.collect(),
        notes: (whole || page.notes() != before.notes())
            .then(|| page.notes().unwrap_or_default().to_owned()),
        note_lines: page.note_lines().to_vec(),
        words,
        minutes: words.div_ceil(WORDS_PER_MINUTE).max(1),
        version: pages.keep(page, text),
    })
}

/// The text after an edit; `None` when that can't be one of it.
fn edited(text: &str, edit: &PreviewEdit) -> Option<String> {
    let from = byte_at(text, edit.from)?;
    let to = from + byte_at(text.get(from..)?, edit.to.checked_sub(edit.from)?)?;
    let (head, tail) = (text.get(..from)?, text.get(to..)?);
    let mut edited = String::with_capacity(head.len() + edit.text.len() + tail.len());
    for part in [head, &edit.text, tail] {
        edited.push_str(part);
    }
    Some(edited)
}

/// Where in a text so many UTF-16 units end; nowhere within a character.
fn byte_at(text: &str, units: usize) -> Option<usize> {
    let mut left = units;
    for (at, byte) in text.bytes().enumerate() {
        let width = match byte {
            0x80..=0xbf => continue,
            0xf0.. => 2,
            _ => 1,
        };
        if left == 0 {
            return Some(at);
        }
        left = left.checked_sub(width)?;
    }
    (left == 0).then_some(text.len())
}

fn lost() -> Preview {
    Preview {
        lost: true,
        version: 0,
        whole: true,
        changes: Vec::new(),
        notes: None,
        note_lines: Vec::new(),
        words: 0,
        minutes: 1,
    }
}

fn part(block: &PreviewBlock) -> PreviewPart {
    PreviewPart { gap: block.gap, lines: block.lines, html: block.html.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeskConfig;

    fn asked(
        body: Option<&str>,
        edit: Option<(usize, usize, &str)>,
        have: Option<u32>,
    ) -> RenderPreview {
        let edit = edit.map(|(from, to, text)| PreviewEdit { from, to, text: text.into() });
        RenderPreview { body: body.map(Into::into), edit, body_kind: None, have }
    }

    #[test]
    fn an_edit_is_counted_as_the_window_does() {
        let edit = |from, to, text: &str| {
            edited("a 😀 nöel", &PreviewEdit { from, to, text: text.into() })
        };
        assert_eq!(edit(2, 4, "ß"), Some("a ß nöel".into()));
        assert_eq!(edit(0, 0, "ja "), Some("ja a 😀 nöel".into()));
        assert_eq!(edit(6, 9, ""), Some("a 😀 n".into()));
        assert_eq!(edit(9, 9, "!"), Some("a 😀 nöel!".into()));
        for (from, to) in [(3, 4), (2, 3), (4, 2), (9, 10), (usize::MAX, usize::MAX)] {
            assert_eq!(edit(from, to, ""), None, "{from} {to}");
        }
    }

    #[test]
    fn an_edit_gives_what_the_whole_text_does_and_one_of_an_unknown_text_is_lost() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::open(DeskConfig::new(folder.path().to_owned())).unwrap();
        let ask = |ask| preview_render(&desk, ask).unwrap();
        let first = ask(asked(Some("# One\n\nTwo *words* 😀.\n\nThree.\n"), None, None));
        let edit = Some((10, 10, " more"));
        let next = ask(asked(None, edit, Some(first.version)));
        assert!(!next.lost && !next.whole);
        let html: Vec<&str> =
            next.changes.iter().flat_map(|change| &change.add).map(|part| &*part.html).collect();
        assert_eq!(html, ["<p>Two more <em>words</em> 😀.</p>"]);
        assert!(ask(asked(None, edit, Some(next.version + 9))).lost);
        assert!(ask(asked(None, edit, None)).lost);
        assert!(ask(asked(None, None, Some(next.version))).lost);
        assert!(ask(asked(None, Some((900, 900, "x")), Some(next.version))).lost);
        // The answer that did not arrive: the one before still counts.
        assert!(!ask(asked(None, edit, Some(first.version))).lost);
        desk.close();
    }
}
