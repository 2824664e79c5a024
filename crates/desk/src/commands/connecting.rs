//! Finding a blog, signing in to it by the writer's approval or with a pasted password, and parting from
//! it. Nothing is written to a blog by any of this, but for a password that is given back.

use std::sync::Arc;
use std::time::Duration;

use afterword_model::{Blog, BlogId, PlatformKind, Timestamp};
use afterword_platform::wordpress::authorize::{self, ComeBack, Login};
use afterword_platform::wordpress::{self, Timeouts, WordPress};
use afterword_platform::{Found, Platform, User};
use afterword_store::activity::{self, Kind};
use afterword_store::blogs::{self, NewBlog};
use chrono::Local;
use url::Url;

use crate::Desk;
use crate::api::{
    ApprovalStage, BeginApproval, BegunApproval, Change, ConnectBlog, ConnectedBlog,
    DisconnectBlog, Disconnected, FindBlog, FinishApproval, ForApproval, FoundBlog, Nothing,
    OldPassword, PasswordComes, SecretPlace, SignInAgain,
};
use crate::approval::{Approval, Way};
use crate::error::{ErrorCode, Result};
use crate::words::{coded, connecting, failed};

/// Giving a password back is a courtesy: it may not hold up the writer for long.
const REVOKING: Timeouts = Timeouts {
    connect: Duration::from_secs(5),
    answer: Duration::from_secs(10),
    transfer: Duration::from_secs(10),
};

pub(crate) fn blog_find(desk: &Desk, ask: FindBlog) -> Result<FoundBlog> {
    let found = wordpress::find(&ask.address).map_err(|error| connecting(&error))?;
    let shared = desk.shared();
    let connected = shared.store.read(|db| {
        let id = blogs::at_endpoint(db, &found.endpoint)?;
        Ok(match id {
            Some(id) if blogs::is_connected(db, id)? => Some(id),
            _ => None,
        })
    })?;
    let keychain = shared.try_keychain();
    shared.changed(Change::Blogs);
    let can_ask = found.application_passwords && authorize::is_offered(&found);
    let approval = can_ask.then(|| comes(desk, &found, PasswordComes::ByItself));
    Ok(FoundBlog {
        title: found.title,
        url: found.url,
        endpoint: found.endpoint,
        platform: found.platform,
        application_passwords: found.application_passwords,
        approval,
        unencrypted: found.unencrypted,
        connected,
        keychain,
    })
}

pub(crate) fn blog_connect(desk: &Desk, ask: ConnectBlog) -> Result<ConnectedBlog> {
    let login = Login {
        username: ask.username.trim().to_owned(),
        password: ask.password.trim().to_owned(),
    };
    if login.username.is_empty() || login.password.is_empty() {
        return Err(failed("Please fill in your WordPress user name and an application password."));
    }
    connect(desk, &ask.endpoint, &login, ask.keep, ask.allow_unencrypted)
}

pub(crate) fn blog_sign_in(desk: &Desk, ask: SignInAgain) -> Result<ConnectedBlog> {
    let blog = desk.shared().store.read(|db| blogs::get(db, ask.blog))?;
    let login = Login { username: blog.username, password: ask.password.trim().to_owned() };
    sign_in_again(desk, ask.blog, &login, ask.keep)
}

pub(crate) fn approval_begin(desk: &Desk, ask: BeginApproval) -> Result<BegunApproval> {
    let found = fit_to_sign_in(&ask.endpoint, ask.allow_unencrypted)?;
    let no_page = || {
        failed(
            "This blog names no page where you could approve Afterword. Make an application password in your profile on the blog, and paste it here.",
        )
    };
    let name = password_name(desk.0.approvals.named_at(desk.shared().now()));
    let only_shown = authorize::page(&found, &name, ComeBack::Not).ok_or_else(no_page)?;
    give_up(desk);
    let shared = Arc::clone(&desk.0.shared);
    let folder = shared.store.folder().to_owned();
    let way = match comes(desk, &found, ask.comes) {
        PasswordComes::ByItself => Some(Way::Port),
        PasswordComes::ByLink => Some(Way::Link(&folder)),
        PasswordComes::ByPasting => None,
    };
    let within = shared.timing.approval_within.to_std().unwrap_or_default();
    let begun = way.map(|way| {
        let moved = move || shared.changed(Change::Approval);
        desk.0.approvals.begin(found, ask.allow_unencrypted, way, within, moved)
    });
    let (approval, url) = match begun {
        Some(Ok((approval, address))) => {
            let back = ComeBack::To { address: &address, state: approval.state() };
            let page = authorize::page(&approval.found, &name, back).ok_or_else(no_page)?;
            (Some(approval.id.clone()), page)
        }
        Some(Err(error)) => {
            tracing::warn!("no port to come back to: {error}");
            (None, only_shown)
        }
        None => (None, only_shown),
    };
    let opened = open(desk, &url)?;
    Ok(BegunApproval { approval, url: url.to_string(), opened })
}

pub(crate) fn approval_stage(desk: &Desk, ask: ForApproval) -> Result<ApprovalStage> {
    let approval = desk.0.approvals.get(&ask.approval);
    Ok(approval.map_or(ApprovalStage::Over, |approval| approval.stage()))
}

/// May be tried again as long as the password is held: the keychain may be locked, the line down.
pub(crate) fn approval_finish(desk: &Desk, ask: FinishApproval) -> Result<ConnectedBlog> {
    let over = || failed("This approval is over. Nothing was connected. Please begin again.");
    let approval = desk.0.approvals.get(&ask.approval).ok_or_else(over)?;
    let login = approval.begin_use().ok_or_else(over)?;
    let done = match ask.blog {
        Some(blog) => sign_in_again(desk, blog, &login, ask.keep),
        None => {
            let endpoint = &approval.found.endpoint;
            connect(desk, endpoint, &login, ask.keep, approval.allow_unencrypted)
        }
    };
    if let Some(unused) = approval.end_use(login, done.is_ok()) {
        give_back(approval, unused);
    }
    done
}

pub(crate) fn approval_cancel(desk: &Desk, ask: ForApproval) -> Result<Nothing> {
    if desk.0.approvals.get(&ask.approval).is_some() {
        give_up(desk);
    }
    Ok(Nothing)
}

pub(crate) fn blog_disconnect(desk: &Desk, ask: DisconnectBlog) -> Result<Disconnected> {
    let shared = desk.shared();
    let (blog, secret_ref) = shared
        .store
        .read(|db| Ok((blogs::get(db, ask.blog)?, blogs::secret_ref(db, ask.blog)?)))?;
    if blog.practice {
        return Err(failed("The practice blog is part of Afterword and stays."));
    }
    desk.0.workers.stop(blog.id);
    // Whatever comes of it, the blog is disconnected.
    let not_revoked = match ask.password {
        OldPassword::Forget => None,
        OldPassword::Revoke => revoke_kept(desk, &blog, &secret_ref).err(),
    };
    let now = shared.now();
    shared.store.write(|db| {
        blogs::disconnect(db, blog.id, now)?;
        activity::add(db, Some(blog.id), Kind::Disconnected, &blog.title, "", now)
    })?;
    shared.secrets.forget(&secret_ref);
    shared.changed(Change::Blogs);
    Ok(Disconnected { not_revoked })
}

/// WordPress makes no second password of the same name, and there may be one from another computer, or
/// from before.
fn password_name(now: Timestamp) -> String {
    format!("Afterword {}", now.with_timezone(&Local).format("%Y-%m-%d %H:%M:%S"))
}

/// The nearest way to what is wanted that blog and computer allow.
fn comes(desk: &Desk, found: &Found, wanted: PasswordComes) -> PasswordComes {
    let has_link = || desk.shared().opens_links.as_ref().is_some_and(|opens| opens());
    match wanted {
        PasswordComes::ByItself if found.comes_back => PasswordComes::ByItself,
        PasswordComes::ByItself | PasswordComes::ByLink if has_link() => PasswordComes::ByLink,
        _ => PasswordComes::ByPasting,
    }
}

/// The blog as it is now: the window may hold an old answer, and what is true now decides where a
/// password goes.
fn fit_to_sign_in(endpoint: &str, allow_unencrypted: bool) -> Result<Found> {
    let found = wordpress::find(endpoint).map_err(|error| connecting(&error))?;
    if found.unencrypted && !allow_unencrypted {
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
    Ok(found)
}

fn connect(
    desk: &Desk,
    endpoint: &str,
    login: &Login,
    keep: SecretPlace,
    allow_unencrypted: bool,
) -> Result<ConnectedBlog> {
    let mut found = fit_to_sign_in(endpoint, allow_unencrypted)?;
    let user = sign_in(found.platform, &found.endpoint, login)?;
    if found.signed_in_only {
        found = wordpress::about(&found, &login.username, &login.password)
            .map_err(|error| connecting(&error))?;
    }
    let shared = desk.shared();
    let username = login.username.as_str();
    // One that was connected before keeps its place, but not its old password.
    let before = shared.store.read(|db| {
        let known = blogs::of_account(db, &found.endpoint, username, &user.identity)?;
        known.map(|id| blogs::secret_ref(db, id)).transpose()
    })?;
    let secret_ref = shared.secrets.keep(keep, &login.password)?;
    let connected = shared.store.write(|db| {
        let now = shared.now();
        let id = blogs::connect(db, &new_blog(&found, username, &secret_ref, &user), now)?;
        activity::add(db, Some(id), Kind::Connected, &found.title, "", now)?;
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
    Ok(connected_blog(blog, keep))
}

fn sign_in_again(
    desk: &Desk,
    blog: BlogId,
    login: &Login,
    keep: SecretPlace,
) -> Result<ConnectedBlog> {
    let shared = desk.shared();
    let (blog, before) =
        shared.store.read(|db| Ok((blogs::get(db, blog)?, blogs::secret_ref(db, blog)?)))?;
    if blog.practice {
        return Err(failed("The practice blog needs no password."));
    }
    let user = sign_in(blog.platform, &blog.endpoint, login)?;
    if user.identity.remote_id != blog.me.remote_id {
        return Err(failed(format!(
            "This password belongs to {}, but this blog is connected as {}. Nothing was changed.",
            user.identity.name, blog.me.name
        )));
    }
    let secret_ref = shared.secrets.keep(keep, &login.password)?;
    let blog = shared.store.write(|db| {
        if !blogs::is_connected(db, blog.id)? {
            blogs::reconnect(db, blog.id)?;
            activity::add(db, Some(blog.id), Kind::Connected, &blog.title, "", shared.now())?;
        }
        blogs::set_username(db, blog.id, &login.username)?;
        blogs::set_secret_ref(db, blog.id, &secret_ref)?;
        blogs::set_me(db, blog.id, &user.identity, &user.capabilities)?;
        blogs::get(db, blog.id)
    })?;
    shared.secrets.forget(&before);
    begin(desk, blog.id);
    Ok(connected_blog(blog, keep))
}

/// For a press that needs the blog: nothing is put into the outbox of one that is not connected.
pub(super) fn needs_connection(desk: &Desk, blog: BlogId) -> Result<()> {
    match desk.shared().store.read(|db| blogs::is_connected(db, blog))? {
        true => Ok(()),
        false => Err(failed(
            "This blog is not connected any more. Your text is safe here. Connect the blog again, then it can be sent.",
        )),
    }
}

/// Proves name and password with the one call that can't be answered anonymously.
fn sign_in(kind: PlatformKind, endpoint: &str, login: &Login) -> Result<User> {
    let failed_to = |error| connecting(&error);
    let timeouts = Timeouts::default();
    let platform = wordpress::open(kind, endpoint, &login.username, &login.password, &timeouts)
        .map_err(failed_to)?;
    let me = platform.me().map_err(failed_to)?;
    if !me.capabilities.write_posts {
        return Err(failed(format!(
            "The blog knows you as {}, but your role there may not write posts. Ask for the role Contributor, Author or Editor.",
            me.identity.name
        )));
    }
    Ok(me)
}

/// Waits for no approval any more.
pub(crate) fn give_up(desk: &Desk) {
    if let Some((approval, unused)) = desk.0.approvals.give_up() {
        give_back(approval, unused);
    }
}

/// A password that came and that nobody uses was made for us alone. Nobody waits for this.
fn give_back(approval: Arc<Approval>, unused: Login) {
    std::thread::spawn(move || {
        let endpoint = &approval.found.endpoint;
        let revoked =
            WordPress::with_timeouts(endpoint, &unused.username, &unused.password, &REVOKING)
                .and_then(|platform| platform.revoke());
        if let Err(error) = revoked {
            tracing::warn!("an unused password stays on {endpoint}: {error}");
        }
    });
}

/// In the writer's words, why it still works there.
fn revoke_kept(desk: &Desk, blog: &Blog, secret_ref: &str) -> std::result::Result<(), String> {
    let still = format!(
        "The password still works on {}. Remove it there, in your profile under Application Passwords.",
        blog.title
    );
    let password = match desk.shared().secrets.read(secret_ref) {
        Ok(Some(password)) => password,
        Ok(None) => return Err(format!("The password was no longer here to be revoked. {still}")),
        Err(error) => {
            tracing::warn!("the password could not be read: {error}");
            return Err(format!("The password could not be read from the keychain. {still}"));
        }
    };
    wordpress::open(blog.platform, &blog.endpoint, &blog.username, &password, &REVOKING)
        .and_then(|platform| platform.revoke())
        .map_err(|error| {
            tracing::warn!("the password was not revoked: {error}");
            format!("The blog could not be asked to revoke the password. {still}")
        })
}

fn open(desk: &Desk, url: &Url) -> Result<bool> {
    let Some(open) = &desk.shared().opener else { return Ok(false) };
    open(url).map_err(|error| {
        failed("No browser could be opened. You can paste an application password instead.")
            .with_detail(error.to_string())
    })?;
    Ok(true)
}

fn begin(desk: &Desk, blog: BlogId) {
    desk.0.workers.start(&desk.0.shared, blog);
    desk.shared().changed(Change::Blogs);
}

fn new_blog<'a>(
    found: &'a Found,
    username: &'a str,
    secret_ref: &'a str,
    user: &'a User,
) -> NewBlog<'a> {
    NewBlog {
        platform: found.platform,
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
    let mut abilities = blog.capabilities.abilities();
    if blog.platform == PlatformKind::WordPressXmlRpc {
        abilities.retain(|line| !line.ability.is_about_comments());
    }
    ConnectedBlog { abilities, blog, kept }
}

#[cfg(test)]
mod tests;
