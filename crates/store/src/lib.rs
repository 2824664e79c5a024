//! The SQLite file that holds the writer's words: all SQL is here, one module per table.
//!
//! A caller takes the [`Store`] and does its reads and writes in closures; each `write` is one
//! transaction on disk (`synchronous=FULL`) before it returns. No policy and no network in here.

mod db;
mod error;
mod migrate;

pub mod activity;
pub mod arrivals;
pub mod authors;
pub mod blog_settings;
pub mod blogs;
pub mod comments;
pub mod cursors;
pub mod drafts;
pub mod find;
pub mod media;
pub mod outbox;
pub mod post_desk;
pub mod posts;
pub mod readers;
pub mod receipts;
pub mod remote_pictures;
pub mod remote_posts;
pub mod saved_replies;
pub mod search;
pub mod settings;
pub mod snippets;
pub mod sources;
pub mod spelling;
pub mod styles;
pub mod terms;

pub use db::{Db, Store};
pub use error::{Error, Result};
pub use migrate::{SCHEMA, schema_text};
