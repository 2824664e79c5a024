//! Footnotes as WordPress's own: the editors that know them find them valid and save them as they are.

use afterword_markup::{NoteForm, Style, publish_with};

use crate::cases::{Case, cases, uploaded, variations};
use crate::{Editors, complaints};

const BLOCK: &str = "<!-- wp:footnotes ";

/// What WordPress keeps as the content of a text with its own footnotes; their texts stand beside it.
fn kept(case: Case) -> Option<(Case, String)> {
    let form = NoteForm::Own(&case.name);
    let wire = publish_with(&case.body, Style::Blocks, form, None, &uploaded).ok()?;
    let (content, _) = wire.split_once(BLOCK)?;
    Some((case, format!("{content}{BLOCK}/-->")))
}

#[test]
fn the_editor_finds_its_own_footnotes_valid() {
    let Some(editors) = Editors::ready("the_editor_finds_its_own_footnotes_valid") else { return };
    let own: Vec<_> = cases().into_iter().filter_map(kept).collect();
    assert!(own.iter().any(|(case, _)| case.name == "footnotes_plain"));
    let varied: Vec<_> = variations().into_iter().filter_map(kept).collect();
    assert!(varied.len() > 10, "{} variations", varied.len());

    let mut wrong = Vec::new();
    let html = |posts: &[(Case, String)]| posts.iter().map(|(_, html)| html.clone()).collect();
    let (one, other): (Vec<String>, Vec<String>) = (html(&own), html(&varied));
    let verdicts = editors.judge.newest(&one);
    for ((case, html), verdict) in own.iter().zip(&verdicts) {
        assert!(verdict.names.iter().any(|name| name == "core/footnotes"), "{}", case.name);
        assert_eq!(verdict.saved, *html, "{}", case.name);
    }
    wrong.extend(complaints("newest", &own, &verdicts));
    wrong.extend(complaints("newest", &varied, &editors.judge.newest(&other)));
    for folder in &editors.installed {
        if folder.join("wp-includes/blocks/footnotes").is_dir() {
            let by = folder.display().to_string();
            wrong.extend(complaints(&by, &own, &editors.judge.of(folder, &one)));
            wrong.extend(complaints(&by, &varied, &editors.judge.of(folder, &other)));
        }
    }
    assert!(wrong.is_empty(), "{} complaints:\n\n{}", wrong.len(), wrong.join("\n\n"));
}
