//! The lines between `---` with which some Markdown files begin. They are fields, not prose.

/// How many bytes of the text are front matter; 0 when it has none.
pub(crate) fn length(text: &str) -> usize {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        match number {
            0 if line == "---" => {}
            0 => return 0,
            _ if line == "---" || line == "..." => return if number > 1 { at } else { 0 },
            _ if !is_field(line) => return 0,
            _ => {}
        }
    }
    0
}

/// A field, a part of one that is indented, an item of a list, a comment, or nothing.
fn is_field(line: &str) -> bool {
    let named = line.split_once(':').is_some_and(|(name, value)| {
        !name.is_empty()
            && !name.contains(char::is_whitespace)
            && (value.is_empty() || value.starts_with(' '))
    });
    named || line.is_empty() || line.starts_with([' ', '\t', '-', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_fields_at_the_very_beginning_are_front_matter() {
        let fields = "---\ntitle: Aldebaran\ntags:\n  - trane\n# yes\n---\n";
        assert_eq!(length(&format!("{fields}Text\n")), fields.len());
        for text in [
            "Text\n---\ntitle: x\n---\n",
            "---\n\nA rule, then words.\n\n---\n",
            "---\n---\n",
            "---\ntitle: x\n",
            "",
        ] {
            assert_eq!(length(text), 0, "{text:?}");
        }
    }
}
