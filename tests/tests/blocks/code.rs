//! Nothing acts inside code: no shortcode runs, no address turns into what it leads to.

use afterword_markup::blocks;

use crate::wordpress::{Post, account, peer};

const SHORTCODE: &str = r#"[audio src="https://sounds.example/a.mp3"]"#;

#[test]
fn shortcodes_and_embeds_do_not_fire_inside_code() {
    let Some(peer) = peer("shortcodes_and_embeds_do_not_fire_inside_code") else { return };
    for name in ["writer", "editor"] {
        let account = account(peer, name);
        // WordPress embeds its own posts without asking anybody.
        let address = Post::new(&account, "Embedded", "<p>Words.</p>").link();

        // What would act, acts: outside code, and in code that is written as other programs write it.
        let plain = format!(
            "<!-- wp:shortcode -->\n{SHORTCODE}\n<!-- /wp:shortcode -->\n\n\
             <!-- wp:code -->\n<pre class=\"wp-block-code\"><code>{SHORTCODE}</code></pre>\n<!-- /wp:code -->\n\n{address}\n\n\
             <!-- wp:code -->\n<pre class=\"wp-block-code\"><code>\n{address}\n</code></pre>\n<!-- /wp:code -->"
        );
        let acting = Post::new(&account, "Acting", &plain).rendered();
        assert_eq!(acts(&acting), (2, 2), "{name}: {acting}");

        let body = format!(
            "```\n{SHORTCODE}\n{address}\n```\n\n\
             ```html\n{address}\n\n  {address}  \n\n[caption]{SHORTCODE}[/caption]\n```\n\n\
             \x20   {SHORTCODE}\n\x20   {address}\n\n\
             Inline `{SHORTCODE}` and `{address}`.\n\n`{address}`\n\n`{SHORTCODE}`\n\n\
             - `{SHORTCODE}`\n- ```\n  {address}\n  {SHORTCODE}\n  ```\n\n\
             > ```\n> {address}\n> {SHORTCODE}\n> ```\n\n\
             | `{SHORTCODE}` | `{address}` |\n|---|---|\n| `{SHORTCODE}` | `{address}` |\n\n\
             ## `{SHORTCODE}` and `{address}`\n\n\
             Noted[^code].\n\n[^code]: `{SHORTCODE}`\n\n    ```\n    {address}\n    {SHORTCODE}\n    ```\n"
        );
        let wanted = (body.matches(SHORTCODE).count(), body.matches(&address).count());
        let post = Post::new(&account, "Quiet", &blocks(&body, &|_| None).unwrap());
        let rendered = post.rendered();
        assert_eq!(acts(&rendered), (0, 0), "{name}: {rendered}");
        let seen = afterword_markup::plain(&rendered);
        let shown = (seen.matches("[audio src=").count(), seen.matches(&address).count());
        assert_eq!(shown, wanted, "{name}: readers see\n{seen}\nin\n{rendered}");
    }
}

/// How many players and how many embedded posts there are.
fn acts(rendered: &str) -> (usize, usize) {
    let count = |mark: &str| rendered.matches(mark).count();
    (count("<audio"), count("<iframe"))
}
