//! `@font-face`, as data: where a font is and when it is used. The fonts themselves are handed to the window
//! beside the CSS, so that its CSS needs no address at all.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, Parser, ParserState, QualifiedRuleParser,
    RuleBodyItemParser, RuleBodyParser, Token, UnicodeRange,
};

use super::tokens::{Place, Refused, rewritten};

/// A font that a sheet wants fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Face {
    /// What the sheet calls it.
    pub family: String,
    /// Addresses as written, relative to the sheet, the best kind first.
    pub sources: Vec<String>,
    /// `font-weight` and the like, as CSS; empty: not said.
    pub weight: String,
    /// `font-style`.
    pub style: String,
    /// `font-stretch`.
    pub stretch: String,
    /// Which characters it has, first and last of each run; empty: any.
    pub ranges: Vec<(u32, u32)>,
}

impl Face {
    /// Whether it is used for any character of a text.
    pub fn serves(&self, text: &str) -> bool {
        self.ranges.is_empty()
            || text.chars().any(|c| {
                let c = u32::from(c);
                self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&c))
            })
    }
}

/// The font of a block; `None` when it has no name or is not to be fetched.
pub(super) fn read(input: &mut Parser<'_>) -> Option<Face> {
    let mut reader = Reader::default();
    for _ in RuleBodyParser::new(input, &mut reader) {}
    // Sorting keeps the order of equals.
    reader.sources.sort_by_key(|(_, kind)| *kind);
    reader.face.sources = reader.sources.into_iter().map(|(address, _)| address).collect();
    let face = reader.face;
    (!face.family.is_empty() && !face.sources.is_empty()).then_some(face)
}

#[derive(Debug, Default)]
struct Reader {
    face: Face,
    sources: Vec<(String, Kind)>,
}

/// Kinds of font files, the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Woff2,
    Woff,
    Plain,
    Unknown,
}

impl<'i> DeclarationParser<'i> for Reader {
    type Declaration = ();
    type Error = ();

    fn parse_value(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
        _start: &ParserState,
    ) -> Result<(), Refused> {
        match name.to_ascii_lowercase().as_str() {
            "font-family" => self.face.family = family(input)?,
            "font-weight" => self.face.weight = rewritten(input, Place::Value)?,
            "font-style" => self.face.style = rewritten(input, Place::Value)?,
            "font-stretch" => self.face.stretch = rewritten(input, Place::Value)?,
            "unicode-range" => {
                let ranges = input.parse_comma_separated(|input| -> Result<_, Refused> {
                    let range = UnicodeRange::parse(input)?;
                    Ok((range.start, range.end))
                });
                self.face.ranges = ranges?;
            }
            "src" => self
                .sources
                .extend(input.parse_comma_separated_ignoring_errors(source).into_iter().flatten()),
            _ => {}
        }
        Ok(())
    }
}

/// A name in quotes or of several words.
fn family(input: &mut Parser<'_>) -> Result<String, Refused> {
    let mut words = Vec::new();
    while let Ok(word) = input.expect_ident_or_string() {
        words.push(word.as_ref().to_owned());
    }
    Ok(words.join(" "))
}

/// One place of a `src`; `None`: a font of the computer.
fn source(input: &mut Parser<'_>) -> Result<Option<(String, Kind)>, Refused> {
    let Ok(address) = input.try_parse(Parser::expect_url) else {
        while input.next().is_ok() {}
        return Ok(None);
    };
    let mut kind = kind(address.rsplit('.').next().unwrap_or_default());
    while let Ok(token) = input.next() {
        if matches!(token, Token::Function(name) if name.eq_ignore_ascii_case("format")) {
            let said = input.parse_nested_block(|input| -> Result<Kind, Refused> {
                let said = self::kind(input.expect_ident_or_string()?);
                while input.next().is_ok() {}
                Ok(said)
            });
            kind = said?;
        }
    }
    Ok(Some((address.as_ref().to_owned(), kind)))
}

fn kind(word: &str) -> Kind {
    let word = word.to_ascii_lowercase();
    let word = word.split(['?', '#']).next().unwrap_or_default();
    match word {
        "woff2" | "woff2-variations" => Kind::Woff2,
        "woff" => Kind::Woff,
        "ttf" | "otf" | "truetype" | "opentype" => Kind::Plain,
        _ => Kind::Unknown,
    }
}

impl AtRuleParser<'_> for Reader {
    type Prelude = ();
    type AtRule = ();
    type Error = ();
}

impl QualifiedRuleParser<'_> for Reader {
    type Prelude = ();
    type QualifiedRule = ();
    type Error = ();
}

impl RuleBodyItemParser<'_, (), ()> for Reader {
    fn parse_declarations(&self) -> bool {
        true
    }

    fn parse_qualified(&self) -> bool {
        false
    }
}
