"""Which bodies a view shows: rendering fills in just those, so no others are ever loaded."""

from generator.model.feeds import FeedView, PodcastView
from generator.model.pieces import BodyView


def bodies_of(view: object) -> tuple[BodyView, ...]:
    """Give the bodies that a view shows: its own, or those of the stories that it holds."""
    if isinstance(view, PodcastView):
        return view.feed.bodies
    if isinstance(view, FeedView):
        return view.bodies
    body = getattr(view, "body", None)
    return (body,) if isinstance(body, BodyView) else ()
