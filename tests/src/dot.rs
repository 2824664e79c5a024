//! The smallest picture there is, in as many colours as a test needs.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

/// A GIF of one pixel, whose colours depend on the name: another name is another picture, also after
/// everything that is no picture was taken out of the file.
pub fn dot(name: &str) -> Vec<u8> {
    let mut hash = DefaultHasher::new();
    name.hash(&mut hash);
    let colours = hash.finish().to_le_bytes();
    let mut gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00".to_vec();
    gif.extend(&colours[..6]);
    gif.extend(b"!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01D\x00;");
    gif
}
