//! A page of the web as something to quote: whose it is, and its words as passages to pick from.
//!
//! bytes → [`page_text`] → [`slim`] (a small, even page without scripts) → dom_smoothie finds the article →
//! [`passages`]. Whatever comes out is Markdown that was written here; no tag of the page gets through.

mod charset;
mod credit;
mod cut;
mod ld;
mod passages;
mod quote;
mod slim;
mod title;

use dom_smoothie::{Config, Metadata, Readability};
use url::Url;

pub use charset::page_text;
pub use credit::{Credit, credit_line};
pub use cut::cut;
pub use passages::{Passage, PassageKind};
pub use quote::{Pick, quote_block};

/// Characters of a name or title that are kept.
const NAME: usize = 300;

/// A page, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Article {
    /// Whose words they are and where they stand.
    pub credit: Credit,
    /// What it says.
    pub passages: Vec<Passage>,
}

/// Reads the HTML of a page that was found at this address. Never fails: a page that says nothing has no
/// passages, and one that names nothing is called by its host.
pub fn article(html: &str, address: &str) -> Article {
    let slim = slim::slim(html);
    let mut credit =
        Credit { address: canonical(slim.canonical.as_deref(), address), ..Credit::default() };
    let config = Config { disable_json_ld: true, max_elements_to_parse: 0, ..Config::default() };
    let base = Url::parse(address).ok().map(String::from);
    let mut meta = Metadata::default();
    let mut content = String::new();
    if let Ok(mut page) = Readability::new(slim.html.as_str(), base.as_deref(), Some(config)) {
        meta = page.get_article_metadata(None);
        if let Ok(found) = page.parse() {
            content = found.content.to_string();
            meta.byline = meta.byline.or(found.byline);
        }
    }
    let said = ld::said(&slim.data);
    let first = |one: Option<String>, other: Option<String>| {
        one.map(|text| name(&text)).filter(|text| !text.is_empty()).or(other)
    };
    let or_empty = |text: Option<String>| text.map(|text| name(&text)).unwrap_or_default();
    credit.title = or_empty(first(Some(meta.title), said.title));
    credit.author = by(&or_empty(first(said.author, meta.byline)));
    credit.site = or_empty(first(meta.site_name, said.site));
    if let Some((heading, rest)) = title::parted(&slim.html, &credit.title) {
        credit.title = heading;
        if credit.site.is_empty() {
            credit.site = rest;
        }
    }
    if credit.site.is_empty() {
        credit.site = host(&credit.address);
    }
    credit.date = [said.date, meta.published_time]
        .into_iter()
        .flatten()
        .find_map(|date| day(&date))
        .unwrap_or_default();
    let mut passages = passages::passages(&content);
    if passages.is_empty() {
        passages = passages::passages(&slim.html);
    }
    // The page's title stands in the line under the quote.
    let is_title =
        |first: &Passage| first.kind == PassageKind::Heading && first.plain == credit.title;
    if passages.first().is_some_and(is_title) {
        passages.remove(0);
    }
    Article { credit, passages }
}

/// The address that the page calls its own, if it may say so: on the same site. Without the place on the page
/// and without what only says how a reader came there.
fn canonical(said: Option<&str>, address: &str) -> String {
    let Ok(at) = Url::parse(address) else { return address.to_owned() };
    let said = said.and_then(|said| at.join(said).ok()).filter(|url| {
        let web = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none();
        // A front page as the address of every page is a mistake that many sites make.
        let vague = url.path() == "/" && url.query().is_none() && at.path() != "/";
        web && same_site(url, &at) && !vague
    });
    let mut url = said.unwrap_or(at);
    url.set_fragment(None);
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| {
            !key.starts_with("utm_")
                && !matches!(&**key, "fbclid" | "gclid" | "mc_cid" | "mc_eid" | "igshid")
        })
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    if kept.len() < url.query_pairs().count() {
        url.set_query(None);
        if !kept.is_empty() {
            url.query_pairs_mut().extend_pairs(kept);
        }
    }
    url.into()
}

fn same_site(one: &Url, other: &Url) -> bool {
    let bare = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(host).to_owned()
    };
    bare(one) == bare(other)
}

fn host(address: &str) -> String {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// One line without what turns or hides text.
fn name(text: &str) -> String {
    let shown = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let shown: String = shown.filter(|c| !turns(*c)).collect();
    let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(NAME).collect()
}

fn turns(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A name without the "By" before it; an address is no name.
fn by(name: &str) -> String {
    let rest = match name.get(..3) {
        Some(start) if start.eq_ignore_ascii_case("by ") => name.get(3..).unwrap_or_default(),
        _ => name,
    };
    if Url::parse(rest.trim()).is_ok() { String::new() } else { rest.trim().to_owned() }
}

/// `2025-03-09` of whatever begins so.
fn day(date: &str) -> Option<String> {
    let day = date.trim().get(..10)?;
    let is_digits =
        |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = day.split('-');
    let (year, month, of_month) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |part: &str| part.parse::<u32>().unwrap_or_default();
    let fits = (1..=12).contains(&number(month)) && (1..=31).contains(&number(of_month));
    (is_digits(year, 4) && is_digits(month, 2) && is_digits(of_month, 2) && fits)
        .then(|| day.to_owned())
}
