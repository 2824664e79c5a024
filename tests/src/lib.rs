//! What the tests share.

pub mod chrome;
pub mod desk;
pub mod display;
pub mod programs;
pub mod proxy;
pub mod served;
pub mod skip;
