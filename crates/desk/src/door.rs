//! One open Afterword for one folder. The one that is open listens at a door whose place is noted in the
//! folder; one that is started beside it knocks there, so that the open window comes to the front, and ends.
//!
//! Both sides show half of a secret from the note, which only the writer's own programs can read: a stranger
//! who got the port later is not taken for Afterword, and a page in a browser wakes nobody.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use uuid::Uuid;

const FILE: &str = "open-window";
/// The two are on one computer.
const PATIENCE: Duration = Duration::from_secs(2);
/// A half of the secret, as it is sent.
const HALF: usize = 32;

/// The open Afterword's door, as long as it lives.
pub struct Door {
    note: PathBuf,
    port: u16,
    closed: Arc<AtomicBool>,
}

impl Door {
    /// Listens, and calls `knocked` for each Afterword that is started beside this one. The caller has the
    /// folder's store open, so that there is no other door.
    ///
    /// # Errors
    /// When no port can be had, or the note can't be written.
    pub fn keep(folder: &Path, knocked: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let (ask, answer) = (half()?, half()?);
        let note = folder.join(FILE);
        // Not over one that was left behind: that may be open to others.
        let _ = fs::remove_file(&note);
        let mut options = fs::File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        options.open(&note)?.write_all(format!("{port} {ask} {answer}").as_bytes())?;
        let closed = Arc::new(AtomicBool::new(false));
        let door = Self { note, port, closed: Arc::clone(&closed) };
        thread::Builder::new().name("door".to_owned()).spawn(move || {
            for visitor in listener.incoming() {
                if closed.load(Ordering::Acquire) {
                    return;
                }
                let Ok(visitor) = visitor else { continue };
                if heard(visitor, &ask, &answer).is_some() {
                    knocked();
                }
            }
        })?;
        Ok(door)
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::Release);
        let _ = fs::remove_file(&self.note);
        // It waits for somebody to come.
        let _ = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port));
    }
}

/// Knocks at the open Afterword of this folder. False when none is open.
pub fn knock(folder: &Path) -> bool {
    let knocked = || {
        let note = fs::read_to_string(folder.join(FILE)).ok()?;
        let mut parts = note.split(' ');
        let (port, ask, answer) = (parts.next()?.parse().ok()?, parts.next()?, parts.next()?);
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()?;
        set_patience(&stream)?;
        stream.write_all(ask.as_bytes()).ok()?;
        Some(said(&mut stream)? == answer.as_bytes())
    };
    knocked() == Some(true)
}

fn heard(mut visitor: TcpStream, ask: &str, answer: &str) -> Option<()> {
    set_patience(&visitor)?;
    if said(&mut visitor)? != ask.as_bytes() {
        return None;
    }
    visitor.write_all(answer.as_bytes()).ok()
}

fn said(stream: &mut TcpStream) -> Option<[u8; HALF]> {
    let mut half = [0; HALF];
    stream.read_exact(&mut half).ok()?;
    Some(half)
}

fn set_patience(stream: &TcpStream) -> Option<()> {
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.set_write_timeout(Some(PATIENCE)).ok()
}

/// 128 random bits in hex, from the system's source.
fn half() -> std::io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(Uuid::from_bytes(bytes).simple().to_string())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn one_that_is_started_beside_an_open_one_is_heard_there() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!knock(folder.path()), "nobody is there");
        let (tell, told) = mpsc::channel();
        let door = Door::keep(folder.path(), move || tell.send(()).unwrap()).unwrap();
        for _ in 0..3 {
            assert!(knock(folder.path()));
            told.recv_timeout(PATIENCE).unwrap();
        }
        drop(door);
        assert!(!knock(folder.path()));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn strangers_wake_nobody_and_are_not_taken_for_us() {
        let folder = tempfile::tempdir().unwrap();
        let (tell, told) = mpsc::channel();
        let door = Door::keep(folder.path(), move || tell.send(()).unwrap()).unwrap();
        let mut page = TcpStream::connect((Ipv4Addr::LOCALHOST, door.port)).unwrap();
        page.write_all(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nwake up, please").unwrap();
        assert_eq!(page.read(&mut [0; 8]).unwrap_or(0), 0, "no answer");
        // The one that was open is gone, and its port is somebody else's.
        let note = fs::read_to_string(folder.path().join(FILE)).unwrap();
        drop(door);
        assert!(told.try_recv().is_err());
        let stranger = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = stranger.local_addr().unwrap().port();
        let (_, secret) = note.split_once(' ').unwrap();
        fs::write(folder.path().join(FILE), format!("{port} {secret}")).unwrap();
        let taken = thread::spawn(move || {
            let (mut visitor, _) = stranger.accept().unwrap();
            let heard = said(&mut visitor).unwrap();
            visitor.write_all(&heard).unwrap();
        });
        assert!(!knock(folder.path()));
        taken.join().unwrap();
    }
}
