//! Pictures on their way to the blog: what stands there for an address in the text, or that it is missing.

use crate::{address, escape, media};

/// A picture as it stands on the blog.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UploadedPicture {
    /// Its address; of the large size, when the blog made one.
    pub url: String,
    /// The blog's number for it.
    pub id: Option<u64>,
    /// The name of its size (`large`, `full`, …). `None` is `large`; an empty one is not written.
    pub size: Option<String>,
}

/// A picture that readers could not see: nothing is written, since no address on the writer's machine
/// may be published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the picture “{name}” is not on the blog; upload it first, or take it out of the text")]
pub struct MissingPicture {
    /// The name behind `media:`, or the whole address when it is of another kind.
    pub name: String,
}

/// Looks up an uploaded picture by the name behind `media:`, or by a whole http(s) address: for one that
/// is on the blog it tells the number and the size.
pub type Pictures<'p> = &'p dyn Fn(&str) -> Option<UploadedPicture>;

/// A lookup that remembers the first picture it did not find.
pub(crate) struct Lookup<'p> {
    pub pictures: Pictures<'p>,
    pub missing: Option<MissingPicture>,
}

impl<'p> Lookup<'p> {
    pub fn new(pictures: Pictures<'p>) -> Self {
        Self { pictures, missing: None }
    }

    /// The picture an address stands for.
    pub fn picture(&mut self, src: &str) -> Option<UploadedPicture> {
        let name = address::media_name(src);
        let found = match name {
            Some(name) => (self.pictures)(name),
            None => address::is_published_picture(src).then(|| {
                let known = if address::is_web(src) { (self.pictures)(src) } else { None };
                UploadedPicture { url: src.to_owned(), ..known.unwrap_or_default() }
            }),
        };
        if found.is_none() {
            self.miss(name.unwrap_or(src));
        }
        found
    }

    /// The address to publish for a link; `None` leaves only its words.
    pub fn href(&mut self, address: &str) -> Option<String> {
        if address::media_name(address).is_some() {
            return self.picture(address).map(|picture| picture.url);
        }
        address::is_publishable_link(address).then(|| address.to_owned())
    }

    /// A sealed block as it is. Its pictures are the blog's own affair, but for those on this computer.
    pub fn sealed(&mut self, html: &str) -> String {
        self.replace(html, &|src| address::media_name(src).is_some() || src.starts_with("file:"))
    }

    /// Raw HTML with the addresses of uploaded pictures in place of `media:` names.
    pub fn raw(&mut self, html: &str) -> String {
        self.replace(html, &|_| true)
    }

    fn replace(&mut self, html: &str, judged: &dyn Fn(&str) -> bool) -> String {
        let mut html = html.to_owned();
        for src in media::raw_sources(&html).into_iter().filter(|src| judged(src)) {
            let Some(picture) = self.picture(&src) else { continue };
            if address::media_name(&src).is_some() {
                let mut url = String::new();
                escape::attr(&mut url, &picture.url);
                html = html.replace(&src, &url);
            }
        }
        // One spelled with entities, say, was not found by its letters: it must not go out either.
        let left = media::raw_sources(&html);
        if let Some(name) = left.iter().find_map(|src| address::media_name(src)) {
            self.miss(name);
        }
        html
    }

    fn miss(&mut self, name: &str) {
        self.missing.get_or_insert(MissingPicture { name: name.to_owned() });
    }
}
