"""A mail as its recipients read it: the view of HTML, cut off from the network, and copies of files to open."""
