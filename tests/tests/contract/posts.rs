//! Finding the blog, signing in, and posts: made under a key, found again by it, changed in parts.

use afterword_model::{Capabilities, PostStatus, RemoteId};
use afterword_platform::wordpress::find;
use afterword_platform::{NewPost, PostPatch, RemotePost};

use crate::cell::{Cell, Need, kind};

pub const CASES: &[crate::Case] = &[
    ("the_blog_is_found_at_its_address", &[Need::Rest], found),
    ("me_says_who_and_what_one_may", &[], me),
    ("a_draft_is_found_by_its_key", &[], found_by_key),
    ("an_unused_key_finds_nothing", &[], unused_key),
    ("a_taken_key_is_noticed_and_the_double_goes", &[], collision),
    ("a_trashed_draft_is_still_found_by_its_key", &[], trashed),
    ("a_published_post_has_an_address_of_its_own", &[Need::Publish], published),
    ("an_address_leaves_out_marks_and_entities", &[Need::Publish], plain_address),
    ("a_public_post_is_not_discarded", &[Need::Publish], public_stays),
    ("an_update_changes_what_it_names_and_nothing_else", &[Need::Publish], partial),
    ("what_a_write_returns_is_what_is_read_back", &[], returned_is_stored),
    ("titles_come_as_plain_text", &[Need::Publish], titles),
];

fn found(cell: &Cell) {
    let host = cell.url.strip_prefix("http://").unwrap();
    for typed in [cell.url.clone(), format!(" {host}/ "), format!("{host}/wp-admin/index.php?x=1")]
    {
        let found = find(&typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        assert_eq!(found.endpoint, cell.rest, "{typed}");
        assert_eq!(found.url.trim_end_matches('/'), cell.url);
        assert!(found.application_passwords, "{typed}");
        assert!(!found.unencrypted && !found.title.is_empty() && !found.timezone.is_empty());
    }
}

fn me(cell: &Cell) {
    let me = cell.blog().me().unwrap();
    assert_eq!(me, cell.me);
    assert!(!me.identity.name.is_empty());
    let may = me.capabilities;
    let all = Capabilities {
        write_posts: true,
        publish_posts: true,
        edit_published_posts: true,
        edit_others_posts: true,
        publish_pages: true,
        manage_categories: true,
        upload_media: true,
        moderate_comments: true,
        unfiltered_html: true,
    };
    let expected = match me.identity.roles.first().map(String::as_str) {
        Some("administrator" | "editor") => all,
        Some("author") => Capabilities {
            edit_others_posts: false,
            publish_pages: false,
            manage_categories: false,
            moderate_comments: false,
            unfiltered_html: false,
            ..all
        },
        Some("contributor") => Capabilities { write_posts: true, ..Capabilities::default() },
        other => panic!("{other:?}"),
    };
    assert_eq!(may, expected);
}

fn found_by_key(cell: &Cell) {
    let key = cell.key();
    let made = cell.draft(&key, "A draft");
    assert_eq!((made.fields.slug.as_str(), made.fields.status), (key.as_str(), PostStatus::Draft));
    assert_eq!(cell.posts().find_by_key(&key).unwrap(), std::slice::from_ref(&made));
    assert_eq!(cell.posts().get(&made.id).unwrap(), made);
}

fn unused_key(cell: &Cell) {
    assert_eq!(cell.posts().find_by_key(&cell.key()).unwrap(), Vec::<RemotePost>::new());
}

fn collision(cell: &Cell) {
    let key = cell.key();
    let (first, second) = (cell.draft(&key, "One"), cell.draft(&key, "Two"));
    assert_eq!(first.fields.slug, key);
    assert_ne!(second.fields.slug, key, "the answer tells that the key was taken");
    let both: Vec<RemoteId> = ids(&cell.posts().find_by_key(&key).unwrap());
    assert_eq!(both, [first.id.clone(), second.id.clone()], "oldest first");
    cell.posts().discard_double(&second.id).unwrap();
    assert_eq!(ids(&cell.posts().find_by_key(&key).unwrap()), [first.id]);
    assert_eq!(kind(cell.posts().get(&second.id)), "NotFound");
    cell.posts().discard_double(&second.id).unwrap();
}

fn trashed(cell: &Cell) {
    let key = cell.key();
    let made = cell.draft(&key, "Thrown away");
    let patch = PostPatch { status: Some(PostStatus::Trash), ..PostPatch::default() };
    assert_eq!(cell.posts().update(&made.id, &patch).unwrap().fields.status, PostStatus::Trash);
    let found = cell.posts().find_by_key(&key).unwrap();
    assert_eq!(ids(&found), [made.id]);
    assert_eq!(found[0].fields.status, PostStatus::Trash);
}

fn published(cell: &Cell) {
    let title = cell.unique("A public post");
    let key = cell.key();
    let draft = cell.draft(&key, &title);
    let patch = PostPatch {
        status: Some(PostStatus::Published),
        slug: Some(String::new()),
        ..PostPatch::default()
    };
    let post = cell.posts().update(&draft.id, &patch).unwrap();
    assert_eq!((post.id, post.fields.status), (draft.id.clone(), PostStatus::Published));
    assert!(post.fields.slug.starts_with("a-public-post"), "{}", post.fields.slug);
    assert_eq!(cell.posts().find_by_key(&key).unwrap(), Vec::<RemotePost>::new());
    let (status, kind, page) = cell.outside.visit(&post.link).unwrap();
    assert_eq!(status, 200, "{}", post.link);
    assert!(kind.starts_with("text/html") && String::from_utf8_lossy(&page).contains(&title));
    // Once more changes nothing: a lost answer to an update may be sent again.
    assert_eq!(cell.posts().update(&draft.id, &patch).unwrap().fields.slug, post.fields.slug);
}

fn plain_address(cell: &Cell) {
    let post = cell.published("Fish &amp; chips &lt;b&gt; &#8217;til &quot;late&quot;");
    // Other roles of the same blog may have made it before.
    assert!(post.fields.slug.starts_with("fish-chips-b-til-late"), "{}", post.fields.slug);
}

fn public_stays(cell: &Cell) {
    let post = cell.published(&cell.unique("A post to keep"));
    assert_eq!(kind(cell.posts().discard_double(&post.id)), "Refused");
    assert_eq!(cell.posts().get(&post.id).unwrap().fields.status, PostStatus::Published);
}

fn partial(cell: &Cell) {
    let post = cell.published(&cell.unique("Before"));
    let title = cell.unique("After");
    let patch = PostPatch { title: Some(title.clone()), ..PostPatch::default() };
    let after = cell.posts().update(&post.id, &patch).unwrap();
    assert_eq!(after.title, title);
    let kept = |post: &RemotePost| {
        (
            post.fields.slug.clone(),
            post.content.clone(),
            post.fields.status,
            post.fields.date,
            post.link.clone(),
        )
    };
    assert_eq!(kept(&after), kept(&post));

    let content = "<p>New words.</p>".to_owned();
    let patch = PostPatch { content: Some(content.clone()), ..PostPatch::default() };
    let last = cell.posts().update(&post.id, &patch).unwrap();
    assert_eq!((last.title, last.content), (title, content));
}

fn returned_is_stored(cell: &Cell) {
    let content = "<!-- wp:paragraph -->\n<p>Fish & chips, a \\ slash, “quotes” 💬<br/>\n\
        <script>alert(1)</script><input type=\"checkbox\" /> &#91;x&#93;</p>\n<!-- /wp:paragraph -->";
    let post =
        NewPost { title: "Fish & <b>chips</b> \\ \"q\"".to_owned(), content: content.to_owned() };
    let made = cell.posts().create_draft(&cell.key(), &post).unwrap();
    assert_eq!(cell.posts().get(&made.id).unwrap(), made);
    assert!(
        made.content.contains("Fish &") && made.content.contains("a \\ slash"),
        "{}",
        made.content
    );
    if cell.me.capabilities.unfiltered_html {
        assert_eq!((made.title.as_str(), made.content.as_str()), (post.title.as_str(), content));
    }
    // The blog's own text sent back is taken as it is: the base of every later comparison stands.
    let again = PostPatch {
        title: Some(made.title.clone()),
        content: Some(made.content.clone()),
        ..PostPatch::default()
    };
    let updated = cell.posts().update(&made.id, &again).unwrap();
    assert_eq!((updated.title, updated.content), (made.title, made.content));
}

fn titles(cell: &Cell) {
    let title = cell.unique("Fish & chips 'n' peas");
    let post = cell.published(&title);
    let draft = cell.draft(&cell.key(), "Not public");
    let asked = [post.id.clone(), draft.id.clone(), RemoteId("999999".to_owned())];
    let named = cell.posts().titles(&asked).unwrap();
    let found = named.iter().find(|named| named.id == post.id).unwrap();
    // Themes' typographic quotes are the blog's business.
    let straight = found.title.replace(['‘', '’'], "'");
    assert_eq!((straight, &found.link), (title, &post.link));
    assert!(found.content.is_empty());
    assert!(named.iter().all(|named| asked[..2].contains(&named.id)), "{named:?}");
    assert_eq!(cell.posts().titles(&[]).unwrap(), Vec::<RemotePost>::new());
}

fn ids(posts: &[RemotePost]) -> Vec<RemoteId> {
    posts.iter().map(|post| post.id.clone()).collect()
}
