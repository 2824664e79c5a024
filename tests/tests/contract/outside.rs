//! A blog seen past our client: plain REST with an administrator's login, and the form that readers use.

use std::io::{Error, Result};
use std::time::Duration;

use serde_json::Value;

/// A blog seen past our client.
#[derive(Debug, Clone)]
pub struct Outside {
    url: String,
    login: String,
    agent: ureq::Agent,
}

impl Outside {
    /// For the blog whose pages begin at `url` (no slash at the end).
    pub fn new(url: &str, username: &str, password: &str) -> Self {
        use base64::prelude::{BASE64_STANDARD, Engine as _};
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections(0)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(60)));
        Self {
            url: url.to_owned(),
            login: format!("Basic {}", BASE64_STANDARD.encode(format!("{username}:{password}"))),
            agent: config.build().new_agent(),
        }
    }

    /// A route (`wp/v2/posts/7&context=edit`: parameters follow with `&`) in the form that every
    /// permalink setting takes.
    pub fn get(&self, route: &str) -> Result<Value> {
        let answer =
            self.agent.get(self.address(route)).header("Authorization", &self.login).call();
        json(answer)
    }

    /// Changes something there directly.
    pub fn post(&self, route: &str, body: &Value) -> Result<Value> {
        let request = self.agent.post(self.address(route)).header("Authorization", &self.login);
        json(request.content_type("application/json").send(body.to_string()))
    }

    /// Deletes something there.
    pub fn delete(&self, route: &str) -> Result<Value> {
        let address = self.address(route);
        json(self.agent.delete(address).header("Authorization", &self.login).call())
    }

    /// Writes a comment as a reader does, through the form under the post; the new comment's id.
    /// A reader's first comment is held for review.
    pub fn reader_comment(
        &self,
        post: &str,
        parent: &str,
        name: &str,
        words: &str,
    ) -> Result<String> {
        let local: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let email = format!("{local}@reader.example");
        let form = [
            ("comment_post_ID", post),
            ("comment_parent", parent),
            ("author", name),
            ("email", &email),
            ("url", ""),
            ("comment", words),
        ];
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let sent = self
            .agent
            .post(format!("{}/wp-comments-post.php", self.url))
            .content_type("application/x-www-form-urlencoded")
            .send(form)
            .map_err(Error::other)?;
        let to = sent.headers().get("location").and_then(|value| value.to_str().ok());
        let id = to.and_then(|to| to.rsplit_once("#comment-")).map(|(_, id)| id.to_owned());
        id.ok_or_else(|| Error::other(format!("the form answered {} {to:?}", sent.status())))
    }

    /// Tells a post that another site links to it, as that site's program does.
    pub fn trackback(&self, post: &str, name: &str, words: &str) -> Result<()> {
        let form = [
            ("title", "A post elsewhere"),
            ("url", &format!("https://elsewhere.example/{post}")),
            ("blog_name", name),
            ("excerpt", words),
        ];
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let mut answer = self
            .agent
            .post(format!("{}/?p={post}&tb=1", self.url))
            .content_type("application/x-www-form-urlencoded")
            .send(form)
            .map_err(Error::other)?;
        let said = answer.body_mut().read_to_string().map_err(Error::other)?;
        if said.contains("<error>0</error>") { Ok(()) } else { Err(Error::other(said)) }
    }

    /// A public address: status, content type and bytes, as a visitor gets them.
    pub fn visit(&self, address: &str) -> Result<(u16, String, Vec<u8>)> {
        let mut answer = self.agent.get(address).call().map_err(Error::other)?;
        let kind = answer.headers().get("content-type").and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or_default().to_owned();
        let bytes = answer.body_mut().read_to_vec().map_err(Error::other)?;
        Ok((answer.status().as_u16(), kind, bytes))
    }

    fn address(&self, route: &str) -> String {
        format!("{}/?rest_route=/{route}", self.url)
    }
}

fn json(
    answer: std::result::Result<ureq::http::Response<ureq::Body>, ureq::Error>,
) -> Result<Value> {
    let mut answer = answer.map_err(Error::other)?;
    let text = answer.body_mut().read_to_string().map_err(Error::other)?;
    if !answer.status().is_success() {
        return Err(Error::other(format!("{}: {text}", answer.status())));
    }
    serde_json::from_str(&text).map_err(Error::other)
}
