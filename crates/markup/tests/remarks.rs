//! What a writer is told to look at, and where it stands.

use afterword_markup::{RemarkKind, remarks};

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
        ("# One", vec![(HeadingOrder, "# One", "1")]),
        ("## Two\n\n#### Four\n\n# One", vec![(HeadingOrder, "#### Four", "4")]),
        ("## Two\n\n### Three\n\n## Two", vec![]),
        ("#### Four", vec![(HeadingOrder, "#### Four", "4")]),
        ("> said", vec![(QuoteWithoutSource, "> said", "")]),
        ("> said\n>\n> — Who", vec![]),
        ("[a](file:///home/a)", local("[a](file:///home/a)", "file:///home/a")),
        ("<http://localhost:80/>", local("<http://localhost:80/>", "http://localhost:80/")),
        ("[a](C:\\b)", local("[a](C:\\b)", "C:\\b")),
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
