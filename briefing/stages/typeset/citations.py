"""Citations: the numbers a statement carries, and where in the references the passages stand that it rests on."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from briefing.model import Article, Briefing, Passage, Quoted, Reference

TITLE = "t"  # in the place of a passage that is the title


class Citations:
    """The citations of one briefing."""

    def __init__(self, briefing: Briefing) -> None:
        self._references = {(one.article, one.capture): one for one in briefing.references}
        self._articles = {(one.id, one.capture): one for one in briefing.articles}

    def marks(self, passages: Iterable[Passage], *, for_page: bool) -> Markup:
        """The references of these passages in ascending order, "[^1][^4]"; for the page within a mark of the passages they stand for."""
        found = [(self._reference(passage), passage) for passage in passages]
        cited = sorted(((one, passage) for one, passage in found if one), key=lambda pair: pair[0].number)
        numbers = "".join(f"[^{number}]" for number in dict.fromkeys(reference.number for reference, _ in cited))
        if not for_page or not numbers:
            return Markup(numbers)  # noqa: S704 - numbers
        places = dict.fromkeys(f"{reference.number}.{self._place(reference, passage)}" for reference, passage in cited)
        return Markup(f'<span class="cites" data-at="{" ".join(places)}">{numbers}</span>')  # noqa: S704 - numbers

    def _reference(self, passage: Passage) -> Reference | None:
        """The reference of a reading; one that names no reading of its article stands for all."""
        return self._references.get((passage.article, passage.sha256)) or self._references.get((passage.article, ""))

    def _place(self, reference: Reference, passage: Passage) -> int | str:
        """Which of the passages quoted in the reference holds this one, counted from 0."""
        read = self._articles.get((passage.article, passage.sha256))
        if not 0 < passage.paragraph <= (len(read.paragraphs) if read else 0):
            return TITLE
        words = read.paragraphs[passage.paragraph - 1][passage.start : passage.end] if read else ""
        quoted = enumerate(reference.quoted)
        return next((at for at, one in quoted if one.paragraph == passage.paragraph and words in one.text), TITLE)


def quoted_at(briefing: Briefing) -> Mapping[str, tuple[Article, Quoted]]:
    """The readings and passages that the marks of `Citations` stand for: "3.0" is the first passage of reference 3."""
    readings = {(one.id, one.capture): one for one in briefing.articles}
    found: dict[str, tuple[Article, Quoted]] = {}
    for reference in briefing.references:
        if read := readings.get((reference.article, reference.capture)):
            found[f"{reference.number}.{TITLE}"] = (read, Quoted(paragraph=0, text=read.title))
            found |= {f"{reference.number}.{at}": (read, quoted) for at, quoted in enumerate(reference.quoted)}
    return found
