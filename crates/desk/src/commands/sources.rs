//! Quoting pages: a page is fetched when the writer asks, and its source is kept as data. What could not be
//! read now is filled in later (`worker::sources`), never sent.

use std::time::Duration;

use afterword_markup::{Article, Credit, Pick, credit_line};
use afterword_model::Blog;
use afterword_platform::outside::{Bounds, FetchError, Fetched};
use afterword_store::sources::{self, Source};
use afterword_store::{blogs, posts, settings};
use chrono::TimeDelta;
use serde_json::Value;
use url::Url;

use crate::Desk;
use crate::api::{
    ForPost, KnownSource, Nothing, PagePassage, PageRead, PassageKind, PickedPassage, QuotePage,
    QuoteSettings, QuoteSource, QuotedPage, ReadPage, SetQuoteTemplate,
};
use crate::error::Result;
use crate::shared::Shared;
use crate::words::failed;

const BOUNDS: Bounds = Bounds { bytes: 5 * 1024 * 1024, within: Duration::from_secs(15) };
const ACCEPT: &str = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1";
const TEMPLATE: &str = "— [{title}]({address}), {site}";
const SETTING: &str = "quote.template";
const RECENT: u32 = 20;
/// A line, not a text.
const LONGEST: usize = 500;

/// Why a page could not be read.
pub(crate) struct Unread {
    message: &'static str,
    /// Whether it may be read another time.
    pub later: bool,
}

pub(crate) fn page_read(desk: &Desk, ask: ReadPage) -> Result<PageRead> {
    let shared = desk.shared();
    let address = web_address(&ask.address)
        .ok_or_else(|| failed("This is not the address of a web page."))?;
    let (blog, known) = shared.store.read(|db| {
        let post = posts::get(db, ask.post)?;
        Ok((blogs::get(db, post.blog)?, sources::known(db, &address)?))
    })?;
    match read(shared, &blog, &address) {
        Ok(article) => {
            let empty = article.passages.is_empty();
            Ok(PageRead {
                source: shown(article.credit),
                passages: article.passages.into_iter().map(passage).collect(),
                problem: empty.then(|| "This page has no text that Afterword can find.".to_owned()),
                later: false,
            })
        }
        Err(unread) => {
            let (is_known, address) = (known.is_some(), address.clone());
            let source = known.map_or(QuoteSource { address, ..QuoteSource::default() }, of_stored);
            Ok(PageRead {
                source,
                passages: Vec::new(),
                problem: Some(unread.message.to_owned()),
                later: unread.later && !is_known,
            })
        }
    }
}

pub(crate) fn page_quote(desk: &Desk, ask: QuotePage) -> Result<QuotedPage> {
    let shared = desk.shared();
    let picks: Vec<Pick> = ask.picks.into_iter().map(pick).collect();
    if ask.source.address.trim().is_empty() {
        return Ok(QuotedPage { markdown: afterword_markup::quote_block(&picks, "") });
    }
    let address = web_address(&ask.source.address)
        .ok_or_else(|| failed("This is not the address of a web page."))?;
    let source = QuoteSource { address, ..ask.source };
    let line = credit_line(&template(shared)?, &credit(source.clone()));
    let now = shared.now();
    let blog = shared.store.write(|db| {
        let post = posts::get(db, ask.post)?;
        if ask.later {
            let next = now + first_wait(shared);
            sources::await_page(db, &source.address, ask.post, &line, now, next)?;
        } else {
            sources::put(db, &stored(source.clone()), now)?;
        }
        Ok(post.blog)
    })?;
    if ask.later {
        desk.0.workers.send(blog);
    }
    Ok(QuotedPage { markdown: afterword_markup::quote_block(&picks, &line) })
}

pub(crate) fn source_list(desk: &Desk, ask: ForPost) -> Result<Vec<KnownSource>> {
    let (recent, here) = desk
        .shared()
        .store
        .read(|db| Ok((sources::recent(db, RECENT)?, sources::of_post(db, ask.post)?)))?;
    let in_post = |source: &Source| here.iter().any(|other| other.address == source.address);
    let mut list: Vec<KnownSource> = recent
        .into_iter()
        .map(|source| KnownSource { in_post: in_post(&source), source: of_stored(source) })
        .collect();
    list.sort_by_key(|known| !known.in_post);
    Ok(list)
}

pub(crate) fn quote_settings(desk: &Desk, _: Nothing) -> Result<QuoteSettings> {
    let template = template(desk.shared())?;
    let example = Credit {
        title: "On slow trains".to_owned(),
        author: "Ann Example".to_owned(),
        site: "The Post".to_owned(),
        date: "2025-03-09".to_owned(),
        address: "https://post.example/trains".to_owned(),
    };
    Ok(QuoteSettings { example: credit_line(&template, &example), template })
}

pub(crate) fn quote_settings_set(desk: &Desk, ask: SetQuoteTemplate) -> Result<QuoteSettings> {
    let template = ask.template.split_whitespace().collect::<Vec<_>>().join(" ");
    if template.len() > LONGEST {
        return Err(failed("This line is too long to stand under a quote."));
    }
    let value = if template == TEMPLATE { String::new() } else { template };
    desk.shared().store.write(|db| settings::set(db, SETTING, &Value::String(value)))?;
    quote_settings(desk, Nothing)
}

/// The writer's template, or the usual one.
pub(crate) fn template(shared: &Shared) -> Result<String> {
    let value = shared.store.read(|db| settings::get(db, SETTING))?;
    let own = value.as_ref().and_then(Value::as_str).filter(|own| !own.trim().is_empty());
    Ok(own.unwrap_or(TEMPLATE).to_owned())
}

/// Between the first try and the second.
pub(crate) fn first_wait(shared: &Shared) -> TimeDelta {
    shared.timing.probe_first
}

/// Fetches a page and reads it. Blocks, at most as long as the bounds say.
pub(crate) fn read(
    shared: &Shared,
    blog: &Blog,
    address: &str,
) -> std::result::Result<Article, Unread> {
    let fetched = shared.gate(blog).fetch(address, ACCEPT, BOUNDS).map_err(unread)?;
    let html = page(&fetched)?;
    // A stranger's page may meet a mistake in what reads it; that ends the reading and nothing else.
    let article = std::panic::catch_unwind(|| afterword_markup::article(&html, &fetched.address));
    article.map_err(|_| Unread { message: "This page can't be read.", later: false })
}

/// The HTML of what came; plain text as HTML.
fn page(fetched: &Fetched) -> std::result::Result<String, Unread> {
    let kind = fetched.content_type.split(';').next().unwrap_or_default().trim();
    let text = || afterword_markup::page_text(&fetched.bytes, &fetched.content_type);
    match kind.to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" => Ok(text()),
        "text/plain" => Ok(as_paragraphs(&text())),
        "" if text().trim_start().starts_with('<') => Ok(text()),
        _ => Err(Unread {
            message: "This address leads to a file, not to a page with words.",
            later: false,
        }),
    }
}

fn as_paragraphs(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let unified = escaped.replace("\r\n", "\n");
    let parts = unified.split("\n\n").filter(|part| !part.trim().is_empty());
    parts.map(|part| format!("<p>{part}</p>")).collect()
}

fn unread(error: FetchError) -> Unread {
    let (message, later) = match error {
        FetchError::BadAddress => ("This is not the address of a web page.", false),
        FetchError::Private => (
            "This address leads to this computer or its network. Afterword only reads pages that everybody can see.",
            false,
        ),
        FetchError::NotFound => {
            ("No such site was found. Either the address is wrong or you are offline.", true)
        }
        FetchError::NoAnswer(_) => ("The site does not answer now.", true),
        FetchError::TooSlow => ("The site took too long to answer.", true),
        FetchError::TooLarge(_) => ("This page is too large to be read.", false),
        FetchError::Circles => ("This address leads round and round.", false),
        FetchError::Refused(404 | 410) => ("There is no page at this address (any more).", false),
        FetchError::Refused(401 | 403 | 451) => {
            ("The site does not show this page to Afterword.", false)
        }
        FetchError::Refused(429 | 500..) => ("The site has trouble of its own now.", true),
        FetchError::Refused(_) => ("The site does not give this page.", false),
        FetchError::Certificate(_) => {
            ("The site can't prove that it is itself, so nothing was read.", true)
        }
    };
    Unread { message, later }
}

/// An address of the web, as it is kept.
fn web_address(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let has_scheme = typed.split_once("://").is_some_and(|(scheme, _)| {
        scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    let url = match has_scheme {
        true => Url::parse(typed),
        false if typed.contains('.') && !typed.contains(char::is_whitespace) => {
            Url::parse(&format!("https://{typed}"))
        }
        false => return None,
    };
    let url = url.ok()?;
    let plain = url.username().is_empty() && url.password().is_none() && url.has_host();
    (plain && matches!(url.scheme(), "http" | "https")).then(|| url.into())
}

fn passage(passage: afterword_markup::Passage) -> PagePassage {
    use afterword_markup::PassageKind as Kind;
    let kind = match passage.kind {
        Kind::Words => PassageKind::Words,
        Kind::Heading => PassageKind::Heading,
        Kind::Point => PassageKind::Point,
        Kind::Quote => PassageKind::Quote,
        Kind::Code => PassageKind::Code,
    };
    PagePassage { kind, markdown: passage.markdown, plain: passage.plain }
}

fn pick(picked: PickedPassage) -> Pick {
    use afterword_markup::PassageKind as Kind;
    let kind = match picked.kind {
        PassageKind::Words => Kind::Words,
        PassageKind::Heading => Kind::Heading,
        PassageKind::Point => Kind::Point,
        PassageKind::Quote => Kind::Quote,
        PassageKind::Code => Kind::Code,
    };
    let number = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    let part = (picked.from.is_some() || picked.to.is_some()).then(|| {
        let to = picked.to.unwrap_or(picked.length);
        (number(picked.from.unwrap_or_default()), number(to))
    });
    let (at, length) = (number(picked.at), number(picked.length));
    Pick { at, kind, markdown: picked.markdown, part, length }
}

fn shown(credit: Credit) -> QuoteSource {
    let Credit { title, author, site, date, address } = credit;
    QuoteSource { title, author, site, date, address }
}

pub(crate) fn credit(source: QuoteSource) -> Credit {
    let QuoteSource { title, author, site, date, address } = source;
    Credit { title, author, site, date, address }
}

fn of_stored(source: Source) -> QuoteSource {
    let Source { address, title, author, site, published, .. } = source;
    QuoteSource { title, author, site, date: published, address }
}

fn stored(source: QuoteSource) -> Source {
    let QuoteSource { title, author, site, date, address } = source;
    Source { page: address.clone(), address, title, author, site, published: date }
}

#[cfg(test)]
mod tests {
    use super::web_address;

    #[test]
    fn only_addresses_of_the_web_are_read() {
        for (typed, kept) in [
            (" https://A.example/x#y ", Some("https://a.example/x#y")),
            ("a.example/x", Some("https://a.example/x")),
            ("a.example:8080/x", Some("https://a.example:8080/x")),
            ("http://127.0.0.1:1/", Some("http://127.0.0.1:1/")),
            ("javascript:alert(1.5)", None),
            ("file:///etc/passwd", None),
            ("https://me:pw@a.example/", None),
            ("two words.", None),
            ("word", None),
            ("", None),
        ] {
            assert_eq!(web_address(typed).as_deref(), kept, "{typed}");
        }
    }
}
