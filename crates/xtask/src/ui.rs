//! The window's pages: their packages, and a build unless what is built is known to be of these sources.
//! The programs carry the pages inside, so old ones would go unnoticed.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::shell::{Done, built, go, npm, root};

/// Installs the packages when they are missing or older than the lock file.
pub fn packages() -> Done {
    let ui = root().join("ui");
    let installed = changed_at(&ui.join("node_modules/.package-lock.json"));
    let locked = changed_at(&ui.join("package-lock.json"))
        .ok_or("ui/package-lock.json is missing: the checkout is not whole.")?;
    if installed.is_some_and(|installed| installed >= locked) {
        return Ok(());
    }
    go(npm().args(["ci", "--no-audit", "--no-fund"]))
}

/// Builds ui/dist, unless it was built from the sources as they are.
pub fn build() -> Done {
    packages()?;
    let (ui, note) = (root().join("ui"), note());
    if is_fresh(&ui, &note) {
        return Ok(());
    }
    // A source that changes while this runs is newer than what comes of it.
    let began = SystemTime::now();
    let sources = sources(&ui);
    go(npm().args(["run", "build"]))?;
    write_note(&ui, &note, &sources, began)
        .map_err(|error| format!("{} could not be written: {error}", note.display()))
}

/// Builds ui/dist-floor, the pages of the bare window that ours is measured against.
pub fn build_floor() -> Done {
    packages()?;
    go(npm().args(["run", "build:floor"]))
}

/// What was built last, and when that began.
fn note() -> PathBuf {
    built("afterword").with_file_name("window-built")
}

/// The same files as then, none of them newer, and the pages that came of them.
fn is_fresh(ui: &Path, note: &Path) -> bool {
    let sources = sources(ui);
    let newest = sources.iter().filter_map(|file| changed_at(file)).max();
    fs::read_to_string(note).is_ok_and(|noted| noted == said(ui, &sources))
        && changed_at(note) > newest
        && changed_at(&ui.join("dist/index.html")) > newest
}

fn write_note(
    ui: &Path,
    note: &Path,
    sources: &[PathBuf],
    began: SystemTime,
) -> std::io::Result<()> {
    if let Some(folder) = note.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(note, said(ui, sources))?;
    fs::File::options().append(true).open(note)?.set_modified(began)
}

/// The sources by name, and the page, which names the rest of what was built by its contents.
fn said(ui: &Path, sources: &[PathBuf]) -> String {
    let names = sources.iter().map(|file| format!("{}\n", file.display()));
    let page = fs::read_to_string(ui.join("dist/index.html")).unwrap_or_default();
    names.chain([page]).collect()
}

/// All sources, in order; what is installed or built does not count.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let (name, path) = (entry.file_name(), entry.path());
        if name == "node_modules" || name == "dist" || name == "dist-floor" {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(sources(&path)),
            _ => found.push(path),
        }
    }
    found.sort();
    found
}

fn changed_at(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// A folder with two sources and what was built of them.
    fn built_window(name: &str) -> (PathBuf, PathBuf) {
        let folder = std::env::temp_dir().join(format!("afterword-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        let ui = folder.join("ui");
        for (file, text) in [("src/a.ts", "a"), ("src/b.ts", "b"), ("dist/index.html", "ab")] {
            let path = ui.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let past = SystemTime::now() - Duration::from_secs(60);
        for source in sources(&ui) {
            fs::File::options().append(true).open(source).unwrap().set_modified(past).unwrap();
        }
        (ui, folder.join("note"))
    }

    #[test]
    fn pages_of_other_sources_are_never_taken_for_these() {
        type Change = fn(&Path);
        let changes: [(&str, Change, bool); 6] = [
            ("nothing", |_| {}, true),
            ("edited", |ui| fs::write(ui.join("src/a.ts"), "c").unwrap(), false),
            ("deleted", |ui| fs::remove_file(ui.join("src/b.ts")).unwrap(), false),
            ("renamed", |ui| fs::rename(ui.join("src/a.ts"), ui.join("src/c.ts")).unwrap(), false),
            ("replaced", |ui| fs::write(ui.join("dist/index.html"), "old").unwrap(), false),
            ("gone", |ui| fs::remove_dir_all(ui.join("dist")).unwrap(), false),
        ];
        for (what, change, fresh) in changes {
            let (ui, note) = built_window(what);
            assert!(!is_fresh(&ui, &note), "{what}: nobody knows of what it was built");
            let began = SystemTime::now() - Duration::from_secs(1);
            write_note(&ui, &note, &sources(&ui), began).unwrap();
            change(&ui);
            assert_eq!(is_fresh(&ui, &note), fresh, "{what}");
            fs::remove_dir_all(ui.parent().unwrap()).unwrap();
        }
    }

    #[test]
    fn what_changed_while_the_pages_were_built_is_built_again() {
        let (ui, note) = built_window("meanwhile");
        let began = SystemTime::now() - Duration::from_secs(10);
        let edited = fs::File::options().append(true).open(ui.join("src/a.ts")).unwrap();
        edited.set_modified(began + Duration::from_secs(5)).unwrap();
        write_note(&ui, &note, &sources(&ui), began).unwrap();
        assert!(!is_fresh(&ui, &note));
        fs::remove_dir_all(ui.parent().unwrap()).unwrap();
    }
}
