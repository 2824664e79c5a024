//! A blog's own look, taken from one of its pages: which style sheets it names, the elements its text stands
//! in, and its CSS made harmless. Pure: whoever calls fetches. What leaves [`sheet`] and [`declarations`] names
//! no address, brings in no other sheet and takes nothing out of the flow of the page for good; it is meant
//! to be set as the text of a style element, never as HTML.

mod css;
mod face;
mod outline;
mod tokens;
mod trim;

pub use css::{Import, Sheet, declarations, sheet, wrap};
pub use face::Face;
pub use outline::{Outline, Source, Step, TitlePlace, outline};
