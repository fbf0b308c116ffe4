"""The HTML preview, cut off from the network."""
