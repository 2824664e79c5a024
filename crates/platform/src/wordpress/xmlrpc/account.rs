//! The account and the blog. XML-RPC tells the roles of an account and not what they may do: WordPress's
//! own five are known, and of any other it is found out by what the blog refuses.

use afterword_model::{Capabilities, Identity, PlatformKind};

use super::connection::{Connection, PROFILE, odd};
use super::value::Value;
use crate::wordpress::address::is_this_machine;
use crate::wordpress::{page, text};
use crate::{Error, Found, RemoteAuthor, Result, User};

impl Connection {
    pub fn me(&self) -> Result<User> {
        let fields = Value::texts(["user_id", "display_name", "roles"]);
        let profile = self.read(PROFILE, vec![fields])?;
        let roles = match profile.get("roles") {
            // PHP writes a list with gaps as a struct.
            Some(Value::Struct(members)) => members.values().filter_map(Value::as_text).collect(),
            Some(roles) => {
                roles.list().unwrap_or_default().iter().filter_map(Value::as_text).collect()
            }
            None => Vec::new(),
        };
        let roles: Vec<String> = roles.into_iter().map(str::to_owned).collect();
        let name = profile.get("display_name").and_then(Value::as_text).unwrap_or_default();
        Ok(User {
            capabilities: capabilities(&roles),
            identity: Identity {
                remote_id: profile
                    .get("user_id")
                    .and_then(Value::id)
                    .ok_or_else(|| odd("user_id"))?,
                name: text::decoded(name).into_owned(),
                roles,
            },
        })
    }

    /// Everybody there, readers too: XML-RPC does not tell who writes.
    pub fn authors(&self) -> Result<Vec<RemoteAuthor>> {
        let me = self.me()?;
        if !me.capabilities.edit_others_posts {
            let Identity { remote_id: id, name, .. } = me.identity;
            return Ok(vec![RemoteAuthor { id, name }]);
        }
        let answer = self.read("wp.getAuthors", Vec::new())?;
        let rows = answer.list().ok_or_else(|| odd("the list of authors"))?;
        let mut authors: Vec<RemoteAuthor> = rows
            .iter()
            .filter_map(|row| {
                let name = row.get("display_name").and_then(Value::as_text)?;
                Some(RemoteAuthor { id: row.get("user_id")?.id()?, name: text::plain(name) })
            })
            .collect();
        authors.sort_by_key(|author| author.name.to_lowercase());
        Ok(authors)
    }

    /// What the blog tells of itself.
    pub fn about(&self) -> Result<Found> {
        let names = ["blog_title", "blog_url", "home_url", "time_zone", "default_comment_status"];
        let options = self.read("wp.getOptions", vec![Value::texts(names)])?;
        let option = |name: &str| {
            let value = options.get(name).and_then(|option| option.get("value"));
            match value {
                Some(Value::Number(number)) => Some(number.to_string()),
                Some(Value::Fraction(number)) => Some(number.to_string()),
                Some(other) => other.as_text().map(str::to_owned),
                None => None,
            }
        };
        let closed = option("default_comment_status").as_deref() == Some("closed");
        let _ = self.comments_open.set(!closed);
        let url = option("home_url").or_else(|| option("blog_url")).unwrap_or_default();
        let title = option("blog_title").ok_or_else(|| odd("the blog's title"))?;
        Ok(Found {
            platform: PlatformKind::WordPressXmlRpc,
            endpoint: self.url().to_string(),
            title: text::plain(&title),
            url: page::web_address(&url).unwrap_or_else(|| self.url().to_string()),
            timezone: offset(&option("time_zone").unwrap_or_default()),
            application_passwords: true,
            authorize_url: None,
            comes_back: false,
            unencrypted: self.url().scheme() == "http" && !is_this_machine(self.url()),
            signed_in_only: true,
        })
    }

    /// What WordPress's own editor would say of a new post. XML-RPC closes it where nothing is said.
    pub fn comments_are_open(&self) -> Result<bool> {
        if self.comments_open.get().is_none() {
            self.about()?;
        }
        Ok(self.comments_open.get().copied().unwrap_or(true))
    }

    /// XML-RPC knows no way to give a password back.
    pub fn revoke(&self) -> Result<()> {
        Err(Error::Refused {
            code: "no_such_call".to_owned(),
            message: "XML-RPC can't take a password back".to_owned(),
        })
    }
}

/// Hours as text (`5.5`), as `+05:30`.
fn offset(hours: &str) -> String {
    let hours = hours.trim().parse::<f64>().ok().filter(|hours| hours.abs() <= 15.0);
    hours.map_or_else(String::new, |hours| {
        let minutes = (hours * 60.0).round() as i32;
        let sign = if minutes < 0 { '-' } else { '+' };
        format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    })
}

/// What WordPress's own roles may do, without comments and pages, which are not offered over XML-RPC.
fn capabilities(roles: &[String]) -> Capabilities {
    let mut may = Capabilities::default();
    for role in roles {
        let (writes, publishes, edits) = match role.as_str() {
            "administrator" | "editor" => (true, true, true),
            "contributor" => (true, false, false),
            "subscriber" => (false, false, false),
            // An author, and a role that only this blog has.
            _ => (true, true, false),
        };
        may.write_posts |= writes;
        may.publish_posts |= publishes;
        may.edit_published_posts |= publishes;
        may.upload_media |= publishes;
        may.edit_others_posts |= edits;
        may.manage_categories |= edits;
        may.unfiltered_html |= edits;
    }
    may
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_add_up() {
        let may = |roles: &[&str]| {
            capabilities(&roles.iter().map(|role| (*role).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(may(&[]), Capabilities::default());
        assert_eq!(may(&["subscriber"]), Capabilities::default());
        assert!(may(&["contributor"]).write_posts && !may(&["contributor"]).publish_posts);
        assert!(may(&["columnist"]).publish_posts && !may(&["columnist"]).edit_others_posts);
        assert_eq!(may(&["contributor", "editor"]), may(&["editor"]));
    }

    #[test]
    fn hours_are_written_like_a_zone() {
        assert_eq!(offset("5.5"), "+05:30");
        assert_eq!(offset("-3"), "-03:00");
        assert_eq!(offset("x"), "");
    }
}
