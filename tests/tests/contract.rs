//! What the app relies on, held against every blog it can talk to: a real WordPress as author, editor,
//! administrator and contributor and with both kinds of permalinks, and the practice blog in the same
//! roles. The run prints the table; where a role has no part in a case, the table says which ability it
//! lacks. `CONTRACT_ONLY` runs only the cases whose claim contains it, `CONTRACT_BLOG` only the columns
//! whose name does; `WORDPRESS_SUITE` (`trixie`, `sid`) takes a newer WordPress.

#[path = "contract/access.rs"]
mod access;
#[path = "contract/cell.rs"]
mod cell;
#[path = "contract/comments.rs"]
mod comments;
#[path = "contract/fields.rs"]
mod fields;
#[path = "contract/footnotes.rs"]
mod footnotes;
#[path = "contract/limits.rs"]
mod limits;
#[path = "contract/lists.rs"]
mod lists;
#[path = "contract/media.rs"]
mod media;
#[path = "contract/outside.rs"]
mod outside;
#[path = "contract/pages.rs"]
mod pages;
#[path = "contract/posts.rs"]
mod posts;
#[path = "contract/replies.rs"]
mod replies;
#[path = "contract/standing.rs"]
mod standing;
#[path = "contract/terms.rs"]
mod terms;

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering::SeqCst};

use afterword_practice::{Practice, Role, Surroundings};
use afterword_tests::peer::WordPressPeer;
use afterword_tests::skip::skip;
use cell::{Cell, Need};
use chrono::{TimeDelta, Utc};
use outside::Outside;

type Case = (&'static str, &'static [Need], fn(&Cell));

/// Every case: the claim it makes, what it needs of the account, and the proof.
fn cases() -> Vec<Case> {
    let all = [
        posts::CASES,
        fields::CASES,
        footnotes::CASES,
        standing::CASES,
        lists::CASES,
        pages::CASES,
        terms::CASES,
        media::CASES,
        comments::CASES,
        replies::CASES,
        access::CASES,
        limits::CASES,
        standing::LAST,
    ];
    let only = std::env::var("CONTRACT_ONLY").unwrap_or_default();
    all.concat().into_iter().filter(|(claim, ..)| claim.contains(&only)).collect()
}

#[test]
fn every_blog_keeps_the_contract() {
    let mut table = Table::default();
    let mut peer = match WordPressPeer::start() {
        Ok(peer) => Some(peer),
        Err(error) => {
            skip("the contract with a real WordPress", &error.to_string());
            None
        }
    };
    if let Some(peer) = &mut peer {
        let cells = ["writer", "editor", "admin", "contributor"].map(|name| wordpress(peer, name));
        cells.iter().for_each(|cell| table.column(cell));
        table.column(&xmlrpc(peer, "writer"));
        peer.set_permalinks("plain").unwrap();
        // Later than the replies of the first column, or the flood limit refuses them.
        table.column(&wordpress(peer, "writer").replying_from(25));
    }
    let folder = tempfile::tempdir().unwrap();
    for role in ["author", "editor", "administrator", "contributor"] {
        table.column(&practice(&folder.path().join(role), role));
    }
    let failed = table.print();
    assert!(failed.is_empty(), "the contract is broken:\n{}", failed.join("\n"));
}

fn wordpress(peer: &WordPressPeer, name: &str) -> Cell {
    let (info, user, admin) = (peer.info(), peer.user(name).unwrap(), peer.user("admin").unwrap());
    let version = info.wordpress.split('-').next().unwrap_or_default();
    let plain = if info.rest.contains("rest_route") { ", plain" } else { "" };
    let mut cell = Cell::new(
        &format!("WordPress {version}, {}{plain}", user.role),
        &info.url,
        &info.rest,
        (name, &user.app_password),
        Outside::new(&info.url, "admin", &admin.app_password),
    );
    cell.others = info
        .users
        .iter()
        .map(|(name, user)| (user.role.clone(), name.clone(), user.app_password.clone()))
        .collect();
    cell
}

/// The same blog by its `xmlrpc.php`.
fn xmlrpc(peer: &WordPressPeer, name: &str) -> Cell {
    let (info, user, admin) = (peer.info(), peer.user(name).unwrap(), peer.user("admin").unwrap());
    let rest = wordpress(peer, name);
    let mut cell = Cell::new(
        &format!("{}, XML-RPC", rest.name),
        &info.url,
        &format!("{}/xmlrpc.php", info.url),
        (name, &user.app_password),
        Outside::new(&info.url, "admin", &admin.app_password),
    );
    cell.others = rest.others;
    cell
}

/// A practice blog in a zone with summer time, as one of its roles. The app's writer looks from outside:
/// that account can't give its password back.
fn practice(folder: &Path, role: &str) -> Cell {
    let ahead = Arc::new(AtomicI64::new(0));
    let clock = Arc::clone(&ahead);
    let surroundings = Surroundings {
        clock: Arc::new(move || Utc::now() + TimeDelta::seconds(clock.load(SeqCst))),
        zone: chrono_tz::Europe::Berlin,
    };
    let guests = [
        ("ada", Role::Administrator),
        ("ed", Role::Editor),
        ("ann", Role::Author),
        ("con", Role::Contributor),
        ("sue", Role::Subscriber),
    ];
    let practice = Practice::start_with(folder, None, surroundings, &guests).unwrap();
    let me = practice.accounts().iter().find(|guest| guest.role.name() == role).unwrap();
    let mut cell = Cell::new(
        &format!("practice, {role}"),
        &practice.url(),
        &practice.rest_root(),
        (&me.login, &me.password),
        Outside::new(&practice.url(), practice.username(), practice.password()),
    );
    cell.others = practice
        .accounts()
        .iter()
        .map(|guest| (guest.role.name().to_owned(), guest.login.clone(), guest.password.clone()))
        .collect();
    // Its clock is put forward instead of waiting. The blog lives as long as the cell.
    cell.until = Box::new(move |time| {
        let _blog = &practice;
        ahead.fetch_max((time - Utc::now()).num_seconds() + 1, SeqCst);
    });
    cell
}

const HOLDS: &str = "holds";

/// Cases down, blogs across.
#[derive(Default)]
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    failed: Vec<String>,
}

impl Table {
    fn column(&mut self, cell: &Cell) {
        let only = std::env::var("CONTRACT_BLOG").unwrap_or_default();
        if !cell.name.contains(&only) {
            return;
        }
        self.columns.push(cell.name.clone());
        self.rows.resize_with(cases().len(), Vec::new);
        for ((claim, needs, case), row) in cases().into_iter().zip(&mut self.rows) {
            if let Some(need) = needs.iter().find(|need| !need.of(cell)) {
                row.push(format!("- {need:?}"));
                continue;
            }
            let outcome = catch_unwind(AssertUnwindSafe(|| case(cell)));
            row.push(match outcome {
                Ok(()) => HOLDS.to_owned(),
                Err(panic) => {
                    let words = panic.downcast_ref::<String>().cloned();
                    let words = words.or_else(|| Some((*panic.downcast_ref::<&str>()?).to_owned()));
                    self.failed.push(format!(
                        "{claim} ({}): {}",
                        cell.name,
                        words.unwrap_or_default()
                    ));
                    "BROKEN".to_owned()
                }
            });
        }
    }

    /// Past libtest's capture, so that the table is always seen.
    fn print(self) -> Vec<String> {
        let claims: Vec<String> =
            cases().iter().map(|(claim, ..)| claim.replace('_', " ")).collect();
        let width = claims.iter().map(String::len).max().unwrap_or_default();
        let mut text = format!("\n{:width$}", "The contract");
        for column in &self.columns {
            text += &format!(" | {column}");
        }
        for (claim, row) in claims.iter().zip(&self.rows) {
            text += &format!("\n{claim:width$}");
            for (outcome, column) in row.iter().zip(&self.columns) {
                text += &format!(" | {outcome:^across$}", across = column.len());
            }
        }
        let cells = self.rows.iter().flatten();
        let held = cells.clone().filter(|cell| *cell == HOLDS).count();
        let apply = cells.filter(|cell| !cell.starts_with('-')).count();
        text += &format!("\ncontract: {held} of {apply} hold\n");
        let _ = writeln!(std::io::stderr(), "{text}");
        self.failed
    }
}
