//! A blog whose REST interface is switched off, as security plugins do it: found by its XML-RPC, connected,
//! and written to, on the real WordPress. What arrived is read from its database.

use afterword_model::{PlatformKind, PostStatus};
use afterword_platform::wordpress::{Timeouts, open};
use afterword_platform::{Error, NewPost, PostPatch};
use afterword_tests::desk::{TestDesk, saving};
use afterword_tests::dot::dot;
use afterword_tests::peer::WordPressPeer;
use afterword_tests::skip::skip;
use base64::Engine as _;
use serde_json::{Value, json};

const REST_OFF: &str = "<?php
add_filter( 'rest_authentication_errors', fn() => new WP_Error( 'rest_disabled', 'No.', array( 'status' => 403 ) ), 99 );
";

fn without_rest(test: &str) -> Option<WordPressPeer> {
    let peer = WordPressPeer::start().map_err(|error| skip(test, &error.to_string())).ok()?;
    peer.add_plugin("rest-off", REST_OFF).unwrap();
    Some(peer)
}

fn connect(desk: &TestDesk, peer: &WordPressPeer, user: &str) -> Value {
    let found = desk.call("blog_find", json!({ "address": peer.info().url }));
    assert_eq!(found["platform"], json!("wordPressXmlRpc"), "{found:#}");
    assert_eq!((&found["title"], &found["approval"]), (&json!("Test Peer"), &Value::Null));
    let password = &peer.user(user).unwrap().app_password;
    desk.call(
        "blog_connect",
        json!({
            "endpoint": found["endpoint"], "username": user, "password": password,
            "keep": "session", "allowUnencrypted": false,
        }),
    )
}

fn posts(peer: &WordPressPeer) -> Vec<Vec<String>> {
    let posts = "SELECT ID, post_title, post_name, post_status, post_excerpt, comment_status \
        FROM wp_posts WHERE post_type = 'post' AND ID > 1 AND post_status <> 'auto-draft'";
    peer.sql(posts).unwrap()
}

fn stands(desk: &TestDesk, post: i64, whereabouts: &str, status: &str) -> Value {
    desk.wait_for("post_open", json!({ "post": post }), |open| {
        open["whereabouts"] == whereabouts && open["remoteStatus"] == status
    })
}

#[test]
fn a_post_goes_out_changes_and_comes_back_without_rest() {
    let Some(peer) = without_rest("a blog without REST") else { return };
    let desk = TestDesk::new();
    let connected = connect(&desk, &peer, "editor");
    let blog = connected["blog"]["id"].as_i64().unwrap();
    assert_eq!(connected["blog"]["me"]["roles"], json!(["editor"]));
    let abilities = connected["abilities"].as_array().unwrap();
    let named = |name: &str| abilities.iter().any(|line| line["ability"] == name);
    assert!(named("publish") && !named("reply") && !named("moderateAll"), "{abilities:?}");
    // What is there comes in.
    let published =
        json!({ "blog": blog, "folder": "published", "search": "", "offset": 0, "limit": 5 });
    desk.wait_for("post_list", published, |page| page["total"] == json!(1));

    let post = desk.post(blog, "Slow & steady mail", "");
    let base64 = base64::engine::general_purpose::STANDARD.encode(dot("boat.gif"));
    let picture = json!({ "post": post, "fileName": "boat.gif", "base64": base64 });
    let added = desk.call("picture_add", picture);
    let category =
        desk.call("category_add", json!({ "blog": blog, "name": "Letters", "parent": null }));
    let body = format!("Words **here**.\n\n{}", added["markdown"].as_str().unwrap());
    let fields = json!({
        "title": "Slow & steady mail", "categories": [category["id"]], "tags": ["C#", "Trains"],
    });
    desk.save_with(post, &body, &fields);
    desk.publish(post);
    stands(&desk, post, "onBlog", "published");

    let there = posts(&peer);
    assert_eq!(there.len(), 1, "once: {there:?}");
    let (id, rest) = there[0].split_first().unwrap();
    assert_eq!(rest, ["Slow &amp; steady mail", "slow-steady-mail", "publish", "", "open"]);
    let terms = format!(
        "SELECT t.name FROM wp_terms t JOIN wp_term_taxonomy x USING (term_id) \
        JOIN wp_term_relationships r USING (term_taxonomy_id) WHERE r.object_id = {id} ORDER BY t.name"
    );
    assert_eq!(peer.sql(&terms).unwrap().concat(), ["C#", "Letters", "Trains"]);
    let content = format!("SELECT post_content FROM wp_posts WHERE ID = {id}");
    let words = peer.sql(&content).unwrap().concat().concat();
    assert!(
        words.contains("<strong>here</strong>") && words.contains("/wp-content/uploads/"),
        "{words}"
    );
    let pictures = "SELECT COUNT(*) FROM wp_posts WHERE post_type = 'attachment'";
    assert_eq!(peer.sql(pictures).unwrap().concat(), ["1"]);

    // Somebody else changes the title there; the writer changes the words here. Both stay.
    let theirs = format!(
        "UPDATE wp_posts SET post_title = 'Theirs', post_modified_gmt = UTC_TIMESTAMP(), \
        post_modified = DATE_ADD(UTC_TIMESTAMP(), INTERVAL 1 HOUR) WHERE ID = {id}"
    );
    peer.sql(&theirs).unwrap();
    let open = desk.call("post_open", json!({ "post": post }));
    let more = format!("{}\n\nMore words.", open["body"].as_str().unwrap());
    desk.call("post_save", saving(&open, &more, &json!({})));
    desk.publish(post);
    let merged = stands(&desk, post, "onBlog", "published");
    assert_eq!(merged["fields"]["title"], json!("Theirs"), "{merged:#}");
    let words = peer.sql(&content).unwrap().concat().concat();
    assert!(words.contains("More words.") && posts(&peer)[0][1] == "Theirs", "{words}");

    desk.call("post_move", json!({ "post": post, "to": "unpublish" }));
    stands(&desk, post, "onBlog", "draft");
    assert_eq!(posts(&peer)[0][3], "draft");

    let parted = desk.call("blog_disconnect", json!({ "blog": blog, "password": "revoke" }));
    assert!(parted["notRevoked"].as_str().unwrap().contains("still works"), "{parted}");
}

#[test]
fn an_author_publishes_without_rest() {
    let Some(peer) = without_rest("an author on a blog without REST") else { return };
    let desk = TestDesk::new();
    let connected = connect(&desk, &peer, "writer");
    let blog = connected["blog"]["id"].as_i64().unwrap();
    let post = desk.post(blog, "By an author", "Words.");
    desk.publish(post);
    stands(&desk, post, "onBlog", "published");
    let there = posts(&peer);
    assert_eq!((there.len(), there[0][3].as_str()), (1, "publish"), "{there:?}");
}

/// The last moment before our update: we have read the post, and somebody changes it.
#[test]
fn wordpress_refuses_an_update_made_for_an_older_version() {
    let Some(peer) = without_rest("an update for an older version") else { return };
    let endpoint = format!("{}/xmlrpc.php", peer.info().url);
    let password = &peer.user("writer").unwrap().app_password;
    let kind = PlatformKind::WordPressXmlRpc;
    let blog = open(kind, &endpoint, "writer", password, &Timeouts::default()).unwrap();
    let new = NewPost { title: "Mine".to_owned(), content: "<p>Words.</p>".to_owned() };
    let id = blog.posts().create_draft("q0123456789abcdef", &new).unwrap().id;
    blog.posts().get(&id).unwrap();
    let theirs = format!(
        "UPDATE wp_posts SET post_content = 'Theirs.', post_modified_gmt = \
        DATE_ADD(post_modified_gmt, INTERVAL 2 SECOND) WHERE ID = {id}"
    );
    peer.sql(&theirs).unwrap();
    let patch = PostPatch {
        content: Some("<p>Over it.</p>".to_owned()),
        slug: Some(String::new()),
        status: Some(PostStatus::Published),
        ..PostPatch::default()
    };
    let refused = blog.posts().update(&id, &patch).unwrap_err();
    assert!(matches!(refused, Error::ChangedMeanwhile(_)), "{refused:?}");
    let there = blog.posts().get(&id).unwrap();
    assert_eq!((there.content.as_str(), there.fields.status), ("Theirs.", PostStatus::Draft));
    // Read once more, it may be sent; and the key has left the excerpt with it.
    let sent = blog.posts().update(&id, &patch).unwrap();
    assert_eq!((sent.content.as_str(), sent.fields.slug.as_str()), ("<p>Over it.</p>", "mine"));
    let excerpt = peer.sql(&format!("SELECT post_excerpt = '' FROM wp_posts WHERE ID = {id}"));
    assert_eq!(excerpt.unwrap().concat(), ["1"]);
}
