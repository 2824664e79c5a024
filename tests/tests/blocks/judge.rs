//! WordPress's own verdict on what we write: the Node package in `tests/blocks`, set up when it has to be.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

/// What the block editor makes of one post.
#[derive(Debug, Deserialize)]
pub struct Verdict {
    /// The blocks, outer before inner.
    pub names: Vec<String>,
    /// Those it would show as broken.
    pub invalid: Vec<Complaint>,
    /// What it would write on the next save.
    pub saved: String,
}

/// A block that the editor calls invalid.
#[derive(Debug, Deserialize)]
pub struct Complaint {
    /// Such as `core/list`.
    pub name: String,
    /// Its HTML.
    pub found: String,
    /// The HTML that the editor would have written.
    pub expected: String,
    /// The editor's words.
    pub reason: String,
}

/// The package, ready to run.
pub struct Judge {
    folder: PathBuf,
}

impl Judge {
    /// Installs what the lock file names, unless that was done; runs of several tests wait for each other.
    ///
    /// # Errors
    /// What cannot be had, in words.
    pub fn ready() -> Result<Self, String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("blocks");
        install(&folder).map_err(|error| format!("the packages of tests/blocks: {error}"))?;
        Ok(Self { folder })
    }

    /// The verdicts of the newest packages, one for each post.
    pub fn newest(&self, posts: &[String]) -> Vec<Verdict> {
        self.verdicts(&[], posts)
    }

    /// The verdicts of the WordPress that is installed in this folder, one for each post.
    pub fn of(&self, wordpress: &Path, posts: &[String]) -> Vec<Verdict> {
        self.verdicts(&[wordpress], posts)
    }

    /// The examples of the CommonMark specification.
    pub fn specification(&self) -> Vec<String> {
        self.run("spec.mjs", &[], "")
    }

    fn verdicts(&self, arguments: &[&Path], posts: &[String]) -> Vec<Verdict> {
        let verdicts: Vec<Verdict> =
            self.run("judge.mjs", arguments, &serde_json::to_string(posts).unwrap());
        assert_eq!(verdicts.len(), posts.len());
        verdicts
    }

    fn run<T: for<'a> Deserialize<'a>>(&self, script: &str, arguments: &[&Path], input: &str) -> T {
        let mut node = Command::new("node")
            .arg(self.folder.join(script))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = node.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = node.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{script}: {errors}");
        writer.join().unwrap().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{script}: {error}"))
    }
}

fn install(folder: &Path) -> std::io::Result<()> {
    let lock = File::create(Path::new(env!("CARGO_TARGET_TMPDIR")).join("blocks.lock"))?;
    lock.lock()?;
    let wanted = std::fs::read(folder.join("package-lock.json"))?;
    let mark = folder.join("node_modules/installed-from.json");
    if std::fs::read(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = Command::new(npm)
        .args(["ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr);
        let last: Vec<&str> = errors.lines().rev().take(3).collect();
        return Err(std::io::Error::other(last.join("; ")));
    }
    std::fs::write(mark, wanted)
}
