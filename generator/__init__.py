"""Khabar: a bilingual static news-site generator (see docs/architecture.md)."""

__version__ = "0.1.0"
