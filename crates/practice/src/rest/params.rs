//! A request's parameters: the address's query and the body's JSON or form fields, the body's first.

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde_json::{Map, Value};

use super::content_type;
use super::error::Refused;
use crate::server::Asked;

/// Names and values. What comes from a query or a form is text; lists are `a,b` or `name[]=a&name[]=b`.
#[derive(Debug)]
pub(super) struct Params(Map<String, Value>);

impl Params {
    pub(super) fn read(asked: &Asked, with_body: bool) -> Result<Self, Refused> {
        let mut all = Map::new();
        take_pairs(&mut all, asked.query.as_bytes());
        if with_body && !asked.body.is_empty() {
            match content_type(asked).as_str() {
                "application/json" => match serde_json::from_slice(&asked.body) {
                    Ok(Value::Object(body)) => all.extend(body),
                    Ok(_) => {}
                    Err(_) => {
                        let message = "Invalid JSON body passed.";
                        return Err(Refused::new(400, "rest_invalid_json", message));
                    }
                },
                "application/x-www-form-urlencoded" => take_pairs(&mut all, &asked.body),
                _ => {}
            }
        }
        Ok(Self(all))
    }

    /// Whether it was sent. WordPress takes null for nothing, except with dates.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    pub(super) fn is_null(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(Value::is_null)
    }

    /// A text; also `{"raw": text}`, which posts and comments take for their words.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Refused> {
        let value = match self.0.get(name) {
            Some(Value::Object(parts)) => parts.get("raw"),
            value => value,
        };
        match value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(Refused::invalid(name, &format!("{name} is not of type string."))),
        }
    }

    /// A text inside an object, as in `{"meta": {"footnotes": text}}`.
    pub(super) fn text_in(&self, name: &str, key: &str) -> Result<Option<String>, Refused> {
        match self.0.get(name).and_then(|inside| inside.get(key)) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(Value::Null) => Ok(Some(String::new())),
            Some(_) => Err(Refused::invalid(name, &format!("{name}.{key} is not of type string."))),
        }
    }

    /// One of these words.
    pub(super) fn one_of(
        &self,
        name: &str,
        words: &[&str],
        default: &str,
    ) -> Result<String, Refused> {
        let word = self.text(name)?.unwrap_or_else(|| default.to_owned());
        if words.contains(&word.as_str()) {
            return Ok(word);
        }
        let words: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
        let words = match words.as_slice() {
            [first, second] => format!("{first} and {second}"),
            [first @ .., last] if !first.is_empty() => format!("{}, and {last}", first.join(", ")),
            words => words.concat(),
        };
        Err(Refused::invalid(name, &format!("{name} is not one of {words}.")))
    }

    /// A number within bounds.
    pub(super) fn number(&self, name: &str, bounds: (i64, i64)) -> Result<Option<i64>, Refused> {
        let number = match self.0.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Number(number)) => number.as_i64(),
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(_) => None,
        };
        let Some(number) = number else {
            return Err(Refused::invalid(name, &format!("{name} is not of type integer.")));
        };
        let (low, high) = bounds;
        if (low..=high).contains(&number) {
            return Ok(Some(number));
        }
        let why = if high > 1_000_000 {
            format!("{name} must be greater than or equal to {low}")
        } else {
            format!("{name} must be between {low} (inclusive) and {high} (inclusive)")
        };
        Err(Refused::invalid(name, &why))
    }

    /// A yes or no that was sent, in one of the forms that WordPress knows.
    pub(super) fn boolean(&self, name: &str) -> Result<Option<bool>, Refused> {
        let value = match self.0.get(name) {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::Bool(yes)) => Some(*yes),
            Some(Value::Number(number)) => match number.as_i64() {
                Some(0) => Some(false),
                Some(1) => Some(true),
                _ => None,
            },
            Some(Value::String(text)) => match text.to_ascii_lowercase().as_str() {
                "1" | "true" => Some(true),
                "0" | "false" | "" => Some(false),
                _ => None,
            },
            Some(_) => None,
        };
        let why = || Refused::invalid(name, &format!("{name} is not of type boolean."));
        value.map(Some).ok_or_else(why)
    }

    /// A yes or no; what was not sent or is neither is a no.
    pub(super) fn flag(&self, name: &str) -> bool {
        match self.0.get(name) {
            Some(Value::Bool(yes)) => *yes,
            Some(Value::Number(number)) => number.as_i64() == Some(1),
            Some(Value::String(text)) => {
                matches!(text.to_ascii_lowercase().as_str(), "1" | "true")
            }
            _ => false,
        }
    }

    /// A list of words; empty when it was not sent.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        match self.0.get(name) {
            Some(Value::Array(items)) => items
                .iter()
                .filter_map(|item| match item {
                    Value::String(text) => Some(text.clone()),
                    Value::Number(number) => Some(number.to_string()),
                    _ => None,
                })
                .collect(),
            Some(Value::String(text)) => text
                .split(|c: char| c == ',' || c.is_whitespace())
                .filter(|word| !word.is_empty())
                .map(str::to_owned)
                .collect(),
            Some(Value::Number(number)) => vec![number.to_string()],
            _ => Vec::new(),
        }
    }

    /// A list of ids.
    pub(super) fn ids(&self, name: &str) -> Result<Vec<i64>, Refused> {
        let ids = self.list(name).into_iter().enumerate().map(|(at, word)| {
            word.parse().map_err(|_| {
                Refused::invalid(name, &format!("{name}[{at}] is not of type integer."))
            })
        });
        ids.collect()
    }

    /// A time; without an offset it is meant in this zone.
    pub(super) fn time(&self, name: &str, zone: Tz) -> Result<Option<DateTime<Utc>>, Refused> {
        if self.is_null(name) {
            return Ok(None);
        }
        let Some(text) = self.text(name)?.filter(|text| !text.is_empty()) else { return Ok(None) };
        parse_time(&text, zone).map(Some).ok_or_else(|| Refused::invalid(name, "Invalid date."))
    }
}

fn parse_time(text: &str, zone: Tz) -> Option<DateTime<Utc>> {
    // A plus that was not encoded arrives as a space.
    let text = text.trim().replacen(' ', if text.contains('T') { "+" } else { "T" }, 1);
    if let Ok(time) = DateTime::parse_from_rfc3339(&text) {
        return Some(time.to_utc());
    }
    let naive = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok())?;
    // The earlier of two when the clock goes back; when it goes forward, the hour that was left out.
    let local = zone.from_local_datetime(&naive);
    local.earliest().map(|time| time.to_utc()).or(Some(naive.and_utc()))
}

fn take_pairs(all: &mut Map<String, Value>, encoded: &[u8]) {
    for (name, value) in url::form_urlencoded::parse(encoded) {
        let value = Value::String(value.into_owned());
        match list_name(&name) {
            None => {
                all.insert(name.into_owned(), value);
            }
            Some(name) => match all.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
                Value::Array(items) => items.push(value),
                other => *other = Value::Array(vec![value]),
            },
        }
    }
}

/// `name` for `name[]` and `name[0]`.
fn list_name(name: &str) -> Option<&str> {
    let (name, index) = name.strip_suffix(']')?.split_once('[')?;
    index.bytes().all(|b| b.is_ascii_digit()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(query: &str) -> Params {
        let mut all = Map::new();
        take_pairs(&mut all, query.as_bytes());
        Params(all)
    }

    #[test]
    fn lists_come_in_three_forms() {
        for query in ["a=1,2", "a[]=1&a[]=2", "a%5B0%5D=1&a%5B1%5D=2", "a=1%202"] {
            assert_eq!(params(query).ids("a").unwrap(), [1, 2], "{query}");
        }
        assert!(params("a=x").ids("a").is_err());
        assert_eq!(params("").ids("a").unwrap(), [0_i64; 0]);
    }

    #[test]
    fn times_without_an_offset_are_meant_in_the_zone() {
        let zone = Tz::Europe__Berlin;
        let table = [
            ("2026-07-01T12:00:00", "2026-07-01T10:00:00Z"),
            ("2026-07-01 12:00:00", "2026-07-01T10:00:00Z"),
            ("2026-07-01T12:00:00Z", "2026-07-01T12:00:00Z"),
            ("2026-07-01T12:00:00+05:00", "2026-07-01T07:00:00Z"),
            ("2026-07-01T12:00:00 05:00", "2026-07-01T07:00:00Z"),
        ];
        for (text, expected) in table {
            let expected: DateTime<Utc> = expected.parse().unwrap();
            assert_eq!(parse_time(text, zone), Some(expected), "{text}");
        }
        assert_eq!(parse_time("yesterday", zone), None);
    }
}
