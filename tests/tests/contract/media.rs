//! Pictures: uploaded under a key, found again by it, and served as they were sent.

use afterword_model::{FileKind, ImageKind, RemoteId};
use afterword_platform::{NewMedia, RemoteMedia, Uploads};

use crate::cell::{Cell, Need, kind};

pub const CASES: &[crate::Case] = &[
    ("a_picture_is_found_by_its_key_and_served", &[Need::Upload], uploaded),
    ("a_picture_sent_twice_is_found_oldest_first", &[Need::Upload], twice),
    ("a_name_in_any_script_is_taken", &[Need::Upload], names),
    ("bytes_that_are_no_picture_are_refused", &[Need::Upload], no_picture),
    ("a_pdf_is_found_by_its_key_and_served", &[Need::Upload], pdf),
    ("an_upload_tells_its_bytes_as_they_go", &[Need::Upload], told),
    ("a_description_is_changed_and_read_back", &[Need::Upload, Need::Rest], described),
    ("other_peoples_pictures_are_read", &[Need::Colleagues], others),
    (
        "other_peoples_descriptions_stay",
        &[Need::OwnOnly, Need::Colleagues, Need::Rest],
        others_description,
    ),
    ("who_may_not_upload_is_told", &[Need::NoUpload], forbidden),
];

/// One white pixel.
const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4,
    0x89, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xfc, 0xff, 0xff, 0x3f,
    0x03, 0x00, 0x08, 0xfc, 0x02, 0xfe, 0xa7, 0x9a, 0xa0, 0xa0, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45,
    0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

fn uploads(cell: &Cell) -> &dyn Uploads {
    cell.blog().media().unwrap()
}

pub fn picture<'a>(file_name: &'a str, alt: &'a str) -> NewMedia<'a> {
    NewMedia { file_name, kind: ImageKind::Png.into(), bytes: PNG, alt }
}

fn uploaded(cell: &Cell) {
    let key = cell.key();
    assert_eq!(uploads(cell).find_by_key(&key).unwrap(), Vec::<RemoteMedia>::new());
    let alt = "A cat & a “dog”, 100 % + more";
    let sent = uploads(cell).upload(&key, &picture("My cat.png", alt), &|_| {}).unwrap();
    assert_eq!(uploads(cell).find_by_key(&key).unwrap(), std::slice::from_ref(&sent));
    assert!(sent.url.starts_with(&cell.url), "{}", sent.url);
    // XML-RPC knows no descriptions.
    let alt = if Need::Rest.of(cell) { alt } else { "" };
    assert_eq!(sent.alt, alt);
    let (status, kind, bytes) = cell.outside.visit(&sent.url).unwrap();
    assert_eq!((status, kind.as_str(), bytes.as_slice()), (200, "image/png", PNG));
    let stored = cell.outside.get(&format!("wp/v2/media/{}&context=edit", sent.id)).unwrap();
    assert_eq!(stored["alt_text"], alt);
}

fn twice(cell: &Cell) {
    let key = cell.key();
    let first = uploads(cell).upload(&key, &picture("a.png", ""), &|_| {}).unwrap();
    let second = uploads(cell).upload(&key, &picture("a.png", ""), &|_| {}).unwrap();
    assert_ne!(first.id, second.id);
    assert_eq!(uploads(cell).find_by_key(&key).unwrap(), [first, second]);
}

fn names(cell: &Cell) {
    let long = "a".repeat(300);
    for name in ["写真.png", "Grüße.JPG", "no ending", "\"\r\nX-Evil: 1.png", "", long.as_str()]
    {
        let key = cell.key();
        let sent = uploads(cell)
            .upload(&key, &picture(name, ""), &|_| {})
            .unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(sent.url.ends_with(".png"), "{name}: {}", sent.url);
        assert_eq!(uploads(cell).find_by_key(&key).unwrap(), [sent], "{name}");
    }
}

fn no_picture(cell: &Cell) {
    let mut media = picture("cat.png", "");
    for bytes in [&b""[..], b"<?php evil();", b"<svg onload=alert(1)>", &PNG[..7]] {
        media.bytes = bytes;
        let key = cell.key();
        assert_eq!(kind(uploads(cell).upload(&key, &media, &|_| {})), "Refused");
        assert_eq!(uploads(cell).find_by_key(&key).unwrap(), Vec::<RemoteMedia>::new());
    }
    // The beginning of a picture and no more: the blog may take it or not, but says so.
    media.bytes = &PNG[..20];
    match uploads(cell).upload(&cell.key(), &media, &|_| {}) {
        Ok(_) => {}
        refused => assert_eq!(kind(refused), "Refused"),
    }
}

/// The least that is a PDF.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

fn pdf(cell: &Cell) {
    let key = cell.key();
    let file_name = "The keeper's log.PDF";
    let file = FileKind::of_name(file_name).unwrap();
    let mut media = NewMedia { file_name, kind: file.into(), bytes: PDF, alt: "" };
    let sent = uploads(cell).upload(&key, &media, &|_| {}).unwrap();
    assert!(sent.url.starts_with(&cell.url) && sent.url.ends_with(".pdf"), "{}", sent.url);
    assert_eq!(uploads(cell).find_by_key(&key).unwrap(), std::slice::from_ref(&sent));
    let (status, mime, bytes) = cell.outside.visit(&sent.url).unwrap();
    assert_eq!((status, mime.as_str(), bytes.as_slice()), (200, "application/pdf", PDF));

    let key = cell.key();
    media.bytes = b"<?php evil();";
    assert_eq!(kind(uploads(cell).upload(&key, &media, &|_| {})), "Refused");
    assert_eq!(uploads(cell).find_by_key(&key).unwrap(), Vec::<RemoteMedia>::new());
}

fn told(cell: &Cell) {
    let words: Vec<u8> = b"High water at six.\n".iter().copied().cycle().take(300_000).collect();
    let file = FileKind::of_name("tides.txt").unwrap();
    let media = NewMedia { file_name: "tides.txt", kind: file.into(), bytes: &words, alt: "" };
    let steps = std::cell::RefCell::new(vec![]);
    let sent =
        uploads(cell).upload(&cell.key(), &media, &|bytes| steps.borrow_mut().push(bytes)).unwrap();
    let steps = steps.into_inner();
    assert!(steps.len() > 2 && steps.is_sorted(), "{steps:?}");
    assert_eq!(steps.last(), Some(&300_000));
    let (status, _, bytes) = cell.outside.visit(&sent.url).unwrap();
    assert!(status == 200 && bytes == words, "it arrived whole");
}

fn described(cell: &Cell) {
    let one = uploads(cell).upload(&cell.key(), &picture("a.png", ""), &|_| {}).unwrap();
    let two = uploads(cell).upload(&cell.key(), &picture("b.png", "Kept"), &|_| {}).unwrap();
    assert_eq!((one.alt.as_str(), two.alt.as_str()), ("", "Kept"));
    let alt = "Fish & chips, \"fresh\" — 100 % 💬";
    for _ in 0..2 {
        let changed = uploads(cell).describe(&one.id, alt).unwrap();
        assert_eq!((&changed.id, changed.alt.as_str(), &changed.url), (&one.id, alt, &one.url));
    }
    let mut found =
        uploads(cell).get(&[one.id.clone(), RemoteId::from(999_999), two.id.clone()]).unwrap();
    found.sort_by_key(|media| media.id != one.id);
    assert_eq!(found, [RemoteMedia { alt: alt.to_owned(), ..one.clone() }, two]);
    assert_eq!(uploads(cell).describe(&one.id, "").unwrap().alt, "");
    assert_eq!(uploads(cell).get(&[]).unwrap(), Vec::<RemoteMedia>::new());
    assert_eq!(kind(uploads(cell).describe(&RemoteId::from(999_999), "Nothing")), "NotFound");
}

/// A picture of somebody who is not this account.
fn theirs(cell: &Cell) -> RemoteMedia {
    let role = if Need::OwnOnly.of(cell) { "editor" } else { "author" };
    let other = cell.as_role(role);
    other.media().unwrap().upload(&cell.key(), &picture("theirs.png", "Theirs"), &|_| {}).unwrap()
}

fn others(cell: &Cell) {
    let theirs = theirs(cell);
    assert_eq!(uploads(cell).get(std::slice::from_ref(&theirs.id)).unwrap(), [theirs]);
}

fn others_description(cell: &Cell) {
    let theirs = theirs(cell);
    assert_eq!(kind(uploads(cell).describe(&theirs.id, "Mine")), "Forbidden");
    assert_eq!(uploads(cell).get(std::slice::from_ref(&theirs.id)).unwrap(), [theirs]);
}

fn forbidden(cell: &Cell) {
    let sent = uploads(cell).upload(&cell.key(), &picture("a.png", ""), &|_| {});
    assert_eq!(kind(sent), "Forbidden");
}
