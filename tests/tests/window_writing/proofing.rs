//! Spelling and grammar in the window.
