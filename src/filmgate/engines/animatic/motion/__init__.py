"""From pictures: one still with a moving camera, or a passage between two."""
