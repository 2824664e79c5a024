//! One snapshot for each thing a writer can write: how it is previewed, published and sent as a reply.

use afterword_markup::{
    MissingPicture, Style, UploadedPicture, blocks, comment_html, preview, publish,
};

const CAT: &str = "11111111-2222-4333-8444-555555555555";

fn on_the_blog(name: &str) -> Option<UploadedPicture> {
    (name == CAT).then(|| UploadedPicture {
        url: "https://blog.example/up/cat.jpg".to_owned(),
        id: Some(12),
        size: None,
    })
}

fn all_ways(markdown: &str) -> String {
    let published = match blocks(markdown, &on_the_blog) {
        Ok(blocks) => blocks,
        Err(MissingPicture { name }) => format!("missing: {name}"),
    };
    let classic = publish(markdown, Style::Classic, None, &on_the_blog).unwrap_or_default();
    format!(
        "{markdown}\n\n===== preview\n{}\n===== blocks\n{published}\n\n===== classic\n{classic}\n\n===== comment\n{}\n",
        preview(markdown).trim_end(),
        comment_html(markdown)
    )
}

macro_rules! features {
    ($($name:ident: $markdown:expr;)*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(stringify!($name), all_ways($markdown));
            }
        )*
    };
}

features! {
    paragraphs: "One & <two>.\nSame paragraph  \nafter a break.\n\nAnother: a\\*b \"quoted\" it's.";
    headings: "# One\n\n## Two *em*\n\n### Three {#place}\n\nSix\n---";
    headings_with_names: "## Two {#place .big .wide}\n\n### Odd {#a\"b .c<d .e}\n\nUnder {.soft}\n===\n\n## Version {v1.2}\n\n[there](#place)";
    emphasis: "*em* **strong** ***both*** ~~gone~~ `co<d>e [x]`";
    links: "[words](https://x.example/?a=1&b=\"2\" \"Ti & tle\") <https://auto.example> <me@x.example> [odd](javascript:alert) [here](/about) [top](#top)";
    bare_addresses: "See https://x.example/a_b_(c). Also (http://y.example/), `https://code.example` and xhttps://no.example, ftp://no.example";
    bullet_lists: "- one\n- two\n  - inner\n    - innermost\n- three";
    numbered_lists: "3. three\n4. four\n   1. inner";
    loose_lists: "- one\n\n  second paragraph\n\n- two\n\n  ```\n  code\n  ```\n\n  after";
    tasks: "- [ ] to do\n- [x] done";
    quote_with_source: "> A long passage\n> goes here.\n>\n> — [Somebody](https://x.example), *Book*";
    quote_with_source_line: "> Brevity is the soul of wit.\n> — Polonius";
    quote_nested: "> outer\n>\n> > inner\n> > — In\n>\n> — Out";
    dialogue_in_quote: "> — Who is there?\n> — Nobody.";
    code_fence: "```rust\nlet x = a[1] && b < c;\n\n    // indented\nhttps://x.example/lone\nsee https://x.example/not-lone\n```";
    code_indented: "    a\n      b";
    code_odd_language: "```c++ title=\"x\"\nint x;\n```\n\n```a--b\"><script>\nx\n```";
    table: "| plain | left | mid | right |\n|---|:--|:-:|--:|\n| 1 | *2* | `3\\|4` | 5 |\n| only one |";
    picture_of_ours: "![A \"cat\" & dog](media:11111111-2222-4333-8444-555555555555 \"Cap <tion>\")";
    picture_in_words: "before ![cat](media:11111111-2222-4333-8444-555555555555) after";
    picture_with_link: "[![cat](media:11111111-2222-4333-8444-555555555555)](https://x.example)";
    picture_elsewhere: "![a view](https://pics.example/view.jpg \"A view\")";
    picture_missing: "![cat](media:99999999-2222-4333-8444-555555555555)";
    picture_on_this_computer: "![cat](/home/anna/cat.jpg)";
    rules: "one\n\n---\n\ntwo";
    raw_html: "<div class=\"x\" onclick=\"y()\">\n<b>bold</b> <img src=\"media:11111111-2222-4333-8444-555555555555\"> <img src='https://pics.example/p.png' alt='p'>\n</div>\n\nInline <kbd>K</kbd> and <q>said</q>.";
    details_across_blocks: "<details>\n<summary>More</summary>\n\nHidden *words*.\n\n</details>";
    tags_among_words: "Use the <script> tag, not <title>, a <p> or <plaintext>.";
    generic_types_among_words: "A Vec<String> is not a <b>bold</b> claim.";
    more: "before\n\n<!--more-->\n\nafter\n\n<!--more Read on -- \"please\"-->\n\n<!--nextpage-->\n\nend";
    more_with_words: "before\n\n<!--more Read on, “please” & more-->\n\nafter";
    block_comments_of_the_writer: "<!-- wp:paragraph -->\n<p>x</p>\n<!-- /wp:paragraph -->\n\ntext <!-- wp:more --> text\n\n`<!-- wp:code -->`\n\n<!-- open";
    sealed_blocks: "before\n<!-- wp:gallery {\"ids\":[1]} -->\n<figure>\n\n<img src=\"https://pics.example/p.png\" alt=\"p\"></div></figure>\n<!-- /wp:gallery -->\nafter\n\n<!-- wp:acme/map {\"place\":\"Oslo\"} /-->\n\n<!-- wp:cover -->\n<p><img src=\"media:11111111-2222-4333-8444-555555555555\"><script>x()</script></p>\n<!-- /wp:cover -->";
    sealed_blocks_only_at_the_top: "```\n<!-- wp:x /-->\n```\n\n- item\n  <!-- wp:x /-->\n\n> <!-- wp:x /-->\n\n<pre>\n<!-- wp:x /-->\n</pre>\n\n<!-- wp:x /--> words";
    embeds: "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1\n\n<https://youtu.be/dQw4w9WgXcQ>\n\nhttps://youtu.be/dQw4w9WgXcQ in words\n\nhttps://open.spotify.com/track/1\n\nhttps://elsewhere.example/video\n\n> https://vimeo.com/1";
    gallery: "![one](media:11111111-2222-4333-8444-555555555555 \"Cap\")\n[![two](https://pics.example/2.png)](https://x.example)\n![](/wp-content/uploads/3.png)";
    footnotes: "First[^one], second[^b], first again[^one].\n\n[^one]: The *first*.\n[^b]: The second\n\n    in two paragraphs.\n[^never]: Nobody asked.";
    reply_as_typed: "Thanks, Anna & Ben!\nYou wrote `a && b` \\o/ and <p>, C:\\new\\table.\n\n> quoted\n\n# Heading\n\n- one\n- two\n\nSee https://x.example?a=1&b=2 <q>and</q> <b>unclosed";
}

#[test]
fn no_local_picture_hides_in_raw_html() {
    let hidden = [
        "</title><svg></script><script><img src=\"media:abc\">",
        "<svg><style><img src='media:abc'></style></svg>",
        "<div><img src=\"media&colon;abc\"></div>",
        "<div style=x srcset=\"media:abc 2x\">",
    ];
    for html in hidden {
        let uploaded = |_: &str| {
            Some(UploadedPicture {
                url: "https://blog.example/abc.jpg".into(),
                id: Some(7),
                size: None,
            })
        };
        let published = blocks(html, &uploaded);
        assert!(published.as_ref().map_or(true, |html| !html.contains("media")), "{published:?}");
        assert!(blocks(html, &|_| None).is_err(), "{html}");
    }
}
