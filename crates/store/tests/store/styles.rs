//! A blog's look is kept whole, one per blog, and goes when it is forgotten.

use afterword_store::Result;
use afterword_store::styles::{self, BlogStyle, Font};
use serde_json::json;

use super::{at, connect, home};

#[test]
fn a_look_takes_the_place_of_the_one_before_and_is_forgotten_whole() {
    let home = home();
    let other = connect(&home.store, "https://two.example/wp-json/");
    let font = |byte: u8| Font { face: json!({ "family": "A" }), bytes: vec![byte; 3] };
    let look = |css: &str, fonts: Vec<Font>| BlogStyle {
        page: "https://one.example/a".into(),
        taken_at: at(5),
        look: json!({ "steps": [] }),
        css: css.into(),
        fonts,
    };
    let first = look("p{}", vec![font(2), font(1)]);
    let second = look("a{}", vec![font(3)]);
    home.store
        .write(|db| -> Result<()> {
            assert_eq!(styles::get(db, home.blog)?, None);
            styles::put(db, home.blog, &first)?;
            styles::put(db, other, &first)?;
            assert_eq!(styles::get(db, home.blog)?, Some(first.clone()));
            styles::put(db, home.blog, &second)?;
            assert_eq!(styles::get(db, home.blog)?, Some(second.clone()));
            styles::remove(db, home.blog)?;
            assert_eq!(styles::get(db, home.blog)?, None);
            assert_eq!(styles::get(db, other)?, Some(first.clone()));
            Ok(())
        })
        .unwrap();
}
