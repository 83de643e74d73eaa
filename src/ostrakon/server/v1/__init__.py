"""Our own API under `/v1/`: the shapes of the command line's `--json`."""
