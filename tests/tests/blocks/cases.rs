//! The Markdown that the round trip and the judge are given: the files of `tests/blocks/cases`, and what can
//! be made of them.

use std::path::Path;

use afterword_markup::UploadedPicture;

/// A text with a name for messages.
#[derive(Debug, Clone)]
pub struct Case {
    pub name: String,
    pub body: String,
}

/// The Markdown, by name.
pub fn cases() -> Vec<Case> {
    let cases = files("blocks/cases");
    assert!(cases.len() >= 35, "{} cases", cases.len());
    cases
}

/// Posts as others made them: the block editor with blocks that Markdown has no words for, a plugin, older
/// versions, the editor before blocks. Each has a paragraph “Edit me.”
pub fn foreign() -> Vec<Case> {
    let posts = files("blocks/posts");
    assert!(posts.len() >= 9, "{} posts", posts.len());
    posts
}

fn files(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut cases: Vec<Case> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            // Git on Windows may have changed the line ends.
            let body = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
            Case { name, body }
        })
        .collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    cases
}

/// Every case again in a quote, in a list, in a list in a quote, under a footnote, with Windows' line ends,
/// and cut off in the middle.
pub fn variations() -> Vec<Case> {
    let mut all = Vec::new();
    for Case { name, body } in cases() {
        let quoted = prefixed(&body, "> ", "> ");
        let listed = prefixed(&body, "- ", "  ");
        let numbered = prefixed(&body, "1. words\n\n   ", "   ");
        let noted = format!("Words[^n].\n\n{}", prefixed(&body, "[^n]: ", "    "));
        let half = (body.len() / 2..).find(|at| body.is_char_boundary(*at)).unwrap_or(0);
        let made = [
            ("quoted", quoted.clone()),
            ("listed", listed.clone()),
            ("numbered", numbered),
            ("listed in a quote", prefixed(&listed, "> ", "> ")),
            ("quoted in a list", prefixed(&quoted, "* before\n* ", "  ")),
            ("noted", noted),
            ("windows", body.replace('\n', "\r\n")),
            ("cut", body[..half].to_owned()),
        ];
        all.extend(made.map(|(kind, body)| Case { name: format!("{name}, {kind}"), body }));
    }
    all
}

fn prefixed(body: &str, first: &str, others: &str) -> String {
    let lines = body.lines().enumerate();
    lines.map(|(at, line)| format!("{}{line}\n", if at == 0 { first } else { others })).collect()
}

/// The pictures that the cases name, as if uploaded.
pub fn uploaded(name: &str) -> Option<UploadedPicture> {
    let number = match name.split_once('-')?.0 {
        "11111111" => 11,
        "22222222" => 22,
        "33333333" => 33,
        _ => return None,
    };
    let url = format!("https://blog.example/wp-content/uploads/2026/11/{number}-1024x683.jpg");
    Some(UploadedPicture { url, id: Some(number), size: None })
}
