//! What we write is what WordPress's block editor writes: its own scripts find every block valid, those of
//! the newest published packages and those of the real WordPress that the tests run (6.1 on Debian 12).
//! On that WordPress texts make the round trip, and nothing acts inside code.

#[path = "blocks/cases.rs"]
mod cases;
#[path = "blocks/code.rs"]
mod code;
#[path = "blocks/judge.rs"]
mod judge;
#[path = "blocks/notes.rs"]
mod notes;
#[path = "blocks/round.rs"]
mod round;
#[path = "blocks/wordpress.rs"]
mod wordpress;

use std::path::PathBuf;

use afterword_markup::blocks;
use afterword_tests::skip::skip;
use cases::{Case, cases, uploaded, variations};
use judge::{Judge, Verdict};

/// How many complaints a failed test prints.
const SHOWN: usize = 20;

/// Cases that the newest editor finds valid and spells in another way: characters that are escaped so that
/// nothing acts in code, a heading's id, lists that hold more than lists, the writer's own HTML, and sealed
/// blocks of an older editor.
const SAVED_ANEW: [&str; 9] = [
    "code_that_acts",
    "heading_ids",
    "html",
    "html_among_words",
    "lists_loose",
    "lists_with_tables",
    "sealed_columns",
    "sealed_plugin",
    "tables_wide",
];

#[test]
fn the_editor_finds_every_block_valid() {
    let Some(editors) = Editors::ready("the_editor_finds_every_block_valid") else { return };
    let mut posts = written(cases());
    posts.extend(written(variations()));
    editors.accept(&posts);
}

#[test]
fn the_editor_finds_the_specifications_examples_valid() {
    let test = "the_editor_finds_the_specifications_examples_valid";
    let Some(editors) = Editors::ready(test) else { return };
    let examples = editors.judge.specification();
    assert!(examples.len() > 600, "{} examples", examples.len());
    let named = |(at, body): (usize, String)| {
        Some(Case { name: format!("example {}", at + 1), body: on_the_web(body)? })
    };
    let total = examples.len();
    let posts = written(examples.into_iter().enumerate().filter_map(named).collect());
    assert!(posts.len() + 10 > total, "only {} of {total} can be published", posts.len());
    editors.accept(&posts);
}

/// What is saved again as it was is in the editor's own form, not merely in one that it puts up with.
#[test]
fn the_newest_editor_saves_what_it_found() {
    let judge = match Judge::ready() {
        Ok(judge) => judge,
        Err(why) => return skip("the_newest_editor_saves_what_it_found", &why),
    };
    let posts = written(cases());
    let html: Vec<String> = posts.iter().map(|(_, html)| html.clone()).collect();
    let mut wrong = Vec::new();
    for ((case, html), verdict) in posts.iter().zip(judge.newest(&html)) {
        if !SAVED_ANEW.contains(&case.name.as_str()) && verdict.saved != *html {
            wrong.push(format!("{}\n{html}\n--- saved\n{}", case.name, verdict.saved));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), posts.len(), wrong.join("\n\n"));
}

/// The specification's pictures lie beside its page, which a blog's cannot: they are moved to the web. An
/// address that is nothing, or too odd to find, keeps the example from being published.
fn on_the_web(mut example: String) -> Option<String> {
    for _ in 0..5 {
        match blocks(&example, &uploaded) {
            Ok(_) => return Some(example),
            Err(missing) if missing.name.is_empty() => return None,
            Err(missing) => {
                example = example.replace(&missing.name, "https://pictures.example/moved.jpg");
            }
        }
    }
    None
}

/// What the cases become. A picture that is on no blog makes a post unpublishable, which only an address
/// that was cut off may do here.
fn written(cases: Vec<Case>) -> Vec<(Case, String)> {
    let publishable = |case: Case| match blocks(&case.body, &uploaded) {
        Ok(html) => Some((case, html)),
        Err(_) if case.name.ends_with("cut") => None,
        Err(missing) => panic!("{}: {missing}", case.name),
    };
    cases.into_iter().filter_map(publishable).collect()
}

/// The newest editor, that of the WordPress of these tests when it can be had, and those of the unpacked
/// WordPresses that `BLOCKS_WORDPRESS` lists.
struct Editors {
    judge: Judge,
    installed: Vec<PathBuf>,
}

impl Editors {
    fn ready(test: &str) -> Option<Self> {
        let judge = Judge::ready().map_err(|why| skip(test, &why)).ok()?;
        let mut installed: Vec<PathBuf> =
            wordpress::peer(test).map(|peer| peer.site()).into_iter().collect();
        let more = std::env::var_os("BLOCKS_WORDPRESS").unwrap_or_default();
        installed.extend(std::env::split_paths(&more).filter(|path| !path.as_os_str().is_empty()));
        Some(Self { judge, installed })
    }

    #[track_caller]
    fn accept(&self, posts: &[(Case, String)]) {
        let html: Vec<String> = posts.iter().map(|(_, html)| html.clone()).collect();
        let mut wrong = complaints("newest", posts, &self.judge.newest(&html));
        for folder in &self.installed {
            let by = folder.display().to_string();
            wrong.extend(complaints(&by, posts, &self.judge.of(folder, &html)));
        }
        let shown = wrong.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n\n");
        let of = posts.len();
        assert!(wrong.is_empty(), "{} complaints about {of} posts:\n\n{shown}", wrong.len());
    }
}

/// Everything that is wrong with the verdicts, in words.
fn complaints(by: &str, posts: &[(Case, String)], verdicts: &[Verdict]) -> Vec<String> {
    let mut wrong = Vec::new();
    for ((case, html), verdict) in posts.iter().zip(verdicts) {
        let name = &case.name;
        for block in &verdict.invalid {
            wrong.push(format!(
                "{by}, {name}: {} is invalid: {}\n  found    {}\n  expected {}",
                block.name, block.reason, block.found, block.expected
            ));
        }
        // What a plugin made is not known here, and is sealed.
        let strange = |block: &&String| *block == "core/freeform" || *block == "core/missing";
        let plugin = name.starts_with("sealed_plugin");
        if let Some(block) = verdict.names.iter().find(strange).filter(|_| !plugin) {
            wrong.push(format!("{by}, {name}: {block} in\n{html}"));
        }
    }
    wrong
}
