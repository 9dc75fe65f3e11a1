"""Files: where films and pictures are kept, and the signed links under which they are handed out."""
