//! The window served on 127.0.0.1, for machines without a display and for tests in a browser.
//!
//! The same pages and the same commands as in the desktop window, behind an address that works once. Knows
//! nothing of blogs or posts: it passes commands to the desk and changes to the page.

mod api;
mod gate;
mod headers;
mod pages;
mod serve;

pub use serve::{ServeError, Served, serve};
