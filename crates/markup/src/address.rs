//! Which addresses may stand where: links that are shown, pictures that are published.

use url::{ParseError, Url};

/// The name in `media:<name>`.
pub(crate) fn media_name(address: &str) -> Option<&str> {
    let address = address.trim();
    let scheme = address.get(..6)?;
    scheme.eq_ignore_ascii_case("media:").then(|| address.get(6..)).flatten()
}

/// An absolute http, https or mailto address: the only ones a reader may follow from the window.
pub(crate) fn is_plain_link(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "mailto"))
}

/// A link that may be published: besides the plain ones, links within the blog and other harmless schemes.
pub(crate) fn is_publishable_link(address: &str) -> bool {
    match Url::parse(address) {
        Ok(url) => matches!(
            url.scheme(),
            "http"
                | "https"
                | "mailto"
                | "tel"
                | "sms"
                | "xmpp"
                | "irc"
                | "ircs"
                | "feed"
                | "ftp"
                | "ftps"
        ),
        Err(ParseError::RelativeUrlWithoutBase) => true,
        Err(_) => false,
    }
}

/// A picture that readers can load: on the web, or in the blog's own content folder. Everything else
/// would be a path on the writer's machine, or broken.
pub(crate) fn is_published_picture(address: &str) -> bool {
    match Url::parse(address) {
        Ok(url) => matches!(url.scheme(), "http" | "https"),
        Err(ParseError::RelativeUrlWithoutBase) => {
            address.starts_with("//") || address.starts_with("/wp-content/")
        }
        Err(_) => false,
    }
}

/// Whether this is a whole http or https address.
pub(crate) fn is_web(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// The host of an address, for people to read.
pub(crate) fn host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    url.host_str().filter(|host| !host.is_empty()).map(str::to_owned)
}

/// A path into a computer's folders, which no blog has: `/home/me/x`, `\\server\x`, `~/x`.
fn is_file_path(address: &str) -> bool {
    const FOLDERS: [&str; 7] =
        ["/home/", "/users/", "/tmp/", "/var/folders/", "/volumes/", "/root/", "/run/user/"];
    let lower = address.to_lowercase();
    // A page of the blog may be named `/home/`; a file lies deeper.
    let deeper = |rest: &str| rest.contains(['/', '.']);
    lower.starts_with("\\\\")
        || lower.starts_with("~/")
        || FOLDERS.iter().any(|folder| lower.strip_prefix(folder).is_some_and(deeper))
}

/// An address that readers elsewhere can't follow: a file, this computer, or one that depends on the page
/// it stands on. Places on the page itself and on the blog (`#…`, `/…`) are fine.
pub(crate) fn is_local(address: &str) -> bool {
    match Url::parse(address.trim()) {
        Ok(url) => match url.scheme() {
            "file" => true,
            "http" | "https" => url.host().is_some_and(|host| match host {
                url::Host::Domain(name) => {
                    name == "localhost" || name.ends_with(".localhost") || name.ends_with(".local")
                }
                url::Host::Ipv4(ip) => ip.is_loopback() || ip.is_unspecified(),
                url::Host::Ipv6(ip) => ip.is_loopback() || ip.is_unspecified(),
            }),
            // `C:\pictures` reads as a scheme.
            scheme => scheme.len() == 1,
        },
        Err(ParseError::RelativeUrlWithoutBase) => {
            let address = address.trim();
            let within = address.starts_with(['/', '#', '?']) && !is_file_path(address);
            !within
        }
        Err(_) => false,
    }
}
