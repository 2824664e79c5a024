//! A connected blog, who the writer is there, and what that role may do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{BlogId, RemoteId};

/// Which service runs the blog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PlatformKind {
    /// WordPress with its REST API; the built-in practice blog speaks it too.
    WordPress,
    /// WordPress by XML-RPC, where REST is switched off: posts only, no comments and no pages.
    WordPressXmlRpc,
}

/// A blog the writer has connected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Blog {
    /// Our id.
    pub id: BlogId,
    /// The service.
    pub platform: PlatformKind,
    /// The root of the service's interface, as discovered (`https://blog.example/wp-json/`).
    pub endpoint: String,
    /// The login name used there.
    pub username: String,
    /// The blog's title, plain text.
    pub title: String,
    /// The address a reader opens.
    pub url: String,
    /// IANA zone (`Europe/Berlin`) or an offset (`+02:00`); empty when the blog does not say.
    pub timezone: String,
    /// True for the blog that is built into the app.
    pub practice: bool,
    /// Who the writer is on this blog.
    pub me: Identity,
    /// What the writer's role may do.
    pub capabilities: Capabilities,
}

/// The writer's account on a blog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    /// The user's id on the blog.
    pub remote_id: RemoteId,
    /// The display name.
    pub name: String,
    /// Role names as the service writes them (`author`, `editor`).
    pub roles: Vec<String>,
}

/// What a role may do, computed from what the blog answered, never from the role's name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Capabilities {
    /// May write posts at all.
    pub write_posts: bool,
    /// May make a post public.
    pub publish_posts: bool,
    /// May change posts once they are public.
    pub edit_published_posts: bool,
    /// May change other people's posts, and give a post to another author.
    pub edit_others_posts: bool,
    /// May write and publish pages.
    pub publish_pages: bool,
    /// May make categories; tags may be made by whoever may publish.
    pub manage_categories: bool,
    /// May upload pictures.
    pub upload_media: bool,
    /// May moderate every comment; such a user is also free of the flood limit.
    pub moderate_comments: bool,
    /// The blog keeps this user's HTML as it is sent.
    pub unfiltered_html: bool,
}

/// One line of what the account may do, shown when a blog is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Ability {
    /// Read posts and comments.
    Read,
    /// Submit posts to an editor; listed instead of publishing.
    SubmitForReview,
    /// Publish posts.
    Publish,
    /// Change other people's posts, and pages.
    EditOthers,
    /// Make categories.
    MakeCategories,
    /// Upload pictures.
    Upload,
    /// Reply to readers.
    Reply,
    /// Moderate comments on one's own posts.
    ModerateOwn,
    /// Moderate every comment.
    ModerateAll,
}

impl Ability {
    /// Means nothing where a service offers no comments.
    pub fn is_about_comments(self) -> bool {
        matches!(self, Self::Reply | Self::ModerateOwn | Self::ModerateAll)
    }
}

/// An ability and whether the account has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AbilityState {
    /// What.
    pub ability: Ability,
    /// Whether.
    pub allowed: bool,
}

impl Capabilities {
    /// The lines shown after connecting, in reading order.
    pub fn abilities(&self) -> Vec<AbilityState> {
        let review = self.write_posts && !self.publish_posts;
        let mut lines = vec![(Ability::Read, true)];
        if review {
            lines.push((Ability::SubmitForReview, true));
        }
        lines.extend([
            (Ability::Publish, self.publish_posts),
            (Ability::EditOthers, self.edit_others_posts),
            (Ability::MakeCategories, self.manage_categories),
            (Ability::Upload, self.upload_media),
            (Ability::Reply, true),
            (Ability::ModerateOwn, self.publish_posts || self.moderate_comments),
            (Ability::ModerateAll, self.moderate_comments),
        ]);
        lines.into_iter().map(|(ability, allowed)| AbilityState { ability, allowed }).collect()
    }
}

/// Whether a blog can be reached, as last seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum Reach {
    /// Not asked yet since the app started.
    Unknown,
    /// The last exchange worked.
    Online,
    /// Nothing reaches the blog.
    Offline,
    /// The blog answers, but not to us: the password is no longer accepted.
    SignIn,
    /// The blog answers with something that is not its usual self (maintenance, a portal, a certificate).
    Trouble,
}
