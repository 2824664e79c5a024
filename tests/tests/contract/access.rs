//! The account: who else writes here, and giving the password back.

use afterword_platform::RemoteAuthor;
use serde_json::json;

use crate::cell::{Cell, Need, kind};

pub const CASES: &[crate::Case] = &[
    ("who_may_choose_sees_all_authors", &[Need::OthersPosts, Need::Colleagues], authors),
    ("who_may_not_choose_sees_only_oneself", &[Need::OwnOnly], only_me),
    ("a_password_given_back_no_longer_signs_in", &[Need::Rest], revoked),
];

fn authors(cell: &Cell) {
    let authors = cell.posts().authors().unwrap();
    let me = RemoteAuthor {
        id: cell.me.identity.remote_id.clone(),
        name: cell.me.identity.name.clone(),
    };
    assert!(authors.contains(&me), "{authors:?}");
    let writes = ["administrator", "editor", "author", "contributor"];
    for (role, ..) in cell.others.iter().filter(|(role, ..)| writes.contains(&role.as_str())) {
        let theirs = cell.as_role(role).me().unwrap().identity.remote_id;
        assert!(authors.iter().any(|author| author.id == theirs), "{role}: {authors:?}");
    }
    let reader = cell.as_role("subscriber").me().unwrap().identity.remote_id;
    assert!(authors.iter().all(|author| author.id != reader), "{authors:?}");
    assert_eq!(cell.pages().authors().unwrap(), authors);
}

fn only_me(cell: &Cell) {
    let (id, name) = (cell.me.identity.remote_id.clone(), cell.me.identity.name.clone());
    assert_eq!(cell.posts().authors().unwrap(), [RemoteAuthor { id, name }]);
}

fn revoked(cell: &Cell) {
    let name = json!({ "name": cell.unique("To be given back") });
    let made = cell.as_myself().post("wp/v2/users/me/application-passwords", &name).unwrap();
    let password = made["password"].as_str().unwrap();
    let guest = cell.signed_in(&cell.username, password);
    assert_eq!(guest.me().unwrap(), cell.me);
    guest.revoke().unwrap();
    assert_eq!(kind(guest.me()), "SignIn");
    assert_eq!(kind(guest.posts().ids(1)), "SignIn");
    guest.revoke().unwrap();
    assert_eq!(cell.blog().me().unwrap(), cell.me, "the others still sign in");
}
