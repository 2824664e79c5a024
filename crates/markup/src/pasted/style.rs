//! What a `style` attribute means for the words, as word processors and mail programs write them.

/// Marks that a style puts on words, or takes off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks {
    pub bold: Option<bool>,
    pub italic: Option<bool>,
    pub struck: bool,
    /// Above the line, or below it.
    pub raised: Option<bool>,
}

pub(super) fn marks(style: &str) -> Marks {
    let mut marks = Marks::default();
    for (name, value) in declarations(style) {
        match name.as_str() {
            "font-weight" => {
                let heavy = value.parse::<u32>().map_or(value.starts_with("bold"), |n| n >= 600);
                marks.bold = Some(heavy);
            }
            "font-style" => marks.italic = Some(matches!(value.as_str(), "italic" | "oblique")),
            "text-decoration" | "text-decoration-line" => {
                marks.struck |= value.contains("line-through");
            }
            "vertical-align" => {
                marks.raised = match value.as_str() {
                    "super" => Some(true),
                    "sub" => Some(false),
                    _ => None,
                };
            }
            _ => {}
        }
    }
    marks
}

pub(super) fn is_hidden(style: &str) -> bool {
    declarations(style).any(|(name, value)| match name.as_str() {
        "display" => value == "none",
        "visibility" => value == "hidden",
        "mso-hide" => value == "all",
        "opacity" => value == "0",
        "font-size" => matches!(value.as_str(), "0" | "0px" | "0pt"),
        _ => false,
    })
}

/// The level of an item in a list of Word's, which are paragraphs there.
pub(super) fn word_list_level(style: &str) -> Option<usize> {
    let (_, value) = declarations(style).find(|(name, _)| name == "mso-list")?;
    let level = value.split_whitespace().find_map(|part| part.strip_prefix("level"))?;
    level.parse().ok()
}

/// The bullet or number that Word writes before an item.
pub(super) fn is_word_bullet(style: &str) -> bool {
    declarations(style).any(|(name, value)| name == "mso-list" && value == "ignore")
}

pub(super) fn text_align(style: &str) -> Option<String> {
    declarations(style).find(|(name, _)| name == "text-align").map(|(_, value)| value)
}

fn declarations(style: &str) -> impl Iterator<Item = (String, String)> {
    style.split(';').filter_map(|part| {
        let (name, value) = part.split_once(':')?;
        let value = value.replace("!important", "");
        Some((name.trim().to_ascii_lowercase(), value.trim().to_ascii_lowercase()))
    })
}
