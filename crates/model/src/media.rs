//! Pictures and other files: what they are, and which bytes count as a picture.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;
use uuid::Uuid;

use crate::{BlogId, FileKind, MediaId, RemoteId};

/// A picture or another file kept with the posts. Its bytes lie in a file named by their hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// Our id.
    pub id: MediaId,
    /// The name a post's body uses: `media:<uuid>`.
    pub uuid: Uuid,
    /// The blog whose posts use it.
    pub blog: BlogId,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// The name it came with.
    pub file_name: String,
    /// What it is.
    pub kind: MediaKind,
    /// Bytes.
    pub size: u64,
    /// Pixels; 0 for what is no picture.
    pub width: u32,
    /// Pixels; 0 for what is no picture.
    pub height: u32,
    /// Its description for readers who can't see it, plain text; may be empty.
    pub alt: String,
    /// What the blog has as its description, once uploaded.
    pub remote_alt: Option<String>,
    /// The file it was made from, when it was made smaller or cleaned.
    pub original: Option<Original>,
    /// The blog's id, once uploaded.
    pub remote_id: Option<RemoteId>,
    /// Its address on the blog, once uploaded.
    pub remote_url: Option<String>,
}

/// The file that a picture was made from; the file itself is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Original {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes.
    pub size: u64,
}

/// What a kept file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaKind {
    /// A picture, shown in the text.
    Image(ImageKind),
    /// Anything else that blogs take: a link in the text.
    File(FileKind),
}

impl MediaKind {
    /// The MIME type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Image(kind) => kind.mime(),
            Self::File(kind) => kind.mime(),
        }
    }

    /// The usual file ending, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Image(kind) => kind.extension(),
            Self::File(kind) => kind.extension(),
        }
    }

    /// The kind with this MIME type.
    pub fn from_mime(mime: &str) -> Option<Self> {
        let image = ImageKind::from_mime(mime).map(Self::Image);
        image.or_else(|| FileKind::from_mime(mime).map(Self::File))
    }

    /// Whether the text shows it instead of linking to it.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Image(_))
    }
}

impl From<ImageKind> for MediaKind {
    fn from(kind: ImageKind) -> Self {
        Self::Image(kind)
    }
}

impl From<FileKind> for MediaKind {
    fn from(kind: FileKind) -> Self {
        Self::File(kind)
    }
}

/// The kinds of picture that every WordPress takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ImageKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
}

/// The bytes are no picture we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a JPEG, PNG, GIF or WebP picture")]
pub struct NotAPicture;

impl ImageKind {
    /// Reads the kind from the first bytes; names and claimed types are not trusted.
    pub fn of(bytes: &[u8]) -> Result<Self, NotAPicture> {
        if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
            Ok(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Ok(Self::Png)
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            Ok(Self::Gif)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Ok(Self::Webp)
        } else {
            Err(NotAPicture)
        }
    }

    /// The MIME type.
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }

    /// The usual file ending, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
        }
    }

    /// The kind with this MIME type.
    pub fn from_mime(mime: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png, Self::Gif, Self::Webp].into_iter().find(|kind| kind.mime() == mime)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(ImageKind::of(b"\xff\xd8\xff\xe0rest"), Ok(ImageKind::Jpeg));
        assert_eq!(ImageKind::of(b"RIFF\0\0\0\0WEBPVP8 "), Ok(ImageKind::Webp));
        assert_eq!(ImageKind::of(b"<svg onload=alert(1)>"), Err(NotAPicture));
        assert_eq!(ImageKind::of(b""), Err(NotAPicture));
    }

    #[test]
    fn kinds_survive_their_mime_type() {
        for kind in [ImageKind::Jpeg, ImageKind::Png, ImageKind::Gif, ImageKind::Webp] {
            assert_eq!(ImageKind::from_mime(kind.mime()), Some(kind));
        }
    }
}
