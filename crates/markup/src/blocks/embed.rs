//! The embed block: a known address that stands alone in a paragraph becomes the thing itself.
//!
//! Known are services that WordPress has a variation of the block for; the words are the editor's own.

use url::Url;

use super::wrap;
use crate::escape;
use crate::tree::Inline;

/// An address to embed, and what the block says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Embed {
    pub url: String,
    kind: &'static str,
    provider: &'static str,
}

/// The embed that a paragraph stands for: nothing but a bare address in it.
pub(crate) fn of(text: &[Inline], source: &str) -> Option<Embed> {
    let [Inline::Link(link)] = text else { return None };
    if source.trim() != link.href {
        return None;
    }
    let (provider, kind) = provider(&link.href)?;
    Some(Embed { url: link.href.clone(), kind, provider })
}

pub(super) fn write(out: &mut String, embed: &Embed) {
    let Embed { url, kind, provider } = embed;
    let attributes = format!(
        "{{\"url\":{},\"type\":\"{kind}\",\"providerNameSlug\":\"{provider}\",\"responsive\":true}}",
        escape::json(url)
    );
    wrap(out, "embed", &attributes, |out| {
        out.push_str(&format!(
            "<figure class=\"wp-block-embed is-type-{kind} is-provider-{provider} \
             wp-block-embed-{provider}\"><div class=\"wp-block-embed__wrapper\">\n"
        ));
        escape::text(out, url);
        out.push_str("\n</div></figure>");
    });
}

/// The service behind an address, and the kind of thing it gives.
fn provider(address: &str) -> Option<(&'static str, &'static str)> {
    let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path();
    let in_path = |part: &str| path.contains(part);
    let below = |start: &str| path.strip_prefix(start).is_some_and(|rest| !rest.is_empty());
    match host {
        "youtube.com" | "m.youtube.com" => {
            let film = path == "/watch" && url.query().is_some_and(|query| query.contains("v="));
            let known = film || below("/shorts/") || below("/live/") || path == "/playlist";
            known.then_some(("youtube", "video"))
        }
        "youtu.be" => below("/").then_some(("youtube", "video")),
        "vimeo.com" | "player.vimeo.com" => below("/").then_some(("vimeo", "video")),
        "dailymotion.com" => below("/video/").then_some(("dailymotion", "video")),
        "dai.ly" => below("/").then_some(("dailymotion", "video")),
        "ted.com" => below("/talks/").then_some(("ted", "video")),
        "wordpress.tv" => below("/").then_some(("wordpress-tv", "video")),
        "videopress.com" => below("/v/").then_some(("videopress", "video")),
        "tiktok.com" => in_path("/video/").then_some(("tiktok", "video")),
        "open.spotify.com" => below("/").then_some(("spotify", "rich")),
        "soundcloud.com" => below("/").then_some(("soundcloud", "rich")),
        "mixcloud.com" => below("/").then_some(("mixcloud", "rich")),
        "flickr.com" => below("/photos/").then_some(("flickr", "photo")),
        "flic.kr" => below("/p/").then_some(("flickr", "photo")),
        "reddit.com" => (below("/r/") && in_path("/comments/")).then_some(("reddit", "rich")),
        "bsky.app" => (below("/profile/") && in_path("/post/")).then_some(("bluesky", "rich")),
        "twitter.com" | "x.com" => in_path("/status/").then_some(("twitter", "rich")),
        "speakerdeck.com" => below("/").then_some(("speaker-deck", "rich")),
        "imgur.com" => below("/").then_some(("imgur", "rich")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::provider;

    #[test]
    fn services_are_known_by_the_things_they_have() {
        for (address, expected) in [
            ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1", Some("youtube")),
            ("https://youtu.be/dQw4w9WgXcQ", Some("youtube")),
            ("https://www.youtube.com/", None),
            ("https://vimeo.com/22439234", Some("vimeo")),
            ("https://open.spotify.com/track/1", Some("spotify")),
            ("https://bsky.app/profile/a.example/post/3k", Some("bluesky")),
            ("https://www.reddit.com/r/rust/comments/1/x/", Some("reddit")),
            ("https://www.reddit.com/r/rust/", None),
            ("https://youtube.com.evil.example/watch?v=1", None),
            ("ftp://youtu.be/x", None),
        ] {
            assert_eq!(provider(address).map(|known| known.0), expected, "{address}");
        }
    }
}
