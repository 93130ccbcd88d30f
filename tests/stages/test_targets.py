"""The targets of site.yaml: each kind as it is meant, each mistake at its place."""

import pytest

from generator.model.delivery import Branch, Folder, Host, Rsync, Storage, Target
from generator.model.problem import Problem
from generator.stages.configure import configure

SITE = """\
title: A
base_url: https://a.example/
languages: {en: {name: English, locale: en-IN}}
categories: {news: {name: News}}
deploy:
"""


def read(row: str) -> tuple[tuple[Target, ...], tuple[Problem, ...]]:
    config, problems = configure(f"{SITE}  live: {row}\n")
    assert config is not None
    return config.deploy, problems


@pytest.mark.parametrize(
    ("row", "target"),
    [
        ("{kind: s3, bucket: b}", Storage("live", "s3", "b")),
        (
            (
                "{kind: s3, bucket: b, endpoint: 'https://r2.example', region: auto, prefix: /a/b/,"
                " compress: gzip, threads: 64, timeout: 5}"
            ),
            Storage("live", "s3", "b", "a/b", "https://r2.example", "auto", "", "gzip", 64, 5),
        ),
        ("{kind: gcs, bucket: b}", Storage("live", "gcs", "b")),
        (
            "{kind: azure, account: a, container: $web}",
            Storage("live", "azure", "$web", account="a"),
        ),
        ("{kind: folder, path: /srv/www}", Folder("live", "/srv/www")),
        ("{kind: memory}", Storage("live", "memory")),
        ("{kind: git, remote: origin}", Branch("live", "origin", "gh-pages", "")),
        (
            "{kind: git, remote: 'git@host.example:me/p.git', branch: pages, cname: a.example}",
            Branch("live", "git@host.example:me/p.git", "pages", "a.example"),
        ),
        (
            "{kind: rsync, host: web.example, user: www, port: 2222, path: /srv/www}",
            Rsync("live", "/srv/www", "web.example", "www", 2222),
        ),
        ("{kind: netlify}", Host("live", "netlify", "")),
        ("{kind: cloudflare, project: p, run: true}", Host("live", "cloudflare", "p", run=True)),
    ],
)
def test_each_kind(row: str, target: Target) -> None:
    assert read(row) == ((target,), ())


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ("{bucket: b}", "missing-key", 9),
        ("{kind: ftp, path: x}", "bad-choice", 16),
        ("{kind: s3}", "missing-key", 9),
        ("{kind: s3, buket: b}", "unknown-key", 20),
        ("{kind: s3, bucket: ../b}", "bad-target-value", 28),
        ("{kind: s3, bucket: b, prefix: a/../../b}", "bad-target-value", 39),
        ("{kind: s3, bucket: b, endpoint: ftp://x}", "bad-url", 41),
        ("{kind: s3, bucket: b, threads: 0}", "bad-number", 40),
        ("{kind: s3, bucket: b, compress: zip}", "bad-choice", 41),
        ("{kind: s3, bucket: b, access_key: x}", "secret-in-site", 31),
        ("{kind: folder, path: /}", "bad-target-value", 30),
        ("{kind: folder, path: --delete}", "bad-target-value", 30),
        ("{kind: git, remote: --upload-pack=x}", "bad-target-value", 29),
        ("{kind: git, remote: 'ext::sh -c x'}", "bad-target-value", 29),
        ("{kind: git, remote: 'https://a:b@h.example/p'}", "secret-in-site", 29),
        ("{kind: git, remote: o, branch: -f}", "bad-target-value", 40),
        ("{kind: git, remote: o, branch: a..b}", "bad-target-value", 40),
        ("{kind: rsync, path: /srv, host: -oProxyCommand=x}", "bad-target-value", 41),
        ("{kind: rsync, path: /srv, user: 'a b'}", "bad-target-value", 41),
        ("{kind: rsync, path: /srv, password: x}", "secret-in-site", 35),
        ("here", "bad-value", 9),
    ],
)
def test_each_mistake_at_its_place(row: str, code: str, column: int) -> None:
    targets, problems = read(row)
    assert targets == ()
    assert [(one.code, one.line, one.column) for one in problems] == [(code, 6, column)]
