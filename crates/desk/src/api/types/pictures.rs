//! Pictures.

use afterword_model::PostId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A picture or another file to keep.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddPicture {
    /// The post it is for.
    pub post: PostId,
    /// The file's name.
    pub file_name: String,
    /// The bytes, base64 (standard alphabet).
    pub base64: String,
    /// Another file is refused.
    #[ts(optional)]
    pub pictures_only: Option<bool>,
}

/// A picture that is kept, made fit for the blog, or another file as it is.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AddedPicture {
    /// Its name in bodies.
    pub uuid: String,
    /// What to put into the body.
    pub markdown: String,
    /// It is shown in the text; else the text has a link.
    pub is_picture: bool,
    /// As it came, the way round it is meant to be seen.
    pub was: PictureSize,
    /// As it is kept and will be uploaded.
    pub is: PictureSize,
    /// Where it was taken was written into it, and was taken out.
    pub had_location: bool,
}

/// A picture's measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PictureSize {
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// A picture that a post uses.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PictureRow {
    /// Its name in bodies.
    pub uuid: String,
    /// The name it came with.
    pub file_name: String,
    /// What readers who can't see it are told, when the body does not say; may be empty.
    pub alt: String,
    /// Its measures.
    pub size: PictureSize,
    /// The blog has it already.
    pub uploaded: bool,
    /// It stands for the post.
    pub featured: bool,
}

/// Says what a picture shows, for readers who can't see it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DescribePicture {
    /// The picture.
    pub uuid: String,
    /// Plain text.
    pub alt: String,
}
