"""Engines make films. One module or folder each, found by the entry point `filmgate.engines`."""
