"""Bodies as pages show them: what their links lead to, their pictures, films and posts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from generator.model.pieces import BodyView, EmbedView, PictureView
from generator.model.problem import WARNING, Problem, problem
from generator.model.story import Article, Reference
from generator.stages.link.targets import Targets, picture, recording
from generator.stages.plan.abroad import whole
from generator.stages.plan.embeds import embed_view
from generator.stages.plan.paper import Paper
from generator.stages.plan.recordings import publish

CREDITED = " | "  # between the caption and the credit in the title of a picture


@dataclass(slots=True)
class Bodies:
    """Plans bodies; problems: dead links and pictures in them.

    find: gives what links may lead to, which takes the outline of the whole paper to know.
    """

    paper: Paper
    find: Callable[[], Targets]
    problems: list[Problem] = field(default_factory=list)
    _targets: Targets | None = None

    def view(self, one: Article) -> BodyView:
        """Find what the links and pictures of a body lead to."""
        links = []
        for reference in one.body.links:
            url = self._link(reference, one) or self._file_url(reference, one)
            if not url:
                place = (one.path, reference.line, reference.column)
                details = {"target": reference.target}
                self.problems.append(problem(place, "dead-link", WARNING, **details))
            links.append(url)
        pictures = tuple(self._picture(one, row) for row in range(len(one.body.pictures)))
        return BodyView(one.body.digest, tuple(links), pictures, embeds=self._embeds(one))

    def _link(self, reference: Reference, one: Article) -> str:
        if self._targets is None:
            self._targets = self.find()
        return self._targets.link(reference.target, one)

    def _embeds(self, one: Article) -> tuple[EmbedView, ...]:
        shown = [embed_view(self.paper, one, row) for row in one.body.embeds]
        self.problems.extend(flaw for _, flaws in shown for flaw in flaws)
        return tuple(view for view, _ in shown)

    def _file_url(self, reference: Reference, one: Article) -> str:
        """Give the URL of a picture or recording that is linked; "" if it is neither."""
        heard = recording(reference.target, one.path, self.paper.site.recordings)
        if heard is not None and not heard.flaw:
            return publish(self.paper, heard)
        file = picture(reference.target, one.path, self.paper.site.pictures)
        return self.paper.picture_url(file)

    def pictures(self, one: Article) -> Iterator[str]:
        """Give the absolute URLs of the pictures that an article's page shows."""
        paper = self.paper
        shown = [paper.site.pictures.get(one.image.src)]
        shown += (picture(row.target, one.path, paper.site.pictures) for row in one.body.pictures)
        views = (paper.picture(file, "") for file in shown)
        return (whole(paper, view.url) for view in views if view is not None)

    def _picture(self, one: Article, number: int) -> PictureView | None:
        reference = one.body.pictures[number]
        file = picture(reference.target, one.path, self.paper.site.pictures)
        place = (one.path, reference.line, reference.column)
        if file is None or file.flaw:
            code = file.flaw if file else "missing-image"
            name = reference.target
            self.problems.append(problem(place, code, WARNING, name=name))
            return PictureView("", self.paper.html(reference.text, one.lang), 0, 0)
        if not reference.text:
            self.problems.append(problem(place, "missing-alt", WARNING, name=reference.target))
        shown = self.paper.album.view(file, reference.text)
        caption, _, credit = reference.title.partition(CREDITED)
        return replace(
            shown,
            caption=self.paper.html(caption.strip(), one.lang),
            credit=self.paper.html(credit.strip(), one.lang),
        )
