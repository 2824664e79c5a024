//! The app's own addresses, `afterword:…`, by which a browser brings an approval back. The packages
//! register them; this asks whether that was done, and passes on the one that Afterword was opened with.

use std::path::Path;

/// What the addresses begin with.
const SCHEME: &str = "afterword:";

/// When this Afterword was started only to hand an address to the one that is open.
pub fn handed_over(data_folder: &Path) -> bool {
    std::env::args()
        .nth(1)
        .filter(|argument| argument.starts_with(SCHEME))
        .is_some_and(|address| afterword_desk::hand_over(data_folder, &address))
}

/// Whether the system opens Afterword with its addresses.
#[cfg(target_os = "linux")]
pub fn are_ours() -> bool {
    let asked = std::process::Command::new("xdg-mime")
        .args(["query", "default", "x-scheme-handler/afterword"])
        .output();
    asked.is_ok_and(|output| {
        let entry = String::from_utf8_lossy(&output.stdout).trim().to_ascii_lowercase();
        entry.starts_with("afterword") && entry.ends_with(".desktop")
    })
}

/// Whether the system opens Afterword with its addresses.
#[cfg(target_os = "windows")]
pub fn are_ours() -> bool {
    let asked = std::process::Command::new("reg")
        .args(["query", r"HKCR\afterword\shell\open\command", "/ve"])
        .output();
    asked.is_ok_and(|output| output.status.success())
}

/// Whether the system opens Afterword with its addresses: a bundle's Info.plist names them.
#[cfg(target_os = "macos")]
pub fn are_ours() -> bool {
    std::env::current_exe()
        .is_ok_and(|path| path.to_string_lossy().contains(".app/Contents/MacOS/"))
}

/// Whether the system opens Afterword with its addresses.
#[cfg(not(any(target_os = "linux", target_os = "windows", target_os = "macos")))]
pub fn are_ours() -> bool {
    false
}
