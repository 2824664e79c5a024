//! Footnotes as WordPress has them since 6.3: marks in the content, a block that shows them, and their texts
//! as JSON beside the post.

use serde_json::{Value, json};

use super::{clean, kses};

const BLOCK: &str = "<!-- wp:footnotes";

/// The texts as they are kept for somebody whose HTML is filtered: what is not what it should be falls away.
pub(crate) fn filtered(texts: &str) -> String {
    let Ok(Value::Array(all)) = serde_json::from_str(texts) else { return String::new() };
    let text = |entry: &Value, name: &str| Some(entry.get(name)?.as_str()?.to_owned());
    let kept: Vec<Value> = all
        .iter()
        .filter_map(|entry| Some((text(entry, "id")?, text(entry, "content")?)))
        .filter(|(id, content)| !id.is_empty() && !content.is_empty())
        .map(|(id, content)| json!({ "id": key(&id), "content": kses::post(&content) }))
        .collect();
    as_php_writes_it(&Value::Array(kept).to_string())
}

fn key(id: &str) -> String {
    let fine = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    id.to_ascii_lowercase().chars().filter(fine).collect()
}

/// With slashes and everything beyond ASCII escaped.
fn as_php_writes_it(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 16);
    for c in json.chars() {
        match c {
            '/' => out.push_str("\\/"),
            c if c.is_ascii() => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    out
}

/// The content with the list of footnotes in place of the block that shows them.
pub(crate) fn shown(content: &str, texts: &str) -> String {
    let Some((before, rest)) = content.split_once(BLOCK) else { return content.to_owned() };
    let Some((_, after)) = rest.split_once("-->") else { return content.to_owned() };
    format!("{before}{}{after}", list(texts))
}

fn list(texts: &str) -> String {
    let Ok(Value::Array(all)) = serde_json::from_str(texts) else { return String::new() };
    let mut items = String::new();
    for entry in &all {
        let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
        let (id, content) = (super::escape(text("id")), clean::post(text("content")));
        items.push_str(&format!("<li id=\"{id}\">{content} <a href=\"#{id}-link\">↩︎</a></li>"));
    }
    if items.is_empty() {
        return String::new();
    }
    format!("<ol class=\"wp-block-footnotes\">{items}</ol>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filtered_text_keeps_its_words_and_loses_what_acts() {
        let texts = r#"[{"id":"A-1","content":"ä<script>x()</script> <em>b</em>"},{"id":"c","content":""},{"id":"d"},7]"#;
        let kept = r#"[{"content":"\u00e4x() <em>b<\/em>","id":"a-1"}]"#;
        let parsed = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(parsed(&filtered(texts)), parsed(kept));
        assert!(filtered(texts).contains("\\u00e4") && filtered(texts).contains("<\\/em>"));
        assert_eq!(filtered("no list"), "");
    }

    #[test]
    fn the_block_shows_the_texts() {
        let texts = r#"[{"id":"a","content":"One"}]"#;
        let shown_as = "x<ol class=\"wp-block-footnotes\"><li id=\"a\">One <a href=\"#a-link\">↩︎</a></li></ol>y";
        assert_eq!(shown("x<!-- wp:footnotes /-->y", texts), shown_as);
        assert_eq!(shown("x<!-- wp:footnotes /-->y", ""), "xy");
        assert_eq!(shown("x", texts), "x");
    }
}
