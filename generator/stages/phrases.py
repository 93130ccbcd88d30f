"""Phrases: what a template says in expressions, as Python that says the same or raises.

Only what most templates say is understood: the rest is `Uncastable`. No undefined value ever comes
to be here: where Jinja2 would make one, Python raises.
"""

from collections.abc import Callable, Mapping
from keyword import iskeyword
from typing import TypeGuard

from jinja2 import nodes

from generator.model.record import record

ASSET = "asset"  # what templates call for the URL of an asset
_PLAIN = (str, int, bool, type(None))
_OPERATORS = {
    "eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in",
    "notin": "not in",
}  # fmt: skip
_BINARY = {nodes.And: "and", nodes.Or: "or", nodes.Add: "+", nodes.Sub: "-"}
_TURN = {"index0": "{0}", "index": "({0} + 1)", "first": "({0} == 0)", "last": "({0} == {1})"}


class Uncastable(Exception):  # noqa: N818 - it says what a template is
    """A template that says what is not understood here: Jinja2 prints it."""


@record
class Code:
    """A name that stands for a Python expression without effects: a variable."""

    text: str


@record
class Known:
    """A name whose value is known already."""

    value: object


@record
class Called:
    """A name that stands for a macro of a file."""

    file: str
    name: str


@record
class Turn:
    """The name ``loop``: variables that hold the number of the turn, and of the last one."""

    number: str
    last: str


Scope = dict[str, Code | Known | Called | Turn]
Caller = Callable[[nodes.Call, Called, Scope], str]


@record
class Phrases:
    """Turns expressions into Python. assets: name and URL; call: makes a call of a macro."""

    assets: Mapping[str, str]
    call: Caller

    def known(self, node: nodes.Node, scope: Scope) -> Known | None:
        """Give the value of an expression that is the same on every page."""
        if isinstance(node, nodes.Const):
            return Known(node.value) if isinstance(node.value, _PLAIN) else None
        if isinstance(node, nodes.Name):
            meaning = scope.get(node.name)
            return meaning if isinstance(meaning, Known) else None
        if isinstance(node, nodes.Compare) and len(node.ops) == 1 and node.ops[0].op == "eq":
            left, right = self.known(node.expr, scope), self.known(node.ops[0].expr, scope)
            return Known(left.value == right.value) if left and right else None
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            test = self.known(node.test, scope)
            chosen = node.expr1 if test and test.value else node.expr2
            return self.known(chosen, scope) if test else None
        if isinstance(node, nodes.Call) and _name(node.node) == ASSET and ASSET not in scope:
            return self._asset(node)
        return None

    def _asset(self, node: nodes.Call) -> Known:
        name = node.args[0] if len(node.args) == 1 else None
        if node.kwargs or node.dyn_args or node.dyn_kwargs or not isinstance(name, nodes.Const):
            raise Uncastable("an asset")
        if name.value not in self.assets:
            raise Uncastable("no such asset")
        return Known(self.assets[name.value])

    def say(self, node: nodes.Node, scope: Scope) -> str:
        """Give the Python of an expression."""
        known = self.known(node, scope)
        if known:
            return repr(known.value)
        if isinstance(node, nodes.Filter):
            return self.filtered(node, scope)
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem | nodes.Call):
            return self._found(node, scope)
        return self._joined(node, scope)

    def _found(self, node: nodes.Node, scope: Scope) -> str:
        meaning = scope.get(_name(node))
        if isinstance(meaning, Code):
            return meaning.text
        if isinstance(node, nodes.Getattr | nodes.Getitem) and self.known(node.node, scope):
            raise Uncastable("constant")
        if isinstance(node, nodes.Getattr):
            return self._got(node, scope)
        if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Slice):
            return f"{self.say(node.node, scope)}[{self.say(node.arg, scope)}]"
        called = scope.get(_name(node.node)) if isinstance(node, nodes.Call) else None
        if isinstance(node, nodes.Call) and isinstance(called, Called):
            return f"Markup({self.call(node, called, scope)})"
        raise Uncastable(type(node).__name__)

    def _joined(self, node: nodes.Node, scope: Scope) -> str:
        if isinstance(node, nodes.Not):
            return f"(not {self.say(node.node, scope)})"
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            parts = [self.say(one, scope) for one in (node.expr1, node.test, node.expr2)]
            return "({} if {} else {})".format(*parts)
        if isinstance(node, nodes.BinExpr) and type(node) in _BINARY:
            sign = _BINARY[type(node)]
            return f"({self.say(node.left, scope)} {sign} {self.say(node.right, scope)})"
        if isinstance(node, nodes.Compare):
            said = [self.say(node.expr, scope)]
            said += [f"{_OPERATORS[one.op]} {self.say(one.expr, scope)}" for one in node.ops]
            return f"({' '.join(said)})"
        raise Uncastable(type(node).__name__)

    def _got(self, node: nodes.Getattr, scope: Scope) -> str:
        attr, turn = node.attr, scope.get(_name(node.node))
        if isinstance(turn, Turn):
            if attr not in _TURN:
                raise Uncastable("loop")
            return _TURN[attr].format(turn.number, turn.last)
        owner = self.say(node.node, scope)
        if not attr.isascii() or iskeyword(attr) or attr.startswith("_"):
            raise Uncastable(attr)
        return f"{owner}.{attr}"

    def filtered(self, node: nodes.Filter, scope: Scope) -> str:
        """Give the Python of a filter: of those alone that the theme that ships asks for."""
        if node.node is None:
            raise Uncastable("filter")
        if node.name == "list" and is_bare(node):
            return self._listed(node.node, scope)
        if node.name == "fill" and not (node.args or node.dyn_args or node.dyn_kwargs):
            parts = [f"{_argument(one)}={self.say(one.value, scope)}" for one in node.kwargs]
            return f"fill({', '.join([self.say(node.node, scope), *parts])})"
        if node.name in ("url", "tojson", "forceescape") and is_bare(node):
            return f"{node.name}({self.say(node.node, scope)})"
        raise Uncastable(node.name)

    def _listed(self, node: nodes.Expr, scope: Scope) -> str:
        if not isinstance(node, nodes.Filter) or node.name != "rejectattr":
            return f"list({self.say(node, scope)})"
        named = node.args[0] if len(node.args) == 1 and not node.kwargs else None
        if node.node is None or node.dyn_args or node.dyn_kwargs or not _plain(named):
            raise Uncastable(node.name)
        return f"[one for one in {self.say(node.node, scope)} if not one.{named.value}]"


def is_bare(node: nodes.Filter) -> bool:
    """Tell whether a filter is given nothing but what it stands behind."""
    return not (node.args or node.kwargs or node.dyn_args or node.dyn_kwargs)


def _argument(node: nodes.Node) -> str:
    key = node.key if isinstance(node, nodes.Keyword) else ""
    if not key.isascii() or not key.isidentifier() or iskeyword(key) or key == "word":
        raise Uncastable("fill")
    return key


def _plain(node: nodes.Node | None) -> TypeGuard[nodes.Const]:
    return (
        isinstance(node, nodes.Const)
        and isinstance(node.value, str)
        and node.value.isascii()
        and node.value.isidentifier()
        and not iskeyword(node.value)
    )


def _name(node: nodes.Node) -> str:
    return node.name if isinstance(node, nodes.Name) else ""
