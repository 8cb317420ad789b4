"""Files that are no text, told by the bytes that they open with."""

SIGNATURES = [
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF-", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive (Word, Excel and EPUB files are such archives)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"\x00\x01\x00\x00\x00", "a font"),
    (b"wOF2", "a web font"),
]


def looks_like(raw: bytes) -> str:
    """Say what file this is, in an editor's words; empty where it may be text."""
    for opening, name in SIGNATURES:
        if raw.startswith(opening):
            return name
    if raw[4:8] == b"ftyp":
        return "a video or a HEIC picture"
    if raw[257:262] == b"ustar":
        return "a tar archive"
    # Two letters are too few on their own: "MZ" may open a sentence.
    if raw.startswith(b"MZ") and b"\x00" in raw[:128]:
        return "a program"
    return ""
