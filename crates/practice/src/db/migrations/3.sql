-- What a comment is: a reader's words, or another site's notice that it links here.
ALTER TABLE comment ADD COLUMN kind TEXT NOT NULL DEFAULT 'comment'
  CHECK (kind IN ('comment', 'pingback', 'trackback'));
