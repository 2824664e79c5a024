//! Whether the connection is paid by volume, as far as the system says: NetworkManager on Linux. Where nobody
//! says so, it is not.

/// Asks the system; a moment's work, so it is asked only when it matters.
#[cfg(target_os = "linux")]
pub(crate) fn is_metered() -> bool {
    let asked = || -> zbus::Result<u32> {
        let system = zbus::blocking::Connection::system()?;
        let manager = zbus::blocking::Proxy::new(
            &system,
            "org.freedesktop.NetworkManager",
            "/org/freedesktop/NetworkManager",
            "org.freedesktop.NetworkManager",
        )?;
        manager.get_property("Metered")
    };
    asked().is_ok_and(means_metered)
}

/// Other systems are not asked yet.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_metered() -> bool {
    false
}

/// `NMMetered`: 1 yes, 3 yes by guess; 0 unknown, 2 no, 4 no by guess.
#[cfg(target_os = "linux")]
fn means_metered(value: u32) -> bool {
    matches!(value, 1 | 3)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::means_metered;

    #[test]
    fn only_yes_means_yes() {
        let metered: Vec<u32> = (0..6).filter(|value| means_metered(*value)).collect();
        assert_eq!(metered, [1, 3]);
    }
}
