use crate::blog::{Answer, As, Blog};
use crate::media::GIF;
use serde_json::json;

/// Sends the form of a post under a password, and gives the cookie that comes back.
fn unlock(blog: &Blog, path: &str, word: &str) -> (Answer, String) {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("post_password", word)
        .finish();
    let headers = vec![
        ("content-type", "application/x-www-form-urlencoded".to_owned()),
        ("referer", format!("{}{path}", blog.practice.url())),
    ];
    let path = "/wp-login.php?action=postpass";
    let answer = blog.ask(As::Headers(headers), "POST", path, Some(body.as_bytes()));
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    (answer, cookie)
}

fn page_with(blog: &Blog, path: &str, cookie: &str) -> String {
    blog.ask(As::Headers(vec![("cookie", cookie.to_owned())]), "GET", path, None).text()
}

#[test]
fn categories_and_tags_have_pages_and_stand_under_their_posts() {
    let blog = Blog::new();
    let top =
        blog.post("categories", json!({"name": "Tools & co", "description": "All <b>of</b> them"}));
    let under = blog.post("categories", json!({"name": "Hammers", "parent": top.at("/id")}));
    let tag = blog.post("tags", json!({"name": "<i>Old</i> iron"}));
    let body = json!({"title": "A hammer", "content": "x", "status": "publish",
                      "categories": [under.at("/id")], "tags": [tag.at("/id")]});
    let post = blog.post("posts", body).at("/id").as_i64().unwrap();
    let page = blog.page(&blog.path_of(post)).text();
    assert!(page.contains("<a href=\"/category/tools-co/hammers/\" rel=\"tag\">Hammers</a>"));
    assert!(page.contains("<a href=\"/tag/old-iron/\" rel=\"tag\">Old iron</a>"));
    for path in ["/category/tools-co/hammers/", "/category/tools-co/", "/tag/old-iron/"] {
        let list = blog.page(path);
        assert_eq!(list.status, 200, "{path}");
        let text = list.text();
        assert!(text.contains("A hammer") && !text.contains("lighthouse"), "{path}");
    }
    assert!(blog.page("/category/tools-co/").text().contains("Tools &amp; co"));
    assert!(blog.page("/category/uncategorized/").text().contains("lighthouse"));
    for nowhere in ["/category/none/", "/tag/hammers/", "/category/", "/tag/old-iron/page/2/"] {
        assert_eq!(blog.page(nowhere).status, 404, "{nowhere}");
    }
    for n in 0..10 {
        let body =
            json!({"title": format!("More {n}"), "status": "publish", "tags": [tag.at("/id")]});
        blog.post("posts", body);
    }
    assert!(blog.page("/tag/old-iron/").text().contains("/tag/old-iron/page/2/"));
    assert!(blog.page("/tag/old-iron/page/2/").text().contains("A hammer"));
    assert!(blog.page("/feed/").text().contains("<category>Old iron</category>"));
}

#[test]
fn sticky_posts_stand_first_on_the_front_page() {
    let blog = Blog::new();
    blog.post("posts/1", json!({"sticky": true}));
    blog.published("Newer", "x");
    let page = blog.page("/").text();
    assert!(page.find("lighthouse keepers").unwrap() < page.find("Newer").unwrap());
    assert!(page.contains("Pinned"));
    blog.post("posts/1", json!({"sticky": false}));
    let page = blog.page("/").text();
    assert!(page.find("Newer").unwrap() < page.find("lighthouse keepers").unwrap());
}

#[test]
fn a_post_under_a_password_opens_for_who_knows_it() {
    let blog = Blog::new();
    let body = json!({"title": "Locked", "content": "The secret", "status": "publish", "password": "ö & p"});
    let post = blog.post("posts", body).at("/id").as_i64().unwrap();
    blog.post("comments", json!({"post": post, "content": "A secret word"}));
    let path = blog.path_of(post);
    let hidden = |text: &str| !text.contains("The secret") && !text.contains("A secret word");
    let closed = blog.page(&path).text();
    assert!(closed.contains("Protected: Locked") && closed.contains("post_password"));
    assert!(
        hidden(&closed) && hidden(&blog.page("/").text()) && hidden(&blog.page("/feed/").text())
    );
    let comments = blog.peek(&format!("comments?post={post}"));
    assert_eq!(comments.refusal(), (401, "rest_cannot_read_post".into()));
    assert_eq!(blog.peek("comments").ids().len(), 3, "the other post's");

    let (answer, wrong) = unlock(&blog, &path, "nope");
    assert_eq!((answer.status, answer.header("location")), (303, path.clone()));
    let still = page_with(&blog, &path, &wrong);
    assert!(hidden(&still) && still.contains("not this post’s password"));
    let (answer, right) = unlock(&blog, &path, "ö & p");
    assert!(answer.header("set-cookie").contains("HttpOnly"));
    let open = page_with(&blog, &path, &right);
    assert!(open.contains("The secret") && open.contains("A secret word"));
    let id = post.to_string();
    let form = [
        ("comment_post_ID", id.as_str()),
        ("author", "A"),
        ("email", "a@b.example"),
        ("comment", "Hi"),
    ];
    assert_eq!(blog.comment(&form).status, 404, "who can't read can't answer");
    assert_eq!(blog.comment_with(&form, vec![("cookie", right)]).status, 303);
}

#[test]
fn the_way_back_from_a_password_stays_on_the_blog() {
    let blog = Blog::new();
    for from in ["http://evil.example/x", "nonsense", "https://127.0.0.1/x"] {
        let headers = vec![
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
            ("referer", from.to_owned()),
        ];
        let answer = blog.ask(
            As::Headers(headers),
            "POST",
            "/wp-login.php?action=postpass",
            Some(b"post_password=x"),
        );
        assert_eq!((answer.status, answer.header("location")), (303, "/".into()), "{from}");
    }
}

#[test]
fn what_is_private_scheduled_or_in_review_is_on_no_page() {
    let blog = Blog::new();
    let mut ids = Vec::new();
    for (title, status) in [("Private", "private"), ("Review", "pending"), ("Draft", "draft")] {
        ids.push(blog.post("posts", json!({"title": title, "status": status})).at("/id"));
    }
    let ahead = json!({"title": "Ahead", "status": "future", "date_gmt": "2026-07-01T11:00:00", "categories": [1]});
    ids.push(blog.post("posts", ahead).at("/id"));
    for path in ["/", "/feed/", "/category/uncategorized/"] {
        let page = blog.page(path).text();
        for title in ["Private", "Review", "Draft", "Ahead"] {
            assert!(!page.contains(title), "{path}: {title}");
        }
    }
    for id in &ids {
        assert_eq!(blog.page(&format!("/?p={id}")).status, 404, "{id}");
    }
    assert_eq!(blog.page("/2026/07/private/").status, 404);
    blog.wait(3600);
    for path in ["/", "/feed/", "/category/uncategorized/"] {
        assert!(blog.page(path).text().contains("Ahead"), "{path}: its time has come");
    }
}

#[test]
fn standing_pages_have_addresses_and_a_menu() {
    let blog = Blog::new();
    let about = json!({"title": "About <i>me</i>", "content": "Me", "status": "publish"});
    let about = blog.post("pages", about).at("/id");
    blog.post(
        "pages",
        json!({"title": "Work", "content": "Mine", "status": "publish", "parent": about}),
    );
    blog.post("pages", json!({"title": "Hidden", "status": "draft"}));
    let front = blog.page("/").text();
    assert!(front.contains("<a href=\"/about-me/\">About me</a>"));
    assert!(!front.contains("Work") && !front.contains("Hidden"));
    assert!(blog.page("/about-me/").text().contains("Me"));
    assert!(blog.page("/about-me/work/").text().contains("Mine"));
    let moved = blog.page(&format!("/?page_id={about}"));
    assert_eq!((moved.status, moved.header("location")), (301, "/about-me/".into()));
    assert_eq!(blog.page("/about-me").status, 301);
    for nowhere in ["/work/", "/hidden/", "/other/about-me/"] {
        assert_eq!(blog.page(nowhere).status, 404, "{nowhere}");
    }
    assert!(!blog.page("/about-me/").text().contains("id=\"respond\""), "comments are closed");
}

#[test]
fn the_featured_picture_and_galleries_are_shown() {
    let blog = Blog::new();
    let headers = vec![
        ("authorization", blog.authorization(blog.practice.password())),
        ("content-type", "image/gif".to_owned()),
        ("content-disposition", "attachment; filename=\"dot.gif\"".to_owned()),
    ];
    let path = "/wp-json/wp/v2/media?alt_text=A%20%22dot%22&caption=By%20me";
    let picture = blog.ask(As::Headers(headers), "POST", path, Some(GIF));
    let image = "<!-- wp:image -->\n<figure class=\"wp-block-image\"><img src=\"http://a.example/b.png\" alt=\"B\"/></figure>\n<!-- /wp:image -->";
    let gallery = format!(
        "<!-- wp:gallery {{\"linkTo\":\"none\"}} -->\n<figure class=\"wp-block-gallery has-nested-images columns-default is-cropped\">{image}\n\n{image}</figure>\n<!-- /wp:gallery -->"
    );
    let body = json!({"title": "Pictures", "content": gallery, "status": "publish", "featured_media": picture.at("/id")});
    let post = blog.post("posts", body).at("/id").as_i64().unwrap();
    let page = blog.page(&blog.path_of(post)).text();
    assert!(page.contains("<figure class=\"featured\"><img src=\"/wp-content/uploads/2026/07/dot.gif\" alt=\"A &quot;dot&quot;\""));
    assert!(page.contains("<figcaption>"));
    assert!(page.contains("wp-block-gallery has-nested-images columns-default"));
    assert_eq!(page.matches("http://a.example/b.png").count(), 2);
}
