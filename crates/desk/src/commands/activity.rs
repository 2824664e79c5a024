//! The activity log in sentences, and as a text to keep. It names posts and people; it holds no text, no
//! password and no key.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use afterword_model::{OpKind, ProblemKind, Timestamp};
use afterword_store::activity::{self, Entry, Kind};
use afterword_store::blogs;
use chrono::SecondsFormat;
use serde::de::DeserializeOwned;
use url::Url;

use crate::Desk;
use crate::api::{ActivityKind, ActivityRow, ExportedText, ForBlog, ListActivity, SavedLog};
use crate::error::Result;
use crate::words::failed;

/// More rows than a window asks for at once.
const MOST: u32 = 500;

pub(crate) fn activity_list(desk: &Desk, ask: ListActivity) -> Result<Vec<ActivityRow>> {
    let found = desk
        .shared()
        .store
        .read(|db| activity::list(db, ask.blog, ask.before, ask.limit.min(MOST)))?;
    Ok(found.into_iter().map(row).collect())
}

/// Oldest first, as one reads.
pub(crate) fn activity_export(desk: &Desk, ask: ForBlog) -> Result<ExportedText> {
    Ok(ExportedText { text: log(desk, ask)?.0 })
}

/// Into the folder for downloads, beside what is there; where the page saves files itself, it gets the text.
pub(crate) fn activity_save(desk: &Desk, ask: ForBlog) -> Result<SavedLog> {
    let (text, name) = log(desk, ask)?;
    let path = match &desk.shared().downloads {
        Some(folder) => Some(write_beside(folder, &name, &text).map_err(|error| {
            failed("The log could not be saved as a file. You can copy it instead.")
                .with_detail(format!("{}: {error}", folder.display()))
        })?),
        None => None,
    };
    Ok(SavedLog { path: path.map(|path| path.display().to_string()), name, text })
}

/// The log and a name for its file.
fn log(desk: &Desk, ask: ForBlog) -> Result<(String, String)> {
    let shared = desk.shared();
    let (blog, mut found) = shared.store.read(|db| {
        Ok((blogs::get(db, ask.blog)?, activity::list(db, ask.blog, None, activity::KEPT)?))
    })?;
    found.reverse();
    let mut text = format!(
        "What Afterword did with {} ({})\nWritten {}. Times are UTC.\n\n",
        one_line(&blog.title),
        one_line(&blog.url),
        stamp(shared.now())
    );
    for entry in &found {
        text.push_str(&format!("{}  {}\n", stamp(entry.at), sentence(entry)));
    }
    let host = Url::parse(&blog.url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let name = format!(
        "Afterword log {} {}.txt",
        file_name(host.as_deref().unwrap_or("blog")),
        shared.now().format("%Y-%m-%d")
    );
    Ok((text, name))
}

/// What may stand in a file's name on every system.
fn file_name(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect()
}

/// Never over a file that is there: the name gets a number then.
fn write_beside(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
    for number in 1..100 {
        let path = folder.join(match number {
            1 => name.to_owned(),
            _ => format!("{stem} ({number}).{ending}"),
        });
        match fs::File::create_new(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn stamp(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn row(entry: Entry) -> ActivityRow {
    ActivityRow { id: entry.id, at: entry.at, sentence: sentence(&entry), kind: kind(entry.kind) }
}

fn kind(kind: Kind) -> ActivityKind {
    match kind {
        Kind::Sent => ActivityKind::Sent,
        Kind::Queued | Kind::TakenBack => ActivityKind::Queued,
        Kind::Merged => ActivityKind::Merged,
        Kind::Removed => ActivityKind::Problem,
        Kind::Pulled => ActivityKind::Received,
        Kind::Gone | Kind::Purged => ActivityKind::Gone,
        Kind::Connected | Kind::Disconnected => ActivityKind::Connected,
        Kind::Settled | Kind::Reachable => ActivityKind::Solved,
        Kind::NeedsWriter
        | Kind::MassDisappearance
        | Kind::ChangedInBoth
        | Kind::SignedOut
        | Kind::Unreachable => ActivityKind::Problem,
    }
}

fn sentence(entry: &Entry) -> String {
    let subject = match one_line(&entry.subject) {
        empty if empty.is_empty() => "Something without a title".to_owned(),
        subject => format!("“{subject}”"),
    };
    match entry.kind {
        Kind::Sent => sent(&subject, from_word(&entry.detail)),
        Kind::Queued => {
            format!("You pressed the button for {subject}: {}.", what(from_word(&entry.detail)))
        }
        Kind::TakenBack => {
            format!(
                "You took {subject} back before it went out: {}.",
                what(from_word(&entry.detail))
            )
        }
        Kind::NeedsWriter => format!("{subject} waits for you: {}.", why(from_word(&entry.detail))),
        Kind::Merged => {
            format!("{subject} was changed here and on the blog; both changes are in it now.")
        }
        Kind::Removed => format!(
            "The blog took something out of {subject}: {}. Your text here still has it.",
            one_line(&entry.detail)
        ),
        Kind::Pulled => pulled(&entry.detail),
        Kind::Gone if entry.detail == "kept" => {
            format!(
                "{subject} is no longer on the blog. It has words that were never sent; they stay here."
            )
        }
        Kind::Gone => format!("{subject} is no longer on the blog. It is in the trash here."),
        Kind::Purged => format!(
            "{subject} was in the trash for thirty days and was removed from this computer."
        ),
        Kind::MassDisappearance => format!(
            "Far more was missing on the blog than a writer deletes ({}). Nothing was changed here.",
            one_line(&entry.detail)
        ),
        Kind::ChangedInBoth => {
            format!(
                "{subject} was changed here and on the blog. Both versions are kept until you choose."
            )
        }
        Kind::Settled => {
            format!("You settled the two versions of {subject}. The other one is kept.")
        }
        Kind::Connected => format!("{subject} was connected."),
        Kind::Disconnected => format!("{subject} was disconnected. Its posts stay here."),
        Kind::SignedOut => "The blog no longer took the password.".to_owned(),
        Kind::Unreachable => {
            format!("The blog could not be used: {}.", why(from_word(&entry.detail)))
        }
        Kind::Reachable => "The blog answered again.".to_owned(),
    }
}

fn sent(subject: &str, kind: Option<OpKind>) -> String {
    match kind {
        Some(OpKind::Upload) => format!("The picture {subject} went to the blog."),
        Some(OpKind::Publish) => format!("{subject} was published."),
        Some(OpKind::Update) => format!("{subject} was brought up to date on the blog."),
        Some(OpKind::Schedule) => format!("{subject} was scheduled on the blog."),
        Some(OpKind::Review) => format!("{subject} was submitted for review."),
        Some(OpKind::Draft) => format!("{subject} was kept on the blog as a draft."),
        Some(OpKind::Unpublish) => {
            format!("{subject} was taken off the blog; it is a draft there.")
        }
        Some(OpKind::TrashPost) => format!("{subject} was moved to the blog's trash."),
        Some(OpKind::RestorePost) => format!("{subject} was taken out of the blog's trash."),
        Some(OpKind::Reply) => format!("Your reply to {subject} went out."),
        Some(OpKind::EditReply) => format!("Your changed reply to {subject} went out."),
        Some(OpKind::Moderate) => format!("The comment by {subject} was moderated."),
        None => format!("{subject} went out."),
    }
}

fn what(kind: Option<OpKind>) -> &'static str {
    match kind {
        Some(OpKind::Upload) => "upload",
        Some(OpKind::Publish) => "publish",
        Some(OpKind::Update) => "update",
        Some(OpKind::Schedule) => "schedule",
        Some(OpKind::Review) => "submit for review",
        Some(OpKind::Draft) => "keep as a draft on the blog",
        Some(OpKind::Unpublish) => "take off the blog",
        Some(OpKind::TrashPost) => "move to the blog's trash",
        Some(OpKind::RestorePost) => "take out of the blog's trash",
        Some(OpKind::Reply) => "reply",
        Some(OpKind::EditReply) => "change a reply",
        Some(OpKind::Moderate) => "moderate",
        None => "send",
    }
}

fn why(problem: Option<ProblemKind>) -> &'static str {
    match problem {
        Some(ProblemKind::Offline) => "nothing reached it",
        Some(ProblemKind::AnswerLost) => "its answer was lost",
        Some(ProblemKind::SignIn) => "it did not take the password",
        Some(ProblemKind::NoPassword) => "there is no password here",
        Some(ProblemKind::Role) => "your role there does not allow it",
        Some(ProblemKind::Conflict) => "it was changed on the blog, too",
        Some(ProblemKind::TakenOff) => "somebody took it off the blog",
        Some(ProblemKind::Overtaken) => "somebody decided otherwise meanwhile",
        Some(ProblemKind::Gone) => "it is no longer on the blog",
        Some(ProblemKind::CommentsClosed) => "the post takes no more comments",
        Some(ProblemKind::ParentEdited) => "the comment was edited meanwhile",
        Some(ProblemKind::AnsweredElsewhere) => "it was answered meanwhile",
        Some(ProblemKind::NewTurn) => "the reader added something meanwhile",
        Some(ProblemKind::Busy) => "the blog asked for a pause",
        Some(ProblemKind::Maintenance) => "the blog was being maintained",
        Some(ProblemKind::NotTheBlog) => "something else answered in its place",
        Some(ProblemKind::Certificate) => "its certificate was not in order",
        Some(ProblemKind::Moved) => "its address led elsewhere",
        Some(ProblemKind::TooLarge) => "it was too large for the blog",
        Some(ProblemKind::Refused) => "the blog refused it",
        Some(ProblemKind::MissingPicture) => "a picture is no longer here",
        Some(ProblemKind::MassDisappearance) => "far more was missing than a writer deletes",
        Some(ProblemKind::NotSaved) => "this computer's disk did not take a note of it",
        None => "something stood in the way",
    }
}

/// New, changed and gone posts in words.
fn pulled(detail: &str) -> String {
    let mut numbers = detail.split(',').map(|number| number.trim().parse::<u64>().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    let all = [(next(), "new"), (next(), "changed"), (next(), "gone")];
    let parts: Vec<String> = all
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    match parts.as_slice() {
        [] => "The blog's posts were read; nothing was new.".to_owned(),
        parts => format!("The blog's posts were read: {}.", parts.join(", ")),
    }
}

fn from_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

/// A stranger's name or title can't make a line of its own.
fn one_line(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: Kind, subject: &str, detail: &str) -> String {
        let at = Timestamp::default();
        let (subject, detail) = (subject.to_owned(), detail.to_owned());
        sentence(&Entry { id: 1, blog: None, at, kind, subject, detail })
    }

    #[test]
    fn what_happened_is_said_in_words() {
        assert_eq!(
            said(Kind::Sent, "Slow mail", "schedule"),
            "“Slow mail” was scheduled on the blog."
        );
        assert_eq!(
            said(Kind::NeedsWriter, "", "conflict"),
            "Something without a title waits for you: it was changed on the blog, too."
        );
        assert_eq!(said(Kind::Pulled, "", "3,0,1"), "The blog's posts were read: 3 new, 1 gone.");
    }

    #[test]
    fn a_saved_log_never_takes_the_place_of_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let downloads = folder.path().join("Downloads");
        let name = "Afterword log b.example 2026-11-23.txt";
        let paths: Vec<PathBuf> =
            ["one", "two"].map(|text| write_beside(&downloads, name, text).unwrap()).into();
        let texts: Vec<String> =
            paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
        assert_eq!(texts, ["one", "two"]);
        assert!(paths.last().unwrap().ends_with("Afterword log b.example 2026-11-23 (2).txt"));
    }

    #[test]
    fn a_blogs_host_is_no_path() {
        assert_eq!(file_name("b.example"), "b.example");
        assert_eq!(file_name("../x/[::1]:80"), "..x180");
    }

    #[test]
    fn a_name_never_makes_a_line_of_its_own() {
        let said =
            said(Kind::Sent, "Eve\n2026-01-01T00:00:00Z  You gave her the password", "reply");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}
