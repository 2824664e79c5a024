//! Application passwords: which one is in use, and taking one back. The one with which the app itself signs in
//! can't be taken back: nobody could give it another.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::error::Refused;
use super::reply::Reply;
use super::{Call, Verb};
use crate::app::WRITER_ID;
use crate::auth::{self, Viewer};
use crate::db::accounts::{self, AppPassword};

/// Answers what is below `users/ID/application-passwords`. One sees one's own only.
pub(super) fn answer(
    call: &Call<'_>,
    id: &str,
    rest: &[&str],
    verb: Verb,
) -> Result<Reply, Refused> {
    let Viewer::User(user, used) = &call.viewer else {
        let message = "You are not currently logged in.";
        return Err(Refused::new(401, "rest_not_logged_in", message));
    };
    if id != "me" && id.parse() != Ok(user.id) {
        id.parse::<i64>().map_err(|_| Refused::no_route())?;
        let (code, message) = match verb {
            Verb::Read => (
                "rest_cannot_list_application_passwords",
                "Sorry, you are not allowed to list application passwords for this user.",
            ),
            _ => (
                "rest_cannot_delete_application_password",
                "Sorry, you are not allowed to delete this application password.",
            ),
        };
        return Err(Refused::new(403, code, message));
    }
    let id = user.id;
    let own = call.app.read(|conn| accounts::passwords(conn, id))?;
    match (rest, verb) {
        ([], Verb::Read) => {
            let items = own.iter().map(|password| thing(call, id, password)).collect();
            Ok(Reply::ok(Value::Array(items)))
        }
        ([], Verb::Create) => create(call, id, &own),
        (["introspect"], Verb::Read) => Ok(Reply::ok(thing(call, id, &find(&own, used)?))),
        ([uuid], Verb::Read) => Ok(Reply::ok(thing(call, id, &find(&own, uuid)?))),
        ([uuid], Verb::Delete) => {
            let password = find(&own, uuid)?;
            if id == WRITER_ID && password.secret == call.app.password {
                let message = "The practice blog’s own password can’t be taken back.";
                let code = "rest_cannot_delete_application_password";
                return Err(Refused::new(403, code, message));
            }
            call.app.write(|tx| accounts::revoke(tx, uuid).map_err(Refused::from))?;
            let previous = thing(call, id, &password);
            Ok(Reply::deleted(previous))
        }
        _ => Err(Refused::no_route()),
    }
}

fn create(call: &Call<'_>, id: i64, own: &[AppPassword]) -> Result<Reply, Refused> {
    let Some(name) = call.params.text("name")? else { return Err(Refused::missing("name")) };
    let refuse = |status, code, message| Err(Refused::new(status, code, message));
    if name.trim().is_empty() {
        let message = "An application name is required to create an application password.";
        return refuse(400, "application_password_empty_name", message);
    }
    if own.iter().any(|other| other.name.eq_ignore_ascii_case(&name)) {
        let message = "Each application name should be unique.";
        return refuse(409, "application_password_duplicate_name", message);
    }
    let failed = |error| {
        tracing::error!(%error, "no random bytes");
        Refused::new(500, "db_error", "Could not save application password.")
    };
    let password = AppPassword {
        uuid: auth::uuid().map_err(failed)?,
        name,
        app_id: call.params.text("app_id")?.unwrap_or_default(),
        secret: auth::secret().map_err(failed)?,
        created: call.app.now(),
        last_used: None,
    };
    call.app.write(|tx| accounts::add_password(tx, id, &password).map_err(Refused::from))?;
    let mut answer = thing(call, id, &password);
    let letters: Vec<char> = password.secret.chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|four| four.iter().collect()).collect();
    if let Value::Object(answer) = &mut answer {
        answer.insert("password".into(), json!(groups.join(" ")));
    }
    Ok(Reply::created(answer, link(call, id, &password)))
}

fn find(own: &[AppPassword], uuid: &str) -> Result<AppPassword, Refused> {
    own.iter().find(|password| password.uuid == uuid).cloned().ok_or_else(|| {
        let message = "Application password not found.";
        Refused::new(404, "rest_application_password_not_found", message)
    })
}

fn link(call: &Call<'_>, id: i64, password: &AppPassword) -> String {
    let base = &call.app.base;
    format!("{base}/wp-json/wp/v2/users/{id}/application-passwords/{}", password.uuid)
}

fn thing(call: &Call<'_>, id: i64, password: &AppPassword) -> Value {
    let time = |time: DateTime<Utc>| time.format("%Y-%m-%dT%H:%M:%S").to_string();
    json!({
        "uuid": password.uuid,
        "app_id": password.app_id,
        "name": password.name,
        "created": time(password.created),
        "last_used": password.last_used.map(time),
        "last_ip": password.last_used.map(|_| "127.0.0.1"),
        "_links": { "self": [{ "href": link(call, id, password) }] },
    })
}
