//! Who still waits for an answer, held against the definition itself while random things happen to random
//! conversations: a reader's public turn without a later turn of the writer's under it, not settled
//! otherwise. A turn right under it is later whatever the clocks say.

use std::collections::BTreeSet;

use afterword_model::{Author, CommentId, CommentKind, CommentStatus, ReaderId};
use afterword_store::comments::{self, Folder, Incoming};
use afterword_store::readers;
use proptest::prelude::*;

use crate::{Home, ada, at, connect, from_reader, home, remote};

const IDS: usize = 12;
const READERS: usize = 4;

/// What can happen. Numbers name a comment of the blog, a reader or a reply, as far as there is one.
#[derive(Debug, Clone)]
enum Event {
    Arrives(Said),
    Moderated(usize, CommentStatus),
    NeedsNoReply(usize, bool),
    IsMe(usize, bool),
    Merged(usize, usize),
    TakenApart(usize),
    Queued { under: usize, under_reply: bool, at: i64 },
    TakenBack(usize),
    Landed { reply: usize, said: Said },
}

/// A comment as the blog has it.
#[derive(Debug, Clone)]
struct Said {
    id: usize,
    parent: Option<usize>,
    /// `None`: the writer.
    who: Option<usize>,
    kind: CommentKind,
    status: CommentStatus,
    at: i64,
    post: usize,
}

/// A comment that is here.
#[derive(Debug, Clone)]
struct Turn {
    here: CommentId,
    said: Said,
    sent: bool,
    /// What a reply answers that is not on the blog yet.
    under: Option<CommentId>,
    handled: bool,
}

#[derive(Debug, Clone, Default)]
struct Person {
    id: Option<ReaderId>,
    same_as: Option<usize>,
    is_me: bool,
}

struct World {
    home: Home,
    turns: Vec<Turn>,
    people: Vec<Person>,
}

fn status() -> impl Strategy<Value = CommentStatus> {
    prop_oneof![
        6 => Just(CommentStatus::Approved),
        2 => Just(CommentStatus::Held),
        1 => Just(CommentStatus::Spam),
        1 => Just(CommentStatus::Trash),
        1 => Just(CommentStatus::Deleted),
    ]
}

fn said() -> impl Strategy<Value = Said> {
    (
        1..=IDS,
        prop::option::weighted(0.8, 1..=IDS),
        prop::option::weighted(0.65, 0..READERS),
        prop_oneof![8 => Just(CommentKind::Comment), 1 => Just(CommentKind::Pingback)],
        status(),
        0..12i64,
        41..43usize,
    )
        .prop_map(|(id, parent, who, kind, status, at, post)| Said {
            id,
            parent,
            who,
            kind,
            status,
            at,
            post,
        })
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        10 => said().prop_map(Event::Arrives),
        3 => (1..=IDS, status()).prop_map(|(id, status)| Event::Moderated(id, status)),
        1 => (1..=IDS, any::<bool>()).prop_map(|(id, on)| Event::NeedsNoReply(id, on)),
        2 => (0..READERS, any::<bool>()).prop_map(|(who, on)| Event::IsMe(who, on)),
        1 => (0..READERS, 0..READERS).prop_map(|(into, from)| Event::Merged(into, from)),
        1 => (0..READERS).prop_map(Event::TakenApart),
        3 => (1..=IDS, any::<bool>(), 0..12i64)
            .prop_map(|(under, under_reply, at)| Event::Queued { under, under_reply, at }),
        1 => (0..IDS).prop_map(Event::TakenBack),
        2 => (0..IDS, said()).prop_map(|(reply, said)| Event::Landed { reply, said }),
    ]
}

impl Said {
    fn incoming(&self) -> Incoming {
        let parent = self.parent.map(|parent| parent.to_string());
        let author = match self.who {
            None => ada(),
            Some(who) => Author {
                name: format!("Reader {who}"),
                face: Some(format!("face{who}")),
                ..Author::default()
            },
        };
        Incoming {
            author,
            mine: self.who.is_none(),
            kind: self.kind,
            status: self.status,
            written_at: at(self.at),
            post: remote(&self.post.to_string()),
            ..from_reader(&self.id.to_string(), parent.as_deref(), "words")
        }
    }
}

impl World {
    fn sent(&self, id: usize) -> Option<usize> {
        self.turns.iter().position(|turn| turn.sent && turn.said.id == id)
    }

    /// A reply in the outbox, by a number that may be too large.
    fn reply(&self, number: usize) -> Option<usize> {
        let waiting: Vec<usize> = (0..self.turns.len()).filter(|n| !self.turns[*n].sent).collect();
        (!waiting.is_empty()).then(|| waiting[number % waiting.len()])
    }

    fn root(&self, who: usize) -> usize {
        self.people[who].same_as.map_or(who, |into| self.root(into))
    }

    fn parent(&self, n: usize) -> Option<usize> {
        let turn = &self.turns[n];
        let found = match turn.under {
            Some(under) => self.turns.iter().position(|other| other.here == under),
            None => turn.said.parent.filter(|id| *id != turn.said.id).and_then(|id| self.sent(id)),
        };
        found.filter(|found| *found != n)
    }

    fn mine(&self, n: usize) -> bool {
        let said = &self.turns[n].said;
        match said.who {
            None => true,
            Some(who) => said.kind == CommentKind::Comment && self.people[self.root(who)].is_me,
        }
    }

    /// The definition, read off the tree.
    fn waits(&self, n: usize) -> bool {
        let turn = &self.turns[n];
        !self.mine(n)
            && turn.said.kind == CommentKind::Comment
            && turn.said.status == CommentStatus::Approved
            && !turn.handled
            && !self.answered(n)
    }

    fn answered(&self, n: usize) -> bool {
        let mut below = BTreeSet::new();
        let mut next = vec![n];
        while let Some(above) = next.pop() {
            for child in (0..self.turns.len()).filter(|child| self.parent(*child) == Some(above)) {
                let said = &self.turns[child].said;
                let stands = matches!(said.status, CommentStatus::Approved | CommentStatus::Held);
                let date = said.at.max(self.turns[above].said.at);
                if self.mine(child) && stands && date >= self.turns[n].said.at {
                    return true;
                }
                if below.insert(child) {
                    next.push(child);
                }
            }
        }
        false
    }

    fn arrives(&mut self, said: Said) {
        self.home.receive(&said.incoming());
        let here = self.home.comment(&said.id.to_string());
        if let (Some(who), CommentKind::Comment) = (said.who, said.kind) {
            let root = self.root(who);
            // Who was never met before is nobody else yet.
            if self.people[who].id.is_none() {
                self.people[who].id = here.reader;
            }
            assert_eq!(here.reader, self.people[root].id, "another reader than before");
        }
        match self.sent(said.id) {
            Some(n) => {
                self.turns[n].said = said;
                self.turns[n].under = None;
            }
            None => self.turns.push(Turn {
                here: here.id,
                said,
                sent: true,
                under: None,
                handled: false,
            }),
        }
    }

    fn queued(&mut self, parent: usize, date: i64) {
        let (under, above) = (self.turns[parent].here, self.turns[parent].said.clone());
        let here = self
            .home
            .store
            .write(|db| {
                let parent = comments::get(db, under)?;
                comments::add_reply(db, &parent, &ada(), "on its way", "on its way", at(date))
            })
            .unwrap();
        let said = Said {
            id: 0,
            parent: None,
            who: None,
            kind: CommentKind::Comment,
            status: CommentStatus::Approved,
            at: date.max(above.at),
            post: above.post,
        };
        self.turns.push(Turn { here, said, sent: false, under: Some(under), handled: false });
    }

    /// A reply is on the blog. It may have come in by itself already.
    fn landed(&mut self, n: usize, said: Said) {
        let own = self.turns[n].here;
        self.home.store.write(|db| comments::adopt(db, own, &said.incoming())).unwrap();
        if let Some(double) = self.sent(said.id) {
            let gone = self.turns[double].here;
            for turn in self.turns.iter_mut().filter(|turn| turn.under == Some(gone)) {
                turn.under = Some(own);
            }
            self.turns.remove(double);
        }
        let turn = self.turns.iter_mut().find(|turn| turn.here == own).unwrap();
        *turn = Turn { said, sent: true, under: None, ..turn.clone() };
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Arrives(said) => self.arrives(said),
            Event::Moderated(id, status) => {
                let Some(n) = self.sent(id) else { return };
                let here = self.turns[n].here;
                self.home.store.write(|db| comments::set_status(db, here, status)).unwrap();
                self.turns[n].said.status = status;
            }
            Event::NeedsNoReply(id, on) => {
                let Some(n) = self.sent(id) else { return };
                let (here, when) = (self.turns[n].here, on.then(|| at(0)));
                self.home.store.write(|db| comments::set_handled(db, here, when)).unwrap();
                self.turns[n].handled = on;
            }
            Event::IsMe(who, on) => {
                let Some(id) = self.people[who].id else { return };
                self.home.store.write(|db| readers::set_me(db, id, on)).unwrap();
                let root = self.root(who);
                self.people[root].is_me = on;
            }
            Event::Merged(into, from) => {
                let (into, from) = (self.root(into), self.root(from));
                let (Some(one), Some(other)) = (self.people[into].id, self.people[from].id) else {
                    return;
                };
                self.home.store.write(|db| readers::merge(db, one, other)).unwrap();
                if into != from {
                    self.people[from].same_as = Some(into);
                    self.people[into].is_me |= self.people[from].is_me;
                }
            }
            Event::TakenApart(who) => {
                let Some(id) = self.people[who].id else { return };
                self.home.store.write(|db| readers::unmerge(db, id)).unwrap();
                self.people[who].same_as = None;
            }
            Event::Queued { under, under_reply, at } => {
                let parent = if under_reply { self.reply(under) } else { self.sent(under) };
                if let Some(parent) = parent {
                    self.queued(parent, at);
                }
            }
            Event::TakenBack(number) => {
                let Some(n) = self.reply(number) else { return };
                let here = self.turns[n].here;
                if self.turns.iter().any(|turn| turn.under == Some(here)) {
                    return;
                }
                self.home.store.write(|db| comments::remove_reply(db, here)).unwrap();
                self.turns.remove(n);
            }
            Event::Landed { reply, said } => {
                let Some(n) = self.reply(reply) else { return };
                // What is sent goes under what is on the blog; the blog may have moved it since.
                self.landed(n, Said { who: None, kind: CommentKind::Comment, ..said });
            }
        }
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let waiting = (0..self.turns.len()).filter(|n| self.waits(*n));
        let should: BTreeSet<CommentId> = waiting.map(|n| self.turns[n].here).collect();
        let (listed, total) = self.home.list(Folder::Unanswered, "", 100);
        let does: BTreeSet<CommentId> = listed.iter().map(|listed| listed.comment.id).collect();
        prop_assert_eq!(&does, &should);
        prop_assert_eq!(total as usize, should.len());
        let mut marked = BTreeSet::new();
        for post in ["41", "42"] {
            let thread =
                |db: &afterword_store::Db<'_>| comments::of_post(db, self.home.blog, &remote(post));
            let thread = self.home.store.read(thread).unwrap();
            marked.extend(thread.into_iter().filter(|(_, waits)| *waits).map(|(c, _)| c.id));
        }
        prop_assert_eq!(marked, should);
        Ok(())
    }

    /// What is counted, what is listed and what is found are the same.
    fn folders_agree(&self) -> Result<(), TestCaseError> {
        for folder in [
            Folder::Unanswered,
            Folder::Held,
            Folder::All,
            Folder::Mine,
            Folder::Spam,
            Folder::Trash,
            Folder::Pingbacks,
        ] {
            let (all, total) = self.home.list(folder, "", 100);
            prop_assert_eq!(all.len(), total as usize, "{:?}", folder);
            let ids: BTreeSet<CommentId> = all.iter().map(|listed| listed.comment.id).collect();
            let mut found: BTreeSet<CommentId> = BTreeSet::new();
            for words in ["words", "way"] {
                found.extend(self.home.list(folder, words, 100).0.iter().map(|l| l.comment.id));
            }
            prop_assert_eq!(found, ids, "{:?}", folder);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(24),
        failure_persistence: None,
        ..Default::default()
    })]

    #[test]
    fn who_waits_for_an_answer_is_exactly_who_should(
        events in prop::collection::vec(event(), 1..60)
    ) {
        let home = home();
        let other = connect(&home.store, "https://two.example/wp-json/");
        // Another blog's answers to the same ids count for nothing here.
        home.store.write(|db| {
            for id in 1..=IDS {
                let parent = (id > 1).then(|| id - 1);
                let said = Said {
                    id, parent, who: None, kind: CommentKind::Comment,
                    status: CommentStatus::Approved, at: 99, post: 41,
                };
                comments::receive(db, other, &said.incoming())?;
            }
            Ok(())
        }).unwrap();
        let mut world = World { home, turns: Vec::new(), people: vec![Person::default(); READERS] };
        for event in events {
            world.happens(event);
            world.check()?;
        }
        world.folders_agree()?;
    }
}
