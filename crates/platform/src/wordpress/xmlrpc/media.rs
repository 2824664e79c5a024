//! Pictures. The key begins the file's name, which is its title there, and a search finds it by that.
//! XML-RPC knows no descriptions of pictures: those in the text of a post are all there are.

use std::collections::BTreeMap;

use afterword_model::RemoteId;

use super::connection::{Connection, odd};
use super::value::Value;
use crate::wordpress::media::{file_name, real_kind};
use crate::{Error, NewMedia, RemoteMedia, Result, Uploads};

impl Uploads for Connection {
    fn upload(&self, key: &str, media: &NewMedia<'_>, sent: &dyn Fn(u64)) -> Result<RemoteMedia> {
        let kind = real_kind(media)?;
        let file = Value::members([
            ("name", Value::text(file_name(key, media.file_name, kind))),
            ("type", Value::text(kind.mime())),
            ("bits", Value::Bytes(media.bytes.to_vec())),
        ]);
        let bytes = media.bytes.len() as u64;
        let made = Connection::upload(self, "metaWeblog.newMediaObject", file, bytes, sent)?;
        item(&made).map_err(|_| Error::Lost("the picture came back without its id".to_owned()))
    }

    fn find_by_key(&self, key: &str) -> Result<Vec<RemoteMedia>> {
        let filter = Value::members([
            ("post_type", Value::text("attachment")),
            ("post_status", Value::text("inherit")),
            ("s", Value::text(key)),
            ("number", Value::Number(100)),
        ]);
        let fields = Value::texts(["post_title"]);
        let answer = match self.read("wp.getPosts", vec![filter, fields]) {
            // Who may not upload has none there.
            Err(Error::Forbidden { .. }) => return Ok(Vec::new()),
            answer => answer?,
        };
        let mut found = BTreeMap::new();
        for row in answer.list().ok_or_else(|| odd("the list of pictures"))? {
            let title = row.get("post_title").and_then(Value::as_text).unwrap_or_default();
            if let Some(id) =
                row.get("post_id").and_then(Value::id).filter(|_| title.starts_with(key))
            {
                found.insert(id.as_str().parse::<u64>().unwrap_or_default(), id);
            }
        }
        Uploads::get(self, &found.into_values().collect::<Vec<_>>())
    }

    fn get(&self, ids: &[RemoteId]) -> Result<Vec<RemoteMedia>> {
        let mut found = Vec::new();
        for id in ids {
            match self.read("wp.getMediaItem", vec![Value::text(id.as_str())]) {
                Ok(answer) => found.push(item(&answer)?),
                Err(Error::NotFound(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(found)
    }

    fn describe(&self, _: &RemoteId, _: &str) -> Result<RemoteMedia> {
        Err(Error::Refused {
            code: "no_such_call".to_owned(),
            message: "XML-RPC can't describe a picture".to_owned(),
        })
    }
}

fn item(answer: &Value) -> Result<RemoteMedia> {
    let url = answer.get("link").and_then(Value::as_text).filter(|url| !url.is_empty());
    Ok(RemoteMedia {
        id: answer.get("attachment_id").and_then(Value::id).ok_or_else(|| odd("attachment_id"))?,
        url: url.ok_or_else(|| odd("a picture's address"))?.to_owned(),
        alt: String::new(),
    })
}
