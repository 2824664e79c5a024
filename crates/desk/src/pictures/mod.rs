//! Pictures made fit for a blog: the way round they are meant to be seen, no larger than the writer's
//! limit, without what the camera wrote into them. The colour profile stays. Pixels are written anew
//! only when they have to change; animations keep theirs. Knows no posts and no store.

mod camera;
mod strip;

use std::io::Cursor;

use afterword_model::ImageKind;
use fast_image_resize::Resizer;
use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::codecs::webp::{WebPDecoder, WebPEncoder};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageError, Limits};
use thiserror::Error;

use crate::api::PictureSize;

const QUALITY: u8 = 85;
/// More than the largest camera makes; a small file can claim any size.
const MOST_PIXELS: u64 = 150_000_000;
const MOST_MEMORY: u64 = 1_500_000_000;

/// What the writer wants of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The long side, at most; 0: as it comes.
    pub limit: u32,
    /// Leave in what the camera wrote.
    pub keep_camera_data: bool,
}

/// A picture as it will be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fit {
    pub kind: ImageKind,
    pub bytes: Vec<u8>,
    /// As it came, the way round it is meant to be seen.
    pub was: PictureSize,
    pub is: PictureSize,
    /// It said where it was taken.
    pub had_location: bool,
}

/// Why it can't be made fit.
#[derive(Debug, Error)]
pub(crate) enum Unfit {
    #[error("{0}")]
    NoPicture(String),
    #[error("{width} × {height} pixels")]
    TooManyPixels { width: u32, height: u32 },
}

/// Makes a picture fit.
pub(crate) fn make_fit(bytes: Vec<u8>, wanted: Wanted) -> Result<Fit, Unfit> {
    let kind = ImageKind::of(&bytes).map_err(|error| Unfit::NoPicture(error.to_string()))?;
    let mut looked = look(kind, &bytes)?;
    let exif = looked.decoder.exif_metadata().ok().flatten();
    let icc = looked.decoder.icc_profile().ok().flatten();
    let turn = exif.as_deref().and_then(Orientation::from_exif_chunk);
    let turn = turn.filter(|_| !looked.moves).unwrap_or(Orientation::NoTransforms);
    let (width, height) = turned(looked.decoder.dimensions(), turn);
    // Also the largest WebP there is, whose side its decoder takes for nothing.
    if width == 0 || height == 0 {
        return Err(Unfit::NoPicture("it has no pixels".into()));
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unfit::TooManyPixels { width, height });
    }
    let was = PictureSize { width, height, bytes: bytes.len() as u64 };
    let had_location =
        exif.as_deref().is_some_and(camera::has_location) || camera::says_location(&bytes);
    let too_large = wanted.limit > 0 && width.max(height) > wanted.limit;
    let new_pixels = !looked.moves && (too_large || turn != Orientation::NoTransforms);
    let stripped = if wanted.keep_camera_data {
        bytes.clone()
    } else {
        let whole = || Unfit::NoPicture("it is not whole".into());
        strip::strip(kind, &bytes).ok_or_else(whole)?
    };
    let kept = |bytes: Vec<u8>| {
        let is = PictureSize { bytes: bytes.len() as u64, ..was };
        Fit { kind, bytes, was, is, had_location }
    };
    if !new_pixels {
        return Ok(kept(stripped));
    }
    let broken = |error: ImageError| Unfit::NoPicture(error.to_string());
    let mut picture = DynamicImage::from_decoder(looked.decoder).map_err(broken)?;
    picture.apply_orientation(turn);
    if too_large {
        picture = smaller(&picture, wanted.limit)?;
    }
    let exif = exif.filter(|_| wanted.keep_camera_data).map(|mut exif| {
        let _ = Orientation::remove_from_exif_chunk(&mut exif);
        exif
    });
    let (kind, bytes) = written(&picture, kind, icc, exif).map_err(broken)?;
    // Fewer pixels can need more bytes, as in screenshots: then there was no need.
    if turn == Orientation::NoTransforms && bytes.len() >= stripped.len() {
        return Ok(kept(stripped));
    }
    let is =
        PictureSize { width: picture.width(), height: picture.height(), bytes: bytes.len() as u64 };
    Ok(Fit { kind, bytes, was, is, had_location })
}

struct Looked<'a> {
    decoder: Box<dyn ImageDecoder + 'a>,
    /// Animated, or of a kind that may be: its frames are left alone.
    moves: bool,
}

fn look(kind: ImageKind, bytes: &[u8]) -> Result<Looked<'_>, Unfit> {
    let no = |error: ImageError| Unfit::NoPicture(error.to_string());
    let from = Cursor::new(bytes);
    let mut looked = match kind {
        ImageKind::Jpeg => {
            Looked { decoder: Box::new(JpegDecoder::new(from).map_err(no)?), moves: false }
        }
        ImageKind::Png => {
            let decoder = PngDecoder::new(from).map_err(no)?;
            let moves = decoder.is_apng().map_err(no)?;
            Looked { decoder: Box::new(decoder), moves }
        }
        ImageKind::Gif => {
            Looked { decoder: Box::new(GifDecoder::new(from).map_err(no)?), moves: true }
        }
        ImageKind::Webp => {
            let decoder = WebPDecoder::new(from).map_err(no)?;
            let moves = decoder.has_animation();
            Looked { decoder: Box::new(decoder), moves }
        }
    };
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    looked.decoder.set_limits(limits).map_err(no)?;
    Ok(looked)
}

/// How large it is the way round it is meant to be seen.
fn turned((width, height): (u32, u32), turn: Orientation) -> (u32, u32) {
    match turn {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        _ => (width, height),
    }
}

fn smaller(picture: &DynamicImage, limit: u32) -> Result<DynamicImage, Unfit> {
    let (width, height) = (u64::from(picture.width()), u64::from(picture.height()));
    let long = width.max(height).max(1);
    let scaled = |side: u64| {
        let side = (side * u64::from(limit) + long / 2) / long;
        u32::try_from(side).unwrap_or(limit).max(1)
    };
    let mut small = DynamicImage::new(scaled(width), scaled(height), picture.color());
    Resizer::new()
        .resize(picture, &mut small, None)
        .map_err(|error| Unfit::NoPicture(error.to_string()))?;
    Ok(small)
}

/// The picture in its own kind; WebP without transparency becomes JPEG, because only its lossless form
/// can be written here, and that is large.
fn written(
    picture: &DynamicImage,
    kind: ImageKind,
    icc: Option<Vec<u8>>,
    exif: Option<Vec<u8>>,
) -> Result<(ImageKind, Vec<u8>), ImageError> {
    let kind = match kind {
        ImageKind::Webp if !picture.color().has_alpha() => ImageKind::Jpeg,
        other => other,
    };
    let mut bytes = Vec::new();
    match kind {
        ImageKind::Jpeg => {
            let picture = match picture {
                DynamicImage::ImageLuma8(_) => picture.clone(),
                other => DynamicImage::ImageRgb8(other.to_rgb8()),
            };
            let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
            write(encoder, &picture, icc, exif)?;
        }
        ImageKind::Webp => {
            let picture = DynamicImage::ImageRgba8(picture.to_rgba8());
            write(WebPEncoder::new_lossless(&mut bytes), &picture, icc, exif)?;
        }
        ImageKind::Png | ImageKind::Gif => {
            write(PngEncoder::new(&mut bytes), picture, icc, exif)?;
        }
    }
    Ok((kind, bytes))
}

fn write(
    mut encoder: impl ImageEncoder,
    picture: &DynamicImage,
    icc: Option<Vec<u8>>,
    exif: Option<Vec<u8>>,
) -> Result<(), ImageError> {
    // A profile for inks does not fit the light that the pixels are now.
    let gray = !picture.color().has_color();
    let fits = |icc: &Vec<u8>| {
        icc.get(16..20) == Some(if gray { b"GRAY".as_slice() } else { b"RGB ".as_slice() })
    };
    if let Some(icc) = icc.filter(fits) {
        // A kind that takes none shows the usual colours.
        let _ = encoder.set_icc_profile(icc);
    }
    if let Some(exif) = exif {
        let _ = encoder.set_exif_metadata(exif);
    }
    picture.write_with_encoder(encoder)
}

#[cfg(test)]
mod tests;
