//! Footnotes as WordPress's own: how they go out, how they come back, and what stays as it is.
#![allow(clippy::expect_used, clippy::indexing_slicing)]

use afterword_markup::{Known, NoteForm, Style, import, publish, publish_with, same_notes};

const BODY: &str = "One[^mail] word![^b]\n\n[^mail]: See *there*,\n    https://x.example/?a=1&b=2.\n\n> Quoted[^c].\n\n[^b]: `x` -- <kbd>y</kbd>\n[^c]: “Ünï” \\*\n";

fn own(body: &str, known: Option<Known<'_>>) -> String {
    let form = NoteForm::Own("blog/post");
    publish_with(body, Style::Blocks, form, known, &|_| None).expect("no pictures")
}

#[test]
fn they_go_out_as_the_editor_writes_them() {
    let wire = own("A[^n] b.\n\n[^n]: It's <b>“so”</b> -- & more.", None);
    let (id, _) = wire
        .split_once("<sup data-fn=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .expect("a mark");
    assert_eq!(
        wire,
        format!(
            "<!-- wp:paragraph -->\n<p>A<sup data-fn=\"{id}\" class=\"fn\"><a href=\"#{id}\" \
             id=\"{id}-link\">1</a></sup> b.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:footnotes \
             {{\"texts\":\"[{{\\u0022id\\u0022:\\u0022{id}\\u0022,\\u0022content\\u0022:\
             \\u0022It's \\u003cb\\u003e“so”\\u003c/b\\u003e \\u002d\\u002d \\u0026amp; more.\
             \\u0022}}]\"}} /-->"
        )
    );
    assert_eq!(id.len(), 36);
}

#[test]
fn names_follow_from_post_and_label_and_from_nothing_else() {
    assert_eq!(own(BODY, None), own(BODY, None));
    let other = publish_with(BODY, Style::Blocks, NoteForm::Own("other"), None, &|_| None);
    assert_ne!(own(BODY, None), other.expect("no pictures"));
}

#[test]
fn they_come_back_and_another_push_changes_no_byte() {
    let wire = own(BODY, None);
    let known = Known { body: BODY, wire: &wire };
    assert_eq!(import(&wire, Some(known)).body, BODY);
    let fresh = import(&wire, None);
    assert!(!fresh.is_html);
    assert!(
        !fresh.body.contains("wp:") && fresh.body.contains("[^1]: See *there*"),
        "{}",
        fresh.body
    );
    // Pulled on another computer: it keeps the names it came with, untouched and edited.
    let there = Known { body: &fresh.body, wire: &wire };
    assert_eq!(own(&fresh.body, Some(there)), wire);
    let edited = fresh.body.replace("Quoted", "Cited");
    assert_eq!(own(&edited, Some(there)), wire.replace("Quoted", "Cited"));
    // Also through a call that names no form: the post has one.
    let plain = publish(&edited, Style::Blocks, Some(there), &|_| None);
    assert_eq!(plain.expect("no pictures"), wire.replace("Quoted", "Cited"));
}

#[test]
fn a_footnote_between_others_moves_their_numbers_and_no_name() {
    let wire = own(BODY, None);
    let known = Known { body: BODY, wire: &wire };
    let more = BODY.replace("word!", "word[^new]!") + "[^new]: Between.\n";
    let now = own(&more, Some(known));
    let names = |wire: &str| -> Vec<String> {
        let marks = wire.split("data-fn=\"").skip(1);
        marks.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
    };
    let (before, after) = (names(&wire), names(&now));
    assert_eq!(after.len(), 4);
    assert_eq!([&after[0], &after[2], &after[3]], [&before[0], &before[1], &before[2]]);
    assert!(now.contains(&format!("id=\"{}-link\">3</a>", before[1])), "{now}");
    assert_eq!(import(&now, None).body.matches("[^").count(), 8);
}

/// WordPress's filter for authors writes the JSON anew, and other plugins may add to it.
#[test]
fn the_blogs_spelling_of_a_footnote_stays_while_its_words_do() {
    let wire = own(BODY, None);
    let filtered = wire.replace("c/kbd", "c\\\\/kbd").replace('ü', "\\\\u00fc");
    assert!(filtered.len() > wire.len());
    let known = Known { body: BODY, wire: &filtered };
    assert_eq!(import(&filtered, Some(known)).body, BODY);
    let edited = BODY.replace("Quoted", "Cited");
    assert_eq!(own(&edited, Some(known)), filtered.replace("Quoted", "Cited"));

    let bold = wire.replace(
        "\\u003cem\\u003ethere\\u003c/em\\u003e",
        "\\u003cem class='x'\\u003ethere\\u003c/em\\u003e",
    );
    assert_ne!(bold, wire);
    let fresh = import(&bold, None);
    let there = Known { body: &fresh.body, wire: &bold };
    let other = fresh.body.replace("`x`", "`z`");
    let now = own(&other, Some(there));
    assert!(now.contains("class='x'"), "{now}");
    assert!(now.contains("ecode\\u003ez\\u003c/code") || now.contains("code\\u003ez"), "{now}");
}

#[test]
fn words_changed_on_the_blog_come_in_where_they_stand() {
    let wire = own(BODY, None);
    let known = Known { body: BODY, wire: &wire };
    let there = wire.replace(
        "See \\u003cem\\u003ethere\\u003c/em\\u003e",
        "Look \\u003cstrong\\u003ehere\\u003c/strong\\u003e",
    );
    assert_ne!(there, wire);
    let read = import(&there, Some(known));
    assert_eq!(
        read.body,
        BODY.replace("See *there*", "Look **here**")
            .replace("https://x.example/?a=1&b=2", "<https://x.example/?a=1&b=2>")
    );
    assert_eq!(own(&read.body, Some(Known { body: &read.body, wire: &there })), there);
}

#[test]
fn a_footnote_added_on_the_blog_comes_in_and_keeps_its_name() {
    let wire = own(BODY, None);
    let known = Known { body: BODY, wire: &wire };
    let there = wire
        .replace("Quoted<sup", "Quoted<sup data-fn=\"abc\" class=\"fn\"><a href=\"#abc\" id=\"abc-link\">3</a></sup><sup")
        .replace("-link\">3</a></sup>.", "-link\">4</a></sup>.")
        .replace("},{\\u0022id\\u0022", "},{\\u0022id\\u0022:\\u0022abc\\u0022,\\u0022content\\u0022:\\u0022Added\\u0022},{\\u0022id\\u0022");
    // Of the two places between three texts the second is its own.
    let there = there.replacen(
        "{\\u0022id\\u0022:\\u0022abc\\u0022,\\u0022content\\u0022:\\u0022Added\\u0022},",
        "",
        1,
    );
    let read = import(&there, Some(known));
    assert!(!read.is_html);
    assert!(
        read.body.contains("[^mail]: See") && read.body.contains("Quoted[^3][^c]."),
        "{}",
        read.body
    );
    assert!(read.body.contains("[^3]: Added"), "{}", read.body);
    let again = Known { body: &read.body, wire: &there };
    assert_eq!(own(&read.body.replace("word", "verb"), Some(again)), there.replace("word", "verb"));
}

#[test]
fn what_they_cannot_say_goes_out_as_html() {
    let long = "A[^1].\n\n[^1]: One.\n\n    Two.";
    assert_eq!(
        own(long, None),
        publish(long, Style::Blocks, None, &|_| None).expect("no pictures")
    );
    // A footnote that outgrows WordPress's own takes the whole post along, and back.
    let short = "A[^1].\n\n[^1]: One.";
    let wire = own(short, None);
    let now = own(long, Some(Known { body: short, wire: &wire }));
    assert!(!now.contains("data-fn") && now.contains("<ol class=\"footnotes\">"), "{now}");
}

#[test]
fn a_post_that_has_the_html_form_keeps_it() {
    let wire = publish(BODY, Style::Blocks, None, &|_| None).expect("no pictures");
    let known = Known { body: BODY, wire: &wire };
    let now = own(&BODY.replace("Quoted", "Cited"), Some(known));
    assert_eq!(now, wire.replace("Quoted", "Cited"));
}

#[test]
fn classic_posts_have_none() {
    let form = NoteForm::Own("x");
    let written = publish_with(BODY, Style::Classic, form, None, &|_| None);
    assert_eq!(written, publish(BODY, Style::Classic, None, &|_| None));
}

/// Marks without texts, texts without marks, marks twice, and a block that says more than texts: nothing is
/// guessed, and nothing is lost.
#[test]
fn what_does_not_fit_together_stays_as_it_is() {
    let wire = own("A[^1] b[^2].\n\nEdit me.\n\n[^1]: One.\n[^2]: Two.", None);
    let (text, block) = wire.split_once("<!-- wp:footnotes").expect("a block");
    let bare = format!("{text}<!-- wp:footnotes /-->");
    let styled = wire.replace("{\"texts\"", "{\"fontSize\":\"small\",\"texts\"");
    let early = format!("<!-- wp:footnotes{block}\n\n{}", text.trim_end());
    let gone = wire.replace(">1</a></sup> b", "></a></sup> b");
    let fewer = wire
        .replacen("A<sup", "A<b", 1)
        .replacen("</sup>", "</b>", 1)
        .replacen("data-fn", "data-n", 1);
    let twice = format!("{text}{text}<!-- wp:footnotes{block}");
    for odd in [bare, styled, early, gone, fewer, twice, text.to_owned()] {
        let read = import(&odd, None);
        let known = Known { body: &read.body, wire: &odd };
        if read.is_html {
            assert_eq!(read.body, odd);
            continue;
        }
        assert!(!read.body.contains("[^"), "{odd}\n{}", read.body);
        let edited = read.body.replace("Edit me.", "Edited.");
        assert_eq!(own(&edited, Some(known)), odd.replace("Edit me.", "Edited."));
        // New footnotes beside such ones don't take their place.
        let more = own(&(edited + "\n\nNew[^n].\n\n[^n]: New."), Some(known));
        assert!(more.contains("<ol class=\"footnotes\">"), "{more}");
    }
}

#[test]
fn a_change_of_words_is_a_change() {
    let wire = own(BODY, None);
    assert!(same_notes(&wire, &wire.replace("em\\u003ethere", "em \\u003ethere")));
    assert!(!same_notes(&wire, &wire.replace("there", "here")));
    assert!(same_notes("<p>a</p>", "<p>b</p>") && !same_notes(&wire, "<p>a</p>"));
}

#[test]
fn a_blog_that_did_not_keep_the_texts_gets_the_html_form() {
    let wire = own(BODY, None);
    let (text, _) = wire.split_once("<!-- wp:footnotes").expect("a block");
    let bare = format!("{text}<!-- wp:footnotes /-->");
    let now = publish(BODY, Style::Blocks, Some(Known { body: BODY, wire: &bare }), &|_| None);
    assert_eq!(now, publish(BODY, Style::Blocks, None, &|_| None));
}
