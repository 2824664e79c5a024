//! How a blog makes its addresses, read off those of its posts. Pure.

use afterword_model::Timestamp;
use chrono::{Datelike, FixedOffset};
use chrono_tz::Tz;

/// A public post's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sample {
    pub link: String,
    pub slug: String,
    pub date: Timestamp,
}

/// The address of a post with this slug and date. `None` when the posts there are don't show one way,
/// as with numbers or categories in addresses, or when there are none.
pub(crate) fn guess(zone: &str, samples: &[Sample], slug: &str, date: Timestamp) -> Option<String> {
    let mut ways = samples.iter().map(|sample| way(sample, zone));
    let first = ways.next()??;
    if ways.any(|way| way.as_ref() != Some(&first)) {
        return None;
    }
    let (year, month, day) = local(date, zone);
    let mut address = String::new();
    for part in &first {
        match part {
            Part::Text(text) => address.push_str(text),
            Part::Year => address.push_str(&format!("{year:04}")),
            Part::Month => address.push_str(&format!("{month:02}")),
            Part::Day => address.push_str(&format!("{day:02}")),
            Part::Slug => address.push_str(slug),
        }
        address.push('/');
    }
    if samples.first().is_some_and(|sample| !sample.link.ends_with('/')) {
        address.pop();
    }
    Some(address)
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Year,
    Month,
    Day,
    Slug,
}

/// An address in parts; `None` when its last part is not the slug.
fn way(sample: &Sample, zone: &str) -> Option<Vec<Part>> {
    let (year, month, day) = local(sample.date, zone);
    let link = sample.link.trim_end_matches('/');
    let (before, last) = link.rsplit_once('/')?;
    if last != sample.slug {
        return None;
    }
    // In this order: a month is not taken for a day.
    let mut dated = [
        (format!("{year:04}"), Part::Year),
        (format!("{month:02}"), Part::Month),
        (format!("{day:02}"), Part::Day),
    ]
    .into_iter()
    .peekable();
    let mut parts: Vec<Part> = before
        .split('/')
        .map(|text| match dated.next_if(|(digits, _)| digits == text) {
            Some((_, part)) => part,
            None => Part::Text(text.to_owned()),
        })
        .collect();
    parts.push(Part::Slug);
    Some(parts)
}

/// The day by the blog's clock.
fn local(date: Timestamp, zone: &str) -> (i32, u32, u32) {
    let day = if let Ok(zone) = zone.parse::<Tz>() {
        date.with_timezone(&zone).date_naive()
    } else if let Ok(offset) = zone.parse::<FixedOffset>() {
        date.with_timezone(&offset).date_naive()
    } else {
        date.date_naive()
    };
    (day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn sample(link: &str, slug: &str, date: &str) -> Sample {
        Sample { link: link.into(), slug: slug.into(), date: at(date) }
    }

    #[test]
    fn a_blogs_way_is_read_off_its_posts() {
        let new = at("2026-11-02T10:00:00Z");
        let guessed = |samples: &[Sample]| guess("", samples, "new", new);
        assert_eq!(guessed(&[]), None, "WordPress has many ways");
        let plain = sample("https://b.example/old", "old", "2025-01-05T10:00:00Z");
        assert_eq!(guessed(&[plain]).unwrap(), "https://b.example/new");
        let dated = sample("https://b.example/2025/01/05/old/", "old", "2025-01-05T10:00:00Z");
        assert_eq!(guessed(&[dated]).unwrap(), "https://b.example/2026/11/02/new/");
        let day = sample("https://b.example/2025/05/05/old/", "old", "2025-05-05T10:00:00Z");
        assert_eq!(guessed(&[day]).unwrap(), "https://b.example/2026/11/02/new/");
    }

    #[test]
    fn what_can_not_be_told_is_not_said() {
        let new = at("2026-11-02T10:00:00Z");
        let guessed = |samples: &[Sample]| guess("", samples, "new", new);
        let cats = [
            sample("https://b.example/food/a/", "a", "2025-01-05T10:00:00Z"),
            sample("https://b.example/travel/b/", "b", "2025-01-05T10:00:00Z"),
        ];
        assert_eq!(guessed(&cats), None);
        let numbered = sample("https://b.example/?p=12", "old", "2025-01-05T10:00:00Z");
        assert_eq!(guessed(&[numbered]), None);
    }

    #[test]
    fn the_day_is_the_blogs() {
        let sample = sample("https://b.example/2025/01/01/old/", "old", "2024-12-31T23:30:00Z");
        for zone in ["Europe/Berlin", "+01:00"] {
            let new = at("2026-10-31T23:30:00Z");
            let guessed = guess(zone, std::slice::from_ref(&sample), "new", new);
            assert_eq!(guessed.unwrap(), "https://b.example/2026/11/01/new/", "{zone}");
        }
    }
}
