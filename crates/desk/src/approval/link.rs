//! The app's own address, for blogs that send no browser to a port of this computer.
//!
//! The system answers it by starting Afterword once more, and that one hands the address to the one that
//! waits: its port and a token are noted in the data folder for as long as it does. The token is asked for
//! first, so that a stranger who got the port later is told nothing.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;

use super::listener::{HERE, WAY_BACK};

/// What the blog is told; the packages register its scheme.
pub(crate) const ADDRESS: &str = "afterword://connect";

const FILE: &str = "waiting-for-approval";

/// The two are on one computer.
const PATIENCE: Duration = Duration::from_secs(5);

/// Says who waits where, as long as it lives.
pub(super) struct Notice(PathBuf);

impl Notice {
    pub fn put(folder: &Path, port: u16, token: &str) -> std::io::Result<Self> {
        let path = folder.join(FILE);
        // Not over one that was left behind: that may be open to others.
        let _ = fs::remove_file(&path);
        let mut options = fs::File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        options.open(&path)?.write_all(format!("{port} {token}").as_bytes())?;
        Ok(Self(path))
    }
}

impl Drop for Notice {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Hands an address that the system opened Afterword with to the Afterword that waits for it. False when
/// it is not such an address, or nobody waits.
pub fn hand_over(data_folder: &Path, address: &str) -> bool {
    let given = || {
        let url = Url::parse(address).ok()?;
        let ours = Url::parse(ADDRESS).ok()?;
        let is_ours = url.scheme() == ours.scheme() && url.host_str() == ours.host_str();
        let query = url.query().filter(|_| is_ours)?;
        let notice = fs::read_to_string(data_folder.join(FILE)).ok()?;
        let (port, token) = notice.split_once(' ')?;
        let port = port.parse().ok()?;
        let here = ask(port, HERE)?;
        if !here.ends_with(&format!("\r\n\r\n{token}")) {
            return None;
        }
        ask(port, &format!("{WAY_BACK}?{query}"))
    };
    given().is_some_and(|answer| answer.starts_with("HTTP/1.1 303 "))
}

/// The whole answer of our own port.
fn ask(port: u16, target: &str) -> Option<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()?;
    write!(stream, "GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.take(64 << 10).read_to_string(&mut answer).ok()?;
    Some(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_on_the_port_is_told_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let stranger = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = stranger.local_addr().unwrap().port();
        let heard = std::thread::spawn(move || {
            let (mut visitor, _) = stranger.accept().unwrap();
            let mut part = [0; 1024];
            let read = visitor.read(&mut part).unwrap();
            visitor.write_all(b"HTTP/1.1 200 OK\r\n\r\nguess").unwrap();
            String::from_utf8_lossy(&part[..read]).into_owned()
        });
        let notice = Notice::put(folder.path(), port, "token").unwrap();
        assert!(!hand_over(folder.path(), "afterword://connect?state=s&password=hush"));
        assert!(!heard.join().unwrap().contains("hush"));
        drop(notice);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn only_our_own_address_is_handed_over() {
        let folder = tempfile::tempdir().unwrap();
        for address in
            ["afterword://connect?a=b", "https://connect?a=b", "afterword://other?a=b", "x"]
        {
            assert!(!hand_over(folder.path(), address), "{address}");
        }
    }
}
