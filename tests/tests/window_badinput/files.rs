//! Files: far too large, not what they say, or small ones that would fill the memory.

use std::io::Write as _;
use std::time::Duration;

use afterword_tests::page::Step;
use afterword_tests::window::Computer;
use serde_json::json;

use crate::Desk;

/// What is dropped, how the window makes it, and what it is told.
struct Refused {
    what: &'static str,
    make: String,
    word: &'static str,
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_no_good_are_refused_in_a_clear_word() {
    let computer = Computer::new().unwrap();
    if let Err(error) = refused(&computer).await {
        panic!("{error}");
    }
}

async fn refused(computer: &Computer) -> Step {
    let desk = Desk::open(computer).await?;
    for Refused { what, make, word } in cases() {
        desk.post(what).await?;
        desk.ready(&format!("window.bad = files({make})"), vec![]).await?;
        desk.put("dropped(bad)").await?;
        desk.page.part_saying("toast", word).await?;
        desk.stood(what).await?;
        desk.page.css(".cm-content").await?.click().await?;
        desk.page.keys("on").await?;
        desk.on_disk(what, "on").await?;
    }

    // As much text as is taken.
    let what = "4.9 MB of text, dropped";
    desk.post(what).await?;
    desk.ready(
        "window.bad = files(new File(['A lamp was lit.\\n'.repeat(306250)], 'long.md'))",
        vec![],
    )
    .await?;
    desk.put("dropped(bad)").await?;
    let text = "A lamp was lit.\n".repeat(306_250);
    // A paragraph of its own.
    desk.on_disk(what, &format!("{text}\n")).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    desk.stood(what).await
}

fn cases() -> Vec<Refused> {
    let file = |bytes: &[u8], name: &str| {
        format!("new File([new Uint8Array({})], '{name}')", json!(bytes))
    };
    let large = |mega: u32, name: &str, head: &[u8]| {
        format!(
            "new File([new Uint8Array({}), new Uint8Array({mega}e6)], '{name}', {{ type: 'image/png' }})",
            json!(head)
        )
    };
    let whole = png(60_000, 60_000);
    let refused = |what, make, word| Refused { what, make, word };
    vec![
        refused("A picture of 200 MB", large(200, "large.png", &whole), "larger than 100 MB"),
        refused("30 MB that are no picture", large(30, "thirty.png", &[]), "is not a picture"),
        refused(
            "Words that say they are a picture",
            "new File(['words'], 'no.png', { type: 'image/png' })".into(),
            "is not a picture",
        ),
        refused(
            "Half a picture",
            file(whole.get(..30).unwrap_or_default(), "half.png"),
            "is not a picture",
        ),
        refused("A PNG of 60,000 by 60,000", file(&whole, "bomb.png"), "60000 × 60000 pixels"),
        refused(
            "A GIF of 60,000 by 60,000",
            file(&gif(60_000), "bomb.gif"),
            "60000 × 60000 pixels",
        ),
        refused("A WebP of 16,383 by 16,383", file(&webp(), "bomb.webp"), "16383 × 16383 pixels"),
        refused(
            "10 MB of text, dropped",
            "new File(['A lamp was lit.\\n'.repeat(625000)], 'longer.md')".into(),
            "larger than 5 MB",
        ),
    ]
}

/// A PNG that claims this size, with nothing in it.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    for (kind, data) in [(b"IHDR", head.as_slice()), (b"IDAT", &[]), (b"IEND", &[])] {
        bytes.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let from = bytes.len();
        bytes.extend(kind);
        bytes.extend(data);
        let sum = crc(bytes.get(from..).unwrap_or_default());
        let _ = bytes.write_all(&sum.to_be_bytes());
    }
    bytes
}

/// The check sum of PNG.
fn crc(bytes: &[u8]) -> u32 {
    let step = |sum: u32| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 };
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| step(sum)))
}

/// A GIF that claims this size, with a few pixels in it.
fn gif(side: u16) -> Vec<u8> {
    let side = side.to_le_bytes();
    let mut bytes = b"GIF89a".to_vec();
    bytes.extend(side.iter().chain(&side));
    bytes.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
    bytes.extend([b',', 0, 0, 0, 0]);
    bytes.extend(side.iter().chain(&side));
    bytes.extend([0, 2, 2, 0x44, 1, 0, b';']);
    bytes
}

/// A lossless WebP that claims about the largest size there is, with nothing in it.
fn webp() -> Vec<u8> {
    // A sign, then two times 14 bits of size less one.
    let [a, b, c, d] = (16_382_u32 | 16_382 << 14).to_le_bytes();
    let data = [0x2f, a, b, c, d, 0, 0, 0, 0, 0];
    let mut bytes = b"RIFF".to_vec();
    bytes.extend(u32::try_from(12 + data.len()).unwrap().to_le_bytes());
    bytes.extend(b"WEBPVP8L");
    bytes.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
    bytes.extend(data);
    bytes
}
