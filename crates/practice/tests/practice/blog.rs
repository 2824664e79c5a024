//! A blog in a folder of its own, with a clock that the test moves, and a client without any manners.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use afterword_practice::{Practice, Role, Surroundings};
use base64::Engine;
use chrono::{DateTime, Utc};
use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Request};

/// Summer time in Berlin: the blog's clock is two hours ahead of UTC.
pub const NOW: &str = "2026-07-01T10:00:00Z";

const PEOPLE: [(&str, Role); 5] = [
    ("ada", Role::Administrator),
    ("ed", Role::Editor),
    ("ann", Role::Author),
    ("con", Role::Contributor),
    ("sub", Role::Subscriber),
];

pub struct Blog {
    pub practice: Practice,
    pub folder: tempfile::TempDir,
    clock: Arc<AtomicI64>,
    agent: Agent,
}

pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// A value in the JSON, by pointer.
    pub fn at(&self, pointer: &str) -> Value {
        self.json()
            .pointer(pointer)
            .cloned()
            .unwrap_or_else(|| panic!("{pointer}: {}", self.text()))
    }

    pub fn header(&self, name: &str) -> String {
        let values: Vec<&str> =
            self.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect();
        values.join(", ")
    }

    /// Status and code of a refusal.
    pub fn refusal(&self) -> (u16, String) {
        assert_eq!(self.at("/data/status"), self.status, "{}", self.text());
        (self.status, self.at("/code").as_str().unwrap().to_owned())
    }

    pub fn ids(&self) -> Vec<i64> {
        self.json().as_array().unwrap().iter().map(|item| item["id"].as_i64().unwrap()).collect()
    }
}

/// Who asks.
pub enum As {
    Writer,
    Anybody,
    Headers(Vec<(&'static str, String)>),
}

fn surroundings(clock: &Arc<AtomicI64>) -> Surroundings {
    let clock = clock.clone();
    Surroundings {
        clock: Arc::new(move || DateTime::from_timestamp(clock.load(Ordering::SeqCst), 0).unwrap()),
        zone: chrono_tz::Europe::Berlin,
    }
}

pub fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .build();
    config.into()
}

impl Blog {
    pub fn new() -> Self {
        Self::in_folder(tempfile::tempdir().unwrap())
    }

    /// A blog with people of every role beside the writer.
    pub fn with_people() -> Self {
        Self::start(tempfile::tempdir().unwrap(), &PEOPLE)
    }

    /// The same people again, after a restart.
    pub fn restarted_with_people(self) -> Self {
        let Self { practice, folder, .. } = self;
        practice.stop();
        Self::start(folder, &PEOPLE)
    }

    pub fn in_folder(folder: tempfile::TempDir) -> Self {
        Self::start(folder, &[])
    }

    fn start(folder: tempfile::TempDir, people: &[(&str, Role)]) -> Self {
        let now: DateTime<Utc> = NOW.parse().unwrap();
        let clock = Arc::new(AtomicI64::new(now.timestamp()));
        let here = surroundings(&clock);
        let practice = Practice::start_with(folder.path(), None, here, people).unwrap();
        Self { practice, folder, clock, agent: agent() }
    }

    pub fn restarted(self) -> Self {
        let Self { practice, folder, .. } = self;
        practice.stop();
        Self::in_folder(folder)
    }

    pub fn restarted_at(self, port: Option<u16>) -> Self {
        let Self { practice, folder, clock, agent } = self;
        practice.stop();
        let practice = Practice::start_in(folder.path(), port, surroundings(&clock)).unwrap();
        Self { practice, folder, clock, agent }
    }

    pub fn uploads(&self) -> std::path::PathBuf {
        Path::join(self.folder.path(), "practice-uploads")
    }

    pub fn wait(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    pub fn authorization(&self, password: &str) -> String {
        let pair = format!("{}:{password}", self.practice.username());
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
    }

    /// The id of one of the people.
    pub fn id_of(&self, login: &str) -> i64 {
        self.practice.accounts().iter().find(|account| account.login == login).unwrap().id
    }

    pub fn authorization_of(&self, login: &str) -> String {
        let accounts = self.practice.accounts();
        let account = accounts.iter().find(|account| account.login == login).unwrap();
        let pair = format!("{login}:{}", account.password);
        format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
    }

    /// Asks `/wp-json/wp/v2/…` as one of the people; null is no body.
    pub fn by(&self, login: &'static str, method: &str, route: &str, body: Value) -> Answer {
        let headers = vec![
            ("authorization", self.authorization_of(login)),
            ("content-type", "application/json".to_owned()),
        ];
        let path = format!("/wp-json/wp/v2/{route}");
        let body = (!body.is_null()).then(|| body.to_string());
        self.ask(As::Headers(headers), method, &path, body.as_ref().map(|body| body.as_bytes()))
    }

    pub fn ask(&self, who: As, method: &str, path: &str, body: Option<&[u8]>) -> Answer {
        let mut request =
            Request::builder().method(method).uri(format!("{}{path}", self.practice.url()));
        let headers = match who {
            As::Anybody => vec![],
            As::Writer => vec![("authorization", self.authorization(self.practice.password()))],
            As::Headers(headers) => headers,
        };
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let answer = match body {
            Some(body) => self.agent.run(request.body(body).unwrap()),
            None => self.agent.run(request.body(()).unwrap()),
        };
        let (parts, mut body) = answer.unwrap().into_parts();
        let bytes = body.with_config().limit(50_000_000).read_to_vec().unwrap();
        Answer { status: parts.status.as_u16(), headers: parts.headers, bytes }
    }

    /// A page, as anybody.
    pub fn page(&self, path: &str) -> Answer {
        self.ask(As::Anybody, "GET", path, None)
    }

    /// Reads `/wp-json/wp/v2/…` as the writer.
    pub fn get(&self, route: &str) -> Answer {
        self.ask(As::Writer, "GET", &format!("/wp-json/wp/v2/{route}"), None)
    }

    /// Reads it as anybody.
    pub fn peek(&self, route: &str) -> Answer {
        self.ask(As::Anybody, "GET", &format!("/wp-json/wp/v2/{route}"), None)
    }

    /// Writes JSON there as the writer.
    pub fn send(&self, method: &str, route: &str, body: Value) -> Answer {
        let headers = vec![
            ("authorization", self.authorization(self.practice.password())),
            ("content-type", "application/json".to_owned()),
        ];
        let path = format!("/wp-json/wp/v2/{route}");
        self.ask(As::Headers(headers), method, &path, Some(body.to_string().as_bytes()))
    }

    pub fn post(&self, route: &str, body: Value) -> Answer {
        self.send("POST", route, body)
    }

    pub fn delete(&self, route: &str) -> Answer {
        self.ask(As::Writer, "DELETE", &format!("/wp-json/wp/v2/{route}"), None)
    }

    /// A published post; gives its id.
    pub fn published(&self, title: &str, content: &str) -> i64 {
        let body = serde_json::json!({"title": title, "content": content, "status": "publish"});
        let answer = self.post("posts", body);
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.at("/id").as_i64().unwrap()
    }

    /// The path of a post's page.
    pub fn path_of(&self, post: i64) -> String {
        let link = self.get(&format!("posts/{post}")).at("/link");
        link.as_str().unwrap().strip_prefix(&self.practice.url()).unwrap().to_owned()
    }

    /// Sends the comment form.
    pub fn comment(&self, fields: &[(&str, &str)]) -> Answer {
        self.comment_with(fields, vec![])
    }

    pub fn comment_with(
        &self,
        fields: &[(&str, &str)],
        mut headers: Vec<(&'static str, String)>,
    ) -> Answer {
        let body =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        headers.push(("content-type", "application/x-www-form-urlencoded".to_owned()));
        self.ask(As::Headers(headers), "POST", "/wp-comments-post.php", Some(body.as_bytes()))
    }
}
