//! A blog's CSS, cleaned: it stays what it was, and it never fetches, runs or takes the page over.

// Clippy's leave for tests covers test functions only, not what they share.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use afterword_markup::style::{Import, Source, declarations, outline, sheet, wrap};
use cssparser::{Parser, Token};
use proptest::prelude::*;

/// Everything that a cleaned sheet must not have, as a browser would read it.
fn offences(css: &str) -> Vec<String> {
    let mut found = Vec::new();
    scan(&mut Parser::new(css), true, &mut found);
    let lower = css.to_ascii_lowercase();
    for text in ["url(", "@import", "expression(", "-moz-binding", "//", "</", "image-set("] {
        if lower.contains(text) {
            found.push(format!("{text} in the text"));
        }
    }
    found
}

/// `judges`: declarations may stand here.
fn scan(input: &mut Parser<'_>, judges: bool, found: &mut Vec<String>) {
    let mut statement: Vec<String> = Vec::new();
    while let Ok(token) = input.next().cloned() {
        match &token {
            Token::UnquotedUrl(_) | Token::BadUrl(_) | Token::BadString(_) => {
                found.push(format!("{token:?}"));
            }
            Token::AtKeyword(name)
                if !["media", "supports", "container", "layer"].contains(&name.as_ref()) =>
            {
                found.push(format!("@{name}"));
            }
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                let fetching = ["url", "src", "image", "expression", "element", "paint"];
                let last = name.rsplit('-').next().unwrap();
                if fetching.contains(&last) || last == "set" || last == "fade" {
                    found.push(name);
                }
            }
            Token::Semicolon if judges => judge(&mut statement, found),
            Token::CurlyBracketBlock => statement.clear(),
            Token::Ident(word) => statement.push(word.to_ascii_lowercase()),
            Token::Colon => statement.push(":".to_owned()),
            _ => statement.push(String::new()),
        }
        if matches!(
            token,
            Token::Function(_)
                | Token::ParenthesisBlock
                | Token::SquareBracketBlock
                | Token::CurlyBracketBlock
        ) {
            let block = token == Token::CurlyBracketBlock;
            let nested: Result<(), cssparser::ParseError<()>> = input.parse_nested_block(|input| {
                scan(input, block, found);
                Ok(())
            });
            nested.unwrap();
        }
    }
    if judges {
        judge(&mut statement, found);
    }
}

/// A declaration that was read to its end.
fn judge(statement: &mut Vec<String>, found: &mut Vec<String>) {
    if let [property, colon, value @ ..] = statement.as_slice()
        && colon == ":"
    {
        let taken = ["fixed", "sticky", "var"].iter().any(|word| value.contains(&word.to_string()));
        if (property == "position" && (taken || value.contains(&String::new()) && value.len() == 1))
            || ["behavior", "-ms-behavior", "-moz-binding"].contains(&property.as_str())
        {
            found.push(statement.join(" "));
        }
    }
    statement.clear();
}

#[track_caller]
fn is_clean(css: &str, from: &str) {
    assert_eq!(offences(css), [] as [String; 0], "{from}\n→\n{css}");
}

#[test]
fn ordinary_rules_stay_what_they_were() {
    for (css, expected) in [
        ("p { color: #333; margin: 0 auto 1.5em }", "p{color:#333;margin:0 auto 1.5em;}"),
        (
            "a:not(.b) > c, #d::before{content:\"\\201c\"}",
            "a:not(.b) > c, #d::before{content:\"\u{201c}\";}",
        ),
        (":root{--a:1px;--b:calc(var(--a)*2)}", ":root{--a:1px;--b:calc(var(--a)*2);}"),
        ("@media (min-width:600px){p{color:red}}", "@media (min-width:600px){p{color:red;}}"),
        (
            "@media (prefers-color-scheme: dark){body{background:#111!important}}",
            "@media (prefers-color-scheme: dark){body{background:#111!important;}}",
        ),
        ("@media (400px <= width < 700px){p{top:0}}", "@media (400px <= width < 700px){p{top:0;}}"),
        (
            "@supports (display:grid) and (not (float:none)){p{display:grid}}",
            "@supports (display:grid) and (not (float:none)){p{display:grid;}}",
        ),
        ("@layer base{p{color:red}}", "@layer base{p{color:red;}}"),
        ("p{color:red;&:hover{color:blue}a{top:0}}", "p{color:red;&:hover{color:blue;}a{top:0;}}"),
        ("li:nth-child(2n+1 of .x){top:0}", "li:nth-child(2n/**/+1 of .x){top:0;}"),
        ("li:nth-child(2n-1){top:0}", "li:nth-child(2n-1){top:0;}"),
        ("a[href^='x']{top:0}", "a[href^=\"x\"]{top:0;}"),
        (".md\\:flex{top:0}", ".md\\3a flex{top:0;}"),
        ("p{background:url(x.png) no-repeat #fff}", "p{background:none no-repeat #fff;}"),
        (
            "p{background-image:url('a'),linear-gradient(red,blue)}",
            "p{background-image:none,linear-gradient(red,blue);}",
        ),
        ("p{min-height:50vh;width:100vw}", "p{min-height:400px;width:100vw;}"),
        ("p{width:10vmin}", "p{width:min(10vw,80px);}"),
        (
            "body{font:16px/1.5 \"A B\",sans-serif;position:relative}",
            "body{font:16px/1.5 \"A B\",sans-serif;position:relative;}",
        ),
        ("@media print{}p{}", ""),
        ("p{color:red", "p{color:red;}"),
    ] {
        assert_eq!(sheet(css).css, expected, "{css}");
        is_clean(expected, css);
    }
}

#[test]
fn what_fetches_runs_or_takes_the_page_over_is_gone() {
    for css in [
        "p{background:url(http://x.example/a)}",
        "p{background:\\75rl(http://x.example/a)}",
        "p{background:u\\72 l('http://x.example/a')}",
        "p{background:URL(//x.example/a)}",
        "p{--a:url(http://x.example);background:var(--a)}",
        "p{background:image-set('http://x.example/a' 1x)}",
        "p{background:-webkit-image-set(url(http://x.example) 1x)}",
        "p{background:image('http://x.example')}",
        "p{background:src(\"http://x.example\")}",
        "p{background:cross-fade(url(http://a.example),url(http://b.example))}",
        "p{width:expression(alert(1))}",
        "p{width:ex\\70ression(alert(1))}",
        "p{width:exp/**/ression(alert(1))}",
        "p{behavior:url(x.htc)}",
        "p{-ms-behavior:url(x.htc)}",
        "p{-moz-binding:url(x.xml#y)}",
        "p{filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src='http://x.example')}",
        "p{position:fixed}",
        "p{position: FIXED !important}",
        "p{posi\\74ion:fixed}",
        "p{--p:fixed;position:var(--p)}",
        "p{position:sticky}",
        "@import url(http://x.example/a.css);",
        "p{color:red}@import 'http://x.example/a.css';",
        "@media screen{@import url(http://x.example);p{top:0}}",
        "@IMPORT\t'x';",
        "@charset 'x';@namespace svg url(http://x.example);p{top:0}",
        "@font-face{font-family:x;src:url(http://x.example/f.woff2)}",
        "@-moz-document url(http://x.example){p{top:0}}",
        "@supports (background:url(http://x.example)){p{top:0}}",
        "a[href=url(http://x.example)]{top:0}",
        "a:is(url(http://x.example)){top:0}",
        "p{content:'url(http://x.example) @import </style>'}",
        "p{color:</style><script>alert(1)</script>}",
        "</style><script>alert(1)</script>p{top:0}",
        "p{--x:</style>}",
        "@media (width</style>){p{top:0}}",
        "p{a:url/**/(http://x.example)}",
        "p{a:url /**/ (http://x.example)}",
        "p{cursor:url(http://x.example),auto}",
        "p{src:'http://x.example'}",
        "p{animation:x 1s infinite;transition:all 1s}@keyframes x{to{background:url(http://x.example)}}",
        "@property --x{syntax:'<url>';initial-value:url(http://x.example)}",
        "p{background:url(http://x.example",
        "p{background:url('http://x.example",
        "p{background:url(a b)}",
        "p{background:element(#x)}p{background:-moz-element(#x)}",
        "p{a:b}}}@import 'x';p{background:url(x)",
        "<!-- @import 'http://x.example'; -->",
        "p{color:\\}url(http://x.example)}",
    ] {
        is_clean(&sheet(css).css, css);
        is_clean(&declarations(css.trim_start_matches("p{")), css);
    }
}

#[test]
fn the_fonts_and_sheets_it_wants_are_told_apart() {
    let read = sheet(
        "@layer a,b;@import 'one.css';@import url(two.css) layer(x) supports(display:grid) screen and (width>9px);
         @font-face{font-family:'My Font';font-weight:400 700;font-style:italic;
           src:local('x'),url(a.ttf) format('truetype'),url('a.woff2?v=1') format(woff2);unicode-range:U+0-FF,U+131}
         @font-face{font-family:Own;src:local(Own)}
         p{top:0}@import 'late.css';",
    );
    assert_eq!(read.order, "@layer a,b;");
    assert_eq!(
        read.imports,
        [
            Import { address: "one.css".into(), within: vec![] },
            Import {
                address: "two.css".into(),
                within: ["@media screen and (width>9px)", "@supports (display:grid)", "@layer x"]
                    .map(str::to_owned)
                    .into(),
            },
        ]
    );
    assert_eq!(read.css, "p{top:0;}");
    let [face] = read.faces.as_slice() else { panic!("{:?}", read.faces) };
    assert_eq!(face.family, "My Font");
    assert_eq!(face.sources, ["a.woff2?v=1", "a.ttf"]);
    assert_eq!((face.weight.as_str(), face.style.as_str()), ("400 700", "italic"));
    assert!(face.serves("é") && face.serves("xı") && !face.serves("ж"));
    assert_eq!(wrap("p{}", &["@media x".into(), "@layer".into()]), "@media x{@layer{p{}}}");
}

#[test]
fn a_style_attribute_holds_declarations_only() {
    assert_eq!(
        declarations("margin-top:var(--a);color:red !important"),
        "margin-top:var(--a);color:red !important;"
    );
    assert_eq!(declarations("color:red}p{top:0"), "");
    assert_eq!(declarations("p{top:0}color:red"), "");
}

#[test]
fn nesting_without_end_costs_neither_stack_nor_time() {
    let begun = std::time::Instant::now();
    for open in [
        "(",
        "[",
        "{",
        "a{",
        "a:(",
        "@media x{",
        "a:b{",
        "--a:{",
        "calc(",
        "p:is(",
        "@supports (",
        "url(",
        "\"\n",
    ] {
        let deep = open.repeat(100_000);
        is_clean(&sheet(&deep).css, open);
        is_clean(&sheet(&format!("p{{a:{deep}")).css, open);
        is_clean(&declarations(&deep), open);
    }
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

/// Pieces that are dangerous alone or together.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "url(",
            "URL(",
            "u\\72l(",
            "http://x.example/",
            "'",
            "\"",
            ")",
            "(",
            "{",
            "}",
            "[",
            "]",
            ";",
            ":",
            "@import ",
            "@media ",
            "@font-face{",
            "@layer ",
            "@supports ",
            "p",
            "a:hover",
            "--x:",
            "var(--x)",
            "position",
            "fixed",
            "position:fixed",
            "behavior:",
            "expression(",
            "image-set(",
            "/*",
            "*/",
            "\\",
            "\n",
            "<",
            "/",
            "<!--",
            "-->",
            "</style>",
            "!important",
            "&",
            "*",
            "e",
            "1e",
            "-",
            "+1",
            "src:",
            "background:",
            "calc(",
            "format(",
            "\\75 rl",
            "\0",
            "\u{7f}",
            "é",
            "100vh",
            ",",
            "#",
            "@",
            "2n",
            "content:",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,4}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn no_mixture_fetches_or_takes_over(css in pieces()) {
        let once = sheet(&css).css;
        prop_assert_eq!(offences(&once), [] as [String; 0], "{:?} → {:?}", css, once);
        let inner = declarations(&css);
        prop_assert_eq!(offences(&inner), [] as [String; 0], "{:?} → {:?}", css, inner);
        let within = sheet(&format!("p{{{css}}}")).css;
        prop_assert_eq!(offences(&within), [] as [String; 0], "{:?} → {:?}", css, within);
    }

    #[test]
    fn cleaning_twice_changes_nothing_more(css in pieces()) {
        // An order of layers may come first once what stood before it is gone.
        let clean = |css: &str| {
            let read = sheet(css);
            read.order + &read.css
        };
        let once = clean(&format!("p{{{css}}}"));
        prop_assert_eq!(clean(&once), once);
    }
}

#[test]
fn the_box_is_found_by_the_words_or_by_its_name() {
    let page = |inner: &str| {
        format!(
            "<!doctype html><html lang=en class='no-js'><head><title>x</title><base href='/b/'>
             <link rel='stylesheet' href='one.css'><style media='(min-width:9px)'>p{{top:0}}</style>
             <link rel=stylesheet media=print href=print.css><link rel='alternate stylesheet' href=other.css>
             <noscript><link rel=stylesheet href=late.css></noscript><script>'<svg>'</script></head>
             <body class='single  home' id=top onload='x()' style='color:red;background:url(x)'>
             <nav><p>The first line of it all, as a teaser</p></nav><svg><p></svg>
             <main><iframe></iframe><article><h1 class='t'>My “own” title</h1>{inner}</article></main></body></html>"
        )
    };
    let words = "The first line of it all\nThe second line, which’s longer";
    let text = "<p>The first <b>line</b> of it all</p><p>The second line, which's longer</p>";
    let tags = |html: &str, words: &str| -> Vec<String> {
        let outline = outline(html, "My \"own\" title", words).unwrap();
        outline
            .steps
            .iter()
            .map(|step| [step.tag.as_str(), &step.classes.join(".")].join("."))
            .collect()
    };
    let by_words =
        tags(&page(&format!("<div class=x><div class='y z'>{text}</div><p>more</p></div>")), words);
    assert_eq!(
        by_words,
        ["html.no-js", "body.single.home", "main.", "article.", "div.x", "div.y.z"]
    );
    let group = format!("<div class=entry-content><div class=group>{text}</div></div>");
    assert_eq!(tags(&page(&group), words).last().unwrap(), "div.entry-content");
    assert_eq!(tags(&page(&group), "").last().unwrap(), "div.entry-content");
    assert_eq!(tags(&page(text), words).last().unwrap(), "article.");
    assert_eq!(
        tags(&page("<p>One line only, and long</p>"), "One line only, and long").last().unwrap(),
        "article."
    );

    // A heading among the text's own blocks is the text's.
    assert_eq!(outline(&page(text), "My \"own\" title", words).unwrap().title, None);

    let found = outline(&page(&group), "My \"own\" title", words).unwrap();
    assert_eq!(found.base, "/b/");
    assert_eq!(
        found.sources,
        [
            Source::At("one.css".into(), vec![]),
            Source::Here("p{top:0}".into(), vec!["@media (min-width:9px)".into()]),
            Source::At("late.css".into(), vec![]),
        ]
    );
    let body = &found.steps[1];
    assert_eq!((body.id.as_str(), body.style.as_str()), ("top", "color:red;background:none;"));
    let title = found.title.unwrap();
    assert_eq!((title.shared, title.steps.len(), title.steps[0].tag.as_str()), (4, 1, "h1"));
    assert!(found.letters.contains('“'));
}

#[test]
fn a_page_nested_beyond_reason_is_refused() {
    assert_eq!(outline(&"<div>".repeat(100_000), "", ""), None);
    assert!(outline(&format!("<p>a<svg>{}", "<g>".repeat(100_000)), "", "").is_some());
    for html in
        ["", "<", "<script>", "<style>", "<!--", "</", "<p", "x</svg>", "<noscript", "\0<\u{ff}é>"]
    {
        assert!(outline(html, "x", "some words of it").is_some(), "{html}");
    }
}
