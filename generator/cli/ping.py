"""khabar ping."""

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator import __version__
from generator.cli.guard import PROBLEMS, Doing, guarded
from generator.cli.options import CACHE, messages_option, site_option, sound_config
from generator.cli.printing import Words, show_json
from generator.edges.disk import lock
from generator.edges.herald import Herald, Key, Told
from generator.edges.untold import FOLDER, leave_untold, see_untold, take_untold
from generator.model.config import SiteConfig
from generator.model.untold import Untold
from generator.stages import address
from generator.stages.address import Addresses

NO_ONE = "site.yaml names no one to tell: settings.ping.indexnow and settings.feeds.hub are empty"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who is told, and what became of it. kind: "indexnow" or "websub"; noun: of what."""

    kind: str
    noun: str
    address: str
    told: Told


@click.command()
@site_option
@click.option("--dry-run", is_flag=True, help="Say what would be told, and tell nobody.")
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@messages_option
def command(*, site: Path, dry_run: bool, as_json: bool, messages: str) -> None:
    """Tell search engines (IndexNow) and feed hubs (WebSub) what was published since last time."""
    words = Words(messages, site)
    config = sound_config(site, words)
    if not (config.settings.ping_indexnow or config.settings.feeds_hub):
        raise click.UsageError(NO_ONE)
    cache = site.resolve() / CACHE
    if dry_run:
        _show(_own(config, see_untold(cache)), (), words, as_json=as_json)
        return
    doing = Doing()
    doing.tell("telling search engines and hubs", 0, 0)
    news, receivers = guarded(cache, doing, words, lambda: _told(cache, config))
    _show(news, receivers, words, as_json=as_json)
    if any(one.told.error for one in receivers):
        sys.exit(PROBLEMS)


def _told(cache: Path, config: SiteConfig) -> tuple[Untold, tuple[Receiver, ...]]:
    """Tell everyone; what was not taken is kept for the next time. One at a time may do so."""
    with lock(cache / FOLDER):
        news = _own(config, take_untold(cache))
        receivers = tuple(_receivers(config, news))
        taken = {url for one in receivers for url in one.told.urls}
        leave_untold(cache, news.without(taken))
    return news, receivers


def _own(config: SiteConfig, news: Untold) -> Untold:
    """Leave out what was built for another address, and what no one asks for any more."""
    base, settings = config.base_url, config.settings
    return Untold(
        tuple(url for url in news.pages if settings.ping_indexnow and url.startswith(base)),
        tuple(url for url in news.feeds if settings.feeds_hub and url.startswith(base)),
    )


def _receivers(config: SiteConfig, news: Untold) -> list[Receiver]:
    settings = config.settings
    herald = Herald(f"Khabar/{__version__} (tells of a newspaper's pages)")
    found = []
    if news.pages:
        place = address.key_file(settings.ping_key)
        key = Key(settings.ping_key, Addresses(config.base_url).absolute(place))
        told = herald.tell_engines(settings.ping_indexnow, key, news.pages)
        found.append(Receiver("indexnow", "pages", settings.ping_indexnow, told))
    if news.feeds:
        told = herald.tell_hub(settings.feeds_hub, news.feeds)
        found.append(Receiver("websub", "feeds", settings.feeds_hub, told))
    return found


def _show(news: Untold, receivers: tuple[Receiver, ...], words: Words, *, as_json: bool) -> None:
    if as_json:
        rows = [
            {
                "kind": one.kind,
                "address": one.address,
                "told": len(one.told.urls),
                "error": one.told.error,
            }
            for one in receivers
        ]
        show_json({"pages": news.pages, "feeds": news.feeds, "receivers": rows})
        return
    if not news:
        click.echo(words.say("nothing-to-tell"))
    for one in receivers:
        name = urlsplit(one.address).netloc
        if one.told.urls:
            click.echo(words.say(f"told-{one.noun}", name=name, number=len(one.told.urls)))
        if one.told.error:
            click.echo(words.say("untold", name=name, cause=one.told.error), err=True)
    for url in () if receivers else (*news.pages, *news.feeds):
        click.echo(url)
