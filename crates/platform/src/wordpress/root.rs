//! The root of a blog's REST interface, and how a route is joined to it. With pretty permalinks the route
//! is part of the path (`/wp-json/wp/v2/posts?k=v`); with plain ones it is the value of `rest_route`.

use url::Url;

use crate::{Error, Result};

/// The root, in either form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Root {
    url: Url,
    /// The value of `rest_route`, without a slash at its end; `None` for the pretty form.
    plain: Option<String>,
}

impl Root {
    /// Reads a root as a blog names it.
    pub fn parse(endpoint: &str) -> Result<Self> {
        let mut url =
            Url::parse(endpoint.trim()).map_err(|_| Error::BadAddress(endpoint.to_owned()))?;
        let has_user = !url.username().is_empty() || url.password().is_some();
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || has_user {
            return Err(Error::BadAddress("not an http(s) address without a user".to_owned()));
        }
        url.set_fragment(None);
        let route = url.query_pairs().find(|(name, _)| name == "rest_route");
        let plain = route.map(|(_, value)| value.trim_end_matches('/').to_owned());
        url.set_query(None);
        if plain.is_none() && !url.path().ends_with('/') {
            let path = format!("{}/", url.path());
            url.set_path(&path);
        }
        Ok(Self { url, plain })
    }

    /// The address of a route (`wp/v2/posts`, no leading slash; empty for the index) with parameters.
    pub fn join(&self, route: &str, parameters: &[(&str, &str)]) -> Url {
        let mut url = self.url.clone();
        match &self.plain {
            Some(prefix) => {
                url.query_pairs_mut().append_pair("rest_route", &format!("{prefix}/{route}"));
            }
            None => url.set_path(&format!("{}{route}", self.url.path())),
        }
        if !parameters.is_empty() {
            url.query_pairs_mut().extend_pairs(parameters);
        }
        url
    }

    /// The root as it is stored.
    pub fn endpoint(&self) -> String {
        match &self.plain {
            // Written out by hand: the slashes need not be escaped, and people read this.
            Some(prefix) => format!("{}?rest_route={prefix}/", self.url),
            None => self.url.to_string(),
        }
    }

    /// The address without a route, for its scheme and host.
    pub fn url(&self) -> &Url {
        &self.url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_joined_to_both_kinds_of_permalinks() {
        let table = [
            (
                "https://b.example/wp-json/",
                "wp/v2/posts",
                "https://b.example/wp-json/wp/v2/posts?k=a+b",
            ),
            (
                "https://b.example/wp-json",
                "wp/v2/posts",
                "https://b.example/wp-json/wp/v2/posts?k=a+b",
            ),
            ("https://b.example/sub/api/", "wp/v2/x", "https://b.example/sub/api/wp/v2/x?k=a+b"),
            ("https://b.example/wp-json/", "", "https://b.example/wp-json/?k=a+b"),
            (
                "https://b.example/index.php?rest_route=/",
                "wp/v2/posts",
                "https://b.example/index.php?rest_route=%2Fwp%2Fv2%2Fposts&k=a+b",
            ),
            ("https://b.example/?rest_route=/", "", "https://b.example/?rest_route=%2F&k=a+b"),
        ];
        for (root, route, expected) in table {
            let root = Root::parse(root).unwrap();
            assert_eq!(root.join(route, &[("k", "a b")]).as_str(), expected);
            assert_eq!(Root::parse(&root.endpoint()).unwrap(), root, "a root survives storing");
        }
    }

    #[test]
    fn a_root_is_a_web_address_without_a_user() {
        for endpoint in ["", "wp-json", "ftp://b.example/", "https://a:b@b.example/wp-json/"] {
            assert!(matches!(Root::parse(endpoint), Err(Error::BadAddress(_))), "{endpoint}");
        }
    }
}
