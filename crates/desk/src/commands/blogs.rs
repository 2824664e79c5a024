//! Finding, connecting and watching blogs. Nothing is written to a blog by any of this.

use afterword_model::{Blog, BlogId, PlatformKind};
use afterword_platform::wordpress::{self, WordPress};
use afterword_platform::{Found, Platform, User};
use afterword_store::blogs::{self, NewBlog};
use afterword_store::{comments, outbox, posts};
use afterword_sync::pull;

use crate::Desk;
use crate::api::{
    BlogStatus, Change, ConnectBlog, ConnectedBlog, Counts, FindBlog, ForBlog, FoundBlog, Nothing,
    SecretPlace, SignInAgain,
};
use crate::error::{ErrorCode, Result};
use crate::words::{coded, connecting, failed};

pub(crate) fn blog_find(desk: &Desk, ask: FindBlog) -> Result<FoundBlog> {
    let found = wordpress::find(&ask.address).map_err(|error| connecting(&error))?;
    let shared = desk.shared();
    let connected = shared.store.read(|db| {
        let id = blogs::at_endpoint(db, &found.endpoint, None)?;
        Ok(match id {
            Some(id) if blogs::is_connected(db, id)? => Some(id),
            _ => None,
        })
    })?;
    let keychain = shared.try_keychain();
    shared.changed(Change::Blogs);
    Ok(FoundBlog {
        title: found.title,
        url: found.url,
        endpoint: found.endpoint,
        application_passwords: found.application_passwords,
        authorize_url: found.authorize_url,
        unencrypted: found.unencrypted,
        connected,
        keychain,
    })
}

pub(crate) fn blog_connect(desk: &Desk, ask: ConnectBlog) -> Result<ConnectedBlog> {
    let username = ask.username.trim();
    if username.is_empty() || ask.password.trim().is_empty() {
        return Err(failed("Please fill in your WordPress user name and an application password."));
    }
    // The window may hold an old answer: what is true now decides where a password goes.
    let found = wordpress::find(&ask.endpoint).map_err(|error| connecting(&error))?;
    if found.unencrypted && !ask.allow_unencrypted {
        return Err(coded(
            ErrorCode::Unencrypted,
            "This blog has no encrypted connection: anyone on the way could read your password. Connect only if you know this network.",
        ));
    }
    if !found.application_passwords {
        return Err(failed(
            "This blog does not accept application passwords. They need an https address, or a plugin has switched them off. Ask whoever looks after the blog to allow them.",
        ));
    }
    let user = sign_in(&found.endpoint, username, ask.password.trim())?;
    let shared = desk.shared();
    // One that was connected before keeps its place, but not its old password.
    let before =
        shared.store.read(|db| match blogs::at_endpoint(db, &found.endpoint, Some(username))? {
            Some(id) => Ok(Some(blogs::secret_ref(db, id)?)),
            None => Ok(None),
        })?;
    let secret_ref = shared.secrets.keep(ask.keep, ask.password.trim())?;
    let connected = shared.store.write(|db| {
        let id = blogs::connect(db, &new_blog(&found, username, &secret_ref, &user), shared.now())?;
        blogs::get(db, id)
    });
    let blog = match connected {
        Ok(blog) => blog,
        Err(error) => {
            shared.secrets.forget(&secret_ref);
            return Err(error.into());
        }
    };
    if let Some(before) = before {
        shared.secrets.forget(&before);
    }
    begin(desk, blog.id);
    Ok(connected_blog(blog, ask.keep))
}

pub(crate) fn blog_sign_in(desk: &Desk, ask: SignInAgain) -> Result<ConnectedBlog> {
    let shared = desk.shared();
    let (blog, before) = shared
        .store
        .read(|db| Ok((blogs::get(db, ask.blog)?, blogs::secret_ref(db, ask.blog)?)))?;
    if blog.practice {
        return Err(failed("The practice blog needs no password."));
    }
    let user = sign_in(&blog.endpoint, &blog.username, ask.password.trim())?;
    if user.identity.remote_id != blog.me.remote_id {
        return Err(failed(format!(
            "This password belongs to {}, but this blog is connected as {}. Nothing was changed.",
            user.identity.name, blog.me.name
        )));
    }
    let secret_ref = shared.secrets.keep(ask.keep, ask.password.trim())?;
    let blog = shared.store.write(|db| {
        blogs::set_secret_ref(db, blog.id, &secret_ref)?;
        blogs::set_me(db, blog.id, &user.identity, &user.capabilities)?;
        blogs::get(db, blog.id)
    })?;
    shared.secrets.forget(&before);
    begin(desk, blog.id);
    Ok(connected_blog(blog, ask.keep))
}

pub(crate) fn blog_disconnect(desk: &Desk, ask: ForBlog) -> Result<Nothing> {
    let shared = desk.shared();
    let (blog, secret_ref) = shared
        .store
        .read(|db| Ok((blogs::get(db, ask.blog)?, blogs::secret_ref(db, ask.blog)?)))?;
    if blog.practice {
        return Err(failed("The practice blog is part of Afterword and stays."));
    }
    desk.0.workers.stop(blog.id);
    shared.store.write(|db| blogs::disconnect(db, blog.id, shared.now()))?;
    shared.secrets.forget(&secret_ref);
    shared.changed(Change::Blogs);
    Ok(Nothing)
}

pub(crate) fn blog_check(desk: &Desk, ask: ForBlog) -> Result<Nothing> {
    desk.0.workers.check(ask.blog);
    Ok(Nothing)
}

/// The writer says that what is missing was deleted on purpose: the next check believes it.
pub(crate) fn blog_accept_missing(desk: &Desk, ask: ForBlog) -> Result<Nothing> {
    desk.shared().store.write(|db| pull::accept_missing(db, ask.blog))?;
    desk.0.workers.check(ask.blog);
    Ok(Nothing)
}

pub(crate) fn blog_status(desk: &Desk, _: Nothing) -> Result<Vec<BlogStatus>> {
    let shared = desk.shared();
    let counted = shared.store.read(|db| {
        blogs::list(db)?
            .into_iter()
            .map(|blog| Ok((blog.id, outbox::counts(db, blog.id)?)))
            .collect::<std::result::Result<Vec<_>, afterword_store::Error>>()
    })?;
    let status = |(blog, (waiting, needs_you))| {
        let live = shared.live(blog);
        BlogStatus {
            blog,
            reach: live.reach,
            problem: live.problem,
            checking: live.checking,
            checked_at: live.checked_at,
            last: live.last,
            waiting,
            needs_you,
        }
    };
    Ok(counted.into_iter().map(status).collect())
}

pub(crate) fn blog_counts(desk: &Desk, ask: ForBlog) -> Result<Counts> {
    let blog = ask.blog;
    let counts = desk.shared().store.read(|db| {
        let (waiting, needs_you) = outbox::counts(db, blog)?;
        Ok(Counts {
            drafts: posts::count(db, blog, posts::Folder::Drafts)?,
            published: posts::count(db, blog, posts::Folder::Published)?,
            trash: posts::count(db, blog, posts::Folder::Trash)?,
            unanswered: comments::count(db, blog, comments::Folder::Unanswered)?,
            held: comments::count(db, blog, comments::Folder::Held)?,
            all: comments::count(db, blog, comments::Folder::All)?,
            spam: comments::count(db, blog, comments::Folder::Spam)?,
            comment_trash: comments::count(db, blog, comments::Folder::Trash)?,
            outbox: waiting + needs_you,
            needs_you,
        })
    })?;
    Ok(counts)
}

/// Proves name and password with the one call that can't be answered anonymously.
fn sign_in(endpoint: &str, username: &str, password: &str) -> Result<User> {
    let me = WordPress::new(endpoint, username, password)
        .and_then(|platform| platform.me())
        .map_err(|error| connecting(&error))?;
    if !me.capabilities.write_posts {
        return Err(failed(format!(
            "The blog knows you as {}, but your role there may not write posts. Ask for the role Author or Editor.",
            me.identity.name
        )));
    }
    Ok(me)
}

fn begin(desk: &Desk, blog: BlogId) {
    desk.0.workers.start(&desk.0.shared, blog);
    desk.shared().changed(Change::Blogs);
}

pub(crate) fn new_blog<'a>(
    found: &'a Found,
    username: &'a str,
    secret_ref: &'a str,
    user: &'a User,
) -> NewBlog<'a> {
    NewBlog {
        platform: PlatformKind::WordPress,
        endpoint: &found.endpoint,
        username,
        secret_ref,
        title: &found.title,
        url: &found.url,
        timezone: &found.timezone,
        practice: false,
        me: &user.identity,
        capabilities: &user.capabilities,
    }
}

fn connected_blog(blog: Blog, kept: SecretPlace) -> ConnectedBlog {
    ConnectedBlog { abilities: blog.capabilities.abilities(), blog, kept }
}
