"""HTTP side: routes, keys, error envelopes, and one module per group of paths."""
