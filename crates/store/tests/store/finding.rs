//! Finding posts: filters and orders against a plain model.

use std::collections::BTreeSet;

use afterword_model::{PostFields, PostId, PostKind, PostStatus, Timestamp};
use afterword_store::find::{self, Asked, key};
use afterword_store::posts::{self, Folder, Order, Place, Query};
use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

use crate::{Home, home, remote};

const WORDS: [&str; 8] = ["night", "nightly", "train", "Café", "cafe", "über", "keeper", "mail"];
const TAGS: [&str; 4] = ["Travel", "travels", "Größe", "slow mail"];

#[derive(Debug, Clone)]
struct Model {
    id: PostId,
    title: Vec<usize>,
    body: Vec<usize>,
    tags: BTreeSet<usize>,
    published: bool,
    day: u32,
}

fn text(words: &[usize]) -> String {
    words.iter().map(|word| WORDS[*word]).collect::<Vec<_>>().join(" ")
}

fn date(day: u32) -> Timestamp {
    NaiveDate::from_ymd_opt(2025, 1, 1)
        .and_then(|first| first.checked_add_days(chrono::Days::new(day.into())))
        .map(|day| day.and_time(NaiveTime::MIN).and_utc() + chrono::TimeDelta::hours(12))
        .unwrap()
}

pub fn midnight(day: NaiveDate) -> Timestamp {
    day.and_time(NaiveTime::MIN).and_utc()
}

impl Home {
    fn filed(&self, model: &mut Model, number: usize) {
        let fields = PostFields {
            tags: model.tags.iter().map(|tag| TAGS[*tag].to_owned()).collect(),
            ..PostFields::titled(text(&model.title))
        };
        let (id, published) = (remote(&format!("{number}")), model.published);
        model.id = self
            .store
            .write(|db| {
                let post = posts::create(db, self.blog, PostKind::Post, date(model.day))?;
                posts::save(db, post, &fields, &text(&model.body), 1, date(model.day))?;
                let place = Place {
                    remote_id: &id,
                    status: PostStatus::Published,
                    link: "",
                    published_at: Some(date(model.day)),
                    modified_at: None,
                };
                if published {
                    posts::set_remote(db, post, &place)?;
                }
                Ok(post)
            })
            .unwrap();
    }

    pub fn posts_found(&self, typed: &str) -> (Vec<PostId>, u32) {
        let asked = Asked::read(typed, midnight);
        let (hits, total) = self.store.read(|db| find::posts(db, self.blog, &asked, 100)).unwrap();
        (hits.iter().map(|hit| hit.listed.id).collect(), total)
    }

    pub fn comments_found(&self, typed: &str) -> Vec<String> {
        let asked = Asked::read(typed, midnight);
        let (hits, total) =
            self.store.read(|db| find::comments(db, self.blog, &asked, 100)).unwrap();
        assert_eq!(hits.len() as u32, total, "{typed}");
        let name = |hit: find::CommentHit| hit.listed.comment.remote_id.unwrap().0;
        hits.into_iter().map(name).collect()
    }

    pub fn posts_listed(&self, query: &Query) -> Vec<PostId> {
        let (rows, total) = self.store.read(|db| posts::list(db, self.blog, query)).unwrap();
        let rows: Vec<PostId> = rows.iter().map(|row| row.id).collect();
        let whole = Query { offset: 0, limit: 1_000, ..query.clone() };
        let all = self.store.read(|db| posts::ids(db, self.blog, &whole)).unwrap();
        assert_eq!(all.len() as u32, total);
        let (from, to) = (query.offset as usize, (query.offset + query.limit) as usize);
        assert_eq!(rows, all[from.min(all.len())..to.min(all.len())]);
        rows
    }
}

fn models() -> impl Strategy<Value = Vec<Model>> {
    let words = || prop::collection::vec(0..WORDS.len(), 0..5);
    let model = (
        words(),
        words(),
        prop::collection::btree_set(0..TAGS.len(), 0..3),
        any::<bool>(),
        0..400_u32,
    )
        .prop_map(|(title, body, tags, published, day)| Model {
            id: PostId(0),
            title,
            body,
            tags,
            published,
            day,
        });
    prop::collection::vec(model, 1..12)
}

#[derive(Debug, Clone)]
struct Wish {
    beginnings: Vec<String>,
    phrase: Option<(usize, usize)>,
    tag: Option<String>,
    folder: Option<bool>,
    after: Option<u32>,
    before: Option<u32>,
}

fn wishes() -> impl Strategy<Value = Wish> {
    let beginning = (0..WORDS.len(), 1..8_usize)
        .prop_map(|(word, length)| WORDS[word].chars().take(length).collect());
    let tag = (0..TAGS.len(), 1..12_usize)
        .prop_map(|(tag, length)| TAGS[tag].chars().take(length).collect());
    (
        prop::collection::vec(beginning, 0..3),
        prop::option::weighted(0.3, (0..WORDS.len(), 0..WORDS.len())),
        prop::option::weighted(0.3, tag),
        prop::option::weighted(0.5, any::<bool>()),
        prop::option::weighted(0.3, 0..400_u32),
        prop::option::weighted(0.3, 0..400_u32),
    )
        .prop_map(|(beginnings, phrase, tag, folder, after, before)| Wish {
            beginnings,
            phrase,
            tag,
            folder,
            after,
            before,
        })
}

impl Wish {
    fn typed(&self) -> String {
        let mut typed = self.beginnings.clone();
        typed.extend(self.phrase.map(|(one, two)| format!("\"{} {}\"", WORDS[one], WORDS[two])));
        typed.extend(self.tag.as_ref().map(|tag| format!("tag:\"{tag}\"")));
        typed.extend(
            self.folder.map(|drafts| format!("in:{}", if drafts { "drafts" } else { "published" })),
        );
        typed.extend(self.after.map(|day| date(day).format("after:%Y-%m-%d").to_string()));
        typed.extend(self.before.map(|day| date(day).format("before:%Y-%m-%d").to_string()));
        typed.join(" ")
    }

    /// What the filters mean, without any index.
    fn fits(&self, post: &Model) -> bool {
        let folded =
            |words: &[usize]| words.iter().map(|word| key(WORDS[*word])).collect::<Vec<_>>();
        let (title, body) = (folded(&post.title), folded(&post.body));
        let begins =
            |wish: &String| title.iter().chain(&body).any(|word| word.starts_with(&key(wish)));
        let phrase = |(one, two): (usize, usize)| {
            let wanted = [key(WORDS[one]), key(WORDS[two])];
            [&title, &body].iter().any(|text| text.windows(2).any(|pair| pair == wanted))
        };
        self.beginnings.iter().all(begins)
            && self.phrase.is_none_or(phrase)
            && self.tag.as_ref().is_none_or(|wish| {
                key(wish).is_empty()
                    || post.tags.iter().any(|tag| key(TAGS[*tag]).starts_with(&key(wish)))
            })
            && self.folder.is_none_or(|drafts| drafts != post.published)
            && self.after.is_none_or(|day| post.day >= day)
            && self.before.is_none_or(|day| post.day < day)
    }
}

#[test]
fn what_very_many_posts_have_is_found_by_title_first_and_then_the_newest() {
    let home = home();
    let posts: Vec<(PostId, u32)> = home
        .store
        .write(|db| {
            (0..2_200)
                .map(|number| {
                    let day = number * 7 % 400;
                    let id = posts::create(db, home.blog, PostKind::Post, date(day))?;
                    let fields = PostFields::titled(if number % 500 == 9 { "Nights" } else { "" });
                    posts::save(db, id, &fields, "A night train.", 1, date(day))?;
                    Ok((id, day))
                })
                .collect()
        })
        .unwrap();
    let mut expected: Vec<(bool, u32, PostId)> =
        (0..).zip(&posts).map(|(number, (id, day))| (number % 500 == 9, *day, *id)).collect();
    expected.sort();
    let expected = |from: u32, before: u32| -> Vec<PostId> {
        let days = expected.iter().rev().filter(|(_, day, _)| (from..before).contains(day));
        days.map(|(_, _, id)| *id).take(100).collect()
    };
    assert_eq!(home.posts_found("nig"), (expected(0, 400), find::MOST));
    let some = "tra night after:2025-01-11 before:2025-01-31";
    let (found, total) = home.posts_found(some);
    assert_eq!(total as usize, posts.iter().filter(|(_, day)| (10..30).contains(day)).count());
    // "tra" is in no title.
    let mut newest: Vec<(u32, PostId)> = posts
        .iter()
        .filter(|(_, day)| (10..30).contains(day))
        .map(|(id, day)| (*day, *id))
        .collect();
    newest.sort();
    assert_eq!(found, newest.iter().rev().map(|(_, id)| *id).take(100).collect::<Vec<_>>());
    assert_eq!(home.posts_found("nig after:2025-01-11 before:2025-01-31").0, expected(10, 30));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_search_finds_what_a_plain_reading_of_its_filters_finds(
        mut posts in models(),
        wishes in prop::collection::vec(wishes(), 12),
    ) {
        let home = home();
        for (number, post) in posts.iter_mut().enumerate() {
            home.filed(post, number);
        }
        for wish in wishes {
            let expected: BTreeSet<i64> = posts.iter().filter(|post| wish.fits(post)).map(|post| post.id.0).collect();
            let typed = wish.typed();
            let (found, total) = home.posts_found(&typed);
            prop_assert_eq!(total as usize, expected.len(), "{}", &typed);
            prop_assert_eq!(found.iter().map(|id| id.0).collect::<BTreeSet<_>>(), expected, "{}", &typed);

            for (folder, published) in [(Folder::Drafts, false), (Folder::Published, true)] {
                let asked = Asked::read(&typed, midnight);
                let wish = Wish { folder: None, ..wish.clone() };
                for order in [Order::Usual, Order::Changed, Order::Date, Order::Title] {
                    let query = Query { asked: asked.clone(), order, ..Query::new(folder, 100) };
                    let mut expected: Vec<&Model> =
                        posts.iter().filter(|post| post.published == published && wish.fits(post)).collect();
                    expected.sort_by_key(|post| {
                        let title = key(&text(&post.title));
                        let title = if title.is_empty() { "\u{10fffd}".into() } else { title };
                        let by_title = order == Order::Title;
                        let (day, id) = (i64::from(post.day), post.id.0);
                        if by_title { (title, 0, id) } else { (String::new(), -day, -id) }
                    });
                    let mut expected: Vec<PostId> = expected.iter().map(|post| post.id).collect();
                    prop_assert_eq!(&home.posts_listed(&query), &expected, "{} {:?}", &typed, order);
                    expected.reverse();
                    let query = Query { reversed: true, offset: 1, limit: 3, ..query };
                    let part: Vec<PostId> = expected.into_iter().skip(1).take(3).collect();
                    prop_assert_eq!(home.posts_listed(&query), part, "{} {:?} reversed", &typed, order);
                }
            }
        }
    }

    #[test]
    fn whatever_is_typed_is_no_query_language(typed in "(in:|tag:|\"|“|[a-zß ]|\\PC|\u{0}){0,24}") {
        let home = home();
        let mut post = Model { id: PostId(0), title: vec![0], body: vec![1], tags: BTreeSet::new(), published: false, day: 0 };
        home.filed(&mut post, 0);
        home.posts_found(&typed);
        home.comments_found(&typed);
    }
}
