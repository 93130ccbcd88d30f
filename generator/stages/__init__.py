"""Verbs of the newsroom: pure functions from nouns to nouns; no files, no clock, no chance."""
