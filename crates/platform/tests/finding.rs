//! Finding a blog at an address: what is there, what is not, and what stands in between.

mod fake;

use afterword_model::PlatformKind;
use afterword_platform::wordpress::find_with;
use afterword_platform::{Error, Found, Result};
use fake::{Fake, HTML, JSON, Reply, http, timeouts, word};

const INDEX: &str = r#"{"name":"Fish &amp; <b>Chips<\/b>","url":"http:\/\/b.example","home":"http:\/\/b.example",
  "namespaces":["oembed\/1.0","wp\/v2"],"gmt_offset":"5.5","timezone_string":"",
  "authentication":{"application-passwords":{"endpoints":{"authorization":"AUTHORIZE"}}}}"#;

fn find(address: &str) -> Result<Found> {
    find_with(address, &timeouts())
}

/// A blog whose front page and index are given.
fn blog(front: Reply, index_path: &'static str, index: Reply) -> Fake {
    Fake::start(move |request| {
        let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
        if path == "/" {
            front.clone()
        } else if path.replace("%2F", "/").starts_with(index_path) {
            index.clone()
        } else {
            http("404 Not Found", &[HTML], "<h1>404</h1>")
        }
    })
}

fn index() -> Reply {
    http("200 OK", &[JSON], INDEX)
}

#[test]
fn a_blog_is_found_by_its_header_its_page_or_its_usual_places() {
    let header = "Link: </wp-json/>; rel=\"https://api.w.org/\"";
    let plain_header = "Link: </index.php?rest_route=/>; rel=\"https://api.w.org/\"";
    let page = "<head><link rel='https://api.w.org/' href='/api/' /></head>";
    let bare = || http("200 OK", &[HTML], "<h1>Hello</h1>");
    let table = [
        (http("200 OK", &[HTML, header], "<h1>Hello</h1>"), "/wp-json/?", "/wp-json/"),
        (
            http("200 OK", &[HTML, plain_header], ""),
            "/index.php?rest_route=/&",
            "/index.php?rest_route=/",
        ),
        (http("200 OK", &[HTML], page), "/api/?", "/api/"),
        (bare(), "/wp-json/?", "/wp-json/"),
        (bare(), "/?rest_route=/&", "/?rest_route=/"),
        (http("404 Not Found", &[HTML], "no front page"), "/wp-json/?", "/wp-json/"),
    ];
    for (front, path, endpoint) in table {
        let fake = blog(front, path, index());
        let found = find(&format!("127.0.0.1:{}", fake.port)).unwrap();
        assert_eq!(found.endpoint, format!("{}{endpoint}", fake.url()));
        assert_eq!(found.title, "Fish & Chips");
        assert_eq!(found.url, "http://b.example/");
        assert_eq!(found.timezone, "+05:30");
        assert!(found.application_passwords && !found.unencrypted);
        assert_eq!(found.authorize_url, None, "an address that is none is not offered");
    }
}

#[test]
fn the_page_for_making_a_password_is_offered_when_it_is_the_blogs_own() {
    for (page, own) in
        [("SELF/wp-admin/authorize-application.php", true), ("http://evil.example/", false)]
    {
        let fake = Fake::start(move |request| {
            let host = request.lines().find_map(|line| line.strip_prefix("host: "));
            let own = format!("http://{}", host.unwrap_or_default());
            http("200 OK", &[JSON], INDEX.replace("AUTHORIZE", &page.replace("SELF", &own)))
        });
        let found = find(&fake.url()).unwrap();
        assert_eq!(found.authorize_url.is_some(), own, "{found:?}");
    }
}

#[test]
fn application_passwords_that_are_off_are_noticed() {
    let start = INDEX.find(r#""authentication""#).unwrap();
    let off = format!(r#"{}"authentication":[]}}"#, INDEX.get(..start).unwrap());
    let fake = blog(http("200 OK", &[HTML], ""), "/wp-json/", http("200 OK", &[JSON], off));
    let found = find(&fake.url()).unwrap();
    assert!(!found.application_passwords);
    assert_eq!(found.authorize_url, None);
}

#[test]
fn a_notice_before_the_index_is_read_over() {
    let noisy = format!("\u{feff}\n<b>Notice</b>: x[0]\n{INDEX}");
    let fake = blog(http("200 OK", &[HTML], ""), "/wp-json/", http("200 OK", &[JSON], noisy));
    assert_eq!(find(&fake.url()).unwrap().title, "Fish & Chips");
}

#[test]
fn what_is_no_blog_is_told_apart() {
    let header = "Link: </wp-json/>; rel=\"https://api.w.org/\"";
    let front = |headers: &[&str], body: &str| http("200 OK", headers, body);
    let html = || http("200 OK", &[HTML], "<h1>Front page again</h1>");
    let off = || http("403 Forbidden", &[JSON], r#"{"code":"rest_disabled","message":"no"}"#);
    let rsd = r#"<link rel="EditURI" href="/xmlrpc.php?rsd">"#;
    let table = [
        ("a site without a blog", front(&[HTML], "<h1>Shop</h1>"), html(), "NoBlog"),
        ("every address is a 200 page", front(&[HTML], ""), html(), "NoBlog"),
        (
            "another JSON interface",
            front(&[HTML], ""),
            front(&[JSON], r#"{"namespaces":["shop/v1"]}"#),
            "NoBlog",
        ),
        ("an empty answer", http("204 No", &[], ""), html(), "NoBlog"),
        ("REST refused by a plugin", front(&[HTML, header], ""), off(), "NoRest"),
        ("REST hidden", front(&[HTML, header], ""), http("404 No", &[HTML], "404"), "NoRest"),
        ("REST behind a page", front(&[HTML, header], ""), html(), "NoRest"),
        ("only the RSD is left", front(&[HTML], rsd), off(), "NoRest"),
        (
            "maintenance",
            http("503 Down", &[HTML, "Retry-After: 600"], "Brb"),
            html(),
            "Maintenance",
        ),
        (
            "maintenance of REST",
            front(&[HTML, header], ""),
            http("503 Down", &[HTML], ""),
            "Maintenance",
        ),
    ];
    for (what, front, index, expected) in table {
        let fake = blog(front, "/wp-json/", index);
        let error = find(&fake.url()).unwrap_err();
        assert_eq!(word(&error), expected, "{what}: {error}");
    }
}

/// `system.listMethods`, as WordPress answers it.
fn methods(names: &[&str]) -> String {
    let values: String =
        names.iter().map(|name| format!("<value><string>{name}</string></value>")).collect();
    format!(
        "<?xml version=\"1.0\"?>\n<methodResponse><params><param><value><array><data>{values}\
        </data></array></value></param></params></methodResponse>"
    )
}

#[test]
fn where_rest_is_off_the_blog_is_found_by_its_xml_rpc() {
    let needed = ["wp.newPost", "wp.editPost", "wp.getPost", "wp.getPosts", "wp.getProfile"];
    let rsd = "<title>Fish &amp; Chips</title><link rel=\"EditURI\" href=\"/rpc/xmlrpc.php?rsd\">";
    let away = "<link rel=\"EditURI\" href=\"http://other.example/xmlrpc.php?rsd\">";
    let only_plugins = "<p>/wp-content/</p>";
    let table = [
        ("where the page says", rsd, "/rpc/xmlrpc.php", &needed[..], true),
        ("at its usual place", only_plugins, "/xmlrpc.php", &needed[..], true),
        ("without the calls that matter", rsd, "/rpc/xmlrpc.php", &needed[..4], false),
        ("on another host", away, "/xmlrpc.php", &needed[..], false),
    ];
    for (what, page, path, names, is_found) in table {
        let post = format!("POST {path} ");
        let answer = methods(names);
        let fake = Fake::start(move |request| {
            if request.starts_with(&post) && request.contains("system.listMethods") {
                http("200 OK", &["Content-Type: text/xml"], &answer)
            } else if request.starts_with("GET / ") {
                http("200 OK", &[HTML], page)
            } else {
                http("403 Forbidden", &[JSON], r#"{"code":"rest_disabled","message":"no"}"#)
            }
        });
        let found = find(&fake.url());
        if !is_found {
            assert_eq!(word(&found.unwrap_err()), "NoRest", "{what}");
            continue;
        }
        let found = found.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(found.platform, PlatformKind::WordPressXmlRpc, "{what}");
        assert_eq!(found.endpoint, format!("{}{path}", fake.url()), "{what}");
        assert!(found.application_passwords && found.authorize_url.is_none());
        assert!(fake.requests().iter().all(|request| !request.contains("password")));
    }
}

#[test]
fn a_blog_that_answers_only_to_those_signed_in_is_found_by_its_front_page() {
    let header = "Link: </wp-json/>; rel=\"https://api.w.org/\"";
    let page = "<html><head><title>Fish &amp; Chips</title>";
    let refusal = r#"{"code":"rest_not_logged_in","message":"Sign in.","data":{"status":401}}"#;
    let closed = || http("401 Unauthorized", &[JSON], refusal);
    for front in [http("200 OK", &[HTML, header], page), http("200 OK", &[HTML], page)] {
        let fake = blog(front, "/wp-json/", closed());
        let found = find(&fake.url()).unwrap();
        assert!(found.signed_in_only && found.authorize_url.is_none(), "{found:?}");
        assert_eq!(
            (found.title.as_str(), found.endpoint),
            ("Fish & Chips", format!("{}/wp-json/", fake.url()))
        );
    }
    // A server that wants a password of its own before anything is no such blog.
    let server = http("401 Unauthorized", &[HTML], "<h1>Authorization Required</h1>");
    let fake = blog(http("200 OK", &[HTML, header], page), "/wp-json/", server);
    assert_eq!(word(&find(&fake.url()).unwrap_err()), "NoRest");
}

#[test]
fn a_page_of_five_megabytes_is_read_only_at_its_head() {
    let head = "<html><head><link rel=\"https://api.w.org/\" href=\"/wp-json/\"></head>";
    let long = "<p>filler</p>".repeat(400_000);
    assert!(long.len() > 5_000_000);
    let fake = blog(http("200 OK", &[HTML], format!("{head}{long}")), "/wp-json/", index());
    assert!(find(&fake.url()).is_ok());

    let fake = blog(http("200 OK", &[HTML], &long), "/none", index());
    let error = find(&fake.url()).unwrap_err();
    let Error::NoBlog(detail) = &error else { panic!("{error}") };
    assert!(detail.contains("too large") && detail.len() < 500, "{detail}");
}

#[test]
fn an_index_of_megabytes_is_refused() {
    let long = INDEX.replace("Fish", &"Fish".repeat(4 << 20));
    let fake = blog(http("200 OK", &[HTML], ""), "/wp-json/", http("200 OK", &[JSON], long));
    assert_eq!(word(&find(&fake.url()).unwrap_err()), "NoBlog");
}

#[test]
fn redirects_within_the_site_are_followed_but_not_for_ever() {
    let fake = Fake::start(|request| match request.split(' ').nth(1) {
        Some("/") => http("301 Moved", &["Location: /blog/"], ""),
        Some("/blog/") => {
            http("200 OK", &[HTML, "Link: </wp-json>; rel=\"https://api.w.org/\""], "")
        }
        Some(path) if path.starts_with("/wp-json/?") => index(),
        _ => http("404 No", &[HTML], ""),
    });
    assert_eq!(find(&fake.url()).unwrap().endpoint, format!("{}/wp-json/", fake.url()));

    let round = Fake::always(http("302 Found", &["Location: /again"], ""));
    assert_eq!(word(&find(&round.url()).unwrap_err()), "NotTheBlog");
    assert_eq!(round.requests().len(), 6);
}

#[test]
fn this_machine_by_another_of_its_names_is_the_same_blog() {
    let fake = Fake::start(|request| {
        let host = request.lines().find_map(|line| line.strip_prefix("host: "));
        let port = host.and_then(|host| host.rsplit(':').next()).unwrap_or_default();
        let link = format!("Link: <http://127.0.0.1:{port}/wp-json/>; rel=\"https://api.w.org/\"");
        match request.split(' ').nth(1) {
            Some(path) if path.starts_with("/wp-json/?") => index(),
            _ => http("200 OK", &[HTML, &link], ""),
        }
    });
    let found = find(&format!("localhost:{}", fake.port)).unwrap();
    assert_eq!(found.endpoint, format!("http://127.0.0.1:{}/wp-json/", fake.port));
    assert!(!found.unencrypted, "it never leaves this machine");
}

#[test]
fn another_host_is_named_and_not_visited() {
    let other = Fake::always(index());
    let location = format!("Location: {}/", other.url());
    let link = format!("Link: <{}/wp-json/>; rel=\"https://api.w.org/\"", other.url());
    for front in [http("301 Moved", &[&location], ""), http("200 OK", &[HTML, &link], "")] {
        let fake = Fake::always(front);
        let Err(Error::Moved(to)) = find(&fake.url()) else { panic!("followed") };
        assert!(to.starts_with(&other.url()), "{to}");
    }
    assert_eq!(other.requests(), Vec::<String>::new());
}

#[test]
fn looking_needs_no_credentials() {
    let fake = blog(http("200 OK", &[HTML], ""), "/wp-json/", index());
    find(&fake.url()).unwrap();
    let asked = fake.requests();
    assert!(asked.len() >= 2);
    assert!(asked.iter().all(|request| !request.to_ascii_lowercase().contains("authorization")));
}

#[test]
fn a_bad_certificate_is_said_and_never_worked_around() {
    // Not this machine's own name as typed, so that https is tried first: an IPv4 address in full.
    let port = fake::self_signed();
    for address in
        [format!("https://localhost:{port}"), format!("https://127.0.0.1:{port}/wp-admin/")]
    {
        let error = find(&address).unwrap_err();
        assert_eq!(word(&error), "Certificate", "{error}");
    }
}

#[test]
fn nobody_there_is_offline() {
    for address in ["nowhere.invalid", "http://nowhere.invalid", "127.0.0.1:9"] {
        let error = find(address).unwrap_err();
        assert_eq!(word(&error), "Offline", "{address}: {error}");
    }
    assert_eq!(word(&find("my blog").unwrap_err()), "BadAddress");
}
