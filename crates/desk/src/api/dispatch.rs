//! From a command's name and JSON to the use case and back.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::*;
use crate::error::Result;
use crate::words::failed;
use crate::{Desk, commands};

pub(crate) fn dispatch(desk: &Desk, name: &str, argument: Value) -> Result<Value> {
    macro_rules! arms {
        ($($command:ident($arg:ty) -> $reply:ty;)*) => {
            match name {
                $(stringify!($command) => {
                    let reply: $reply = commands::$command(desk, read::<$arg>(argument)?)?;
                    write(&reply)
                })*
                _ => Err(failed("This window asks for something that Afterword does not know. Please restart it.")
                    .with_detail(name)),
            }
        };
    }
    command_table!(arms)
}

fn read<T: DeserializeOwned>(argument: Value) -> Result<T> {
    serde_json::from_value(argument).map_err(|error| {
        failed("This window asks in a way that Afterword does not understand. Please restart it.")
            .with_detail(error.to_string())
    })
}

fn write<T: Serialize>(reply: &T) -> Result<Value> {
    serde_json::to_value(reply)
        .map_err(|error| failed("The answer could not be written.").with_detail(error.to_string()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn nothing_travels_as_null() {
        assert!(read::<Nothing>(Value::Null).is_ok());
        assert_eq!(write(&Nothing).unwrap(), Value::Null);
    }

    #[test]
    fn a_malformed_argument_is_an_error_and_not_a_panic() {
        assert!(read::<ForPost>(json!({ "post": "three" })).is_err());
        assert!(read::<SavePost>(json!({})).is_err());
    }
}
