//! What the commands take and give. Texts in here are data for the window, which has the words.

mod activity;
mod answers;
mod app;
mod blogs;
mod comments;
mod conflicts;
mod connecting;
mod fields;
mod outbox;
mod pictures;
mod posts;
mod publish;
mod readers;
mod replies;
mod revisions;
mod shelf;
mod trip;

pub use activity::*;
pub use answers::*;
pub use app::*;
pub use blogs::*;
pub use comments::*;
pub use conflicts::*;
pub use connecting::*;
pub use outbox::*;
pub use pictures::*;
pub use posts::*;
pub use publish::*;
pub use readers::*;
pub use replies::*;
pub use revisions::*;
pub use shelf::*;
pub use trip::*;
