//! What a writer is told to look at, and where it stands.

use afterword_markup::{RemarkKind, raw_html, remarks};

fn found(body: &str) -> Vec<(RemarkKind, &str, String)> {
    let remarks = remarks(body).into_iter();
    remarks.map(|r| (r.kind, body.get(r.span).unwrap_or("?").trim_end(), r.detail)).collect()
}

#[test]
fn each_remark_points_at_its_place() {
    use RemarkKind::{EmptyLink, HeadingOrder, LocalLink, PictureWithoutAlt, QuoteWithoutSource};
    let local = |at, detail| vec![(LocalLink, at, detail)];
    for (body, expected) in [
        ("![](media:abc)", vec![(PictureWithoutAlt, "![](media:abc)", "media:abc")]),
        ("![alt](media:abc)", vec![]),
        ("é [![](x.png)](https://x.example)", vec![(PictureWithoutAlt, "![](x.png)", "x.png")]),
        ("# One", vec![(HeadingOrder, "# One", "One")]),
        ("## Two\n\n#### Four\n\n# One", vec![(HeadingOrder, "#### Four", "Four")]),
        ("## Two\n\n### Three\n\n## Two", vec![]),
        ("#### Four", vec![(HeadingOrder, "#### Four", "Four")]),
        ("> said", vec![(QuoteWithoutSource, "> said", "")]),
        ("> said\n>\n> — Who", vec![]),
        ("[a](file:///home/a)", local("[a](file:///home/a)", "file:///home/a")),
        ("<http://localhost:80/>", local("<http://localhost:80/>", "http://localhost:80/")),
        ("[a](C:\\b)", local("[a](C:\\b)", "C:\\b")),
        ("[a](/home/me/x.txt)", local("[a](/home/me/x.txt)", "/home/me/x.txt")),
        ("[a](/Users/me/x)", local("[a](/Users/me/x)", "/Users/me/x")),
        ("[a](~/x)", local("[a](~/x)", "~/x")),
        ("![a](/home/me/x.png)", local("![a](/home/me/x.png)", "/home/me/x.png")),
        ("[a](/home/) [b](/tmp) [c](/wp-content/uploads/x.pdf) ![d](/wp-content/x.png)", vec![]),
        ("# *A* `b` & c", vec![(HeadingOrder, "# *A* `b` & c", "A b & c")]),
        ("[a](page.html)", local("[a](page.html)", "page.html")),
        ("[a](/about) [b](#c) [d](https://x.example) <me@x.example>", vec![]),
        ("[a]() [b](#)", vec![(EmptyLink, "[a]()", ""), (EmptyLink, "[b](#)", "#")]),
        ("[](https://x.example)", vec![(EmptyLink, "[](https://x.example)", "https://x.example")]),
        ("```\n![](x)\n```\n\n<!-- wp:x -->\n\n![](x)\n\n# a\n<!-- /wp:x -->", vec![]),
    ] {
        let expected: Vec<_> =
            expected.into_iter().map(|(kind, at, detail)| (kind, at, detail.to_owned())).collect();
        assert_eq!(found(body), expected, "{body}");
    }
}

#[test]
fn html_that_goes_out_as_it_is_is_found() {
    let body = "A <b onclick=\"x\">b</b> `<i>`\n\n<iframe src=\"x\"></iframe>\n\n<!-- wp:html -->\n<form></form>\n<!-- /wp:html -->\n\n```\n<p>\n```\n";
    let found: Vec<&str> =
        raw_html(body).into_iter().map(|span| body.get(span).unwrap_or("?").trim_end()).collect();
    let sealed = "<!-- wp:html -->\n<form></form>\n<!-- /wp:html -->";
    assert_eq!(found, ["<b onclick=\"x\">", "</b>", "<iframe src=\"x\"></iframe>", sealed]);
}
