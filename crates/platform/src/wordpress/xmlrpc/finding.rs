//! Whether a blog whose REST interface is off answers XML-RPC. Asked without credentials.

use afterword_model::PlatformKind;
use url::Url;

use super::connection::send;
use super::reading::Reply;
use super::value::{self, Value};
use crate::Found;
use crate::wordpress::address::{is_this_machine, same_site};
use crate::wordpress::http::{Http, Intent, Sent};

/// Without these there is nothing to do.
const NEEDED: [&str; 5] =
    ["wp.newPost", "wp.editPost", "wp.getPost", "wp.getPosts", "wp.getProfile"];

/// The blog by its XML-RPC, where it has one; `named` is the address that its front page gives.
pub(in crate::wordpress) fn find(
    http: &Http,
    at: &Url,
    named: Option<&Url>,
    title: Option<String>,
) -> Option<Found> {
    let mut url = match named {
        Some(named) if same_site(at, named) => named.clone(),
        Some(_) => return None,
        None => beside(at),
    };
    url.set_query(None);
    url.set_fragment(None);
    let call = value::call("system.listMethods", &[]);
    let Ok(Reply::Value(Value::List(methods))) =
        send(http, &url, Intent::Read, Sent::Quietly(call.as_bytes()))
    else {
        return None;
    };
    let has = |name: &&str| methods.iter().any(|method| method.as_text() == Some(name));
    if !NEEDED.iter().all(has) {
        return None;
    }
    Some(Found {
        platform: PlatformKind::WordPressXmlRpc,
        title: title.unwrap_or_else(|| at.host_str().unwrap_or_default().to_owned()),
        url: at.to_string(),
        timezone: String::new(),
        application_passwords: true,
        authorize_url: None,
        comes_back: false,
        unencrypted: url.scheme() == "http" && !is_this_machine(&url),
        signed_in_only: true,
        endpoint: url.into(),
    })
}

/// Where WordPress has it.
fn beside(at: &Url) -> Url {
    let mut url = at.clone();
    url.set_path(&format!("{}/xmlrpc.php", at.path().trim_end_matches('/')));
    url
}
