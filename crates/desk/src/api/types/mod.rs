//! What the commands take and give. Texts in here are data for the window, which has the words.

mod app;
mod blogs;
mod comments;
mod outbox;
mod posts;

pub use app::*;
pub use blogs::*;
pub use comments::*;
pub use outbox::*;
pub use posts::*;
