//! From bytes to UTF-16 units, forwards through one text.

/// Counts on from where it was: places have to be asked for in order.
pub(crate) struct Utf16<'t> {
    text: &'t str,
    byte: usize,
    unit: u32,
}

impl<'t> Utf16<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, byte: 0, unit: 0 }
    }

    /// The place of this byte. One that was passed already counts from the start again.
    pub fn at(&mut self, byte: usize) -> u32 {
        if byte < self.byte {
            (self.byte, self.unit) = (0, 0);
        }
        let between = self.text.get(self.byte..byte).unwrap_or_default();
        let units = if between.is_ascii() { between.len() } else { between.encode_utf16().count() };
        self.unit = self.unit.saturating_add(u32::try_from(units).unwrap_or(u32::MAX));
        self.byte = byte;
        self.unit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_the_window_counts() {
        let text = "a😀é中b";
        let mut units = Utf16::new(text);
        let places: Vec<u32> = text.char_indices().map(|(byte, _)| units.at(byte)).collect();
        assert_eq!(places, [0, 1, 3, 4, 5]);
        assert_eq!(units.at(1), 1, "back again");
    }
}
