//! Texts: far too long, far too deep, of strange letters.

use std::path::Path;
use std::time::Duration;

use afterword_tests::page::Step;
use afterword_tests::window::Computer;
use serde_json::json;

use crate::Desk;

/// Strings that have made programs stumble, of our own; the well-known list comes on top where it is there.
const NAUGHTY: &[&str] = &[
    "---\ntitle: not front matter, or is it",
    "<script>alert(1)</script><img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "[a](javascript:alert(1)) ![b](data:text/html,<script>alert(1)</script>)",
    "'; DROP TABLE post; -- \" OR 1=1 /* ${7*7} {{7*7}} %s %n %00 \\u0000 \\",
    "\u{feff}\u{200b}\u{2028}\u{2029}\u{202e}desrever\u{202c} \u{0}x\u{7f}\u{85}",
    "Z\u{351}\u{36b}\u{343}a\u{300}\u{301}\u{302}l\u{363}\u{322}g\u{316}\u{317}o\u{34e}",
    "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 👍🏿 🇫🇷🇩 \u{1f468}\u{200d}",
    "﷽﷽﷽ كيف تقرأ هذا السطر؟ שלום 1234 עולם",
    "https://[::1:80/%zz?#<>\\^`{|} mailto:@@ //// ..\\..\\..\\ CON PRN AUX NUL",
    "| a | b |\n|---\n|||||\n\t\t- [x\n1)1)1)\n````~~~\n[^a]: [^a]",
    "**__*_~~`**__*_~~` <!-- <? <![CDATA[ &#x110000; &#0; &nosuch; &amp;amp;",
];

#[tokio::test(flavor = "multi_thread")]
async fn text_too_long_too_deep_or_of_strange_letters_is_kept_whole() {
    let computer = Computer::new().unwrap();
    if let Err(error) = all(&computer).await {
        panic!("{error}");
    }
}

async fn all(computer: &Computer) -> Step {
    let desk = Desk::open(computer).await?;

    let deep = format!("{}deep", "> ".repeat(10_000));
    desk.takes("10,000 quotes in each other", "'> '.repeat(10000) + 'deep'", vec![], &deep).await?;
    let line = "lamp ".repeat(200_000);
    desk.takes("One line of 1 MB", "'lamp '.repeat(200000)", vec![], &line).await?;
    let word = "l".repeat(1_000_000);
    desk.takes("One word of 1 MB", "'l'.repeat(1000000)", vec![], &word).await?;
    desk.page.css_saying("[role=status] p", "a line of more than 50,000 letters").await?;

    let naughty = naughty();
    let kept = naughty.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    desk.takes("Naughty strings", "arguments[0]", vec![json!(naughty)], &kept).await?;
    desk.nothing_ran().await?;
    let halves = "'a\\0b \\ud800 c \\udc00 d \\ud83d\\ude00 e\\ud83d'";
    let kept = "ab \u{fffd} c \u{fffd} d 😀 e\u{fffd}";
    desk.takes("NUL and halves of pairs", halves, vec![], kept).await?;
    let scripts =
        "كان المصباح مضاءً عند الغسق. ‏(1) שלום עולם! 灯は夕暮れにともされた。没有人乘船来。 등불이 켜졌다.\n\n"
            .repeat(500);
    let make = "arguments[0].repeat(500)";
    let one = scripts.get(..scripts.len() / 500).unwrap_or_default();
    desk.takes("Right to left and East Asian", make, vec![json!(one)], &scripts).await?;

    let (text, make) = much(1_900);
    desk.takes("1 MB of Markdown", &make, vec![], &text).await?;
    let (text, make) = much(19_000);
    desk.takes("10 MB of Markdown", &make, vec![], &text).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_page_with_scripts_becomes_its_words() {
    let computer = Computer::new().unwrap();
    if let Err(error) = page_with_scripts(&computer).await {
        panic!("{error}");
    }
}

async fn page_with_scripts(computer: &Computer) -> Step {
    let desk = Desk::open(computer).await?;
    let title = "2 MB of a page with scripts";
    desk.post(title).await?;
    let make = "
        const part = (number) => `<p onclick='hit = 1' onmouseover='hit = 1'>Nr. ${number}: with <b>bold</b> words.` +
            `<script>hit = 1; parent.hit = 1</script><iframe srcdoc='<script>parent.hit = 1</script>'></iframe>` +
            `<img src='https://t.example/p.gif' width=1 height=1 onerror='hit = 1'></p>`;
        const html = '<style>p{color:red}</style><h2>Page</h2>' + Array.from({ length: 9000 }, (_, at) => part(at)).join('');
        window.bad = data((data) => {
            data.setData('text/html', html);
            data.setData('text/plain', 'Page ' + Array.from({ length: 9000 }, (_, at) => `Nr. ${at}: with bold words.`).join(' '));
        })";
    desk.ready(make, vec![]).await?;
    desk.put("pasted(bad)").await?;
    let parts = (0..9000).map(|number| format!("\n\nNr. {number}: with **bold** words."));
    desk.on_disk(title, &format!("## Page{}", parts.collect::<String>())).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    desk.stood(&format!("{title}, pasted")).await?;
    desk.nothing_ran().await
}

/// A text of so many paragraphs of half a kilobyte, here and in the window.
fn much(paragraphs: usize) -> (String, String) {
    let sentence = "The *lamp* was lit at dusk, and [nobody](https://boat.example/) came by boat, so I wrote down the hours. ";
    let paragraph = sentence.repeat(5);
    let text: String =
        (0..paragraphs).map(|number| format!("Nr. {number}: {paragraph}\n\n")).collect();
    let make = format!(
        "Array.from({{ length: {paragraphs} }}, (_, number) => `Nr. ${{number}}: ${{{}}}\\n\\n`).join('')",
        json!(paragraph)
    );
    (text, make)
}

fn naughty() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora/blns/blns.json");
    let list = std::fs::read_to_string(file).unwrap_or_else(|_| "[]".into());
    let list: Vec<String> = serde_json::from_str(&list).unwrap();
    let own = NAUGHTY.iter().map(|each| (*each).to_owned());
    // Words at the end, so that a key typed there is plainly typed.
    own.chain(list).chain(["The end".to_owned()]).collect::<Vec<_>>().join("\n\n")
}
