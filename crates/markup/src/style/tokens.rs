//! CSS values and preludes written anew, token by token: what is written is what was understood. Addresses
//! become `none`; what isn't known to be harmless is refused, and with it the declaration it stands in.

use cssparser::{ParseError, Parser, ToCss, Token, TokenSerializationType};

/// Why something is left out is nobody's business: nothing reads it.
pub(super) type Refused = ParseError<()>;

/// Where tokens stand, and so what may stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The value of a property.
    Value,
    /// The value of a custom property.
    Custom,
    /// A selector or the condition of an at-rule.
    Prelude,
}

/// Functions that compute, colour, draw or move, and fetch nothing.
const FUNCTIONS: &[&str] = &[
    "abs",
    "acos",
    "asin",
    "atan",
    "atan2",
    "attr",
    "blur",
    "brightness",
    "calc",
    "calc-size",
    "circle",
    "clamp",
    "color",
    "color-mix",
    "conic-gradient",
    "contrast",
    "cos",
    "counter",
    "counters",
    "cubic-bezier",
    "drop-shadow",
    "ellipse",
    "env",
    "exp",
    "fit-content",
    "grayscale",
    "hsl",
    "hsla",
    "hue-rotate",
    "hwb",
    "hypot",
    "inset",
    "invert",
    "lab",
    "lch",
    "light-dark",
    "linear-gradient",
    "log",
    "matrix",
    "matrix3d",
    "max",
    "min",
    "minmax",
    "mod",
    "oklab",
    "oklch",
    "opacity",
    "path",
    "perspective",
    "polygon",
    "pow",
    "radial-gradient",
    "rect",
    "rem",
    "repeat",
    "repeating-conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "rgb",
    "rgba",
    "rotate",
    "rotate3d",
    "rotatex",
    "rotatey",
    "rotatez",
    "round",
    "saturate",
    "scale",
    "scale3d",
    "scalex",
    "scaley",
    "scalez",
    "sepia",
    "sign",
    "sin",
    "skew",
    "skewx",
    "skewy",
    "sqrt",
    "steps",
    "tan",
    "translate",
    "translate3d",
    "translatex",
    "translatey",
    "translatez",
    "var",
    "xywh",
];

/// What selects elements, and what a rule may ask about.
const CONDITIONS: &[&str] = &[
    "any",
    "cue",
    "dir",
    "font-format",
    "font-tech",
    "has",
    "host",
    "host-context",
    "is",
    "lang",
    "matches",
    "not",
    "nth-child",
    "nth-last-child",
    "nth-last-of-type",
    "nth-of-type",
    "part",
    "selector",
    "slotted",
    "state",
    "style",
    "where",
];

/// Functions that name something to be fetched, or another place of the page to be painted.
const PICTURES: &[&str] =
    &["cross-fade", "element", "image", "image-set", "paint", "src", "url", "url-prefix"];

/// How high the screen is taken to be: the preview's own height follows from its text, so what is measured
/// by it would grow with itself.
const SCREEN_HEIGHT: f32 = 800.0;

/// What is written so far, and what the next token could grow together with.
#[derive(Debug, Default)]
struct Written {
    text: String,
    last: TokenSerializationType,
}

impl Written {
    /// Puts a comment between what would become one token.
    fn before(&mut self, kind: TokenSerializationType) {
        if self.last.needs_separator_when_before(kind) {
            self.text.push_str("/**/");
        }
        self.last = kind;
    }
}

/// What is left of the input, written anew.
pub(super) fn rewritten(input: &mut Parser<'_>, place: Place) -> Result<String, Refused> {
    let mut out = Written::default();
    run(input, place, &mut out)?;
    Ok(out.text.trim().to_owned())
}

fn run(input: &mut Parser<'_>, place: Place, out: &mut Written) -> Result<(), Refused> {
    while let Ok(token) = input.next_including_whitespace_and_comments() {
        let token = token.clone();
        let kind = token.serialization_type();
        match &token {
            Token::Comment(_) => {}
            Token::WhiteSpace(_) => {
                if !out.text.ends_with(' ') {
                    out.text.push(' ');
                }
                out.last = kind;
            }
            Token::Ident(word) => {
                out.before(kind);
                name(&mut out.text, word);
            }
            Token::Hash(word) | Token::IDHash(word) => {
                out.before(kind);
                out.text.push('#');
                letters(&mut out.text, word);
            }
            Token::QuotedString(text) => {
                out.before(kind);
                string(&mut out.text, text);
            }
            Token::Number { .. } | Token::Percentage { .. } => {
                out.before(kind);
                out.text.push_str(&token.to_css_string());
            }
            Token::Dimension { value, unit, .. } => {
                out.before(kind);
                if !(place != Place::Prelude && screen_length(&mut out.text, *value, unit)) {
                    if !is_unit(unit, place) {
                        return refuse();
                    }
                    out.text.push_str(&token.to_css_string());
                }
            }
            Token::UnquotedUrl(_) if place != Place::Prelude => no_picture(out),
            Token::Function(called) => function(input, place, out, called)?,
            Token::ParenthesisBlock => block(input, place, out, kind, "(", ")")?,
            Token::SquareBracketBlock => block(input, place, out, kind, "[", "]")?,
            Token::Colon if place != Place::Prelude => return refuse(),
            Token::Delim('@' | '\\') => return refuse(),
            Token::Delim('<') if place != Place::Prelude => return refuse(),
            // Nothing that could be taken for the end of an element.
            Token::Delim('/' | '!') if out.text.ends_with('<') => return refuse(),
            Token::Delim('/') if out.text.ends_with('/') => return refuse(),
            Token::Delim(_)
            | Token::Colon
            | Token::Comma
            | Token::IncludeMatch
            | Token::DashMatch
            | Token::PrefixMatch
            | Token::SuffixMatch
            | Token::SubstringMatch => {
                out.before(kind);
                out.text.push_str(&token.to_css_string());
            }
            _ => return refuse(),
        }
    }
    Ok(())
}

fn function(
    input: &mut Parser<'_>,
    place: Place,
    out: &mut Written,
    called: &str,
) -> Result<(), Refused> {
    let lower = called.to_ascii_lowercase();
    let plain = plain_name(&lower);
    let is_picture = PICTURES.contains(&plain);
    if is_picture && place != Place::Prelude {
        no_picture(out);
        return input.parse_nested_block(|input| {
            while input.next().is_ok() {}
            Ok(())
        });
    }
    let in_prelude = place == Place::Prelude && CONDITIONS.contains(&plain);
    let is_known = in_prelude || FUNCTIONS.contains(&plain);
    if is_picture || !is_known {
        return refuse();
    }
    out.before(TokenSerializationType::Function);
    name(&mut out.text, called);
    out.text.push('(');
    out.last = TokenSerializationType::Other;
    inner(input, place, out)?;
    out.text.push(')');
    out.last = TokenSerializationType::Other;
    Ok(())
}

fn block(
    input: &mut Parser<'_>,
    place: Place,
    out: &mut Written,
    kind: TokenSerializationType,
    open: &str,
    close: &str,
) -> Result<(), Refused> {
    out.before(kind);
    if out.text.ends_with(|c: char| c.is_alphanumeric()) && open == "(" {
        // It would be read as it was; but to people and plain searches it would look like a call.
        out.text.push_str("/**/");
    }
    out.text.push_str(open);
    out.last = TokenSerializationType::Other;
    inner(input, place, out)?;
    out.text.push_str(close);
    out.last = TokenSerializationType::Other;
    Ok(())
}

fn inner(input: &mut Parser<'_>, place: Place, out: &mut Written) -> Result<(), Refused> {
    input.parse_nested_block(|input| run(input, place, out))
}

fn no_picture(out: &mut Written) {
    out.before(TokenSerializationType::Ident);
    out.text.push_str("none");
}

fn refuse() -> Result<(), Refused> {
    Err(ParseError::unexpected_token())
}

/// A name without the mark of an engine.
pub(super) fn plain_name(name: &str) -> &str {
    ["-webkit-", "-moz-", "-ms-", "-o-"]
        .iter()
        .find_map(|mark| name.strip_prefix(mark))
        .unwrap_or(name)
}

/// Lengths by the height of the screen, by the height it is taken to have. Whether it was one.
fn screen_length(out: &mut String, value: f32, unit: &str) -> bool {
    let unit = unit.to_ascii_lowercase();
    let plain = unit.strip_prefix(['s', 'l', 'd']).unwrap_or(&unit);
    let pixels = value * SCREEN_HEIGHT / 100.0;
    let smaller = (plain == "vmin") == (value >= 0.0);
    match plain {
        "vh" | "vb" => out.push_str(&format!("{pixels}px")),
        "vmin" | "vmax" if smaller => out.push_str(&format!("min({value}vw,{pixels}px)")),
        "vmin" | "vmax" => out.push_str(&format!("max({value}vw,{pixels}px)")),
        _ => return false,
    }
    true
}

/// Nothing that could be read as part of the number; in preludes also the `n-1` of `2n-1`.
fn is_unit(unit: &str, place: Place) -> bool {
    let plain = unit.bytes().all(|b| b.is_ascii_alphabetic());
    let step = unit
        .strip_prefix(['n', 'N'])
        .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
    plain || (place == Place::Prelude && step)
}

/// An identifier, with everything but letters, digits, hyphens and underscores escaped.
pub(super) fn name(out: &mut String, word: &str) {
    if word == "-" {
        out.push_str("\\-");
        return;
    }
    let (sign, rest) = word.strip_prefix('-').map_or(("", word), |rest| ("-", rest));
    out.push_str(sign);
    let mut rest = rest;
    if let Some(first) = rest.chars().next().filter(char::is_ascii_digit) {
        escape(out, first);
        rest = rest.strip_prefix(first).unwrap_or_default();
    }
    letters(out, rest);
}

fn letters(out: &mut String, word: &str) {
    for c in word.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '\u{a0}'.. => out.push(c),
            _ => escape(out, c),
        }
    }
}

/// A string, in quotes, in which nothing looks like CSS.
pub(super) fn string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{a0}'.. => out.push(c),
            ' ' | '.' | ',' | '-' | '_' | '+' | '\'' | '%' | '!' | '?' | '#' => out.push(c),
            _ => escape(out, c),
        }
    }
    out.push('"');
}

fn escape(out: &mut String, c: char) {
    out.push_str(&format!("\\{:x} ", u32::from(c)));
}
