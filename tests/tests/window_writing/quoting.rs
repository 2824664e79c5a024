//! Quoting a page with its source.
