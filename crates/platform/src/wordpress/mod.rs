//! WordPress over its REST API.
