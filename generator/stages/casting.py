"""Casting: a page's template, with all that it extends, includes and calls, becomes one plate.

What Jinja2 finds out anew for every page, where a name comes from, which block stands in for which,
what a macro is called with, is found out here once and written down as Python. Three promises: a
plate gives what Jinja2 would give, or raises (then Jinja2 prints that page, or says what is wrong
with it); whatever is shown is escaped; what depends on frame and words alone stands apart, so that
it is printed once (see stages/plates). A template that says more than is understood here has no
plate.
"""

import marshal
from collections.abc import Mapping
from types import CodeType

from jinja2 import Environment, TemplateError, nodes

from generator.stages.phrases import Uncastable
from generator.stages.setting import DEEP, Setter
from generator.stages.trees import Parse, bindings_of, blocks_of, parent_of, taken_in


def cast(parser: Environment, templates: Mapping[str, str], assets: Mapping[str, str]) -> bytes:
    """Cast the pages of a theme: code for this version of Python (see stages/plates)."""
    trees: dict[str, nodes.Template] = {}

    def parse(name: str) -> nodes.Template:
        if name not in templates:
            raise Uncastable(name)
        if name not in trees:
            trees[name] = parser.parse(templates[name], name)
        return trees[name]

    parts = {one for name in templates for one in taken_in(parse, name)}
    setter = Setter(parse, assets)
    pages = {}
    for name in sorted(templates.keys() - parts):
        try:
            pages[name] = _page(name, parse, setter)
        except (Uncastable, TemplateError, RecursionError):
            continue
    listed = "".join(f"    {name!r}: {function},\n" for name, function in pages.items())
    written = "\n".join([*setter.functions, f"pages = {{\n{listed}}}\n"])
    try:
        code = compile(written, "plates", "exec", dont_inherit=True)
    except (SyntaxError, RecursionError, MemoryError):  # Python, too, has its limits
        code = compile("pages = {}", "plates", "exec", dont_inherit=True)
    return marshal.dumps(_bare(code))


def _bare(code: CodeType) -> CodeType:
    """Leave out where in its text code comes from: nobody is told, and it is a third of it."""
    inner = (_bare(one) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_consts=tuple(inner), co_linetable=b"")


def _page(name: str, parse: Parse, setter: Setter) -> str:
    """Write the function of a page, with all that it extends laid out around it."""
    chain = [parse(name)]
    while (parent := parent_of(chain[-1])) is not None:
        if len(chain) > DEEP:
            raise Uncastable("extends")
        chain.append(parse(parent))
    before = [one for tree in chain[:-1] for one in bindings_of(tree)]
    return setter.page([*before, *chain[-1].body], blocks_of(chain))
