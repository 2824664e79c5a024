//! Grammar, for English: what may be wrong with words together.
//!
//! A linter needs a second to start and some 200 MB, so it starts with the first question, on a thread of
//! its own, and is let go when nobody has asked for a while. It reads paragraph by paragraph and remembers
//! what it said about each; what it can't say in time it says when it is asked again. Spelling, style and
//! the length of sentences are left out: the first has its own dictionaries, the others are the writer's.

use std::ops::Range;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::linter::{Linter, Remark, Variety};
use crate::places::Utf16;
use crate::prose::{Paragraph, paragraphs};

/// When nobody has asked for so long, the memory is given back.
const IDLE: Duration = Duration::from_secs(600);

/// Some words that may be wrong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where they begin in the text, in UTF-16 units.
    pub from: u32,
    /// Where they end.
    pub to: u32,
    /// The words as a reader reads them.
    pub words: String,
    /// What is the matter, in English.
    pub message: String,
    /// What this remark is known by: the rule and the words, so that it can be ignored.
    pub mark: String,
    /// What could take the words' place; empty words take them out. None where Markdown's signs are between
    /// the words.
    pub fixes: Vec<String>,
}

/// What could be said in time.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// In the order of the text.
    pub findings: Vec<Finding>,
    /// Every paragraph was read.
    pub is_done: bool,
}

/// The linter's thread.
#[derive(Debug, Default)]
pub struct Grammar(Mutex<Option<Sender<Question>>>);

struct Question {
    paragraphs: Arc<Vec<Paragraph>>,
    /// In which order they are read.
    order: Vec<usize>,
    variety: Variety,
    until: Instant,
    answer: Sender<Answer>,
}

/// What was said about each paragraph that was read.
type Answer = Vec<(usize, Arc<Vec<Remark>>)>;

impl Grammar {
    /// Reads as much of a Markdown text as it can in so much time, beginning with the paragraphs nearest to
    /// `first`, a place in UTF-16 units.
    pub fn check(&self, text: &str, first: u32, variety: Variety, patience: Duration) -> Checked {
        let paragraphs = Arc::new(paragraphs(text));
        let order = nearest_first(text, &paragraphs, first);
        let until = Instant::now() + patience;
        let (answer, answered) = channel();
        let asked = self.ask(Question {
            paragraphs: Arc::clone(&paragraphs),
            order,
            variety,
            until,
            answer,
        });
        // One paragraph may take a little longer than there is time.
        let said = if asked {
            answered.recv_timeout(patience * 2).unwrap_or_default()
        } else {
            Vec::new()
        };
        let is_done = said.len() == paragraphs.len();
        let mut found: Vec<(Range<usize>, &Paragraph, &Remark)> = Vec::new();
        for (n, remarks) in &said {
            let Some(paragraph) = paragraphs.get(*n) else { continue };
            let placed = remarks.iter().map(|it| (paragraph.source(it.at.clone()), paragraph, it));
            found.extend(placed);
        }
        found.sort_by_key(|(place, ..)| (place.start, place.end));
        let mut units = Utf16::new(text);
        let findings = found.into_iter().map(|(place, paragraph, remark)| {
            let words = paragraph.prose().get(remark.at.clone()).unwrap_or_default();
            let is_plain = text.get(place.clone()) == Some(words);
            Finding {
                from: units.at(place.start),
                to: units.at(place.end),
                words: words.to_owned(),
                message: remark.message.clone(),
                mark: format!("{}: {}", remark.rule, words.to_lowercase()),
                fixes: if is_plain { remark.fixes.clone() } else { Vec::new() },
            }
        });
        Checked { findings: findings.collect(), is_done }
    }

    /// False when there is no thread to ask.
    fn ask(&self, question: Question) -> bool {
        let mut thread = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let question = match thread.as_ref() {
            Some(sender) => match sender.send(question) {
                Ok(()) => return true,
                Err(back) => back.0,
            },
            None => question,
        };
        start(&mut thread).is_some_and(|sender| sender.send(question).is_ok())
    }
}

fn start(thread: &mut Option<Sender<Question>>) -> Option<&Sender<Question>> {
    let (sender, questions) = channel();
    let named = std::thread::Builder::new().name("grammar".into());
    let begun = named.stack_size(8 << 20).spawn(move || work(&questions));
    *thread = begun.is_ok().then_some(sender);
    thread.as_ref()
}

fn work(questions: &Receiver<Question>) {
    let mut linter: Option<Linter> = None;
    loop {
        match questions.recv_timeout(IDLE) {
            Ok(question) => answer(linter.get_or_insert_default(), &question),
            Err(RecvTimeoutError::Timeout) => linter = None,
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

fn answer(linter: &mut Linter, question: &Question) {
    let mut said = Vec::new();
    for n in &question.order {
        let Some(paragraph) = question.paragraphs.get(*n) else { continue };
        let remembered = linter.remembered(paragraph, question.variety);
        // What is remembered costs nothing, and one more paragraph is always read: else nothing would ever
        // be done where time is short.
        let remarks = match remembered {
            Some(remarks) => remarks,
            None if Instant::now() < question.until => linter.read(paragraph, question.variety),
            None => continue,
        };
        said.push((*n, remarks));
    }
    // Whoever asked may have gone.
    let _ = question.answer.send(said);
}

fn nearest_first(text: &str, paragraphs: &[Paragraph], first: u32) -> Vec<usize> {
    let mut units = Utf16::new(text);
    let starts: Vec<u32> =
        paragraphs.iter().map(|each| units.at(each.source(0..1).start)).collect();
    let mut order: Vec<usize> = (0..paragraphs.len()).collect();
    // What follows is in sight before what stands above.
    order.sort_by_key(|n| {
        let start = starts.get(*n).copied().unwrap_or_default();
        if start >= first { u64::from(start - first) } else { u64::from(first - start) * 4 }
    });
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(grammar: &Grammar, text: &str) -> Vec<Finding> {
        let begun = Instant::now();
        loop {
            let said = grammar.check(text, 0, Variety::American, Duration::from_millis(200));
            if said.is_done {
                return said.findings;
            }
            assert!(begun.elapsed() < Duration::from_secs(300), "it never ends");
        }
    }

    fn words<'t>(text: &'t str, found: &[Finding]) -> Vec<&'t str> {
        found.iter().map(|each| text.get(each.from as usize..each.to as usize).unwrap()).collect()
    }

    #[test]
    fn wrong_words_are_found_where_they_stand_and_code_is_not_read() {
        let grammar = Grammar::default();
        let text = "# A title\n\nThis is an test of the the lamp.\n\n```\nan test of the the lamp\n```\n\nSee `an test` and <https://an.test>, please.\n";
        let found = all(&grammar, text);
        assert_eq!(words(text, &found), ["an", "the the"]);
        assert_eq!(found[0].fixes, ["a"]);
        assert_eq!(found[1].fixes, ["the"]);
        assert!(found.iter().all(|each| !each.message.is_empty() && each.mark.contains(": ")));
        // What is remembered is said at once, and where the text is now.
        let later = format!("Something new stands before it.\n\n{text}");
        let again = all(&grammar, &later);
        assert_eq!(words(&later, &again), ["an", "the the"]);
    }

    #[test]
    fn words_with_signs_between_them_get_no_fix_that_would_lose_the_signs() {
        let grammar = Grammar::default();
        let text = "We saw the **the** lamp at dusk.\n";
        let found = all(&grammar, text);
        assert_eq!(words(text, &found), ["the **the"]);
        assert_eq!(found[0].fixes, [""; 0]);
    }

    #[test]
    fn what_is_in_sight_is_read_first() {
        let text = "One.\n\nTwo.\n\nThree.\n\nFour.\n";
        let found = paragraphs(text);
        assert_eq!(nearest_first(text, &found, 12), [2, 3, 1, 0]);
    }

    #[test]
    fn no_time_is_no_answer_and_no_error() {
        let said = Grammar::default().check("Some words.", 0, Variety::British, Duration::ZERO);
        assert!(!said.is_done && said.findings.is_empty());
    }
}
