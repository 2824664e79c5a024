//! Posts and pages of the blog in memory, with WordPress's rules for slugs, dates and standings.

use afterword_model::{PostStatus, RemoteId, Timestamp, WireFields, seconds};
use afterword_platform::{
    Error, IdPage, NewPost, PostPage, PostPatch, PostQuery, Posts, RemoteAuthor, RemotePost, Result,
};

use crate::blog::{Shelf, State, id};

fn missing(id: &RemoteId) -> Error {
    Error::NotFound(format!("post {id}"))
}

impl Posts for Shelf {
    fn create_draft(&self, key: &str, post: &NewPost) -> Result<RemotePost> {
        let (key, post, kind) = (key.to_owned(), post.clone(), self.kind);
        self.line.write("create draft", move |state, now| {
            let slug = state.free_slug(&key, None);
            let fields = WireFields {
                categories: vec![id(1)],
                author: Some(id(7)),
                ..WireFields::new(slug.clone(), PostStatus::Draft, seconds(now))
            };
            let made = RemotePost {
                id: state.next_id(),
                kind,
                link: format!("https://blog.example/{slug}/"),
                title: post.title,
                content: state.filtered(post.content),
                modified: now,
                fields,
            };
            state.posts.push(made.clone());
            Ok(made)
        })
    }

    fn find_by_key(&self, key: &str) -> Result<Vec<RemotePost>> {
        self.line.look("find draft", |state| {
            let trashed = format!("{key}__trashed");
            let found = |post: &&RemotePost| post.fields.slug == key || post.fields.slug == trashed;
            Ok(state.posts.iter().filter(found).cloned().collect())
        })
    }

    fn get(&self, id: &RemoteId) -> Result<RemotePost> {
        self.line.look("get post", |state| {
            if state.forbidden.contains(id) {
                let code = "rest_forbidden".into();
                return Err(Error::Forbidden { code, message: "No.".into() });
            }
            let found = state.posts.iter().find(|post| post.id == *id);
            found.cloned().ok_or_else(|| missing(id))
        })
    }

    fn update(&self, id: &RemoteId, patch: &PostPatch) -> Result<RemotePost> {
        let (id, patch) = (id.clone(), patch.clone());
        self.line.state().patches.push(patch.clone());
        self.line.write("update post", move |state, now| state.update(&id, patch, now))
    }

    fn list(&self, query: &PostQuery) -> Result<PostPage> {
        let kind = self.kind;
        self.line.look("list posts", |state| {
            let mut all: Vec<RemotePost> = state
                .posts
                .iter()
                .filter(|post| post.kind == kind && post.fields.status != PostStatus::Trash)
                .filter(|post| query.modified_after.is_none_or(|after| post.modified > after))
                .filter(|post| query.only.as_ref().is_none_or(|only| only.contains(&post.id)))
                .filter(|post| !state.unlisted.contains(&post.id))
                .filter(|post| !state.forbidden.contains(&post.id))
                .cloned()
                .collect();
            match query.modified_after {
                Some(_) => all.sort_by_key(|post| post.modified),
                None => all.sort_by_key(|post| std::cmp::Reverse(post.fields.date)),
            }
            let (total, size) = (all.len(), query.per_page as usize);
            let skip = (query.page as usize - 1) * size;
            Ok(PostPage {
                posts: all.into_iter().skip(skip).take(size).collect(),
                more: total > skip + size,
                total: total as u64,
            })
        })
    }

    fn ids(&self, page: u32) -> Result<IdPage> {
        let kind = self.kind;
        self.line.look("ids", |state| {
            let all: Vec<_> = state
                .posts
                .iter()
                .filter(|post| post.kind == kind && post.fields.status != PostStatus::Trash)
                .filter(|post| !state.unlisted.contains(&post.id))
                .filter(|post| !state.forbidden.contains(&post.id))
                .map(|post| (post.id.clone(), post.modified))
                .collect();
            let skip = (page as usize - 1) * 100;
            let more = all.len() > skip + 100;
            Ok(IdPage { ids: all.into_iter().skip(skip).take(100).collect(), more })
        })
    }

    fn authors(&self) -> Result<Vec<RemoteAuthor>> {
        self.line.look("authors", |state| Ok(state.authors.clone()))
    }

    fn titles(&self, ids: &[RemoteId]) -> Result<Vec<RemotePost>> {
        self.line.look("titles", |state| {
            Ok(state.posts.iter().filter(|post| ids.contains(&post.id)).cloned().collect())
        })
    }

    fn with_slug(&self, slug: &str) -> Result<Vec<RemotePost>> {
        let (kind, slug) = (self.kind, slug.to_owned());
        self.line.look("with slug", |state| {
            let same = |post: &&RemotePost| post.kind == kind && post.fields.slug == slug;
            Ok(state.posts.iter().filter(same).cloned().collect())
        })
    }

    fn discard_double(&self, id: &RemoteId) -> Result<()> {
        let id = id.clone();
        self.line.write("discard double", move |state, _| {
            state.posts.retain(|post| post.id != id || post.fields.status == PostStatus::Published);
            Ok(())
        })
    }
}

impl State {
    fn filtered(&self, content: String) -> String {
        let gone = [
            " onclick=\"x()\"",
            "<iframe src=\"https://v.example/\">",
            "</iframe>",
            "<form>",
            "</form>",
        ];
        let without = |content: String, part: &&str| content.replace(*part, "");
        if self.filters { gone.iter().fold(content, without) } else { content }
    }

    fn free_slug(&self, wanted: &str, own: Option<&RemoteId>) -> String {
        let taken = |slug: &str| {
            let mut others = self.posts.iter().filter(|post| own != Some(&post.id));
            others.any(|post| post.fields.slug == slug)
        };
        let numbered = (2..).map(|n| format!("{wanted}-{n}"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(|slug| !taken(slug)).unwrap()
    }

    fn update(
        &mut self,
        wanted: &RemoteId,
        patch: PostPatch,
        now: Timestamp,
    ) -> Result<RemotePost> {
        let place = self.posts.iter().position(|post| post.id == *wanted);
        let place = place.ok_or_else(|| missing(wanted))?;
        let mut post = self.posts[place].clone();
        let was = post.fields.status;
        post.title = patch.title.unwrap_or(post.title);
        if let Some(content) = patch.content {
            post.content = self.filtered(content);
        }
        let is = &mut post.fields;
        is.excerpt = patch.excerpt.unwrap_or(std::mem::take(&mut is.excerpt));
        is.featured = patch.featured.unwrap_or(is.featured.take());
        is.format = patch.format.unwrap_or(std::mem::take(&mut is.format));
        is.sticky = patch.sticky.unwrap_or(is.sticky);
        is.comments_open = patch.comments_open.unwrap_or(is.comments_open);
        is.password = patch.password.unwrap_or(std::mem::take(&mut is.password));
        is.author = patch.author.or(is.author.take());
        if is.sticky && !is.password.is_empty() {
            return Err(Error::Refused {
                code: "rest_invalid_field".into(),
                message: "No.".into(),
            });
        }
        if let Some(mut ids) = patch.categories {
            // Ids that are no category are left out without a word, and none at all becomes the default.
            ids.retain(|id| self.terms.iter().any(|term| term.id == *id));
            is.categories = if ids.is_empty() { vec![id(1)] } else { ids };
        }
        if let Some(mut ids) = patch.tags {
            ids.retain(|id| self.terms.iter().any(|term| term.id == *id));
            is.tags = ids;
        }
        let floating = matches!(was, PostStatus::Draft | PostStatus::Pending);
        is.status = patch.status.unwrap_or(was);
        match patch.date {
            Some(date) => is.date = date,
            None if floating && is.status != PostStatus::Scheduled => is.date = seconds(now),
            None => {}
        }
        match is.status {
            PostStatus::Published if is.date > now => is.status = PostStatus::Scheduled,
            PostStatus::Scheduled if is.date <= now => is.status = PostStatus::Published,
            _ => {}
        }
        let from_title = post.title.to_lowercase().replace(' ', "-");
        let public = matches!(
            is.status,
            PostStatus::Published | PostStatus::Private | PostStatus::Scheduled
        );
        let mut slug = patch.slug.unwrap_or(is.slug.clone());
        if is.status == PostStatus::Trash && was != PostStatus::Trash {
            slug.push_str("__trashed");
        } else if was == PostStatus::Trash && is.status != PostStatus::Trash {
            slug = slug.trim_end_matches("__trashed").to_owned();
        }
        if slug.is_empty() && public {
            slug = from_title;
        }
        post.fields.slug = if slug.is_empty() { slug } else { self.free_slug(&slug, Some(wanted)) };
        post.link = format!("https://blog.example/{}/", post.fields.slug);
        post.modified =
            if post.fields.status == PostStatus::Scheduled { post.fields.date } else { now };
        self.posts[place] = post.clone();
        Ok(post)
    }
}
