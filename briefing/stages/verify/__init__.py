"""Before anything is printed: every sentence, number, name and quotation against the stored bytes it rests on."""

from collections.abc import Mapping
from dataclasses import replace

from briefing.model import Briefing, Capture, Checked
from briefing.stages.verify.evidence import Evidence
from briefing.stages.verify.rebuild import rebuilt
from briefing.stages.verify.review import Review

__all__ = ["recheck", "verify"]


def verify(briefing: Briefing, captures: Mapping[str, Capture]) -> Briefing:
    """The briefing without the statements that fail; what was checked and refused is in `coverage.checked`.

    `captures` holds the captures by sha256. A report that loses its headline is headed by its first statement; one that
    loses every statement is listed in `coverage.left_out`.
    """
    review = Review(Evidence(briefing, captures))
    kept = rebuilt(briefing, review)
    return replace(kept, coverage=replace(kept.coverage, checked=review.checked()))


def recheck(briefing: Briefing, captures: Mapping[str, Capture]) -> Checked:
    """Every citation of a finished briefing against the stored captures; each failure is in `dropped`, and nothing is changed."""
    review = Review(Evidence(briefing, captures))
    rebuilt(briefing, review)
    review.references(briefing)
    return review.checked()
