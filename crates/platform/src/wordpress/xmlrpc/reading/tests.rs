//! What is read of an answer, and what is not.

use super::*;

fn answered(value: &str) -> Option<Reply> {
    let text = format!(
        "<methodResponse><params><param><value>{value}</value></param></params></methodResponse>"
    );
    read(text.as_bytes())
}

fn nested(depth: usize) -> String {
    let open = "<array><data><value>".repeat(depth);
    format!("{open}x{}", "</value></data></array>".repeat(depth))
}

#[test]
fn values_of_every_kind_are_read() {
    let table = [
        ("plain", Value::text("plain")),
        ("<string/>", Value::text("")),
        (
            "<string>1 &lt; 2 &amp;amp; &#252;<![CDATA[<b>]]></string>",
            Value::text("1 < 2 &amp; ü<b>"),
        ),
        ("<i4> 7 </i4>", Value::Number(7)),
        ("<boolean>1</boolean>", Value::Truth(true)),
        ("<base64>AA\nE=</base64>", Value::Bytes(vec![0, 1])),
        ("<array><data/></array>", Value::List(Vec::new())),
        ("<ex:nil/>", Value::Nothing),
    ];
    for (text, value) in table {
        assert_eq!(answered(text), Some(Reply::Value(value)), "{text}");
    }
}

#[test]
fn a_fault_is_no_value() {
    let text = "\u{feff}<b>Notice</b><?xml version=\"1.0\"?>\n<methodResponse><fault><value><struct>\
        <member><name>faultCode</name><value><int>403</int></value></member>\
        <member><name>faultString</name><value><string>No.</string></value></member>\
        </struct></value></fault></methodResponse>";
    // The declaration behind a notice is skipped with it.
    assert_eq!(read(text.as_bytes()), Some(Reply::Fault(403, "No.".to_owned())));
}

#[test]
fn what_is_cut_deep_or_strange_is_nothing() {
    let whole = "<methodResponse><params><param><value><string>a</string></value></param></params></methodResponse>";
    assert!(read(whole.as_bytes()).is_some());
    for end in 0..whole.len() {
        assert_eq!(read(&whole.as_bytes()[..end]), None, "{end}");
    }
    let strange = ["<evil>x</evil>", "<int>x</int>", "<string>&own;</string>", "a<int>1</int>"];
    for value in strange {
        assert_eq!(answered(value), None, "{value}");
    }
    let entities = "<methodResponse><!DOCTYPE x [<!ENTITY a \"b\">]><params/></methodResponse>";
    assert_eq!(read(entities.as_bytes()), None);
    assert!(answered(&nested(10)).is_some());
    assert_eq!(answered(&nested(100_000)), None);
}

#[test]
fn more_values_than_any_blog_has_are_not_read() {
    let values = "<value/>".repeat(10);
    assert!(answered(&format!("<array><data>{values}</data></array>")).is_some());
    let values = "<value>1</value>".repeat(MOST_VALUES as usize + 1);
    assert_eq!(answered(&format!("<array><data>{values}</data></array>")), None);
}
