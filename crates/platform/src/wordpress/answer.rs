//! What an answer means: the status, WordPress's error code and the body, made a value or an [`Error`].
//!
//! A write whose answer is not WordPress's own is `Lost`, never a guess. Codes are read, messages are not.

use afterword_model::RemoteId;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::http::{Answer, Intent};
use super::text::{plain, start};
use crate::{Error, Result};

/// Tries at most so many places where JSON may begin behind a PHP notice.
const BEGINNINGS: usize = 64;

/// Windows editors leave it at the start of PHP files.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// WordPress's way to say no.
#[derive(Debug, Deserialize)]
struct Refusal {
    code: String,
    #[serde(default)]
    message: String,
    #[serde(default)]
    data: Value,
}

impl Refusal {
    /// A parameter that only some may use is refused as a bad one (400); why is further inside.
    fn inner_status(&self) -> Option<u64> {
        let details = self.data.get("details")?.as_object()?;
        let mut inner =
            details.values().filter_map(|detail| detail.pointer("/data/status")?.as_u64());
        inner.find(|status| matches!(status, 401 | 403))
    }
}

/// The value in a good answer, or what the bad one means.
pub(super) fn read<T: DeserializeOwned>(answer: &Answer, intent: Intent) -> Result<T> {
    check(answer, intent)?;
    json(&answer.body).filter(|_| !answer.cut).ok_or_else(|| not_wordpress(answer, intent))
}

/// The term that is in the way, when the answer refuses to make it a second time and names it.
pub(super) fn existing_term(answer: &Answer) -> Option<RemoteId> {
    let refusal = json::<Refusal>(&answer.body).filter(|refusal| refusal.code == "term_exists")?;
    refusal.data.get("term_id")?.as_u64().map(RemoteId::from)
}

/// Only whether the answer is a good one.
pub(super) fn check(answer: &Answer, intent: Intent) -> Result<()> {
    if (200..300).contains(&answer.status) { Ok(()) } else { Err(refused(answer, intent)) }
}

/// Whether it is WordPress that says no, and not a server or a proxy before it.
pub(super) fn is_refusal(answer: &Answer) -> bool {
    json::<Refusal>(&answer.body).is_some()
}

/// Reads JSON that may have a byte order mark or a PHP notice before it. The JSON has to begin where a
/// notice ends (a new line, or behind a tag) and to reach to the end of the body, so that a pair of
/// brackets inside a notice is never taken for an empty list.
pub(super) fn json<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
    let mut before = b'\n';
    let beginnings = body.iter().enumerate().filter(move |(_, byte)| {
        let begins = matches!(byte, b'{' | b'[') && matches!(before, b'\n' | b'>');
        if !matches!(byte, b' ' | b'\t' | b'\r') {
            before = **byte;
        }
        begins
    });
    beginnings
        .take(BEGINNINGS)
        .filter_map(|(at, _)| body.get(at..))
        .find_map(|rest| serde_json::from_slice(rest).ok())
}

/// Seconds to wait, when the answer names them.
fn retry_after(answer: &Answer) -> Option<u64> {
    answer.header("retry-after")?.trim().parse().ok()
}

fn refused(answer: &Answer, intent: Intent) -> Error {
    let refusal = json::<Refusal>(&answer.body);
    let inside = refusal.as_ref().filter(|_| answer.status == 400).and_then(Refusal::inner_status);
    let status = inside.and_then(|status| u16::try_from(status).ok()).unwrap_or(answer.status);
    match (status, refusal) {
        (300..=399, _) => Error::Moved(answer.header("location").unwrap_or("nowhere").to_owned()),
        (401, refusal) => Error::SignIn(words(answer, refusal)),
        (413, refusal) => Error::TooLarge(words(answer, refusal)),
        (429, refusal) => {
            Error::TooFast { retry_after: retry_after(answer), message: words(answer, refusal) }
        }
        (503, _) if intent == Intent::Read => {
            Error::Maintenance { retry_after: retry_after(answer) }
        }
        // Only WordPress's own handlers say for certain that a failed request did nothing.
        (500..=599, Some(refusal)) if !is_final(&refusal.code) => not_wordpress(answer, intent),
        (status, Some(refusal)) => by_code(status, refusal, answer),
        (_, None) => not_wordpress(answer, intent),
    }
}

fn is_final(code: &str) -> bool {
    code.starts_with("rest_") || code == "db_insert_error"
}

fn by_code(status: u16, refusal: Refusal, answer: &Answer) -> Error {
    let Refusal { code, message, .. } = refusal;
    let message = plain(&message);
    let line = || format!("{code}: {message}");
    match (code.as_str(), status) {
        ("comment_flood", _) => Error::TooFast { retry_after: retry_after(answer), message },
        ("comment_duplicate", _) => Error::Duplicate(line()),
        ("rest_comment_closed", _) => Error::CommentsClosed(line()),
        // A post in the trash takes no comments, and its comments are hidden: for the reader it is gone.
        (
            "rest_comment_invalid_post_id" | "rest_comment_trash_post" | "rest_comment_draft_post",
            _,
        )
        | (_, 410) => Error::NotFound(line()),
        ("rest_no_route", _) => Error::Refused { code, message },
        ("rest_upload_file_too_big", _) => Error::TooLarge(line()),
        (_, 404) => Error::NotFound(line()),
        (_, 403) => Error::Forbidden { code, message },
        _ => Error::Refused { code, message },
    }
}

fn words(answer: &Answer, refusal: Option<Refusal>) -> String {
    match refusal {
        Some(refusal) => format!("{}: {}", refusal.code, plain(&refusal.message)),
        None => describe(answer),
    }
}

/// An answer that is not WordPress's own: harmless for a read, an open question for a write.
fn not_wordpress(answer: &Answer, intent: Intent) -> Error {
    match intent {
        Intent::Read => Error::NotTheBlog(describe(answer)),
        Intent::Write => Error::Lost(describe(answer)),
    }
}

/// A foreign answer in one line for a log.
pub(super) fn describe(answer: &Answer) -> String {
    let kind = answer.header("content-type").unwrap_or("no content type");
    let beginning = answer.body.get(..answer.body.len().min(4096)).unwrap_or_default();
    let text = plain(&String::from_utf8_lossy(beginning));
    let more = if answer.cut { ", too large to read" } else { "" };
    format!("HTTP {} ({kind}{more}): {}", answer.status, start(&text, 120))
}

#[cfg(test)]
mod tests {
    use ureq::http::HeaderMap;

    use super::super::wire;
    use super::*;

    fn answer(status: u16, body: Vec<u8>) -> Answer {
        Answer { status, headers: HeaderMap::new(), body, cut: false }
    }

    /// Broken and odd JSON of all kinds as answers, where the collection is at hand: nothing panics, and
    /// only what is a whole list is ever taken for one.
    #[test]
    fn no_answer_of_the_json_corpus_is_misread() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/corpora/jsontestsuite");
        let mut seen = 0;
        for part in ["test_parsing", "test_transform"] {
            let Ok(files) = std::fs::read_dir(format!("{folder}/{part}")) else {
                println!("SKIPPED: no JSON corpus beside the checkout");
                return;
            };
            for file in files {
                let path = file.unwrap().path();
                let body = std::fs::read(&path).unwrap();
                seen += 1;
                let whole: Option<serde_json::Value> = serde_json::from_slice(&body).ok();
                for status in [200, 201, 400, 403, 500, 503] {
                    let answer = answer(status, body.clone());
                    for intent in [Intent::Read, Intent::Write] {
                        let list: Result<Vec<wire::Post>> = read(&answer, intent);
                        if list.is_ok() {
                            let empty = whole.as_ref().and_then(|json| json.as_array());
                            assert_eq!(empty.map(Vec::len), Some(0), "{}", path.display());
                        }
                        assert!(read::<wire::Comment>(&answer, intent).is_err());
                        assert!(read::<wire::User>(&answer, intent).is_err());
                    }
                }
            }
        }
        assert!(seen > 300, "{seen} files");
    }

    #[test]
    fn a_foreign_page_is_described_in_one_short_line() {
        let page = format!("<html>\n<p>{}</p>", "long ".repeat(10_000));
        let line = describe(&answer(502, page.into_bytes()));
        assert!(line.starts_with("HTTP 502 (no content type): long long"), "{line}");
        assert!(line.chars().count() < 200 && !line.contains('\n'), "{line}");
    }
}
