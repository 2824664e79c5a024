//! Nothing typed is lost, whatever happens to the window.
