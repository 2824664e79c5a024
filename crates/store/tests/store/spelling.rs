//! What the writer said about spelling stays, and goes with the post it is about.

use afterword_model::PostKind;
use afterword_store::spelling::{self, Ignored};
use afterword_store::{Result, posts};

use super::{at, home};

#[test]
fn learned_words_are_kept_once_and_forgotten_again() {
    let home = home();
    let learned = home.store.write(|db| {
        for word in ["Zettlr", "Aldebaran", "Zettlr"] {
            spelling::learn(db, word)?;
        }
        spelling::learned(db)
    });
    assert_eq!(learned.unwrap(), ["Aldebaran", "Zettlr"]);
    home.store.write(|db| spelling::forget(db, "Zettlr")).unwrap();
    assert_eq!(home.store.read(spelling::learned).unwrap(), ["Aldebaran"]);
}

#[test]
fn what_is_ignored_and_the_language_are_a_posts_own() {
    let home = home();
    home.store
        .write(|db| -> Result<()> {
            let one = posts::create(db, home.blog, PostKind::Post, at(1))?;
            let other = posts::create(db, home.blog, PostKind::Post, at(1))?;
            spelling::ignore(db, one, Ignored::Spelling, "teh")?;
            spelling::ignore(db, one, Ignored::Spelling, "teh")?;
            assert!(spelling::ignored(db, one, Ignored::Spelling)?.contains("teh"));
            assert!(spelling::ignored(db, one, Ignored::Grammar)?.is_empty());
            assert!(spelling::ignored(db, other, Ignored::Spelling)?.is_empty());
            spelling::heed(db, one, Ignored::Spelling, "teh")?;
            assert!(spelling::ignored(db, one, Ignored::Spelling)?.is_empty());

            assert_eq!(spelling::language(db, one)?, None);
            spelling::set_language(db, one, Some("de-DE"))?;
            spelling::set_language(db, one, Some(""))?;
            assert_eq!(spelling::language(db, one)?.as_deref(), Some(""));
            assert_eq!(spelling::language(db, other)?, None);
            spelling::set_language(db, one, None)?;
            assert_eq!(spelling::language(db, one)?, None);
            Ok(())
        })
        .unwrap();
}
