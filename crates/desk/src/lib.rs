//! The use cases behind the window.

pub mod api;
mod error;

pub use error::{CommandError, ErrorCode, Result};
