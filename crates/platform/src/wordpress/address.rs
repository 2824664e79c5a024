//! The address of a blog as people type it, and as programs need it. Text only: nothing is looked up.

use std::net::IpAddr;

use url::{Host, Url};

use crate::{Error, Result};

/// What was typed, made fit to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    /// Without query, fragment and the parts of a path that belong to WordPress itself.
    pub url: Url,
    /// Whether the writer wrote `http://` or `https://`, or meant this very machine.
    pub scheme_is_certain: bool,
}

/// Longer than any address a person types.
const LONGEST: usize = 2000;

/// From here on a path is WordPress's own, not the blog's.
const WORDPRESS_OWN: [&str; 7] =
    ["wp-admin", "wp-login.php", "wp-json", "wp-content", "wp-includes", "xmlrpc.php", "index.php"];

/// Reads what was typed. Without a scheme, https is assumed, except on this machine.
pub(super) fn parse(typed: &str) -> Result<Typed> {
    let typed =
        typed.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
    if typed.is_empty() || typed.len() > LONGEST {
        return Err(bad(typed));
    }
    let lower = typed.to_ascii_lowercase();
    let scheme_typed = lower.starts_with("http:") || lower.starts_with("https:");
    let with_scheme = if scheme_typed {
        typed.to_owned()
    } else {
        // Another scheme (`ftp://…`, `mailto:…`) ends up as a bad port or an empty host, and is refused.
        format!("https://{}", typed.trim_start_matches('/'))
    };
    let mut url = Url::parse(&with_scheme).map_err(|_| bad(typed))?;
    let here = is_this_machine(&url);
    if here && !scheme_typed {
        // Read again rather than changed: `:443` is no port of its own behind `https`, but is behind `http`.
        let unencrypted = with_scheme.replacen("https", "http", 1);
        url = Url::parse(&unencrypted).map_err(|_| bad(typed))?;
    }
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(bad(typed));
    }
    if !scheme_typed && typed.contains("://") {
        return Err(bad(typed));
    }
    if !url.username().is_empty() || url.password().is_some() {
        // Only the host: what stands before it may be a password.
        return Err(Error::NamesUser(url.host_str().unwrap_or_default().to_owned()));
    }
    url.set_query(None);
    url.set_fragment(None);
    cut_path(&mut url);

    Ok(Typed { url, scheme_is_certain: scheme_typed || here })
}

/// True for addresses that never leave this computer.
pub(super) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(ip)) => IpAddr::V4(ip).is_loopback(),
        Some(Host::Ipv6(ip)) => IpAddr::V6(ip).to_canonical().is_loopback(),
        None => false,
    }
}

/// Whether a redirect or link from one to the other stays with the same site: the same host but for a
/// leading `www.` or another of this machine's own names, and the same port but for http's and https's own.
pub(super) fn same_site(one: &Url, other: &Url) -> bool {
    let host = |url: &Url| {
        let name = url.host_str().unwrap_or_default().trim_end_matches('.').to_owned();
        name.strip_prefix("www.").map(str::to_owned).unwrap_or(name)
    };
    let web = |url: &Url| matches!(url.scheme(), "http" | "https");
    let same_host = host(one) == host(other) || is_this_machine(one) && is_this_machine(other);
    web(one) && web(other) && same_host && one.port() == other.port()
}

fn cut_path(url: &mut Url) {
    let Some(segments) = url.path_segments() else { return };
    let kept: Vec<String> = segments
        .take_while(|part| !WORDPRESS_OWN.contains(&part.to_ascii_lowercase().as_str()))
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    url.set_path(&kept.join("/"));
}

fn bad(typed: &str) -> Error {
    Error::BadAddress(super::text::start(typed, 200))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_as_people_type_it() {
        let table = [
            ("blog.example", "https://blog.example/", false),
            ("  www.Blog.Example/ ", "https://www.blog.example/", false),
            ("http://blog.example", "http://blog.example/", true),
            ("HTTPS://blog.example//", "https://blog.example/", true),
            ("blog.example/wp-admin/index.php", "https://blog.example/", false),
            ("blog.example/sub/WP-Login.php?x=1#y", "https://blog.example/sub", false),
            ("blog.example/wp-json/wp/v2/posts", "https://blog.example/", false),
            ("blog.example/?p=12", "https://blog.example/", false),
            ("blog.example/2026/11/a-post/", "https://blog.example/2026/11/a-post", false),
            ("//blog.example/a", "https://blog.example/a", false),
            ("blog.example:8443", "https://blog.example:8443/", false),
            ("localhost", "http://localhost/", true),
            ("localhost:8080/blog/", "http://localhost:8080/blog", true),
            ("127.0.0.1:443", "http://127.0.0.1:443/", true),
            ("[::1]:80", "http://[::1]/", true),
            ("https://localhost", "https://localhost/", true),
            ("192.168.1.7", "https://192.168.1.7/", false),
            ("bücher.example", "https://xn--bcher-kva.example/", false),
            ("\u{feff}blog.example\r\n", "https://blog.example/", false),
        ];
        for (typed, url, certain) in table {
            let read = parse(typed).unwrap_or_else(|e| panic!("{typed}: {e}"));
            assert_eq!((read.url.as_str(), read.scheme_is_certain), (url, certain), "{typed}");
        }
    }

    #[test]
    fn what_is_no_web_address_is_refused() {
        let long = format!("blog.example/{}", "a".repeat(LONGEST));
        for typed in [
            "",
            "   ",
            "my blog",
            "ftp://blog.example",
            "ftp://me@blog.example",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://",
            "https:",
            "https://?",
            "data:text/html,x",
            "blog.example:99999",
            &long,
        ] {
            assert!(
                matches!(parse(typed), Err(Error::BadAddress(_))),
                "{typed}: {:?}",
                parse(typed)
            );
        }
    }

    #[test]
    fn a_name_before_the_host_is_left_out_of_what_is_said() {
        for typed in [
            "me@blog.example",
            "mailto:me@blog.example",
            "https://me:secret@blog.example",
            "https://secret@blog.example/wp-admin/",
            "me:secret@blog.example",
        ] {
            assert_eq!(parse(typed), Err(Error::NamesUser("blog.example".to_owned())), "{typed}");
        }
    }

    #[test]
    fn a_site_is_its_host_with_or_without_www() {
        let url = |text: &str| Url::parse(text).unwrap();
        let table = [
            ("http://blog.example/", "https://www.blog.example/x", true),
            ("https://blog.example/", "https://other.example/", false),
            ("https://blog.example/", "https://blog.example.evil.example/", false),
            ("http://127.0.0.1:1000/", "http://127.0.0.1:1001/", false),
            ("http://localhost:1000/", "http://127.0.0.1:1000/wp-json/", true),
            ("http://localhost:1000/", "http://localhost:1001/", false),
            ("http://127.0.0.1/", "http://[::1]/", true),
            ("http://[::ffff:127.0.0.1]/", "http://blog.localhost/", true),
            ("http://blog.example/", "http://localhost/", false),
            ("http://localhost/", "http://localhost.blog.example/", false),
            ("http://localhost/", "http://192.168.1.7/", false),
            ("https://blog.example/", "ftp://blog.example/", false),
        ];
        for (one, other, same) in table {
            assert_eq!(same_site(&url(one), &url(other)), same, "{one} {other}");
        }
    }

    /// The web platform's own URL tests, where they are at hand: whatever is typed, the answer is an
    /// http(s) address or a refusal.
    #[test]
    fn no_address_of_the_url_corpus_is_misread() {
        let file =
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora/url/urltestdata.json");
        let Ok(text) = std::fs::read_to_string(file) else {
            println!("SKIPPED: no URL corpus beside the checkout");
            return;
        };
        let cases: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        let mut seen = 0;
        for typed in cases.iter().filter_map(|case| case["input"].as_str()) {
            seen += 1;
            match parse(typed) {
                Ok(read) => {
                    assert!(matches!(read.url.scheme(), "http" | "https"), "{typed}");
                    assert!(read.url.host_str().is_some_and(|host| !host.is_empty()), "{typed}");
                    assert!(
                        read.url.query().is_none() && read.url.username().is_empty(),
                        "{typed}"
                    );
                    let again = parse(read.url.as_str()).unwrap();
                    assert_eq!(again.url, read.url, "{typed} is read the same the second time");
                }
                Err(Error::BadAddress(_) | Error::NamesUser(_)) => {}
                Err(other) => panic!("{typed}: {other}"),
            }
        }
        assert!(seen > 500, "{seen} addresses");
    }
}
