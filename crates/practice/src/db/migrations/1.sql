CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Every address the blog ever had; posts may hold links and pictures under an old one.
CREATE TABLE address (
  base TEXT PRIMARY KEY
) STRICT;

-- Posts and uploaded pictures share their ids and their slugs, as in WordPress.
CREATE TABLE post (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  kind           TEXT NOT NULL CHECK (kind IN ('post', 'attachment')),
  status         TEXT NOT NULL,
  slug           TEXT NOT NULL,
  title          TEXT NOT NULL,
  content        TEXT NOT NULL,
  excerpt        TEXT NOT NULL,
  date           INTEGER,           -- seconds, UTC; NULL: a draft whose date floats with each save
  modified       INTEGER NOT NULL,  -- seconds, UTC
  comment_status TEXT NOT NULL CHECK (comment_status IN ('open', 'closed'))
) STRICT;
CREATE INDEX post_by_slug ON post (slug);

CREATE TABLE picture (
  post   INTEGER PRIMARY KEY REFERENCES post (id) ON DELETE CASCADE,
  file   TEXT NOT NULL UNIQUE,      -- below the uploads folder: 2026/11/name.jpg
  mime   TEXT NOT NULL,
  width  INTEGER NOT NULL,
  height INTEGER NOT NULL,
  size   INTEGER NOT NULL,
  alt    TEXT NOT NULL
) STRICT;

-- Addresses under which a public post was known before.
CREATE TABLE old_slug (
  slug TEXT PRIMARY KEY,
  post INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE comment (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  post    INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  parent  INTEGER NOT NULL,         -- 0: none; not checked, as in WordPress
  user    INTEGER NOT NULL,         -- 0: a reader; 1: the writer
  name    TEXT NOT NULL,
  email   TEXT NOT NULL,
  url     TEXT NOT NULL,
  agent   TEXT NOT NULL,
  content TEXT NOT NULL,
  status  TEXT NOT NULL,
  date    INTEGER NOT NULL,         -- seconds, UTC
  token   TEXT NOT NULL             -- lets its author see it while it is held
) STRICT;
CREATE INDEX comment_by_post ON comment (post, status);
