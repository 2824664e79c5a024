//! Markdown and HTML, as pure functions: no posts, no blogs, no network, no clock.
//!
//! `source → parse() → tree of blocks with source spans → small writers`: one writer for the live
//! preview, one for WordPress blocks, one for replies. Strangers' HTML goes through [`clean_comment`],
//! and whatever is shown in the window is sanitised as the last step.

mod address;
mod article;
mod autolink;
mod balance;
mod blocks;
mod chunks;
mod citation;
mod clean;
mod comment;
mod escape;
mod footnotes;
mod import;
mod inline;
mod lcs;
mod markdown;
mod marks;
mod media;
mod mend;
mod merge;
mod parse;
mod pasted;
mod pictures;
mod pieces;
mod preview;
mod publish;
mod remarks;
mod removed;
mod rewrite;
mod seal;
mod spell;
pub mod style;
mod tangle;
mod text;
mod tokens;
pub mod tree;

pub use article::{
    Article, Credit, Passage, PassageKind, Pick, article, credit_line, cut, page_text, quote_block,
};
pub use blocks::blocks;
pub use clean::clean_comment;
pub use comment::{ReplyMark, comment_html, comment_markdown, comment_quote, reply_marks};
pub use footnotes::{NoteForm, same_notes};
pub use import::{Imported, PublishedPicture, import};
pub use media::{media_alts, media_names};
pub use merge::{Clash, Merged, merge};
pub use parse::parse;
pub use pasted::pasted_markdown;
pub use pictures::{MissingPicture, Pictures, UploadedPicture};
pub use preview::{PreviewBlock, PreviewPage, Splice, preview, preview_html};
pub use publish::{Known, Style, publish, publish_with, style_of};
pub use remarks::{Remark, RemarkKind, links, raw_html, remarks};
pub use removed::removed;
pub use text::{excerpt, plain, plain_markdown, same_text, words};
