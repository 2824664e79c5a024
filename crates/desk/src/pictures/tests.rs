use image::codecs::gif::GifEncoder;
use image::{AnimationDecoder, Delay, Frame, ImageReader, Rgba, RgbaImage};

use super::*;

const USUAL: Wanted = Wanted { limit: 2560, keep_camera_data: false };
const CAMERA: &[u8] = b"SecretCam 9000";
const COLOURS: [[u8; 3]; 4] = [[250, 10, 10], [10, 250, 10], [10, 10, 250], [240, 240, 10]];

/// Four quarters of different colours: red, green; blue, yellow.
fn quarters(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| {
        let quarter = usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2);
        let [r, g, b] = COLOURS[quarter];
        Rgba([r, g, b, 255])
    })
}

/// Which colours its quarters have.
fn seen(picture: &DynamicImage) -> Vec<usize> {
    let picture = picture.to_rgb8();
    let (w, h) = picture.dimensions();
    [(w / 4, h / 4), (3 * w / 4, h / 4), (w / 4, 3 * h / 4), (3 * w / 4, 3 * h / 4)]
        .iter()
        .map(|&(x, y)| {
            let pixel = picture.get_pixel(x, y).0;
            let far =
                |colour: &[u8; 3]| (0..3).map(|n| pixel[n].abs_diff(colour[n]) as u32).sum::<u32>();
            (0..4).min_by_key(|n| far(&COLOURS[*n])).unwrap()
        })
        .collect()
}

fn decoded(bytes: &[u8]) -> DynamicImage {
    ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap().decode().unwrap()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// EXIF as cameras write it: the way round, the maker, and the place.
fn exif(orientation: u16) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0\x03\0".to_vec();
    let mut entry = |tag: u16, kind: u16, count: u32, value: u32| {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(value.to_le_bytes());
    };
    entry(0x010f, 2, CAMERA.len() as u32 + 1, 50);
    entry(0x0112, 3, 1, u32::from(orientation));
    entry(0x8825, 4, 1, 50 + CAMERA.len() as u32 + 1);
    out.extend([0; 4]);
    out.extend(CAMERA);
    out.push(0);
    out.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    out
}

/// The head of a colour profile, which is all that is looked at.
fn profile() -> Vec<u8> {
    let mut icc = vec![7_u8; 300];
    icc[16..20].copy_from_slice(b"RGB ");
    icc
}

fn jpeg(picture: &RgbaImage, orientation: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let rgb = DynamicImage::ImageRgba8(picture.clone()).to_rgb8();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 95);
    encoder.set_icc_profile(profile()).unwrap();
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    rgb.write_with_encoder(encoder).unwrap();
    bytes
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = PngEncoder::new(&mut bytes);
    encoder.set_icc_profile(profile()).unwrap();
    encoder.set_exif_metadata(exif(1)).unwrap();
    picture.write_with_encoder(encoder).unwrap();
    bytes
}

/// Where the pixel at (x, y) of a file with this orientation is to be seen, by the EXIF standard.
fn shown(orientation: u16, (x, y): (u32, u32), (w, h): (u32, u32)) -> (u32, u32) {
    match orientation {
        2 => (w - 1 - x, y),
        3 => (w - 1 - x, h - 1 - y),
        4 => (x, h - 1 - y),
        5 => (y, x),
        6 => (h - 1 - y, x),
        7 => (h - 1 - y, w - 1 - x),
        8 => (y, w - 1 - x),
        _ => (x, y),
    }
}

#[test]
fn each_way_round_comes_out_upright_and_is_forgotten() {
    let upright = quarters(64, 32);
    for orientation in 1..=8 {
        let stored = if orientation >= 5 { (32, 64) } else { (64, 32) };
        let file = RgbaImage::from_fn(stored.0, stored.1, |x, y| {
            let (x, y) = shown(orientation, (x, y), stored);
            *upright.get_pixel(x, y)
        });
        let fit = make_fit(jpeg(&file, orientation), USUAL).unwrap();
        let out = decoded(&fit.bytes);
        assert_eq!((out.width(), out.height()), (64, 32), "{orientation}");
        assert_eq!(seen(&out), [0, 1, 2, 3], "{orientation}");
        assert_eq!((fit.was.width, fit.was.height, fit.is.width), (64, 32, 64), "{orientation}");
        assert!(fit.had_location && !contains(&fit.bytes, CAMERA), "{orientation}");
        assert!(contains(&fit.bytes, &profile()), "{orientation}: the colours would change");
    }
}

#[test]
fn what_the_camera_wrote_goes_without_touching_a_pixel() {
    let mut bytes = jpeg(&quarters(64, 32), 1);
    // XMP, a caption of another program, a comment, and a second picture behind the first.
    let note = |marker: u8, text: &[u8]| {
        let mut note = vec![0xff, marker];
        note.extend((text.len() as u16 + 2).to_be_bytes());
        note.extend(text);
        note
    };
    let xmp = note(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='50,8N'/>");
    let caption = note(0xed, b"Photoshop 3.0\0IPTC of SecretCam");
    let comment = note(0xfe, b"made at home");
    bytes.splice(2..2, [xmp, caption, comment].concat());
    bytes.extend(jpeg(&quarters(16, 16), 1));
    let fit = make_fit(bytes.clone(), USUAL).unwrap();
    assert_eq!(decoded(&fit.bytes), decoded(&bytes));
    for words in [CAMERA, b"GPSLatitude", b"IPTC", b"made at home", b"Exif"] {
        assert!(!contains(&fit.bytes, words), "{}", String::from_utf8_lossy(words));
    }
    assert!(contains(&fit.bytes, &profile()) && fit.had_location);
    assert_eq!(fit.is.bytes, fit.bytes.len() as u64);
    assert!(fit.is.bytes < fit.was.bytes);
}

#[test]
fn a_large_picture_is_made_as_small_as_the_writer_wants() {
    let wanted = Wanted { limit: 300, ..USUAL };
    let fit = make_fit(jpeg(&quarters(900, 600), 6), wanted).unwrap();
    assert_eq!((fit.was.width, fit.was.height), (600, 900));
    assert_eq!((fit.is.width, fit.is.height), (200, 300));
    assert_eq!(seen(&decoded(&fit.bytes)).len(), 4);
    // Not one that is small enough, not one without a limit.
    for limit in [900, 0] {
        let fit = make_fit(jpeg(&quarters(900, 600), 1), Wanted { limit, ..USUAL }).unwrap();
        assert_eq!((fit.is.width, fit.is.height), (900, 600));
    }
}

#[test]
fn a_screenshot_that_would_grow_stays() {
    // Lines of one pixel: half as many pixels need more bytes.
    let lines = RgbaImage::from_fn(400, 400, |x, _| Rgba([if x % 2 == 0 { 0 } else { 255 }; 4]));
    let bytes = png(&DynamicImage::ImageRgba8(lines));
    let fit = make_fit(bytes.clone(), Wanted { limit: 333, ..USUAL }).unwrap();
    assert!(fit.is.bytes <= bytes.len() as u64, "{:?}", fit.is);
    assert!(!contains(&fit.bytes, CAMERA));
}

#[test]
fn what_the_camera_wrote_stays_where_the_writer_wants_it() {
    let wanted = Wanted { keep_camera_data: true, ..USUAL };
    let plain = jpeg(&quarters(64, 32), 1);
    assert_eq!(make_fit(plain.clone(), wanted).unwrap().bytes, plain);
    let fit = make_fit(jpeg(&quarters(64, 32), 6), wanted).unwrap();
    assert!(contains(&fit.bytes, CAMERA));
    let mut again = JpegDecoder::new(Cursor::new(&fit.bytes)).unwrap();
    assert_eq!(again.orientation().unwrap(), Orientation::NoTransforms, "it would turn twice");
    assert_eq!((fit.is.width, fit.is.height), (32, 64));
}

#[test]
fn a_png_keeps_its_pixels_and_its_transparency() {
    let mut picture = quarters(64, 32);
    picture.put_pixel(3, 3, Rgba([1, 2, 3, 4]));
    let bytes = png(&DynamicImage::ImageRgba8(picture));
    let fit = make_fit(bytes.clone(), USUAL).unwrap();
    assert_eq!(decoded(&fit.bytes), decoded(&bytes));
    assert!(fit.had_location && !contains(&fit.bytes, CAMERA) && contains(&fit.bytes, b"iCCP"));
    let deep = DynamicImage::ImageRgba8(quarters(640, 320)).to_rgba16();
    let fit = make_fit(png(&deep.into()), Wanted { limit: 64, ..USUAL }).unwrap();
    assert_eq!((fit.kind, seen(&decoded(&fit.bytes))), (ImageKind::Png, vec![0, 1, 2, 3]));
}

#[test]
fn a_webp_keeps_its_pixels_and_loses_its_notes() {
    let mut picture = quarters(64, 32);
    picture.put_pixel(3, 3, Rgba([9, 9, 9, 0]));
    let mut bytes = Vec::new();
    let mut encoder = WebPEncoder::new_lossless(&mut bytes);
    encoder.set_icc_profile(profile()).unwrap();
    encoder.set_exif_metadata(exif(1)).unwrap();
    picture.write_with_encoder(encoder).unwrap();
    let fit = make_fit(bytes.clone(), USUAL).unwrap();
    assert_eq!(decoded(&fit.bytes), decoded(&bytes));
    assert!(fit.had_location && !contains(&fit.bytes, CAMERA) && contains(&fit.bytes, &profile()));
    let mut again = WebPDecoder::new(Cursor::new(&fit.bytes)).unwrap();
    assert_eq!(again.exif_metadata().unwrap(), None);
    // Many colours, so that fewer pixels need fewer bytes.
    let noise = |x: u32, y: u32| Rgba([(x * y) as u8, (x * 7 + y) as u8, (y * 31) as u8, x as u8]);
    let mut noisy = Vec::new();
    RgbaImage::from_fn(200, 100, noise)
        .write_with_encoder(WebPEncoder::new_lossless(&mut noisy))
        .unwrap();
    let small = make_fit(noisy, Wanted { limit: 100, ..USUAL }).unwrap();
    assert_eq!((small.kind, small.is.width, small.is.height), (ImageKind::Webp, 100, 50));
}

#[test]
fn an_animation_keeps_its_frames_at_any_size() {
    let mut bytes = Vec::new();
    {
        let mut encoder = GifEncoder::new(&mut bytes);
        encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
        for shift in 0..3 {
            let frame = quarters(60 + shift, 30);
            let frame = image::imageops::crop_imm(&frame, 0, 0, 60, 30).to_image();
            let delay = Delay::from_numer_denom_ms(100, 1);
            encoder.encode_frame(Frame::from_parts(frame, 0, 0, delay)).unwrap();
        }
    }
    let comment = b"\x21\xfe\x09SecretCam\0";
    let end = bytes.len() - 1;
    bytes.splice(end..end, comment.iter().copied());
    let fit = make_fit(bytes.clone(), Wanted { limit: 10, ..USUAL }).unwrap();
    let frames = |bytes: &[u8]| {
        let decoder = GifDecoder::new(Cursor::new(bytes.to_vec())).unwrap();
        let frames = decoder.into_frames().collect_frames().unwrap();
        frames.into_iter().map(Frame::into_buffer).collect::<Vec<_>>()
    };
    assert_eq!(frames(&fit.bytes), frames(&bytes));
    assert!(!contains(&fit.bytes, b"SecretCam") && contains(&fit.bytes, b"NETSCAPE2.0"));
    assert_eq!((fit.is.width, fit.is.height), (60, 30));
}

#[test]
fn a_small_file_that_claims_a_huge_picture_is_refused() {
    let bomb =
        b"GIF89a\xff\xff\xff\xff\x00\x00\x00,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;".to_vec();
    let refused = make_fit(bomb, USUAL);
    assert!(matches!(refused, Err(Unfit::TooManyPixels { width: 65535, .. })), "{refused:?}");
}

#[test]
fn a_small_webp_that_claims_a_huge_picture_is_refused() {
    let claims = |side: u32| {
        let size = (side - 1) | (side - 1) << 14;
        let mut bytes = b"RIFF\x16\0\0\0WEBPVP8L\x0a\0\0\0\x2f".to_vec();
        bytes.extend(size.to_le_bytes());
        bytes.extend([0; 5]);
        make_fit(bytes, USUAL)
    };
    assert!(matches!(claims(16_383), Err(Unfit::TooManyPixels { width: 16_383, .. })));
    assert!(matches!(claims(16_384), Err(Unfit::NoPicture(_))));
}

#[test]
fn what_is_cut_off_or_no_picture_is_refused_and_never_a_panic() {
    for bytes in [b"".to_vec(), b"<svg/>".to_vec(), b"\x89PNG\r\n\x1a\n".to_vec()] {
        assert!(matches!(make_fit(bytes, USUAL), Err(Unfit::NoPicture(_))));
    }
    let picture = quarters(32, 16);
    let mut webp = Vec::new();
    picture.write_with_encoder(WebPEncoder::new_lossless(&mut webp)).unwrap();
    let files = [jpeg(&picture, 6), png(&DynamicImage::ImageRgba8(picture.clone())), webp];
    for file in files {
        for end in 0..file.len() {
            for limit in [0, 8] {
                let _ = make_fit(file[..end].to_vec(), Wanted { limit, ..USUAL });
            }
        }
    }
}
