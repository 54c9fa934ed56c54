"""Numbers the sources: a reference for each reading of an article that is cited, with the passages printed from it."""

from dataclasses import replace

from briefing.language import sentences
from briefing.model import Article, Briefing, Passage, Quoted, Reference


def cite(briefing: Briefing) -> Briefing:
    """The briefing with `references`, numbered in the order of first citation, and with the articles that are cited or counted.

    The order is that of print (`Briefing.printed`). Of an article that changed since an earlier edition the old and the new
    reading are two references. A passage shorter than its sentence is quoted with the sentence; a title is quoted only where
    nothing else of the article is printed, for the reference names it anyway. Articles cited come first, in the order of their numbers.
    """
    known = {(article.id, article.capture): article for article in briefing.articles}
    cited: dict[tuple[str, str], list[Passage]] = {}
    for statement in briefing.printed():
        for passage in statement.passages:
            cited.setdefault((passage.article, passage.sha256), []).append(passage)
    references = tuple(
        Reference(number=number, article=article, capture=capture, quoted=_quoted(passages, known))
        for number, ((article, capture), passages) in enumerate(cited.items(), 1)
    )
    counted = {article for chapter in briefing.chapters for report in chapter.reports for article in report.articles}
    order = {reading: number for number, reading in enumerate(cited)}
    corrected = {passage.article for one in briefing.changes.corrections for passage in one.printed.passages}
    kept = [
        article
        for article in briefing.articles
        if (article.id, article.capture) in order or article.id in counted or article.id in corrected
    ]
    kept.sort(key=lambda article: (order.get((article.id, article.capture), len(order)), article.id, article.capture))
    return replace(briefing, references=references, articles=tuple(kept))


def _quoted(passages: list[Passage], known: dict[tuple[str, str], Article]) -> tuple[Quoted, ...]:
    """The passages of one article in the order of its text, widened to whole sentences, none twice."""
    of_text = [passage for passage in passages if passage.paragraph > 0] or passages
    spans = sorted(
        {(passage.sha256, passage.paragraph, *_sentence(passage, known)) for passage in of_text}, key=lambda span: span[1:]
    )
    return tuple(
        Quoted(paragraph=paragraph, text=_text(known[passages[0].article, sha256], paragraph)[start:end])
        for sha256, paragraph, start, end in spans
    )


def _sentence(passage: Passage, known: dict[tuple[str, str], Article]) -> tuple[int, int]:
    article = known[passage.article, passage.sha256]
    if passage.paragraph == 0:
        return passage.start, passage.end
    return sentences.around(_text(article, passage.paragraph), passage.start, passage.end, article.language)


def _text(article: Article, paragraph: int) -> str:
    return article.title if paragraph == 0 else article.paragraphs[paragraph - 1]
