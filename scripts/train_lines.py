"""Build briefing/stages/extract/text/line_weights.tsv, the weights by which a line of a scrape is taken for text of the article.

    python -m pip install scikit-learn && python scripts/make_scrapes.py --data FOLDER --out scrapes.jsonl.gz
    python scripts/train_lines.py scrapes.jsonl.gz [--last-look]

Runs by hand, never at run time. Every line of every scrape is labelled by how much of it stands in the known body; what
cannot be told (headings, captions, summaries, lines half in the body) is left out. Publishers are split by a hash of their
host: six tenths train, two validate, and two are read with --last-look alone, once, when everything is decided. The same
scrapes give the same weights.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from briefing.stages.extract.text import body as reading
from briefing.stages.extract.text.features import NAMES, features
from briefing.stages.extract.text.lines import Line, read
from briefing.stages.extract.text.weigh import NEVER

TARGET = Path(__file__).resolve().parent.parent / "briefing" / "stages" / "extract" / "text" / "line_weights.tsv"
ALWAYS = ("cut at links", "text nodes", "filtered", "whole")  # renderings taken of every page; of the others three by chance
RAW = ("cut at links", "text nodes", "inscriptis", "resiliparse", "lynx")
TEXT, OTHER, UNKNOWN, HEADING = 1, 0, -1, -2  # a heading within the text is learned as no text, and costs nothing if taken
MOST_LINES = 3000
SHINGLE = 3
STRENGTH = 0.1  # of the regularisation, as its inverse: chosen on the validation part, where 0.01 to 1 differ by 0.001
WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+"
)
CLOSED = re.compile(r"[.!?…:;,\"”»)。！？]$")


@dataclass(kw_only=True)
class Page:
    """A scrape: its lines as the rules see them, a label for each, and the numbers of those that may be text."""

    part: str
    way: str
    lines: Sequence[Line]
    labels: Any
    open: Any = field(default=None)
    numbers: Any = field(default=None)

    def measure(self) -> None:
        found = features(self.lines, reading.best_run(self.lines))
        self.open = np.array([index for index, one in enumerate(found) if one is not None], dtype=int)
        self.numbers = np.array([one for one in found if one is not None], dtype=np.float32).reshape(-1, len(NAMES))

    def weights(self) -> Any:
        """Longer lines count more, and long pages less than their length would make them."""
        each = np.sqrt([min(60, max(1, self.lines[index].words)) for index in self.open])
        return each / max(1.0, each[self.labels[self.open] == TEXT].sum()) ** 0.7


class Known:
    """A text whose words can be looked for in the lines of a page."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self.words = [word for paragraph in paragraphs for word in words_of(paragraph)]
        self.runs = set(shingles(self.words))
        self.text = f" {' '.join(self.words)} "

    def share(self, words: Sequence[str]) -> float:
        """The share of these words that stand in the text in runs of three."""
        if len(words) < SHINGLE:
            return float(bool(words) and f" {' '.join(words)} " in self.text)
        covered = [False] * len(words)
        for start, run in enumerate(shingles(words)):
            if run in self.runs:
                covered[start : start + SHINGLE] = [True] * SHINGLE
        return sum(covered) / len(words)


def words_of(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text)]


def shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)]


def part_of(host: str) -> str:
    tenth = int(sha256(f"line-split:{host}".encode()).hexdigest(), 16) % 10
    return "train" if tenth < 6 else "validate" if tenth < 8 else "last"


def pages_of(path: Path) -> Iterator[Page]:
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            versions = [
                (Known(body), Known(optional), {" ".join(words_of(head)) for head in heads})
                for body, optional, heads in row["versions"]
            ]
            others = sorted(set(row["ways"]) - set(ALWAYS), key=lambda way: sha256(f"{row['page']}|{way}".encode()).digest())
            for way in [*(way for way in ALWAYS if way in row["ways"]), *others[:3]]:
                lines = read(row["ways"][way])
                found = labelled(lines, versions, exact=row["set"] == "publishers", cut=way == "cut at links")
                if found and len(lines) <= MOST_LINES:
                    page = Page(part=part_of(row["host"]), way=way, lines=reading.by_neighbours(lines), labels=np.array(found))
                    page.measure()
                    yield page


def labelled(
    lines: Sequence[Line], versions: Sequence[tuple[Known, Known, set[str]]], *, exact: bool, cut: bool
) -> list[int] | None:
    """A label for every line, or None where the page does not hold enough of the body. `exact`: the body has no headings in it."""
    words = [words_of(line.text) for line in lines]
    best: tuple[float, Known, list[float], Known, set[str]] | None = None
    for body, optional, heads in versions:
        shares = [body.share(some) for some in words]
        found = sum(share * len(some) for share, some in zip(shares, words, strict=True) if len(some) >= 5) / max(
            1, len(body.words)
        )
        if best is None or found > best[0]:
            best = (found, body, shares, optional, heads)
    if best is None or len(lines) < 3 or len(best[1].words) < 60 or best[0] < (0.3 if cut else 0.5):
        return None
    _, _, shares, optional, heads = best
    labels = [label(line, some, share, optional.share(some), exact) for line, some, share in zip(lines, words, shares, strict=True)]
    labels = [HEADING if " ".join(some) in heads and some else one for some, one in zip(words, labels, strict=True)]
    start, stop = densest([len(some) for some in words], labels)
    seen = set()
    for index in range(len(labels) - 1, -1, -1):
        if labels[index] == TEXT and not start <= index < stop:
            labels[index] = UNKNOWN
        if labels[index] == TEXT:  # of a text that stands there twice the last is the one in its place
            key = " ".join(words[index])
            labels[index] = UNKNOWN if key in seen else TEXT
            seen.add(key)
        if len(words[index]) in range(1, 5) and shares[index] == 1 and labels[index] != HEADING:
            labels[index] = UNKNOWN if start - 3 <= index < stop + 3 else OTHER
    enough = sum(len(some) for some, one in zip(words, labels, strict=True) if one == TEXT) >= 50
    return labels if enough else None


def label(line: Line, words: Sequence[str], share: float, optional: float, exact: bool) -> int:
    if not words:
        return OTHER
    if optional >= 0.9 and (share < 0.9 or not exact):
        return UNKNOWN
    if share < 0.85 or len(words) < 5:
        return OTHER if share <= 0.35 or len(words) < 5 else UNKNOWN
    heading = len(words) <= 12 and not CLOSED.search(line.text) and not line.bullet
    return UNKNOWN if heading and not exact else TEXT


def densest(lengths: Sequence[int], labels: Sequence[int]) -> tuple[int, int]:
    """(start, stop) of the lines that hold the body, so that a sentence of it in a teaser elsewhere is not taken for it."""
    best, total, start = (0.0, 0, 0), 0.0, 0
    for index, (length, one) in enumerate(zip(lengths, labels, strict=True)):
        total += length if one == TEXT else -0.3 * min(length, 20) if one == OTHER else 0.0
        if total <= 0:
            total, start = 0.0, index + 1
        if total > best[0]:
            best = (total, start, index + 1)
    return best[1], best[2]


def fitted(pages: Sequence[Page]) -> tuple[float, Any]:
    """The bias and the weights of a logistic regression over the pages' lines, in the units of the numbers themselves."""
    numbers = np.concatenate([page.numbers for page in pages]).astype(np.float64)
    labels = np.concatenate([page.labels[page.open] for page in pages])
    weights = np.concatenate([page.weights() for page in pages])
    told = labels != UNKNOWN
    numbers, labels, weights = numbers[told], labels[told] == TEXT, weights[told] / weights[told].mean()
    mean, spread = numbers.mean(0), numbers.std(0) + 1e-9
    model = LogisticRegression(max_iter=1000, C=STRENGTH).fit((numbers - mean) / spread, labels, sample_weight=weights)
    slopes = model.coef_[0] / spread
    return float(model.intercept_[0] - (slopes * mean).sum()), slopes


def kept(page: Page, model: tuple[float, Any]) -> list[int]:
    """The lines that `body.find` takes for text with this model."""
    chances = np.full(len(page.lines), NEVER)
    chances[page.open] = 1 / (1 + np.exp(-np.clip(page.numbers @ model[1] + model[0], -30, 30)))
    found = reading.find([replace(line, chance=float(chance)) for line, chance in zip(page.lines, chances, strict=True)])
    numbers = {line.number for line in found.paragraphs} if found else set()
    return [index for index, line in enumerate(page.lines) if line.number in numbers]


def by_rules(page: Page) -> list[int]:
    """The lines that the rules alone take: the prose of their densest run."""
    start, stop = reading.best_run(page.lines) or (0, 0)
    return [index for index in range(start, stop) if page.lines[index].kind == "prose"]


def score(page: Page, taken: Sequence[int]) -> tuple[float, float, float]:
    """F1, precision and recall of the words of the lines taken; lines that could not be labelled neither count nor cost."""
    bags: dict[int, Counter[str]] = defaultdict(Counter)
    for line, one in zip(page.lines, page.labels, strict=True):
        bags[int(one)].update(words_of(line.text))
    found = Counter(word for index in taken for word in words_of(page.lines[index].text))
    hit = sum((found & bags[TEXT]).values())
    extra = sum(((found - bags[TEXT]) - bags[UNKNOWN] - bags[HEADING]).values())
    precision, recall = hit / max(1, hit + extra), hit / max(1, sum(bags[TEXT].values()))
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def report(name: str, pages: Sequence[Page], take: Callable[[Page], list[int]]) -> None:
    groups: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for page in pages:
        found = score(page, take(page))
        for group in ("all", "raw" if page.way in RAW else "markdown", page.way):
            groups[group].append(found)
    for group, scores in sorted(groups.items()):
        mean = np.mean(scores, axis=0)
        median = float(np.median([one[0] for one in scores]))
        print(
            f"{name}: {group}: pages {len(scores)} F1 {mean[0]:.3f} precision {mean[1]:.3f} recall {mean[2]:.3f} median F1 {median:.3f}"
        )


def main() -> None:
    """Train, say how well it reads the validation part, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scrapes", type=Path)
    parser.add_argument("--last-look", action="store_true", help="read the last part too")
    options = parser.parse_args()
    parts: dict[str, list[Page]] = defaultdict(list)
    for page in pages_of(options.scrapes):
        parts[page.part].append(page)
    model = fitted(parts["train"])
    for part in ("validate", "last") if options.last_look else ("validate",):
        report(f"{part}, rules alone", parts[part], by_rules)
        report(f"{part}, model", parts[part], lambda page: kept(page, model))
    lines = sum(len(page.open) for page in parts["train"])
    with TARGET.open("w", encoding="utf-8") as out:
        out.write("# Weights of the numbers of features.py. Made by scripts/train_lines.py from scrapes made of published pages:\n")
        out.write(f"# {len(parts['train'])} scrapes, {lines:,} lines that may be text. number, weight\n")
        for name, weight in (("bias", model[0]), *zip(NAMES, model[1], strict=True)):
            out.write(f"{name}\t{weight:.5g}\n")


if __name__ == "__main__":
    main()
