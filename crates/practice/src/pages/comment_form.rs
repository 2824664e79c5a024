//! The comment form and what becomes of it: approved, held for review, or refused with the words kept.

use axum::http::StatusCode;
use axum::http::header::USER_AGENT;

use super::locked::is_open;
use super::post::{self, shown_name};
use super::{Broken, Made, not_found, path_of, redirect};
use crate::app::App;
use crate::auth::random_word;
use crate::db::comments::{self, Comment, Status};
use crate::db::posts::{self, Post};
use crate::rest::{LONGEST_COMMENT, post_link};
use crate::server::Asked;
use crate::text::{clean, escape};

/// WordPress holds comments with this many links.
const MANY_LINKS: usize = 2;

/// What stands in the form.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The comment that is answered; 0: none.
    parent: i64,
    name: String,
    email: String,
    url: String,
    words: String,
    /// Why it was not taken, as HTML.
    refusal: Option<&'static str>,
}

impl Draft {
    /// An empty form under a comment.
    pub(super) fn answering(parent: i64) -> Self {
        Self { parent, ..Self::default() }
    }
}

/// The form below a post.
pub(super) fn html(app: &App, post: &Post, conversation: &[Comment], draft: &Draft) -> String {
    if !post.comments_open {
        return "<section class=\"respond\" id=\"respond\"><p class=\"closed\">Comments are closed.</p></section>"
            .to_owned();
    }
    let path = escape(&path_of(app, &post_link(app, post)));
    let answered = conversation
        .iter()
        .find(|comment| comment.id == draft.parent && comment.status == Status::Approved);
    let (heading, parent) = match answered {
        Some(comment) => (
            format!(
                "Reply to {} <a class=\"cancel\" href=\"{path}#respond\">Cancel</a>",
                shown_name(comment)
            ),
            comment.id,
        ),
        None => ("Leave a comment".to_owned(), 0),
    };
    let refusal = draft.refusal.map_or_else(String::new, |why| {
        format!("<p class=\"refusal\" role=\"alert\">{why} Your words are still here.</p>")
    });
    format!(
        r#"<section class="respond" id="respond">
<h2>{heading}</h2>
{refusal}<form action="/wp-comments-post.php" method="post">
<input type="hidden" name="comment_post_ID" value="{id}">
<input type="hidden" name="comment_parent" value="{parent}">
<p class="wide"><label for="comment">Comment</label>
<textarea id="comment" name="comment" rows="6" required maxlength="{LONGEST_COMMENT}">{words}</textarea></p>
<p><label for="author">Name</label>
<input id="author" name="author" value="{name}" required maxlength="245" autocomplete="name"></p>
<p><label for="email">E-mail <span>not shown</span></label>
<input id="email" name="email" type="email" value="{email}" required maxlength="100" autocomplete="email"></p>
<p class="wide"><label for="url">Website <span>if you have one</span></label>
<input id="url" name="url" type="url" value="{url}" maxlength="200" autocomplete="url"></p>
<p class="wide send"><button type="submit">Post comment</button>
<span>The first comment under a name and e-mail address awaits review in Afterword. Once one is approved, the next ones appear at once.</span></p>
</form>
</section>"#,
        id = post.id,
        words = escape(&draft.words),
        name = escape(&draft.name),
        email = escape(&draft.email),
        url = escape(&draft.url),
    )
}

/// Takes a sent form.
pub(super) fn take(app: &App, asked: &Asked) -> Made {
    let mut draft = Draft::default();
    let mut post = 0;
    for (name, value) in url::form_urlencoded::parse(&asked.body) {
        match name.as_ref() {
            "comment_post_ID" => post = value.parse().unwrap_or(0),
            "comment_parent" => draft.parent = value.parse().unwrap_or(0),
            "author" => draft.name = value.trim().to_owned(),
            "email" => draft.email = value.trim().to_owned(),
            "url" => draft.url = value.trim().to_owned(),
            "comment" => draft.words = value.replace("\r\n", "\n"),
            _ => {}
        }
    }
    let post = app.read(|conn| posts::get(conn, post))?;
    let Some(post) = post.filter(|post| is_public(post) && is_open(asked, post)) else {
        return Ok(not_found(app));
    };
    let agent = asked.headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok());
    let outcome = match refusal(&post, &draft) {
        Some(refusal) => Err(refusal),
        None => store(app, &post, &draft, agent.unwrap_or_default())?,
    };
    let path = path_of(app, &post_link(app, &post));
    match outcome {
        Ok(comment) => {
            let held = match comment.status {
                Status::Approved => String::new(),
                _ => format!("?unapproved={}&moderation-hash={}", comment.id, comment.token),
            };
            let to = format!("{path}{held}#comment-{}", comment.id);
            Ok(redirect(StatusCode::SEE_OTHER, &to))
        }
        Err((status, why)) => {
            draft.refusal = Some(why);
            post::show(app, asked, &post, "", &draft, status)
        }
    }
}

type Refusal = (StatusCode, &'static str);

fn is_public(post: &Post) -> bool {
    post.status == posts::Status::Publish
}

fn refusal(post: &Post, draft: &Draft) -> Option<Refusal> {
    if !post.comments_open {
        return Some((StatusCode::FORBIDDEN, "Comments are closed here."));
    }
    if draft.words.trim().is_empty() {
        return Some((StatusCode::BAD_REQUEST, "The comment is empty."));
    }
    if draft.words.len() > LONGEST_COMMENT {
        return Some((StatusCode::BAD_REQUEST, "The comment is too long."));
    }
    if draft.name.is_empty() || draft.name.len() > 245 {
        return Some((StatusCode::BAD_REQUEST, "A name is needed."));
    }
    let email = draft.email.split_once('@');
    let is_email = email.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    if !is_email || draft.email.len() > 100 || draft.email.contains(char::is_whitespace) {
        return Some((StatusCode::BAD_REQUEST, "An e-mail address is needed."));
    }
    if draft.url.len() > 200 {
        return Some((StatusCode::BAD_REQUEST, "The website’s address is too long."));
    }
    None
}

/// Stores the comment; refuses the same words a second time.
fn store(
    app: &App,
    post: &Post,
    draft: &Draft,
    agent: &str,
) -> Result<Result<Comment, Refusal>, Broken> {
    let token = random_word(24).map_err(|error| Broken::System(error.to_string()))?;
    let content = clean::comment(draft.words.trim()).trim().to_owned();
    if content.is_empty() {
        return Ok(Err((StatusCode::BAD_REQUEST, "Nothing but HTML that is not kept here.")));
    }
    let mut comment = Comment {
        id: 0,
        post: post.id,
        parent: draft.parent,
        user: 0,
        name: draft.name.clone(),
        email: draft.email.clone(),
        url: clean::site(&draft.url).unwrap_or_default(),
        agent: agent.chars().take(254).collect(),
        content,
        status: Status::Hold,
        date: app.now(),
        token,
        kind: comments::Kind::Comment,
    };
    app.write(|tx| {
        let parent = comments::get(tx, comment.parent)?;
        if parent.is_none_or(|parent| parent.post != post.id || parent.status != Status::Approved) {
            comment.parent = 0;
        }
        if comments::has_duplicate(tx, &comment)? {
            return Ok(Err((StatusCode::CONFLICT, "You have said exactly this already.")));
        }
        let known = comments::known_reader(tx, &comment.name, &comment.email)?;
        if known && comment.content.matches("<a ").count() < MANY_LINKS {
            comment.status = Status::Approved;
        }
        comment.id = comments::insert(tx, &comment)?;
        Ok(Ok(comment))
    })
}
