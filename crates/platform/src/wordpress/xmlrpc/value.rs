//! The values of XML-RPC, and how a call is written. Reading is in `reading`.
//!
//! WordPress trims strings, and its parser stops at characters that XML has none of: those are left out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use afterword_model::{RemoteId, Timestamp};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use chrono::NaiveDateTime;

/// How WordPress writes a time; always without saying which zone.
const DATE: &str = "%Y%m%dT%H:%M:%S";

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing at all (`nil`, an extension).
    Nothing,
    Text(String),
    Number(i64),
    Fraction(f64),
    Truth(bool),
    Date(String),
    Bytes(Vec<u8>),
    List(Vec<Value>),
    Struct(BTreeMap<String, Value>),
}

impl Value {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// UTC.
    pub fn date(time: Timestamp) -> Self {
        Self::Date(time.format(DATE).to_string())
    }

    pub fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    pub fn members(members: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        Self::Struct(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// A member, of a struct that has it.
    pub fn get(&self, name: &str) -> Option<&Value> {
        match self {
            Self::Struct(members) => members.get(name),
            _ => None,
        }
    }

    pub fn list(&self) -> Option<&[Value]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Date(text) => Some(text),
            _ => None,
        }
    }

    /// WordPress writes ids as text, and some as numbers; zero is nobody and nothing.
    pub fn id(&self) -> Option<RemoteId> {
        let number = match self {
            Self::Number(number) => u64::try_from(*number).ok()?,
            Self::Text(text) => text.trim().parse().ok()?,
            _ => return None,
        };
        (number != 0).then(|| RemoteId::from(number))
    }

    pub fn is_true(&self) -> bool {
        match self {
            Self::Truth(truth) => *truth,
            Self::Number(number) => *number != 0,
            Self::Text(text) => text == "1",
            _ => false,
        }
    }

    /// A time that is one; `00000000T00:00:00Z` is none.
    pub fn time(&self) -> Option<Timestamp> {
        let text = self.as_text()?.trim().trim_end_matches('Z');
        let time = NaiveDateTime::parse_from_str(text, DATE).ok()?;
        Some(time.and_utc())
    }

    fn write(&self, out: &mut String) {
        out.push_str("<value>");
        match self {
            Self::Nothing => out.push_str("<string></string>"),
            Self::Text(text) => element(out, "string", |out| escape(text, out)),
            Self::Number(number) => {
                let _ = write!(out, "<int>{number}</int>");
            }
            Self::Fraction(number) => {
                let _ = write!(out, "<double>{number}</double>");
            }
            Self::Truth(truth) => {
                let _ = write!(out, "<boolean>{}</boolean>", u8::from(*truth));
            }
            Self::Date(text) => element(out, "dateTime.iso8601", |out| escape(text, out)),
            Self::Bytes(bytes) => element(out, "base64", |out| {
                BASE64_STANDARD.encode_string(bytes, out);
            }),
            Self::List(items) => element(out, "array", |out| {
                element(out, "data", |out| items.iter().for_each(|item| item.write(out)));
            }),
            Self::Struct(members) => element(out, "struct", |out| {
                for (name, value) in members {
                    element(out, "member", |out| {
                        element(out, "name", |out| escape(name, out));
                        value.write(out);
                    });
                }
            }),
        }
        out.push_str("</value>");
    }
}

/// A whole call.
pub(super) fn call(method: &str, parameters: &[Value]) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(&mut out, "methodCall", |out| {
        element(out, "methodName", |out| escape(method, out));
        element(out, "params", |out| {
            for parameter in parameters {
                element(out, "param", |out| parameter.write(out));
            }
        });
    });
    out
}

fn element(out: &mut String, name: &str, inside: impl FnOnce(&mut String)) {
    let _ = write!(out, "<{name}>");
    inside(out);
    let _ = write!(out, "</{name}>");
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Written out, since a parser makes a plain one a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => {
                out.push(character);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reading::{Reply, read};
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let value = Value::members([
            ("text", Value::text("a < b & \"c\" ]]> \r\n ü 💬")),
            ("number", Value::Number(-7)),
            ("truth", Value::Truth(true)),
            ("date", Value::Date("20240706T05:04:03".to_owned())),
            ("bytes", Value::Bytes(vec![0, 1, 2, 255])),
            ("nothing", Value::List(Vec::new())),
            ("list", Value::List(vec![Value::text(""), Value::members([])])),
        ]);
        let written = call("x", std::slice::from_ref(&value));
        let (_, params) = written.split_once("<params>").unwrap();
        let (params, _) = params.split_once("</params>").unwrap();
        let reply = format!(
            "<?xml version=\"1.0\"?><methodResponse><params>{params}</params></methodResponse>"
        );
        assert_eq!(read(reply.as_bytes()), Some(Reply::Value(value)));
    }

    #[test]
    fn what_xml_has_no_character_for_is_left_out() {
        let written = call("x", &[Value::text("a\u{0}\u{b}b\u{fffe}c")]);
        assert!(written.contains("<string>abc</string>"), "{written}");
    }

    #[test]
    fn no_date_is_none() {
        let date = |text: &str| Value::Date(text.to_owned()).time();
        assert_eq!(date("00000000T00:00:00Z"), None);
        assert_eq!(date("20240706T05:04:03").unwrap().to_rfc3339(), "2024-07-06T05:04:03+00:00");
        assert_eq!(date("20240706T05:04:03Z"), date("20240706T05:04:03"));
    }
}
