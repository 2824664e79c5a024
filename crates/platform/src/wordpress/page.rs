//! What a blog's front page says about its interfaces: the `Link` header, and `<link>` in its head; and
//! which WordPress made it, where the page tells (`<meta name="generator">`).
//! Reads tags only as far as needed for that; it is no HTML parser.

use url::Url;

use super::http::Answer;
use super::text::{decoded, plain};

/// The relation WordPress uses for its REST root.
const REST: &str = "https://api.w.org/";

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Links {
    /// The REST root.
    pub root: Option<Url>,
    /// Where the page says that XML-RPC is.
    pub rpc: Option<Url>,
    /// Signs of a WordPress, with or without a root.
    pub wordpress: bool,
    /// The number before the first dot of WordPress's version; many blogs hide it.
    pub major: Option<u32>,
}

impl Links {
    /// Reads the header first, then the page.
    pub fn of(answer: &Answer, at: &Url) -> Self {
        let headers = answer.headers.get_all("link").iter().filter_map(|value| value.to_str().ok());
        let from_header = headers.flat_map(entries).find_map(|entry| header_root(entry, at));
        let mut links = Self::in_page(&String::from_utf8_lossy(&answer.body), at);
        links.root = from_header.or(links.root);
        links.wordpress |= links.root.is_some();
        links
    }

    fn in_page(html: &str, at: &Url) -> Self {
        let mut links = Self::default();
        for tag in html.split('<').skip(1) {
            let Some((tag, _)) = tag.split_once('>') else { continue };
            let is =
                |name: &str| tag.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(name));
            if is("meta ") && links.major.is_none() {
                links.major = generator(tag);
            }
            if !is("link ") {
                continue;
            }
            let (rel, href) = (attribute(tag, "rel"), attribute(tag, "href"));
            match rel.as_deref() {
                Some(REST) if links.root.is_none() => {
                    links.root = href.and_then(|href| join(at, &href));
                }
                Some(rel) if rel.eq_ignore_ascii_case("EditURI") => {
                    links.wordpress = true;
                    links.rpc = links.rpc.or_else(|| href.and_then(|href| join(at, &href)));
                }
                _ => {}
            }
        }
        links.wordpress |= links.root.is_some() || html.contains("/wp-content/");
        links
    }
}

/// The page's title, plain text.
pub(super) fn title(html: &str) -> Option<String> {
    let (_, rest) = html.split_once("<title")?;
    let (_, rest) = rest.split_once('>')?;
    let (title, _) = rest.split_once("</title>")?;
    Some(plain(title)).filter(|title| !title.is_empty())
}

/// Plugins name themselves in the same way.
fn generator(tag: &str) -> Option<u32> {
    attribute(tag, "name").filter(|name| name.eq_ignore_ascii_case("generator"))?;
    let content = attribute(tag, "content")?;
    content.strip_prefix("WordPress ")?.split('.').next()?.trim().parse().ok()
}

/// An address for the browser; `None` for anything but http(s).
pub(super) fn web_address(text: &str) -> Option<String> {
    let url = Url::parse(text.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// One header can hold several links; a comma inside the angle brackets separates nothing.
fn entries(header: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    let mut in_address = false;
    let mut rest = header;
    let mut at = 0;
    while let Some(byte) = rest.as_bytes().get(at) {
        match byte {
            b'<' => in_address = true,
            b'>' => in_address = false,
            b',' if !in_address => {
                entries.push(rest.get(..at).unwrap_or_default());
                rest = rest.get(at + 1..).unwrap_or_default();
                at = 0;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    entries.push(rest);
    entries
}

fn header_root(entry: &str, at: &Url) -> Option<Url> {
    let (_, address) = entry.split_once('<')?;
    let (address, parameters) = address.split_once('>')?;
    let is_rest =
        parameters.split(';').filter_map(|part| part.split_once('=')).any(|(name, value)| {
            name.trim().eq_ignore_ascii_case("rel") && value.trim().trim_matches('"') == REST
        });
    if is_rest { join(at, address) } else { None }
}

fn join(at: &Url, href: &str) -> Option<Url> {
    at.join(href.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

/// The value of an attribute, quoted either way or not at all.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    loop {
        let found = from + lower.get(from..)?.find(name)?;
        from = found + name.len();
        let starts = lower.get(..found)?.ends_with(|c: char| c.is_ascii_whitespace());
        let Some(value) = tag.get(from..)?.trim_start().strip_prefix('=').filter(|_| starts) else {
            continue;
        };
        let value = value.trim_start();
        let end = |c: char| c.is_ascii_whitespace();
        let value = match value.chars().next()? {
            quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
            _ => value.split(end).next()?.trim_end_matches('/'),
        };
        return Some(decoded(value).into_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Url {
        Url::parse("https://b.example/blog/").unwrap()
    }

    #[test]
    fn a_link_header_among_others_is_found() {
        let header =
            "<https://b.example/a,b>; rel=shortlink, </wp-json/>; rel=\"https://api.w.org/\"";
        let roots: Vec<Url> =
            entries(header).into_iter().filter_map(|entry| header_root(entry, &at())).collect();
        assert_eq!(roots, [Url::parse("https://b.example/wp-json/").unwrap()]);
    }

    #[test]
    fn the_link_in_the_page_is_found_however_it_is_written() {
        for tag in [
            r#"<link rel="https://api.w.org/" href="https://b.example/wp-json/" />"#,
            r#"<LINK href='/wp-json/' rel='https://api.w.org/'>"#,
            r#"<link data-href="x" rel = "https://api.w.org/" href = /wp-json/>"#,
        ] {
            let links = Links::in_page(&format!("<html><head>{tag}"), &at());
            let path = links.root.as_ref().map(|root| root.path().trim_end_matches('/'));
            assert_eq!(path, Some("/wp-json"), "{tag}");
            assert!(links.wordpress);
        }
        let plain = r#"<link rel="https://api.w.org/" href="/index.php?rest_route=/&amp;x=1">"#;
        let links = Links::in_page(plain, &at());
        assert_eq!(links.root.unwrap().query(), Some("rest_route=/&x=1"));
    }

    #[test]
    fn a_page_without_links_is_no_wordpress() {
        for html in
            ["", "<", "<link", "<link rel=>", "<p>link rel=https://api.w.org/</p>", "<link é>"]
        {
            assert_eq!(Links::in_page(html, &at()), Links::default(), "{html}");
        }
        let script = r#"<link rel="https://api.w.org/" href="javascript:alert(1)">"#;
        assert_eq!(Links::in_page(script, &at()).root, None);
    }

    #[test]
    fn the_version_is_read_where_wordpress_itself_names_it() {
        let table = [
            (r#"<meta name="generator" content="WordPress 7.1.4" />"#, Some(7)),
            (r#"<META content='WordPress 10.0-beta' name=Generator>"#, Some(10)),
            (r#"<meta name="generator" content="WooCommerce 9.1">"#, None),
            (r#"<meta name="description" content="WordPress 7.1">"#, None),
            (r#"<meta name="generator" content="WordPress &amp;">"#, None),
        ];
        for (html, major) in table {
            assert_eq!(Links::in_page(html, &at()).major, major, "{html}");
        }
        let both = r#"<meta name="generator" content="Elementor 3"><meta name="generator" content="WordPress 6.8">"#;
        assert_eq!(Links::in_page(both, &at()).major, Some(6));
    }

    #[test]
    fn a_wordpress_without_a_root_is_recognised() {
        let html = r#"<link rel="EditURI" type="application/rsd+xml" href="/xmlrpc.php?rsd">"#;
        let rpc = at().join("/xmlrpc.php?rsd").ok();
        let links = Links { root: None, rpc, wordpress: true, major: None };
        assert_eq!(Links::in_page(html, &at()), links);
    }
}
