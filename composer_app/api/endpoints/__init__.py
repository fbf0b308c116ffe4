"""One module per resource: build_*() makes a request, parse_*() reads an answer."""
