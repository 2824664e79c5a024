//! Brings what is missing through the system's packages when it may, and says how to otherwise.
//!
//! Only apt is run by itself, and only as root or where sudo asks for no password. It never starts a
//! service: none of the packages brings one.

use std::process::Command;

use crate::needs::Need;
use crate::shell::{Done, ask, go, holds};

/// The families of systems whose package names we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum System {
    Debian,
    Fedora,
    Arch,
    MacOs,
    Windows,
    Other,
}

/// Makes sure that all the needs are met, or returns the sentence that says what to do.
pub fn bring(needs: &[&[Need]]) -> Done {
    let system = System::here();
    if !cfg!(target_os = "linux") {
        return system.check_desktop();
    }
    let missing: Vec<&Need> =
        needs.iter().copied().flatten().filter(|need| !need.is_met()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let debian = packages(&missing, System::Debian);
    match system {
        System::Debian if apt_may_run() => {
            install(&debian)?;
            match missing.iter().find(|need| !need.is_met()) {
                None => Ok(()),
                Some(need) => {
                    Err(format!("apt installed {}, but it is not to be seen.", need.debian))
                }
            }
        }
        known => Err(advice(known, &missing)),
    }
}

impl System {
    fn here() -> Self {
        if cfg!(target_os = "macos") {
            return Self::MacOs;
        }
        if cfg!(windows) {
            return Self::Windows;
        }
        Self::of(&std::fs::read_to_string("/etc/os-release").unwrap_or_default())
    }

    /// Reads ID and ID_LIKE of an os-release file.
    fn of(os_release: &str) -> Self {
        let words = |key: &str| {
            os_release
                .lines()
                .find_map(|line| line.strip_prefix(key))
                .map(|value| value.trim_matches(['"', '\'']).to_string())
                .unwrap_or_default()
        };
        let names = format!("{} {}", words("ID="), words("ID_LIKE="));
        let is = |name: &str| names.split_whitespace().any(|word| word == name);
        if is("debian") || is("ubuntu") {
            Self::Debian
        } else if is("fedora") || is("rhel") {
            Self::Fedora
        } else if is("arch") {
            Self::Arch
        } else {
            Self::Other
        }
    }

    /// macOS and Windows bring the web view along; only the compiler may be missing.
    fn check_desktop(self) -> Done {
        let ready = match self {
            Self::MacOs => holds("xcode-select", &["-p"]),
            // Without the build tools rustc itself could not have linked this program.
            _ => true,
        };
        if ready { Ok(()) } else { Err(advice(self, &[])) }
    }
}

/// The packages of the missing needs, each once, in the order of the list.
fn packages(missing: &[&Need], system: System) -> Vec<&'static str> {
    let mut found = Vec::new();
    for need in missing {
        let name = match system {
            System::Fedora => need.fedora,
            System::Arch => need.arch,
            _ => need.debian,
        };
        if !name.is_empty() && !found.contains(&name) {
            found.push(name);
        }
    }
    found
}

fn install_line(system: System, missing: &[&Need]) -> String {
    let names = packages(missing, system).join(" ");
    match system {
        System::Fedora => format!("sudo dnf install {names}"),
        System::Arch => format!("sudo pacman -S --needed {names}"),
        _ => format!("sudo apt-get install --no-install-recommends {names}"),
    }
}

fn advice(system: System, missing: &[&Need]) -> String {
    let one = |system| format!("  {}", install_line(system, missing));
    match system {
        System::Debian | System::Fedora | System::Arch => {
            format!(
                "Something is missing on this computer. This brings it; then run the same command again:\n\n{}",
                one(system)
            )
        }
        System::MacOs => {
            "The compiler is missing. This brings it; then run the same command again:\n\n  \
                          xcode-select --install"
                .into()
        }
        System::Windows => {
            "Afterword needs the Visual Studio Build Tools with \"Desktop development with \
                            C++\", and the WebView2 runtime, which Windows 11 has:\n\n  \
                            winget install Microsoft.VisualStudio.2022.BuildTools\n  \
                            winget install Microsoft.EdgeWebView2Runtime"
                .into()
        }
        System::Other => format!(
            "Something is missing on this computer. What it is called here we don't know; on these systems \
             it would be\n\nDebian, Ubuntu:\n{}\nFedora:\n{}\nArch:\n{}",
            one(System::Debian),
            one(System::Fedora),
            one(System::Arch)
        ),
    }
}

fn apt_may_run() -> bool {
    is_root() || holds("sudo", &["-n", "true"])
}

fn is_root() -> bool {
    ask("id", &["-u"]).as_deref() == Some("0")
}

/// Installs Debian packages without recommends; waits for another apt rather than fail.
fn install(packages: &[&str]) -> Done {
    eprintln!("Installing {} with apt", packages.join(", "));
    // Lists may be old or absent; a failed refresh only matters if the install then fails.
    if let Err(sentence) = go(apt().args(["-q", "update"])) {
        eprintln!("{sentence}");
    }
    go(apt().args(["-q", "-y", "--no-install-recommends", "install"]).args(packages))
}

fn apt() -> Command {
    let mut command = Command::new(if is_root() { "env" } else { "sudo" });
    if !is_root() {
        command.args(["-n", "env"]);
    }
    command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"])
        .stdin(std::process::Stdio::null());
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::needs::{TESTS, WINDOW};

    #[test]
    fn a_system_is_known_by_its_family() {
        for (os_release, system) in [
            ("ID=debian\n", System::Debian),
            ("NAME=Mint\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", System::Debian),
            ("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", System::Fedora),
            ("ID=endeavouros\nID_LIKE=arch\n", System::Arch),
            ("ID=nixos\n", System::Other),
            ("", System::Other),
        ] {
            assert_eq!(System::of(os_release), system, "{os_release}");
        }
    }

    #[test]
    fn a_package_that_brings_two_things_is_named_once() {
        let all: Vec<&Need> = TESTS.iter().collect();
        let names = packages(&all, System::Debian);
        assert_eq!(names.iter().filter(|name| **name == "mariadb-server-core").count(), 1);
    }

    #[test]
    fn advice_names_the_packages_of_the_system_at_hand() {
        let missing: Vec<&Need> = WINDOW.iter().collect();
        let debian = advice(System::Debian, &missing);
        assert!(debian.contains("apt-get") && debian.contains("libwebkit2gtk-4.1-dev"), "{debian}");
        let fedora = advice(System::Fedora, &missing);
        assert!(
            fedora.contains("dnf install") && fedora.contains("webkit2gtk4.1-devel"),
            "{fedora}"
        );
        let other = advice(System::Other, &missing);
        assert!(
            other.contains("dnf") && other.contains("pacman") && other.contains("apt-get"),
            "{other}"
        );
    }
}
