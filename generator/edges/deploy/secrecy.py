"""Nothing that a machine keeps secret may stand in a message."""

import os
import re

_SECRET_NAME = re.compile(r"SECRET|TOKEN|PASSW|CREDENTIAL|_KEY|SAS|AUTH", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?<=//)[^/@\s]+@")
_SIGNED = re.compile(r"(?i)\b(sig|signature|x-amz-[a-z-]+|token|credential)=[^&\s\"']+")
_SHORTEST = 6  # shorter values are words, and stand in any message
_HIDDEN = "…"
_LONGEST = 300  # characters of a message that a person still reads


def redacted(text: str) -> str:
    """Give a message as one line of bearable length, without credentials."""
    for name, value in os.environ.items():
        if len(value) >= _SHORTEST and _SECRET_NAME.search(name):
            text = text.replace(value, _HIDDEN)
    text = _SIGNED.sub(rf"\1={_HIDDEN}", _IN_ADDRESS.sub(f"{_HIDDEN}@", text))
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + _HIDDEN
