//! Where the writer's words live on this computer.

use std::env;
use std::path::PathBuf;

/// The data folder: `AFTERWORD_DATA` when set, else the platform's usual place for a user's data.
/// `None` when not even a home folder is known.
pub fn data_folder() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = set("AFTERWORD_DATA") {
        return Some(folder);
    }
    if cfg!(target_os = "windows") {
        return set("APPDATA").map(|folder| folder.join("Afterword"));
    }
    if cfg!(target_os = "macos") {
        return set("HOME").map(|home| home.join("Library/Application Support/Afterword"));
    }
    // The specification tells to ignore a relative XDG path.
    set("XDG_DATA_HOME")
        .filter(|folder| folder.is_absolute())
        .or_else(|| set("HOME").map(|home| home.join(".local/share")))
        .map(|folder| folder.join("afterword"))
}
