//! Two versions of a post that grew from one, put together: field by field, categories and tags as sets,
//! the text by paragraphs. Pure; what can't be put together is named, and left as the writer has it.

use afterword_markup::Clash;
use afterword_model::{BodyKind, PostFields};

/// A post's words at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// Title and everything else beside the text.
    pub fields: &'a PostFields,
    /// The text.
    pub body: &'a str,
}

/// A part of a post that is changed, or clashes, by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The title.
    Title,
    /// The text.
    Body,
    /// The last part of its address.
    Slug,
    /// The summary.
    Excerpt,
    /// Its categories.
    Categories,
    /// Its tags.
    Tags,
    /// The picture that stands for it.
    Featured,
    /// Its kind of post.
    Format,
    /// Staying at the top.
    Sticky,
    /// Whether readers may comment.
    CommentsOpen,
    /// Who may read it.
    Visibility,
    /// Whose name stands under it.
    Author,
    /// Its date.
    Date,
}

/// What became of two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Title and everything else; the writer's own where the two clash.
    pub fields: PostFields,
    /// The text; the writer's own where the two clash.
    pub body: String,
    /// What clashes, each part once; none when the two go together.
    pub parts: Vec<Part>,
    /// The places where the texts clash.
    pub places: Vec<Clash>,
}

/// Which parts differ between two versions.
pub fn changed(old: Text<'_>, new: Text<'_>) -> Vec<Part> {
    let (a, b) = (old.fields, new.fields);
    let same = [
        (Part::Title, a.title == b.title),
        (Part::Body, old.body == new.body && a.body_kind == b.body_kind),
        (Part::Slug, a.slug == b.slug),
        (Part::Excerpt, a.excerpt == b.excerpt),
        (Part::Categories, same_set(&a.categories, &b.categories, |id| *id)),
        (Part::Tags, same_set(&a.tags, &b.tags, |tag| fold(tag))),
        (Part::Featured, a.featured == b.featured),
        (Part::Format, a.format == b.format),
        (Part::Sticky, a.sticky == b.sticky),
        (Part::CommentsOpen, a.comments_open == b.comments_open),
        (Part::Visibility, a.visibility == b.visibility),
        (Part::Author, a.author == b.author),
        (Part::Date, a.date == b.date),
    ];
    same.into_iter().filter(|(_, same)| !same).map(|(part, _)| part).collect()
}

/// Puts `mine` and `theirs` together, which both grew from `base`.
pub fn merge(base: Text<'_>, mine: Text<'_>, theirs: Text<'_>) -> Merged {
    let mut parts = Vec::new();
    let (b, m, t) = (base.fields, mine.fields, theirs.fields);
    let mut fields = PostFields {
        title: one(Part::Title, &b.title, &m.title, &t.title, &mut parts),
        slug: one(Part::Slug, &b.slug, &m.slug, &t.slug, &mut parts),
        excerpt: one(Part::Excerpt, &b.excerpt, &m.excerpt, &t.excerpt, &mut parts),
        categories: set(&b.categories, &m.categories, &t.categories, |id| *id),
        tags: set(&b.tags, &m.tags, &t.tags, |tag| fold(tag)),
        featured: one(Part::Featured, &b.featured, &m.featured, &t.featured, &mut parts),
        format: one(Part::Format, &b.format, &m.format, &t.format, &mut parts),
        sticky: one(Part::Sticky, &b.sticky, &m.sticky, &t.sticky, &mut parts),
        comments_open: one(
            Part::CommentsOpen,
            &b.comments_open,
            &m.comments_open,
            &t.comments_open,
            &mut parts,
        ),
        visibility: one(Part::Visibility, &b.visibility, &m.visibility, &t.visibility, &mut parts),
        author: one(Part::Author, &b.author, &m.author, &t.author, &mut parts),
        date: one(Part::Date, &b.date, &m.date, &t.date, &mut parts),
        body_kind: m.body_kind,
    };
    fields.categories.sort_unstable();
    let (body, kind, places) = text(base, mine, theirs);
    fields.body_kind = kind;
    if !places.is_empty() {
        parts.push(Part::Body);
    }
    parts.sort_unstable();
    Merged { fields, body, parts, places }
}

fn text(base: Text<'_>, mine: Text<'_>, theirs: Text<'_>) -> (String, BodyKind, Vec<Clash>) {
    let kind = |text: Text<'_>| text.fields.body_kind;
    let same = |a: Text<'_>, b: Text<'_>| a.body == b.body && kind(a) == kind(b);
    let own = |text: Text<'_>, clashes| (text.body.to_owned(), kind(text), clashes);
    if same(mine, theirs) || same(base, theirs) {
        return own(mine, vec![]);
    }
    if same(base, mine) {
        return own(theirs, vec![]);
    }
    if [base, mine, theirs].into_iter().all(|text| kind(text) == BodyKind::Markdown) {
        let merged = afterword_markup::merge(base.body, mine.body, theirs.body);
        return (merged.text, BodyKind::Markdown, merged.clashes);
    }
    // HTML is not put together by pieces: half an element from each side is no page.
    let whole = Clash {
        mine: mine.body.to_owned(),
        base: base.body.to_owned(),
        theirs: theirs.body.to_owned(),
        at: 0..mine.body.len(),
    };
    own(mine, vec![whole])
}

fn one<T: Clone + PartialEq>(
    part: Part,
    base: &T,
    mine: &T,
    theirs: &T,
    clashes: &mut Vec<Part>,
) -> T {
    if mine == theirs || base == theirs {
        return mine.clone();
    }
    if base == mine {
        return theirs.clone();
    }
    clashes.push(part);
    mine.clone()
}

/// What either side added and neither took away, in the writer's order.
fn set<T: Clone, K: PartialEq>(
    base: &[T],
    mine: &[T],
    theirs: &[T],
    key: impl Fn(&T) -> K,
) -> Vec<T> {
    let has = |list: &[T], item: &T| list.iter().any(|other| key(other) == key(item));
    let mut merged: Vec<T> = Vec::new();
    for item in mine.iter().chain(theirs) {
        let taken_away = has(base, item) && !(has(mine, item) && has(theirs, item));
        if !taken_away && !has(&merged, item) {
            merged.push(item.clone());
        }
    }
    merged
}

fn same_set<T, K: PartialEq>(a: &[T], b: &[T], key: impl Fn(&T) -> K) -> bool {
    let within = |a: &[T], b: &[T]| a.iter().all(|x| b.iter().any(|y| key(y) == key(x)));
    within(a, b) && within(b, a)
}

/// Blogs don't tell tags apart by their case.
fn fold(tag: &str) -> String {
    tag.trim().to_lowercase()
}
