//! Whether Rust and Node are new enough, and what to do when they are not.

use crate::shell::{Done, ask, root};

type Version = (u32, u32);

/// Rust as the workspace's manifest asks for it.
pub fn check_rust() -> Done {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap_or_default();
    let wanted = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .and_then(|quoted| version(quoted.trim_matches('"')))
        .ok_or("Cargo.toml names no rust-version.")?;
    let said = ask("rustc", &["--version"]).unwrap_or_default();
    match said.split_whitespace().nth(1).and_then(version) {
        Some(found) if found >= wanted => Ok(()),
        Some((major, minor)) => Err(format!(
            "Afterword needs Rust {}.{} or newer; this is {major}.{minor}. `rustup update` brings it.",
            wanted.0, wanted.1
        )),
        None => Err("rustc does not say its version. Rust comes from https://rustup.rs".into()),
    }
}

/// Node as the window's build tools ask for it.
pub fn check_node() -> Done {
    let said = ask("node", &["--version"]).unwrap_or_default();
    match version(said.trim_start_matches('v')) {
        Some(found) if node_will_do(found) => Ok(()),
        Some((major, minor)) => Err(format!(
            "Afterword's window needs Node 20.19 or newer in the 20 series, or 22.12 and up, to be built; \
             this is {major}.{minor}. It comes from https://nodejs.org"
        )),
        None => {
            Err("Node is missing; Afterword's window needs 20.19 or newer to be built. It comes \
                     from https://nodejs.org"
                .into())
        }
    }
}

fn node_will_do((major, minor): Version) -> bool {
    match major {
        20 => minor >= 19,
        21 => false,
        22 => minor >= 12,
        newer => newer > 22,
    }
}

fn version(text: &str) -> Option<Version> {
    let mut numbers = text.trim().split(['.', '-']);
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_with_and_without_a_patch_or_channel() {
        assert_eq!(version("1.95"), Some((1, 95)));
        assert_eq!(version("1.97.0-nightly"), Some((1, 97)));
        assert_eq!(version("twenty"), None);
    }

    #[test]
    fn node_is_taken_where_the_build_tools_take_it() {
        for (found, taken) in [
            ((18, 20), false),
            ((20, 18), false),
            ((20, 19), true),
            ((21, 7), false),
            ((22, 11), false),
            ((22, 12), true),
            ((24, 0), true),
        ] {
            assert_eq!(node_will_do(found), taken, "{found:?}");
        }
    }
}
