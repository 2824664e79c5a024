//! Whole style sheets and style attributes, cleaned.

use cssparser::{
    AtRuleParser, CowRcStr, DeclarationParser, ParseError, Parser, ParserState,
    QualifiedRuleParser, RuleBodyItemParser, RuleBodyParser, StyleSheetParser,
};

use super::face::{self, Face};
use super::tokens::{self, Place, Refused, rewritten};

/// A style sheet, cleaned, without the sheets it wants brought in and the fonts it wants fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What stands before everything that is brought in: the order of its layers.
    pub order: String,
    /// The sheets it brings in, which come before its own rules.
    pub imports: Vec<Import>,
    /// Its rules.
    pub css: String,
    /// Its fonts.
    pub faces: Vec<Face>,
}

/// Another sheet that a sheet brings in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its address as written, relative to the sheet.
    pub address: String,
    /// What its rules are to stand in, for [`wrap`]: at-rules without their blocks, the outermost first.
    pub within: Vec<String>,
}

/// Cleans a style sheet. Animations and transitions are left out as well: the preview rests.
pub fn sheet(css: &str) -> Sheet {
    let mut parser = Parser::new(css);
    let mut reader = Reader { may_import: true, ..Reader::default() };
    // What can't be read is left out, as browsers do.
    for _ in StyleSheetParser::new(&mut parser, &mut reader) {}
    reader.sheet
}

/// Cleans what stands in a style attribute.
pub fn declarations(css: &str) -> String {
    let mut parser = Parser::new(css);
    let mut reader = Reader { in_style: true, only_declarations: true, ..Reader::default() };
    for _ in RuleBodyParser::new(&mut parser, &mut reader) {}
    reader.sheet.css
}

/// Rules in the at-rules they are to stand in.
pub fn wrap(css: &str, within: &[String]) -> String {
    let mut out = String::new();
    for rule in within {
        out.push_str(rule);
        out.push('{');
    }
    out.push_str(css);
    out.extend(within.iter().map(|_| '}'));
    out
}

/// The condition of a `media` attribute as an at-rule for [`wrap`]; `None`: one that makes no sense, which
/// browsers take for never.
pub(super) fn media(condition: &str) -> Option<String> {
    let mut parser = Parser::new(condition);
    let text = rewritten(&mut parser, Place::Prelude).ok()?;
    Some(format!("@media {text}"))
}

#[derive(Debug, Default)]
struct Reader {
    sheet: Sheet,
    /// Only sheets and layers so far.
    may_import: bool,
    /// Within the braces of a selector.
    in_style: bool,
    only_declarations: bool,
}

impl Reader {
    /// A block with its head, unless there is nothing in it.
    fn block(&mut self, head: &str, input: &mut Parser<'_>, in_style: bool) {
        let start = self.sheet.css.len();
        self.sheet.css.push_str(head);
        self.sheet.css.push('{');
        let empty = self.sheet.css.len();
        let outer = std::mem::replace(&mut self.in_style, in_style);
        for _ in RuleBodyParser::new(input, self) {}
        self.in_style = outer;
        if self.sheet.css.len() == empty && !head.starts_with("@layer") {
            self.sheet.css.truncate(start);
        } else {
            self.sheet.css.push('}');
        }
    }
}

/// The beginning of an at-rule.
#[derive(Debug)]
enum Head {
    Import(Import),
    Layer(String),
    Group(String),
    Face,
}

impl<'i> AtRuleParser<'i> for Reader {
    type Prelude = Head;
    type AtRule = ();
    type Error = ();

    fn parse_prelude(
        &mut self,
        name: CowRcStr<'i>,
        input: &mut Parser<'i>,
    ) -> Result<Head, Refused> {
        let name = name.to_ascii_lowercase();
        if name == "import" && self.may_import {
            return import(input).map(Head::Import);
        }
        if name != "layer" {
            self.may_import = false;
        }
        match name.as_str() {
            "layer" => Ok(Head::Layer(rewritten(input, Place::Prelude)?)),
            "media" | "supports" | "container" => {
                Ok(Head::Group(format!("@{name} {}", rewritten(input, Place::Prelude)?)))
            }
            "font-face" => Ok(Head::Face),
            _ => Err(ParseError::unexpected_token()),
        }
    }

    fn rule_without_block(&mut self, head: Head, _start: &ParserState) -> Result<(), ()> {
        match head {
            Head::Import(import) => self.sheet.imports.push(import),
            Head::Layer(names) if names.is_empty() => return Err(()),
            Head::Layer(names) => {
                let first = self.may_import && self.sheet.imports.is_empty();
                let out = if first { &mut self.sheet.order } else { &mut self.sheet.css };
                out.push_str(&format!("@layer {names};"));
            }
            Head::Group(_) | Head::Face => return Err(()),
        }
        Ok(())
    }

    fn parse_block(
        &mut self,
        head: Head,
        _start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), Refused> {
        self.may_import = false;
        match head {
            Head::Import(_) => return Err(ParseError::unexpected_token()),
            Head::Layer(name) => self.block(&format!("@layer {name}"), input, self.in_style),
            Head::Group(head) => self.block(&head, input, self.in_style),
            Head::Face => self.sheet.faces.extend(face::read(input)),
        }
        Ok(())
    }
}

impl<'i> QualifiedRuleParser<'i> for Reader {
    type Prelude = String;
    type QualifiedRule = ();
    type Error = ();

    fn parse_prelude(&mut self, input: &mut Parser<'i>) -> Result<String, Refused> {
        self.may_import = false;
        let selector = rewritten(input, Place::Prelude)?;
        if selector.is_empty() { Err(ParseError::unexpected_token()) } else { Ok(selector) }
    }

    fn parse_block(
        &mut self,
        selector: String,
        _start: &ParserState,
        input: &mut Parser<'i>,
    ) -> Result<(), Refused> {
        self.block(&selector, input, true);
        Ok(())
    }
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
        let is_custom = name.starts_with("--");
        let place = if is_custom { Place::Custom } else { Place::Value };
        let value = rewritten(input, place)?;
        let lower = name.to_ascii_lowercase();
        if is_custom || may_be_set(tokens::plain_name(&lower), &value) {
            tokens::name(&mut self.sheet.css, if is_custom { &name } else { &lower });
            self.sheet.css.push(':');
            self.sheet.css.push_str(&value);
            self.sheet.css.push(';');
        }
        Ok(())
    }
}

impl<'i> RuleBodyItemParser<'i, (), ()> for Reader {
    fn parse_declarations(&self) -> bool {
        self.in_style
    }

    fn parse_qualified(&self) -> bool {
        !self.only_declarations
    }
}

/// Neither code of old engines, nor what keeps the window busy or takes something out of the page: a value
/// that is only known when it is used counts as the worst.
fn may_be_set(property: &str, value: &str) -> bool {
    match property {
        "behavior" | "binding" | "src" | "scroll-behavior" | "view-transition-name" => false,
        "position" => {
            let value = value.strip_suffix("important").unwrap_or(value);
            let value = value.trim_end().strip_suffix('!').unwrap_or(value).trim();
            POSITIONS.iter().any(|known| value.eq_ignore_ascii_case(known))
        }
        _ => !["animation", "transition"].iter().any(|busy| property.starts_with(busy)),
    }
}

const POSITIONS: [&str; 7] =
    ["static", "relative", "absolute", "initial", "inherit", "unset", "revert"];

/// What follows `@import`.
fn import(input: &mut Parser<'_>) -> Result<Import, Refused> {
    let address = input.expect_url_or_string()?.as_ref().to_owned();
    let mut within = Vec::new();
    let layer = input.try_parse(|input| -> Result<String, Refused> {
        input.expect_function_matching("layer")?;
        input.parse_nested_block(|input| rewritten(input, Place::Prelude))
    });
    let layer = match layer {
        Ok(name) => Some(format!("@layer {name}")),
        Err(_) => {
            let bare = input.try_parse(|input| input.expect_ident_matching("layer"));
            bare.is_ok().then(|| "@layer".to_owned())
        }
    };
    let supports = input.try_parse(|input| -> Result<String, Refused> {
        input.expect_function_matching("supports")?;
        input.parse_nested_block(|input| rewritten(input, Place::Prelude))
    });
    let condition = rewritten(input, Place::Prelude)?;
    if !condition.is_empty() {
        within.push(format!("@media {condition}"));
    }
    within.extend(supports.ok().map(|condition| format!("@supports ({condition})")));
    within.extend(layer);
    Ok(Import { address, within })
}
