//! Files that are no pictures: which kinds a stock WordPress takes, told by the name's ending, and
//! whether the bytes begin as that kind does. What a blog allows beyond that is not known here.

use std::path::Path;

/// A kind of file that a stock WordPress takes from everybody who may upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileKind {
    extension: &'static str,
    mime: &'static str,
}

/// Endings and types, each type once. What a browser would run as a page or a script is not among them.
const KINDS: [(&str, &str); 41] = [
    ("pdf", "application/pdf"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("aac", "audio/aac"),
    ("ogg", "audio/ogg"),
    ("wav", "audio/wav"),
    ("flac", "audio/flac"),
    ("mid", "audio/midi"),
    ("wma", "audio/x-ms-wma"),
    ("mp4", "video/mp4"),
    ("m4v", "video/x-m4v"),
    ("mov", "video/quicktime"),
    ("webm", "video/webm"),
    ("ogv", "video/ogg"),
    ("mkv", "video/x-matroska"),
    ("avi", "video/avi"),
    ("mpg", "video/mpeg"),
    ("wmv", "video/x-ms-wmv"),
    ("3gp", "video/3gpp"),
    ("zip", "application/zip"),
    ("gz", "application/x-gzip"),
    ("tar", "application/x-tar"),
    ("rar", "application/rar"),
    ("7z", "application/x-7z-compressed"),
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    ("tsv", "text/tab-separated-values"),
    ("ics", "text/calendar"),
    ("vtt", "text/vtt"),
    ("srt", "application/x-subrip"),
    ("rtf", "application/rtf"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("pages", "application/vnd.apple.pages"),
];

/// Other spellings of endings.
const ALSO: [(&str, &str); 5] =
    [("oga", "ogg"), ("midi", "mid"), ("mpeg", "mpg"), ("3gpp", "3gp"), ("gzip", "gz")];

impl FileKind {
    /// The kind of a file of this name; `None` for what a stock WordPress refuses.
    pub fn of_name(name: &str) -> Option<Self> {
        let ending = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        let usual = ALSO.iter().find(|(other, _)| *other == ending).map(|(_, usual)| *usual);
        let ending = usual.unwrap_or(&ending);
        Self::find(|kind| kind.extension == ending)
    }

    /// The kind with this MIME type.
    pub fn from_mime(mime: &str) -> Option<Self> {
        Self::find(|kind| kind.mime == mime)
    }

    /// The MIME type.
    pub fn mime(self) -> &'static str {
        self.mime
    }

    /// The usual file ending, without the dot.
    pub fn extension(self) -> &'static str {
        self.extension
    }

    /// Whether the bytes can be a file of this kind: not a program, a page or a script under another
    /// name, and beginning as its kind does where that is certain. WordPress looks closer.
    pub fn fits(self, bytes: &[u8]) -> bool {
        let begins = |with: &[u8]| bytes.starts_with(with);
        let words = bytes.trim_ascii_start();
        let says = |word: &[u8]| {
            words.get(..word.len()).is_some_and(|first| first.eq_ignore_ascii_case(word))
        };
        let foreign = begins(b"MZ")
            || begins(b"\x7fELF")
            || [&b"<?php"[..], b"<svg", b"<html", b"<!doctype html", b"<script"]
                .into_iter()
                .any(says);
        if bytes.is_empty() || (foreign && self.extension != "txt") {
            return false;
        }
        match self.extension {
            "pdf" => {
                let head = bytes.get(..1024).unwrap_or(bytes);
                head.windows(5).any(|five| five == b"%PDF-")
            }
            "zip" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "pages" => begins(b"PK"),
            "doc" | "xls" | "ppt" => begins(b"\xd0\xcf\x11\xe0"),
            "gz" => begins(b"\x1f\x8b"),
            "rar" => begins(b"Rar!"),
            "7z" => begins(b"7z\xbc\xaf\x27\x1c"),
            "rtf" => begins(b"{\\rtf"),
            "mp4" | "m4v" | "m4a" | "3gp" => bytes.get(4..8) == Some(b"ftyp"),
            _ => true,
        }
    }

    fn find(which: impl Fn(&Self) -> bool) -> Option<Self> {
        KINDS.into_iter().map(|(extension, mime)| Self { extension, mime }).find(which)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_ending_and_kept_by_its_type() {
        for (name, ending) in
            [("The log.PDF", "pdf"), ("tide.table.csv", "csv"), ("storm.MPEG", "mpg")]
        {
            let kind = FileKind::of_name(name).unwrap();
            assert_eq!(kind.extension(), ending);
        }
        for (extension, mime) in KINDS {
            assert_eq!(FileKind::from_mime(mime).map(FileKind::extension), Some(extension));
        }
    }

    #[test]
    fn what_a_stock_wordpress_refuses_is_no_kind() {
        for name in [
            "run.exe",
            "drawing.svg",
            "page.html",
            "x.pdf.php",
            "a.js",
            "b.epub",
            "c.sh",
            "pdf",
            "",
            ".pdf",
            "cat.bmp",
        ] {
            assert_eq!(FileKind::of_name(name), None, "{name}");
        }
    }

    #[test]
    fn a_program_under_another_name_does_not_fit() {
        let kind = |name| FileKind::of_name(name).unwrap();
        assert!(kind("a.pdf").fits(b"%PDF-1.7\n"));
        assert!(!kind("a.pdf").fits(b"MZ\x90\0"));
        assert!(!kind("a.pdf").fits(b"plain words"));
        assert!(!kind("a.csv").fits(b"\n <?PHP evil();"));
        assert!(kind("a.csv").fits(b"day;tide\n"));
        assert!(kind("a.txt").fits(b"<html> is how pages begin"));
        assert!(!kind("a.txt").fits(b""));
        assert!(kind("a.docx").fits(b"PK\x03\x04"));
    }
}
