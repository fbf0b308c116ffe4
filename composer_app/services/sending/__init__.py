"""The outbox: when a mail leaves, how it is delivered, which process may send."""
