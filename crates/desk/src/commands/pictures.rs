//! Pictures and the preview.

use std::io::Cursor;

use afterword_model::ImageKind;
use afterword_store::media::NewPicture;
use afterword_store::posts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::Desk;
use crate::api::{AddPicture, AddedPicture, Preview, RenderPreview};
use crate::error::Result;
use crate::words::failed;

/// What blogs commonly take at most.
const LARGEST: usize = 32 * 1024 * 1024;
const WORDS_PER_MINUTE: u32 = 230;

pub(crate) fn picture_add(desk: &Desk, ask: AddPicture) -> Result<AddedPicture> {
    let name = ask.file_name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let no_picture = |detail: String| {
        failed(format!(
            "“{name}” is not a picture that blogs can show. JPEG, PNG, GIF and WebP work. Nothing was changed."
        ))
        .with_detail(detail)
    };
    let bytes = STANDARD.decode(ask.base64).map_err(|error| no_picture(error.to_string()))?;
    if bytes.len() > LARGEST {
        return Err(failed(format!(
            "“{name}” is larger than 32 MB, more than blogs take. Save it smaller and add it again."
        )));
    }
    let kind = ImageKind::of(&bytes).map_err(|error| no_picture(error.to_string()))?;
    let size = imagesize::reader_size(Cursor::new(&bytes))
        .map_err(|error| no_picture(error.to_string()))?;
    let pixels = |n: usize| u32::try_from(n).map_err(|_| no_picture("size".into()));
    let shared = desk.shared();
    let blog = shared.store.read(|db| posts::get(db, ask.post))?.blog;
    let new = NewPicture {
        blog,
        file_name: if name.is_empty() { "picture" } else { &name },
        kind,
        width: pixels(size.width)?,
        height: pixels(size.height)?,
        bytes: &bytes,
    };
    let media = shared.store.keep_picture(&new, shared.now())?;
    Ok(AddedPicture {
        uuid: media.uuid.to_string(),
        markdown: format!("![](media:{})", media.uuid),
    })
}

pub(crate) fn preview_render(_: &Desk, ask: RenderPreview) -> Result<Preview> {
    let words = afterword_markup::words(&ask.body);
    Ok(Preview {
        html: afterword_markup::preview(&ask.body),
        words,
        minutes: words.div_ceil(WORDS_PER_MINUTE).max(1),
    })
}
