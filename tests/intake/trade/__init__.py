"""Tests of the readers of trade documents."""
