"""In which of the site's languages a text is, as far as its script tells."""

from functools import cache

import regex

from generator.language.tables import rows
from generator.model.config import SiteConfig


def script_language(text: str, config: SiteConfig) -> str:
    """Give the code of the language in whose script most letters are; "" if none is.

    Of languages that share a script it is the first of site.yaml.
    """
    best, most = "", 0
    for one in config.languages:
        count = len(_letters(one.script).findall(text))
        if count > most:
            best, most = one.code, count
    return best


@cache
def _letters(script: str) -> regex.Pattern[str]:
    """Compile what finds the letters of an ISO 15924 script, or nothing if it has none."""
    parts = next((row[1:] for row in rows("scripts-composed") if row[0] == script), (script,))
    try:
        return regex.compile("|".join(rf"\p{{Script={one}}}" for one in parts))
    except regex.error:
        return regex.compile(r"(?!)")
