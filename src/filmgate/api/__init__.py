"""The HTTP API: what stands in the seed, and nothing but translation between it and the rooms below."""
