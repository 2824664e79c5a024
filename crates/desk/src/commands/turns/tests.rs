//! The outbox's order as the window tells it, against the order in which the store gives the rows out.

use afterword_model::{
    BlogId, Capabilities, CommentStatus, EditReply, Identity, MediaId, Moderate, PlatformKind,
    PostId, RemoteId, Reply, Timestamp, Upload,
};
use afterword_store::outbox::{self, Next};
use afterword_store::{Store, blogs};

use super::*;

fn row(id: i64, lane: &str, op: Op, state: OutboxState) -> OutboxRow {
    OutboxRow {
        id: OutboxId(id),
        key: String::new(),
        blog: BlogId(1),
        lane: Lane(lane.into()),
        op,
        state,
        attempts: 0,
        not_before: None,
        unsure_since: None,
        problem: None,
        created_at: Timestamp::default(),
    }
}

fn picture() -> Op {
    Op::Upload(Upload { media: MediaId(1), post: PostId(1) })
}

fn reply(comment: i64) -> Op {
    Op::Reply(Reply::new(CommentId(comment), "", None))
}

fn places(rows: &[OutboxRow], parents: &[(i64, i64)]) -> Vec<(u32, Option<String>)> {
    let parents =
        parents.iter().map(|(own, parent)| (CommentId(*own), CommentId(*parent))).collect();
    let mut found = in_order(rows, &parents);
    rows.iter()
        .map(|row| found.remove(&row.id).map(|turn| (turn.place, turn.waits_for)).unwrap())
        .collect()
}

#[test]
fn a_stuck_row_holds_its_own_lane_and_no_other() {
    let rows = [
        row(1, "post:1", picture(), OutboxState::Failed),
        row(2, "post:1", picture(), OutboxState::Queued),
        row(3, "comment:4", reply(9), OutboxState::Queued),
        row(4, "comment:4", reply(10), OutboxState::Queued),
    ];
    assert_eq!(
        places(&rows, &[(9, 4), (10, 4)]),
        [
            (0, None),
            (0, Some("The upload before it needs you first.".into())),
            (1, None),
            (2, Some("It follows your reply before it.".into())),
        ]
    );
}

#[test]
fn a_held_row_holds_its_own_lane_and_no_other() {
    let rows = [
        row(1, "comment:4", reply(9), OutboxState::OnHold),
        row(2, "comment:4", reply(10), OutboxState::Queued),
        row(3, "comment:9", reply(11), OutboxState::Queued),
        row(4, "comment:5", reply(12), OutboxState::Queued),
    ];
    assert_eq!(
        places(&rows, &[(9, 4), (10, 4), (11, 9), (12, 5)]),
        [
            (0, None),
            (0, Some("It follows your reply before it, which is on hold.".into())),
            (0, Some("It follows your reply above it, which is on hold.".into())),
            (1, None),
        ]
    );
}

#[test]
fn an_answer_to_an_unsent_reply_follows_it() {
    let spam = Op::Moderate(Moderate {
        comment: CommentId(4),
        to: Moderation::Spam,
        from: CommentStatus::Held,
    });
    let rows = [
        row(1, "comment:4", spam, OutboxState::Blocked),
        row(2, "comment:4", reply(9), OutboxState::Queued),
        row(3, "comment:9", reply(10), OutboxState::Queued),
    ];
    assert_eq!(
        places(&rows, &[(9, 4), (10, 9)])[2],
        (0, Some("Your reply above it needs you first.".into()))
    );
    let rows = [rows[1].clone(), rows[2].clone()];
    assert_eq!(
        places(&rows, &[(9, 4), (10, 9)]),
        [(1, None), (2, Some("It follows your reply above it.".into()))]
    );
}

fn moderate(to: Moderation) -> Op {
    Op::Moderate(Moderate { comment: CommentId(4), to, from: CommentStatus::Held })
}

#[test]
fn an_approval_goes_before_the_reply_that_waits_for_it() {
    let rows = [
        row(1, "comment:4", reply(9), OutboxState::Queued),
        row(2, "comment:5", reply(10), OutboxState::Queued),
        row(3, "comment:4", moderate(Moderation::Approve), OutboxState::Queued),
    ];
    assert_eq!(
        places(&rows, &[(9, 4), (10, 5)]),
        [(3, Some("It follows the comment's approval.".into())), (1, None), (2, None)]
    );
}

#[test]
fn a_moderation_passes_what_waits_for_the_writer_and_no_reply_that_goes() {
    let spam = || moderate(Moderation::Spam);
    let rows = [
        row(1, "comment:4", reply(9), OutboxState::Blocked),
        row(2, "comment:4", reply(10), OutboxState::Queued),
        row(3, "comment:4", spam(), OutboxState::Queued),
        row(4, "comment:5", reply(11), OutboxState::Queued),
        row(5, "comment:5", spam(), OutboxState::Queued),
    ];
    assert_eq!(
        places(&rows, &[(9, 4), (10, 4), (11, 5)]),
        [
            (0, None),
            (0, Some("Your reply before it needs you first.".into())),
            (1, None),
            (2, None),
            (3, Some("It follows your reply before it.".into())),
        ]
    );
}

fn store() -> (tempfile::TempDir, Store, BlogId) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).unwrap();
    let me = Identity { remote_id: RemoteId("7".into()), name: "Ada".into(), roles: vec![] };
    let new = blogs::NewBlog {
        platform: PlatformKind::WordPress,
        endpoint: "https://one.example/wp-json/",
        username: "ada",
        secret_ref: "nowhere",
        title: "Notes",
        url: "https://one.example/",
        timezone: "",
        practice: false,
        me: &me,
        capabilities: &Capabilities::default(),
    };
    let blog = store.write(|db| blogs::connect(db, &new, Timestamp::default())).unwrap();
    (folder, store, blog)
}

/// Every lane of three rows, whatever they are and however they stand, beside another lane.
#[test]
fn the_window_tells_the_order_in_which_the_rows_go_out() {
    let (_folder, store, blog) = store();
    let edit = EditReply { comment: CommentId(4), text: "x".into(), before: "y".into() };
    let kinds =
        [reply(9), Op::EditReply(edit), moderate(Moderation::Approve), moderate(Moderation::Spam)];
    let states = [OutboxState::Queued, OutboxState::Blocked, OutboxState::OnHold];
    let cells: Vec<(&Op, OutboxState)> =
        kinds.iter().flat_map(|op| states.map(|state| (op, state))).collect();
    let now = Timestamp::default();
    for case in 0..cells.len().pow(3) {
        let number = cells.len();
        let three = [case % number, case / number % number, case / number / number];
        let lane = three.map(|n| cells[n]);
        let compared = store.write(|db| {
            for (n, (op, state)) in lane.into_iter().enumerate() {
                let id = outbox::add(db, blog, &Lane("comment:4".into()), op, now)?;
                let (not_before, unsure_since, problem) = (None, None, None);
                outbox::set_next(db, id, &Next { state, not_before, unsure_since, problem })?;
                if n == 0 {
                    outbox::add(db, blog, &Lane("comment:5".into()), &kinds[3], now)?;
                }
            }
            let rows = outbox::list(db, blog)?;
            let turns = in_order(&rows, &HashMap::new());
            let mut told: Vec<_> = turns.iter().filter(|(_, turn)| turn.place > 0).collect();
            told.sort_by_key(|(_, turn)| turn.place);
            let told: Vec<OutboxId> = told.into_iter().map(|(id, _)| *id).collect();
            let mut gone = Vec::new();
            while let Some(taken) = outbox::take(db, blog, now)? {
                gone.push(taken.row.id);
                outbox::remove(db, taken.row.id)?;
            }
            for row in &rows {
                outbox::remove(db, row.id)?;
            }
            Ok((told, gone))
        });
        let (told, gone) = compared.unwrap();
        assert_eq!(told, gone, "{lane:?}");
        if lane.iter().all(|(_, state)| *state == OutboxState::Queued) {
            assert_eq!(gone.len(), 4, "one waits for ever: {lane:?}");
        }
    }
}
