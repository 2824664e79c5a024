//! Markdown and HTML, as pure functions: no posts, no blogs, no network, no clock.
//!
//! `source → parse() → tree of blocks with source spans → small writers`: one writer for the live
//! preview, one for WordPress blocks, one for replies. Strangers' HTML goes through [`clean_comment`],
//! and whatever is shown in the window is sanitised as the last step.

mod address;
mod autolink;
mod blocks;
mod citation;
mod clean;
mod comment;
mod escape;
mod inline;
mod media;
mod parse;
mod preview;
mod rewrite;
mod spell;
mod tangle;
mod text;
mod tokens;
pub mod tree;

pub use blocks::{MissingPicture, UploadedPicture, blocks};
pub use clean::clean_comment;
pub use comment::comment_html;
pub use media::media_names;
pub use parse::parse;
pub use preview::preview;
pub use text::{excerpt, plain, plain_markdown, same_text, words};
