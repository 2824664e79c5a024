use crate::blog::Blog;
use serde_json::json;

/// A blog's file as the first version of the app made it, with what a writer may have had in it.
fn old_file(folder: &std::path::Path) {
    let conn = rusqlite::Connection::open(folder.join("practice.sqlite")).unwrap();
    conn.execute_batch(include_str!("../../src/db/migrations/1.sql")).unwrap();
    conn.execute_batch(
        "PRAGMA foreign_keys = ON;
         INSERT INTO setting VALUES ('password', 'abcdefghijklmnopqrstuvwx'), ('seeded', 'x');
         INSERT INTO post VALUES
           (3, 'post', 'publish', 'one', 'One', 'Words', 'Few', 1000, 2000, 'open'),
           (4, 'post', 'draft', '', 'Two', 'More', '', NULL, 3000, 'closed'),
           (5, 'attachment', 'inherit', 'dot', 'Dot', '', '', 1000, 1000, 'closed'),
           (9, 'post', 'draft', '', 'Gone', '', '', NULL, 3000, 'open');
         DELETE FROM post WHERE id = 9;
         INSERT INTO picture VALUES (5, '2026/07/dot.gif', 'image/gif', 1, 1, 43, 'A dot');
         INSERT INTO old_slug VALUES ('uno', 3);
         INSERT INTO comment VALUES
           (7, 3, 0, 0, 'Ana', 'ana@a.example', '', '', 'Hello', 'approved', 1500, 't'),
           (8, 3, 7, 1, 'Writer', 'w@a.example', '', '', 'Hi', 'approved', 1600, '');
         PRAGMA user_version = 1;",
    )
    .unwrap();
}

#[test]
fn a_blog_of_an_older_version_keeps_every_word() {
    let folder = tempfile::tempdir().unwrap();
    old_file(folder.path());
    let blog = Blog::in_folder(folder);
    assert_eq!(blog.practice.password(), "abcdefghijklmnopqrstuvwx");
    let posts = blog.get("posts?status=any&context=edit&orderby=id&order=asc");
    assert_eq!(posts.ids(), [3, 4]);
    assert_eq!(posts.at("/0/title/raw"), "One");
    assert_eq!(posts.at("/0/content/raw"), "Words");
    assert_eq!(posts.at("/0/excerpt/raw"), "Few");
    assert_eq!(posts.at("/0/modified_gmt"), "1970-01-01T00:33:20");
    assert_eq!(posts.at("/0/categories"), json!([1]), "every post has one");
    assert_eq!(posts.at("/1/comment_status"), "closed");
    assert_eq!(posts.at("/1/author"), 1);
    assert_eq!(blog.get("media/5").at("/alt_text"), "A dot");
    assert_eq!(blog.get("comments?status=all&order=asc").ids(), [7, 8]);
    assert_eq!(blog.page("/1970/01/uno/").status, 301, "the address it had before");
    let next = blog.post("posts", json!({"title": "Next"}));
    assert_eq!(next.at("/id"), 10, "an id that was given once is never given again");
    assert_eq!(blog.delete("posts/3?force=true").status, 200);
    assert_eq!(blog.get("comments?status=all").json(), json!([]), "references hold again");
}

#[test]
fn the_older_file_is_kept_beside_the_newer_one() {
    let folder = tempfile::tempdir().unwrap();
    old_file(folder.path());
    let blog = Blog::in_folder(folder);
    let copy = blog.folder.path().join("practice-1.sqlite");
    let conn = rusqlite::Connection::open(&copy).unwrap();
    let title: String =
        conn.query_row("SELECT title FROM post WHERE id = 3", [], |row| row.get(0)).unwrap();
    assert_eq!(title, "One");
    drop(conn);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&copy).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "it holds the password, too");
    }
    let blog = blog.restarted();
    assert_eq!(blog.get("posts/3").at("/slug"), "one", "a second start finds all in place");
}
