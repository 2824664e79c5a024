-- Readers as people, answers by their date, and each list in an index. Who wrote what is said by code, afterwards.

CREATE TABLE reader (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  blog INTEGER NOT NULL REFERENCES blog (id),
  same_as INTEGER REFERENCES reader (id),   -- the writer said that it is that one
  root INTEGER REFERENCES reader (id),      -- where that leads in the end: itself when it is nobody else
  last_at INTEGER,                      -- of a root: its newest comment that is public or held
  note TEXT NOT NULL DEFAULT '',        -- the writer's own, never sent
  regular INTEGER NOT NULL DEFAULT 0,
  is_me INTEGER NOT NULL DEFAULT 0      -- the writer under another name
) STRICT;
CREATE INDEX reader_by_last ON reader (blog, last_at) WHERE same_as IS NULL AND last_at IS NOT NULL;
CREATE INDEX reader_by_root ON reader (root);

CREATE TABLE reader_identity (          -- by what a reader is known again
  blog INTEGER NOT NULL REFERENCES blog (id),
  identity TEXT NOT NULL,               -- u:user, f:face or n:name|address
  reader INTEGER NOT NULL REFERENCES reader (id),
  PRIMARY KEY (blog, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX reader_identity_by_reader ON reader_identity (reader);

CREATE TABLE reader_name (              -- names that a reader used, each with when last
  reader INTEGER NOT NULL REFERENCES reader (id),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,                 -- the name without its case
  url TEXT,
  used_at INTEGER NOT NULL,
  PRIMARY KEY (reader, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_reply (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  blog INTEGER REFERENCES blog (id),    -- NULL: for every blog
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  place INTEGER NOT NULL                -- its place in the list
) STRICT;

ALTER TABLE comment ADD COLUMN kind TEXT NOT NULL DEFAULT 'comment';       -- CommentKind
ALTER TABLE comment ADD COLUMN face TEXT;                                  -- Author.face
ALTER TABLE comment ADD COLUMN reader INTEGER REFERENCES reader (id);      -- the root; NULL: the writer, a site, or nobody that can be told
ALTER TABLE comment ADD COLUMN wrote_as INTEGER REFERENCES reader (id);    -- the same before anything was merged
ALTER TABLE comment ADD COLUMN answered_at INTEGER;                        -- the newest public or held turn of the writer's below it; one right below is never older than it
ALTER TABLE comment ADD COLUMN search_key INTEGER;                         -- its row in comment_search: close to ten-second steps since 1970, so that they are in order of time
ALTER TABLE comment ADD COLUMN number INTEGER AS (CAST(remote_id AS INTEGER)) VIRTUAL;   -- for services that count their ids
ALTER TABLE comment ADD COLUMN standing TEXT AS (CASE
    WHEN status IN ('approved', 'held') THEN 'current' WHEN status IN ('spam', 'trash') THEN status ELSE 'gone'
  END) VIRTUAL;
ALTER TABLE comment ADD COLUMN waits INTEGER AS (
    mine = 0 AND kind = 'comment' AND status = 'approved' AND handled_at IS NULL
    AND (answered_at IS NULL OR answered_at < written_at)
  ) VIRTUAL;                            -- for an answer
ALTER TABLE comment ADD COLUMN place TEXT AS (
    iif(standing = 'current' AND kind = 'comment', char(57344) || 'herea' || blog || ' ', '')
    || iif(waits, char(57344) || 'hereu' || blog || ' ', '')
    || iif(status = 'held' AND kind = 'comment', char(57344) || 'hereh' || blog || ' ', '')
    || iif(standing = 'current' AND kind = 'comment' AND mine, char(57344) || 'herem' || blog || ' ', '')
    || iif(standing = 'current' AND kind = 'pingback', char(57344) || 'herep' || blog || ' ', '')
    || iif(status = 'spam', char(57344) || 'heres' || blog || ' ', '')
    || iif(status = 'trash', char(57344) || 'heret' || blog || ' ', '')
    || iif(reader IS NULL, '', char(57344) || 'herer' || reader || ' ')
    || char(57344) || 'hereo' || blog || 'x' || hex(post_remote_id)
  ) VIRTUAL;                            -- the lists it is in, as words that nobody types

-- The writer's turns, each carried up to everything that it stands under.
WITH RECURSIVE turn (under, at) AS (
  SELECT above.id, max(own.written_at, above.written_at)
    FROM comment own JOIN comment above ON above.id = own.parent
    WHERE own.mine = 1 AND own.status IN ('approved', 'held')
  UNION
  SELECT comment.parent, turn.at FROM turn JOIN comment ON comment.id = turn.under WHERE comment.parent IS NOT NULL
)
UPDATE comment SET answered_at = newest.at
  FROM (SELECT under, max(at) AS at FROM turn GROUP BY under) newest WHERE newest.under = comment.id;

-- Each key is at least its time and more than the key before it.
UPDATE comment SET search_key = numbered.key
  FROM (SELECT id, place + max(base - place) OVER (ORDER BY place) AS key FROM (
      SELECT id, max(written_at / 10000, 1) AS base, row_number() OVER (ORDER BY written_at, id) AS place FROM comment
    )) numbered WHERE numbered.id = comment.id;
CREATE UNIQUE INDEX comment_by_search_key ON comment (search_key);

DROP INDEX comment_by_post;
DROP INDEX comment_by_status;
DROP INDEX comment_mine;
CREATE INDEX comment_by_post ON comment (blog, post_remote_id, written_at);
CREATE INDEX comment_by_reader ON comment (reader, standing, written_at, answered_at) WHERE reader IS NOT NULL;
CREATE INDEX comment_by_number ON comment (blog, standing, number) WHERE remote_id IS NOT NULL;
CREATE INDEX comment_unanswered ON comment (blog, written_at) WHERE waits = 1;
CREATE INDEX comment_current ON comment (blog, written_at) WHERE standing = 'current' AND kind = 'comment';
CREATE INDEX comment_held ON comment (blog, written_at) WHERE status = 'held' AND kind = 'comment';
CREATE INDEX comment_mine ON comment (blog, written_at) WHERE mine = 1 AND standing = 'current' AND kind = 'comment';
CREATE INDEX comment_pingbacks ON comment (blog, written_at) WHERE standing = 'current' AND kind = 'pingback';
CREATE INDEX comment_aside ON comment (blog, status, written_at) WHERE standing IN ('spam', 'trash');
CREATE INDEX outbox_by_comment ON outbox (op ->> '$.comment');
