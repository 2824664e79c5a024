//! The sentences behind failed commands: what failed, what is safe, what to do.

use afterword_platform::Error as BlogError;
use afterword_store::Error as StoreError;

use crate::error::{CommandError, ErrorCode};
use crate::secrets::SecretError;

/// A sentence without a code.
pub(crate) fn failed(message: impl Into<String>) -> CommandError {
    CommandError { code: ErrorCode::Failed, message: message.into(), detail: None }
}

/// An enum without data as the log keeps it: its JSON name.
pub(crate) fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A sentence with a code.
pub(crate) fn coded(code: ErrorCode, message: impl Into<String>) -> CommandError {
    CommandError { code, message: message.into(), detail: None }
}

impl CommandError {
    pub(crate) fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into()).filter(|detail: &String| !detail.is_empty());
        self
    }
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        let detail = error.to_string();
        match error {
            StoreError::DiskFull => coded(
                ErrorCode::NotSaved,
                "The disk is full, so this could not be saved. Your text is still in this window. Free some space and try again.",
            ),
            StoreError::ReadOnly(_) | StoreError::File { .. } => coded(
                ErrorCode::NotSaved,
                "Afterword's folder can't be written to, so this could not be saved. Your text is still in this window. Copy it to be safe, then look at the folder's permissions.",
            )
            .with_detail(detail),
            StoreError::Missing(what) => {
                coded(ErrorCode::Gone, format!("This {what} is no longer here."))
            }
            StoreError::Stale => coded(
                ErrorCode::ChangedElsewhere,
                "This post was changed in another window. Both texts are kept.",
            ),
            StoreError::Newer { .. } => failed(
                "Your posts were last opened with a newer Afterword. Nothing was changed. Please open them with that version.",
            )
            .with_detail(detail),
            StoreError::InUse(_) => {
                failed("Afterword is already open. Please use the window that is open.").with_detail(detail)
            }
            StoreError::Damaged(_) => failed(
                "The file that holds your posts is damaged. Nothing was changed. Please make a copy of Afterword's folder before you try anything else.",
            )
            .with_detail(detail),
            StoreError::Sql(_) | StoreError::Value(_) => coded(
                ErrorCode::NotSaved,
                "The file that holds your posts did not take this. Your text is still in this window.",
            )
            .with_detail(detail),
        }
    }
}

/// Why the desk can't be opened: there is no window yet, and no text in it.
pub(crate) fn opening(error: StoreError) -> CommandError {
    let detail = error.to_string();
    let message = match error {
        StoreError::DiskFull => {
            "The disk is full, so Afterword can't open your posts. They are safe. Free some space and start Afterword again."
        }
        StoreError::ReadOnly(_) | StoreError::File { .. } => {
            "Afterword can't write to its folder, so it did not open your posts. Look at the folder's permissions, or name another folder in AFTERWORD_DATA."
        }
        other => return other.into(),
    };
    failed(message).with_detail(detail)
}

impl From<SecretError> for CommandError {
    fn from(error: SecretError) -> Self {
        let detail = error.to_string();
        match error {
            SecretError::Keychain(_) => coded(
                ErrorCode::NoKeychain,
                "This computer's keychain did not take the password. You can keep it for this session only, or in a file that only you can read.",
            ),
            SecretError::File { .. } => failed("The file for the password could not be written."),
        }
        .with_detail(detail)
    }
}

/// Why an address led to no blog, or a sign-in did not work. Nothing was written anywhere.
pub(crate) fn connecting(error: &BlogError) -> CommandError {
    let message = match error {
        BlogError::BadAddress(_) => {
            "This is not a web address. Type it as you would in a browser, like myblog.example.".to_owned()
        }
        BlogError::NamesUser(host) => {
            let host = if host.is_empty() { "myblog.example" } else { host };
            format!("This looks like a mail address, or has a name in it. If your blog is at {host}, type only that; who you are there comes in the next step.")
        }
        BlogError::Offline(_) => {
            "Nothing answers at this address. Check its spelling, and that you are online.".to_owned()
        }
        BlogError::Lost(_) => {
            "The blog did not finish its answer. Nothing was changed. Please try again.".to_owned()
        }
        BlogError::NoBlog(_) => {
            "There is a website at this address, but no WordPress blog. If the blog is in a folder, add it: myblog.example/blog.".to_owned()
        }
        BlogError::NoRest(_) => {
            "This is a WordPress blog, but its REST interface is switched off, often by a security plugin. Ask whoever looks after the blog to allow it for signed-in users.".to_owned()
        }
        BlogError::SignIn(_) => {
            "The blog did not accept this name and password. Two things are often mixed up: use your WordPress user name, not the label you gave the password, and an application password, not the one you log in with.".to_owned()
        }
        BlogError::Forbidden { .. } => {
            "The blog knows you, but your role there may not do this. Ask for the role Author or Editor.".to_owned()
        }
        BlogError::Certificate(_) => {
            "The connection to this address can't be trusted: its certificate is not in order. Your password was not sent. If the blog is yours, renew its certificate.".to_owned()
        }
        BlogError::Moved(to) => {
            format!("This address now leads to {to}. Your password was not sent there. If that is your blog, type that address instead.")
        }
        BlogError::Maintenance { .. } => {
            "The blog is being maintained right now. Please try again in a few minutes.".to_owned()
        }
        BlogError::TooFast { .. } => {
            "The blog asks for a pause: too many tries in a short time. Please wait a few minutes.".to_owned()
        }
        BlogError::NotTheBlog(_) | BlogError::NotFound(_) => {
            "Something answered in the blog's place: perhaps the sign-in page of a network, a firewall, or a plugin with an error. Open the blog in your browser, then try again.".to_owned()
        }
        BlogError::TooLarge(_) => {
            "The answer from this address is far too large for a blog. Nothing was changed. Check the address.".to_owned()
        }
        BlogError::CommentsClosed(_)
        | BlogError::Duplicate(_)
        | BlogError::ChangedMeanwhile(_)
        | BlogError::Refused { .. } => {
            "The blog refused this.".to_owned()
        }
    };
    failed(message).with_detail(error.to_string())
}
