//! The blog in memory, spoken to as every blog is.

use afterword_model::{Author, CommentKind, CommentStatus, RemoteId, Taxonomy, Timestamp};
use afterword_platform::{
    CommentPage, CommentQuery, Comments, Error, NewComment, NewMedia, Platform, Posts,
    RemoteComment, RemoteMedia, RemoteTerm, Result, Standing, Terms, Uploads, User,
};
use chrono::TimeDelta;

use crate::blog::{Blog, State};

impl Platform for Blog {
    fn me(&self) -> Result<User> {
        self.look("me", |state| state.me.clone())
    }

    fn posts(&self) -> &dyn Posts {
        &self.posts
    }

    fn pages(&self) -> Option<&dyn Posts> {
        Some(&self.pages)
    }

    fn terms(&self) -> Option<&dyn Terms> {
        Some(self)
    }

    fn revoke(&self) -> Result<()> {
        Ok(())
    }

    fn media(&self) -> Option<&dyn Uploads> {
        Some(self)
    }

    fn comments(&self) -> Option<&dyn Comments> {
        Some(self)
    }
}

impl Uploads for Blog {
    fn upload(&self, key: &str, new: &NewMedia<'_>, sent: &dyn Fn(u64)) -> Result<RemoteMedia> {
        let total = new.bytes.len() as u64;
        [total / 2, total].into_iter().for_each(sent);
        let (key, alt) = (key.to_owned(), new.alt.to_owned());
        self.write("upload", move |state, _| {
            let id = state.next_id();
            let url = format!("https://blog.example/wp-content/uploads/{key}-{id}.gif");
            let made = RemoteMedia { id, url, alt };
            state.media.push((key, made.clone()));
            Ok(made)
        })
    }

    fn find_by_key(&self, key: &str) -> Result<Vec<RemoteMedia>> {
        self.look("find upload", |state| {
            let found = state.media.iter().filter(|(of, _)| of == key);
            Ok(found.map(|(_, media)| media.clone()).collect())
        })
    }

    fn get(&self, ids: &[RemoteId]) -> Result<Vec<RemoteMedia>> {
        self.look("get pictures", |state| {
            let all = state.media.iter().map(|(_, media)| media);
            Ok(all.filter(|media| ids.contains(&media.id)).cloned().collect())
        })
    }

    fn describe(&self, id: &RemoteId, alt: &str) -> Result<RemoteMedia> {
        let (id, alt) = (id.clone(), alt.to_owned());
        self.write("describe", move |state, _| {
            let mut all = state.media.iter_mut().map(|(_, media)| media);
            let found = all.find(|media| media.id == id);
            let media = found.ok_or_else(|| Error::NotFound(format!("picture {id}")))?;
            media.alt = alt;
            Ok(media.clone())
        })
    }
}

impl Terms for Blog {
    fn all(&self, taxonomy: Taxonomy) -> Result<Vec<RemoteTerm>> {
        self.look("terms", |state| {
            Ok(state.terms.iter().filter(|term| term.taxonomy == taxonomy).cloned().collect())
        })
    }

    fn ensure(
        &self,
        taxonomy: Taxonomy,
        name: &str,
        parent: Option<&RemoteId>,
    ) -> Result<RemoteTerm> {
        let (name, parent) = (name.to_owned(), parent.cloned());
        self.write("ensure term", move |state, _| {
            let same = |term: &&RemoteTerm| {
                term.taxonomy == taxonomy
                    && term.parent == parent
                    && term.name.to_lowercase() == name.to_lowercase()
            };
            if let Some(there) = state.terms.iter().find(same) {
                return Ok(there.clone());
            }
            let made = RemoteTerm { id: state.next_id(), taxonomy, name, parent };
            state.terms.push(made.clone());
            Ok(made)
        })
    }
}

fn stands(status: CommentStatus, standing: Standing) -> bool {
    match status {
        CommentStatus::Approved => standing == Standing::Current,
        CommentStatus::Held => matches!(standing, Standing::Current | Standing::Held),
        CommentStatus::Spam => standing == Standing::Spam,
        CommentStatus::Trash => standing == Standing::Trash,
        CommentStatus::Deleted => false,
    }
}

impl Comments for Blog {
    fn list(&self, query: &CommentQuery) -> Result<CommentPage> {
        let failure = self.state().lists_fail.pop_front().flatten();
        let name = match (&query.only, query.standing) {
            (Some(_), _) => "look for",
            (None, Standing::Held) => "list held",
            _ => "list",
        };
        self.look(name, |state| {
            if let Some(error) = failure {
                return Err(error);
            }
            let mut all: Vec<&RemoteComment> = state
                .comments
                .iter()
                .filter(|comment| stands(comment.status, query.standing))
                .filter(|comment| query.only.as_ref().is_none_or(|ids| ids.contains(&comment.id)))
                .filter(|comment| query.parent.is_none() || comment.parent == query.parent)
                .collect();
            all.sort_by_key(|comment| comment.id.as_str().parse::<u64>().unwrap());
            if query.newest_first {
                all.reverse();
            }
            let total = all.len() as u64;
            let until = query.offset + u64::from(query.limit);
            // Cut first and left out then, as WordPress does.
            let page = all.into_iter().skip(query.offset as usize).take(query.limit as usize);
            let page = page.filter(|comment| {
                !state.forbidden.contains(&comment.id) && !state.unlisted.contains(&comment.id)
            });
            Ok(CommentPage { comments: page.cloned().collect(), more: until < total, total })
        })
    }

    fn total(&self, standing: Standing) -> Result<u64> {
        self.look("total", |state| {
            let all = state.comments.iter();
            Ok(all.filter(|comment| stands(comment.status, standing)).count() as u64)
        })
    }

    fn get(&self, id: &RemoteId) -> Result<RemoteComment> {
        self.look("get comment", |state| state.comment(id).cloned())
    }

    fn create(&self, key: &str, date: Timestamp, comment: &NewComment) -> Result<RemoteComment> {
        self.state().tries.push((key.to_owned(), date));
        let new = comment.clone();
        self.write("create reply", move |state, _| write_comment(state, date, new))
    }

    fn find(&self, _: &str, dates: &[Timestamp], new: &NewComment) -> Result<Vec<RemoteComment>> {
        self.look("find reply", |state| {
            let ours = |comment: &&RemoteComment| {
                comment.author.remote_id.as_ref() == Some(&new.author)
                    && comment.post == new.post
                    && dates.contains(&comment.date)
            };
            Ok(state.comments.iter().filter(ours).cloned().collect())
        })
    }

    fn newest_of_mine(&self, me: &RemoteId) -> Result<Option<Timestamp>> {
        self.look("newest of mine", |state| {
            let since = state.now - TimeDelta::hours(1);
            let mine = state.comments.iter().filter(|c| c.author.remote_id.as_ref() == Some(me));
            Ok(mine.map(|comment| comment.date).filter(|date| *date >= since).max())
        })
    }

    fn set_status(&self, id: &RemoteId, status: CommentStatus) -> Result<RemoteComment> {
        let id = id.clone();
        self.write("set status", move |state, _| {
            state.comment(&id)?;
            let mut all = state.comments.iter_mut();
            let comment = all.find(|comment| comment.id == id).unwrap();
            comment.status = status;
            Ok(comment.clone())
        })
    }

    fn edit(&self, id: &RemoteId, content: &str) -> Result<RemoteComment> {
        let (id, content) = (id.clone(), content.to_owned());
        self.write("edit comment", move |state, _| {
            state.comment(&id)?;
            let mut all = state.comments.iter_mut();
            let comment = all.find(|comment| comment.id == id).unwrap();
            comment.html = format!("<p>{content}</p>\n");
            Ok(comment.clone())
        })
    }
}

/// WordPress's two checks, in its order, then the comment.
fn write_comment(state: &mut State, date: Timestamp, new: NewComment) -> Result<RemoteComment> {
    let html = format!("<p>{}</p>\n", new.content);
    let mine =
        || state.comments.iter().filter(|c| c.author.remote_id.as_ref() == Some(&new.author));
    if mine().any(|comment| comment.parent == new.parent && comment.html == html) {
        return Err(Error::Duplicate("You said that already.".into()));
    }
    let exempt = state.me.as_ref().is_ok_and(|me| me.capabilities.moderate_comments);
    let newest = mine().map(|comment| comment.date).max();
    if !exempt && newest.is_some_and(|newest| date - newest < TimeDelta::seconds(15)) {
        return Err(Error::TooFast { retry_after: None, message: "Slow down.".into() });
    }
    let id = state.next_id();
    let comment = RemoteComment {
        link: format!("https://blog.example/#comment-{id}"),
        id,
        kind: CommentKind::Comment,
        post: new.post,
        parent: new.parent,
        author: Author { name: "Ada".into(), url: None, remote_id: Some(new.author), face: None },
        html,
        status: CommentStatus::Approved,
        date,
    };
    state.comments.push(comment.clone());
    Ok(comment)
}
