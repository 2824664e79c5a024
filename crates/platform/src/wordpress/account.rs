//! The account: who it is, what it may do, whose names it may write under, and giving the password back.

use afterword_model::{Capabilities, Identity};

use super::connection::Connection;
use super::{text, wire};
use crate::{Error, RemoteAuthor, Result, User};

/// The application passwords of whoever is signed in.
const PASSWORDS: &str = "wp/v2/users/me/application-passwords";

impl Connection {
    pub fn me(&self) -> Result<User> {
        let fields = [("context", "edit"), ("_fields", "id,name,roles,capabilities")];
        let user: wire::User = self.fetch("wp/v2/users/me", &fields)?;
        let may = |capability: &str| user.capabilities.get(capability).copied().unwrap_or(false);
        Ok(User {
            capabilities: Capabilities {
                write_posts: may("edit_posts"),
                publish_posts: may("publish_posts"),
                edit_published_posts: may("edit_published_posts"),
                edit_others_posts: may("edit_others_posts"),
                publish_pages: may("publish_pages"),
                manage_categories: may("manage_categories"),
                upload_media: may("upload_files"),
                moderate_comments: may("moderate_comments"),
                unfiltered_html: may("unfiltered_html"),
            },
            identity: Identity {
                remote_id: user.id.into(),
                name: text::decoded(&user.name).into_owned(),
                roles: user.roles,
            },
        })
    }

    /// Everybody who writes here, by name; only oneself for those who may not choose. Editors may list
    /// writers, but not with `context=edit`, so that the login is checked by the question before.
    pub fn authors(&self) -> Result<Vec<RemoteAuthor>> {
        let me = self.me()?;
        if !me.capabilities.edit_others_posts {
            let Identity { remote_id: id, name, .. } = me.identity;
            return Ok(vec![RemoteAuthor { id, name }]);
        }
        let parameters =
            [("who", "authors"), ("orderby", "name"), ("order", "asc"), ("_fields", "id,name")];
        let names: Vec<wire::Name> = self.all("wp/v2/users", &parameters)?;
        Ok(names
            .into_iter()
            .map(|writer| RemoteAuthor { id: writer.id.into(), name: text::plain(&writer.name) })
            .collect())
    }

    /// Deletes the application password in use. When it no longer signs in, it is gone already.
    pub fn revoke(&self) -> Result<()> {
        let Some(uuid) = self.password_in_use()? else { return Ok(()) };
        match self.delete::<serde_json::Value>(&format!("{PASSWORDS}/{uuid}"), &[]) {
            Ok(_) | Err(Error::SignIn(_)) => Ok(()),
            // Somebody else may have been faster; only that it signs in no more proves it.
            Err(Error::NotFound(said)) => match self.password_in_use()? {
                None => Ok(()),
                Some(_) => Err(Error::NotFound(said)),
            },
            Err(other) => Err(other),
        }
    }

    /// Which password this is; `None` when it does not sign in.
    fn password_in_use(&self) -> Result<Option<String>> {
        let route = format!("{PASSWORDS}/introspect");
        let password: wire::Password = match self.fetch(&route, &[("_fields", "uuid")]) {
            Err(Error::SignIn(_)) => return Ok(None),
            answer => answer?,
        };
        // It becomes part of a route; WordPress does not decode one that is escaped.
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if password.uuid.is_empty() || !password.uuid.chars().all(is_plain) {
            return Err(Error::NotTheBlog("a password's id that is none".to_owned()));
        }
        Ok(Some(password.uuid))
    }
}
