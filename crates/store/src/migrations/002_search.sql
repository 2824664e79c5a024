-- Full-text search over what the writer has here. Written by the functions that write the text.

CREATE VIRTUAL TABLE post_search USING fts5 (
  title, body, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO post_search (rowid, title, body)
SELECT post, fields ->> '$.title', body FROM snapshot WHERE role = 'local';

CREATE VIRTUAL TABLE comment_search USING fts5 (
  author, text, tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO comment_search (rowid, author, text)
SELECT id, author_name, text FROM comment;
