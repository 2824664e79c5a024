//! Descriptions of pictures that are on the blog already: another one goes there with the post.

use afterword_model::{Featured, Publish};
use afterword_platform::Error as BlogError;
use afterword_store::media;

use crate::Exchange;
use crate::push::Stop;

pub(super) fn describe(x: &Exchange<'_>, op: &Publish) -> Result<(), Stop> {
    let Some(uploads) = x.platform.media() else { return Ok(()) };
    let mut names = afterword_markup::media_names(&op.body);
    if let Some(Featured::Here(uuid)) = &op.fields.featured {
        names.push(uuid.clone());
    }
    for name in names {
        let Some(picture) = x.store.read(|db| media::by_uuid(db, &name))? else { continue };
        let (Some(id), Some(url)) = (&picture.remote_id, &picture.remote_url) else { continue };
        if picture.remote_alt.as_deref().unwrap_or_default() == picture.alt {
            continue;
        }
        match uploads.describe(id, &picture.alt) {
            // The text has its own description; a post is not held back by the library's.
            Ok(_)
            | Err(
                BlogError::Forbidden { .. } | BlogError::Refused { .. } | BlogError::NotFound(_),
            ) => x.store.write(|db| media::set_remote(db, picture.id, id, url, &picture.alt))?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
