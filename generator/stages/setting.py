"""Setting: the statements of a template, with the macros that they call, as Python functions."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Literal

from jinja2 import nodes
from markupsafe import escape

from generator.stages.phrases import Called, Code, Known, Phrases, Scope, Turn, Uncastable, is_bare
from generator.stages.sheets import FORMS, Sheet
from generator.stages.trees import Macros, Parse, called_by, each_of, literal, steady

DEEP = 8  # macros that are written out within one another; below them they are called
REMEMBERED = ("card", "frame")  # first parameters of macros that many pages call alike
_STRANGE = (nodes.Extends, nodes.Block, nodes.Macro, nodes.CallBlock)
_OWN = ("view", "t")
_PAGE = {name: Code(name) for name in (*_OWN, "bodies")} | {"body": Code("sole(bodies)")}
# How a macro is called: for text, for bytes, for bytes that are remembered.
Manner = Literal["text", "bytes", "alike"]


class Setter:
    """Writes functions. parse: gives the tree of a template; functions: those that are written."""

    def __init__(self, parse: Parse, assets: Mapping[str, str]) -> None:
        self.functions: list[str] = []
        self._parse = parse
        self._phrases = Phrases(assets, self._called)
        self._macros = Macros(parse, self._phrases.known)
        self._made: dict[tuple[object, ...], str] = {}
        self._numbers = count()
        self._sheet = Sheet()
        self._blocks: Mapping[str, nodes.Block] = {}
        self._top: Scope | None = None  # of the page that is set; None in what stands apart
        self._within: tuple[Called | str, ...] = ()  # macros and files that are being written out
        self._apart = 0  # pieces that stand apart

    def page(self, body: Sequence[nodes.Node], blocks: Mapping[str, nodes.Block]) -> str:
        """Write the function of a page, and give its name."""
        self._sheet, self._within, self._apart, self._blocks = Sheet(), (), 0, blocks
        self._top = {**_PAGE}
        self._body(body, self._top)
        number, begin = next(self._numbers), []
        if self._apart:
            self.functions.append(f"shelf_{number} = shelf({self._apart})\n")
            begin = [f"once = shelf_{number}(getattr(view, 'frame', None), t)"]
        self.functions.append(self._sheet.function(f"page_{number}", "view, t, bodies", begin))
        return f"page_{number}"

    # -- Statements

    def _body(self, body: Sequence[nodes.Node], scope: Scope) -> None:
        """Write statements, in order; what depends on frame and words alone stands apart."""
        run: list[nodes.Node] = []
        for node in each_of(body):
            if self._top is not None and self._steady(node, scope):
                run.append(node)
                continue
            self._once(run, scope)
            run = []
            self._statement(node, scope)
        self._once(run, scope)

    def _steady(self, node: nodes.Node, scope: Scope) -> bool:
        """Tell whether what a node prints depends on the page's frame and words alone."""
        if isinstance(node, nodes.FromImport) or any(scope.get(one) != _PAGE[one] for one in _OWN):
            return False
        return steady(node, scope, frozenset(), lambda include: self._included(include)[1])

    def _once(self, run: Sequence[nodes.Node], scope: Scope) -> None:
        """Write what is printed once for a frame and words, in a function of its own."""
        if all(
            isinstance(one, nodes.TemplateData) or self._phrases.known(one, scope) for one in run
        ):
            for one in run:
                self._statement(one, scope)
            return
        sheet, top, self._sheet, self._top = self._sheet, self._top, Sheet(), None
        try:
            for one in run:
                self._statement(one, scope)
            name = f"once_{next(self._numbers)}"
            self.functions.append(self._sheet.function(name, "view, t"))
        finally:
            self._sheet, self._top = sheet, top
        made = f"keep(once, {self._apart}, {name}(view, t))"
        self._sheet.piece(f"(v if (v := once[{self._apart}]) is not None else {made})")
        self._apart += 1

    def _statement(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Expr):
            self._show(node, scope)
        elif isinstance(node, nodes.If):
            self._if(node, scope)
        elif isinstance(node, nodes.For):
            self._for(node, scope)
        elif isinstance(node, nodes.Include):
            self._include(node, scope)
        elif isinstance(node, nodes.FromImport):
            self._macros.bind(node, scope)
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            scope[node.target.name] = self._held(node.node, scope)
        elif isinstance(node, nodes.Block) and scope is self._top:
            self._block(node)
        else:
            raise Uncastable(type(node).__name__)

    def _if(self, node: nodes.If, scope: Scope) -> None:
        arms = [("if", node.test, node.body)]
        arms += [("elif", one.test, one.body) for one in node.elif_]
        for word, test, body in arms:
            with self._sheet.under(f"{word} {self._phrases.say(test, scope)}:"):
                self._arm(body, scope)
        if node.else_:
            with self._sheet.under("else:"):
                self._arm(node.else_, scope)

    def _arm(self, body: Sequence[nodes.Node], scope: Scope) -> None:
        """Write what happens perhaps: what gives a name a meaning only perhaps is too much."""
        inner = dict(scope)
        self._body(body, inner)
        if inner != scope:
            raise Uncastable("set")

    def _for(self, node: nodes.For, scope: Scope) -> None:
        if node.recursive or node.test is not None:
            raise Uncastable("for")
        inner = dict(scope)
        items, target = self._phrases.say(node.iter, scope), self._target(node.target, inner)
        counted = any(one.name == "loop" for each in node.body for one in each.find_all(nodes.Name))
        if counted or node.else_:
            number = next(self._numbers)
            self._sheet.line(f"all_{number} = list({items})")
            items = f"all_{number}"
        if counted:
            self._sheet.line(f"last_{number} = len({items}) - 1")
            inner["loop"] = Turn(f"turn_{number}", f"last_{number}")
            target, items = f"turn_{number}, {target}", f"enumerate({items})"
        with self._sheet.under(f"for {target} in {items}:"):
            self._body(node.body, inner)
        if node.else_:
            with self._sheet.under(f"if not all_{number}:"):
                self._body(node.else_, dict(scope))

    def _target(self, node: nodes.Node, scope: Scope) -> str:
        """Bind what a loop gives names to."""
        if isinstance(node, nodes.Tuple):
            return f"({''.join(self._target(one, scope) + ', ' for one in node.items)})"
        if not isinstance(node, nodes.Name) or node.name == "loop":
            raise Uncastable("for")
        return self._new(node.name, scope)

    def _new(self, name: str, scope: Scope) -> str:
        made = f"is_{next(self._numbers)}"
        scope[name] = Code(made)
        return made

    def _held(self, node: nodes.Node, scope: Scope) -> Known | Code:
        """Give the value of an expression a variable, unless it is known or has one already."""
        known = self._phrases.known(node, scope)
        if known:
            return known
        said = self._phrases.say(node, scope)
        if not said.isidentifier():
            made = f"is_{next(self._numbers)}"
            self._sheet.line(f"{made} = {said}")
            said = made
        return Code(said)

    def _include(self, node: nodes.Include, scope: Scope) -> None:
        name, tree = self._included(node)
        within, self._within = self._within, (*self._within, name)
        self._body(tree.body, {key: one for key, one in scope.items() if key != "loop"})
        self._within = within

    def _included(self, node: nodes.Include) -> tuple[str, nodes.Template]:
        """Give name and tree of what is included: nothing that has parts to be filled in."""
        name = literal(node.template)
        tree = self._parse(name)
        if node.ignore_missing or not node.with_context or next(tree.find_all(_STRANGE), None):
            raise Uncastable("include")
        if name in self._within or len(self._within) > DEEP:
            raise Uncastable("include")
        return name, tree

    def _block(self, node: nodes.Block) -> None:
        if node.scoped or node.required or self._top is None:
            raise Uncastable("block")
        self._body(self._blocks[node.name].body, dict(self._top))

    # -- What is shown

    def _show(self, node: nodes.Expr, scope: Scope) -> None:
        """Write a piece of the page."""
        known = self._phrases.known(node, scope)
        called = called_by(node, scope)
        if isinstance(node, nodes.TemplateData):
            self._sheet.text(node.data)
        elif known:
            self._sheet.text(str(escape(known.value)))
        elif called:
            self._macro(node, called, scope)
        else:
            self._sheet.piece(self._shown(node, scope))

    def _shown(self, node: nodes.Expr, scope: Scope) -> str:
        """Give the Python of an expression's HTML."""
        known, called = self._phrases.known(node, scope), called_by(node, scope)
        encoded = self._sheet.encoded
        if known:
            return self._sheet.quoted(str(escape(known.value)))
        if called:
            return self._called(node, called, scope, "bytes" if encoded else "text")
        if isinstance(node, nodes.CondExpr):
            test = self._phrases.say(node.test, scope)
            other = self._shown(node.expr2, scope) if node.expr2 else self._sheet.quoted("")
            return f"({self._shown(node.expr1, scope)} if {test} else {other})"
        form = ""
        if isinstance(node, nodes.Filter) and node.node is not None and is_bare(node):
            again = called_by(node.node, scope)
            if encoded and node.name == "forceescape" and again:
                return f"quoted({self._called(node.node, again, scope, 'bytes')})"
            if node.name in FORMS:
                form, node = node.name, node.node
        return self._sheet.shown(self._phrases.say(node, scope), form)

    # -- Macros

    def _macro(self, node: nodes.Expr, called: Called, scope: Scope) -> None:
        """Write a macro out where it is called, or call what remembers it."""
        macro, inner = self._macros.find(called)
        given = self._macros.given(node, macro, inner, scope)
        if self._top is not None and given and given[0][0] in REMEMBERED:
            self._sheet.piece(self._called(node, called, scope, "alike"))
            return
        if called in self._within or len(self._within) > DEEP:
            self._sheet.piece(self._shown(node, scope))
            return
        for name, value, where in given:
            said = "" if self._phrases.known(value, where) else self._phrases.say(value, where)
            # One attribute more or less is cheaper than a variable.
            owner, _, attribute = said.rpartition(".")
            brief = owner.isidentifier() and attribute.isidentifier()
            inner[name] = Code(said) if brief else self._held(value, where)
        within, self._within = self._within, (*self._within, called)
        self._body(macro.body, inner)
        self._within = within

    def _called(
        self, node: nodes.Expr, called: Called, scope: Scope, manner: Manner = "text"
    ) -> str:
        """Give the Python of a call of a macro's function, which is written when first called."""
        macro, inner = self._macros.find(called)
        parameters, arguments = [], []
        for name, value, where in self._macros.given(node, macro, inner, scope):
            known = self._phrases.known(value, where)
            if known:
                inner[name] = known
            else:
                arguments.append(self._phrases.say(value, where))
                parameters.append(name)
        names = [one.name for one in macro.args]
        fixed = [(name, repr(inner[name])) for name in names if name not in parameters]
        if manner == "alike" and parameters[:1] != names[:1]:
            manner = "bytes"
        key = (called, manner, *fixed)
        if key not in self._made:
            number = next(self._numbers)
            self._made[key] = f"{manner}_{number}"  # before it is written: it may call itself
            try:
                self._function(number, called, manner, inner, parameters)
            except Uncastable:
                del self._made[key]
                raise
        return f"{self._made[key]}({', '.join(arguments)})"

    def _function(
        self, number: int, called: Called, manner: Manner, scope: Scope, names: Sequence[str]
    ) -> None:
        """Write the function of a macro, apart from the page that calls it."""
        kept = self._sheet, self._top, self._within
        self._sheet, self._top, self._within = Sheet(manner != "text"), None, (*kept[2], called)
        name = f"{'text' if manner == 'text' else 'bytes'}_{number}"
        parameters = ", ".join([self._new(one, scope) for one in names])
        try:
            self._body(self._macros.find(called)[0].body, scope)
            self.functions.append(self._sheet.function(name, parameters))
        finally:
            self._sheet, self._top, self._within = kept
        if manner == "alike":
            self.functions.append(f"alike_{number} = remembering({name})\n")
