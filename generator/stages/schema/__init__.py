"""Strict YAML: the only door to yaml.

Texts become small nodes that know their line and column, in one pass over the parser's
events. What YAML offers beyond texts, lists and mappings (anchors, aliases, tags, merge
keys, several documents) is refused, and so is what could hang or crash a parser. Tables
of keys and converters then turn the nodes into nouns.
"""

from generator.stages.schema.compose import DEEPEST, compose
from generator.stages.schema.nodes import Mapping, Node, Scalar, Sequence
from generator.stages.schema.reader import Converter, KeyTable, Reader
from generator.stages.schema.words import words

__all__ = [
    "DEEPEST",
    "Converter",
    "KeyTable",
    "Mapping",
    "Node",
    "Reader",
    "Scalar",
    "Sequence",
    "compose",
    "words",
]
