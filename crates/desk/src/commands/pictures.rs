//! Pictures, and what is dropped into a text at all.

use afterword_model::{Featured, ImageKind, Original};
use afterword_store::media::NewPicture;
use afterword_store::{blog_settings, media, posts};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::files;
use crate::Desk;
use crate::api::{
    AddPicture, AddedPicture, Change, DescribePicture, ForPost, Nothing, PictureRow, PictureSize,
};
use crate::error::{CommandError, Result};
use crate::pictures::{Unfit, Wanted, make_fit};
use crate::words::failed;

/// What blogs commonly take at most.
const LARGEST: u64 = 32 * 1024 * 1024;
/// More than any camera's JPEG; larger files are not even looked at.
const LARGEST_FILE: usize = 100 * 1024 * 1024;
const LONGEST_NAME: usize = 120;

/// Keeps a picture, made fit for the blog of its post, or another file as it is. The same bytes are kept
/// once per blog.
pub(crate) fn picture_add(desk: &Desk, ask: AddPicture) -> Result<AddedPicture> {
    let name = file_name(&ask.file_name);
    if ask.base64.len() / 4 > LARGEST_FILE / 3 {
        return Err(failed(format!(
            "“{name}” is larger than 100 MB. Save it smaller and add it again. Nothing was changed."
        )));
    }
    let bytes =
        STANDARD.decode(ask.base64).map_err(|error| no_picture(&name, error.to_string()))?;
    let shared = desk.shared();
    let (blog, settings) = shared.store.read(|db| {
        let blog = posts::get(db, ask.post)?.blog;
        Ok((blog, blog_settings::get(db, blog)?))
    })?;
    if ImageKind::of(&bytes).is_err() && !ask.pictures_only.unwrap_or_default() {
        return files::add(desk, blog, &name, &bytes);
    }
    let wanted =
        Wanted { limit: settings.picture_limit, keep_camera_data: settings.keep_camera_data };
    let fit = make_fit(bytes, wanted).map_err(|error| unfit(&name, error))?;
    if fit.is.bytes > LARGEST {
        return Err(failed(format!(
            "“{name}” is larger than 32 MB, more than blogs take. Save it smaller and add it again."
        )));
    }
    let name = with_extension(&name, fit.kind.extension());
    let changed = fit.was != fit.is;
    let new = NewPicture {
        blog,
        file_name: &name,
        kind: fit.kind.into(),
        width: fit.is.width,
        height: fit.is.height,
        bytes: &fit.bytes,
        original: changed.then_some(Original {
            width: fit.was.width,
            height: fit.was.height,
            size: fit.was.bytes,
        }),
    };
    let media = shared.store.keep_picture(&new, shared.now())?;
    Ok(AddedPicture {
        uuid: media.uuid.to_string(),
        markdown: format!("![](media:{})", media.uuid),
        is_picture: true,
        was: fit.was,
        is: fit.is,
        had_location: fit.had_location && !settings.keep_camera_data,
    })
}

/// The pictures kept here that a post uses.
pub(crate) fn picture_list(desk: &Desk, ask: ForPost) -> Result<Vec<PictureRow>> {
    Ok(desk.shared().store.read(|db| {
        let post = posts::get(db, ask.post)?;
        let featured = match post.fields.featured {
            Some(Featured::Here(uuid)) => uuid,
            _ => String::new(),
        };
        let all = media::of_post(db, ask.post)?;
        Ok(all
            .into_iter()
            .filter(|picture| picture.kind.is_picture())
            .map(|picture| PictureRow {
                featured: picture.uuid.to_string() == featured,
                uuid: picture.uuid.to_string(),
                file_name: picture.file_name,
                alt: picture.alt,
                size: PictureSize {
                    width: picture.width,
                    height: picture.height,
                    bytes: picture.size,
                },
                uploaded: picture.remote_id.is_some(),
            })
            .collect())
    })?)
}

pub(crate) fn picture_describe(desk: &Desk, ask: DescribePicture) -> Result<Nothing> {
    let shared = desk.shared();
    let alt = ask.alt.split_whitespace().collect::<Vec<_>>().join(" ");
    let picture = shared.store.write(|db| {
        let picture = media::by_uuid(db, &ask.uuid)?;
        if let Some(picture) = &picture {
            media::describe(db, picture.id, &alt)?;
        }
        Ok(picture)
    })?;
    let picture = picture.ok_or_else(|| failed("This picture is no longer on this computer."))?;
    shared.changed(Change::Posts { blog: picture.blog });
    Ok(Nothing)
}

/// The last part of a path, of a length that every disk takes.
fn file_name(typed: &str) -> String {
    let name = typed.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if name.is_empty() { "picture".to_owned() } else { name }
}

/// A picture that became another kind says so in its name.
fn with_extension(name: &str, extension: &str) -> String {
    let fits = |ending: &str| {
        let ending = ending.to_lowercase();
        ending == extension || (extension == "jpg" && ending == "jpeg")
    };
    match name.rsplit_once('.') {
        Some((_, ending)) if fits(ending) => name.to_owned(),
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= 5 => {
            format!("{stem}.{extension}")
        }
        _ => format!("{name}.{extension}"),
    }
}

pub(super) fn no_picture(name: &str, detail: String) -> CommandError {
    failed(format!(
        "“{name}” is not a picture that blogs can show. JPEG, PNG, GIF and WebP work. Nothing was changed."
    ))
    .with_detail(detail)
}

fn unfit(name: &str, error: Unfit) -> CommandError {
    match error {
        Unfit::NoPicture(detail) => no_picture(name, detail),
        Unfit::TooManyPixels { width, height } => failed(format!(
            "“{name}” has {width} × {height} pixels, far more than a page can show. Save it smaller and add it again. Nothing was changed."
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_name_and_loses_its_path() {
        assert_eq!(file_name("C:\\Users\\me\\tea.png"), "tea.png");
        assert_eq!(file_name("/home/me/\u{7}tea.png"), "tea.png");
        assert_eq!(file_name("  "), "picture");
        assert_eq!(with_extension("tea.JPEG", "jpg"), "tea.JPEG");
        assert_eq!(with_extension("tea.webp", "jpg"), "tea.jpg");
        assert_eq!(with_extension("v1.2 of tea", "png"), "v1.2 of tea.png");
    }
}
