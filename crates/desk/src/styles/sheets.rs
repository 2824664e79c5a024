//! A page's style sheets with those that they bring in, cleaned, as one text in the order in which they count.

use std::sync::Arc;

use afterword_markup::style::{Face, Sheet, Source, sheet, wrap};
use afterword_platform::outside::Fetched;

use super::fetching::{Fetching, join};

/// Sheets that bring in sheets that bring in sheets.
const DEPTH: usize = 2;
const SHEET_BYTES: u64 = 1 << 20;
/// Of all CSS together; what comes later is left out.
const MOST_CSS: usize = 3 << 20;

/// All of a page's CSS.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub css: String,
    /// Fonts, with the address of the sheet that names them.
    pub faces: Vec<(Face, String)>,
    /// Sheets that did not come.
    pub missing: usize,
}

/// Fetches and cleans a page's style sheets.
pub(super) fn gather(fetching: &Fetching<'_>, base: &str, sources: &[Source]) -> Sheets {
    let mut all = Sheets::default();
    let addresses: Vec<String> = sources
        .iter()
        .filter_map(|source| match source {
            Source::At(address, _) => join(base, address),
            Source::Here(..) => None,
        })
        .collect();
    // All at once first, so that the walk below finds them.
    fetching.all(&addresses, "text/css", SHEET_BYTES);
    for source in sources {
        let (css, within) = match source {
            Source::Here(css, within) => (all.text(fetching, css, base, DEPTH), within),
            Source::At(address, within) => (all.fetched(fetching, base, address, DEPTH), within),
        };
        if all.css.len() + css.len() > MOST_CSS {
            all.missing += 1;
        } else if !css.is_empty() {
            all.css.push_str(&wrap(&css, within));
        }
    }
    all
}

impl Sheets {
    fn fetched(
        &mut self,
        fetching: &Fetching<'_>,
        base: &str,
        address: &str,
        depth: usize,
    ) -> String {
        let found = join(base, address)
            .and_then(|address| fetching.all(&[address], "text/css", SHEET_BYTES).pop().flatten());
        match found.filter(is_css) {
            Some(found) => {
                let css = afterword_markup::page_text(&found.bytes, &found.content_type);
                self.text(fetching, &css, &found.address, depth)
            }
            None => {
                self.missing += 1;
                String::new()
            }
        }
    }

    /// A sheet that was found at `base`, after what it brings in.
    fn text(&mut self, fetching: &Fetching<'_>, css: &str, base: &str, depth: usize) -> String {
        let Sheet { mut order, imports, css, faces } = sheet(css);
        for import in &imports {
            if depth == 0 {
                self.missing += 1;
                continue;
            }
            let inner = self.fetched(fetching, base, &import.address, depth - 1);
            // Even an empty layer has its place among the layers.
            order.push_str(&wrap(&inner, &import.within));
        }
        self.faces.extend(faces.into_iter().map(|face| (face, base.to_owned())));
        order.push_str(&css);
        order
    }
}

/// Not the page that says that there is nothing here.
fn is_css(found: &Arc<Fetched>) -> bool {
    found.content_type.is_empty()
        || found.content_type.to_ascii_lowercase().trim_start().starts_with("text/css")
}
