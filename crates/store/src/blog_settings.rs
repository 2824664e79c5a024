//! How the writer wants a blog's posts and pictures to go out.

use afterword_model::BlogId;
use serde::{Deserialize, Serialize};

use crate::db::{from_json, to_json};
use crate::{Db, Result, settings};

/// See each field; the default is what a new blog starts with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct BlogSettings {
    /// New posts are classic HTML instead of blocks.
    pub classic_html: bool,
    /// Pictures are made no larger than this on their longer side, in pixels; 0: no limit.
    pub picture_limit: u32,
    /// Pictures keep what the camera noted in them, the place among it.
    pub keep_camera_data: bool,
}

impl Default for BlogSettings {
    fn default() -> Self {
        // The size that WordPress itself would scale a larger picture down to.
        Self { classic_html: false, picture_limit: 2560, keep_camera_data: false }
    }
}

/// A blog's settings.
pub fn get(db: &Db<'_>, blog: BlogId) -> Result<BlogSettings> {
    match settings::get(db, &name(blog))? {
        Some(value) => from_json(&value.to_string()),
        None => Ok(BlogSettings::default()),
    }
}

/// Sets them.
pub fn set(db: &Db<'_>, blog: BlogId, to: &BlogSettings) -> Result<()> {
    settings::set(db, &name(blog), &from_json(&to_json(to)?)?)
}

fn name(blog: BlogId) -> String {
    format!("blog.{blog}.publishing")
}
