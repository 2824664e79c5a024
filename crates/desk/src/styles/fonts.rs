//! The fonts of a page: those that its CSS uses for characters that stand on it, within a number and a size.

use afterword_markup::style::Face;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::KeptFace;
use super::fetching::{Fetching, join};
use super::sheets::Sheets;

const MOST_FONTS: usize = 16;
const FONT_BYTES: u64 = 600 << 10;
const ALL_BYTES: usize = 3 << 20;
const KINDS: &str = "font/woff2,font/woff,font/ttf,font/otf,*/*;q=0.1";
/// How font files begin: woff2, woff, TrueType, OpenType.
const BEGINNINGS: [&[u8]; 5] = [b"wOF2", b"wOFF", &[0, 1, 0, 0], b"OTTO", b"true"];

/// The fonts, and how many did not come.
pub(super) fn gather(
    fetching: &Fetching<'_>,
    sheets: &Sheets,
    letters: &str,
) -> (Vec<(KeptFace, Vec<u8>)>, usize) {
    let css = sheets.css.to_lowercase();
    let mut wanted: Vec<(&Face, String)> = Vec::new();
    for (face, base) in &sheets.faces {
        // A font that no rule names is not used.
        let used = css.contains(&face.family.to_lowercase()) && face.serves(letters);
        let from = face.sources.first().and_then(|source| place(base, source));
        if let (true, Some(from)) = (used, from) {
            wanted.push((face, from));
        }
    }
    let mut missing = wanted.len().saturating_sub(MOST_FONTS);
    wanted.truncate(MOST_FONTS);
    let addresses: Vec<String> =
        wanted.iter().map(|(_, from)| from.clone()).filter(|from| !is_data(from)).collect();
    fetching.all(&addresses, KINDS, FONT_BYTES);
    let (mut fonts, mut total) = (Vec::new(), 0);
    for (face, from) in wanted {
        let bytes = if is_data(&from) {
            inline(&from)
        } else {
            let got = fetching.all(&[from], KINDS, FONT_BYTES).pop().flatten();
            got.map(|font| font.bytes.clone())
        };
        let fits = |bytes: &Vec<u8>| {
            BEGINNINGS.iter().any(|begins| bytes.starts_with(begins))
                && total + bytes.len() <= ALL_BYTES
        };
        match bytes.filter(fits) {
            Some(bytes) => {
                total += bytes.len();
                fonts.push((kept(face), bytes));
            }
            None => missing += 1,
        }
    }
    (fonts, missing)
}

fn place(base: &str, source: &str) -> Option<String> {
    if is_data(source) { Some(source.to_owned()) } else { join(base, source) }
}

fn is_data(source: &str) -> bool {
    source.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// A font that stands in the sheet itself.
fn inline(source: &str) -> Option<Vec<u8>> {
    let (head, data) = source.split_once(',')?;
    if !head.ends_with(";base64") || data.len() as u64 > FONT_BYTES * 4 / 3 {
        return None;
    }
    BASE64_STANDARD.decode(data.trim()).ok()
}

fn kept(face: &Face) -> KeptFace {
    let range = face.ranges.iter().map(|(first, last)| format!("U+{first:X}-{last:X}"));
    KeptFace {
        family: face.family.clone(),
        weight: face.weight.clone(),
        style: face.style.clone(),
        stretch: face.stretch.clone(),
        range: range.collect::<Vec<_>>().join(","),
    }
}
