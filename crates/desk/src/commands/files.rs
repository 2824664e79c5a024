//! Files that are no pictures: kept as they are, linked from the text. What a stock WordPress refuses is
//! refused here, before the writer has pressed anything.

use std::path::Path;

use afterword_model::{BlogId, FileKind};
use afterword_store::media::NewPicture;

use super::pictures::no_picture;
use crate::Desk;
use crate::api::{AddedPicture, PictureSize};
use crate::error::Result;
use crate::words::failed;

/// Largest file that is taken. Few blogs take more, and it goes to the window's core in one piece.
const LARGEST: usize = 64 * 1024 * 1024;

/// Endings of pictures that are not taken as pictures: other words are of no use to their owner.
const OTHER_PICTURES: [&str; 15] = [
    "jpg", "jpeg", "jpe", "png", "gif", "webp", "heic", "heif", "avif", "bmp", "tif", "tiff",
    "svg", "ico", "psd",
];

/// Keeps a file whose bytes are no picture.
pub(super) fn add(desk: &Desk, blog: BlogId, name: &str, bytes: &[u8]) -> Result<AddedPicture> {
    let kind = check(name, bytes)?;
    let shared = desk.shared();
    let new = NewPicture {
        blog,
        file_name: name,
        kind: kind.into(),
        width: 0,
        height: 0,
        bytes,
        original: None,
    };
    let media = shared.store.keep_picture(&new, shared.now())?;
    let size = PictureSize { width: 0, height: 0, bytes: media.size };
    Ok(AddedPicture {
        uuid: media.uuid.to_string(),
        markdown: format!("[{}](media:{})", escaped(name), media.uuid),
        is_picture: false,
        was: size,
        is: size,
        had_location: false,
    })
}

fn check(name: &str, bytes: &[u8]) -> Result<FileKind> {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or_default().to_ascii_lowercase();
    if OTHER_PICTURES.contains(&ending.as_str()) {
        return Err(no_picture(name, format!(".{ending}")));
    }
    let Some(kind) = FileKind::of_name(name) else {
        return Err(failed(format!(
            "Blogs do not take files like “{name}”. PDF, sound, film, text, office files and ZIP work. Nothing was changed."
        )));
    };
    if bytes.is_empty() {
        return Err(failed(format!("“{name}” is empty. Nothing was changed.")));
    }
    if bytes.len() > LARGEST {
        return Err(failed(format!(
            "“{name}” is larger than 64 MB, too large to take in. Put it on the blog there, and a link to it into the text. Nothing was changed."
        )));
    }
    if !kind.fits(bytes) {
        return Err(failed(format!(
            "“{name}” is not what its name says, and blogs refuse that. Nothing was changed."
        )));
    }
    Ok(kind)
}

/// A file's name as the words of a link: nothing in it is a mark.
fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut before = ' ';
    let mut rest = name.chars().peekable();
    while let Some(c) = rest.next() {
        let inside = before.is_alphanumeric() && rest.peek().is_some_and(|c| c.is_alphanumeric());
        let mark = matches!(c, '\\' | '[' | ']' | '*' | '`' | '<' | '&' | '~' | '^' | '!')
            || (c == '_' && !inside);
        if mark {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_is_read_as_it_is() {
        let uploaded = |_: &str| {
            let url = "https://blog.example/wp-content/uploads/q1-log.pdf".to_owned();
            Some(afterword_markup::UploadedPicture { url, id: None, size: None })
        };
        for name in [
            "The log.pdf",
            "tide_table_2.csv",
            "_draft_.pdf",
            "a [b](c) *d* `e`.pdf",
            "^1.pdf",
            "R&amp;D <b>.pdf",
            "C:\\x~~y~~.zip",
            "![x].pdf",
        ] {
            let body = format!("[{}](media:6d1c7f2e-0a4b-4f3e-9a55-0f8f6f2b7c11)", escaped(name));
            assert_eq!(afterword_markup::plain_markdown(&body), name);
            let html = afterword_markup::blocks(&body, &uploaded).unwrap();
            assert!(
                html.contains("<a href=\"https://blog.example/wp-content/uploads/q1-log.pdf\">")
            );
            assert!(!html.contains("media:"), "{html}");
        }
        assert_eq!(escaped("tide_table_2.csv"), "tide_table_2.csv");
    }

    #[test]
    fn what_blogs_refuse_is_refused_in_a_sentence() {
        let said = |name: &str, bytes: &[u8]| check(name, bytes).unwrap_err().message;
        for name in ["run.exe", "page.html", "x.pdf.php", "book.epub", "no ending"] {
            assert!(said(name, b"bytes").starts_with("Blogs do not take files like"), "{name}");
        }
        assert!(said("drawing.svg", b"<svg>").contains("JPEG, PNG, GIF and WebP"));
        assert!(said("a.pdf", b"").contains("is empty"));
        assert!(said("a.pdf", b"MZ program").contains("not what its name says"));
        assert!(said("a.mp3", &vec![0; LARGEST + 1]).contains("larger than 64 MB"));
        assert_eq!(check("The log.PDF", b"%PDF-1.4").unwrap().extension(), "pdf");
    }
}
