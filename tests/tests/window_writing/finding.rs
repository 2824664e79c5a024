//! The palette, and the lists of posts.
