"""Nouns of the newsroom: frozen, slotted dataclasses that every room may use.

They hold no behaviour but what follows from their own fields, touch nothing,
and are compared, digested and pickled by value.
"""
