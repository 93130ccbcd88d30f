"""Plates: they print what Jinja2 prints, or leave the page to it; what they remember is right."""

import pickle
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from generator.model.frame import Frame
from generator.model.page import Output
from generator.model.pieces import NOTHING, BodyView, Card, Link, Moment
from generator.model.problem import Problem
from generator.model.text import Html
from generator.model.theme import Job, Theme
from generator.stages import casting
from generator.stages.casting import cast
from generator.stages.digest import SIZE
from generator.stages.plates import Plate, plates
from generator.stages.render import FAULTS, environment, fill, ready, render

WHEN = Moment("2026-11-20", "20 November")
FRAME = Frame(
    lang="en",
    dir="ltr",
    home="/en/?a&b",
    names=(Link(Html("Paper"), "/en/"), Link(Html("Other"), "/hi/", "", "hi")),
    scripts=("Latn",),
    tagline=Html("<b>News</b>"),
    editions=(),
    menu=(),
    pages=(),
    social=NOTHING,
    podcasts=NOTHING,
    publisher=NOTHING,
    logo="",
    tags="/en/tag/",
    edition="en",
    generator="Khabar",
)

ITALIC = Html("<i>x</i>")


def card(title: str) -> Card:
    label = Link(Html("Sports"), "/en/sports/")
    link = f"/en/{title}/"
    return Card(
        title, link, "en", "ltr", "", label, Html(title), NOTHING, WHEN, NOTHING, None, (), "story"
    )


@dataclass(frozen=True)
class View:
    text: str = "a <b> & 'c' \"d\""
    html: Html = ITALIC
    url: str = "javascript:x"
    number: int = 7
    nothing: None = None
    more: object = None
    frame: Frame = FRAME
    cards: tuple[Card, ...] = (card("one"), card("two"))
    pairs: tuple[tuple[str, str], ...] = (("a", "<1>"), ("b", "2"))
    body: BodyView | None = None


def theme(source: str, **others: str) -> Theme:
    templates = (("page.html", source), *((f"{name}.html", text) for name, text in others.items()))
    words = (("en", (("hello", "Hello {name} <"),)), ("hi", (("hello", "{name} को नमस्ते"),)))
    assets = (("css/site.css", "/assets/css/site.css?a&b"),)
    return Theme(templates, words, assets, repr((source, others)).encode())


def printed(made: Theme, view: View | None = None, lang: str = "en") -> str | Problem:
    [one] = render(made, (Job("x", "page.html", lang, view or View()),))
    return one.data.decode() if isinstance(one, Output) else one


def by_jinja2(made: Theme, view: View, lang: str = "en") -> str | None:
    """Give what Jinja2 prints, or None where it fails."""
    words = SimpleNamespace(**made.words_of(lang))
    context = {"view": view, "t": words, "bodies": ()}
    try:
        text = environment(made).get_template("page.html").render(context)
    except FAULTS:
        return None
    return text.rstrip() + "\n"


def plate(made: Theme) -> Plate | None:
    code = cast(environment(made), dict(made.templates), dict(made.assets))
    return plates(code, fill).get("page.html")


MACROS = {
    "m": (
        '{% from "n.html" import tongue %}'
        '{% macro link(one, words="a", loud=true) -%}'
        '<a href="{{ one.url | url }}"{{ tongue(one) }}>{{ one.text }}{% if loud %}!{% endif %}</a>'
        '{% if words == "a" %}{{ words }}{% else %}{{ link(one) }}{% endif %}'
        "{%- endmacro %}"
        "{% macro seen(card, level) %}<h{{ level }}>{{ card.title }}</h{{ level }}>{% endmacro %}"
    ),
    "n": "{% macro tongue(p) %}{% if p.lang %} lang={{ p.lang }}{% endif %}{% endmacro %}",
    "base": "<{% block one %}of base{% endblock %}|{{ view.text }}{% block two %}2{% endblock %}>",
    "part": "{% set x = view.text %}[{{ x }}{{ one.title }}]",
    "steady": '{% from "m.html" import link %}{% for one in view.frame.names %}{{ link(one) }}'
    "{{ t.hello }}{% endfor %}{% if view.frame.logo %}{{ t.missing }}{% endif %}",
}
UNDERSTOOD = [
    "{{ view.text }}{{ view.html }}{{ view.number }}{{ view.nothing }}{{ view.more }}",
    '{{ view.url | url }}{{ "/a&b" | url }}{{ view.html | url }}',
    "{{ view.text | tojson }}{{ view.number | tojson }}{{ view.html | tojson }}",
    "{{ view.html | forceescape }}{{ view.text | forceescape }}",
    '{{ asset("css/site.css") }}{{ asset("css/site.css") | tojson }}',
    "{{ t.hello | fill(name=view.text) }}{{ t.hello | fill(name=view.html) }}",
    '{{ "<" if view.text else ">" }}{{ view.html if view.number }}{{ "x" if view.nothing }}',
    "{% if view.nothing %}a{% elif view.number == 7 %}b{% else %}c{% endif %}",
    "{% if not view.nothing and (view.number or view.missing) %}a{% endif %}",
    '{% if "Latn" in view.frame.scripts and "Deva" not in view.frame.scripts %}a{% endif %}',
    "{% for a, b in view.pairs %}{{ a }}{{ b }}{% else %}none{% endfor %}",
    "{% for one in view.frame.menu %}{{ one }}{% else %}none {{ view.text }}{% endfor %}",
    "{{ view.pairs[1][0] }}{{ view.number + 1 - 2 }}{{ view.pairs | list }}",
    '{{ view.frame.names | rejectattr("lang") | list }}',
    '{% for one in view.cards %}{% include "part.html" %}{% endfor %}',
    '{% include "steady.html" %}{{ view.text }}{% include "steady.html" %}',
    '{% extends "base.html" %}{% block two %}{{ view.html }}{% endblock %} unseen',
    "{% set view = view.cards[0] %}{{ view.title }}",
    "{% for t in view.cards %}{{ t.title }}{% endfor %}{{ t.hello }}",
    (
        "{% for one in view.cards %}{{ loop.index }}{{ loop.index0 }}{{ one.title }}"
        "{% if not loop.last %}, {% endif %}{% if loop.first %}.{% endif %}{% endfor %}"
    ),
    (
        "{% for one in view.pairs %}{% for other in view.cards %}{{ loop.index }}"
        "{% endfor %}{{ loop.index }}{% endfor %}"
    ),
    (
        "{% set x = view.text %}{% for one in view.pairs %}{{ x }}{% set x = one[1] %}"
        "{{ x }}{% endfor %}{{ x }}"
    ),
    (
        '{% from "m.html" import link %}{% for one in view.frame.names %}'
        '{{ link(one) }}{{ link(one, loud=false) }}{{ link(one, "b") }}'
        "{{ link(one, view.text, false) }}{% endfor %}"
    ),
    (
        '{% from "m.html" import link %}'
        "{{ t.hello | fill(name=link(view.frame.names[1])) }}"
        "{{ link(view.frame.names[0]) | forceescape }}"
        "{{ link(view.frame.names[0]) | tojson }}"
    ),
    (
        '{% from "m.html" import link as other %}'
        "{{ other(view.frame.names[1]) if view.number else view.text }}"
    ),
    (
        '{% from "m.html" import seen %}{% for card in view.cards %}{{ seen(card, 2) }}'
        "{{ seen(card, 3) }}{{ seen(card, view.number) }}{{ seen(card, level=2) }}"
        "{% endfor %}"
    ),
    (
        '{% extends "base.html" %}{% from "m.html" import link %}'
        "{% set x = view.html %}{% block one %}{{ link(view.frame.names[0]) }}{{ x }}"
        "{% endblock %}"
    ),
    (
        "{{ view.frame.home | url }}{{ view.frame.tagline }}{{ t.hello }}"
        "{{ view.text }}{{ t.hello }}"
    ),
]
TOO_MUCH = [
    "{{ view.text is defined }}",
    "{{ view.text | upper }}",
    "{{ view.text ~ view.html }}",
    "{{ view.text.upper() }}",
    "{% if view.number %}{% set x = 1 %}{% endif %}{{ x }}",
    "{% for one in view.cards if one.title %}{{ one.title }}{% endfor %}",
    "{% for one in view.cards %}{{ loop.cycle(1, 2) }}{% endfor %}",
    "{% macro m(x) %}{{ x }}{{ view.text }}{% endmacro %}{{ m(1) }}",
    "{% filter upper %}{{ view.text }}{% endfilter %}",
    "{% with x = view.text %}{{ x }}{% endwith %}",
    "{% autoescape false %}{{ view.text }}{% endautoescape %}",
    '{% import "m.html" as m %}{{ m.link(view.frame.names[0]) }}',
    '{% extends "base.html" %}{% block one %}{{ super() }}{% endblock %}',
    '{% include "absent.html" ignore missing %}{{ view.text }}',
    "{% set x = namespace(y=1) %}{% set x.y = 2 %}{{ x.y }}",
    "{{ range(3) | list }}",
]


VIEWS = [View(), View("plain", more=Markup("<u>")), View(number=0, cards=())]


@pytest.mark.parametrize("source", UNDERSTOOD)
def test_a_plate_prints_what_jinja2_prints(source: str) -> None:
    made = theme(source, **MACROS)
    ready = plate(made)
    assert ready is not None
    for lang in ("en", "hi", "en"):
        words = SimpleNamespace(**made.words_of(lang))
        for view in VIEWS:
            expected = by_jinja2(made, view, lang)
            if expected is None:
                with pytest.raises((AttributeError, LookupError, TypeError)):
                    ready(view, words, ())
            else:
                assert ready(view, words, ()).decode().rstrip() + "\n" == expected


@pytest.mark.parametrize("source", TOO_MUCH)
def test_what_is_not_understood_is_left_to_jinja2(source: str) -> None:
    made = theme(source, **MACROS)
    assert plate(made) is None
    for view in VIEWS:
        expected, found = by_jinja2(made, view), printed(made, view)
        assert found == expected if expected else isinstance(found, Problem)


@pytest.mark.parametrize(
    "source",
    ["{{ view.more.key }}", "{{ view.more.key.other }}", "{{ view.pairs[0].text or 1 }}"],
)
def test_where_a_plate_gives_up_jinja2_says_what_there_is_to_say(source: str) -> None:
    made = theme(source)
    assert plate(made) is not None
    good, bad = View(more={"key": {"other": "<"}}), View()
    for view in (good, bad, good):
        expected = by_jinja2(made, view)
        found = printed(made, view)
        assert found == expected if expected else isinstance(found, Problem)


def test_one_page_that_fails_does_not_change_the_others() -> None:
    made = theme("{{ view.more.text }}")
    views = [View(more=View("first")), View(), View(more=View("last"))]
    jobs = tuple(Job(str(number), "page.html", "en", view) for number, view in enumerate(views))
    first, second, third = render(made, jobs)
    assert isinstance(second, Problem)
    assert (second.path, second.line) == ("templates/page.html", 1)
    assert [one.data for one in (first, third) if isinstance(one, Output)] == [
        b"first\n",
        b"last\n",
    ]


def test_every_value_is_escaped_but_html() -> None:
    class Loud:
        def __str__(self) -> str:
            return "<loud>"

    class Safe:
        def __html__(self) -> str:
            return "<safe>"

    values = ["<", Html("<"), Markup("<"), Loud(), Safe(), None, 3, ["<"]]
    made = theme("{{ view.more }}{{ view.text }}")
    for value in [*values, *values]:  # the second time it is remembered
        view = View(text="<" if value == "<" else "", more=value)
        assert printed(made, view) == by_jinja2(made, view)


def test_a_text_is_remembered_apart_from_html_that_reads_the_same() -> None:
    made = theme("{{ view.text }}{{ view.html }}{{ view.text | url }}{{ view.html | url }}")
    view = View("/<b>", Html("/<b>"))
    assert printed(made, view) == "/&lt;b&gt;/<b>/&lt;b&gt;/&lt;b&gt;\n"


def test_what_stands_on_every_page_is_that_of_its_frame_and_words() -> None:
    made = theme("{{ t.hello }} {{ view.frame.home | url }} {{ view.text }}")
    other = replace(FRAME, home="/hi/")
    made_of = [
        printed(made, View("x", frame=frame), lang)
        for frame, lang in [(FRAME, "en"), (other, "en"), (other, "hi"), (FRAME, "en")]
    ]
    assert made_of[0] == made_of[3]
    assert made_of[0] == "Hello {name} &lt; /en/?a&amp;b x\n"
    assert made_of[1] == "Hello {name} &lt; /hi/ x\n"
    assert made_of[2] == "{name} को नमस्ते /hi/ x\n"


def test_a_macro_remembers_what_it_made_of_a_card_for_just_these_arguments() -> None:
    made = theme(
        '{% from "m.html" import seen %}{{ seen(view.cards[0], view.more) }}'
        "{{ seen(view.cards[0], 1) }}{{ seen(view.cards[0], true) }}",
        **MACROS,
    )
    for level in (1, True, "1", 2, View, [1], [2]):
        for one in (card("one"), card("two")):
            view = View(cards=(one,), more=level)
            assert printed(made, view) == by_jinja2(made, view)


def test_what_can_change_is_not_remembered() -> None:
    @dataclass
    class Changing:
        title: str

    made = theme('{% from "m.html" import seen %}{{ seen(view.more, 1) }}', **MACROS)
    one = Changing("first")
    assert printed(made, View(more=one)) == "<h1>first</h1>\n"
    one.title = "second"
    assert printed(made, View(more=one)) == "<h1>second</h1>\n"


def test_plates_of_another_theme_or_version_are_not_used() -> None:
    one, other = theme("{{ view.text }} one"), theme("{{ view.text }} other")
    view = View("x")
    assert printed(ready(one), view) == "x one\n"
    assert printed(replace(other, plates=ready(one).plates), view) == "x other\n"
    broken = ready(one).plates[:SIZE] + b"no code"
    assert printed(replace(other, plates=broken), view) == "x other\n"
    assert printed(replace(one, plates=b"\0" + ready(one).plates), view) == "x one\n"


def test_plates_travel_with_their_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    made = ready(theme("{{ view.text }} travelled"))
    monkeypatch.setattr(casting, "cast", None)  # nothing is cast again
    again = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own bytes
    assert printed(again, View("x")) == "x travelled\n"


def test_a_page_that_is_too_deep_for_python_is_left_to_jinja2() -> None:
    parts = {
        f"part{number}": "{% for one in view.pairs %}" * 5
        + (f'{{% include "part{number + 1}.html" %}}' if number < 4 else "x")
        + "{% endfor %}" * 5
        for number in range(5)
    }
    made = theme('{% include "part0.html" %}', **parts)
    assert plate(made) is None
    assert printed(made, View(pairs=(("a", "b"),))) == "x\n"


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(WORDS, WORDS, WORDS)
def test_no_text_makes_a_difference(text: str, url: str, html: str) -> None:
    source = (
        "{{ view.text }}{{ view.url | url }}{{ view.text | tojson }}{{ view.html | forceescape }}"
        "{{ t.hello | fill(name=view.text) }}{{ view.html }}{{ view.html | tojson }}"
    )
    made = theme(source)
    view = View(text, Html(html), url)
    assert printed(made, view) == by_jinja2(made, view)
