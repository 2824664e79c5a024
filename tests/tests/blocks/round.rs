//! To the blog and back: the text is the same, a second push changes nothing, and what the writer did not
//! touch keeps every byte.

use afterword_markup::{
    Imported, Known, Pictures, Style, UploadedPicture, import, publish, style_of,
};

use crate::cases::{Case, cases, foreign, uploaded};
use crate::wordpress::{Post, account, peer};

/// The pictures of the cases, and those that stand in an imported post.
fn with(imported: &Imported) -> impl Fn(&str) -> Option<UploadedPicture> {
    let pictures = imported.pictures.clone();
    move |name| {
        let found = pictures.iter().find(|picture| picture.url == name);
        let here = found.map(|picture| UploadedPicture {
            url: picture.url.clone(),
            id: picture.id,
            size: picture.size.clone(),
        });
        here.or_else(|| uploaded(name))
    }
}

/// Sealed blocks are what the blog has, with what its filter for authors has changed in them.
fn as_filtered(name: &str, html: String) -> String {
    if !name.starts_with("sealed") {
        return html;
    }
    html.replace(" />", "/>").replace("\\u0026amp;", "\\u0026")
}

fn again(body: &str, known: Known<'_>, pictures: Pictures<'_>) -> String {
    publish(body, style_of(known.wire).unwrap_or_default(), Some(known), pictures).unwrap()
}

#[test]
fn a_text_comes_back_as_it_went() {
    let Some(peer) = peer("a_text_comes_back_as_it_went") else { return };
    let mut wrong = Vec::new();
    for user in ["writer", "editor"] {
        let account = account(peer, user);
        for Case { name, body } in cases() {
            let mut wrong = |what: &str, more: String| {
                wrong.push(format!("{user}, {name}: {what}\n{more}"));
            };
            let sent = publish(&body, Style::Blocks, None, &uploaded).unwrap();
            let post = Post::new(&account, &name, &sent);
            let wire = post.raw();

            // Seen from here it is the text it was, whatever the blog made of the HTML.
            let here = Known { body: &body, wire: &wire };
            if import(&wire, Some(here)).body != body {
                wrong("not the same here", wire.clone());
            }
            // From another computer it is the same text, up to how the same thing is spelled in Markdown.
            let imported = import(&wire, None);
            if imported.is_html {
                wrong("is no Markdown", wire);
                continue;
            }
            let there = Known { body: &imported.body, wire: &wire };
            let pictures = with(&imported);
            let anew = publish(&imported.body, Style::Blocks, None, &pictures).unwrap();
            if as_filtered(&name, anew.clone()) != as_filtered(&name, sent.clone()) {
                wrong(
                    "says something else",
                    format!("{}\n--- sent\n{sent}\n--- now\n{anew}", imported.body),
                );
            }
            // A second push changes nothing, sent from here or from there. (WordPress keeps a first version
            // at the first update, whatever that says.)
            post.update(&wire);
            let versions = post.versions();
            for push in [again(&body, here, &uploaded), again(&imported.body, there, &pictures)] {
                post.update(&push);
                if push != wire || post.raw() != wire {
                    wrong("another push changes it", format!("{wire}\n--- pushed\n{push}"));
                }
            }
            if post.versions() != versions {
                wrong("another push made a version", String::new());
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn one_edited_paragraph_leaves_every_other_byte() {
    let Some(peer) = peer("one_edited_paragraph_leaves_every_other_byte") else { return };
    let mut wrong = Vec::new();
    for user in ["writer", "editor"] {
        let account = account(peer, user);
        for Case { name, body: made } in foreign() {
            let post = Post::new(&account, &name, &made);
            let wire = post.raw();
            let imported = import(&wire, None);
            let known = Known { body: &imported.body, wire: &wire };
            let pictures = with(&imported);

            // What stays HTML is sent as it is.
            let push = |body: &str| match imported.is_html {
                false => again(body, known, &pictures),
                true => body.to_owned(),
            };
            post.update(&push(&imported.body));
            if post.raw() != wire {
                wrong.push(format!(
                    "{user}, {name}: changed untouched\n{wire}\n--- now\n{}",
                    post.raw()
                ));
                continue;
            }
            let (new, html) = match imported.is_html {
                false => ("Edited *here* & now.", "Edited <em>here</em> &amp; now."),
                true => ("Edited here &amp; now.", "Edited here &amp; now."),
            };
            assert_eq!(imported.body.matches("Edit me.").count(), wire.matches("Edit me.").count());
            let edited = imported.body.replace("Edit me.", new);
            post.update(&push(&edited));
            // In a post without blocks the new paragraph may get the tags that the others lack.
            let tagged = format!("<p>{html}</p>");
            let wanted = [html, &tagged].map(|html| wire.replace("Edit me.", html));
            if !wanted.contains(&post.raw()) {
                wrong.push(format!(
                    "{user}, {name}: more has changed\n{wire}\n--- now\n{}",
                    post.raw()
                ));
            }
        }
    }
    assert_none(&wrong);
}

fn assert_none(wrong: &[String]) {
    let shown = wrong.iter().take(60).cloned().collect::<Vec<_>>().join("\n\n==========\n");
    assert!(wrong.is_empty(), "{} are wrong:\n{shown}", wrong.len());
}
