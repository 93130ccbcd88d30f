"""Trees: what can be read off a template's tree before anything of it is written."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from jinja2 import TemplateError, nodes

from generator.stages.phrases import Called, Known, Scope, Uncastable

Parse = Callable[[str], nodes.Template]
Knowing = Callable[[nodes.Node, Scope], Known | None]
_NAMING = (nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)
_PIECES = (nodes.Output, nodes.If, nodes.For, nodes.Expr, nodes.Helper)  # may be printed apart


def taken_in(parse: Parse, name: str) -> set[str]:
    """Name the templates that a template takes in; a broken one takes in none."""
    try:
        found = parse(name).find_all(_NAMING)
    except TemplateError:
        return set()
    named = (next(one.iter_child_nodes(only=("template",))) for one in found)
    return {one.value for one in named if isinstance(one, nodes.Const)}


def each_of(body: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
    """Give statements, and what is printed between them, one by one."""
    for node in body:
        if isinstance(node, nodes.Output):
            yield from node.nodes
        else:
            yield node


def literal(node: nodes.Node) -> str:
    """Give the name of a template that is written out."""
    if not isinstance(node, nodes.Const) or not isinstance(node.value, str):
        raise Uncastable("name")
    return node.value


def parent_of(tree: nodes.Template) -> str | None:
    """Give the template that a template extends: from its first statement on, or not at all."""
    extends = list(tree.find_all(nodes.Extends))
    if not extends:
        return None
    before = [one for one in each_of(tree.body) if not _blank(one)]
    if len(extends) > 1 or before[0] is not extends[0]:
        raise Uncastable("extends")
    return literal(extends[0].template)


def _blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.TemplateData) and not node.data


def bindings_of(tree: nodes.Template) -> list[nodes.Node]:
    """Give what a template that extends another does before that: it gives names a meaning."""
    found: list[nodes.Node] = []
    for node in tree.body:
        if isinstance(node, nodes.FromImport | nodes.Assign):
            found.append(node)
        elif not isinstance(node, nodes.Extends | nodes.Block | nodes.Output):
            raise Uncastable("extends")
    return found


def blocks_of(chain: Sequence[nodes.Template]) -> dict[str, nodes.Block]:
    """Give the blocks of a template and those that it extends, its own first."""
    found: dict[str, nodes.Block] = {}
    for tree in chain:
        blocks = list(tree.find_all(nodes.Block))
        if len({one.name for one in blocks}) != len(blocks):
            raise Uncastable("block")
        found = {one.name: one for one in blocks} | found
    return found


def called_by(node: nodes.Node, scope: Scope) -> Called | None:
    """Give the macro that an expression calls."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
        return None
    meaning = scope.get(node.node.name)
    return meaning if isinstance(meaning, Called) else None


def steady(
    node: nodes.Node,
    scope: Scope,
    bound: frozenset[str],
    included: Callable[[nodes.Include], nodes.Template],
) -> bool:
    """Tell whether all that a node prints comes from ``view.frame``, ``t`` and assets.

    bound: names that mean something within the node alone; included: finds what is included.
    """
    if isinstance(node, nodes.Name):
        fixed = isinstance(scope.get(node.name), Known | Called)
        return fixed or node.name in bound or node.name == "t" or node.name not in {"view", *scope}
    if is_frame(node):
        return "view" not in bound
    if isinstance(node, nodes.Include):
        body = included(node).body
        names = {name for one in body for name in _imported(one)}
        shown = [one for one in body if not isinstance(one, nodes.FromImport)]
        return all(steady(one, scope, bound | names, included) for one in shown)
    if not isinstance(node, _PIECES):
        return False
    inner = bound
    if isinstance(node, nodes.For):
        if not steady(node.iter, scope, bound, included):
            return False
        inner = bound | {one.name for one in _names(node.target)} | {"loop"}
    parts = node.iter_child_nodes(exclude=("iter", "target"))
    return all(steady(one, scope, inner, included) for one in parts)


def is_frame(node: nodes.Node) -> bool:
    """Tell whether an expression is ``view.frame``."""
    if not isinstance(node, nodes.Getattr) or not isinstance(node.node, nodes.Name):
        return False
    return node.attr == "frame" and node.node.name == "view"


def _names(node: nodes.Node) -> Iterator[nodes.Name]:
    if isinstance(node, nodes.Name):
        yield node
    yield from node.find_all(nodes.Name)


def _imported(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.FromImport):
        yield from (one[1] if isinstance(one, tuple) else one for one in node.names)


class Macros:
    """The macros of a theme by file. known: gives the value of an expression, if it has one."""

    def __init__(self, parse: Parse, known: Knowing) -> None:
        self._parse = parse
        self._known = known
        self._files: dict[str, tuple[Scope, Mapping[str, nodes.Macro]]] = {}
        self._open: set[str] = set()

    def find(self, called: Called) -> tuple[nodes.Macro, Scope]:
        """Give a macro, and the names that mean something in its file."""
        scope, macros = self._file(called.file)
        return macros[called.name], dict(scope)

    def bind(self, node: nodes.FromImport, scope: Scope) -> None:
        """Give the names of what is imported a meaning."""
        file = literal(node.template)
        macros = self._file(file)[1]
        for one in node.names:
            name, alias = one if isinstance(one, tuple) else (one, one)
            if node.with_context or name not in macros:
                raise Uncastable(name)
            scope[alias] = Called(file, name)

    def _file(self, name: str) -> tuple[Scope, Mapping[str, nodes.Macro]]:
        if name in self._files:
            return self._files[name]
        if name in self._open:
            raise Uncastable("import")
        scope: Scope = {}
        macros: dict[str, nodes.Macro] = {}
        self._open.add(name)
        for node in each_of(self._parse(name).body):
            if isinstance(node, nodes.Macro) and node.name not in scope:
                scope[node.name], macros[node.name] = Called(name, node.name), node
            elif isinstance(node, nodes.FromImport) and scope.keys().isdisjoint(_imported(node)):
                self.bind(node, scope)
            elif not isinstance(node, nodes.TemplateData):
                raise Uncastable("import")
        self._open.remove(name)
        self._files[name] = scope, macros
        return scope, macros

    def given(
        self, node: nodes.Expr, macro: nodes.Macro, inner: Scope, scope: Scope
    ) -> list[tuple[str, nodes.Expr, Scope]]:
        """Give what each parameter of a macro is called with, and the scope that this is said in.

        inner: of the macro's file, where what is usual is said; scope: of the call.
        """
        if not isinstance(node, nodes.Call) or node.dyn_args or node.dyn_kwargs:
            raise Uncastable(macro.name)
        names = [one.name for one in macro.args]
        named = {one.key: one.value for one in node.kwargs}
        if len(named) != len(node.kwargs):
            raise Uncastable(macro.name)
        if len(node.args) > len(names) or not named.keys() <= set(names[len(node.args) :]):
            raise Uncastable(macro.name)
        usual = {
            name: one
            for name, one in zip(names[::-1], macro.defaults[::-1], strict=False)
            if self._known(one, inner) is not None
        }
        given = dict(zip(names, node.args, strict=False)) | named
        if not given.keys() | usual.keys() >= set(names):
            raise Uncastable(macro.name)
        return [
            (name, given[name], scope) if name in given else (name, usual[name], inner)
            for name in names
        ]
