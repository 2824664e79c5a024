//! Taking a picture or another file: the raw bytes as the body, its name in Content-Disposition, its words in the query.

use std::path::Path;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use chrono::Datelike;
use imagesize::{ImageSize, ImageType, blob_size, image_type};
use rusqlite::Connection;

use super::error::Refused;
use super::media::{describe, thing};
use super::post_write::unlike_others;
use super::reply::Reply;
use super::{Call, Context};
use crate::db::pictures::{self, Picture};
use crate::db::slugs::Namespace;
use crate::text::slug;

/// File endings that WordPress takes for pictures; what a file is, its bytes say.
const ENDINGS: [&str; 6] = ["jpg", "jpeg", "jpe", "png", "gif", "webp"];

/// Endings and types of some other files that WordPress takes.
const FILES: [(&str, &str); 24] = [
    ("pdf", "application/pdf"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mpeg"),
    ("ogg", "audio/ogg"),
    ("wav", "audio/wav"),
    ("flac", "audio/flac"),
    ("mp4", "video/mp4"),
    ("m4v", "video/mp4"),
    ("mov", "video/quicktime"),
    ("webm", "video/webm"),
    ("zip", "application/zip"),
    ("gz", "application/x-gzip"),
    ("tar", "application/x-tar"),
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    ("ics", "text/calendar"),
    ("vtt", "text/vtt"),
    ("rtf", "application/rtf"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
];

pub(super) fn create(call: &Call<'_>) -> Result<Reply, Refused> {
    let message = "Sorry, you are not allowed to create posts as this user.";
    call.require(call.can("upload_files"), "rest_cannot_create", message)?;
    let name = file_name(call)?;
    let found = Found::in_bytes(&name, &call.asked.body)?;
    let app = call.app;
    let now = app.now();
    let month = app.local(now);
    let folder = format!("{:04}/{:02}", month.year(), month.month());
    let stem = slug::slug_of(&found.stem);
    app.write(|tx| {
        let file = free_file(tx, &app.uploads, &folder, &stem, found.ending)?;
        let mut picture = Picture {
            id: 0,
            slug: String::new(),
            title: found.stem.clone(),
            caption: String::new(),
            description: String::new(),
            date: now,
            modified: now,
            file,
            mime: found.mime.to_owned(),
            width: i64::try_from(found.size.width).unwrap_or_default(),
            height: i64::try_from(found.size.height).unwrap_or_default(),
            size: i64::try_from(call.asked.body.len()).unwrap_or_default(),
            alt: String::new(),
            author: call.viewer.id(),
            parent: 0,
        };
        describe(call, &mut picture)?;
        let wished = match call.params.text("slug")?.map(|slug| slug::slug_of(&slug)) {
            Some(wished) if !wished.is_empty() => wished,
            _ => slug::slug_of(&picture.title),
        };
        let wished = if wished.is_empty() { "picture".to_owned() } else { wished };
        picture.slug = unlike_others(tx, Namespace::Everything, &wished, 0)?;
        picture.id = pictures::insert(tx, &picture)?;
        keep(&app.uploads.join(&picture.file), &call.asked.body)?;
        let location = format!("{}/wp-json/wp/v2/media/{}", app.base, picture.id);
        Ok(Reply::created(thing(app, &picture, Context::Edit), location))
    })
}

/// The name in `Content-Disposition: attachment; filename="x.jpg"`.
fn file_name(call: &Call<'_>) -> Result<String, Refused> {
    let headers = &call.asked.headers;
    let refuse = |code, message| Err(Refused::new(400, code, message));
    if call.asked.body.is_empty() {
        return refuse("rest_upload_no_data", "No data supplied.");
    }
    if !headers.contains_key(CONTENT_TYPE) {
        return refuse("rest_upload_no_content_type", "No Content-Type supplied.");
    }
    let Some(value) = headers.get(CONTENT_DISPOSITION).and_then(|value| value.to_str().ok()) else {
        let message = "No Content-Disposition supplied.";
        return refuse("rest_upload_no_content_disposition", message);
    };
    let name = value.split(';').find_map(|part| {
        let (key, name) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case("filename").then(|| name.trim().trim_matches('"').trim())
    });
    match name.and_then(|name| name.rsplit(['/', '\\']).next()) {
        Some(name) if !name.is_empty() => Ok(name.to_owned()),
        _ => refuse(
            "rest_upload_invalid_disposition",
            "Invalid Content-Disposition supplied. Content-Disposition needs to be formatted as \
             `attachment; filename=\"image.png\"` or similar.",
        ),
    }
}

/// What was sent, as its bytes say.
struct Found {
    stem: String,
    ending: &'static str,
    mime: &'static str,
    size: ImageSize,
}

impl Found {
    fn in_bytes(name: &str, bytes: &[u8]) -> Result<Self, Refused> {
        let refused = || {
            let message = "Sorry, you are not allowed to upload this file type.";
            Refused::new(500, "rest_upload_sideload_error", message)
        };
        let (stem, asked) = name.rsplit_once('.').ok_or_else(refused)?;
        let asked = asked.to_ascii_lowercase();
        if let Some((ending, mime)) = FILES.into_iter().find(|(ending, _)| *ending == asked) {
            let size = ImageSize { width: 0, height: 0 };
            let file = Self { stem: stem.to_owned(), ending, mime, size };
            return if begins_as(ending, bytes) { Ok(file) } else { Err(refused()) };
        }
        let asked = ENDINGS.into_iter().find(|ending| *ending == asked).ok_or_else(refused)?;
        let (endings, mime): (&[&str], _) = match image_type(bytes).map_err(|_| refused())? {
            ImageType::Jpeg => (&["jpg", "jpeg", "jpe"], "image/jpeg"),
            ImageType::Png => (&["png"], "image/png"),
            ImageType::Gif => (&["gif"], "image/gif"),
            ImageType::Webp => (&["webp"], "image/webp"),
            _ => return Err(refused()),
        };
        // A JPEG that calls itself .png is kept as .jpg.
        let fitting = endings.iter().find(|ending| **ending == asked).or(endings.first());
        let ending = fitting.copied().ok_or_else(refused)?;
        let size = blob_size(bytes).map_err(|_| refused())?;
        Ok(Self { stem: stem.to_owned(), ending, mime, size })
    }
}

/// Whether the bytes may be what the ending says; WordPress asks libmagic.
fn begins_as(ending: &str, bytes: &[u8]) -> bool {
    let programs: [&[u8]; 4] = [b"MZ", b"\x7fELF", b"<?php", b"<html"];
    match ending {
        "pdf" => bytes.starts_with(b"%PDF-"),
        "zip" | "docx" | "xlsx" | "pptx" | "odt" | "ods" => bytes.starts_with(b"PK"),
        "gz" => bytes.starts_with(b"\x1f\x8b"),
        _ => !programs.into_iter().any(|program| bytes.starts_with(program)),
    }
}

/// A name below the uploads folder that no other picture has.
fn free_file(
    conn: &Connection,
    uploads: &Path,
    folder: &str,
    stem: &str,
    ending: &str,
) -> Result<String, Refused> {
    // A slug can hold percent signs, which a file's address must not.
    let stem = stem.replace('%', "");
    let stem = if stem.is_empty() { "picture" } else { &stem };
    let mut file = format!("{folder}/{stem}.{ending}");
    let mut number = 1;
    while pictures::file_taken(conn, &file)? || uploads.join(&file).exists() {
        file = format!("{folder}/{stem}-{number}.{ending}");
        number += 1;
    }
    Ok(file)
}

fn keep(file: &Path, bytes: &[u8]) -> Result<(), Refused> {
    let written = file.parent().map_or(Ok(()), std::fs::create_dir_all);
    written.and_then(|()| std::fs::write(file, bytes)).map_err(|error| {
        tracing::error!(%error, file = %file.display(), "a picture could not be kept");
        let message = "The uploaded file could not be moved to wp-content/uploads.";
        Refused::new(500, "rest_upload_sideload_error", message)
    })
}
