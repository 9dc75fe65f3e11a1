"""filmgate: the video-generation API that people run themselves."""

__version__ = "0.1.0"
