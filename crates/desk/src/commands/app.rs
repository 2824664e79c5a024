//! What concerns the app as a whole.

use afterword_store::{blogs, settings};
use serde_json::Value;
use url::Url;

use crate::Desk;
use crate::api::{AppState, BlogPassword, Nothing, OpenLink, OpenedLink, Remember};
use crate::error::Result;
use crate::words::failed;

/// Settings of the window; the core has its own without this beginning.
const WINDOW: &str = "window.";

pub(crate) fn app_state(desk: &Desk, _: Nothing) -> Result<AppState> {
    let shared = desk.shared();
    let (blogs, parted, remembered, references) = shared.store.read(|db| {
        let blogs = blogs::list(db)?;
        let mut references = Vec::new();
        for blog in blogs.iter().filter(|blog| !blog.practice) {
            references.push((blog.id, blogs::secret_ref(db, blog.id)?));
        }
        Ok((blogs, blogs::parted(db)?, settings::all(db, WINDOW)?, references))
    })?;
    let password = |(blog, reference): (_, String)| BlogPassword {
        blog,
        kept: shared.secrets.place(&reference),
    };
    Ok(AppState {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        blogs,
        parted,
        passwords: references.into_iter().map(password).collect(),
        data_folder: shared.store.folder().display().to_string(),
        keychain: shared.keychain(),
        remembered: Value::Object(remembered),
    })
}

pub(crate) fn remember(desk: &Desk, ask: Remember) -> Result<Nothing> {
    let name = format!("{WINDOW}{}", ask.name);
    desk.shared().store.write(|db| settings::set(db, &name, &ask.value))?;
    Ok(Nothing)
}

pub(crate) fn link_open(desk: &Desk, ask: OpenLink) -> Result<OpenedLink> {
    let url = Url::parse(ask.url.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https" | "mailto"))
        .filter(|url| url.scheme() == "mailto" || url.has_host())
        .ok_or_else(|| {
            failed("Afterword opens only web and mail addresses, and this is neither.")
                .with_detail(&*ask.url)
        })?;
    let opened = match &desk.shared().opener {
        Some(open) => {
            open(&url).map_err(|error| {
                failed("No browser could be opened. You can copy the address instead.")
                    .with_detail(format!("{url}: {error}"))
            })?;
            true
        }
        None => false,
    };
    Ok(OpenedLink { url: url.to_string(), opened })
}
