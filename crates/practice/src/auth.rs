//! Who asks: the writer, with the application password, or anybody. As in WordPress, a wrong password does
//! not fail by itself: the request goes on as an anonymous one.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;

use crate::PracticeError;
use crate::db::settings;

/// The writer's login name.
pub(crate) const USERNAME: &str = "writer";
/// The writer's e-mail address; `invalid` can't belong to anybody.
pub(crate) const EMAIL: &str = "writer@practice.invalid";

const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH: usize = 24;

/// Who a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Viewer {
    /// The writer: an editor who moderates comments and whose HTML is kept as it is sent.
    Writer,
    /// Anybody else.
    Anonymous,
}

/// The writer's password.
pub(crate) struct Login {
    /// 24 letters and digits.
    pub(crate) password: String,
}

impl Login {
    /// The kept password, or a new one.
    pub(crate) fn of(conn: &Connection) -> Result<Self, PracticeError> {
        if let Some(password) = settings::get(conn, "password")? {
            return Ok(Self { password });
        }
        let password = random_word(LENGTH)?;
        settings::set(conn, "password", &password)?;
        Ok(Self { password })
    }

    /// Who sent these headers.
    pub(crate) fn viewer(&self, headers: &HeaderMap) -> Viewer {
        match credentials(headers) {
            Some((name, password)) if self.accepts(&name, &password) => Viewer::Writer,
            _ => Viewer::Anonymous,
        }
    }

    fn accepts(&self, name: &str, password: &str) -> bool {
        // WordPress shows application passwords in groups and takes them either way.
        let password: String = password.chars().filter(char::is_ascii_alphanumeric).collect();
        let known = name.eq_ignore_ascii_case(USERNAME) || name.eq_ignore_ascii_case(EMAIL);
        known && same(self.password.as_bytes(), password.as_bytes())
    }
}

/// A word of random letters and digits.
pub(crate) fn random_word(length: usize) -> Result<String, PracticeError> {
    let mut word = String::with_capacity(length);
    let mut bytes = [0_u8; 64];
    while word.len() < length {
        getrandom::fill(&mut bytes).map_err(|error| PracticeError::System(error.to_string()))?;
        // 248 = 4 × 62: bytes above it would favour the first letters.
        let letters = bytes.iter().filter(|byte| **byte < 248);
        let letters = letters.filter_map(|byte| LETTERS.get(usize::from(*byte) % LETTERS.len()));
        word.extend(letters.take(length - word.len()).map(|letter| char::from(*letter)));
    }
    Ok(word)
}

/// Whether the words are the same, in a time that does not tell where they differ.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |diff, (a, b)| diff | (a ^ b)) == 0
}

fn credentials(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (name, password) = decoded.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}
