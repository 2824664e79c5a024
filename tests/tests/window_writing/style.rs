//! The preview in the blog's own style.
