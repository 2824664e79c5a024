//! Publishing in the real window against the real WordPress: two pictures and all fields, a schedule, an
//! edit of a post that was written in WordPress itself, a merge and a conflict.

use std::time::Duration;

use afterword_tests::page::{Page, Step};
use afterword_tests::patience::eventually;
use afterword_tests::peer::WordPressPeer;
use afterword_tests::skip::skip;
use afterword_tests::truth::{Truth, id};
use afterword_tests::window::Computer;
use serde_json::json;

const TITLE: &str = "Two evenings at the light";
const OLD: &str = "Written in the block editor";

/// What only WordPress's own editor makes, around a paragraph that Markdown can say.
const BLOCKS: &str = "<!-- wp:gallery {\"columns\":2,\"linkTo\":\"none\"} -->\n\
    <figure class=\"wp-block-gallery has-nested-images columns-2 is-cropped\"><!-- wp:image {\"sizeSlug\":\"large\",\"linkDestination\":\"none\"} -->\n\
    <figure class=\"wp-block-image size-large\"><img src=\"https://pictures.example/one.jpg\" alt=\"\"/></figure>\n\
    <!-- /wp:image --></figure>\n<!-- /wp:gallery -->\n\n\n\
    <!-- wp:paragraph -->\n<p>The first   paragraph, spaced oddly.</p>\n<!-- /wp:paragraph -->\n\n\
    <!-- wp:columns -->\n<div class=\"wp-block-columns\"><!-- wp:column {\"width\":\"33%\"} -->\n\
    <div class=\"wp-block-column\" style=\"flex-basis:33%\"><!-- wp:paragraph -->\n<p>Left</p>\n<!-- /wp:paragraph --></div>\n\
    <!-- /wp:column --></div>\n<!-- /wp:columns -->\n\n\
    <!-- wp:paragraph -->\n<p>The last paragraph.</p>\n<!-- /wp:paragraph -->\n\n\
    <!-- wp:plugin/weather {\"town\":\"Lindesnes\",\"days\":3} /-->";

#[tokio::test(flavor = "multi_thread")]
async fn a_post_goes_out_whole_and_comes_back_whole() {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => return skip("the window's publishing", &error.to_string()),
    };
    let computer = Computer::new().unwrap();
    if let Err(error) = journey(&computer, &peer).await {
        panic!("{error}");
    }
}

async fn journey(computer: &Computer, peer: &WordPressPeer) -> Step {
    let truth = Truth {
        url: peer.info().url.clone(),
        user: "editor".into(),
        password: peer.user("editor")?.app_password.clone(),
    };
    let old =
        id(&truth.post("posts", &json!({ "title": OLD, "content": BLOCKS, "status": "publish" })));
    let window = computer.open().await?;
    let page = window.page.clone();
    page.part("post-row").await?;
    page.connect(&peer.info().url, "editor", &truth.password).await?;

    with_two_pictures(&page, &truth).await?;
    for_next_year(&page, &truth).await?;
    one_paragraph_of_many_blocks(&page, &truth, old).await?;
    both_changed(&page, &truth, old).await?;
    the_same_words_changed(&page, &truth, old).await?;
    off_the_blog_and_back(&page, &truth).await?;
    window.page.0.clone().close().await?;
    Ok(())
}

async fn with_two_pictures(page: &Page, truth: &Truth) -> Step {
    page.new_post(TITLE).await?;
    page.paste("The lamp was lit at dusk.\n\n").await?;
    page.to_the_end().await?;
    for (name, alt) in [("First evening.png", "The lamp, lit"), ("Second.png", "The stove")] {
        page.paste_picture(name, &png(if name == "Second.png" { 90 } else { 60 })).await?;
        page.type_into("alt-field", alt).await?;
        page.press("alt-save").await?;
        page.gone("alt-field").await?;
        page.css_saying(".cm-content", alt).await?;
        page.to_the_end().await?;
        page.keys("\u{E007}\u{E007}").await?;
    }
    if page.count("inspector").await? == 0 {
        page.press("inspector-toggle").await?;
    }
    page.press("category-add").await?;
    page.type_into("category-name", "Keepers").await?;
    page.press("category-save").await?;
    page.type_into("tag-field", "light houses\u{E007}").await?;
    page.type_into("excerpt-field", "Two evenings & a stove.").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    page.screenshot("publishing-01-inspector").await?;
    page.press("publish-button").await?;
    page.part_saying("plan-first", "Keepers").await?;
    page.screenshot("publishing-02-sheet").await?;
    // Impatient: the second press finds nothing left to press.
    page.press("publish-confirm").await?;
    page.part_saying("whereabouts", "On the blog").await?;
    page.screenshot("publishing-03-published").await?;

    let posts = truth.posts_titled(TITLE);
    assert_eq!(posts.len(), 1, "{posts:#?}");
    let post = &posts[0];
    assert_eq!(post["status"], json!("publish"));
    assert_eq!(post["slug"], json!("two-evenings-at-the-light"));
    assert_eq!(post["excerpt"]["raw"], json!("Two evenings & a stove."));
    let raw = post["content"]["raw"].as_str().unwrap();
    assert_eq!(raw.matches("<!-- wp:image").count(), 2, "{raw}");
    assert!(raw.contains("alt=\"The lamp, lit\"") && !raw.contains("media:"), "{raw}");
    let pictures = truth.get("media?per_page=100");
    assert_eq!(pictures.as_array().unwrap().len(), 2, "{pictures:#}");
    let category = truth.get(&format!("categories/{}", post["categories"][0]));
    assert_eq!(category["name"], json!("Keepers"));
    let tag = truth.get(&format!("tags/{}", post["tags"][0]));
    assert_eq!(tag["name"], json!("light houses"));
    Ok(())
}

async fn for_next_year(page: &Page, truth: &Truth) -> Step {
    page.press("rail-drafts").await?;
    page.new_post("A year later").await?;
    page.write("Still here.").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    page.press("publish-button").await?;
    page.press_at("//*[@data-testid='way-schedule']").await?;
    set(page, "publish-date", "date-day", "2031-03-04").await?;
    set(page, "publish-date", "date-time", "07:30").await?;
    page.screenshot("publishing-04-schedule").await?;
    page.press_saying("publish-confirm", "Schedule").await?;
    page.press("rail-scheduled").await?;
    page.part_saying("post-row", "A year later").await?;
    page.screenshot("publishing-05-scheduled").await?;
    eventually("the post waits on the blog for its day", || {
        let posts = truth.posts_titled("A year later");
        posts.len() == 1
            && posts[0]["status"] == json!("future")
            && posts[0]["date"] == json!("2031-03-04T07:30:00")
    });
    Ok(())
}

async fn one_paragraph_of_many_blocks(page: &Page, truth: &Truth, old: u64) -> Step {
    page.press("rail-published").await?;
    page.press_saying("post-row", OLD).await?;
    page.css_saying(".cm-content", "Gallery").await?;
    page.screenshot("publishing-06-sealed").await?;
    replace(page, "The last paragraph.", "The last paragraph, changed here.").await?;
    update(page).await?;
    let raw = content(truth, old);
    assert_eq!(raw, BLOCKS.replace("The last paragraph.", "The last paragraph, changed here."));
    Ok(())
}

/// Different paragraphs: both changes stand, nobody is asked.
async fn both_changed(page: &Page, truth: &Truth, old: u64) -> Step {
    replace(page, "changed here.", "changed here again.").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    let theirs = content(truth, old).replace("spaced oddly", "spaced by a co-author");
    truth.post(&format!("posts/{old}"), &json!({ "content": theirs }));
    update(page).await?;
    let raw = content(truth, old);
    assert_eq!(raw, theirs.replace("changed here.", "changed here again."));
    page.css_saying(".cm-content", "spaced by a co-author").await?;
    page.screenshot("publishing-07-merged").await
}

/// The same paragraph: the writer is asked, and what they settle on goes out.
async fn the_same_words_changed(page: &Page, truth: &Truth, old: u64) -> Step {
    replace(page, "changed here again.", "as I want it.").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    let theirs = content(truth, old).replace("changed here again.", "as the co-author wants it.");
    truth.post(&format!("posts/{old}"), &json!({ "content": theirs }));
    page.press_saying("publish-button", "Update").await?;
    page.press("publish-confirm").await?;
    page.part_saying("whereabouts", "Needs you").await?;
    assert_eq!(content(truth, old), theirs, "nothing was overwritten");
    page.press("rail-outbox").await?;
    page.screenshot("publishing-08-needs-you").await?;
    page.press("choice-settle").await?;
    page.part_saying("conflict", "as the co-author wants it").await?;
    page.screenshot("publishing-09-conflict").await?;
    page.press("take-mine").await?;
    page.press("conflict-keep").await?;
    let settled = theirs.replace("as the co-author wants it.", "as I want it.");
    eventually("the writer's choice arrives", || content(truth, old) == settled);
    Ok(())
}

async fn off_the_blog_and_back(page: &Page, truth: &Truth) -> Step {
    page.press("rail-published").await?;
    page.press_saying("post-row", TITLE).await?;
    page.css_saying(".cm-content", "The lamp was lit").await?;
    page.press("post-menu").await?;
    page.screenshot("publishing-10-menu").await?;
    page.press("post-menu-unpublish").await?;
    page.press("move-confirm").await?;
    eventually("it is off the blog", || truth.posts_titled(TITLE)[0]["status"] == json!("draft"));
    Ok(())
}

async fn update(page: &Page) -> Step {
    page.part_saying("whereabouts", "Changed here").await?;
    page.settled("saved-note", "Saved", Duration::from_millis(1200)).await?;
    page.press_saying("publish-button", "Update").await?;
    page.press("publish-confirm").await?;
    page.part_saying("whereabouts", "On the blog").await?;
    Ok(())
}

fn content(truth: &Truth, post: u64) -> String {
    let post = truth.get(&format!("posts/{post}?context=edit"));
    post["content"]["raw"].as_str().unwrap_or_default().to_owned()
}

/// Selects words in the editor and types others over them.
async fn replace(page: &Page, old: &str, new: &str) -> Step {
    let script = "const [old] = arguments; \
        const walk = document.createTreeWalker(document.querySelector('.cm-content'), NodeFilter.SHOW_TEXT); \
        while (walk.nextNode()) { const at = walk.currentNode.data.indexOf(old); if (at < 0) continue; \
          document.querySelector('.cm-content').focus(); \
          getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + old.length); return true; } \
        return false;";
    page.css_saying(".cm-content", old).await?;
    if page.0.execute(script, vec![json!(old)]).await? != json!(true) {
        return Err(format!("{old:?} does not stand in one piece in the editor").into());
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    page.keys(new).await?;
    page.css_saying(".cm-content", new).await
}

/// Sets a date or time field, which each browser types into in a way of its own.
async fn set(page: &Page, within: &str, testid: &str, value: &str) -> Step {
    page.css(&format!("[data-testid='{within}'] [data-testid='{testid}']")).await?;
    let script = "const [within, id, value] = arguments; \
        const field = document.querySelector(`[data-testid='${within}'] [data-testid='${id}']`); \
        field.value = value; field.dispatchEvent(new Event('input', { bubbles: true }));";
    page.0.execute(script, vec![json!(within), json!(testid), json!(value)]).await?;
    Ok(())
}

/// A grey picture of that many pixels.
fn png(side: u32) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::from_pixel(side, side, image::Luma([side as u8]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture in memory");
    bytes.into_inner()
}
