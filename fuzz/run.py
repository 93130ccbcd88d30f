"""Look for texts that break a reader: `python fuzz/run.py KIND [options of libFuzzer]`.

KIND is one of tests/inputs.py. What breaks one is written to fuzz/found/KIND/; mended, it
goes to tests/crashes/KIND/, where the suite reads it ever after.
"""

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

with atheris.instrument_imports(include=["generator", "markdown"]):
    from inputs import READERS, read_bytes


def main(kind: str, options: list[str]) -> None:
    """Run until a text breaks the reader, or until the options say that it is enough."""
    if kind not in READERS:
        sys.exit(f"What is to be read? One of: {', '.join(READERS)}")
    found = ROOT / "fuzz" / "found" / kind
    found.mkdir(parents=True, exist_ok=True)
    names = [sys.argv[0], *options, f"-artifact_prefix={found}/"]
    atheris.Setup(names, lambda data: read_bytes(kind, data))
    atheris.Fuzz()


main(sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:])
