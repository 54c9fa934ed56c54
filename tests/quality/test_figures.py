"""How many of the figures found in open text are right, judged by hand; a floor may only rise.

Gold: `figure_labels.tsv`, 750 figures drawn at random (seeds 2311, 4711, 9091, 777; at most a quarter sums of money and three
tenths of kind "other") from articles on the war and from general feeds, each judged on kind, value and role before its set's
mistakes were mended (identities, hashes of the sentences and labels alone; the texts are their publishers'). `-` is a number
that is no figure.

| set | what it is | kind and value right when judged | and role |
|---|---|---|---|
| tune | half of the articles and items, by hash; its mistakes were mended | 184/200 | 178/200 |
| held | the other half, judged after that | 192/200 | 188/200 |
| held2 | the other half again, after the mistakes of `held` were mended | 192/200 | 190/200 |
| held3 | the other half again, after those of `held2`; 150 | 144/150 | 144/150 |

Of the acts of money and equipment (what is done with them) in `held` and `held2` 23 of 30 were right; of 70 more of that half,
drawn after those mistakes were mended, 61. Of about 200 numbers of that half that count casualties, arms, damage or people
moved, read sentence by sentence, about 19 in 20 were found.
"""

import gzip
import hashlib
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from briefing.model import Article, Figure
from briefing.stages.measure import measure

HERE = Path(__file__).parent
DATA = Path(__file__).parents[2].parent / "shared" / "data"
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not DATA.is_dir(), reason="the articles are not beside the project")]


def plain(markup: str | None) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", markup or ""))).strip()


def items(name: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Identity, title and paragraphs of the items of a file; of two with one identity the first counts."""
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            item = json.loads(line)
            if "link" in item:
                yield item["link"], plain(item["title"]), (plain(item.get("description")),)
            else:
                paragraphs = (re.sub(r"\s+", " ", part).strip() for part in item["text"].split("\n") if part.strip())
                yield item["id"], item.get("title") or "", tuple(paragraphs)


@cache
def labelled() -> tuple[tuple[str, str, str, str, float, str, str], ...]:
    rows = [line.split("\t") for line in (HERE / "figure_labels.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    return tuple((name, file, one, sentence, float(value), kind, role) for name, file, one, sentence, value, kind, role in rows)


@cache
def found() -> dict[tuple[str, str, float], list[Figure]]:
    """The figures of the labelled items by identity, hash of the sentence and value."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for _, file, one, *_ in labelled():
        wanted[file].add(one)
    figures: dict[tuple[str, str, float], list[Figure]] = defaultdict(list)
    for name, identities in wanted.items():
        for one, title, paragraphs in items(name):
            if one in identities:
                identities.discard(one)
                made = measure(
                    [Article(id=one, capture="c", item=0, title=title, publisher="p", paragraphs=paragraphs, language="en")]
                )
                for figure in made:
                    sentence = hashlib.sha256(figure.sentence.encode()).hexdigest()[:12]
                    figures[one, sentence, figure.value].append(figure)
    return figures


def right(row: tuple[str, str, str, str, float, str, str], *, role_too: bool) -> bool:
    _, _, one, sentence, value, kind, role = row
    there = found()[one, sentence, value]
    if kind == "-":
        return not there
    return any(figure.kind == kind and (figure.role == role or not role_too) for figure in there)


def share(name: str, *, role_too: bool = False) -> float:
    rows = [row for row in labelled() if row[0] == name]
    return sum(right(row, role_too=role_too) for row in rows) / len(rows)


@pytest.mark.parametrize(
    ("name", "kinds", "roles"), [("tune", 0.96, 0.94), ("held", 0.96, 0.94), ("held2", 0.97, 0.97), ("held3", 0.97, 0.97)]
)
def test_most_figures_of_open_text_are_right_in_kind_value_and_role(name: str, kinds: float, roles: float):
    assert share(name) >= kinds
    assert share(name, role_too=True) >= roles


def main() -> None:
    """Print the rows that are wrong now."""
    for row in labelled():
        if not right(row, role_too=True):
            print(*row, [(figure.kind, figure.role) for figure in found()[row[2], row[3], row[4]]])


if __name__ == "__main__":
    main()
