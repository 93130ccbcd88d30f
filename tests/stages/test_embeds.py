"""Embeds: what they say, from ids that can be ids, and nothing else of another site."""

from papers import SITE, files_of

from generator.model.story import Embed, Parsed
from generator.stages.configure import configure
from generator.stages.markup import Converter
from generator.stages.parse import context, parse

HEAD = "---\ntitle: Rain\ndate: 2026-11-20\n---\n"
PATH = "content/sports/rain/en.md"


def told(body: str) -> tuple[Parsed | None, list[tuple[str, int, int]]]:
    config, _ = configure(files_of(SITE)["site.yaml"])
    assert config is not None
    parsed, problems = parse(PATH, HEAD + body, context(config), Converter())
    return parsed, [(one.code, one.line, one.column) for one in problems]


def test_each_service_is_known_by_its_ids_and_leaves_a_mark() -> None:
    ids = ("youtube --Q_w4W_9-g", "instagram C1aB2cD3eF4", "x 1234567890123456789")
    body = "".join(f"{{{{{one} The <b>debate</b> & after}}}}\n\nAnd.\n\n" for one in ids)
    parsed, problems = told(f"One.\n\n{body}")
    assert problems == []
    assert parsed is not None
    services = [(one.service, one.code) for one in parsed.article.body.embeds]
    assert services == [tuple(one.split()) for one in ids]
    assert {one.words for one in parsed.article.body.embeds} == {"The <b>debate</b> & after"}
    marks = [f"\0E{number}\0 <p>And.</p>" for number in range(3)]
    assert " ".join(parsed.html.split()) == " ".join(["<p>One.</p>", *marks])
    assert parsed.article.body.words == 4
    assert parsed.article.body.opening == "One. And. And. And."


def test_poster_and_credit_stand_behind_bars() -> None:
    parsed, _ = told("One.\n\n{{youtube aqz-KE-bpKQ The debate | hall.jpg | Photo: Asha}}\n")
    assert parsed is not None
    expected = Embed("youtube", "aqz-KE-bpKQ", "The debate", "hall.jpg", "Photo: Asha", 7, 36)
    assert parsed.article.body.embeds == (expected,)


def test_code_and_lines_with_other_words_are_left_alone() -> None:
    for body in ("```\n{{youtube aqz-KE-bpKQ Words}}\n```\n", "See {{youtube aqz-KE-bpKQ x}}.\n"):
        parsed, problems = told(body)
        assert parsed is not None
        assert (parsed.article.body.embeds, problems) == ((), [])


def test_what_can_be_no_id_is_refused_where_it_stands() -> None:
    for line, code, column in (
        ('{{youtube "><script> Words}}', "bad-embed", 11),
        ("{{x ../../admin Words}}", "bad-embed", 5),
        ("{{instagram C1aB2cD3eF4}}", "mute-embed", 24),
        ("{{instagram C1aB2cD3eF4 | post.jpg}}", "mute-embed", 24),
        ("{{youtube}}", "bad-embed", 10),
        ("{{tiktok 12345678901 Words}}", "unknown-embed", 3),
    ):
        assert told(f"One.\n\n{line}\n")[1] == [(code, 7, column)]
