-- People, terms, revisions, pages, and the fields of posts that came with them. Run with foreign keys off:
-- the table of posts is made anew, because a CHECK can't be changed.

CREATE TABLE account (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  login TEXT NOT NULL UNIQUE COLLATE NOCASE,
  name  TEXT NOT NULL,
  email TEXT NOT NULL,
  role  TEXT NOT NULL CHECK (role IN ('administrator', 'editor', 'author', 'contributor', 'subscriber'))
) STRICT;
INSERT INTO account (id, login, name, email, role)
  VALUES (1, 'writer', 'Writer', 'writer@practice.invalid', 'editor');

CREATE TABLE app_password (
  uuid      TEXT PRIMARY KEY,
  account   INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  name      TEXT NOT NULL,
  app_id    TEXT NOT NULL,
  secret    TEXT NOT NULL,
  created   INTEGER NOT NULL,          -- seconds, UTC
  last_used INTEGER,                   -- seconds, UTC
  revoked   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX app_password_by_account ON app_password (account);

CREATE TABLE post_new (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  kind           TEXT NOT NULL CHECK (kind IN ('post', 'page', 'attachment')),
  status         TEXT NOT NULL,
  slug           TEXT NOT NULL,
  title          TEXT NOT NULL,
  content        TEXT NOT NULL,
  excerpt        TEXT NOT NULL,
  date           INTEGER,           -- seconds, UTC; NULL: a draft whose date floats with each save
  modified       INTEGER NOT NULL,  -- seconds, UTC
  comment_status TEXT NOT NULL CHECK (comment_status IN ('open', 'closed')),
  ping_status    TEXT NOT NULL DEFAULT 'closed' CHECK (ping_status IN ('open', 'closed')),
  author         INTEGER NOT NULL DEFAULT 1,
  parent         INTEGER NOT NULL DEFAULT 0,  -- a page's page, a picture's post; 0: none
  menu_order     INTEGER NOT NULL DEFAULT 0,
  password       TEXT NOT NULL DEFAULT '',
  sticky         INTEGER NOT NULL DEFAULT 0,
  format         TEXT NOT NULL DEFAULT 'standard',
  featured       INTEGER NOT NULL DEFAULT 0   -- a picture's id; 0: none
) STRICT;
INSERT INTO post_new (id, kind, status, slug, title, content, excerpt, date, modified, comment_status)
  SELECT id, kind, status, slug, title, content, excerpt, date, modified, comment_status FROM post;
-- Ids that were given once are never given again.
DELETE FROM sqlite_sequence WHERE name = 'post_new';
INSERT INTO sqlite_sequence (name, seq) SELECT 'post_new', seq FROM sqlite_sequence WHERE name = 'post';
DROP TABLE post;
ALTER TABLE post_new RENAME TO post;
CREATE INDEX post_by_slug ON post (slug);

CREATE TABLE term (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  taxonomy    TEXT NOT NULL CHECK (taxonomy IN ('category', 'post_tag')),
  name        TEXT NOT NULL,           -- with entities, as WordPress keeps it
  slug        TEXT NOT NULL,
  parent      INTEGER NOT NULL,        -- 0: none
  description TEXT NOT NULL
) STRICT;
INSERT INTO term (id, taxonomy, name, slug, parent, description)
  VALUES (1, 'category', 'Uncategorized', 'uncategorized', 0, '');

CREATE TABLE post_term (
  post INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  term INTEGER NOT NULL REFERENCES term (id) ON DELETE CASCADE,
  PRIMARY KEY (post, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX post_term_by_term ON post_term (term);
INSERT INTO post_term (post, term) SELECT id, 1 FROM post WHERE kind = 'post';

CREATE TABLE revision (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  post    INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
  author  INTEGER NOT NULL,
  title   TEXT NOT NULL,
  content TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  saved   INTEGER NOT NULL             -- seconds, UTC
) STRICT;
CREATE INDEX revision_by_post ON revision (post, id);
