use crate::blog::Blog;

const ANN: [(&str, &str); 4] = [
    ("comment_post_ID", "1"),
    ("author", "Ann"),
    ("email", "ann@reader.example"),
    ("comment", "Hello from Ann"),
];

fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = ANN.into_iter().filter(|(name, _)| !changes.iter().any(|(n, _)| n == name));
    kept.chain(changes.iter().copied()).collect()
}

#[test]
fn a_new_readers_comment_is_held_and_shown_to_its_author_only() {
    let blog = Blog::new();
    let sent = blog.comment(&ANN);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let own = sent.header("location");
    let own = blog.page(own.split('#').next().unwrap()).text();
    assert!(own.contains("Hello from Ann") && own.contains("Awaits review"));
    let others = blog.page(&blog.path_of(1)).text();
    assert!(!others.contains("Hello from Ann"));
    let guessed = blog.page(&format!("{}?unapproved=5&moderation-hash=", blog.path_of(1))).text();
    assert!(!guessed.contains("Hello from Ann"));
    let held = blog.get("comments?status=hold&context=edit");
    assert_eq!(held.ids(), [5, 3]);
    assert_eq!(held.at("/0/author_email"), "ann@reader.example");
    assert_eq!(held.at("/0/author"), 0);
}

#[test]
fn once_approved_a_reader_is_known_by_name_and_address() {
    let blog = Blog::new();
    blog.comment(&ANN);
    blog.post("comments/5", serde_json::json!({"status": "approved"}));
    assert!(blog.page(&blog.path_of(1)).text().contains("Hello from Ann"));
    let next = blog.comment(&with(&[("comment", "Me again")]));
    assert!(!next.header("location").contains("unapproved"));
    assert_eq!(blog.peek("comments?search=Me+again").ids(), [6]);
    blog.comment(&with(&[("comment", "Not Ann"), ("author", "Mallory")]));
    assert_eq!(blog.peek("comments?search=Not+Ann").ids(), [0_i64; 0], "another name is held");
    let links = "<a href=\"http://a.example\">a</a> <a href=\"http://b.example\">b</a>";
    blog.comment(&with(&[("comment", links)]));
    assert_eq!(blog.get("comments?status=hold").ids().len(), 3, "many links are held");
}

#[test]
fn a_reply_link_leads_to_a_reply_under_that_comment() {
    let blog = Blog::new();
    let path = blog.path_of(1);
    assert!(blog.page(&path).text().contains(&format!("href=\"{path}?replytocom=2#respond\"")));
    let form = blog.page(&format!("{path}?replytocom=2")).text();
    assert!(
        form.contains("Reply to Ana P.") && form.contains("name=\"comment_parent\" value=\"2\"")
    );
    blog.comment(&with(&[("comment_parent", "2")]));
    assert_eq!(blog.get("comments/5").at("/parent"), 2);
    let odd = blog.page(&format!("{path}?replytocom=3")).text();
    assert!(odd.contains("Leave a comment"), "a held comment is not revealed");
}

#[test]
fn a_refused_comment_is_still_in_the_form() {
    let blog = Blog::new();
    let long = "x".repeat(66_000);
    let long: &'static str = Box::leak(long.into_boxed_str());
    let table = [
        (vec![("author", "")], 400),
        (vec![("email", "nobody")], 400),
        (vec![("comment", "   ")], 400),
        (vec![("comment", long)], 400),
        (vec![("comment_post_ID", "99")], 404),
    ];
    for (changes, status) in table {
        assert_eq!(blog.comment(&with(&changes)).status, status, "{:?}", changes[0].0);
    }
    let refused = blog.comment(&with(&[("email", "nobody"), ("comment", "My <b>long</b> words")]));
    let page = refused.text();
    assert!(page.contains("My &lt;b&gt;long&lt;/b&gt; words</textarea>"));
    assert!(page.contains("role=\"alert\""));
    blog.comment(&ANN);
    assert_eq!(blog.comment(&ANN).status, 409, "the same words twice");
    assert_eq!(blog.get("comments?status=all").ids().len(), 5);
}

#[test]
fn a_closed_post_takes_no_comments() {
    let blog = Blog::new();
    blog.post("posts/1", serde_json::json!({"comment_status": "closed"}));
    assert_eq!(blog.comment(&ANN).status, 403);
    let page = blog.page(&blog.path_of(1)).text();
    assert!(page.contains("Comments are closed") && !page.contains("<form"));
}

#[test]
fn another_sites_page_cannot_send_the_form() {
    let blog = Blog::new();
    for (header, value) in
        [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "cross-site")]
    {
        for _ in 0..20 {
            let answer = blog.comment_with(&ANN, vec![(header, value.to_owned())]);
            assert_eq!(answer.status, 403, "{header}: {value}");
        }
    }
    assert_eq!(blog.get("comments?status=all").ids().len(), 4);
    let own = blog.comment_with(&ANN, vec![("origin", blog.practice.url())]);
    assert_eq!(own.status, 303);
}
