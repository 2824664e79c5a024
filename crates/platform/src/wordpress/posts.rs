//! Posts. A post is made under a slug that is its key, and found again by that slug; the first update by
//! id gives it its real one. WordPress makes a taken slug unique by a number (`KEY-2`), and renames it in
//! the trash (`KEY__trashed`).

use afterword_model::{PostStatus, RemoteId};
use serde::Serialize;
use ureq::http::Method;

use super::{WordPress, wire};
use crate::{Error, NewPost, PostPatch, Posts, RemotePost, Result};

/// Doubles looked for beside the key itself. More than two need a broken lookup every time.
const DOUBLES: [&str; 4] = ["", "-2", "-3", "-4"];

/// What to change; what is `None` is not sent.
#[derive(Debug, Default, Serialize)]
struct Changes<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    slug: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

impl Changes<'_> {
    fn is_empty(&self) -> bool {
        self.slug.is_none()
            && self.title.is_none()
            && self.content.is_none()
            && self.status.is_none()
    }
}

impl Posts for WordPress {
    fn create_draft(&self, key: &str, post: &NewPost) -> Result<RemotePost> {
        self.save(
            "wp/v2/posts",
            &Changes {
                slug: Some(key),
                title: Some(&post.title),
                content: Some(&post.content),
                status: Some("draft"),
            },
        )
    }

    /// Includes numbered doubles: whatever is in the answer, the first is the one to keep.
    fn find_by_key(&self, key: &str) -> Result<Vec<RemotePost>> {
        let slugs: Vec<String> = DOUBLES
            .iter()
            .flat_map(|double| [format!("{key}{double}"), format!("{key}{double}__trashed")])
            .collect();
        let posts: Vec<wire::Post> = self.get(
            "wp/v2/posts",
            &[
                ("slug", &slugs.join(",")),
                ("status", "any,trash"),
                ("context", "edit"),
                ("orderby", "id"),
                ("order", "asc"),
                ("per_page", "100"),
                ("_fields", wire::Post::EDIT_FIELDS),
            ],
        )?;
        let ours = posts.into_iter().filter(|post| slugs.contains(&post.slug));
        ours.map(|post| post.editable().ok_or_else(anonymous)).collect()
    }

    fn get(&self, id: &RemoteId) -> Result<RemotePost> {
        let fields = [("context", "edit"), ("_fields", wire::Post::EDIT_FIELDS)];
        let post: wire::Post = WordPress::get(self, &route(id), &fields)?;
        post.editable().ok_or_else(anonymous)
    }

    fn update(&self, id: &RemoteId, patch: &PostPatch) -> Result<RemotePost> {
        // WordPress takes no `trash` as a standing; it is asked for in a way of its own.
        let to_trash = patch.status == Some(PostStatus::Trash);
        let changes = Changes {
            slug: patch.slug_from_title.then_some(""),
            title: patch.title.as_deref(),
            content: patch.content.as_deref(),
            status: patch.status.filter(|_| !to_trash).map(wire::post_status_word),
        };
        if to_trash && changes.is_empty() {
            return self.trash(id);
        }
        let saved = self.save(&route(id), &changes)?;
        if to_trash { self.trash(id) } else { Ok(saved) }
    }

    fn titles(&self, ids: &[RemoteId]) -> Result<Vec<RemotePost>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = self.named("posts", ids, "publish")?;
        // Private posts and pages have comments too. Who may not see them is told so; that is no failure.
        for (kind, status) in [("posts", "any"), ("pages", "any"), ("pages", "publish")] {
            let missing: Vec<RemoteId> = ids
                .iter()
                .filter(|id| !found.iter().any(|post| post.id == **id))
                .cloned()
                .collect();
            if missing.is_empty() {
                break;
            }
            match self.named(kind, &missing, status) {
                Ok(more) => found.extend(more),
                Err(Error::Refused { .. } | Error::Forbidden { .. } | Error::NotFound(_)) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(found)
    }

    fn discard_double(&self, id: &RemoteId) -> Result<()> {
        let post = match Posts::get(self, id) {
            Err(Error::NotFound(_)) => return Ok(()),
            answer => answer?,
        };
        if !matches!(post.status, PostStatus::Draft | PostStatus::Trash) {
            return Err(Error::Refused {
                code: "not_a_draft".to_owned(),
                message: format!(
                    "{id} is {:?}; only an unpublished double is deleted",
                    post.status
                ),
            });
        }
        let gone: Result<serde_json::Value> =
            self.write(Method::DELETE, &route(id), &[("force", "true")], Vec::new(), None);
        match gone {
            Ok(_) | Err(Error::NotFound(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }
}

impl WordPress {
    fn save(&self, route: &str, changes: &Changes<'_>) -> Result<RemotePost> {
        let fields = [("_fields", wire::Post::EDIT_FIELDS)];
        let post: wire::Post = self.post(route, &fields, changes)?;
        // The write was answered with the post's id, so it was done; the text is what is missing.
        let id = post.id;
        post.editable().ok_or_else(|| Error::Lost(format!("post {id} came back without its text")))
    }

    /// Into the trash, from where it can come back. Asking twice is fine.
    fn trash(&self, id: &RemoteId) -> Result<RemotePost> {
        let fields = [("_fields", "id")];
        match self.write::<wire::Id>(Method::DELETE, &route(id), &fields, Vec::new(), None) {
            Ok(_) | Err(Error::NotFound(_)) => Posts::get(self, id),
            Err(other) => Err(other),
        }
    }

    fn named(&self, kind: &str, ids: &[RemoteId], status: &str) -> Result<Vec<RemotePost>> {
        let include: Vec<&str> = ids.iter().map(RemoteId::as_str).collect();
        let posts: Vec<wire::Post> = WordPress::get(
            self,
            &format!("wp/v2/{kind}"),
            &[
                ("include", &include.join(",")),
                ("status", status),
                ("per_page", "100"),
                ("_fields", wire::Post::NAME_FIELDS),
            ],
        )?;
        Ok(posts.into_iter().map(wire::Post::named).collect())
    }
}

fn route(id: &RemoteId) -> String {
    format!("wp/v2/posts/{}", super::segment(id))
}

fn anonymous() -> Error {
    Error::SignIn("the post came without its raw text".to_owned())
}
