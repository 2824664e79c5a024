//! Posts under a password: the form that asks for it, and the cookie that remembers it for this browser.

use axum::http::header::{COOKIE, REFERER};
use axum::http::{HeaderValue, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::{Made, path_of, redirect};
use crate::app::App;
use crate::auth::same;
use crate::db::posts::Post;
use crate::server::Asked;

const COOKIE_NAME: &str = "practice-postpass";

/// Whether the request may see the post's words: there is no password, or the reader has given it.
pub(super) fn is_open(asked: &Asked, post: &Post) -> bool {
    post.password.is_empty()
        || given(asked).is_some_and(|word| same(word.as_bytes(), post.password.as_bytes()))
}

fn given(asked: &Asked) -> Option<String> {
    let all = asked.headers.get(COOKIE)?.to_str().ok()?;
    let value =
        all.split(';').find_map(|pair| pair.trim().strip_prefix(COOKIE_NAME)?.strip_prefix('='))?;
    Some(percent_decode_str(value).decode_utf8().ok()?.into_owned())
}

/// What stands in the place of the words. `asked` tells whether a wrong password was given before.
pub(super) fn form(asked: &Asked, post: &Post) -> String {
    let id = post.id;
    let wrong = match given(asked) {
        Some(_) => "<p class=\"refusal\" role=\"alert\">That is not this post’s password.</p>\n",
        None => "",
    };
    format!(
        r#"<p>This post is protected by a password. Whoever knows it can read on.</p>
{wrong}<form class="lock" action="/wp-login.php?action=postpass" method="post">
<p><label for="pwbox-{id}">Password</label>
<input name="post_password" id="pwbox-{id}" type="password" required maxlength="255" autocomplete="off"></p>
<p class="send"><button type="submit">Show the post</button></p>
</form>"#
    )
}

/// Takes a sent form: keeps the word and goes back to where it was asked for.
pub(super) fn take(app: &App, asked: &Asked) -> Made {
    let word = url::form_urlencoded::parse(&asked.body)
        .find(|(name, _)| name == "post_password")
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default();
    let from = asked.headers.get(REFERER).and_then(|from| from.to_str().ok());
    // Only a page of this blog is gone back to, under whichever of its names.
    let back = from
        .and_then(|from| url::Url::parse(from).ok())
        .filter(|from| from.port() == Some(app.port) && from.path().starts_with('/'))
        .map_or_else(|| "/".to_owned(), |from| path_of(app, from.path()));
    let back = if back.starts_with("//") { "/".to_owned() } else { back };
    let mut response = redirect(StatusCode::SEE_OTHER, &back);
    let value = utf8_percent_encode(&word, NON_ALPHANUMERIC);
    let cookie =
        format!("{COOKIE_NAME}={value}; Path=/; Max-Age=864000; HttpOnly; SameSite=Strict");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
