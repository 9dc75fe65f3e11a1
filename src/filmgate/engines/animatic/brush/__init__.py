"""The brush: paths, colours and a canvas over ThorVG's software renderer. Knows nothing of scenes."""
