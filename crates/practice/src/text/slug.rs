//! Slugs as WordPress makes them: lower case, dashes, non-ASCII percent-encoded.

use std::fmt::Write;

/// Longest slug, in bytes.
const LONGEST: usize = 200;

/// A slug made of a title or of a slug that was asked for; may be empty.
pub fn slug_of(text: &str) -> String {
    let mut slug = String::new();
    let mut dash = false;
    for part in pieces(&without_entities(&without_tags(text))) {
        match part {
            Piece::Letters(letters) => {
                if dash && !slug.is_empty() {
                    slug.push('-');
                }
                dash = false;
                slug.push_str(&letters);
            }
            Piece::Gap => dash = true,
        }
    }
    cut(&slug, LONGEST)
}

/// WordPress leaves out what is written as an entity, whatever it stands for, but for spaces and dashes.
fn without_entities(text: &str) -> String {
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(';') {
            Some(("nbsp" | "ndash" | "mdash" | "#160" | "#8211" | "#8212", rest)) => {
                out.push('-');
                out.push_str(rest);
            }
            Some((name, rest)) if is_entity(name) => out.push_str(rest),
            _ => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    out
}

fn is_entity(name: &str) -> bool {
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.len() <= 10 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The slug with a number behind it, within the length.
pub(crate) fn numbered(slug: &str, number: u32) -> String {
    let ending = format!("-{number}");
    format!("{}{ending}", cut(slug, LONGEST - ending.len()))
}

/// Whether a post's address of this form already means something else: a day, a feed.
pub(crate) fn is_reserved(slug: &str) -> bool {
    is_feed(slug) || slug.parse().is_ok_and(|number: u32| (1..32).contains(&number))
}

/// The same for a page, whose number would lead to a part of another page.
pub(crate) fn is_reserved_for_pages(slug: &str) -> bool {
    let number = slug.strip_prefix("page").unwrap_or(slug);
    is_feed(slug) || (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

fn is_feed(slug: &str) -> bool {
    matches!(slug, "feed" | "rdf" | "rss" | "rss2" | "atom" | "embed")
}

/// Cuts to so many bytes without leaving half a percent-encoded character.
fn cut(slug: &str, longest: usize) -> String {
    if slug.len() <= longest {
        return slug.to_owned();
    }
    let mut out = String::new();
    let mut pending = String::new();
    let mut left = 0_u32;
    for c in slug.chars() {
        if out.len() + pending.len() + 1 > longest {
            break;
        }
        pending.push(c);
        if c == '%' {
            left = 2;
        } else {
            left = left.saturating_sub(1);
        }
        // A whole byte; a character is whole when no continuation byte (%8x to %bx) can follow, which
        // decoding tells.
        if left == 0 && percent_encoding::percent_decode_str(&pending).decode_utf8().is_ok() {
            out.push_str(&pending);
            pending.clear();
        }
    }
    out.trim_end_matches('-').to_owned()
}

enum Piece {
    Letters(String),
    Gap,
}

fn pieces(text: &str) -> impl Iterator<Item = Piece> + '_ {
    let mut chars = text.chars().peekable();
    std::iter::from_fn(move || {
        loop {
            let c = chars.next()?;
            // What is percent-encoded already stays.
            if c == '%' {
                let mut rest = chars.clone();
                let two: String = rest.by_ref().take(2).collect();
                if two.len() == 2 && two.bytes().all(|b| b.is_ascii_hexdigit()) {
                    chars = rest;
                    return Some(Piece::Letters(format!("%{}", two.to_ascii_lowercase())));
                }
                continue;
            }
            match piece(c) {
                Some(piece) => return Some(piece),
                None => continue,
            }
        }
    })
}

fn piece(c: char) -> Option<Piece> {
    if c.is_ascii_alphanumeric() || c == '_' {
        return Some(Piece::Letters(c.to_ascii_lowercase().to_string()));
    }
    if let Some(letters) = without_accent(c) {
        return Some(Piece::Letters(letters.to_owned()));
    }
    match c {
        '-' | '.' | '/' | '–' | '—' | '\u{a0}' | '×' => Some(Piece::Gap),
        c if c.is_whitespace() => Some(Piece::Gap),
        c if c.is_ascii() => None,
        '‘'..='‟' | '‹' | '›' | '«' | '»' | '…' | '•' | '¡' | '¿' | '·' => None,
        '´' | '˙' | '°' | '©' | '®' | '™' => None,
        c => {
            let mut encoded = String::new();
            let mut bytes = [0; 4];
            for lower in c.to_lowercase() {
                for byte in lower.encode_utf8(&mut bytes).bytes() {
                    // Writing to a String does not fail.
                    let _ = write!(encoded, "%{byte:02x}");
                }
            }
            Some(Piece::Letters(encoded))
        }
    }
}

fn without_accent(c: char) -> Option<&'static str> {
    Some(match c {
        'À'..='Å' | 'à'..='å' | 'Ā' | 'ā' | 'Ă' | 'ă' | 'Ą' | 'ą' => "a",
        'Æ' | 'æ' => "ae",
        'Ç' | 'ç' | 'Ć' | 'ć' | 'Č' | 'č' => "c",
        'Ď' | 'ď' | 'Đ' | 'đ' | 'Ð' | 'ð' => "d",
        'È'..='Ë' | 'è'..='ë' | 'Ē' | 'ē' | 'Ę' | 'ę' | 'Ě' | 'ě' => "e",
        'Ğ' | 'ğ' => "g",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ī' | 'ī' | 'İ' | 'ı' => "i",
        'Ł' | 'ł' => "l",
        'Ñ' | 'ñ' | 'Ń' | 'ń' | 'Ň' | 'ň' | 'ŉ' => "n",
        'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' | 'Ō' | 'ō' | 'Ő' | 'ő' => "o",
        'Œ' | 'œ' => "oe",
        'Ř' | 'ř' => "r",
        'Ś' | 'ś' | 'Ş' | 'ş' | 'Š' | 'š' | 'ß' => "s",
        'Ţ' | 'ţ' | 'Ť' | 'ť' => "t",
        'Þ' | 'þ' => "th",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ū' | 'ū' | 'Ů' | 'ů' | 'Ű' | 'ű' => "u",
        'Ý' | 'ý' | 'ÿ' | 'Ÿ' => "y",
        'Ź' | 'ź' | 'Ż' | 'ż' | 'Ž' | 'ž' => "z",
        _ => return None,
    })
}

/// The text without what looks like elements. Not for safety: that is `clean`'s.
pub(crate) fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match (is_tag, after.split_once('>')) {
            (true, Some((_, behind))) => rest = behind,
            _ => rest = after,
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_made_as_wordpress_makes_them() {
        let table = [
            ("Link post: the lighthouse keepers", "link-post-the-lighthouse-keepers"),
            ("  A -- quiet — handover ", "a-quiet-handover"),
            ("It’s “fine”, isn't it?", "its-fine-isnt-it"),
            ("Tom & Jerry &amp; Co.", "tom-jerry-co"),
            ("<em>Big</em> a < b", "big-a-b"),
            ("Grüße aus Łódź", "gruse-aus-lodz"),
            ("日本", "%e6%97%a5%e6%9c%ac"),
            ("%E6%97%A5 100%", "%e6%97%a5-100"),
            ("q0123456789abcdef", "q0123456789abcdef"),
            ("!!!", ""),
        ];
        for (title, slug) in table {
            assert_eq!(slug_of(title), slug, "{title}");
        }
    }

    #[test]
    fn a_long_slug_is_cut_between_characters() {
        assert_eq!(slug_of(&"x".repeat(250)).len(), 200);
        let cut = slug_of(&"語".repeat(90));
        assert_eq!(cut.len(), 198);
        assert!(percent_encoding::percent_decode_str(&cut).decode_utf8().is_ok());
        assert_eq!(numbered(&"x".repeat(200), 2).len(), 200);
    }

    #[test]
    fn days_and_feeds_keep_their_addresses() {
        for slug in ["22", "feed", "embed"] {
            assert!(is_reserved(slug), "{slug}");
        }
        for slug in ["", "22-a", "feeds", "2024", "page2"] {
            assert!(!is_reserved(slug), "{slug}");
        }
        for slug in ["2024", "page2", "embed"] {
            assert!(is_reserved_for_pages(slug), "{slug}");
        }
        assert!(!is_reserved_for_pages("page"));
    }
}
