//! Footnotes: the blog's own where it has them, plain HTML where it does not.

use afterword_markup::{Known, NoteForm, Style, import, publish_with};
use afterword_platform::{NewPost, PostPatch, RemotePost};
use serde_json::json;

use crate::cell::Cell;

pub const CASES: &[crate::Case] = &[
    ("footnotes_are_the_blogs_own_where_it_has_them", &[], own),
    ("the_words_of_footnotes_change_on_both_sides", &[], changed),
];

const BODY: &str = "Slow[^mail] mail![^b]\n\n> Said “so”[^c].\n\n[^mail]: See *there* & [here](https://x.example/?a=1&b=2).\n[^b]: `x` -- <kbd>y</kbd> \\*\n[^c]: “Ünï” 💬 \\\\\n";

/// From 6.3 on; never by XML-RPC, which does not show what stands beside a post.
fn has_own(cell: &Cell) -> bool {
    if cell.name.contains("XML-RPC") {
        return false;
    }
    let Some(version) = cell.name.strip_prefix("WordPress ") else { return true };
    let mut numbers = version.split(|c: char| !c.is_ascii_digit()).map(|n| n.parse().unwrap_or(0));
    let mut number = || numbers.next().unwrap_or(0);
    (number(), number()) >= (6, 3)
}

fn write(body: &str, form: NoteForm<'_>, known: Option<Known<'_>>) -> String {
    publish_with(body, Style::Blocks, form, known, &|_| None).unwrap()
}

/// A draft with these words, and the form its footnotes have.
fn draft<'k>(cell: &Cell, key: &'k str) -> (RemotePost, NoteForm<'k>) {
    let form = match cell.posts().keeps_footnotes().unwrap() {
        true => NoteForm::Own(key),
        false => NoteForm::Html,
    };
    let new = NewPost { title: cell.unique("Noted"), content: write(BODY, form, None) };
    (cell.posts().create_draft(key, &new).unwrap(), form)
}

fn content(content: &str) -> PostPatch {
    PostPatch { content: Some(content.to_owned()), ..PostPatch::default() }
}

fn own(cell: &Cell) {
    // Asked before any post was seen, and after.
    let anew = cell.signed_in(&cell.username, &cell.password);
    assert_eq!(anew.posts().keeps_footnotes().unwrap(), has_own(cell));
    let key = cell.key();
    let (post, form) = draft(cell, &key);
    assert_eq!(cell.posts().keeps_footnotes().unwrap(), has_own(cell));
    assert_eq!(post.content.contains("data-fn=\""), has_own(cell), "{}", post.content);
    if cell.me.capabilities.unfiltered_html {
        assert_eq!(post.content, write(BODY, form, None));
    }

    // Here it is the text it was, elsewhere the same footnotes.
    let here = Known { body: BODY, wire: &post.content };
    assert_eq!(import(&post.content, Some(here)).body, BODY);
    let fresh = import(&post.content, None);
    assert!(!fresh.is_html && !fresh.body.contains("wp:"), "{}", fresh.body);
    assert_eq!(fresh.body.matches("[^").count(), 6, "{}", fresh.body);
    let there = Known { body: &fresh.body, wire: &post.content };
    // Another push changes no byte, whichever side it comes from.
    for (body, known) in [(BODY, here), (&fresh.body, there)] {
        let again = write(body, form, Some(known));
        assert_eq!(again, post.content);
        assert_eq!(cell.changed(&post.id, content(&again)).content, post.content);
    }
    assert_eq!(cell.posts().get(&post.id).unwrap().content, post.content);
    // An edit elsewhere in the text leaves the footnotes letter by letter.
    let edited = write(&BODY.replace("Said", "Told"), form, Some(here));
    assert_eq!(edited, post.content.replace("Said", "Told"));
    let now = cell.changed(&post.id, content(&edited));
    assert_eq!(now.content, edited);
    if has_own(cell) {
        let shown = cell.outside.get(&format!("wp/v2/posts/{}&context=edit", post.id)).unwrap();
        let raw = shown["content"]["raw"].as_str().unwrap();
        assert!(raw.ends_with("<!-- wp:footnotes /-->"), "{raw}");
        let shown = shown["content"]["rendered"].as_str().unwrap();
        assert!(shown.contains("<ol class=\"wp-block-footnotes\">"), "{shown}");
        for name in post.content.split("data-fn=\"").skip(1) {
            let name = name.split('"').next().unwrap();
            let (mark, text) = (format!("id=\"{name}-link\""), format!("<li id=\"{name}\">"));
            assert!(shown.contains(&mark) && shown.contains(&text), "{shown}");
        }
    }
}

fn changed(cell: &Cell) {
    if !has_own(cell) {
        return;
    }
    let key = cell.key();
    let (post, form) = draft(cell, &key);
    let known = Known { body: BODY, wire: &post.content };
    let route = format!("wp/v2/posts/{}", post.id);
    let texts = |cell: &Cell| {
        let there = cell.outside.get(&format!("{route}&context=edit")).unwrap();
        there["meta"]["footnotes"].as_str().unwrap().to_owned()
    };
    // Somebody changes one on the blog, and nothing else.
    let theirs = texts(cell).replace("there", "over there");
    cell.outside.post(&route, &json!({ "meta": { "footnotes": theirs } })).unwrap();
    let there = cell.posts().get(&post.id).unwrap();
    assert_ne!(there.content, post.content);
    let read = import(&there.content, Some(known));
    assert_eq!(
        read.body.replace("<https", "https"),
        BODY.replace("*there*", "*over there*"),
        "only that one"
    );
    // From here another one is changed and one is added.
    let more =
        read.body.replace("mail!", "letter[^new]!").replace("`x`", "`z`") + "[^new]: Added.\n";
    let known = Known { body: &read.body, wire: &there.content };
    let now = cell.changed(&post.id, content(&write(&more, form, Some(known))));
    let texts = texts(cell);
    for words in ["over there", "<code>z", "Added."] {
        assert!(texts.contains(words), "{texts}");
    }
    let names = |wire: &str| -> Vec<String> {
        let marks = wire.split("data-fn=\"").skip(1);
        marks.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let (before, after) = (names(&post.content), names(&now.content));
    assert_eq!([&after[0], &after[2], &after[3]], [&before[0], &before[1], &before[2]]);
    assert_eq!(import(&now.content, None).body.matches("[^").count(), 8);
}
