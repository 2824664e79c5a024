//! The page on the blog where the writer approves Afterword, and what it sends the browser back with.
//!
//! Text only: the page is opened by the writer's own browser, in which they are signed in, and whoever
//! listens for the answer hands it in here. WordPress makes an application password there and adds it to
//! the address that the question named.

use subtle::ConstantTimeEq;
use url::{Url, form_urlencoded};

use super::address::{is_this_machine, same_site};
use crate::Found;

/// The same for every copy of Afterword, as WordPress asks for it.
const APP_ID: &str = "321493b8-fcb3-4b6f-ae07-081ee9b0357c";

/// What the question and its answer are known by.
const STATE: &str = "state";

/// Longer than any answer of WordPress's.
const LONGEST: usize = 4096;

/// Where the blog's page sends the browser in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComeBack<'a> {
    /// To this address, marked with a state that nobody can guess.
    To {
        /// The app's own: a port on this machine, or its own scheme.
        address: &'a Url,
        /// Fresh for every question.
        state: &'a str,
    },
    /// Nowhere: the page shows the password, to be copied.
    Not,
}

/// What the blog made for the writer.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// The name the account has on the blog.
    pub username: String,
    /// A new application password.
    pub password: String,
}

/// The password stays out of it.
impl std::fmt::Debug for Login {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Login").field("username", &self.username).finish_non_exhaustive()
    }
}

/// What a browser came back with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The writer approved.
    Approved(Login),
    /// The writer said no.
    Declined,
    /// It belongs to the question, and it is not the blog's answer to it: another site's, or broken.
    Wrong,
    /// It belongs to another question, or to none.
    Stranger,
}

/// Whether the blog names such a page, guarded as well as the blog itself.
pub fn is_offered(found: &Found) -> bool {
    guarded_page(found).is_some()
}

/// The address of the blog's page, with the question in it; `None` when none is offered. The writer sees
/// the name there, and later in the blog's list of passwords; WordPress makes no two of the same name for
/// one account.
pub fn page(found: &Found, name: &str, back: ComeBack<'_>) -> Option<Url> {
    let mut page = guarded_page(found)?;
    page.set_fragment(None);
    {
        let mut query = page.query_pairs_mut();
        query.append_pair("app_name", name).append_pair("app_id", APP_ID);
        if let ComeBack::To { address, state } = back {
            let mut approved = address.clone();
            approved.query_pairs_mut().append_pair(STATE, state);
            let mut declined = approved.clone();
            // As WordPress has it where no second address is named.
            declined.query_pairs_mut().append_pair("success", "false");
            query.append_pair("success_url", approved.as_str());
            query.append_pair("reject_url", declined.as_str());
        }
    }
    Some(page)
}

/// Reads the query of the address that the browser came back to.
pub fn read(query: &str, state: &str, found: &Found) -> Answer {
    if query.len() > LONGEST {
        return Answer::Stranger;
    }
    let one = |name: &str| {
        let mut values =
            form_urlencoded::parse(query.as_bytes()).filter(|(found, _)| found == name);
        // Twice the same thing is nobody's answer.
        let value = values.next()?.1.into_owned();
        values.next().is_none().then_some(value)
    };
    let is_ours = one(STATE).is_some_and(|given| given.as_bytes().ct_eq(state.as_bytes()).into());
    if !is_ours {
        return Answer::Stranger;
    }
    if let (Some(site), Some(username), Some(password)) =
        (one("site_url"), one("user_login"), one("password"))
    {
        let is_the_blogs = Url::parse(&site)
            .ok()
            .zip(guarded_page(found))
            .is_some_and(|(site, page)| same_site(&site, &page));
        let complete = !username.trim().is_empty() && !password.trim().is_empty();
        return match is_the_blogs && complete {
            true => Answer::Approved(Login { username, password }),
            false => Answer::Wrong,
        };
    }
    // With `error` the blog itself could not; for the writer both are a no.
    let declined = one("success").is_some_and(|success| success == "false");
    if declined || one("error").is_some() { Answer::Declined } else { Answer::Wrong }
}

/// The page that the blog named, on its own site, and unencrypted only where the blog is too.
fn guarded_page(found: &Found) -> Option<Url> {
    let page = Url::parse(found.authorize_url.as_deref()?).ok()?;
    let endpoint = Url::parse(&found.endpoint).ok()?;
    let guarded = page.scheme() == "https" || endpoint.scheme() == "http" || is_this_machine(&page);
    (same_site(&page, &endpoint) && guarded).then_some(page)
}

#[cfg(test)]
mod tests {
    use afterword_model::PlatformKind;

    use super::*;

    const NAME: &str = "Afterword at noon";
    const STATE: &str = "0123456789abcdef0123456789abcdef";

    fn found(endpoint: &str, authorize_url: Option<&str>) -> Found {
        Found {
            platform: PlatformKind::WordPress,
            endpoint: endpoint.to_owned(),
            title: String::new(),
            url: String::new(),
            timezone: String::new(),
            application_passwords: true,
            authorize_url: authorize_url.map(str::to_owned),
            comes_back: true,
            unencrypted: false,
            signed_in_only: false,
        }
    }

    fn blog() -> Found {
        let page = "https://www.b.example/sub/wp-admin/authorize-application.php";
        found("https://b.example/sub/wp-json/", Some(page))
    }

    #[test]
    fn the_question_names_us_and_the_way_back() {
        let address = Url::parse("http://127.0.0.1:4000/connect").unwrap();
        let page = page(&blog(), NAME, ComeBack::To { address: &address, state: "a&b" }).unwrap();
        let pairs: Vec<(String, String)> = page.query_pairs().into_owned().collect();
        let text = |name: &str| {
            let found: Vec<&str> =
                pairs.iter().filter(|pair| pair.0 == name).map(|pair| pair.1.as_str()).collect();
            assert_eq!(found.len(), 1, "{name} in {page}");
            found[0].to_owned()
        };
        assert_eq!(page.path(), "/sub/wp-admin/authorize-application.php");
        assert_eq!((text("app_name"), text("app_id")), (NAME.to_owned(), APP_ID.to_owned()));
        assert_eq!(text("success_url"), "http://127.0.0.1:4000/connect?state=a%26b");
        assert_eq!(text("reject_url"), "http://127.0.0.1:4000/connect?state=a%26b&success=false");
    }

    #[test]
    fn without_a_way_back_the_page_shows_the_password() {
        let page = page(&blog(), NAME, ComeBack::Not).unwrap();
        assert!(!page.as_str().contains("success_url") && page.as_str().contains("app_id="));
    }

    #[test]
    fn a_page_elsewhere_or_less_guarded_is_never_opened() {
        for (endpoint, named) in [
            ("https://b.example/wp-json/", None),
            ("https://b.example/wp-json/", Some("https://evil.example/wp-admin/x.php")),
            ("https://b.example/wp-json/", Some("http://b.example/wp-admin/x.php")),
            ("https://b.example/wp-json/", Some("javascript:alert(1)//b.example")),
            ("https://b.example/wp-json/", Some("wp-admin/x.php")),
            ("http://127.0.0.1:80/wp-json/", Some("http://127.0.0.1:81/wp-admin/x.php")),
        ] {
            assert_eq!(page(&found(endpoint, named), NAME, ComeBack::Not), None, "{named:?}");
        }
        let local = found("http://127.0.0.1:8/wp-json/", Some("http://127.0.0.1:8/wp-admin/x.php"));
        assert!(page(&local, NAME, ComeBack::Not).is_some());
    }

    #[test]
    fn an_approval_is_taken_as_both_of_wordpresss_pages_write_it() {
        // By the page's script, and by its form without scripts.
        for user in ["Anna%20B%C3%B6hm", "Anna+B%C3%B6hm"] {
            let query = format!(
                "state={STATE}&site_url=https%3A%2F%2Fb.example%2Fsub&user_login={user}&password=abcd%2BEFGH"
            );
            let login = Login { username: "Anna Böhm".into(), password: "abcd+EFGH".into() };
            assert_eq!(read(&query, STATE, &blog()), Answer::Approved(login));
        }
    }

    #[test]
    fn only_the_blogs_own_answer_to_this_question_counts() {
        let ok = "site_url=https%3A%2F%2Fb.example&user_login=a&password=p";
        let other = "site_url=https%3A%2F%2Fevil.example&user_login=a&password=p";
        for (query, answer) in [
            (ok.to_owned(), Answer::Stranger),
            (format!("state=&{ok}"), Answer::Stranger),
            (format!("state=0123&{ok}"), Answer::Stranger),
            (format!("state={STATE}0&{ok}"), Answer::Stranger),
            (format!("state={STATE}&state={STATE}&{ok}"), Answer::Stranger),
            (format!("state={STATE}&{ok}&x={}", "x".repeat(LONGEST)), Answer::Stranger),
            (format!("state={STATE}&{other}"), Answer::Wrong),
            (format!("state={STATE}&{ok}&password=q"), Answer::Wrong),
            (format!("state={STATE}&site_url=b.example&user_login=a&password=p"), Answer::Wrong),
            (
                format!("state={STATE}&site_url=https://b.example&user_login=&password=p"),
                Answer::Wrong,
            ),
            (format!("state={STATE}"), Answer::Wrong),
            (format!("state={STATE}&success=false"), Answer::Declined),
            (format!("state={STATE}&success=false&error=disabled"), Answer::Declined),
            ("success=false".to_owned(), Answer::Stranger),
        ] {
            assert_eq!(read(&query, STATE, &blog()), answer, "{query}");
        }
    }

    #[test]
    fn a_password_does_not_get_into_a_log() {
        let query = format!("state={STATE}&site_url=https://b.example&user_login=a&password=hush");
        let answer = read(&query, STATE, &blog());
        assert!(!format!("{answer:?}").contains("hush"), "{answer:?}");
    }
}
