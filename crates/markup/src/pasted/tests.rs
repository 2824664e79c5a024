//! Clipboards as programs fill them, shortened.

use super::pasted_markdown;

#[test]
fn what_markdown_has_signs_for_comes_over() {
    for (html, expected) in [
        (
            "<p>One <b>two</b> <i>three</i> <s>four</s> <code>five</code></p>",
            "One **two** *three* ~~four~~ `five`",
        ),
        ("<h2>A <strong>title</strong></h2><p>a<br>b</p>", "## A title\n\na\\\nb"),
        (
            "<p>a <a href=\"https://x.example/a?b=1&amp;c=2\">link</a>.</p>",
            "a [link](https://x.example/a?b=1&c=2).",
        ),
        ("<ul><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        (
            "<ul><li><input type=checkbox checked> done</li><li><input type=\"checkbox\"> not</li></ul>",
            "- [x] done\n- [ ] not",
        ),
        (
            "<blockquote><p>said</p><footer>— <cite>Her</cite></footer></blockquote>",
            "> said\n>\n> — *Her*",
        ),
        ("<pre><code class=\"language-js\">a\n  b &lt; c\n</code></pre>", "```js\na\n  b < c\n```"),
        (
            "<div class=\"highlight highlight-source-rust\"><pre><span>fn</span> x</pre></div>",
            "```rust\nfn x\n```",
        ),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        (
            "<figure><img src=\"https://x.example/a.jpg\" alt=\"A\"><figcaption>B</figcaption></figure>",
            "![A](https://x.example/a.jpg \"B\")",
        ),
        (
            "<a href=\"https://x.example/\"><h3>Card</h3><p>more</p></a>",
            "### [Card](https://x.example/)\n\n[more](https://x.example/)",
        ),
    ] {
        assert_eq!(pasted_markdown(html), expected, "{html}");
    }
}

#[test]
fn signs_that_are_only_words_stay_words() {
    assert_eq!(
        pasted_markdown("<p>2 * 3 * 4, [a](b), _x_ and # y</p>"),
        "2 * 3 * 4, \\[a](b), \\_x\\_ and # y"
    );
    assert_eq!(pasted_markdown("<p># not a title</p>"), "\\# not a title");
}

#[test]
fn scripts_styles_and_what_counts_readers_are_gone() {
    for html in [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        "<title>t</title>",
        "<img src=\"https://t.example/p.gif\" width=1 height=1>",
        "<img src=\"https://t.example/p.gif\" style=\"display:none\">",
        "<img src=\"data:image/png;base64,AAAA\">",
        "<img src=\"file:///C:/x.png\">",
        "<div style=\"display: none\">hidden</div>",
        "<svg><text>s</text></svg>",
        "<iframe src=\"https://x.example\"></iframe>",
        "<!-- wp:paragraph -->",
    ] {
        assert_eq!(pasted_markdown(&format!("<p>a</p>{html}")), "a", "{html}");
    }
    assert_eq!(
        pasted_markdown("<a href=\"javascript:x()\">words</a> <a href=\"/here\">there</a>"),
        "words there"
    );
    let hostile =
        "<p onclick=x>a<img src=x onerror=alert(1)></p><a href=\" java\tscript:alert(1)\">b</a>";
    assert_eq!(pasted_markdown(hostile), "a\n\nb");
}

#[test]
fn google_docs_marks_by_style_and_wraps_everything_in_bold() {
    let html = "<meta charset=utf-8><b style=\"font-weight:normal;\" id=\"docs-internal-guid-1\"><p dir=ltr><span style=\"font-weight:400\">plain </span><span style=\"font-weight:700;font-style:normal\">bold </span><span style=\"font-style:italic\">it</span></p><br><ul><li aria-level=1><p><span>a</span></p></li><ul><li aria-level=2><p><span>b</span></p></li></ul></ul></b><br class=\"Apple-interchange-newline\">";
    assert_eq!(pasted_markdown(html), "plain **bold** *it*\n\n- a\n  - b");
    let link = "<a href=\"https://www.google.com/url?q=https://x.example/a%3Fb&amp;sa=D\">x</a>";
    assert_eq!(pasted_markdown(link), "[x](https://x.example/a?b)");
}

#[test]
fn words_lists_are_lists() {
    let item = |level: u8, bullet: &str, words: &str| {
        format!(
            "<p class=MsoListParagraph style='margin-left:36pt;mso-list:l0 level{level} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>{bullet}<span style='font:7pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>{words}<o:p></o:p></p>\n"
        )
    };
    let bullets = format!(
        "<p class=MsoNormal>Before<o:p></o:p></p>{}{}{}<p class=MsoNormal>&nbsp;</p>",
        item(1, "·", "one"),
        item(2, "o", "within"),
        item(1, "·", "two")
    );
    assert_eq!(pasted_markdown(&bullets), "Before\n\n- one\n  - within\n- two");
    assert_eq!(pasted_markdown(&[item(1, "3.", "a"), item(1, "4.", "b")].concat()), "3. a\n4. b");
}

#[test]
fn tables_of_data_are_tables_and_tables_of_layout_are_not() {
    let data = "<table><caption>Sums</caption><tr><td>Name</td><td>Sum</td></tr><tr><td>a|b</td><td align=right><p>1</p><p>2</p></td></tr><tr><td colspan=2>all</td></tr></table>";
    assert_eq!(
        pasted_markdown(data),
        "Sums\n\n| Name | Sum |\n| --- | --: |\n| a\\|b | 1<br>2 |\n| all |  |"
    );
    let layout = "<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td><h2>c</h2></td></tr></table>";
    assert_eq!(pasted_markdown(layout), "| a | b |\n| --- | --- |\n\n## c");
    assert_eq!(
        pasted_markdown("<table><tr><td><p>one</p></td></tr><tr><td>two</td></tr></table>"),
        "one\n\ntwo"
    );
}

#[test]
fn white_space_stays_out_of_marks_and_paragraphs() {
    assert_eq!(
        pasted_markdown("<p>a<b> b </b>c\n\n d&nbsp; e</p><p>&nbsp;</p><p></p>"),
        "a **b** c d e"
    );
    assert_eq!(pasted_markdown("<b>a</b><b>b</b>"), "**ab**");
    assert_eq!(pasted_markdown("<div>a<br><br>b</div>"), "a\n\nb");
    assert_eq!(pasted_markdown("<b>a<br></b>b"), "**a**\\\nb");
    assert_eq!(pasted_markdown("10&nbsp;km"), "10\u{a0}km");
}

#[test]
fn html_beyond_reason_comes_as_its_words() {
    let deep = "<div>".repeat(20_000) + "words" + &"</div>".repeat(20_000);
    assert_eq!(pasted_markdown(&deep), "words");
    let nested = "<ul><li>".repeat(90) + "words" + &"</li></ul>".repeat(90);
    assert!(pasted_markdown(&nested).contains("words"));
    assert_eq!(pasted_markdown(""), "");
    assert_eq!(pasted_markdown("\u{0}<p>a"), "a");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn any_html_makes_markdown_without_an_active_part(html in "(<(b|i|p|li|ul|td|tr|table|pre|a href='javascript:1'|img src=x onerror=1|span style='font-weight:700'|/b|/p|/ul|/td|/table|script|/script)>|[a-z*_# \n<>&]{0,5}){0,30}") {
        let made = crate::preview(&pasted_markdown(&html));
        assert!(!made.contains("<script") && !made.contains("onerror=") && !made.contains("javascript:1\""), "{made}");
    }
}
