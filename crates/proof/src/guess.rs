//! Which language a text is in, told by its smallest words. Good enough to choose a dictionary by; a text
//! that says too little is not guessed at.

/// The small words of the languages that are told apart, by their ISO 639-1 codes.
const SMALL: &[(&str, &str)] = &[
    ("en", "the and of to that is was for with his they this have from not are which you were but"),
    (
        "de",
        "der die und den das von zu mit sich des auf für ist im dem nicht ein eine als auch es werden ich",
    ),
    (
        "fr",
        "le la les et des est que une dans qui pour par sur pas plus avec sont ce cette il au aux du nous",
    ),
    (
        "es",
        "el la los las de que y en del se por con una para su al lo como más pero sus este es muy está",
    ),
    (
        "it",
        "il di che la e per un una del non con sono della gli da nel più anche si ma alla dei questo è",
    ),
    (
        "pt",
        "o de que e do da em um para com não uma os no se na por mais as dos como mas ao ele à é foi",
    ),
    (
        "nl",
        "de het een van en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit naar",
    ),
    (
        "sv",
        "och att det i en som på är av för med den till inte om ett han men var jag sig från vi så",
    ),
    (
        "da",
        "og at det i en som på er af for med den til ikke om et han men var jeg sig fra vi så der",
    ),
    (
        "nb",
        "og at det i en som på er av for med den til ikke om et han men var jeg seg fra vi så der",
    ),
    ("fi", "ja on ei että se oli hän mutta ovat kun myös joka niin mitä tai vain kuin sen"),
    ("pl", "i w na z że się do nie to jest o jak po co tak za od ale przez jego był dla"),
    ("cs", "a se v na je že s z do o k to i ve by jako za pro po ale jsem si tak který"),
    ("hu", "a az és hogy nem is egy volt meg ez csak már de mint ha még vagy azt lehet"),
    ("ro", "și de în a la cu nu că o pe un este din care mai pentru sunt ca se ce fi"),
    ("tr", "ve bir bu da de için ile çok olarak daha gibi kadar ne o ama en var sonra"),
    ("ca", "el la els les i de que en un una per amb és del no se al com més dels però"),
    ("ru", "и в не на что я с он как это по но из у за то все она так от был"),
    ("uk", "і в не на що я з він як це по але із у за то всі вона так від був та є"),
    ("el", "και το να του η της με που την από για είναι στο ο τα οι δεν θα τον"),
];

/// Words that are looked at.
const LOOKED_AT: usize = 400;
/// Fewer small words than this say nothing.
const ENOUGH: usize = 4;

/// The language a text is in, by its ISO 639-1 code; `None`: it does not say.
pub fn guess(text: &str) -> Option<&'static str> {
    let mut hits = vec![0_usize; SMALL.len()];
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    for word in words.take(LOOKED_AT) {
        let word = word.to_lowercase();
        for (n, (_, small)) in hits.iter_mut().zip(SMALL) {
            *n += usize::from(small.split(' ').any(|each| each == word));
        }
    }
    let mut ranked: Vec<(usize, &str)> =
        hits.into_iter().zip(SMALL).map(|(n, (code, _))| (n, *code)).collect();
    ranked.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
    match ranked.as_slice() {
        // Neighbours share most of their small words: the one that is ahead wins, equals say nothing.
        [(first, code), (second, _), ..] if *first >= ENOUGH && first > second => Some(code),
        _ => None,
    }
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
                "Jeg tændte lampen, og vinden stod i nordvest hele natten, af en eller anden grund der var så som så.",
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
    fn little_is_not_guessed_at() {
        for text in ["", "Hello world", "42", "Lorem ipsum dolor sit amet", "日本語のテキスト"]
        {
            assert_eq!(guess(text), None, "{text}");
        }
    }
}
