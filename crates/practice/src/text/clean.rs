//! Cleaning of HTML. The pages show nothing that has not been through here, be it the writer's or a
//! reader's: no scripts, no handlers, no styles, no addresses but http, https and mailto.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

const SCHEMES: [&str; 3] = ["http", "https", "mailto"];
/// What a class may begin with: the block editor's own, which the pages' style sheet knows.
const CLASSES: [&str; 8] = ["wp-", "size-", "align", "has-", "is-", "language-", "fn", "columns-"];

static POST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .rm_tags(["nav", "header", "footer", "area", "map", "center", "tt"])
        .add_generic_attributes(["class", "id"])
        .attribute_filter(|_, name, value| match name {
            "class" => kept_classes(value).map(Cow::Owned),
            // Names that the page itself uses must not lead into a post.
            "id" if value.starts_with("comment") || value == "respond" => None,
            _ => Some(Cow::Borrowed(value)),
        })
        .url_schemes(SCHEMES.into())
        .url_relative(UrlRelative::Custom(Box::new(anchors_only)))
        .link_rel(Some("noopener"));
    builder
});

/// What WordPress keeps of a reader's HTML.
static COMMENT: LazyLock<Builder<'static>> = LazyLock::new(|| inline(&[]));

/// The same with what showing a comment adds to it.
static SHOWN_COMMENT: LazyLock<Builder<'static>> = LazyLock::new(|| inline(&["p", "br"]));

static NOTHING: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder.tags(HashSet::new());
    builder
});

/// A post's content, fit for the page.
pub(crate) fn post(html: &str) -> String {
    POST.clean(html).to_string()
}

/// What is stored of a reader's comment.
pub(crate) fn comment(html: &str) -> String {
    COMMENT.clean(html).to_string()
}

/// A comment, fit for the page.
pub(crate) fn shown_comment(html: &str) -> String {
    SHOWN_COMMENT.clean(html).to_string()
}

/// The words alone, as HTML without any element.
pub(crate) fn words(html: &str) -> String {
    NOTHING.clean(html).to_string()
}

/// A web address that a reader gave for a site, if it is one.
pub(crate) fn site(address: &str) -> Option<String> {
    let url = url::Url::parse(address.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn inline(more: &[&'static str]) -> Builder<'static> {
    let mut builder = Builder::default();
    let tags = [
        "a",
        "abbr",
        "acronym",
        "b",
        "blockquote",
        "cite",
        "code",
        "del",
        "em",
        "i",
        "q",
        "s",
        "strike",
        "strong",
    ];
    builder
        .tags(tags.into_iter().chain(more.iter().copied()).collect())
        .generic_attributes(HashSet::new())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href", "title"])),
            ("abbr", HashSet::from(["title"])),
            ("acronym", HashSet::from(["title"])),
            ("blockquote", HashSet::from(["cite"])),
            ("del", HashSet::from(["datetime"])),
            ("q", HashSet::from(["cite"])),
        ]))
        .url_schemes(SCHEMES.into())
        .url_relative(UrlRelative::Deny)
        .link_rel(Some("nofollow ugc noopener"));
    builder
}

fn anchors_only(url: &str) -> Option<Cow<'_, str>> {
    url.starts_with('#').then_some(Cow::Borrowed(url))
}

fn kept_classes(value: &str) -> Option<String> {
    let kept: Vec<&str> = value
        .split_ascii_whitespace()
        .filter(|class| CLASSES.iter().any(|start| class.starts_with(start)))
        .collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_keep_their_blocks_and_lose_what_acts() {
        let table = [
            (
                r#"<figure class="wp-block-image site-title" onclick="x()"><img src="http://a.example/b.png" alt="B" onerror="x()"></figure>"#,
                r#"<figure class="wp-block-image"><img src="http://a.example/b.png" alt="B"></figure>"#,
            ),
            (
                r#"<a href="javascript:x()">a</a><a href="/b">b</a>"#,
                r#"<a rel="noopener">a</a><a rel="noopener">b</a>"#,
            ),
            (r##"<a href="#n1">1</a>"##, r##"<a href="#n1" rel="noopener">1</a>"##),
            (r#"<p id="respond" style="color:red">x</p><script>x()</script>"#, "<p>x</p>"),
            (r#"<iframe src="http://a.example"></iframe><form><input></form>"#, ""),
        ];
        for (html, cleaned) in table {
            assert_eq!(post(html), cleaned, "{html}");
        }
    }

    #[test]
    fn comments_keep_inline_tags_only() {
        assert_eq!(
            comment(
                r#"<em class="x">a</em><h2>b</h2><img src=x onerror=y> <a href="data:x">c</a>"#
            ),
            r#"<em>a</em>b <a rel="nofollow ugc noopener">c</a>"#
        );
        assert_eq!(shown_comment("<p>a<br />b</p><ul><li>c</ul>"), "<p>a<br>b</p>c");
    }

    #[test]
    fn only_web_addresses_are_sites() {
        assert_eq!(site(" https://a.example "), Some("https://a.example/".into()));
        for address in ["", "a.example", "javascript:alert(1)", "data:text/html,x", "mailto:a@b"] {
            assert_eq!(site(address), None, "{address}");
        }
    }
}
