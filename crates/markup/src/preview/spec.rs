//! The examples of the CommonMark specification, as the preview writes them before anything is left out.
//! They come with the packages of `tests/blocks` and stand nowhere in this project; without them there is
//! nothing to compare.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html, Node};

use super::writer::{Mode, Writer};

/// Stands at the edges of blocks, where white space is nothing.
const EDGE: char = '\u{1}';
const WHERE: &str = "../../tests/blocks/node_modules/commonmark-spec/spec.txt";

/// Why an example is shown in another way than the specification says. Each is a choice of ours.
const OTHERWISE: &[(&str, &[usize])] = &[
    (
        "a tag that is never closed, closes nothing or is nobody's is words: it would act on what follows",
        &[
            148, 187, 201, 344, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623, 630,
            631, 642, 643,
        ],
    ),
    ("other marks of HTML among words are words", &[626, 627, 628, 629]),
    ("bare addresses are links, as on GitHub", &[602, 608, 611]),
    ("a language is kept to what is safe as the name of a class", &[34, 144]),
    ("in an item only the first paragraph stands without its tags", &[300]),
    ("the line end before the end of code is left out; this one is the writer's own HTML", &[169]),
];

const EXAMPLES: usize = 652;
const PASSING: usize = 621;

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn examples() -> Option<Vec<Example>> {
    let Ok(spec) = std::fs::read_to_string(WHERE) else {
        println!("skipped: the packages of tests/blocks are not there");
        return None;
    };
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut parts = spec.replace('→', "\t");
    while let Some(begin) = parts.find(&format!("{fence} example\n")) {
        let rest = parts.split_off(begin + fence.len() + " example\n".len());
        let end = rest.find(&format!("{fence}\n")).expect("an example ends");
        let (example, after) = rest.split_at(end);
        let (markdown, html) = match example.strip_prefix(".\n") {
            Some(html) => ("", html),
            None => example.split_once("\n.\n").expect("an example has two halves"),
        };
        let number = found.len() + 1;
        let markdown = if markdown.is_empty() { String::new() } else { format!("{markdown}\n") };
        found.push(Example { number, markdown, html: html.to_owned() });
        parts = after.to_owned();
    }
    Some(found)
}

fn shown(markdown: &str) -> String {
    let mut out = String::new();
    Writer::new(Mode::Words, None).blocks(&mut out, &crate::parse(markdown).blocks);
    out
}

/// The page without what no reader sees: white space between blocks, the line end that ends code, how an
/// address is spelled. The first paragraph of an item stands without its tags here, in loose lists, too.
fn same(html: &str) -> String {
    let page = Html::parse_fragment(html);
    let mut out = String::new();
    write(&mut out, page.root_element(), false);
    out.replace(EDGE, "")
}

fn write(out: &mut String, element: ElementRef<'_>, in_code: bool) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) if in_code => out.push_str(text),
            Node::Text(text) => {
                for (at, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
                    if at > 0 && !out.ends_with([' ', EDGE]) {
                        out.push(' ');
                    }
                    out.push_str(word);
                }
            }
            Node::Element(value) => {
                let Some(inner) = ElementRef::wrap(child) else { continue };
                let name = value.name();
                let first = inner
                    .prev_siblings()
                    .all(|node| matches!(node.value(), Node::Text(text) if text.trim().is_empty()));
                let bare = name == "p" && element.value().name() == "li" && first;
                let block =
                    crate::tokens::is_block(name) || matches!(name, "hr" | "br" | "td" | "th");
                if block {
                    out.truncate(out.trim_end_matches(' ').len());
                }
                if !bare {
                    out.push_str(&format!("<{name}"));
                    let attributes: BTreeMap<&str, String> = value
                        .attrs()
                        .filter(|(key, value)| *key != "title" || !value.is_empty())
                        .map(|(key, value)| match key {
                            "href" | "src" => (key, decoded(value)),
                            _ => (key, value.to_owned()),
                        })
                        .collect();
                    for (key, value) in attributes {
                        out.push_str(&format!(" {key}={value:?}"));
                    }
                    out.push('>');
                }
                if block {
                    out.push(EDGE);
                }
                write(out, inner, in_code || name == "pre");
                if block {
                    out.truncate(out.trim_end_matches(' ').len());
                }
                if !bare {
                    out.push_str(&format!("</{name}>"));
                }
                if block {
                    out.push(EDGE);
                }
            }
            Node::Comment(comment) => out.push_str(&format!("<!--{}-->", &**comment)),
            _ => {}
        }
    }
}

/// An address without percent signs.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        match (first, after) {
            (b'%', [a, b, after @ ..]) if hex(&[*a, *b]).is_some() => {
                bytes.extend(hex(&[*a, *b]));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn the_specifications_examples_are_shown_as_it_says() {
    let Some(examples) = examples() else { return };
    assert_eq!(examples.len(), EXAMPLES);
    let excused = |number: usize| OTHERWISE.iter().any(|(_, all)| all.contains(&number));
    let mut wrong = Vec::new();
    let mut passing = 0;
    for Example { number, markdown, html } in examples {
        let (ours, theirs) =
            (same(&shown(&markdown)), same(&html.replace("\n</code></pre>", "</code></pre>")));
        match (ours == theirs, excused(number)) {
            (true, false) => passing += 1,
            (false, true) => {}
            (true, true) => wrong.push(format!("{number} needs no excuse")),
            (false, false) => {
                wrong.push(format!("{number}: {markdown:?}\n ours   {ours}\n theirs {theirs}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(passing, PASSING);
}
