"""Speaking with an identity provider: what it says of itself, its keys, and codes changed for ID tokens."""
