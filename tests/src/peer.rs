//! A throwaway real WordPress for tests: started by `tests/peers/wordpress-up` on 127.0.0.1, stopped and
//! removed with its guard. What is on it can be asked of its database, past our own client.

use std::collections::BTreeMap;
use std::io::{Error, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use tempfile::TempDir;

/// A running WordPress. Stopped and removed when this is dropped, and also when the test dies.
#[derive(Debug)]
pub struct WordPressPeer {
    folder: TempDir,
    info: Info,
}

/// What `wordpress-up` says about it.
#[derive(Debug, Clone, Deserialize)]
pub struct Info {
    /// The address readers open, without a slash at the end.
    pub url: String,
    /// The root of the REST interface.
    pub rest: String,
    /// By login name: `admin`, `editor`, `writer` (an author), `contributor`, `reader`.
    pub users: BTreeMap<String, PeerUser>,
    /// WordPress's version.
    pub wordpress: String,
    db_socket: PathBuf,
}

/// An account on it.
#[derive(Debug, Clone, Deserialize)]
pub struct PeerUser {
    /// WordPress's id.
    pub id: u64,
    /// WordPress's role name.
    pub role: String,
    /// For REST.
    pub app_password: String,
}

impl WordPressPeer {
    /// Starts one with pretty permalinks. `WORDPRESS_SRC` chooses another WordPress than Debian's.
    ///
    /// # Errors
    /// What the script says: mostly that a program is missing.
    pub fn start() -> Result<Self> {
        Self::start_with(&[])
    }

    /// Starts one with more arguments for `wordpress-up`.
    ///
    /// # Errors
    /// As for [`WordPressPeer::start`].
    pub fn start_with(arguments: &[&str]) -> Result<Self> {
        let memory = Path::new("/dev/shm");
        let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let folder = tempfile::Builder::new().prefix("afterword-").tempdir_in(place)?;
        let owner = std::process::id().to_string();
        let own = ["--while", &owner];
        let info = up(folder.path(), &[&own, arguments].concat())?;
        Ok(Self { folder, info })
    }

    /// How to reach it.
    pub fn info(&self) -> &Info {
        &self.info
    }

    /// The folder it is installed in.
    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// An account, by login name.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn user(&self, name: &str) -> Result<&PeerUser> {
        self.info.users.get(name).ok_or_else(|| Error::other(format!("no user {name}")))
    }

    /// Adds a plugin that works at once: PHP, from its first `<?php` on.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn add_plugin(&self, name: &str, php: &str) -> Result<()> {
        let plugins = self.site().join("wp-content/mu-plugins");
        std::fs::write(plugins.join(format!("{name}.php")), php)
    }

    /// Takes the web server away, so that connections are refused. Everything else stays.
    ///
    /// # Errors
    /// What the script says.
    pub fn stop_web(&self) -> Result<()> {
        run("wordpress-down", self.folder.path(), &["--web"]).map(drop)
    }

    /// Brings the web server back, on the same port.
    ///
    /// # Errors
    /// What the script says.
    pub fn start_web(&self) -> Result<()> {
        up(self.folder.path(), &[]).map(drop)
    }

    /// Restarts the web server with `pretty` or `plain` permalinks.
    ///
    /// # Errors
    /// What the script says.
    pub fn set_permalinks(&mut self, kind: &str) -> Result<()> {
        self.stop_web()?;
        self.info = up(self.folder.path(), &["--permalinks", kind])?;
        Ok(())
    }

    /// Asks the database: rows of columns, as text.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn sql(&self, query: &str) -> Result<Vec<Vec<String>>> {
        let socket = format!("--socket={}", self.info.db_socket.display());
        let fixed = ["--no-defaults", &socket, "--user=root", "--batch", "--skip-column-names"];
        let charset = "--default-character-set=utf8mb4";
        let mut command = Command::new("mariadb");
        let text = output(command.args(fixed).args([charset, "wordpress", "--execute", query]))?;
        Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
    }

    /// How many posts there are in any standing, without revisions and WordPress's own drafts.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count_posts(&self) -> Result<u64> {
        self.count("wp_posts WHERE post_type = 'post' AND post_status <> 'auto-draft'")
    }

    /// How many comments there are in any standing.
    ///
    /// # Errors
    /// When the database refuses.
    pub fn count_comments(&self) -> Result<u64> {
        self.count("wp_comments WHERE comment_type = 'comment'")
    }

    fn count(&self, what: &str) -> Result<u64> {
        let rows = self.sql(&format!("SELECT COUNT(*) FROM {what}"))?;
        let number = rows.first().and_then(|row| row.first()).and_then(|text| text.parse().ok());
        number.ok_or_else(|| Error::other(format!("no number of {what}")))
    }
}

impl Drop for WordPressPeer {
    fn drop(&mut self) {
        // Nobody to tell; the watcher of `--while` tries again when the test ends.
        let _ = run("wordpress-down", self.folder.path(), &["--purge"]);
    }
}

fn up(folder: &Path, arguments: &[&str]) -> Result<Info> {
    let text = run("wordpress-up", folder, arguments)?;
    serde_json::from_str(&text).map_err(Error::other)
}

fn run(script: &str, folder: &Path, arguments: &[&str]) -> Result<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers").join(script);
    output(Command::new("bash").arg(script).arg(folder).args(arguments))
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Error::other(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }
}
