-- The texts of a post's footnotes, which its content only marks: JSON, as WordPress keeps it.
ALTER TABLE post ADD COLUMN footnotes TEXT NOT NULL DEFAULT '';
ALTER TABLE revision ADD COLUMN footnotes TEXT NOT NULL DEFAULT '';
