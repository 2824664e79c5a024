//! Takes out of a picture file what is not needed to see it, without touching a pixel: what the camera
//! wrote, captions of other programs, thumbnails, whatever follows the picture. Only what is known to
//! matter stays. `None`: the file is not whole.

use afterword_model::ImageKind;

pub(super) fn strip(kind: ImageKind, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        ImageKind::Jpeg => jpeg(bytes),
        ImageKind::Png => png(bytes),
        ImageKind::Gif => gif(bytes),
        ImageKind::Webp => webp(bytes),
    }
}

fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..2)?.to_vec();
    let mut at = 2;
    let mut has_pixels = false;
    loop {
        if has_pixels && at >= bytes.len() {
            // Some programs leave the end mark out.
            out.extend([0xff, 0xd9]);
            return Some(out);
        }
        // Fill bytes may stand before a marker.
        while bytes.get(at..at + 2)? == [0xff, 0xff] {
            at += 1;
        }
        let &[0xff, marker] = bytes.get(at..at + 2)? else { return None };
        if marker == 0xd9 {
            out.extend([0xff, 0xd9]);
            return Some(out);
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let segment = bytes.get(at..at + 2 + length)?;
        if stays_in_jpeg(marker, segment.get(4..)?) {
            out.extend(segment);
        }
        at += segment.len();
        if marker == 0xda {
            let scan = scan(bytes.get(at..)?);
            out.extend(scan);
            at += scan.len();
            has_pixels = true;
        }
    }
}

fn stays_in_jpeg(marker: u8, content: &[u8]) -> bool {
    match marker {
        // JFIF and Adobe's note say how to read the colours.
        0xe0 => content.starts_with(b"JFIF\0"),
        0xee => content.starts_with(b"Adobe"),
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// The pixels' bytes, up to the next marker that is not part of them.
fn scan(bytes: &[u8]) -> &[u8] {
    let ends =
        |pair: &[u8]| matches!(pair, &[0xff, marker] if !matches!(marker, 0 | 0xd0..=0xd7 | 0xff));
    let end = bytes.windows(2).position(ends).unwrap_or(bytes.len());
    bytes.get(..end).unwrap_or(bytes)
}

const PNG_STAYS: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
    b"sBIT", b"bKGD", b"pHYs", b"hIST", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..8)?.to_vec();
    let mut at: usize = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?);
        let end = at.checked_add(12)?.checked_add(usize::try_from(length).ok()?)?;
        let chunk = bytes.get(at..end)?;
        let name = chunk.get(4..8)?;
        if PNG_STAYS.iter().any(|stays| stays.as_slice() == name) {
            out.extend(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        at = end;
    }
}

/// What the first chunk says is in the file: EXIF and XMP.
const WEBP_NOTES: u8 = 0b0000_1100;

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?);
    let whole = usize::try_from(length).ok()?.checked_add(8)?;
    let bytes = bytes.get(..whole)?;
    let mut out = bytes.get(..12)?.to_vec();
    let mut at: usize = 12;
    while at < bytes.len() {
        let name = bytes.get(at..at.checked_add(4)?)?;
        let length = u32::from_le_bytes(bytes.get(at + 4..at.checked_add(8)?)?.try_into().ok()?);
        let length = usize::try_from(length).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
        // The padding of the last chunk is left out by some programs.
        let chunk = bytes.get(at..end).or_else(|| bytes.get(at..end - length % 2))?;
        match name {
            b"VP8X" => {
                let flags = out.len() + 8;
                out.extend(chunk);
                if let Some(flags) = out.get_mut(flags) {
                    *flags &= !WEBP_NOTES;
                }
            }
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {
                out.extend(chunk);
                out.resize(out.len() + out.len() % 2, 0);
            }
            _ => {}
        }
        at = end;
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out.get_mut(4..8)?.copy_from_slice(&length.to_le_bytes());
    Some(out)
}

fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let head = 13 + table(*bytes.get(10)?);
    let mut out = bytes.get(..head)?.to_vec();
    let mut at = head;
    loop {
        let end = match bytes.get(at)? {
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            0x21 => sub_blocks(bytes, at + 2)?,
            0x2c => {
                let table = table(*bytes.get(at + 9)?);
                sub_blocks(bytes, at + 10 + table + 1)?
            }
            _ => return None,
        };
        let block = bytes.get(at..end)?;
        if stays_in_gif(block) {
            out.extend(block);
        }
        at = end;
    }
}

fn stays_in_gif(block: &[u8]) -> bool {
    match block {
        // How often it repeats, and its colours.
        [0x21, 0xff, 11, name @ ..] => {
            [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"].iter().any(|n| name.starts_with(*n))
        }
        [0x21, 0xf9 | 0x01, ..] | [0x2c, ..] => true,
        _ => false,
    }
}

/// Where a chain of blocks ends, each with its length before it and the last of none.
fn sub_blocks(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
