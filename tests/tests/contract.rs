//! What the app relies on, held against every blog it can talk to: a real WordPress as author and as editor,
//! with both kinds of permalinks, and the practice blog as its writer. The run prints the table.

#[path = "contract/cell.rs"]
mod cell;
#[path = "contract/comments.rs"]
mod comments;
#[path = "contract/limits.rs"]
mod limits;
#[path = "contract/media.rs"]
mod media;
#[path = "contract/outside.rs"]
mod outside;
#[path = "contract/posts.rs"]
mod posts;
#[path = "contract/replies.rs"]
mod replies;

use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

use afterword_practice::Practice;
use afterword_tests::peer::WordPressPeer;
use afterword_tests::skip::skip;
use cell::{Cell, Outcome};
use outside::Outside;

type Case = (&'static str, fn(&Cell) -> Outcome);

/// Every case, by the claim it makes.
fn cases() -> Vec<Case> {
    [posts::CASES, media::CASES, comments::CASES, replies::CASES, limits::CASES].concat()
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
        table.column(&wordpress(peer, "writer"));
        table.column(&wordpress(peer, "editor"));
        peer.set_permalinks("plain").unwrap();
        // Later than the replies of the first column, or the flood limit refuses them.
        table.column(&wordpress(peer, "writer").replying_from(25));
    }
    let folder = tempfile::tempdir().unwrap();
    let practice = Practice::start(folder.path(), None).unwrap();
    table.column(&Cell::new(
        "practice, writer",
        &practice.url(),
        &practice.rest_root(),
        (practice.username(), practice.password()),
        Outside::new(&practice.url(), practice.username(), practice.password()),
    ));
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

/// Cases down, blogs across.
#[derive(Default)]
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<&'static str>>,
    failed: Vec<String>,
}

impl Table {
    fn column(&mut self, cell: &Cell) {
        self.columns.push(cell.name.clone());
        self.rows.resize_with(cases().len(), Vec::new);
        for ((claim, case), row) in cases().into_iter().zip(&mut self.rows) {
            let outcome = catch_unwind(AssertUnwindSafe(|| case(cell)));
            row.push(match outcome {
                Ok(Outcome::Holds) => "holds",
                Ok(Outcome::DoesNotApply) => "-",
                Err(panic) => {
                    let words = panic.downcast_ref::<String>().cloned();
                    let words = words.or_else(|| Some((*panic.downcast_ref::<&str>()?).to_owned()));
                    self.failed.push(format!(
                        "{claim} ({}): {}",
                        cell.name,
                        words.unwrap_or_default()
                    ));
                    "BROKEN"
                }
            });
        }
    }

    /// Past libtest's capture, so that the table is always seen.
    fn print(self) -> Vec<String> {
        let claims: Vec<String> =
            cases().iter().map(|(claim, _)| claim.replace('_', " ")).collect();
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
        let held = cells.clone().filter(|cell| **cell == "holds").count();
        let apply = cells.filter(|cell| **cell != "-").count();
        text += &format!("\ncontract: {held} of {apply} hold\n");
        let _ = writeln!(std::io::stderr(), "{text}");
        self.failed
    }
}
