-- For the filter is:new: the few with the mark, in the order of sending.
CREATE INDEX message_new ON message (account, sent_at) WHERE is_new = 1;
