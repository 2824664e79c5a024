//! Lists of posts, newest first: the front page, where sticky posts stand at the top, and the pages of
//! categories and tags.

use axum::http::StatusCode;

use super::layout::Page;
use super::post::{day, machine_time, shown_title};
use super::{Made, not_found, path_of};
use crate::app::App;
use crate::db::comments;
use crate::db::posts::{self, Kind, Post};
use crate::db::select::{Page as Rows, Select};
use crate::db::terms::{self, Taxonomy, Term};
use crate::rest::{post_excerpt, post_link, term_link};
use crate::text::{clean, escape};

const POSTS: i64 = 10;

pub(super) fn page(app: &App, number: i64) -> Made {
    let list = List::of(app, Select::default(), "sticky DESC, date DESC, id DESC", number)?;
    if list.posts.is_empty() && number > 1 {
        return Ok(not_found(app));
    }
    let mut body = String::new();
    if list.posts.is_empty() {
        body.push_str("<p class=\"empty\">Nothing is published yet. Press Publish in Afterword and look here again.</p>");
    }
    body.push_str(&list.html(app, "", number));
    let page = Page::front().body(body).canonical(format!("{}/", app.base));
    Ok(page.answer(app, StatusCode::OK))
}

/// A category's or tag's page, found by the last part of its path.
pub(super) fn term(app: &App, taxonomy: Taxonomy, path: &[&str], number: i64) -> Made {
    let slug = path.last().copied().unwrap_or_default().to_ascii_lowercase();
    let Some(term) = app.read(|conn| terms::by_slug(conn, taxonomy, &slug))? else {
        return Ok(not_found(app));
    };
    let mut select = Select::default();
    // What is in a category below is in this one, too.
    select.and_value(
        "id IN (WITH RECURSIVE below (id) AS (SELECT ? UNION
           SELECT under.id FROM below JOIN term AS under ON under.parent = below.id)
         SELECT post_term.post FROM post_term JOIN below ON below.id = post_term.term)",
        term.id,
    );
    let list = List::of(app, select, "date DESC, id DESC", number)?;
    if list.posts.is_empty() && number > 1 {
        return Ok(not_found(app));
    }
    let name = clean::words(&term.name);
    let sort = match taxonomy {
        Taxonomy::Category => "Category",
        Taxonomy::Tag => "Tag",
    };
    let link = term_link(app, &term);
    let path = path_of(app, &link);
    let about = clean::shown_comment(&term.description);
    let empty =
        if list.posts.is_empty() { "<p class=\"empty\">No post is here yet.</p>" } else { "" };
    let body = format!(
        "<h1 class=\"term\"><span>{sort}</span> {name}</h1>\n<p class=\"about\">{about}</p>{empty}{}",
        list.html(app, path.trim_end_matches('/'), number)
    );
    let title = super::post::as_text(&name);
    Ok(Page::new(&title).body(body).canonical(link).answer(app, StatusCode::OK))
}

/// Links to terms, with commas between them.
pub(super) fn term_links(app: &App, terms: &[Term]) -> String {
    let links: Vec<String> = terms
        .iter()
        .map(|term| {
            let link = escape(&path_of(app, &term_link(app, term)));
            format!("<a href=\"{link}\" rel=\"tag\">{}</a>", clean::words(&term.name))
        })
        .collect();
    links.join(", ")
}

/// A page of a list.
struct List {
    /// With how many comments each has, and its categories.
    posts: Vec<(Post, i64, Vec<Term>)>,
    total: i64,
}

impl List {
    fn of(app: &App, mut select: Select, order: &str, number: i64) -> rusqlite::Result<Self> {
        select.and("status = 'publish'");
        let rows = Rows { limit: POSTS, offset: number.saturating_sub(1).saturating_mul(POSTS) };
        app.read(|conn| {
            let (found, total) = posts::list(conn, Kind::Post, select, order, rows)?;
            let with_more = found.into_iter().map(|post| {
                let count = comments::count_public(conn, post.id)?;
                let categories = terms::of_post(conn, Taxonomy::Category, post.id)?;
                Ok((post, count, categories))
            });
            Ok(Self { posts: with_more.collect::<rusqlite::Result<_>>()?, total })
        })
    }

    /// The entries and the way to the neighbours; the list's own address is without a slash at its end.
    fn html(&self, app: &App, path: &str, number: i64) -> String {
        let entries = self.posts.iter();
        let mut html: String = entries
            .map(|(post, comments, categories)| entry(app, post, *comments, categories))
            .collect();
        html.push_str(&neighbours(path, number, self.total));
        html
    }
}

fn entry(app: &App, post: &Post, comments: i64, categories: &[Term]) -> String {
    let link = escape(&path_of(app, &post_link(app, post)));
    let says = match comments {
        0 => "No comments yet".to_owned(),
        1 => "1 comment".to_owned(),
        many => format!("{many} comments"),
    };
    let locked = !post.password.is_empty();
    let excerpt = if locked {
        "<p>This post is protected by a password.</p>".to_owned()
    } else {
        clean::post(&app.at_home(&post_excerpt(post).replace(" [&hellip;]", "…")))
    };
    let categories = match term_links(app, categories) {
        links if links.is_empty() => links,
        links => format!(" <span class=\"dot\">·</span> {links}"),
    };
    let pinned = if post.sticky { "<span class=\"tag\">Pinned</span> " } else { "" };
    format!(
        r#"<article class="entry{sticky}">
<p class="when">{pinned}<time datetime="{machine}">{day}</time> <span class="dot">·</span> <a href="{link}#comments">{says}</a>{categories}</p>
<h2><a href="{link}">{title}</a></h2>
<div class="excerpt">{excerpt}</div>
</article>
"#,
        sticky = if post.sticky { " sticky" } else { "" },
        machine = machine_time(post.date()),
        day = day(app, post.date()),
        title = shown_title(post),
    )
}

fn neighbours(path: &str, number: i64, total: i64) -> String {
    let mut links = String::new();
    let path = escape(path);
    if number > 1 {
        let newer = number - 1;
        let link = if newer == 1 { format!("{path}/") } else { format!("{path}/page/{newer}/") };
        links.push_str(&format!("<a rel=\"prev\" href=\"{link}\">← Newer posts</a>"));
    }
    if number.saturating_mul(POSTS) < total {
        let older = number + 1;
        links.push_str(&format!("<a rel=\"next\" href=\"{path}/page/{older}/\">Older posts →</a>"));
    }
    if links.is_empty() { links } else { format!("<nav class=\"pages\">{links}</nav>") }
}
