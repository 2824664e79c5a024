//! Whether the links of a post lead somewhere: asked when the writer presses, never by itself.

use std::ops::Range;

use afterword_model::{BodyKind, Reach};
use afterword_platform::links::{LinkCheck, LinkState, MOST_LINKS, link_name};
use afterword_store::blogs;
use afterword_store::posts::{self, Post};

use super::checks::units;
use crate::Desk;
use crate::api::{CheckKind, CheckRemark, ForPost, LinkReport};
use crate::error::Result;
use crate::words::failed;

pub(crate) fn link_check(desk: &Desk, ask: ForPost) -> Result<LinkReport> {
    let shared = desk.shared();
    let (post, blog) = shared.store.read(|db| {
        let post = posts::get(db, ask.post)?;
        let blog = blogs::get(db, post.blog)?;
        Ok((post, blog))
    })?;
    if shared.live(blog.id).reach == Reach::Offline {
        return Err(failed("You are offline, so links can't be checked now."));
    }
    let links = links(&post);
    let mut names: Vec<String> = Vec::new();
    for (name, _) in &links {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let left = names.len().saturating_sub(MOST_LINKS);
    let states = LinkCheck::new(&blog.url).ask(&names);
    let state = |wanted: &String| {
        let at = names.iter().position(|name| name == wanted)?;
        states.get(at).copied()
    };
    let remarks = links.iter().filter_map(|(name, span)| {
        let kind = match state(name)? {
            LinkState::Missing => CheckKind::DeadLink,
            LinkState::NoSuchHost => CheckKind::NoSuchHost,
            LinkState::Answered | LinkState::Unknown => return None,
        };
        Some(CheckRemark {
            kind,
            from: Some(units(&post.body, span.start)),
            to: Some(units(&post.body, span.end)),
            detail: name.clone(),
            field: None,
        })
    });
    Ok(LinkReport {
        remarks: remarks.collect(),
        asked: number(states.len()),
        silent: number(states.iter().filter(|state| **state == LinkState::Unknown).count()),
        left: number(left),
    })
}

/// Addresses that can be asked, and where they stand.
fn links(post: &Post) -> Vec<(String, Range<usize>)> {
    let found = match post.fields.body_kind {
        BodyKind::Markdown => afterword_markup::links(&post.body),
        BodyKind::Html => in_html(&post.body),
    };
    found.into_iter().filter_map(|(to, span)| Some((link_name(&to)?, span))).collect()
}

fn in_html(html: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    for begins in ["href=\"", "src=\""] {
        for (at, _) in html.match_indices(begins) {
            let start = at + begins.len();
            let value = html.get(start..).and_then(|rest| rest.split('"').next());
            if let Some(value) = value {
                found.push((value.replace("&amp;", "&"), start..start + value.len()));
            }
        }
    }
    found.sort_by_key(|(_, span)| span.start);
    found
}

fn number(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
