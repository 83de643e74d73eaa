"""One file per official format: facts → text in that format."""
