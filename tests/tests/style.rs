//! The preview in the blog's own style, against a real WordPress with a block theme: what a paragraph looks
//! like in the preview is what it looks like on the published page, in one and the same browser.

use std::time::{Duration, Instant};

use afterword_tests::chrome::Chrome;
use afterword_tests::desk::saving;
use afterword_tests::page::{Page, Step};
use afterword_tests::peer::WordPressPeer;
use afterword_tests::served::ServedApp;
use afterword_tests::skip::skip;
use serde_json::{Value, json};
use tempfile::TempDir;

const BODY: &str = "The first paragraph of the post, with [a link](https://one.example/) in it.\n\n\
                    ## A heading of its own\n\n> Somebody else's words.\n\nAnd the last paragraph of it all.\n";

/// How the parts of a page look: `root` is what the text stands in.
const LOOKS: &str = "
    const look = (page, selector) => {
      const element = [...page.querySelectorAll(selector)].find((each) => each.textContent.trim() !== '');
      if (!element) return null;
      const style = page.defaultView.getComputedStyle(element);
      const names = ['fontFamily', 'fontSize', 'fontWeight', 'fontStyle', 'lineHeight', 'letterSpacing', 'color', 'textAlign'];
      return Object.fromEntries(names.map((name) => [name, style[name]]));
    };
    const all = (page, root) => ({
      paragraph: look(page, root + ' > p'), link: look(page, root + ' > p a'), heading: look(page, root + ' > h2'),
      quote: look(page, root + ' > blockquote p'), title: look(page, 'h1'),
      page: page.defaultView.getComputedStyle(page.body).backgroundColor,
    });";

#[tokio::test(flavor = "multi_thread")]
async fn the_preview_looks_like_the_page_of_a_real_theme() {
    let peer = match WordPressPeer::start() {
        Ok(peer) => peer,
        Err(error) => return skip("the preview in a real theme", &error.to_string()),
    };
    let chrome = match Chrome::start().await {
        Ok(chrome) => chrome,
        Err(error) => return skip("the preview in a real theme", &error.to_string()),
    };
    let data = TempDir::new().unwrap();
    let app = ServedApp::start(data.path()).unwrap();
    let page = Page(chrome.client.clone());
    let done = journey(&page, &app, &peer).await;
    if done.is_err() {
        let _ = page.screenshot("style-failed").await;
    }
    done.unwrap();
    chrome.close().await;
}

async fn journey(page: &Page, app: &ServedApp, peer: &WordPressPeer) -> Step {
    page.0.goto(&app.url).await?;
    page.part("new-post").await?;
    let connect = json!({ "endpoint": peer.info().rest, "username": "writer",
        "password": peer.user("writer")?.app_password, "keep": "session", "allowUnencrypted": false });
    let blog = page.call("blog_connect", &connect).await?["blog"]["id"].clone();
    let nothing = page.call("blog_style", &json!({ "blog": blog })).await?;
    assert_eq!((&nothing["style"], &nothing["page"]), (&Value::Null, &Value::Null));

    let post = page.call("post_create", &json!({ "blog": blog })).await?["id"].clone();
    let open = page.call("post_open", &json!({ "post": post })).await?;
    page.call("post_save", &saving(&open, BODY, &json!({ "title": "A title to be seen" }))).await?;
    page.call("post_publish", &json!({ "post": post, "intent": "public" })).await?;
    let link = published(page, &post).await?;
    let before = peer.sql("SELECT COUNT(*), MAX(post_modified) FROM wp_posts")?;

    for (name, value) in
        [("blog", blog.clone()), ("mode", json!("read")), ("theme", json!("light"))]
    {
        page.call("remember", &json!({ "name": name, "value": value })).await?;
    }
    page.0.goto(app.origin()).await?;
    page.press("rail-published").await?;
    page.press_saying("post-row", "A title to be seen").await?;
    page.press("blog-style").await?;
    page.part_saying("blog-style-page", &link).await?;
    page.screenshot("style-1-asked").await?;
    page.press("blog-style-take").await?;
    page.css("[data-testid='blog-style'][aria-pressed='true']").await?;
    let script = format!(
        "{LOOKS} const page = document.querySelector(\"[data-testid='preview-frame']\").contentDocument;
         return {{ width: page.defaultView.innerWidth, looks: all(page, '.wp-block-post-content') }}"
    );
    let preview = page.0.execute(&script, vec![]).await?;
    page.screenshot("style-2-preview").await?;
    assert_eq!(peer.sql("SELECT COUNT(*), MAX(post_modified) FROM wp_posts")?, before);

    // The same width for what depends on it.
    let width = u32::try_from(preview["width"].as_u64().unwrap())?;
    page.0.set_window_size(width, 900).await?;
    page.0.goto(&link).await?;
    let script = format!(
        "{LOOKS} return {{ width: innerWidth, looks: all(document, '.wp-block-post-content') }}"
    );
    let there = page.0.execute(&script, vec![]).await?;
    page.screenshot("style-3-page").await?;
    assert_eq!(preview["width"], there["width"]);
    assert!(there["looks"]["quote"].is_object(), "{there:#}");
    assert_eq!(preview["looks"], there["looks"]);
    Ok(())
}

/// The post's address once it is on the blog.
async fn published(page: &Page, post: &Value) -> Step<String> {
    let since = Instant::now();
    loop {
        let open = page.call("post_open", &json!({ "post": post })).await?;
        if let (Some(link), "onBlog") =
            (open["link"].as_str(), open["whereabouts"].as_str().unwrap_or(""))
        {
            return Ok(link.to_owned());
        }
        if since.elapsed() > Duration::from_secs(60) {
            return Err(format!("it stays at {open:#}").into());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
