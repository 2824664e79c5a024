//! Pictures and other files. The key is the upload's slug, asked for together with the bytes, and the beginning of its
//! file name, so that an earlier try that arrived is found again.

use afterword_model::{ImageKind, MediaKind, RemoteId};
use serde::Serialize;
use ureq::http::header;

use super::connection::Connection;
use super::{listed, wire};
use crate::{Error, NewMedia, RemoteMedia, Result, Uploads};

/// The file name's part behind the key, at most.
const LONGEST_NAME: usize = 40;

/// Bytes of the description that travel in the address, at most; the post's HTML has all of it.
const LONGEST_ALT: usize = 1000;

#[derive(Debug, Serialize)]
struct Description<'a> {
    alt_text: &'a str,
}

impl Uploads for Connection {
    fn upload(&self, key: &str, media: &NewMedia<'_>, sent: &dyn Fn(u64)) -> Result<RemoteMedia> {
        let kind = real_kind(media)?;
        let name = file_name(key, media.file_name, kind);
        let headers = vec![
            (header::CONTENT_TYPE, kind.mime().to_owned()),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        ];
        let mut parameters = vec![("slug", key), ("_fields", FIELDS)];
        let alt = beginning(media.alt, LONGEST_ALT);
        if !alt.is_empty() {
            parameters.push(("alt_text", alt));
        }
        let uploaded: wire::Media =
            Connection::upload(self, "wp/v2/media", &parameters, headers, media.bytes, sent)?;
        Ok(uploaded.into())
    }

    fn find_by_key(&self, key: &str) -> Result<Vec<RemoteMedia>> {
        let slugs = ["", "-1", "-2", "-3"].map(|double| format!("{key}{double}"));
        let found: Vec<wire::Media> = self.fetch(
            "wp/v2/media",
            &[
                ("slug", &slugs.join(",")),
                ("context", "edit"),
                ("orderby", "id"),
                ("order", "asc"),
                ("per_page", "100"),
                ("_fields", FIELDS),
            ],
        )?;
        let ours = found.into_iter().filter(|media| slugs.contains(&media.slug));
        Ok(ours.map(RemoteMedia::from).collect())
    }

    /// Asked for twice: in edit context for the sake of the login, which leaves out other people's
    /// pictures, and those as every reader may see them.
    fn get(&self, ids: &[RemoteId]) -> Result<Vec<RemoteMedia>> {
        let mut found: Vec<RemoteMedia> = Vec::new();
        for context in ["edit", "view"] {
            let missing: Vec<RemoteId> = ids
                .iter()
                .filter(|id| !found.iter().any(|media| media.id == **id))
                .cloned()
                .collect();
            if missing.is_empty() {
                break;
            }
            let answer: Vec<wire::Media> = self.fetch(
                "wp/v2/media",
                &[
                    ("include", &listed(&missing)),
                    ("context", context),
                    ("per_page", "100"),
                    ("_fields", FIELDS),
                ],
            )?;
            found.extend(answer.into_iter().map(RemoteMedia::from));
        }
        Ok(found)
    }

    fn describe(&self, id: &RemoteId, alt: &str) -> Result<RemoteMedia> {
        let route = format!("wp/v2/media/{}", super::segment(id));
        let described: wire::Media =
            self.send(&route, &[("_fields", FIELDS)], &Description { alt_text: alt })?;
        Ok(described.into())
    }
}

const FIELDS: &str = "id,slug,source_url,alt_text";

/// What the bytes are, so that those which are no picture never leave under a picture's name.
pub(super) fn real_kind(media: &NewMedia<'_>) -> Result<MediaKind> {
    let refused = |code: &str, message: String| Error::Refused { code: code.to_owned(), message };
    match media.kind {
        MediaKind::Image(_) => ImageKind::of(media.bytes)
            .map(MediaKind::Image)
            .map_err(|error| refused("not_a_picture", error.to_string())),
        MediaKind::File(kind) if kind.fits(media.bytes) => Ok(media.kind),
        MediaKind::File(kind) => {
            Err(refused("not_its_kind", format!("not a .{} file", kind.extension())))
        }
    }
}

/// Plain ASCII, which is all WordPress takes, with the ending of what the bytes are.
pub(super) fn file_name(key: &str, original: &str, kind: MediaKind) -> String {
    let original = original.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = original.rsplit_once('.').map_or(original, |(stem, _)| stem);
    let parts: Vec<String> = stem
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let joined: String = parts.join("-").chars().take(LONGEST_NAME).collect();
    let name = joined.trim_end_matches('-');
    let dash = if name.is_empty() { "" } else { "-" };
    format!("{key}{dash}{name}.{}", kind.extension())
}

fn beginning(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_plain_and_tell_the_real_kind() {
        let table = [
            ("My Cat.JPEG", ImageKind::Jpeg, "q1-my-cat.jpg"),
            ("Grüße aus Köln.png", ImageKind::Png, "q1-gr-e-aus-k-ln.png"),
            ("../../etc/passwd", ImageKind::Gif, "q1-passwd.gif"),
            ("evil\"\r\nX: y.php", ImageKind::Png, "q1-evil-x-y.png"),
            ("写真.webp", ImageKind::Webp, "q1.webp"),
            ("", ImageKind::Png, "q1.png"),
        ];
        for (original, kind, expected) in table {
            let name = file_name("q1", original, kind.into());
            assert!(name.is_ascii());
            assert_eq!(name, expected, "{original}");
        }
    }

    #[test]
    fn a_long_description_is_cut_between_characters() {
        assert_eq!(beginning("aé", 2), "a");
        assert_eq!(beginning("aé", 3), "aé");
        assert_eq!(beginning("", 3), "");
    }
}
