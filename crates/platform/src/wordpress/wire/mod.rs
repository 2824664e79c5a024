//! WordPress's JSON, as far as we read it, and how it becomes our words. Numbers that are not what they
//! should be, and dates that can't be read, make the whole answer unreadable rather than half right.

mod comment;
mod post;

use std::collections::BTreeMap;

use afterword_model::{RemoteId, Taxonomy, Timestamp};
use chrono::NaiveDateTime;
use serde::{Deserialize, Deserializer};

pub(super) use self::comment::Comment;
pub(super) use self::post::{Post, Stamp, post_status_word};
use super::text::decoded;
use crate::{RemoteMedia, RemoteTerm};

/// `date_gmt` and its like: UTC without saying so.
const DATE: &str = "%Y-%m-%dT%H:%M:%S";

/// A time as WordPress writes and reads it.
pub(super) fn date(time: Timestamp) -> String {
    time.format(DATE).to_string()
}

/// Marks a parameter as UTC; a naive one is read as the blog's local time.
pub(super) fn date_with_zone(time: Timestamp) -> String {
    format!("{}Z", date(time))
}

#[derive(Debug, Deserialize)]
pub(super) struct User {
    pub id: u64,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub roles: Vec<String>,
    /// In edit context only; an answer without it is not a signed-in one.
    pub capabilities: BTreeMap<String, bool>,
}

/// Somebody's name.
#[derive(Debug, Deserialize)]
pub(super) struct Name {
    pub id: u64,
    pub name: String,
}

/// The application password in use.
#[derive(Debug, Deserialize)]
pub(super) struct Password {
    pub uuid: String,
}

/// An answer of which only the beginning matters.
#[derive(Debug, Deserialize)]
pub(super) struct Id {
    #[serde(rename = "id")]
    _id: u64,
}

/// Text that comes raw, rendered, or both.
#[derive(Debug, Deserialize)]
pub(super) struct Text {
    pub raw: Option<String>,
    pub rendered: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Media {
    pub id: u64,
    pub slug: String,
    pub source_url: String,
    #[serde(default)]
    pub alt_text: String,
}

impl From<Media> for RemoteMedia {
    fn from(media: Media) -> Self {
        let alt = decoded(&media.alt_text).into_owned();
        Self { id: media.id.into(), url: media.source_url, alt }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Term {
    pub id: u64,
    pub name: String,
    /// Zero, or missing as with tags: none.
    #[serde(default)]
    pub parent: u64,
}

impl Term {
    pub fn of(self, taxonomy: Taxonomy) -> RemoteTerm {
        RemoteTerm {
            id: self.id.into(),
            taxonomy,
            name: decoded(&self.name).into_owned(),
            parent: some_id(self.parent),
        }
    }
}

/// WordPress says zero for nobody and nothing.
fn some_id(id: u64) -> Option<RemoteId> {
    (id != 0).then(|| RemoteId::from(id))
}

fn gmt<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
    time(&String::deserialize(from)?).map_err(serde::de::Error::custom)
}

/// Posts that came from elsewhere have dates like `0000-00-00`, which is none.
fn maybe_gmt<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    match Option::<String>::deserialize(from)? {
        Some(text) if text.starts_with("0000-") || text.starts_with('-') => Ok(None),
        Some(text) => time(&text).map(Some).map_err(serde::de::Error::custom),
        None => Ok(None),
    }
}

fn time(text: &str) -> chrono::ParseResult<Timestamp> {
    NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), DATE).map(|time| time.and_utc())
}
