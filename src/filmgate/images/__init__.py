"""Reference images: fetched through `net`, judged by decoding, kept in one plain form."""
