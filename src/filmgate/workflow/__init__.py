"""From an accepted task to its film: its steps, and the worker that takes them."""
