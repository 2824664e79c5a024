//! Harper, paragraph by paragraph, with a memory of what it said.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use harper_core::linting::{Lint, LintGroup, LintKind, Suggestion};
use harper_core::parsers::PlainEnglish;
use harper_core::spell::FstDictionary;
use harper_core::{Dialect, Document, remove_overlaps};

use crate::prose::{Paragraph, THING};

/// So many paragraphs are remembered.
const MEMORY: usize = 20_000;
/// Longer ones are not read: they would hold up everything else.
const LONGEST: usize = 20_000;
const MOST_FIXES: usize = 4;

/// Which English is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Variety {
    /// In the United States.
    American,
    /// In Britain, and wherever it is written so.
    British,
    /// In Canada.
    Canadian,
    /// In Australia.
    Australian,
    /// In India.
    Indian,
}

impl Variety {
    /// Of a language such as `en-GB`; `None`: it is not English.
    pub fn of(language: &str) -> Option<Self> {
        let mut parts = language.split('-');
        if parts.next() != Some("en") {
            return None;
        }
        Some(match parts.next() {
            None | Some("US") => Self::American,
            Some("CA") => Self::Canadian,
            Some("AU") => Self::Australian,
            Some("IN") => Self::Indian,
            Some(_) => Self::British,
        })
    }

    fn dialect(self) -> Dialect {
        match self {
            Self::American => Dialect::American,
            Self::British => Dialect::British,
            Self::Canadian => Dialect::Canadian,
            Self::Australian => Dialect::Australian,
            Self::Indian => Dialect::Indian,
        }
    }
}

/// Something about a part of a paragraph's prose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remark {
    /// In bytes.
    pub at: Range<usize>,
    pub rule: String,
    pub message: String,
    pub fixes: Vec<String>,
}

#[derive(Default)]
pub(crate) struct Linter {
    group: Option<(Variety, LintGroup)>,
    said: HashMap<(u64, usize, Variety), Arc<Vec<Remark>>>,
}

impl Linter {
    pub fn remembered(&self, paragraph: &Paragraph, variety: Variety) -> Option<Arc<Vec<Remark>>> {
        self.said.get(&key(paragraph, variety)).cloned()
    }

    pub fn read(&mut self, paragraph: &Paragraph, variety: Variety) -> Arc<Vec<Remark>> {
        let remarks = Arc::new(self.lint(paragraph, variety));
        if self.said.len() >= MEMORY {
            self.said.clear();
        }
        self.said.insert(key(paragraph, variety), Arc::clone(&remarks));
        remarks
    }

    fn lint(&mut self, paragraph: &Paragraph, variety: Variety) -> Vec<Remark> {
        let prose = paragraph.prose();
        if prose.len() > LONGEST {
            return Vec::new();
        }
        if self.group.as_ref().is_none_or(|(of, _)| *of != variety) {
            self.group = Some((variety, group(variety)));
        }
        let Some((_, group)) = &mut self.group else { return Vec::new() };
        let found = catch_unwind(AssertUnwindSafe(|| {
            let dictionary = FstDictionary::curated();
            let document = Document::new(prose, &PlainEnglish, &dictionary);
            organized(group, &document)
        }));
        let Ok(mut lints) = found else {
            // Nobody knows in what state it is now.
            self.group = None;
            return Vec::new();
        };
        lints.retain(|(_, lint)| wanted(lint.lint_kind, paragraph.is_running));
        without_overlaps(&mut lints);
        let letters: Vec<(usize, char)> = prose.char_indices().collect();
        lints.iter().filter_map(|(rule, lint)| remark(prose, &letters, rule, lint)).collect()
    }
}

fn key(paragraph: &Paragraph, variety: Variety) -> (u64, usize, Variety) {
    let mut hasher = DefaultHasher::new();
    (paragraph.prose(), paragraph.is_running).hash(&mut hasher);
    (hasher.finish(), paragraph.prose().len(), variety)
}

fn group(variety: Variety) -> LintGroup {
    let mut group = LintGroup::new_curated(FstDictionary::curated(), variety.dialect());
    for rule in ["SpellCheck", "LongSentences"] {
        group.config.set_rule_enabled(rule, false);
    }
    group
}

fn organized(group: &mut LintGroup, document: &Document) -> Vec<(String, Lint)> {
    let found = group.organized_lints(document).into_iter();
    found
        .flat_map(|(rule, lints)| lints.into_iter().map(move |lint| (rule.clone(), lint)))
        .collect()
}

/// Mistakes, not taste. What is no sentence needs no capital and no full stop.
fn wanted(kind: LintKind, is_running: bool) -> bool {
    match kind {
        LintKind::Spelling
        | LintKind::Style
        | LintKind::Readability
        | LintKind::Enhancement
        | LintKind::Regionalism
        | LintKind::Formatting => false,
        LintKind::Capitalization | LintKind::Punctuation => is_running,
        _ => true,
    }
}

/// Of remarks about the same words the weightiest stays.
fn without_overlaps(lints: &mut Vec<(String, Lint)>) {
    let mut kept: Vec<Lint> = lints.iter().map(|(_, lint)| lint.clone()).collect();
    remove_overlaps(&mut kept);
    lints.retain(|(_, lint)| {
        let at = kept.iter().position(|each| each == lint);
        at.map(|at| kept.remove(at)).is_some()
    });
    lints.sort_by_key(|(_, lint)| lint.span.start);
}

fn remark(prose: &str, letters: &[(usize, char)], rule: &str, lint: &Lint) -> Option<Remark> {
    let byte = |n: usize| letters.get(n).map_or(prose.len(), |(byte, _)| *byte);
    let at = byte(lint.span.start)..byte(lint.span.end);
    let words = prose.get(at.clone())?;
    if words.trim().is_empty() || words.contains(THING) {
        return None;
    }
    let mut fixes: Vec<String> = Vec::new();
    for suggestion in &lint.suggestions {
        let fix = match suggestion {
            Suggestion::ReplaceWith(with) => with.iter().collect(),
            Suggestion::InsertAfter(more) => words.chars().chain(more.iter().copied()).collect(),
            Suggestion::Remove => String::new(),
        };
        if fix != words && !fixes.contains(&fix) && fixes.len() < MOST_FIXES {
            fixes.push(fix);
        }
    }
    let message = quoted(&lint.message);
    Some(Remark { at, rule: rule.to_owned(), message, fixes })
}

/// Backticks were marks of code; a reader sees quotes.
fn quoted(message: &str) -> String {
    let mut is_open = false;
    message
        .chars()
        .map(|c| {
            if c == '`' {
                is_open = !is_open;
                if is_open { '\u{201C}' } else { '\u{201D}' }
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_has_varieties_and_other_languages_none() {
        for (language, variety) in [
            ("en", Some(Variety::American)),
            ("en-US", Some(Variety::American)),
            ("en-GB", Some(Variety::British)),
            ("en-ZA", Some(Variety::British)),
            ("en-AU", Some(Variety::Australian)),
            ("de-DE", None),
            ("", None),
        ] {
            assert_eq!(Variety::of(language), variety, "{language}");
        }
    }

    #[test]
    fn code_in_a_message_is_quoted() {
        assert_eq!(quoted("Did you mean `a`?"), "Did you mean \u{201C}a\u{201D}?");
    }
}
