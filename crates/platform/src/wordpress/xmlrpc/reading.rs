//! Reading what a blog answers: one value, or a fault. The text is a stranger's: how deep it goes and how
//! many values it has is limited, entities of its own are not followed, and what is not whole is nothing.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::value::Value;

/// Levels of lists and structs. WordPress's own go to seven.
const DEEPEST: u32 = 24;

/// Values of one answer. A page of a hundred posts has some thousands.
const MOST_VALUES: u32 = 500_000;

/// Windows editors leave it at the start of PHP files.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What a blog answers to a call.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Reply {
    Value(Value),
    /// A number that says what kind, and words.
    Fault(i64, String),
}

/// The whole answer; `None` when it is no XML-RPC. PHP's notices may stand before it.
pub(super) fn read(body: &[u8]) -> Option<Reply> {
    let text = std::str::from_utf8(body).ok()?.trim_start_matches(BYTE_ORDER_MARK);
    let begin = text.find("<methodResponse")?;
    let mut walk = Walk { reader: Reader::from_str(text.get(begin..)?), left: MOST_VALUES };
    walk.open("methodResponse")?;
    let reply = match walk.tag()?.as_str() {
        "params" => {
            walk.open("param")?;
            walk.open("value")?;
            let value = walk.value(0)?;
            walk.close("param")?;
            walk.close("params")?;
            Reply::Value(value)
        }
        "fault" => {
            walk.open("value")?;
            let fault = walk.value(0)?;
            walk.close("fault")?;
            let code = match fault.get("faultCode")? {
                Value::Number(code) => *code,
                other => other.as_text()?.trim().parse().ok()?,
            };
            Reply::Fault(code, fault.get("faultString")?.as_text()?.to_owned())
        }
        _ => return None,
    };
    walk.close("methodResponse")?;
    Some(reply)
}

struct Walk<'a> {
    reader: Reader<&'a [u8]>,
    /// Values that may still come.
    left: u32,
}

/// What comes next, of what matters.
enum Piece {
    Open(String),
    /// An element with nothing in it, written as one tag.
    Empty(String),
    Close(String),
    Text(String),
}

impl Walk<'_> {
    fn piece(&mut self) -> Option<Piece> {
        loop {
            return match self.reader.read_event().ok()? {
                Event::Start(tag) => Some(Piece::Open(name(tag.name().as_ref())?)),
                Event::Empty(tag) => Some(Piece::Empty(name(tag.name().as_ref())?)),
                Event::End(tag) => Some(Piece::Close(name(tag.name().as_ref())?)),
                Event::Text(text) => Some(Piece::Text(text.to_string())),
                Event::CData(text) => Some(Piece::Text(text.to_string())),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok()?;
                    let text = match character {
                        Some(character) => character.to_string(),
                        None => predefined(&reference)?.to_owned(),
                    };
                    Some(Piece::Text(text))
                }
                Event::Comment(_) | Event::PI(_) | Event::Decl(_) => continue,
                // A document type could bring entities of its own.
                Event::DocType(_) | Event::Eof => None,
            };
        }
    }

    /// The next tag, over white space.
    fn next(&mut self) -> Option<Piece> {
        loop {
            match self.piece()? {
                Piece::Text(text) if text.trim().is_empty() => {}
                Piece::Text(_) => return None,
                tag => return Some(tag),
            }
        }
    }

    fn tag(&mut self) -> Option<String> {
        match self.next()? {
            Piece::Open(name) => Some(name),
            _ => None,
        }
    }

    fn open(&mut self, name: &str) -> Option<()> {
        (self.tag()? == name).then_some(())
    }

    fn close(&mut self, name: &str) -> Option<()> {
        match self.next()? {
            Piece::Close(closed) if closed == name => Some(()),
            _ => None,
        }
    }

    /// Behind `<value>`, up to and with `</value>`.
    fn value(&mut self, depth: u32) -> Option<Value> {
        self.left = self.left.checked_sub(1)?;
        if depth > DEEPEST {
            return None;
        }
        let mut untyped = String::new();
        loop {
            match self.piece()? {
                Piece::Text(text) => untyped.push_str(&text),
                Piece::Close(name) if name == "value" => return Some(Value::Text(untyped)),
                Piece::Open(kind) if untyped.trim().is_empty() => {
                    let value = self.typed(&kind, depth)?;
                    self.close("value")?;
                    return Some(value);
                }
                Piece::Empty(kind) if untyped.trim().is_empty() => {
                    let value = empty(&kind)?;
                    self.close("value")?;
                    return Some(value);
                }
                _ => return None,
            }
        }
    }

    fn typed(&mut self, kind: &str, depth: u32) -> Option<Value> {
        match kind {
            "array" => self.array(depth),
            "struct" => self.members(depth),
            _ => scalar(kind, self.text(kind)?),
        }
    }

    fn array(&mut self, depth: u32) -> Option<Value> {
        let mut items = Vec::new();
        match self.next()? {
            Piece::Open(name) if name == "data" => loop {
                match self.next()? {
                    Piece::Open(name) if name == "value" => items.push(self.value(depth + 1)?),
                    Piece::Empty(name) if name == "value" => items.push(Value::text("")),
                    Piece::Close(name) if name == "data" => break,
                    _ => return None,
                }
            },
            Piece::Empty(name) if name == "data" => {}
            _ => return None,
        }
        self.close("array")?;
        Some(Value::List(items))
    }

    fn members(&mut self, depth: u32) -> Option<Value> {
        let mut members = BTreeMap::new();
        loop {
            match self.next()? {
                Piece::Open(tag) if tag == "member" => {
                    self.open("name")?;
                    let name = self.text("name")?;
                    let value = match self.next()? {
                        Piece::Open(tag) if tag == "value" => self.value(depth + 1)?,
                        Piece::Empty(tag) if tag == "value" => Value::text(""),
                        _ => return None,
                    };
                    self.close("member")?;
                    members.insert(name, value);
                }
                Piece::Close(tag) if tag == "struct" => return Some(Value::Struct(members)),
                _ => return None,
            }
        }
    }

    /// Behind an opening tag, up to and with its end: text and nothing else.
    fn text(&mut self, tag: &str) -> Option<String> {
        let mut text = String::new();
        loop {
            match self.piece()? {
                Piece::Text(more) => text.push_str(&more),
                Piece::Close(name) if name == tag => return Some(text),
                _ => return None,
            }
        }
    }
}

fn name(bytes: &str) -> Option<String> {
    // Some servers write names with a prefix for `nil`.
    bytes.rsplit(':').next().map(str::to_owned)
}

fn predefined(reference: &str) -> Option<&'static str> {
    quick_xml::escape::resolve_predefined_entity(reference)
}

fn empty(kind: &str) -> Option<Value> {
    match kind {
        "array" => Some(Value::List(Vec::new())),
        "struct" => Some(Value::Struct(BTreeMap::new())),
        "nil" => Some(Value::Nothing),
        _ => scalar(kind, String::new()),
    }
}

fn scalar(kind: &str, text: String) -> Option<Value> {
    match kind {
        "string" => Some(Value::Text(text)),
        "int" | "i4" | "i8" => Some(Value::Number(text.trim().parse().ok()?)),
        "double" => Some(Value::Fraction(text.trim().parse().ok()?)),
        "boolean" => Some(Value::Truth(text.trim() == "1")),
        "dateTime.iso8601" => Some(Value::Date(text)),
        "base64" => {
            let packed: String = text.split_whitespace().collect();
            Some(Value::Bytes(BASE64_STANDARD.decode(packed).ok()?))
        }
        "nil" => Some(Value::Nothing),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
