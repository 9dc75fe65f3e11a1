"""What a file is by its first bytes. Only used to say what is wrong: whether it is a picture, decoding
decides."""

from __future__ import annotations

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"GIF87a", "a GIF"),
    (0, b"GIF89a", "a GIF"),
    (0, b"BM", "a BMP"),
    (0, b"II*\0", "a TIFF"),
    (0, b"MM\0*", "a TIFF"),
    (0, b"\0\0\1\0", "an icon"),
    (0, b"%PDF", "a PDF"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"\0\0\0\x0cjP  ", "a JPEG 2000 picture"),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"\0\0\0\x0cJXL ", "a JPEG XL picture"),
    (4, b"ftypavi", "an AVIF"),
    (4, b"ftyphei", "a HEIC"),
    (4, b"ftyphev", "a HEIC"),
    (4, b"ftypmif1", "a HEIC"),
    (4, b"ftyp", "a video"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"PK\3\4", "an archive"),
    (0, b"\x1f\x8b", "an archive"),
)


def name_kind(data: bytes) -> str | None:
    """What `data` seems to be, with its article, if it is one of the things that people send by mistake."""
    for offset, signature, kind in _SIGNATURES:
        if data.startswith(signature, offset):
            return kind
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<"):
        if any(sign in start for sign in (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")):
            return "a web page"  # perhaps with an SVG in it
        return "an SVG" if b"<svg" in start else "an XML document"
    if start.startswith((b"{", b"[")):
        return "a JSON document"
    return None
