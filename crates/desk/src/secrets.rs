//! Where application passwords are kept: the system's keychain, this session's memory, or, by the
//! writer's explicit choice, a file that only this user may read. Never in the database.

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use thiserror::Error;
use uuid::Uuid;

use crate::api::{KeychainState, SecretPlace};

const SERVICE: &str = "blog.afterword.app";
/// A keychain that asks for its own password in a window may never answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// Why a password could not be kept or read.
#[derive(Debug, Error)]
pub enum SecretError {
    /// There is no keychain, or it is locked.
    #[error("the keychain: {0}")]
    Keychain(String),
    /// The file.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// The passwords of this writer. A reference says where one is (`keychain:<uuid>`); it is no secret.
pub struct Secrets {
    folder: PathBuf,
    session: Mutex<HashMap<String, String>>,
}

impl Secrets {
    pub(crate) fn new(data_folder: &Path) -> Self {
        Self { folder: data_folder.join("secrets"), session: Mutex::default() }
    }

    /// Tries the keychain with a write: one that only reads may still refuse to keep anything.
    pub(crate) fn keychain(&self) -> KeychainState {
        let name = format!("probe-{}", Uuid::new_v4());
        let kept = patiently(move || {
            let entry = keyring::Entry::new(SERVICE, &name)?;
            entry.set_password("probe")?;
            entry.delete_credential()
        });
        match kept {
            Ok(()) => KeychainState::Ready,
            Err(error) => {
                tracing::info!("{error}");
                KeychainState::Missing
            }
        }
    }

    /// Keeps a password; the reference goes into the store.
    pub(crate) fn keep(&self, place: SecretPlace, password: &str) -> Result<String, SecretError> {
        let name = Uuid::new_v4().to_string();
        match place {
            SecretPlace::Keychain => {
                let (name, password) = (name.clone(), password.to_owned());
                patiently(move || keyring::Entry::new(SERVICE, &name)?.set_password(&password))?;
            }
            SecretPlace::Session => {
                self.session().insert(name.clone(), password.to_owned());
            }
            SecretPlace::File => self.write_file(&name, password)?,
        }
        Ok(format!("{}:{name}", word(place)))
    }

    /// The password behind a reference; `None` when it is no longer kept.
    pub(crate) fn read(&self, reference: &str) -> Result<Option<String>, SecretError> {
        let Some((place, name)) = parse(reference) else { return Ok(None) };
        match place {
            SecretPlace::Keychain => {
                let name = name.to_owned();
                patiently(move || match keyring::Entry::new(SERVICE, &name)?.get_password() {
                    Ok(password) => Ok(Some(password)),
                    Err(keyring::Error::NoEntry) => Ok(None),
                    Err(error) => Err(error),
                })
            }
            SecretPlace::Session => Ok(self.session().get(name).cloned()),
            SecretPlace::File => {
                let path = self.folder.join(name);
                match fs::read_to_string(&path) {
                    Ok(password) => Ok(Some(password)),
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                    Err(source) => Err(SecretError::File { path, source }),
                }
            }
        }
    }

    /// Where the password behind a reference is; `None` when it is not kept there any more. The keychain is
    /// not asked: it may want to be opened first.
    pub(crate) fn place(&self, reference: &str) -> Option<SecretPlace> {
        let (place, name) = parse(reference)?;
        let is_there = match place {
            SecretPlace::Keychain => true,
            SecretPlace::Session => self.session().contains_key(name),
            SecretPlace::File => self.folder.join(name).is_file(),
        };
        is_there.then_some(place)
    }

    /// Forgets a password. One that can't be reached any more is as good as forgotten.
    pub(crate) fn forget(&self, reference: &str) {
        let Some((place, name)) = parse(reference) else { return };
        match place {
            SecretPlace::Keychain => {
                let name = name.to_owned();
                let gone =
                    patiently(move || keyring::Entry::new(SERVICE, &name)?.delete_credential());
                if let Err(error) = gone {
                    tracing::warn!("{error}");
                }
            }
            SecretPlace::Session => {
                self.session().remove(name);
            }
            SecretPlace::File => {
                let _ = fs::remove_file(self.folder.join(name));
            }
        }
    }

    fn session(&self) -> std::sync::MutexGuard<'_, HashMap<String, String>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_file(&self, name: &str, password: &str) -> Result<(), SecretError> {
        let path = self.folder.join(name);
        let write = || -> std::io::Result<()> {
            fs::create_dir_all(&self.folder)?;
            let mut options = fs::File::options();
            options.write(true).create_new(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
                fs::set_permissions(&self.folder, fs::Permissions::from_mode(0o700))?;
                options.mode(0o600);
            }
            let mut file = options.open(&path)?;
            file.write_all(password.as_bytes())?;
            file.sync_all()
        };
        write().map_err(|source| SecretError::File { path: path.clone(), source })
    }
}

fn word(place: SecretPlace) -> &'static str {
    match place {
        SecretPlace::Keychain => "keychain",
        SecretPlace::Session => "session",
        SecretPlace::File => "file",
    }
}

fn parse(reference: &str) -> Option<(SecretPlace, &str)> {
    let (place, name) = reference.split_once(':')?;
    let place = [SecretPlace::Keychain, SecretPlace::Session, SecretPlace::File]
        .into_iter()
        .find(|known| word(*known) == place)?;
    // The name becomes a file name: nothing but a UUID.
    Uuid::parse_str(name).ok()?;
    Some((place, name))
}

fn patiently<T: Send + 'static>(
    ask: impl FnOnce() -> keyring::Result<T> + Send + 'static,
) -> Result<T, SecretError> {
    let (answer, answered) = mpsc::channel();
    std::thread::spawn(move || {
        // The one who asked may have given up.
        let _ = answer.send(ask());
    });
    match answered.recv_timeout(PATIENCE) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(SecretError::Keychain(error.to_string())),
        Err(_) => Err(SecretError::Keychain("no answer".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_for_this_user_only() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = Secrets::new(folder.path());
        let reference = secrets.keep(SecretPlace::File, "abcd efgh").unwrap();
        assert_eq!(secrets.read(&reference).unwrap().as_deref(), Some("abcd efgh"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let name = reference.strip_prefix("file:").unwrap();
            let mode = fs::metadata(folder.path().join("secrets").join(name))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        secrets.forget(&reference);
        assert_eq!(secrets.read(&reference).unwrap(), None);
    }

    #[test]
    fn a_session_password_never_touches_the_disk() {
        let folder = tempfile::tempdir().unwrap();
        let reference = Secrets::new(folder.path()).keep(SecretPlace::Session, "s3cret").unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert_eq!(Secrets::new(folder.path()).read(&reference).unwrap(), None);
    }

    #[test]
    fn where_a_password_is_said_to_be_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = Secrets::new(folder.path());
        for place in [SecretPlace::Session, SecretPlace::File] {
            let reference = secrets.keep(place, "s3cret").unwrap();
            assert_eq!(secrets.place(&reference), Some(place));
            secrets.forget(&reference);
            assert_eq!(secrets.place(&reference), None);
        }
        let session = secrets.keep(SecretPlace::Session, "s3cret").unwrap();
        assert_eq!(Secrets::new(folder.path()).place(&session), None, "after the next start");
        assert_eq!(secrets.place("practice"), None);
    }

    #[test]
    fn a_reference_is_no_path() {
        let folder = tempfile::tempdir().unwrap();
        let secrets = Secrets::new(folder.path());
        assert_eq!(secrets.read("file:../../etc/passwd").unwrap(), None);
        assert_eq!(secrets.read("nonsense").unwrap(), None);
    }
}
