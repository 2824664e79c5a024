//! A post's page, or a page that stands by itself: the text, the conversation, the form.

use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, SecondsFormat, Utc};

use super::comment_form::{self, Draft};
use super::front::term_links;
use super::layout::Page;
use super::locked;
use super::threads::{self, Placed};
use super::{Made, not_found, path_of, redirect, value, with_query};
use crate::app::App;
use crate::db::comments::{self, Comment, Status};
use crate::db::pictures;
use crate::db::posts::{self, Kind, Post};
use crate::db::terms::{self, Taxonomy};
use crate::rest::post_link;
use crate::server::Asked;
use crate::text::{clean, escape, render};

/// Answers deeper than this are no longer moved to the right.
const DEEPEST: usize = 4;
/// How many colours the style sheet has for initials.
const TINTS: u32 = 6;

pub(super) fn page(app: &App, asked: &Asked, slug: &str) -> Made {
    match app.read(|conn| posts::public_at(conn, slug))? {
        Some(post) => found(app, asked, &post),
        None => Ok(not_found(app)),
    }
}

/// A page that stands by itself, at its path of slugs.
pub(super) fn by_path(app: &App, asked: &Asked, path: &str) -> Made {
    match app.read(|conn| posts::public_page_at(conn, path))? {
        Some(page) => found(app, asked, &page),
        None => Ok(not_found(app)),
    }
}

fn found(app: &App, asked: &Asked, post: &Post) -> Made {
    let path = path_of(app, &post_link(app, post));
    if asked.path != path {
        return Ok(redirect(StatusCode::MOVED_PERMANENTLY, &with_query(&path, asked)));
    }
    let token = value(asked, "moderation-hash").unwrap_or_default();
    let parent = value(asked, "replytocom").and_then(|id| id.parse().ok());
    let draft = Draft::answering(parent.unwrap_or(0));
    show(app, asked, post, &token, &draft, StatusCode::OK)
}

/// The page with a form that holds this draft; without the password, the page that asks for it.
pub(super) fn show(
    app: &App,
    asked: &Asked,
    post: &Post,
    token: &str,
    draft: &Draft,
    status: StatusCode,
) -> Result<Response, super::Broken> {
    let title = shown_title(post);
    let (text, below) = if locked::is_open(asked, post) {
        let text = clean::post(&app.at_home(&render::post(&post.content, &post.footnotes)));
        let about = about(app, post)?;
        let conversation = app.read(|conn| comments::on_page(conn, post.id, token))?;
        // A page without any talk shows no empty place for it.
        let talk = match post.kind {
            Kind::Page if conversation.is_empty() && !post.comments_open => String::new(),
            _ => format!(
                "{}\n{}",
                conversation_html(app, post, &conversation),
                comment_form::html(app, post, &conversation, draft)
            ),
        };
        (text, format!("{about}</article>\n{talk}"))
    } else {
        (locked::form(asked, post), "</article>".to_owned())
    };
    let featured = match locked::is_open(asked, post) {
        true => featured(app, post)?,
        false => String::new(),
    };
    let when = match post.kind {
        Kind::Page => String::new(),
        Kind::Post => format!(
            "<p class=\"when\"><time datetime=\"{}\">{}</time></p>\n",
            machine_time(post.date()),
            day(app, post.date())
        ),
    };
    let body = format!(
        "<article class=\"post format-{format}\">\n{when}<h1>{title}</h1>\n{featured}<div class=\"text\">{text}</div>\n{below}",
        format = escape(&post.format),
    );
    let link = post_link(app, post);
    // The title is HTML already; the page's own title is text.
    let plain = as_text(&title);
    Ok(Page::new(&plain).body(body).canonical(link).answer(app, status))
}

/// The featured picture, above the text.
fn featured(app: &App, post: &Post) -> Result<String, super::Broken> {
    let Some(picture) = app.read(|conn| pictures::get(conn, post.featured))? else {
        return Ok(String::new());
    };
    let caption = match clean::shown_comment(&picture.caption) {
        caption if caption.is_empty() => caption,
        caption => format!("<figcaption>{caption}</figcaption>"),
    };
    Ok(format!(
        "<figure class=\"featured\"><img src=\"/wp-content/uploads/{}\" alt=\"{}\" width=\"{}\" height=\"{}\">{caption}</figure>\n",
        escape(&picture.file),
        escape(&picture.alt),
        picture.width,
        picture.height,
    ))
}

/// The post's categories and tags, below the text.
fn about(app: &App, post: &Post) -> Result<String, super::Broken> {
    if post.kind == Kind::Page {
        return Ok(String::new());
    }
    let (categories, tags) = app.read(|conn| {
        let categories = terms::of_post(conn, Taxonomy::Category, post.id)?;
        Ok::<_, rusqlite::Error>((categories, terms::of_post(conn, Taxonomy::Tag, post.id)?))
    })?;
    let mut out = String::new();
    for (says, terms) in [("In", categories), ("Tagged", tags)] {
        if !terms.is_empty() {
            out.push_str(&format!("<p class=\"terms\">{says} {}</p>\n", term_links(app, &terms)));
        }
    }
    Ok(out)
}

fn conversation_html(app: &App, post: &Post, conversation: &[Comment]) -> String {
    let heading = match conversation.iter().filter(|c| c.status == Status::Approved).count() {
        0 if conversation.is_empty() => {
            return "<section class=\"comments\" id=\"comments\"></section>".to_owned();
        }
        0 => "No comments yet".to_owned(),
        1 => "One comment".to_owned(),
        many => format!("{many} comments"),
    };
    let items: String =
        threads::in_order(conversation).iter().map(|placed| item(app, post, *placed)).collect();
    format!(
        "<section class=\"comments\" id=\"comments\">\n<h2>{heading}</h2>\n<ol>\n{items}</ol>\n</section>"
    )
}

fn item(app: &App, post: &Post, placed: Placed<'_>) -> String {
    let Placed { comment, answers, depth } = placed;
    let is_writer = comment.user > 0;
    let held = comment.status == Status::Hold;
    let name = shown_name(comment);
    let named = match clean::site(&comment.url) {
        Some(site) => {
            format!("<a href=\"{}\" rel=\"nofollow ugc noopener\">{name}</a>", escape(&site))
        }
        None => name,
    };
    let mark = if is_writer { " <span class=\"tag\">Author</span>" } else { "" };
    let to = match answers {
        Some(answered) => format!(
            "<span class=\"to\">to <a href=\"#comment-{}\">{}</a></span> ",
            answered.id,
            shown_name(answered)
        ),
        None => String::new(),
    };
    let path = path_of(app, &post_link(app, post));
    let foot = match (held, post.comments_open) {
        (true, _) => {
            "<p class=\"held\">Awaits review. Only you see it until the writer approves it.</p>"
                .to_owned()
        }
        (false, true) => format!(
            "<p class=\"act\"><a rel=\"nofollow\" href=\"{path}?replytocom={id}#respond\" \
             aria-label=\"Reply to {plain}\">Reply</a></p>",
            path = escape(&path),
            id = comment.id,
            plain = shown_name(comment),
        ),
        (false, false) => String::new(),
    };
    let initial: String = comment
        .name
        .chars()
        .find(|c| c.is_alphanumeric())
        .map_or_else(|| "?".to_owned(), |c| c.to_uppercase().collect());
    let tint = if is_writer { "own".to_owned() } else { tint(&comment.name).to_string() };
    format!(
        r##"<li class="comment depth-{depth}{writer}" id="comment-{id}">
<span class="face tint-{tint}" aria-hidden="true">{initial}</span>
<div class="said">
<p class="who"><strong>{named}</strong>{mark} {to}<a class="at" href="#comment-{id}"><time datetime="{machine}">{when}</time></a></p>
<div class="words">{words}</div>
{foot}
</div>
</li>
"##,
        depth = depth.min(DEEPEST),
        writer = if is_writer { " by-writer" } else { "" },
        id = comment.id,
        initial = escape(&initial),
        machine = machine_time(comment.date),
        when = moment(app, comment.date),
        words = clean::shown_comment(&app.at_home(&render::comment(&comment.content))),
    )
}

/// A post's title as HTML without elements.
pub(super) fn shown_title(post: &Post) -> String {
    let title = clean::words(&render::title(&post.title));
    let title = if title.trim().is_empty() { "Untitled".to_owned() } else { title };
    if post.password.is_empty() { title } else { format!("Protected: {title}") }
}

/// A commenter's name as HTML.
pub(super) fn shown_name(comment: &Comment) -> String {
    let name = comment.name.trim();
    if name.is_empty() { "Anonymous".to_owned() } else { escape(name) }
}

/// HTML without elements as plain text.
pub(super) fn as_text(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{a0}").replace("&amp;", "&")
}

/// The same colour for the same name.
fn tint(name: &str) -> u32 {
    name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % TINTS
}

/// The day on the blog's clock.
pub(super) fn day(app: &App, time: DateTime<Utc>) -> String {
    app.local(time).format("%-d %B %Y").to_string()
}

fn moment(app: &App, time: DateTime<Utc>) -> String {
    app.local(time).format("%-d %B %Y, %H:%M").to_string()
}

/// The time for programs.
pub(super) fn machine_time(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}
