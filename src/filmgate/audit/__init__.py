"""Who did what with keys, credits and the server; entries are added and never changed."""
