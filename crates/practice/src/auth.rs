//! Who asks: somebody with an application password, or anybody. As in WordPress, a wrong password does not
//! fail by itself: the request goes on as an anonymous one.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use rusqlite::Connection;

use crate::db::{accounts, settings};
use crate::roles::Role;
use crate::{Account, PracticeError};

/// The writer's login name.
pub(crate) const USERNAME: &str = "writer";
/// What application passwords that come with the blog are called.
const PASSWORD_NAME: &str = "Afterword";

const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const LENGTH: usize = 24;

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) id: i64,
    pub(crate) login: String,
    /// The name that posts and comments carry.
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) role: Role,
}

/// Who a request comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Viewer {
    /// Somebody, and which of their application passwords they used.
    User(User, String),
    /// Anybody else.
    Anonymous,
}

impl Viewer {
    /// Who sent these headers.
    pub(crate) fn of(conn: &Connection, headers: &HeaderMap) -> rusqlite::Result<Self> {
        let Some((name, password)) = credentials(headers) else { return Ok(Self::Anonymous) };
        let Some(user) = accounts::by_name(conn, &name)? else { return Ok(Self::Anonymous) };
        // WordPress shows application passwords in groups and takes them either way.
        let password: String = password.chars().filter(char::is_ascii_alphanumeric).collect();
        let own = accounts::passwords(conn, user.id)?;
        let used = own.into_iter().find(|own| same(own.secret.as_bytes(), password.as_bytes()));
        Ok(used.map_or(Self::Anonymous, |used| Self::User(user, used.uuid)))
    }

    pub(crate) fn user(&self) -> Option<&User> {
        match self {
            Self::User(user, _) => Some(user),
            Self::Anonymous => None,
        }
    }

    /// The user's id; 0 for anybody.
    pub(crate) fn id(&self) -> i64 {
        self.user().map_or(0, |user| user.id)
    }

    /// Whether the role allows this.
    pub(crate) fn can(&self, capability: &str) -> bool {
        self.user().is_some_and(|user| user.role.can(capability))
    }
}

/// The writer's password, made at the first start and the same for ever.
pub(crate) fn writers_password(
    conn: &Connection,
    now: DateTime<Utc>,
) -> Result<String, PracticeError> {
    let password = match settings::get(conn, "password")? {
        Some(password) => password,
        None => {
            let password = random_word(LENGTH)?;
            settings::set(conn, "password", &password)?;
            password
        }
    };
    if accounts::passwords(conn, crate::app::WRITER_ID)?.is_empty() {
        let id = crate::app::WRITER_ID;
        accounts::add_password(conn, id, &new_password(password.clone(), now)?)?;
    }
    Ok(password)
}

/// The account of this name with its first password; made when it is not there.
pub(crate) fn account(
    conn: &Connection,
    login: &str,
    role: Role,
    now: DateTime<Utc>,
) -> Result<Account, PracticeError> {
    let known = accounts::by_name(conn, login)?;
    let id = match known {
        Some(user) => {
            accounts::set_role(conn, user.id, role)?;
            user.id
        }
        None => {
            let id = accounts::add(conn, login, role)?;
            accounts::add_password(conn, id, &new_password(random_word(LENGTH)?, now)?)?;
            id
        }
    };
    let password = accounts::first_secret(conn, id)?.unwrap_or_default();
    Ok(Account { id, login: login.to_owned(), role, password })
}

fn new_password(
    secret: String,
    now: DateTime<Utc>,
) -> Result<accounts::AppPassword, PracticeError> {
    let name = PASSWORD_NAME.to_owned();
    Ok(accounts::AppPassword {
        uuid: uuid()?,
        name,
        app_id: String::new(),
        secret,
        created: now,
        last_used: None,
    })
}

/// A new secret of the kind that WordPress makes.
pub(crate) fn secret() -> Result<String, PracticeError> {
    random_word(LENGTH)
}

/// A random UUID (version 4).
pub(crate) fn uuid() -> Result<String, PracticeError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| PracticeError::System(error.to_string()))?;
    let number = u128::from_be_bytes(bytes);
    // Four bits say the version, two the variant.
    let number = number & !(0xf << 76) | (0x4 << 76);
    let number = number & !(0x3 << 62) | (0x2 << 62);
    let hex = format!("{number:032x}");
    let cuts = [0, 8, 12, 16, 20, 32];
    let parts: Vec<&str> =
        cuts.windows(2).filter_map(|cut| hex.get(*cut.first()?..*cut.last()?)).collect();
    Ok(parts.join("-"))
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
