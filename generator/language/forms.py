"""One spelling of a text whose letters Unicode can write in several ways."""

import unicodedata


def composed(text: str) -> str:
    """Compose letters with their marks where Unicode has one character for both (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
