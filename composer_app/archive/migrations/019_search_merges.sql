-- The search index is a set of segments, and each commit of new messages adds one. SQLite joins four of one size into a
-- bigger one by default; with eight, the same words are written again less often, and adding messages takes less
-- (decisions/0022-search-merges.md). The setting lies in the file, so that it holds for other programs as well.
INSERT INTO message_search (message_search, rank) VALUES ('automerge', 8);
