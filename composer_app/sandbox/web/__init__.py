"""The HTTP side: routes, keys, error envelopes, and one module for each group of paths."""
