//! From the bytes of a page to its text: by its mark, by what the server says, by what it says itself, and
//! where all of that is wrong, by what it looks like.

use encoding_rs::{Encoding, UTF_8};

/// Where a page's own word about its charset is looked for.
const HEAD: usize = 4096;

/// The text of a page. `content_type`: as the server sent it.
pub fn page_text(bytes: &[u8], content_type: &str) -> String {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0.into_owned();
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let said = label(content_type).or_else(|| label(&String::from_utf8_lossy(head)));
    if let Some(encoding) = said {
        let (text, wrong) = encoding.decode_without_bom_handling(bytes);
        if !wrong {
            return text.into_owned();
        }
    }
    // What is sound UTF-8 is UTF-8, whatever was said.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    // A few torn letters don't make a page another's.
    let (torn, _) = UTF_8.decode_without_bom_handling(bytes);
    let broken = torn.chars().filter(|c| *c == '\u{fffd}').count();
    if said == Some(UTF_8) && broken * 100 < torn.len() {
        return torn.into_owned();
    }
    guess.decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding named after `charset=`, in a header or the beginning of a page.
fn label(text: &str) -> Option<&'static Encoding> {
    let at = text.to_ascii_lowercase().find("charset")? + "charset".len();
    let rest = text.get(at..)?.trim_start().strip_prefix('=')?;
    let rest = rest.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.+".contains(c)));
    let name = rest.get(..end.unwrap_or(rest.len()))?;
    // A page that can be read up to here is not in two-byte letters, whatever it says.
    Encoding::for_label(name.as_bytes()).map(Encoding::output_encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_in_its_charset_and_in_spite_of_a_wrong_one() {
        let meta = "<meta http-equiv=Content-Type content=\"text/html; charset=windows-1251\">";
        let russian = encoding_rs::WINDOWS_1251.encode("Привет, мир").0.into_owned();
        let with_meta = [meta.as_bytes(), &russian].concat();
        let german = encoding_rs::WINDOWS_1252
            .encode("Die Straße über den Flüssen von Köln, schön")
            .0
            .into_owned();
        for (bytes, content_type, part) in [
            ("über".as_bytes().to_vec(), "text/html; charset=utf-8", "über"),
            ("über".as_bytes().to_vec(), "text/html", "über"),
            ("über, wrongly named".as_bytes().to_vec(), "text/html; charset=nonsense", "über"),
            (russian.clone(), "text/html; charset=Windows-1251", "Привет, мир"),
            (with_meta, "text/html", "Привет, мир"),
            (german.clone(), "text/html; charset=utf-8", "Straße über"),
            (german, "text/html", "Straße über"),
            (b"\xef\xbb\xbf\xc3\xbc".to_vec(), "text/html; charset=iso-8859-1", "ü"),
            (b"\xff\xfeh\0i\0".to_vec(), "", "hi"),
            (b"<meta charset=utf-16>plain".to_vec(), "", "plain"),
            (b"\xff".to_vec(), "text/html; charset=utf-8", ""),
        ] {
            let text = page_text(&bytes, content_type);
            assert!(text.contains(part), "{content_type}: {text}");
        }
    }

    #[test]
    fn one_torn_letter_leaves_the_others_as_they_are() {
        let mut bytes = "Grüße aus Köln. ".repeat(30).into_bytes();
        bytes.push(0xc3);
        let text = page_text(&bytes, "text/html; charset=utf-8");
        assert!(text.starts_with("Grüße aus Köln."), "{text}");
    }
}
