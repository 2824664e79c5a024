//! What the tests share.

#[cfg(target_os = "linux")]
pub mod chair;
pub mod chance;
pub mod chrome;
pub mod desk;
pub mod display;
pub mod dot;
pub mod keychain;
pub mod page;
pub mod patience;
pub mod peer;
pub mod programs;
pub mod proxy;
pub mod served;
pub mod skip;
pub mod truth;
#[cfg(target_os = "linux")]
pub mod webkit;
pub mod window;
