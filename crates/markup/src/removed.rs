//! What a blog took out of a text it was sent. Pure: compares two texts by their tags and says what is
//! missing, whatever was added or spelled otherwise. What became of the words is not looked at.

use std::collections::HashMap;

use crate::tokens::{RawText, Tag, Token, tokens};

/// Names of what the first text has and the second has no longer, or less often: elements, attributes of
/// elements that stayed, declarations of a `style` that stayed, schemes of addresses (`javascript:`). Each
/// once, in the order of the first text.
pub fn removed(sent: &str, answered: &str) -> Vec<String> {
    if sent == answered {
        return Vec::new();
    }
    let (mut order, sent) = things(sent);
    let (_, answered) = things(answered);
    let fewer = |thing: &Thing| {
        sent.get(thing).copied().unwrap_or(0) > answered.get(thing).copied().unwrap_or(0)
    };
    let lost_with_it = |thing: &Thing| thing.of.as_ref().is_some_and(|outer| fewer(outer));
    order.retain(|thing| fewer(thing) && !lost_with_it(thing));
    let mut names: Vec<String> = Vec::new();
    for thing in order {
        if !names.contains(&thing.name) {
            names.push(thing.name);
        }
    }
    names
}

/// Something that can be there or not, and what it goes with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Thing {
    name: String,
    of: Option<Box<Thing>>,
}

type Counted = HashMap<Thing, usize>;

/// Every thing in the order of its first place, and how often it is there. A filter that only looks for
/// tags leaves those that stand in a script.
fn things(html: &str) -> (Vec<Thing>, Counted) {
    let mut order = Vec::new();
    let mut counted = Counted::new();
    let mut add = |thing: Thing| {
        let count = counted.entry(thing.clone()).or_insert(0);
        if *count == 0 {
            order.push(thing);
        }
        *count += 1;
    };
    for token in tokens(html, RawText::Tags) {
        let Token::Start(tag) = token else { continue };
        let element = Thing { name: said(&tag.name), of: None };
        for thing in of_attributes(&tag, &element) {
            add(thing);
        }
        add(element);
    }
    (order, counted)
}

fn of_attributes(tag: &Tag, element: &Thing) -> Vec<Thing> {
    let mut found = Vec::new();
    for (name, value) in &tag.attributes {
        let attribute = Thing { name: said(name), of: Some(Box::new(element.clone())) };
        let within = |name| Thing { name, of: Some(Box::new(attribute.clone())) };
        if name == "style" {
            let names = value.split(';').filter_map(|part| part.split_once(':'));
            found.extend(names.map(|(name, _)| within(said(name.trim()))));
        } else if matches!(name.as_str(), "href" | "src" | "action" | "cite" | "poster") {
            found.extend(scheme(value).map(within));
        }
        found.push(attribute);
    }
    found
}

/// The scheme of an address with its colon, as a browser reads it: without white space and control
/// characters, which hide one.
fn scheme(address: &str) -> Option<String> {
    let bare: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let (scheme, _) = bare.split_once(':')?;
    let is_one = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    is_one.then(|| format!("{}:", scheme.to_ascii_lowercase()))
}

/// A name to be shown: a stranger's text can't hide in it.
fn said(name: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':');
    name.chars().filter(plain).take(40).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_once_and_in_order() {
        let sent = r#"<p>A <span onclick="a()" class="x">b</span></p><iframe src="https://v.example/"></iframe>
            <script>1 < 2; "<b>"</script><style>p { color: red }</style><iframe></iframe>"#;
        let answered = r#"<p>A <span class="x">b</span></p>1 < 2; "<b>"p { color: red }"#;
        assert_eq!(removed(sent, answered), ["onclick", "iframe", "script", "style"]);
    }

    #[test]
    fn what_the_blog_spells_otherwise_or_adds_is_not_missing() {
        let table = [
            ("<hr/>", "<hr />"),
            ("<P CLASS='a'>x & y</P>", "<p class=\"a\">x &amp; y</p>"),
            (
                "<a href=\"https://a.example/?a&b\">a</a>",
                "<a href=\"https://a.example/?a&#038;b\" rel=\"noopener\">a</a>",
            ),
            ("<p>a</p>", "<p>a</p><script>added()</script>"),
            ("<p style=\"color: red\">a</p>", "<p style=\"color:red\">a</p>"),
        ];
        for (sent, answered) in table {
            assert_eq!(removed(sent, answered), Vec::<String>::new(), "{sent}");
        }
    }

    #[test]
    fn parts_of_what_stayed_are_named_too() {
        let table: [(&str, &str, &[&str]); 4] = [
            (
                "<p style=\"color:red;position:fixed\">a</p>",
                "<p style=\"color:red\">a</p>",
                &["position"],
            ),
            ("<p style=\"position:fixed\">a</p>", "<p>a</p>", &["style"]),
            ("<a href=\"java\tscript:x()\">a</a>", "<a href=\"x()\">a</a>", &["javascript:"]),
            ("<b>a</b><b onfocus=x>b</b>", "<b>a</b><b>b</b>", &["onfocus"]),
        ];
        for (sent, answered, named) in table {
            assert_eq!(removed(sent, answered), named, "{sent}");
        }
    }

    #[test]
    fn a_name_holds_no_sentence() {
        assert_eq!(removed("<x,hello\u{202e}there>", ""), ["xhellothere"]);
    }
}
