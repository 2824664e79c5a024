//! Footnotes that two people work on at the desk: on the practice blog, and on a real WordPress, which has
//! footnotes of its own from version 6.3 on.

use afterword_practice::Practice;
use afterword_tests::desk::TestDesk;
use afterword_tests::peer::WordPressPeer;
use afterword_tests::skip::skip;
use afterword_tests::truth::Truth;
use serde_json::{Value, json};

const BODY: &str = "Slow[^mail] mail[^b].\n\nMore words.\n\n[^mail]: By post.\n[^b]: By hand.\n";

/// Where to sign in, as whom, and who looks from outside.
struct Blog {
    rest: String,
    user: String,
    password: String,
    truth: Truth,
}

/// A desk, and a post of BODY that it has published.
struct Case {
    desk: TestDesk,
    truth: Truth,
    blog: Value,
    post: i64,
    there: u64,
}

impl Case {
    fn start(on: Blog) -> Self {
        let desk = TestDesk::new();
        let connect = json!({ "endpoint": on.rest, "username": on.user, "password": on.password,
            "keep": "session", "allowUnencrypted": false });
        let blog = desk.call("blog_connect", connect)["blog"]["id"].clone();
        let post = desk.post(blog.as_i64().unwrap(), "Noted", BODY);
        let case = Self { desk, truth: on.truth, blog, post, there: 0 };
        case.send();
        let there = case.truth.posts_titled("Noted")[0]["id"].as_u64().unwrap();
        Self { there, ..case }
    }

    fn press(&self) {
        self.desk.publish(self.post);
    }

    fn is(&self, whereabouts: &str) -> Value {
        self.desk.wait_for("post_open", json!({ "post": self.post }), |post| {
            post["whereabouts"] == json!(whereabouts)
        })
    }

    fn send(&self) -> Value {
        self.press();
        self.is("onBlog")
    }

    /// Content, texts of the footnotes, and how many versions the blog keeps.
    fn on_blog(&self) -> (String, String, usize) {
        let route = format!("posts/{}", self.there);
        let post = self.truth.get(&format!("{route}?context=edit"));
        let versions = self.truth.get(&format!("{route}/revisions?per_page=100"));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let texts = text(&post["meta"]["footnotes"]);
        (text(&post["content"]["raw"]), texts, versions.as_array().unwrap().len())
    }

    /// Somebody else changes words of a footnote there.
    fn change_there(&self, from: &str, to: &str) {
        let texts = self.on_blog().1;
        assert!(texts.contains(from), "{texts}");
        let meta = json!({ "meta": { "footnotes": texts.replace(from, to) } });
        self.truth.post(&format!("posts/{}", self.there), &meta);
    }

    fn save(&self, body: &str) {
        self.desk.save(self.post, "Noted", body);
    }
}

fn practice(folder: &std::path::Path) -> (Practice, Blog) {
    let practice = Practice::start(folder, None).unwrap();
    let password = practice.password().to_owned();
    let user = practice.username().to_owned();
    let truth = Truth { url: practice.url(), user: user.clone(), password: password.clone() };
    let blog = Blog { rest: practice.rest_root(), user, password, truth };
    (practice, blog)
}

/// The writer is an author, whose HTML is filtered.
fn wordpress(peer: &WordPressPeer) -> Blog {
    let info = peer.info();
    let password = |name: &str| peer.user(name).unwrap().app_password.clone();
    let truth = Truth { url: info.url.clone(), user: "admin".into(), password: password("admin") };
    let rest = info.rest.clone();
    Blog { rest, user: "writer".to_owned(), password: password("writer"), truth }
}

fn two_people(on: Blog) {
    let case = Case::start(on);
    let (content, texts, _) = case.on_blog();
    assert!(content.ends_with("<!-- wp:footnotes /-->"), "{content}");
    assert!(texts.contains("By post.") && texts.contains("By hand."), "{texts}");

    // One is changed there and the other one here: both arrive, and the names stay.
    case.change_there("By post", "By slow post");
    case.save(&BODY.replace("By hand", "By her hand"));
    let here = case.send();
    let both = BODY.replace("By post", "By slow post").replace("By hand", "By her hand");
    assert_eq!(here["body"], json!(both));
    let (now, texts, versions) = case.on_blog();
    assert_eq!(now, content);
    assert!(texts.contains("By slow post.") && texts.contains("By her hand."), "{texts}");

    // Words elsewhere: the footnotes stay letter by letter.
    case.save(&both.replace("More words", "Other words"));
    case.send();
    assert_eq!(case.on_blog().0, content.replace("More words", "Other words"));
    assert_eq!(case.on_blog().1, texts);
    assert!(case.on_blog().2 > versions);

    // The same one on both sides: nothing there is replaced, and the writer is asked.
    let both = both.replace("More words", "Other words");
    case.change_there("By slow post", "By sea");
    case.save(&both.replace("By slow post", "By air"));
    case.press();
    let rows = case.desk.wait_for("outbox_list", json!({ "blog": case.blog }), |rows| {
        rows[0]["state"] == json!("blocked")
    });
    assert_eq!(rows[0]["problem"]["kind"], json!("conflict"), "{rows:#}");
    assert!(case.on_blog().1.contains("By sea."));
    let conflict = case.desk.call("conflict_open", json!({ "post": case.post }));
    assert_eq!(conflict["theirs"]["body"], json!(both.replace("By slow post", "By sea")));
    case.desk.call("outbox_send_mine", json!({ "item": rows[0]["id"] }));
    case.is("onBlog");
    assert!(case.on_blog().1.contains("By air."), "{}", case.on_blog().1);

    // Footnotes that WordPress's own can't be take the plain form, and no word is lost.
    let long = both.replace("By hand.\n", "By hand.\n\n    In two paragraphs.\n");
    let long = long.replace("By her hand.\n", "By her hand.\n\n    In two paragraphs.\n");
    case.save(&long);
    case.send();
    let content = case.on_blog().0;
    assert!(content.contains("In two paragraphs.") && !content.contains("data-fn"), "{content}");
}

#[test]
fn two_people_change_footnotes_on_the_practice_blog() {
    let folder = tempfile::tempdir().unwrap();
    let (_practice, blog) = practice(folder.path());
    two_people(blog);
}

/// Before 6.3 WordPress has no footnotes of its own: they are plain HTML.
fn plain(on: Blog) {
    let case = Case::start(on);
    let route = format!("posts/{}?context=edit", case.there);
    let post = case.truth.get(&route);
    let content = post["content"]["raw"].as_str().unwrap();
    assert!(
        content.contains("<ol class=\"footnotes\">") && !content.contains("data-fn"),
        "{content}"
    );
    case.save(&BODY.replace("By hand", "By her hand"));
    case.send();
    let now = case.truth.get(&route)["content"]["raw"].clone();
    assert_eq!(now, json!(content.replace("By hand", "By her hand")));
}

#[test]
fn footnotes_on_wordpress_are_as_its_version_knows_them() {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => return skip("footnotes on WordPress", &error.to_string()),
    };
    let blog = wordpress(&peer);
    match peer.site().join("wp-includes/blocks/footnotes").is_dir() {
        true => two_people(blog),
        false => plain(blog),
    }
}
