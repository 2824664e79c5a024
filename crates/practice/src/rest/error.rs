//! Refusals in WordPress's shape: `{"code", "message", "data": {"status"}}`.

use serde_json::{Map, Value, json};

/// A request that was not done.
#[derive(Debug)]
pub(super) struct Refused {
    pub(super) status: u16,
    code: &'static str,
    message: String,
    more: Map<String, Value>,
    bare: bool,
}

impl Refused {
    pub(super) fn new(status: u16, code: &'static str, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), more: Map::new(), bare: false }
    }

    /// Adds a value to the refusal's data.
    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    /// A refusal that WordPress gives no status of its own: 500, and no data.
    pub(super) fn bare(code: &'static str, message: &str) -> Self {
        Self { bare: true, ..Self::new(500, code, message) }
    }

    /// A parameter with a value that it can't have.
    pub(super) fn invalid(name: &str, why: &str) -> Self {
        Self::new(400, "rest_invalid_param", &format!("Invalid parameter(s): {name}"))
            .with("params", json!({ name: why }))
    }

    /// A parameter that is needed and was not sent.
    pub(super) fn missing(name: &str) -> Self {
        let message = format!("Missing parameter(s): {name}");
        Self::new(400, "rest_missing_callback_param", &message).with("params", json!([name]))
    }

    pub(super) fn no_route() -> Self {
        let message = "No route was found matching the URL and request method.";
        Self::new(404, "rest_no_route", message)
    }

    pub(super) fn body(&self) -> Value {
        if self.bare {
            return json!({ "code": self.code, "message": self.message, "data": null });
        }
        let mut data = Map::from_iter([("status".to_owned(), json!(self.status))]);
        data.extend(self.more.clone());
        json!({ "code": self.code, "message": self.message, "data": data })
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        tracing::error!(%error, "the practice blog's database failed");
        Self::new(500, "db_error", "The practice blog's database failed.")
    }
}
