//! What a writer finds on the practice blog at the first start: a post that quotes a page with its source,
//! and a conversation of four comments in two threads. The people and the page are made up.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;

use crate::app::WRITER_ID;
use crate::auth::random_word;
use crate::db::comments::{self, Status};
use crate::db::{posts, terms};
use crate::{PracticeError, text::slug};

/// A post that comes with the blog.
#[derive(Debug, Clone, Copy)]
pub struct SamplePost {
    /// Plain text.
    pub title: &'static str,
    /// HTML in WordPress's block form.
    pub content: &'static str,
    /// How long before the first start it was published, in minutes.
    pub minutes_ago: i64,
}

/// A comment that comes with the blog.
#[derive(Debug, Clone, Copy)]
pub struct SampleComment {
    /// The reader.
    pub name: &'static str,
    /// The reader's address; none of them can exist.
    pub email: &'static str,
    /// Plain paragraphs.
    pub content: &'static str,
    /// Which of [`COMMENTS`] it answers.
    pub answers: Option<usize>,
    /// Waits for review, because nobody has approved this reader before.
    pub held: bool,
    /// How long before the first start it was written, in minutes.
    pub minutes_ago: i64,
}

/// The post.
pub const POST: SamplePost = SamplePost {
    title: "Link post: the lighthouse keepers",
    content: include_str!("sample_post.html"),
    minutes_ago: 3 * 24 * 60 + 95,
};

/// The conversation, oldest first.
pub const COMMENTS: [SampleComment; 4] = [
    SampleComment {
        name: "Dennis",
        email: "dennis@reader.example",
        content: "“Lamp lit at dusk” twenty-two nights in a row, and then one line about the bread. \
                  I spent nine years on a weather ship and our log was just the same: wind, sea, \
                  wind, sea, and then somebody’s birthday cake in the margin.\n\nYou always know \
                  which line was written for the office and which one for the man himself.",
        answers: None,
        held: false,
        minutes_ago: 2 * 24 * 60 + 40,
    },
    SampleComment {
        name: "Ana P.",
        email: "ana@school.example",
        content: "I teach ten-year-olds, and they have to keep a diary for a week. Every year half \
                  of them tell me that nothing happened. May I read them the passage about the \
                  bread? And do you know what became of the boat?",
        answers: None,
        held: false,
        minutes_ago: 19 * 60 + 12,
    },
    SampleComment {
        name: "keeper77",
        email: "keeper77@reader.example",
        content: "Dennis, my grandfather kept the light at the point until 1961, and he would have \
                  argued with you. He said <em>all</em> of it was for the office, the cake too. But \
                  he kept every one of those books under his bed.",
        answers: Some(0),
        held: true,
        minutes_ago: 2 * 60 + 26,
    },
    SampleComment {
        name: "Dennis",
        email: "dennis@reader.example",
        content: "Ana, I hope you do. Tell them the rule we had on board: one thing you saw, one \
                  thing you heard, one thing you ate. By Friday they won’t want to stop.",
        answers: Some(1),
        held: false,
        minutes_ago: 18,
    },
];

/// Puts the post and the conversation into an empty blog.
pub(crate) fn plant(conn: &Connection, now: DateTime<Utc>) -> Result<(), PracticeError> {
    let published = now - TimeDelta::minutes(POST.minutes_ago);
    let post = posts::insert(
        conn,
        &posts::Post {
            status: posts::Status::Publish,
            slug: slug::slug_of(POST.title),
            title: POST.title.to_owned(),
            content: POST.content.to_owned(),
            fixed_date: Some(published),
            ..posts::Post::blank(posts::Kind::Post, WRITER_ID, published)
        },
    )?;
    terms::assign(conn, terms::Taxonomy::Category, post, &[terms::DEFAULT_CATEGORY])?;
    let mut ids: Vec<i64> = Vec::new();
    for comment in COMMENTS {
        let parent = comment.answers.and_then(|index| ids.get(index)).copied();
        let row = comments::Comment {
            id: 0,
            post,
            parent: parent.unwrap_or(0),
            user: 0,
            name: comment.name.to_owned(),
            email: comment.email.to_owned(),
            url: String::new(),
            agent: String::new(),
            content: comment.content.to_owned(),
            status: if comment.held { Status::Hold } else { Status::Approved },
            date: now - TimeDelta::minutes(comment.minutes_ago),
            token: random_word(24)?,
            kind: comments::Kind::Comment,
        };
        ids.push(comments::insert(conn, &row)?);
    }
    Ok(())
}
