-- Counts that are kept, and a search in the order of time.

CREATE TABLE comment_tally (            -- how many comments there are of each sort, kept by triggers
  blog INTEGER NOT NULL,
  status TEXT NOT NULL,
  kind TEXT NOT NULL,
  mine INTEGER NOT NULL,
  waits INTEGER NOT NULL,
  unsent INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (blog, status, kind, mine, waits, unsent)
) STRICT, WITHOUT ROWID;
INSERT INTO comment_tally
  SELECT blog, status, kind, mine, waits, remote_id IS NULL, count(*) FROM comment GROUP BY 1, 2, 3, 4, 5, 6;
CREATE TRIGGER comment_tally_new AFTER INSERT ON comment BEGIN
  INSERT INTO comment_tally VALUES (NEW.blog, NEW.status, NEW.kind, NEW.mine, NEW.waits, NEW.remote_id IS NULL, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER comment_tally_gone AFTER DELETE ON comment BEGIN
  UPDATE comment_tally SET n = n - 1 WHERE blog = OLD.blog AND status = OLD.status AND kind = OLD.kind
    AND mine = OLD.mine AND waits = OLD.waits AND unsent = (OLD.remote_id IS NULL);
END;
CREATE TRIGGER comment_tally_moved AFTER UPDATE OF
  status, kind, mine, handled_at, answered_at, written_at, remote_id ON comment
WHEN OLD.status <> NEW.status OR OLD.kind <> NEW.kind OR OLD.mine <> NEW.mine OR OLD.waits <> NEW.waits
  OR (OLD.remote_id IS NULL) <> (NEW.remote_id IS NULL)
BEGIN
  UPDATE comment_tally SET n = n - 1 WHERE blog = OLD.blog AND status = OLD.status AND kind = OLD.kind
    AND mine = OLD.mine AND waits = OLD.waits AND unsent = (OLD.remote_id IS NULL);
  INSERT INTO comment_tally VALUES (NEW.blog, NEW.status, NEW.kind, NEW.mine, NEW.waits, NEW.remote_id IS NULL, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;

-- No words are kept in it a second time, and it is asked for whole words and beginnings only. Beginnings
-- of up to six letters have lists of their own: they stand in very many comments.
DROP TABLE comment_search;
CREATE VIRTUAL TABLE comment_search USING fts5 (
  place, author, text, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3 4 5 6',
  tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);
INSERT INTO comment_search (comment_search, rank) VALUES ('automerge', 8);   -- a page of new comments costs a third less
INSERT INTO comment_search (rowid, place, author, text)
  SELECT search_key, place, author_name, text FROM comment ORDER BY search_key;

CREATE TABLE comment_unindexed (        -- keys whose row in comment_search is out of date: empty between transactions
  search_key INTEGER PRIMARY KEY
) STRICT;
CREATE TRIGGER comment_reindex_new AFTER INSERT ON comment WHEN NEW.search_key IS NOT NULL BEGIN
  INSERT OR IGNORE INTO comment_unindexed VALUES (NEW.search_key);
END;
CREATE TRIGGER comment_reindex_gone AFTER DELETE ON comment WHEN OLD.search_key IS NOT NULL BEGIN
  INSERT OR IGNORE INTO comment_unindexed VALUES (OLD.search_key);
END;
CREATE TRIGGER comment_reindex_moved AFTER UPDATE OF
  post_remote_id, author_name, text, status, kind, mine, handled_at, answered_at, written_at, reader, search_key ON comment
WHEN OLD.place <> NEW.place OR OLD.author_name <> NEW.author_name OR OLD.text <> NEW.text
  OR OLD.search_key IS NOT NEW.search_key
BEGIN
  INSERT OR IGNORE INTO comment_unindexed SELECT OLD.search_key WHERE OLD.search_key IS NOT NULL;
  INSERT OR IGNORE INTO comment_unindexed SELECT NEW.search_key WHERE NEW.search_key IS NOT NULL;
END;
