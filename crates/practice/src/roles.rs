//! What people may do, by role: WordPress's own lists of capabilities.

/// A WordPress role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// May do everything.
    Administrator,
    /// Publishes and edits everybody's posts and pages, and moderates comments.
    Editor,
    /// Publishes and edits own posts; the HTML is filtered.
    Author,
    /// Writes own posts, which somebody else publishes.
    Contributor,
    /// Reads.
    Subscriber,
}

const LEVELS: [&str; 11] = [
    "level_0", "level_1", "level_2", "level_3", "level_4", "level_5", "level_6", "level_7",
    "level_8", "level_9", "level_10",
];

const SUBSCRIBER: [&str; 1] = ["read"];
const CONTRIBUTOR: [&str; 2] = ["edit_posts", "delete_posts"];
const AUTHOR: [&str; 4] =
    ["upload_files", "edit_published_posts", "publish_posts", "delete_published_posts"];
const EDITOR: [&str; 19] = [
    "moderate_comments",
    "manage_categories",
    "manage_links",
    "unfiltered_html",
    "edit_others_posts",
    "edit_pages",
    "edit_others_pages",
    "edit_published_pages",
    "publish_pages",
    "delete_pages",
    "delete_others_pages",
    "delete_published_pages",
    "delete_others_posts",
    "delete_private_posts",
    "edit_private_posts",
    "read_private_posts",
    "delete_private_pages",
    "edit_private_pages",
    "read_private_pages",
];
const ADMINISTRATOR: [&str; 24] = [
    "switch_themes",
    "edit_themes",
    "activate_plugins",
    "edit_plugins",
    "edit_users",
    "edit_files",
    "manage_options",
    "import",
    "delete_users",
    "create_users",
    "unfiltered_upload",
    "edit_dashboard",
    "update_plugins",
    "delete_plugins",
    "install_plugins",
    "update_themes",
    "install_themes",
    "update_core",
    "list_users",
    "remove_users",
    "promote_users",
    "edit_theme_options",
    "delete_themes",
    "export",
];

impl Role {
    pub(crate) const ALL: [Self; 5] =
        [Self::Administrator, Self::Editor, Self::Author, Self::Contributor, Self::Subscriber];

    /// WordPress's name for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Editor => "editor",
            Self::Author => "author",
            Self::Contributor => "contributor",
            Self::Subscriber => "subscriber",
        }
    }

    /// The role of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// All that the role may do.
    pub(crate) fn capabilities(self) -> impl Iterator<Item = &'static str> {
        let (highest, own): (usize, &[&[&str]]) = match self {
            Self::Subscriber => (0, &[&SUBSCRIBER]),
            Self::Contributor => (1, &[&SUBSCRIBER, &CONTRIBUTOR]),
            Self::Author => (2, &[&SUBSCRIBER, &CONTRIBUTOR, &AUTHOR]),
            Self::Editor => (7, &[&SUBSCRIBER, &CONTRIBUTOR, &AUTHOR, &EDITOR]),
            Self::Administrator => {
                (10, &[&SUBSCRIBER, &CONTRIBUTOR, &AUTHOR, &EDITOR, &ADMINISTRATOR])
            }
        };
        own.iter().copied().flatten().chain(LEVELS.iter().take(highest + 1)).copied()
    }

    /// Whether the role may do this.
    pub(crate) fn can(self, capability: &str) -> bool {
        self.capabilities().any(|own| own == capability)
    }
}
