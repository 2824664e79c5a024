//! Which language a text is in, as far as it says so. Good enough to choose a dictionary by; a text that
//! says too little is not guessed at.

use whatlang::{Detector, Lang};

/// Words that are looked at.
const LOOKED_AT: usize = 400;
/// Fewer words than this say nothing.
const ENOUGH: usize = 5;

/// The languages that are told apart, by their ISO 639-1 codes. Those that few write posts in are left out:
/// each more makes a short text doubtful.
const TOLD_APART: &[(Lang, &str)] = &[
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Nob, "nb"),
    (Lang::Fin, "fi"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Hun, "hu"),
    (Lang::Ron, "ro"),
    (Lang::Tur, "tr"),
    (Lang::Cat, "ca"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Ell, "el"),
];

/// The language a text is in, by its ISO 639-1 code; `None`: it does not say.
pub fn guess(text: &str) -> Option<&'static str> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.take(LOOKED_AT).collect();
    if words.len() < ENOUGH {
        return None;
    }
    let known = TOLD_APART.iter().map(|(lang, _)| *lang).collect();
    let seen = Detector::with_allowlist(known).detect(&words.join(" "))?;
    let (_, code) = TOLD_APART.iter().find(|(lang, _)| *lang == seen.lang())?;
    seen.is_reliable().then_some(*code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_sentences_say_their_language() {
        for (text, code) in [
            (
                "The wind stood in the north-west all night and the glass kept falling, but nobody was worried.",
                "en",
            ),
            (
                "Wir haben die Lampe bei Dämmerung angezündet, und der Wind stand die ganze Nacht auf Nordwest.",
                "de",
            ),
            (
                "Nous avons allumé la lampe au crépuscule et le vent est resté au nord-ouest pour toute la nuit.",
                "fr",
            ),
            (
                "Encendimos la lámpara al anochecer y el viento se quedó en el noroeste toda la noche, pero bien.",
                "es",
            ),
            (
                "Jeg tændte lampen, og vinden stod i nordvest hele natten. Ingen havde bedt mig om at blive oppe, \
                 men uden at vide hvorfor gik jeg aldrig i seng; det var ikke særlig klogt af mig, og nu er jeg træt.",
                "da",
            ),
            (
                "Мы зажгли лампу, и ветер всю ночь был на северо-западе, но это не то, что я думал.",
                "ru",
            ),
        ] {
            assert_eq!(guess(text), Some(code), "{text}");
        }
    }

    #[test]
    fn a_short_note_is_not_taken_for_another_language() {
        for text in [
            "# One\n\nA wrnog word, a link, code and a note. Two: to do, done.",
            "To do: a lamp, a rope, the oil. I was in a hurry.",
            "Read on for a list of what I saw in Rome, in May.",
        ] {
            assert!(matches!(guess(text), None | Some("en")), "{text}: {:?}", guess(text));
        }
    }

    #[test]
    fn little_is_not_guessed_at() {
        for text in ["", "Hello world", "42", "Lorem ipsum dolor sit amet", "日本語のテキスト"]
        {
            assert_eq!(guess(text), None, "{text}");
        }
    }
}
