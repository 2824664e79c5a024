//! What this computer has to spell by: the English dictionary of the program, and Hunspell's dictionaries
//! wherever systems and LibreOffice keep them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::speller::{Error, Speller};

/// The program's own dictionary is American English.
const SHIPPED: &str = "en-US";

/// A dictionary that is there, not opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dictionary {
    /// Its language: `en-US`, `de`, `pt-BR`.
    pub language: String,
    /// Where its `.aff` file is; the `.dic` file lies beside it. `None`: part of the program.
    pub path: Option<PathBuf>,
}

impl Dictionary {
    /// Reads it, which takes some 20 ms and as many megabytes of memory as five.
    ///
    /// # Errors
    /// When its files can't be read or are no dictionary.
    pub fn open(&self) -> Result<Speller, Error> {
        let Some(aff) = &self.path else { return Speller::shipped() };
        let read = |path: &Path| {
            std::fs::read(path)
                .map_err(|source| Error::File { path: path.display().to_string(), source })
        };
        Speller::new(&read(aff)?, &read(&aff.with_extension("dic"))?)
    }
}

/// The program's dictionary and those in the folders, by language; of two for one language the first found.
pub fn dictionaries(folders: &[PathBuf]) -> Vec<Dictionary> {
    let shipped = Dictionary { language: SHIPPED.to_owned(), path: None };
    let mut found = BTreeMap::from([(SHIPPED.to_owned(), shipped)]);
    for folder in folders {
        for path in files(folder) {
            let Some(language) = language_of(&path) else { continue };
            found.entry(language.clone()).or_insert(Dictionary { language, path: Some(path) });
        }
    }
    found.into_values().collect()
}

/// Pairs of `.aff` and `.dic` in a folder, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "aff"))
        .filter(|path| path.with_extension("dic").is_file())
        .collect();
    found.sort();
    found
}

/// `de_DE_frami.aff` is German of Germany; what is not named after a language is none.
fn language_of(aff: &Path) -> Option<String> {
    let name = aff.file_stem()?.to_str()?;
    let mut parts = name.split(['_', '-']);
    let language = parts.next()?;
    if !(2..=3).contains(&language.len()) || !language.chars().all(|c| c.is_ascii_lowercase()) {
        return None;
    }
    let part = parts.next().unwrap_or_default();
    let is_region = part.len() == 2 && part.chars().all(|c| c.is_ascii_uppercase());
    let is_script = part.len() == 4 && part.chars().all(|c| c.is_ascii_alphabetic());
    if is_region || is_script { Some(format!("{language}-{part}")) } else { Some(language.into()) }
}

/// Where Linux, macOS, Windows and LibreOffice keep dictionaries, as far as these folders are there.
pub fn system_folders() -> Vec<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let mut folders: Vec<PathBuf> = std::env::var_os("DICPATH")
        .map(|all| std::env::split_paths(&all).collect())
        .unwrap_or_default();
    if let Some(home) = variable("HOME").or_else(|| variable("USERPROFILE")) {
        for place in [".local/share/hunspell", ".hunspell", "Library/Spelling"] {
            folders.push(home.join(place));
        }
    }
    for place in [
        "/usr/share/hunspell",
        "/usr/local/share/hunspell",
        "/usr/share/myspell",
        "/usr/share/myspell/dicts",
        "/run/host/usr/share/hunspell",
        "/opt/homebrew/share/hunspell",
        "/Library/Spelling",
    ] {
        folders.push(place.into());
    }
    let mut offices: Vec<PathBuf> = vec![
        "/usr/lib/libreoffice/share/extensions".into(),
        "/usr/lib64/libreoffice/share/extensions".into(),
        "/Applications/LibreOffice.app/Contents/Resources/extensions".into(),
    ];
    for programs in ["ProgramFiles", "ProgramFiles(x86)"].into_iter().filter_map(variable) {
        offices.push(programs.join("LibreOffice/share/extensions"));
    }
    offices
        .extend(subfolders(Path::new("/opt"), "libreoffice").map(|it| it.join("share/extensions")));
    for office in offices {
        folders.extend(subfolders(&office, "dict-"));
    }
    folders.retain(|folder| folder.is_dir());
    folders
}

fn subfolders(folder: &Path, prefix: &'static str) -> impl Iterator<Item = PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter(move |it| it.file_name().to_string_lossy().starts_with(prefix))
        .map(|it| it.path())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dictionaries_are_known_by_the_names_of_their_files() {
        for (name, language) in [
            ("de_DE_frami", Some("de-DE")),
            ("sr_Latn_RS", Some("sr-Latn")),
            ("pt_BR", Some("pt-BR")),
            ("hu", Some("hu")),
            ("en-GB", Some("en-GB")),
            ("hyph_de_DE", None),
            ("README", None),
            ("index", None),
        ] {
            let path = PathBuf::from(format!("{name}.aff"));
            assert_eq!(language_of(&path).as_deref(), language, "{name}");
        }
    }

    #[test]
    fn the_systems_dictionaries_are_found_and_opened() {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("nl_NL.aff", "SET UTF-8\n");
        write("nl_NL.dic", "1\nvuurtoren\n");
        write("en_US.aff", "SET UTF-8\n");
        write("en_US.dic", "1\nonly\n");
        write("fr_FR.aff", "SET UTF-8\n");
        let found = dictionaries(&[folder.path().to_owned(), folder.path().join("missing")]);
        let languages: Vec<&str> = found.iter().map(|each| each.language.as_str()).collect();
        assert_eq!(languages, ["en-US", "nl-NL"], "a file alone is no dictionary");
        assert!(found[1].open().unwrap().knows("vuurtoren"));
        assert!(found[0].open().unwrap().knows("lighthouse"), "the program's own comes first");
        std::fs::remove_file(folder.path().join("nl_NL.dic")).unwrap();
        assert!(matches!(found[1].open(), Err(Error::File { .. })));
    }
}
