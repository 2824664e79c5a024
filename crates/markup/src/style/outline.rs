//! What a published page is made of, as far as its look goes: its style sheets in their order, and the elements
//! from `html` down to the one its text stands in. Names only: no text of the page, no address but those of
//! style sheets, no attribute that could do anything.

use dom_query::{Document, NodeRef};

use super::css::{declarations, media};
use super::trim;
use crate::tangle;

/// Elements deeper than this are not looked at.
const DEEPEST: usize = 200;
/// Style sheets and style elements, the others are left out.
const MOST_SOURCES: usize = 60;
const MOST_CLASSES: usize = 60;
const LONGEST_NAME: usize = 120;
/// Beginnings of the text's lines that are looked for, and how much of each.
const MOST_PROBES: usize = 12;
const PROBE: std::ops::RangeInclusive<usize> = 8..=40;

/// A page, as far as its look goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Relative addresses start from here, itself relative to the page; empty: from the page.
    pub base: String,
    /// Style sheets, in the order in which they count.
    pub sources: Vec<Source>,
    /// From `html` to the element whose children are the text's blocks.
    pub steps: Vec<Step>,
    /// Where the title stands, if it was found outside the text.
    pub title: Option<TitlePlace>,
    /// The characters of the page, each once.
    pub letters: String,
}

/// A style sheet of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// At this address, as written, in these at-rules (see [`super::wrap`]).
    At(String, Vec<String>),
    /// In the page itself: its CSS, uncleaned.
    Here(String, Vec<String>),
}

/// An element on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// Its name; `div` for those that could do something.
    pub tag: String,
    /// Its `id`.
    pub id: String,
    /// Its classes.
    pub classes: Vec<String>,
    /// Its own style, cleaned.
    pub style: String,
    /// `lang` and `dir`, where it has them.
    pub lang: String,
    /// See `lang`.
    pub dir: String,
}

/// Where a title stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TitlePlace {
    /// How many of [`Outline::steps`] are around it as well.
    pub shared: usize,
    /// The elements from there to the heading.
    pub steps: Vec<Step>,
}

/// Reads a page that shows a post with this title and these plain words, one block a line; `None` for HTML
/// that is tangled beyond reason.
pub fn outline(html: &str, title: &str, words: &str) -> Option<Outline> {
    let html = trim::trim(html);
    if tangle::is_tangled(&html) {
        return None;
    }
    let document = Document::from(html);
    let page = Page::read(&document);
    let text = page.text_box(words);
    let steps = page.way(text);
    let title = page.title(title, text);
    Some(Outline {
        base: document.select("base[href]").attr("href").unwrap_or_default().trim().to_owned(),
        sources: sources(&document),
        steps: steps.iter().map(|at| page.step(*at)).collect(),
        title,
        letters: page.letters,
    })
}

/// The elements of a page in their order, and its letters and digits in one run.
struct Page<'d> {
    elements: Vec<Element<'d>>,
    run: String,
    letters: String,
}

struct Element<'d> {
    node: NodeRef<'d>,
    name: String,
    parent: Option<usize>,
    depth: usize,
    /// Its part of the run.
    from: usize,
    to: usize,
}

impl<'d> Page<'d> {
    fn read(document: &'d Document) -> Self {
        let mut page = Self { elements: Vec::new(), run: String::new(), letters: String::new() };
        let mut seen = std::collections::BTreeSet::new();
        page.enter(document.html_root(), None, 0, &mut seen);
        page.letters = seen.into_iter().collect();
        page
    }

    fn enter(
        &mut self,
        node: NodeRef<'d>,
        parent: Option<usize>,
        depth: usize,
        seen: &mut std::collections::BTreeSet<char>,
    ) {
        if node.is_text() {
            let text = node.text();
            seen.extend(text.chars().filter(|c| !c.is_control()));
            squeeze(&mut self.run, &text);
            return;
        }
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        if !node.is_element() || depth > DEEPEST || SILENT.contains(&name.as_str()) {
            return;
        }
        let at = self.elements.len();
        let from = self.run.len();
        self.elements.push(Element { node, name, parent, depth, from, to: from });
        for child in node.children_it(false) {
            self.enter(child, Some(at), depth + 1, seen);
        }
        let to = self.run.len();
        if let Some(element) = self.elements.get_mut(at) {
            element.to = to;
        }
    }

    /// The element that holds the text: found by the words, or else by the names that themes use.
    fn text_box(&self, words: &str) -> Option<usize> {
        let probes: Vec<String> = words.lines().filter_map(probe).take(MOST_PROBES).collect();
        let places: Vec<Vec<usize>> = probes
            .iter()
            .map(|probe| self.run.match_indices(probe.as_str()).map(|(at, _)| at).collect())
            .collect();
        let held = |element: &Element<'_>| {
            let within = |at: &&usize| (element.from..element.to).contains(*at);
            places.iter().filter(|all| all.iter().any(|at| within(&at))).count()
        };
        let counts: Vec<usize> = self.elements.iter().map(held).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let holds_all = |at: &usize| counts.get(*at) == Some(&most);
        let known = |at: &usize| self.elements.get(*at).is_some_and(is_known_box);
        let all = || 0..self.elements.len();
        let deepest = |found: Vec<usize>| {
            found.into_iter().max_by_key(|at| self.elements.get(*at).map(|it| it.depth))
        };
        let named = deepest(all().filter(holds_all).filter(known).collect());
        if named.is_some() {
            return named;
        }
        let by_words = (most > 0).then(|| deepest(all().filter(holds_all).collect())).flatten();
        let by_words = by_words.and_then(|at| self.out_of_text(at));
        by_words
            .or_else(|| all().find(known))
            .or_else(|| self.named("article"))
            .or_else(|| self.named("main"))
            .or_else(|| self.named("body"))
    }

    /// The nearest element around that holds blocks rather than words.
    fn out_of_text(&self, mut at: usize) -> Option<usize> {
        loop {
            let element = self.elements.get(at)?;
            if BOXES.contains(&element.name.as_str()) {
                return Some(at);
            }
            at = element.parent?;
        }
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.elements.iter().position(|element| element.name == name)
    }

    /// From the root to an element.
    fn way(&self, to: Option<usize>) -> Vec<usize> {
        let mut way: Vec<usize> =
            std::iter::successors(to, |at| self.elements.get(*at)?.parent).collect();
        way.reverse();
        way
    }

    fn title(&self, title: &str, text: Option<usize>) -> Option<TitlePlace> {
        let wanted = squeezed(title);
        let text = self.way(text);
        let is_title = |element: &Element<'_>| {
            let heading = matches!(element.name.as_str(), "h1" | "h2");
            heading && self.run.get(element.from..element.to) == Some(wanted.as_str())
        };
        let outside = |at: &usize| !self.way(Some(*at)).starts_with(&text);
        let found = |name: &str| {
            (0..self.elements.len())
                .filter(|at| {
                    self.elements.get(*at).is_some_and(|it| it.name == name && is_title(it))
                })
                .find(outside)
        };
        let found = if wanted.is_empty() { None } else { found("h1").or_else(|| found("h2")) };
        let way = self.way(Some(found?));
        let shared = way.iter().zip(&text).take_while(|(one, other)| one == other).count();
        let steps = way.iter().skip(shared).map(|at| self.step(*at)).collect();
        Some(TitlePlace { shared, steps })
    }

    fn step(&self, at: usize) -> Step {
        let Some(element) = self.elements.get(at) else { return Step::default() };
        let word =
            |name: &str| element.node.attr(name).map(|word| word.to_string()).unwrap_or_default();
        let short = |word: &str| word.len() <= LONGEST_NAME;
        let classes = word("class");
        let classes = classes.split_ascii_whitespace().filter(|class| short(class));
        let tag = element.name.as_str();
        let is_inert = BOXES.contains(&tag) || HEADINGS.contains(&tag);
        let plain = |word: String| {
            let plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
            if plain && short(&word) { word } else { String::new() }
        };
        Step {
            tag: if is_inert { tag.to_owned() } else { "div".to_owned() },
            id: Some(word("id")).filter(|id| short(id)).unwrap_or_default(),
            classes: classes.take(MOST_CLASSES).map(str::to_owned).collect(),
            style: declarations(&word("style")),
            lang: plain(word("lang")),
            dir: plain(word("dir")),
        }
    }
}

/// Elements that hold blocks, and do nothing.
const BOXES: [&str; 12] = [
    "html", "body", "div", "main", "article", "section", "aside", "header", "footer", "center",
    "td", "nav",
];
const HEADINGS: [&str; 6] = ["h1", "h2", "hgroup", "span", "strong", "p"];
const SILENT: [&str; 4] = ["head", "style", "script", "template"];

/// The names that themes give to the element that holds a text.
fn is_known_box(element: &Element<'_>) -> bool {
    KNOWN.iter().any(|class| element.node.has_class(class))
        || element.node.attr("itemprop").is_some_and(|property| &*property == "articleBody")
}

const KNOWN: [&str; 8] = [
    "wp-block-post-content",
    "entry-content",
    "e-content",
    "post-content",
    "post__content",
    "article-content",
    "gh-content",
    "post-body",
];

/// Letters and digits only, so that neither spaces nor prettier quotes nor case keep words apart.
fn squeeze(out: &mut String, text: &str) {
    out.extend(text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase));
}

fn squeezed(text: &str) -> String {
    let mut out = String::new();
    squeeze(&mut out, text);
    out
}

/// The beginning of a line, if that says enough to be found by.
fn probe(line: &str) -> Option<String> {
    let probe: String = squeezed(line).chars().take(*PROBE.end()).collect();
    (probe.chars().count() >= *PROBE.start()).then_some(probe)
}

fn sources(document: &Document) -> Vec<Source> {
    let mut found = Vec::new();
    for node in document.select("link[rel], style").nodes() {
        let word = |name: &str| node.attr(name).map(|word| word.trim().to_owned());
        let Some(within) = conditions(&word("media"), word("onload").is_some()) else { continue };
        if node.has_name("style") {
            found.push(Source::Here(node.text().to_string(), within));
            continue;
        }
        let rel = word("rel").unwrap_or_default().to_ascii_lowercase();
        let has = |name| rel.split_ascii_whitespace().any(|word| word == name);
        let off = has("alternate") || node.has_attr("disabled");
        if let (true, false, Some(href)) = (has("stylesheet"), off, word("href")) {
            found.push(Source::At(href, within));
        }
        if found.len() >= MOST_SOURCES {
            break;
        }
    }
    found
}

/// When a sheet counts; `None`: never on a screen. A sheet for print that something happens to when it has
/// come is one that scripts turn on.
fn conditions(said: &Option<String>, is_late: bool) -> Option<Vec<String>> {
    let said = said.as_deref().unwrap_or_default().to_ascii_lowercase();
    match said.as_str() {
        "" | "all" | "screen" => Some(Vec::new()),
        "print" if is_late => Some(Vec::new()),
        "print" | "speech" | "braille" | "tty" => None,
        said => Some(vec![media(said)?]),
    }
}
