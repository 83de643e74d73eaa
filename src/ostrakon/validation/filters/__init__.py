"""Filters that are tested: this one, others over HTTP, a table of answers of any other, and plain string measures."""
