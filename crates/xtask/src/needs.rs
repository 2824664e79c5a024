//! What has to be on the computer before cargo and npm can work, and under which names systems package it.
//!
//! A need is met when it is *there*, however it came; package names matter only to bring it. How packages
//! are installed is in `system`.

use crate::shell::{ask, holds};

/// How to see that something is there.
pub enum Sign {
    /// A program in the path, or in /usr/sbin.
    Program(&'static str),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// An extension of PHP.
    Php(&'static str),
}

/// One thing that is needed, with its packages. Empty: comes with another one, or is not offered there.
pub struct Need {
    pub sign: Sign,
    pub debian: &'static str,
    pub fedora: &'static str,
    pub arch: &'static str,
}

const fn need(sign: Sign, debian: &'static str, fedora: &'static str, arch: &'static str) -> Need {
    Need { sign, debian, fedora, arch }
}

use Sign::{Library, Php, Program};

/// To build anything: SQLite and the TLS code are C.
pub const COMPILER: &[Need] = &[need(Program("cc"), "build-essential", "gcc", "base-devel")];

/// To build and show the window on Linux.
pub const WINDOW: &[Need] = &[
    need(Program("pkg-config"), "pkg-config", "pkgconf-pkg-config", "pkgconf"),
    need(
        Library("webkit2gtk-4.1"),
        "libwebkit2gtk-4.1-dev",
        "webkit2gtk4.1-devel",
        "webkit2gtk-4.1",
    ),
];

/// To drive the window and the browser in tests, and to run a keychain and a real WordPress for them.
pub const TESTS: &[Need] = &[
    need(Program("WebKitWebDriver"), "webkit2gtk-driver", "webkit2gtk-driver", ""),
    need(Program("Xvfb"), "xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb"),
    need(Program("openbox"), "openbox", "openbox", "openbox"),
    need(Program("chromium"), "chromium", "chromium", "chromium"),
    need(Program("chromedriver"), "chromium-driver", "chromedriver", ""),
    need(Program("dbus-run-session"), "dbus", "dbus-daemon", "dbus"),
    need(Program("gnome-keyring-daemon"), "gnome-keyring", "gnome-keyring", "gnome-keyring"),
    need(Program("mariadbd"), "mariadb-server-core", "mariadb-server", "mariadb"),
    need(Program("mariadb-install-db"), "mariadb-server-core", "mariadb-server", "mariadb"),
    need(Program("mariadb-admin"), "mariadb-client", "mariadb", "mariadb-clients"),
    need(Program("php"), "php-cli", "php-cli", "php"),
    need(Php("mysqli"), "php-mysql", "php-mysqlnd", ""),
    need(Php("gd"), "php-gd", "php-gd", "php-gd"),
    need(Php("xml"), "php-xml", "php-xml", ""),
    need(Php("mbstring"), "php-mbstring", "php-mbstring", ""),
    need(Php("curl"), "php-curl", "php-common", ""),
    need(Program("curl"), "curl", "curl", "curl"),
];

impl Need {
    /// Whether it is there already.
    pub fn is_met(&self) -> bool {
        match self.sign {
            Program(name) => in_path(name),
            Library(name) => holds("pkg-config", &["--exists", name]),
            Php(extension) => ask("php", &["-m"])
                .is_some_and(|list| list.lines().any(|line| line.eq_ignore_ascii_case(extension))),
        }
    }
}

fn in_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into()])
        .any(|folder| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_nobody_has_is_missing() {
        assert!(!need(Program("no-such-program-of-afterword"), "", "", "").is_met());
        assert!(!need(Library("no-such-library-of-afterword"), "", "", "").is_met());
    }

    #[test]
    fn debian_has_a_package_for_everything() {
        for need in COMPILER.iter().chain(WINDOW).chain(TESTS) {
            assert!(!need.debian.is_empty());
        }
    }
}
