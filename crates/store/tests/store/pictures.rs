//! Pictures: rows in the database, bytes in files beside it.

use std::fs;

use afterword_model::{BlogId, ImageKind, Media};
use afterword_store::media::{self, NewPicture};
use afterword_store::{Error, Result};
use rusqlite::Connection;

use crate::{Home, at, connect, home, remote};

const BYTES: &[u8] = b"GIF89a and some more";

fn keep(home: &Home, blog: BlogId, file_name: &str, bytes: &[u8]) -> Result<Media> {
    let kind = ImageKind::Gif.into();
    let new = NewPicture { blog, file_name, kind, width: 4, height: 3, bytes, original: None };
    home.store.keep_picture(&new, at(0))
}

fn files(home: &Home) -> Vec<std::path::PathBuf> {
    let folder = fs::read_dir(home.folder.path().join("pictures")).unwrap();
    folder.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn the_same_bytes_are_one_picture_of_a_blog() {
    let home = home();
    let first = keep(&home, home.blog, "night.gif", BYTES).unwrap();
    let again = keep(&home, home.blog, "copy of night.gif", BYTES).unwrap();
    assert_eq!(again, first);

    let other = connect(&home.store, "https://two.example/wp-json/");
    let there = keep(&home, other, "night.gif", BYTES).unwrap();
    assert_ne!((there.id, there.uuid), (first.id, first.uuid));
    assert_eq!(files(&home).len(), 1, "the bytes lie there once");
    assert_eq!(home.store.picture_bytes(&there).unwrap(), BYTES);
}

#[test]
fn a_picture_is_found_by_the_name_that_a_body_uses() {
    let home = home();
    let kept = keep(&home, home.blog, "night.gif", BYTES).unwrap();
    home.store
        .write(|db| {
            assert_eq!(media::by_uuid(db, &kept.uuid.to_string())?, Some(kept.clone()));
            assert_eq!(media::by_uuid(db, "no such name")?, None);
            media::set_remote(db, kept.id, &remote("9"), "https://l/night.gif", "Night")?;
            let there = media::get(db, kept.id)?;
            assert_eq!(there.remote_id, Some(remote("9")));
            assert_eq!(there.remote_url.as_deref(), Some("https://l/night.gif"));
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_damaged_picture_is_never_handed_out() {
    let home = home();
    let kept = keep(&home, home.blog, "night.gif", BYTES).unwrap();
    fs::write(&files(&home)[0], b"GIF89a and some mire").unwrap();
    assert!(matches!(home.store.picture_bytes(&kept), Err(Error::Damaged(_))));
    fs::write(&files(&home)[0], b"").unwrap();
    assert!(matches!(home.store.picture_bytes(&kept), Err(Error::Damaged(_))));
}

#[test]
fn a_damaged_picture_is_made_whole_by_keeping_it_again() {
    let home = home();
    let kept = keep(&home, home.blog, "night.gif", BYTES).unwrap();
    fs::write(&files(&home)[0], b"GIF89a").unwrap();
    keep(&home, home.blog, "night.gif", BYTES).unwrap();
    assert_eq!(home.store.picture_bytes(&kept).unwrap(), BYTES);
}

#[test]
fn a_picture_whose_file_is_gone_says_which_file() {
    let home = home();
    let kept = keep(&home, home.blog, "night.gif", BYTES).unwrap();
    let file = files(&home).remove(0);
    fs::remove_file(&file).unwrap();
    let gone = home.store.picture_bytes(&kept);
    assert!(matches!(&gone, Err(Error::File { path, .. }) if *path == file), "{gone:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_picture_that_finds_no_room_is_not_half_kept() {
    let home = home();
    let other = connect(&home.store, "https://two.example/wp-json/");
    keep(&home, other, "night.gif", BYTES).unwrap();
    let file = files(&home).remove(0);
    fs::remove_file(&file).unwrap();
    let partial = file.with_extension("partial");
    std::os::unix::fs::symlink("/dev/full", &partial).unwrap();
    let full = keep(&home, home.blog, "night.gif", BYTES);
    assert!(matches!(full, Err(Error::DiskFull)), "{full:?}");
    assert!(!file.exists());
    let database = Connection::open(home.folder.path().join("afterword.sqlite")).unwrap();
    let rows: u32 = database.query_row("SELECT count(*) FROM media", [], |row| row.get(0)).unwrap();
    assert_eq!(rows, 1, "a row without its bytes");

    fs::remove_file(&partial).unwrap();
    let again = keep(&home, home.blog, "night.gif", BYTES).unwrap();
    assert_eq!(home.store.picture_bytes(&again).unwrap(), BYTES);
}
