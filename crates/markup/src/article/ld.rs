//! What a page says about itself as JSON-LD, as far as it is about an article.

use serde_json::Value;

/// Items that are looked at, through lists and graphs.
const MANY: usize = 500;

#[derive(Debug, Default, PartialEq)]
pub(super) struct Said {
    pub title: Option<String>,
    pub author: Option<String>,
    pub site: Option<String>,
    pub date: Option<String>,
}

/// The first article in any of the texts; what can't be read says nothing.
pub(super) fn said(texts: &[String]) -> Said {
    let values = texts.iter().filter_map(|text| serde_json::from_str::<Value>(text).ok());
    let mut waiting: Vec<Value> = values.collect();
    waiting.reverse();
    for _ in 0..MANY {
        match waiting.pop() {
            Some(Value::Array(items)) => waiting.extend(items.into_iter().rev()),
            Some(Value::Object(mut item)) => {
                if item.get("@type").is_some_and(is_article) {
                    let text = |name: &str| item.get(name).and_then(words);
                    return Said {
                        title: text("headline").or_else(|| text("name")),
                        author: item.get("author").and_then(named),
                        site: item.get("publisher").and_then(named),
                        date: text("datePublished"),
                    };
                }
                waiting.extend(item.remove("@graph"));
                waiting.extend(item.remove("mainEntity"));
            }
            Some(_) => {}
            None => break,
        }
    }
    Said::default()
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => {
            kind.ends_with("Article")
                || matches!(kind.as_str(), "BlogPosting" | "Report" | "SocialMediaPosting")
        }
        Value::Array(kinds) => kinds.iter().any(|kind| kind.is_string() && is_article(kind)),
        _ => false,
    }
}

fn words(value: &Value) -> Option<String> {
    value.as_str().map(crate::plain).filter(|text| !text.trim().is_empty())
}

/// A name, a thing with one, or several of either.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::Array(all) => {
            let names: Vec<String> = all.iter().take(5).filter_map(one).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        one_value => one(one_value),
    }
}

fn one(value: &Value) -> Option<String> {
    words(value).or_else(|| value.get("name").and_then(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_wherever_it_stands() {
        let text = r#"{"@graph":[{"@type":"WebSite","name":"No"},{"@type":["X","NewsArticle"],"headline":"A &amp; B",
            "author":[{"name":"Ann"},"Bob",{"url":"x"}],"publisher":{"name":"The Post"},"datePublished":"2025-03-09T10:00:00Z"}]}"#;
        let some = |text: &str| Some(text.to_owned());
        let expected = Said {
            title: some("A & B"),
            author: some("Ann, Bob"),
            site: some("The Post"),
            date: some("2025-03-09T10:00:00Z"),
        };
        assert_eq!(said(&["not json".to_owned(), text.to_owned()]), expected);
        assert_eq!(
            said(&[format!("{}1{}", "[".repeat(9_000), "]".repeat(9_000))]),
            Said::default()
        );
    }
}
