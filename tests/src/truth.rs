//! What is really on a blog, asked as its administrator, past the app and past any proxy.

use serde_json::{Value, json};

/// A blog and somebody who may see and do everything there.
#[derive(Debug, Clone)]
pub struct Truth {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// An administrator, or on the practice blog its writer.
    pub user: String,
    /// Their application password.
    pub password: String,
}

impl Truth {
    /// The port it listens on.
    #[track_caller]
    pub fn port(&self) -> u16 {
        let port = self.url.rsplit(':').next().and_then(|port| port.parse().ok());
        port.unwrap_or_else(|| panic!("no port in {}", self.url))
    }

    /// Reads a route, such as `posts?status=any`.
    #[track_caller]
    pub fn get(&self, route: &str) -> Value {
        let mut response = ureq::get(self.address(route))
            .header("Authorization", self.login())
            .call()
            .unwrap_or_else(|error| panic!("GET {route}: {error}"));
        response.body_mut().read_json().unwrap_or_else(|error| panic!("GET {route}: {error}"))
    }

    /// Writes to a route.
    #[track_caller]
    pub fn post(&self, route: &str, body: &Value) -> Value {
        let mut response = ureq::post(self.address(route))
            .header("Authorization", self.login())
            .send_json(body)
            .unwrap_or_else(|error| panic!("POST {route} {body}: {error}"));
        response.body_mut().read_json().unwrap_or_else(|error| panic!("POST {route}: {error}"))
    }

    /// Deletes for good.
    #[track_caller]
    pub fn delete(&self, route: &str) {
        ureq::delete(self.address(&format!("{route}?force=true")))
            .header("Authorization", self.login())
            .call()
            .unwrap_or_else(|error| panic!("DELETE {route}: {error}"));
    }

    /// Moves to the trash.
    #[track_caller]
    pub fn trash(&self, route: &str) {
        ureq::delete(self.address(route))
            .header("Authorization", self.login())
            .call()
            .unwrap_or_else(|error| panic!("DELETE {route}: {error}"));
    }

    /// Takes all application passwords of an account away.
    #[track_caller]
    pub fn delete_all_passwords(&self, user: u64) {
        self.delete(&format!("users/{user}/application-passwords"));
    }

    /// Publishes a post as this user (an id), and returns its id.
    #[track_caller]
    pub fn publish(&self, title: &str, author: Option<u64>) -> u64 {
        let mut body = json!({ "title": title, "content": "<p>Words.</p>", "status": "publish" });
        if let (Some(author), Some(fields)) = (author, body.as_object_mut()) {
            fields.insert("author".into(), json!(author));
        }
        id(&self.post("posts", &body))
    }

    /// Leaves a reader's comment, approved, and returns its id.
    #[track_caller]
    pub fn reader_comment(&self, post: u64, parent: u64, name: &str, text: &str) -> u64 {
        let email = format!("{}@reader.example", name.to_lowercase().replace(' ', "."));
        // Written while the writer was on the road: answers are dated after what they answer.
        let written = chrono::Utc::now() - chrono::TimeDelta::hours(3);
        let body = json!({
            "post": post, "parent": parent, "author_name": name, "author_email": email, "content": text,
            "date_gmt": written.format("%Y-%m-%dT%H:%M:%S").to_string(),
        });
        let comment = id(&self.post("comments", &body));
        self.post(&format!("comments/{comment}"), &json!({ "status": "approve" }));
        comment
    }

    /// Every post with this title, in any standing.
    #[track_caller]
    pub fn posts_titled(&self, title: &str) -> Vec<Value> {
        let all = self.get("posts?status=any,trash&context=edit&per_page=100");
        let raw = title.replace('&', "&amp;");
        all.as_array()
            .into_iter()
            .flatten()
            .filter(|post| {
                post["title"]["raw"] == json!(title) || post["title"]["raw"] == json!(raw)
            })
            .cloned()
            .collect()
    }

    /// Every comment of a post, in any standing, oldest first.
    #[track_caller]
    pub fn comments_of(&self, post: u64) -> Vec<Value> {
        let mut found = Vec::new();
        for status in ["all", "spam", "trash"] {
            let route = format!(
                "comments?post={post}&status={status}&context=edit&per_page=100&orderby=id&order=asc"
            );
            found.extend(self.get(&route).as_array().into_iter().flatten().cloned());
        }
        found
    }

    /// The answers to a comment.
    #[track_caller]
    pub fn answers_to(&self, post: u64, comment: u64) -> Vec<Value> {
        self.comments_of(post)
            .into_iter()
            .filter(|answer| answer["parent"] == json!(comment))
            .collect()
    }

    /// Every picture on the blog.
    #[track_caller]
    pub fn pictures(&self) -> Vec<Value> {
        self.get("media?per_page=100").as_array().cloned().unwrap_or_default()
    }

    fn address(&self, route: &str) -> String {
        format!("{}/wp-json/wp/v2/{route}", self.url)
    }

    fn login(&self) -> String {
        use base64::Engine;
        let plain = format!("{}:{}", self.user, self.password);
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(plain))
    }
}

/// A thing's id.
#[track_caller]
pub fn id(thing: &Value) -> u64 {
    thing["id"].as_u64().unwrap_or_else(|| panic!("no id in {thing}"))
}
