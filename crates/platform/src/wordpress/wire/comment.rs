//! A comment in WordPress's words, and in ours.

use afterword_model::{Author, CommentKind, CommentStatus, Timestamp};
use serde::Deserialize;
use serde_json::Value;

use super::{Text, gmt, some_id};
use crate::RemoteComment;
use crate::wordpress::text::decoded;

/// The hashes of an empty e-mail address, by which it is no address: MD5 until 6.7, SHA-256 since.
const NOBODY: [&str; 2] = [
    "d41d8cd98f00b204e9800998ecf8427e",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
];

#[derive(Debug, Deserialize)]
pub(in crate::wordpress) struct Comment {
    pub id: u64,
    post: u64,
    parent: u64,
    author: u64,
    #[serde(default)]
    author_name: String,
    #[serde(default)]
    author_url: String,
    content: Text,
    status: String,
    #[serde(deserialize_with = "gmt")]
    pub date_gmt: Timestamp,
    #[serde(default)]
    link: String,
    #[serde(default, rename = "type")]
    kind: String,
    /// By size. Left out where the blog shows no avatars; `false` for what has none.
    #[serde(default)]
    author_avatar_urls: Value,
}

impl Comment {
    /// The fields to ask for. `content` as a whole: the comments of WordPress 6.1 know no parts of fields.
    pub const FIELDS: &str = "id,post,parent,author,author_name,author_url,content,status,date_gmt,link,type,\
                              author_avatar_urls";

    /// Not an editor's note, a shop's log or whatever else plugins keep among the comments.
    pub fn is_readers(&self) -> bool {
        matches!(self.kind.as_str(), "" | "comment" | "pingback" | "trackback")
    }
}

impl From<Comment> for RemoteComment {
    fn from(comment: Comment) -> Self {
        let kind = match comment.kind.as_str() {
            "pingback" | "trackback" => CommentKind::Pingback,
            _ => CommentKind::Comment,
        };
        Self {
            id: comment.id.into(),
            kind,
            post: comment.post.into(),
            parent: some_id(comment.parent),
            author: Author {
                name: decoded(&comment.author_name).into_owned(),
                url: Some(comment.author_url).filter(|url| !url.is_empty()),
                remote_id: some_id(comment.author),
                face: face(&comment.author_avatar_urls),
            },
            html: comment.content.rendered.or(comment.content.raw).unwrap_or_default(),
            status: status(&comment.status),
            date: comment.date_gmt,
            link: comment.link,
        }
    }
}

/// The hash in the avatar's address: `https://secure.gravatar.com/avatar/HASH?s=96`. Every size has the same.
fn face(avatars: &Value) -> Option<String> {
    let address = avatars.as_object()?.values().find_map(Value::as_str)?;
    let (_, rest) = address.split_once("/avatar/")?;
    let hash = rest.split(['?', '/']).next()?.to_ascii_lowercase();
    let is_hash =
        matches!(hash.len(), 32 | 64) && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_hash && !NOBODY.contains(&hash.as_str())).then_some(hash)
}

fn status(word: &str) -> CommentStatus {
    match word {
        "approved" | "approve" => CommentStatus::Approved,
        "spam" => CommentStatus::Spam,
        // Comments of a trashed post go to the trash with it.
        "trash" | "post-trashed" => CommentStatus::Trash,
        // `hold`, and whatever a plugin adds: not public as far as anyone knows.
        _ => CommentStatus::Held,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_is_the_hash_of_an_address_and_of_nothing_else() {
        let md5 = "b58996c504c5638798eb6b511e6f49af";
        let sha = format!("{md5}{md5}");
        let of = |address: &str| serde_json::json!({ "24": address, "96": address });
        let table = [
            (of(&format!("http://2.gravatar.com/avatar/{md5}?s=24&d=mm&r=g")), Some(md5)),
            (
                of(&format!("https://secure.gravatar.com/avatar/{}?s=96", sha.to_uppercase())),
                Some(&*sha),
            ),
            (of("https://secure.gravatar.com/avatar/?s=96&d=mm"), None),
            (of(&format!("https://secure.gravatar.com/avatar/{}?s=96", NOBODY[0])), None),
            (of(&format!("https://secure.gravatar.com/avatar/{}?s=96", NOBODY[1])), None),
            (of("https://blog.example/wp-content/uploads/avatar/me-96x96.jpg"), None),
            (serde_json::json!({ "24": false, "48": false, "96": false }), None),
            (serde_json::json!([]), None),
            (Value::Null, None),
        ];
        for (avatars, expected) in table {
            assert_eq!(face(&avatars).as_deref(), expected, "{avatars}");
        }
    }
}
