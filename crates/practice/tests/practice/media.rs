use crate::blog::{As, Blog};
use serde_json::json;

/// One white dot.
pub const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// The beginning of a picture of 3 by 2 dots, which is all that is looked at.
fn png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([0, 0, 0, 3, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
    bytes.extend([0; 16]);
    bytes
}

fn upload(blog: &Blog, query: &str, name: &str, bytes: &[u8]) -> crate::blog::Answer {
    let headers = vec![
        ("authorization", blog.authorization(blog.practice.password())),
        ("content-type", "image/png".to_owned()),
        ("content-disposition", format!("attachment; {name}")),
    ];
    let path = format!("/wp-json/wp/v2/media{query}");
    blog.ask(As::Headers(headers), "POST", &path, Some(bytes))
}

#[test]
fn a_picture_is_kept_shown_and_found_by_its_key() {
    let blog = Blog::new();
    let query = "?slug=q0123&alt_text=A%20%3Cb%3Edot%3C%2Fb%3E&title=Dot";
    let made = upload(&blog, query, "filename=\"q0123.png\"", &png());
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!((made.at("/slug"), made.at("/alt_text")), (json!("q0123"), json!("A dot")));
    assert_eq!(
        (made.at("/media_details/width"), made.at("/media_details/height")),
        (json!(3), json!(2))
    );
    assert_eq!((made.at("/mime_type"), made.at("/status")), (json!("image/png"), json!("inherit")));
    let source = made.at("/source_url");
    let path = source.as_str().unwrap().strip_prefix(&blog.practice.url()).unwrap();
    assert_eq!(path, "/wp-content/uploads/2026/07/q0123.png");
    let file = blog.page(path);
    assert_eq!(
        (file.status, file.header("content-type"), file.bytes),
        (200, "image/png".into(), png())
    );
    assert_eq!(json!(blog.get("media?slug=q0123").ids()), json!([made.at("/id")]));
    assert_eq!(blog.get("media?slug=other").json(), json!([]));
}

#[test]
fn another_file_is_kept_and_handed_out_as_what_it_is() {
    let blog = Blog::new();
    let made = upload(&blog, "?slug=q0456", "filename=\"q0456-log.pdf\"", b"%PDF-1.4\nlog");
    assert_eq!(made.status, 201, "{}", made.text());
    assert_eq!(
        (made.at("/media_type"), made.at("/mime_type")),
        (json!("file"), json!("application/pdf"))
    );
    assert_eq!(made.at("/media_details"), json!({"filesize": 12, "sizes": {}}));
    let source = made.at("/source_url");
    let path = source.as_str().unwrap().strip_prefix(&blog.practice.url()).unwrap();
    let file = blog.page(path);
    assert_eq!(
        (file.status, file.header("content-type"), file.bytes),
        (200, "application/pdf".into(), b"%PDF-1.4\nlog".to_vec())
    );
    assert_eq!(blog.get("media?media_type=application").ids().len(), 1);
    assert_eq!(blog.get("media?media_type=image").json(), json!([]));
}

#[test]
fn the_same_name_again_gets_a_number() {
    let blog = Blog::new();
    upload(&blog, "", "filename=\"dot.gif\"", GIF);
    let again = upload(&blog, "", "filename=\"dot.gif\"", GIF);
    assert!(again.at("/source_url").as_str().unwrap().ends_with("/dot-1.gif"));
    assert_eq!(again.at("/slug"), "dot-2");
    let title = blog.post("posts", json!({"title": "x", "slug": "dot"}));
    assert_eq!(title.at("/slug"), "dot", "posts do not ask pictures for their slug");
}

#[test]
fn the_bytes_say_what_a_file_is() {
    let blog = Blog::new();
    let renamed = upload(&blog, "", "filename=\"photo.jpg\"", GIF);
    assert!(renamed.at("/source_url").as_str().unwrap().ends_with("/photo.gif"));
    let refused = (500, "rest_upload_sideload_error".to_owned());
    for (name, bytes) in [
        ("a.php", &b"<?php echo 1;"[..]),
        ("a.png", b"<?php echo 1;"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("noending", GIF),
        ("a.php", GIF),
        ("a.pdf", b"<?php echo 1;"),
        ("a.zip", b"MZ program"),
        ("a.mp3", b"\x7fELF program"),
        ("a.epub", b"PK\x03\x04"),
    ] {
        let answer = upload(&blog, "", &format!("filename=\"{name}\""), bytes);
        assert_eq!(answer.refusal(), refused, "{name}");
    }
}

#[test]
fn a_name_cannot_leave_its_folder() {
    let blog = Blog::new();
    let made = upload(&blog, "", "filename=\"../../../evil.gif\"", GIF);
    assert_eq!(made.status, 201);
    assert!(blog.uploads().join("2026/07/evil.gif").exists());
    for path in
        ["/wp-content/uploads/../practice.sqlite", "/wp-content/uploads/..%2fpractice.sqlite"]
    {
        assert_eq!(blog.page(path).status, 404, "{path}");
    }
}

#[test]
fn uploads_that_say_too_little_are_refused() {
    let blog = Blog::new();
    let star = upload(&blog, "", "filename*=UTF-8''dot.gif", GIF);
    assert_eq!(star.refusal(), (400, "rest_upload_invalid_disposition".into()));
    let empty = upload(&blog, "", "filename=\"dot.gif\"", b"");
    assert_eq!(empty.refusal(), (400, "rest_upload_no_data".into()));
    let nameless = blog.post("media", json!({}));
    assert_eq!(nameless.refusal(), (400, "rest_upload_no_content_disposition".into()));
}

#[test]
fn a_picture_has_no_trash_only_an_end() {
    let blog = Blog::new();
    let made = upload(&blog, "", "filename=\"dot.gif\"", GIF);
    let route = format!("media/{}", made.at("/id"));
    assert_eq!(blog.delete(&route).refusal(), (501, "rest_trash_not_supported".into()));
    assert!(blog.uploads().join("2026/07/dot.gif").exists());
    assert_eq!(blog.post(&route, json!({"alt_text": "New"})).at("/alt_text"), "New");
    assert_eq!(blog.delete(&format!("{route}?force=true")).at("/deleted"), true);
    assert!(!blog.uploads().join("2026/07/dot.gif").exists());
    assert_eq!(blog.get(&route).refusal(), (404, "rest_post_invalid_id".into()));
}

#[test]
fn a_body_beyond_the_bounds_is_refused() {
    let blog = Blog::new();
    let mut big = GIF.to_vec();
    big.resize(9 * 1024 * 1024, 0);
    assert_eq!(upload(&blog, "", "filename=\"big.gif\"", &big).status, 201);
    assert_eq!(
        blog.post("posts", json!({"title": "x", "content": "x".repeat(5_000_000)})).status,
        201
    );
    let huge = json!({"title": "x", "content": "x".repeat(9 * 1024 * 1024)});
    for _ in 0..3 {
        assert_eq!(blog.post("posts", huge.clone()).status, 413);
    }
}
