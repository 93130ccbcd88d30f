"""Bringing in what was written elsewhere: one module for each form in which it comes.

A module of this package reads one form; here is the table that picks it. Each is a function
`(site, file, config, options) -> ImportResult`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from generator.desk.importers.pasted import import_pasted
from generator.desk.importers.shapes import ImportOptions, ImportResult
from generator.model.config import SiteConfig
from generator.model.problem import problem

Importer: TypeAlias = Callable[[Path, Path, SiteConfig, ImportOptions], ImportResult]

# What a file's name ends in, and who reads it; "" is a name without an ending.
IMPORTERS: tuple[tuple[frozenset[str], Importer], ...] = (
    (frozenset({".txt", ".text", ""}), import_pasted),
)


def importer_for(file: Path) -> Importer | None:
    """Find who reads a file; None for a folder and for forms that nobody here knows."""
    if file.is_dir():
        return None
    ending = file.suffix.lower()
    return next((importer for endings, importer in IMPORTERS if ending in endings), None)


def import_file(site: Path, file: Path, config: SiteConfig, options: ImportOptions) -> ImportResult:
    """Import one file into a site; errors among the problems mean that nothing was written.

    Raises OSError where the file cannot be read or the disk refuses.
    """
    importer = importer_for(file)
    if importer is None:
        return ImportResult((), (problem((file.as_posix(), 0, 0), "import-unknown-form"),))
    return importer(site, file, config, options)
