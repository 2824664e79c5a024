//! Approving Afterword on the blog's own page, and parting from a blog.

use afterword_model::BlogId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SecretPlace;

/// Asks the writer on the blog's own page, in their browser.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BeginApproval {
    /// From `FoundBlog`, or of a blog that is connected.
    pub endpoint: String,
    /// How its password gets here.
    pub comes: PasswordComes,
    /// The writer accepts that the password crosses the network unencrypted.
    pub allow_unencrypted: bool,
}

/// How the password that the blog makes gets here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PasswordComes {
    /// The browser brings it, to a port of this computer; or the next best way where the blog allows none.
    ByItself,
    /// The system opens Afterword with it, where a package registered Afterword's own addresses.
    ByLink,
    /// The page shows it, and the writer copies it.
    ByPasting,
}

/// A question that is put to the writer on the blog.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BegunApproval {
    /// What it is known by; `None` when nothing comes back by itself.
    pub approval: Option<String>,
    /// The blog's page.
    pub url: String,
    /// False when the page of the window has to open it itself (served window).
    pub opened: bool,
}

/// Names a question.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForApproval {
    /// From `BegunApproval`.
    pub approval: String,
}

/// Where a question stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ApprovalStage {
    /// The browser has not come back.
    Waiting,
    /// The writer approved: finish it.
    Approved,
    /// The writer said no.
    Declined,
    /// What came back is not the blog's answer; nothing of it is used.
    Wrong,
    /// Too late, or given up: nothing is waited for any more.
    Over,
}

/// Signs in with the password that came back.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FinishApproval {
    /// From `BegunApproval`.
    pub approval: String,
    /// Where to keep the password.
    pub keep: SecretPlace,
    /// The blog that is signed in to again; `None`: connect it.
    pub blog: Option<BlogId>,
}

/// Parts from a blog. What was written for it stays here.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DisconnectBlog {
    /// Which.
    pub blog: BlogId,
    /// What becomes of the password.
    pub password: OldPassword,
}

/// What becomes of a password that is needed here no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum OldPassword {
    /// It is forgotten here. On the blog it goes on working, also for other programs that use it.
    Forget,
    /// It is given back to the blog too, and works nowhere any more.
    Revoke,
}

/// What came of it. The blog is disconnected in any case.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Disconnected {
    /// Why the password still works on the blog although it was to be revoked; `None` when all went well.
    pub not_revoked: Option<String>,
}
