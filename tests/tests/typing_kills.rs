//! The power goes while a writer types, again and again: the real program with its window, keys as from a
//! keyboard, and `kill -9` at any moment.
//!
//! What was typed within the last second may be lost, nothing before that; what is kept is what was typed,
//! letter by letter; the store is whole; and the next start goes on from there. `AFTERWORD_KILLS` is the
//! number of kills (8), `AFTERWORD_SEED` the seed. Linux with Xvfb and openbox.
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use afterword_desk::{Desk, DeskConfig};
use afterword_tests::chair::{Chair, wait_until};
use afterword_tests::chance::Chance;
use afterword_tests::page::Step;
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use tempfile::TempDir;

const KILLS: u32 = 8;
const SECOND: Duration = Duration::from_secs(1);
const CONTROL: u32 = 0xffe3;
const END: u32 = 0xff57;
const RETURN: u32 = 0xff0d;
/// A post of a few pages; then the writer begins the next one.
const LONG: usize = 12_000;

/// What a writer sits at.
struct Room {
    chair: Chair,
    data: PathBuf,
    post: i64,
    _folder: TempDir,
}

/// What one kill did.
struct Kill {
    typed: usize,
    lost: usize,
    /// Of the first character that is not kept, how long before the kill its key was pressed.
    age: Duration,
    /// From the first key that the last save did not hear of until that save was done: what the way of a
    /// key into the text and of the text to the disk takes at most.
    way: Option<Duration>,
}

#[test]
fn a_power_cut_while_typing_loses_no_more_than_the_last_second() {
    if let Err(error) = kills() {
        panic!("{error}");
    }
}

fn kills() -> Step {
    let number = setting("AFTERWORD_KILLS").unwrap_or(KILLS.into());
    let seed = setting("AFTERWORD_SEED").unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        now.as_secs()
    });
    println!("{number} kills, AFTERWORD_SEED={seed}");
    let mut chance = Chance::new(seed);
    let mut room = Room::new()?;
    let mut all = Vec::new();
    let mut faults = Vec::new();
    for round in 1..=number {
        match room.once(round, &mut chance) {
            Ok(kill) => {
                println!(
                    "{round}: typed {}, lost {}, the oldest {:?} before the kill, way {:?}",
                    kill.typed, kill.lost, kill.age, kill.way
                );
                // What a busy computer had not yet handed over was not in the window's hands.
                if kill.age > SECOND + kill.way.unwrap_or_default() {
                    faults.push(format!("kill {round}: lost what was typed {:?} before", kill.age));
                }
                all.push(kill);
            }
            Err(error) => {
                println!("{round}: {error}");
                faults.push(format!("kill {round}: {error}"));
                room = Room::new()?;
            }
        }
        if round % 50 == 0 && round < number {
            summary(&all, &faults);
        }
    }
    summary(&all, &faults);
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

impl Room {
    /// A desk whose open post is a draft of one line, as the writer left it.
    fn new() -> Step<Self> {
        let folder = TempDir::new()?;
        let data = folder.path().join("data");
        let post = new_post(&data)?;
        Ok(Self { chair: Chair::new()?, data, post, _folder: folder })
    }

    /// Starts the app, types for a while, kills it, and looks at what is left.
    fn once(&mut self, round: u64, chance: &mut Chance) -> Step<Kill> {
        let before = self.kept()?.0;
        if before.len() > LONG {
            self.post = new_post(&self.data)?;
        }
        let before = self.kept()?.0;
        let app = self.chair.start(&self.data)?;
        self.sit_down(&before)?;
        let begun = self.kept()?.0;
        let letters = |text: &str| text.replace('\n', "");
        if letters(&begun) != letters(&before) {
            return Err(format!("the kept text is not gone on with: {:?}", tail(&begun)).into());
        }

        let length = Duration::from_millis(200 + chance.below(3800));
        let mut text = String::new();
        let mut pressed = Vec::new();
        let stream = stream(round);
        let usual = 20 + chance.below(30);
        let start = Instant::now();
        for letter in stream.chars() {
            if start.elapsed() >= length {
                break;
            }
            pressed.push((Instant::now(), SystemTime::now()));
            text.push(letter);
            self.chair.press(&[if letter == '\n' { RETURN } else { u32::from(letter) }])?;
            // Now and then the writer thinks.
            let thinks = if chance.below(25) == 0 { 150 + chance.below(500) } else { 0 };
            let pause = Duration::from_millis(usual + thinks);
            std::thread::sleep(
                pause.min((start + length).saturating_duration_since(Instant::now())),
            );
        }
        let cut = app.kill();

        let (after, saved_at) = self.kept()?;
        let new = after
            .strip_prefix(&begun)
            .ok_or_else(|| format!("the text from before is not whole: {:?}", tail(&after)))?;
        if !text.starts_with(new) {
            return Err(format!("typed {text:?}, kept {new:?}").into());
        }
        let lost = text.len() - new.len();
        let (first, at) = pressed.get(new.len()).copied().unwrap_or((cut, SystemTime::now()));
        let way = saved_at.duration_since(at).ok().filter(|_| lost > 0 && !new.is_empty());
        Ok(Kill { typed: text.len(), lost, age: cut.saturating_duration_since(first), way })
    }

    /// Puts the caret at the text's end: a line's end pressed there is on the disk at the end. A click that
    /// the window hears late may put it elsewhere first.
    fn sit_down(&self, before: &str) -> Step {
        let mut text = before.to_owned();
        for _ in 0..12 {
            self.chair.click(700, 420)?;
            std::thread::sleep(Duration::from_millis(300));
            self.chair.press(&[CONTROL, END])?;
            std::thread::sleep(Duration::from_millis(150));
            self.chair.press(&[RETURN])?;
            let heard = wait_until("a key is heard", Duration::from_secs(3), || {
                std::thread::sleep(Duration::from_millis(40));
                Ok(self.live()?.len() > text.len())
            });
            let now = self.live()?;
            if heard.is_ok() && now.strip_prefix(&text).is_some_and(|new| new == "\n") {
                return Ok(());
            }
            text = now;
        }
        Err("the window takes no keys at the text's end".into())
    }

    /// The text as another program may read it while the app runs.
    fn live(&self) -> Step<String> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let store = Connection::open_with_flags(self.data.join("afterword.sqlite"), flags)?;
        store.busy_timeout(Duration::from_secs(2))?;
        Ok(read(&store, self.post)?.0)
    }

    /// The text and when it was saved, from a copy of the store as the power cut left it: the store itself
    /// is for the app to mend.
    fn kept(&self) -> Step<(String, SystemTime)> {
        let copy = TempDir::new()?;
        for name in ["afterword.sqlite", "afterword.sqlite-wal"] {
            let from = self.data.join(name);
            if from.exists() {
                std::fs::copy(from, copy.path().join(name))?;
            }
        }
        let store = Connection::open(copy.path().join("afterword.sqlite"))?;
        let check: String = store.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        if check != "ok" {
            return Err(format!("the store is not whole: {check}").into());
        }
        read(&store, self.post)
    }
}

fn read(store: &Connection, post: i64) -> Step<(String, SystemTime)> {
    let sql = "SELECT body, saved_at FROM snapshot WHERE post = ? AND role = 'local'";
    let (body, at): (String, i64) =
        store.query_row(sql, [post], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((body, UNIX_EPOCH + Duration::from_millis(u64::try_from(at)?)))
}

/// A draft of one line that the window opens with.
fn new_post(data: &Path) -> Step<i64> {
    let desk = Desk::open(DeskConfig::new(data.to_owned()))?;
    let state = desk.call("app_state", json!(null))?;
    let blog = state["blogs"][0]["id"].clone();
    let post = desk.call("post_create", json!({ "blog": blog }))?;
    let mut fields = post["fields"].clone();
    fields["title"] = json!("By candle light");
    let body = "The power goes now and then.\n";
    let save =
        json!({ "post": post["id"], "fields": fields, "body": body, "version": post["version"] });
    desk.call("post_save", save)?;
    for (name, value) in [("openPost", post["id"].clone()), ("blog", blog)] {
        desk.call("remember", json!({ "name": name, "value": value }))?;
    }
    desk.close();
    Ok(post["id"].as_i64().ok_or("a post has an id")?)
}

/// Words that each occur once, so that any piece tells its place.
fn stream(round: u64) -> String {
    let words = ["lamp", "rock", "boat", "stove", "letter", "winter", "keeper", "tide"];
    let mut text = String::new();
    for number in 1..200_usize {
        let word = words.get(number % words.len()).copied().unwrap_or_default();
        text.push_str(&format!("{word}{round}x{number}"));
        text.push(if number % 9 == 0 { '\n' } else { ' ' });
    }
    text
}

fn tail(text: &str) -> String {
    let count = text.chars().count();
    text.chars().skip(count.saturating_sub(200)).collect()
}

fn summary(all: &[Kill], faults: &[String]) {
    let middle = |mut values: Vec<u128>| {
        values.sort_unstable();
        values.get(values.len() / 2).copied().unwrap_or_default()
    };
    let lost: Vec<u128> = all.iter().map(|kill| kill.lost as u128).collect();
    let ages: Vec<u128> = all.iter().map(|kill| kill.age.as_millis()).collect();
    let ways: Vec<u128> = all.iter().filter_map(|kill| Some(kill.way?.as_millis())).collect();
    let most = |values: &[u128]| values.iter().max().copied().unwrap_or_default();
    let (most_lost, most_age, most_way) = (most(&lost), most(&ages), most(&ways));
    println!(
        "{} kills, {} characters typed, {} lost: {} in the middle and {most_lost} at most of one kill; \
         the oldest lost {} ms before the kill in the middle, {most_age} ms at most; key to disk without \
         the wait {} ms in the middle, {most_way} ms at most; {} faults",
        all.len(),
        all.iter().map(|kill| kill.typed).sum::<usize>(),
        lost.iter().sum::<u128>(),
        middle(lost.clone()),
        middle(ages.clone()),
        middle(ways.clone()),
        faults.len()
    );
}
