//! `media://localhost/<uuid>`: the writer's pictures, for the page. Only a picture's name is taken, never a path.

use afterword_desk::Picture;
use tauri::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use tauri::http::{Method, Request, Response, StatusCode};

/// The scheme; Windows spells it `http://media.localhost`.
pub const SCHEME: &str = "media";

/// The picture, or 404 for anything that is not the name of one.
pub fn answer(
    request: &Request<Vec<u8>>,
    picture: impl FnOnce(&str) -> Option<Picture>,
) -> Response<Vec<u8>> {
    let name = request.uri().path().trim_start_matches('/');
    let found = (request.method() == Method::GET && is_uuid(name)).then(|| picture(name)).flatten();
    let mut response = Response::new(Vec::new());
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, tauri::http::HeaderValue::from_static("nosniff"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        tauri::http::HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    match found {
        Some(picture) => {
            headers.insert(CONTENT_TYPE, tauri::http::HeaderValue::from_static(picture.mime));
            *response.body_mut() = picture.bytes;
        }
        None => *response.status_mut() = StatusCode::NOT_FOUND,
    }
    response
}

/// Lower-case hex in the usual groups.
fn is_uuid(name: &str) -> bool {
    name.len() == 36
        && name.bytes().enumerate().all(|(place, byte)| match place {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "6d1c7f2e-0a4b-4f3e-9a55-0f8f6f2b7c11";

    fn ask(method: Method, uri: &str) -> Response<Vec<u8>> {
        let request = Request::builder().method(method).uri(uri).body(Vec::new()).unwrap();
        answer(&request, |name| {
            (name == NAME).then(|| Picture { mime: "image/png", bytes: b"png".to_vec() })
        })
    }

    #[test]
    fn a_picture_comes_with_its_type_and_can_do_nothing() {
        let response = ask(Method::GET, &format!("media://localhost/{NAME}"));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "image/png");
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert_eq!(response.headers()["content-security-policy"], "default-src 'none'; sandbox");
        assert_eq!(response.body(), b"png");
    }

    #[test]
    fn only_a_pictures_name_is_taken() {
        for path in [
            "",
            "etc/passwd",
            "../secret",
            "%2e%2e/secret",
            &format!("{NAME}/.."),
            &NAME.to_uppercase(),
        ] {
            let response = ask(Method::GET, &format!("media://localhost/{path}"));
            assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
            assert!(response.body().is_empty(), "{path}");
        }
        assert_eq!(
            ask(Method::POST, &format!("media://localhost/{NAME}")).status(),
            StatusCode::NOT_FOUND
        );
    }
}
