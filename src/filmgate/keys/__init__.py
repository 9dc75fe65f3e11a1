"""API keys: shown once, stored as a hash, with the limits they carry."""
