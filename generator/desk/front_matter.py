"""Front matter as an editor would have typed it, which reads back exactly as it was meant.

Text stays plain where YAML cannot mistake it for anything else, is quoted where it could,
and keeps its own script; keys come in the order in which the contract lists them.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime

from generator.stages.schema.compose import UNSEEN

Value = str | bool | int | date | tuple["Value", ...] | Mapping[str, "Value"]

# CONTRACT section 4, in its order; keys that it does not list come last.
ORDER = (
    "title",
    "deck",
    "date",
    "updated",
    "category",
    "tags",
    "authors",
    "image",
    "source",
    "slug",
    "aliases",
    "kind",
    "related",
    "series",
    "corrections",
    "draft",
    "expires",
    "featured",
    "breaking",
    "canonical",
)
FENCE = "---"

# Words that some reader of YAML takes for truth values or for nothing (YAML 1.1, "Types").
_RESERVED = re.compile(r"y|n|yes|no|on|off|true|false|null|nil|none", re.IGNORECASE)
_FLOW = frozenset(",[]{}")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_FOUR_DIGITS = 0xFFFF
# Joiners are invisible, but Hindi cannot be written without them.
_JOINERS = frozenset("\u200c\u200d")


def document(fields: Mapping[str, Value], body: str) -> str:
    """Give a whole content file: front matter between its fences, then the body.

    Fields that hold "", an empty tuple or an empty mapping are left out.
    """
    return f"{FENCE}\n{front_matter(fields)}{FENCE}\n\n{body}"


def front_matter(fields: Mapping[str, Value]) -> str:
    """Give the lines between the fences, each with its line break."""
    ranks = {name: rank for rank, name in enumerate(ORDER)}
    names = sorted(fields, key=lambda name: ranks.get(name, len(ORDER)))
    return "".join(_entry(name, fields[name], "") for name in names if not _empty(fields[name]))


def scalar(text: str) -> str:
    """Give text as one YAML scalar on one line, fit for block and flow surroundings.

    Signs that nobody sees and that the schema therefore refuses are left out.
    """
    text = UNSEEN.sub("", text)
    if _plain(text):
        return text
    if all(one.isprintable() or one in _JOINERS for one in text):
        if '"' not in text and "\\" not in text:
            return f'"{text}"'
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(_escaped(one) for one in text) + '"'


def _entry(name: str, value: Value, indent: str) -> str:
    """Give one key with its value; mappings go below their key, lists of them with dashes."""
    if isinstance(value, Mapping):
        inner = "".join(
            _entry(key, one, indent + "  ") for key, one in value.items() if not _empty(one)
        )
        return f"{indent}{scalar(name)}:\n{inner}"
    if isinstance(value, tuple) and any(isinstance(one, Mapping) for one in value):
        rows = "".join(f"{indent}  - {_flow(one)}\n" for one in value)
        return f"{indent}{scalar(name)}:\n{rows}"
    return f"{indent}{scalar(name)}: {_flow(value)}\n"


def _flow(value: Value) -> str:
    """Give a value on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        inner = (f"{scalar(key)}: {_flow(one)}" for key, one in value.items() if not _empty(one))
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return _moment(value) if isinstance(value, date) else str(value)


def _moment(value: date) -> str:
    """Give a date, or a moment without the seconds that nobody typed."""
    if not isinstance(value, datetime):
        return value.isoformat()
    return value.isoformat(timespec="seconds" if value.second else "minutes")


def _empty(value: Value) -> bool:
    """Tell whether a value says nothing."""
    if isinstance(value, Mapping):
        return all(_empty(one) for one in value.values())
    return value in ("", ())


def _plain(text: str) -> bool:
    """Tell whether text needs no quotes: it begins with a letter and holds no sign of YAML's."""
    return (
        text[:1].isalpha()
        and not _RESERVED.fullmatch(text)
        and ": " not in text
        and " #" not in text
        and text[-1] not in ": "
        and not _FLOW.intersection(text)
        and all(one.isprintable() or one in _JOINERS for one in text)
    )


def _escaped(one: str) -> str:
    """Give one character inside double quotes (YAML 1.2, section 5.7)."""
    if one in _ESCAPES:
        return _ESCAPES[one]
    if one.isprintable() or one in _JOINERS:
        return one
    code = ord(one)
    return f"\\u{code:04x}" if code <= _FOUR_DIGITS else f"\\U{code:08x}"
