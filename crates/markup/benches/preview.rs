//! What the preview costs, beside pulldown-cmark alone.
//!
//! `cargo bench -p afterword-markup --bench preview --profile dev` prints, for texts of several sizes, what the
//! processor spent: the parser alone, ammonia alone on the preview's HTML, the whole preview, and the preview
//! after one more word. Each is the middle one of several; the ratios are to the parser alone.

// A measurement that fails should say where.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

use std::hint::black_box;
use std::time::Instant;

use afterword_markup::{PreviewPage, blocks, preview};
use pulldown_cmark::{Options, Parser};

const RUNS: usize = 7;
const SIZES: [(&str, usize); 4] =
    [("2,000 words", 12_000), ("100 kB", 100_000), ("1 MB", 1_000_000), ("10 MB", 10_000_000)];

fn main() {
    println!("{:12} {:34} {:>10} {:>9} {:>8}", "text", "what", "ms", "MB/s", "ratio");
    for (name, size) in SIZES {
        measure(name, &text(size));
    }
}

fn measure(name: &str, text: &str) {
    let runs = if text.len() > 5_000_000 { 3 } else { RUNS };
    let plain = middle(runs, || plain(text));
    let row = |what: &str, ms: f64| {
        let speed = text.len() as f64 / 1e3 / ms;
        println!("{name:12} {what:34} {ms:10.3} {speed:9.1} {:8.1}", ms / plain);
    };
    row("pulldown-cmark alone", plain);
    let html = preview(text);
    row("ammonia alone, on the HTML", middle(runs, || ammonia::clean(&html)));
    let nothing = PreviewPage::default();
    row("preview, all of it", middle(runs, || PreviewPage::of_markdown(text, &nothing)));
    let before = PreviewPage::of_markdown(text, &nothing);
    let at = text[..text.len() / 2].rfind("\n\n").unwrap() + 2;
    let typed = format!("{}word {}", &text[..at], &text[at..]);
    let key = || {
        let page = PreviewPage::of_markdown(&typed, &before);
        page.changes_since(&before).len()
    };
    row("preview after a key", middle(runs, key));
    row("blocks for publishing", middle(runs, || blocks(text, &|_| None).is_ok()));
}

/// Reads the text and throws away what it says.
fn plain(text: &str) -> usize {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES;
    Parser::new_ext(text, options).into_offset_iter().map(|event| black_box(event).1.len()).sum()
}

/// A text as people write them, of about this many bytes.
fn text(size: usize) -> String {
    let mut text = String::new();
    let mut part = 0;
    while text.len() < size {
        part += 1;
        text.push_str(&format!("## What happened on day {part}\n\n"));
        for paragraph in 0..4 {
            text.push_str(&format!(
                "On day {part} the **train** left at {paragraph} o'clock, & nobody *knew* why. The \
                 [report](https://reports.example/{part}?page={paragraph}) says little; a `note` in \
                 the margin says more, and what it says is “wait”. So we waited, all of us, and \
                 looked at the river until it was dark.\n\n"
            ));
        }
        match part % 4 {
            0 => text.push_str(
                "> Nobody was surprised.\n>\n> — [The border file](https://b.example)\n\n",
            ),
            1 => text.push_str("- one thing\n- another, with *words*\n  - and a smaller one\n\n"),
            2 => text.push_str("```rust\nfn main() {\n    println!(\"{}\", 1 < 2);\n}\n```\n\n"),
            _ => text.push_str("| place | miles |\n|---|--:|\n| here | 1 |\n| there | 20 |\n\n"),
        }
    }
    text
}

/// Milliseconds of the processor for one time, the middle one of several. Short work is done many times,
/// since the system counts in steps of some milliseconds.
fn middle<T>(runs: usize, mut work: impl FnMut() -> T) -> f64 {
    let began = Instant::now();
    black_box(work());
    let times =
        (0.08 / began.elapsed().as_secs_f64().max(1e-6)).ceil().clamp(1.0, 10_000.0) as usize;
    let mut all: Vec<f64> = (0..runs)
        .map(|_| {
            let began = busy();
            for _ in 0..times {
                black_box(work());
            }
            (busy() - began) * 1e3 / times as f64
        })
        .collect();
    all.sort_by(f64::total_cmp);
    all[runs / 2]
}

/// Seconds that this thread has worked, where the system says so; otherwise by the clock.
fn busy() -> f64 {
    thread_local!(static BEGAN: Instant = Instant::now());
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    match stat.split_whitespace().next().and_then(|nanos| nanos.parse::<f64>().ok()) {
        Some(nanos) => nanos / 1e9,
        None => BEGAN.with(Instant::elapsed).as_secs_f64(),
    }
}
