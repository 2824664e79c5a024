//! Whether a picture says where it was taken.

/// The entry of the first directory that leads to the place.
const GPS: u16 = 0x8825;
/// The same in XMP.
const GPS_IN_WORDS: &[u8] = b"GPSLatitude";

/// Whether EXIF (a TIFF structure) has a directory for the place.
pub(super) fn has_location(exif: &[u8]) -> bool {
    directory(exif).is_some_and(|found| found)
}

/// Whether XMP in this file names the place.
pub(super) fn says_location(file: &[u8]) -> bool {
    file.windows(GPS_IN_WORDS.len()).any(|part| part == GPS_IN_WORDS)
}

fn directory(exif: &[u8]) -> Option<bool> {
    let little = match exif.get(..4)? {
        [0x49, 0x49, 42, 0] => true,
        [0x4d, 0x4d, 0, 42] => false,
        _ => return None,
    };
    let u16_at = |at: usize| -> Option<u16> {
        let two = exif.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let four = exif.get(4..8)?.try_into().ok()?;
    let start = if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) };
    let start = usize::try_from(start).ok()?;
    let entries = usize::from(u16_at(start)?);
    let tag = |n: usize| u16_at(start.checked_add(2)?.checked_add(n.checked_mul(12)?)?);
    Some((0..entries).map_while(tag).any(|tag| tag == GPS))
}
