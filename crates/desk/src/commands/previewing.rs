//! The preview of the text that is written: the window names the page it shows and gets what changes in it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use afterword_markup::{PreviewBlock, PreviewPage};
use afterword_model::BodyKind;

use crate::Desk;
use crate::api::{Preview, PreviewChange, PreviewPart, RenderPreview};
use crate::error::Result;
use crate::shared::lock;

const WORDS_PER_MINUTE: u32 = 230;
/// Pages that are kept: one for each window that shows the desk, and some to spare.
const KEPT: usize = 4;

/// The pages that windows show.
#[derive(Default)]
pub(crate) struct Pages(Mutex<Known>);

#[derive(Default)]
struct Known {
    last: u32,
    /// The one that was asked for last is the first.
    pages: VecDeque<(u32, Arc<PreviewPage>)>,
}

impl Pages {
    fn find(&self, version: Option<u32>) -> Option<Arc<PreviewPage>> {
        let known = lock(&self.0);
        known.pages.iter().find(|(of, _)| Some(*of) == version).map(|(_, page)| page.clone())
    }

    /// Keeps a page, and gives it a number. The page before it stays a while, should the answer be lost.
    fn keep(&self, page: Arc<PreviewPage>) -> u32 {
        let mut known = lock(&self.0);
        known.last = known.last.wrapping_add(1);
        let version = known.last;
        known.pages.push_front((version, page));
        known.pages.truncate(KEPT);
        version
    }
}

pub(crate) fn preview_render(desk: &Desk, ask: RenderPreview) -> Result<Preview> {
    let pages = &desk.0.pages;
    let found = pages.find(ask.have);
    let whole = found.is_none();
    let before = found.unwrap_or_default();
    let page = Arc::new(match ask.body_kind.unwrap_or_default() {
        BodyKind::Markdown => PreviewPage::of_markdown(&ask.body, &before),
        BodyKind::Html => PreviewPage::of_html(&ask.body, &before),
    });
    let changes = page.changes_since(&before).into_iter().map(|splice| PreviewChange {
        at: splice.at,
        remove: splice.remove,
        add: splice.add.iter().map(part).collect(),
    });
    let words = page.words();
    Ok(Preview {
        whole,
        changes: changes.collect(),
        notes: (whole || page.notes() != before.notes())
            .then(|| page.notes().unwrap_or_default().to_owned()),
        note_lines: page.note_lines().to_vec(),
        words,
        minutes: words.div_ceil(WORDS_PER_MINUTE).max(1),
        version: pages.keep(page),
    })
}

fn part(block: &PreviewBlock) -> PreviewPart {
    PreviewPart { gap: block.gap, lines: block.lines, html: block.html.to_string() }
}
