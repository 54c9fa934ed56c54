"""Train the weights of briefing/stages/extract/live/seams.py: the signs that a paragraph opens an entry of a live blog.

    python scripts/train_seams.py --data ../shared/data

Runs by hand, never at run time; standard library only. Live blogs with known seams are rare, so they are made: the first one to
six paragraphs of neighbouring articles on one subject, one after another. A ridge-penalised logistic regression (Newton's method)
is fitted on one part of the articles; the figures printed are of the parts that were not looked at, told apart by publisher and
day. The same data give the same weights. "agency" and "colon" do not occur in the cleaned articles and are set by hand.
"""

import argparse
import gzip
import hashlib
import html
import json
import math
import random
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from briefing.stages.extract.live import seams

ENDS = re.compile(r"[.!?”\"’)]$")
FURNITURE = re.compile(
    r"(?i)subscri|newsletter|cookie|sign up|©|copyright|getty images|read more|click here|live updates|follow here"
)
ROUND_UP = re.compile(r"(?i)live ?blog|live updates|as it happened|at a glance|what we know on day|key events")
DATELINE = re.compile(r"^(?:[A-Z][\w ,.]{2,40})?\(?(?:CNN|Reuters|AP)\)?\s*[—–-]+\s*")
LENGTHS, SHARES = (1, 2, 3, 4, 5, 6), (18, 34, 24, 12, 7, 5)
PENALTY, ROUNDS = 3.0, 8
BY_HAND = {"agency": 1.5, "colon": -2.0}

Item = tuple[str, str, list[str]]  # day, publisher, paragraphs
Page = tuple[list[str], list[bool]]  # paragraphs, and which of them open an entry


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of an article that read as sentences, without furniture and datelines."""
    kept = []
    for part in re.split(r"\n+", text):
        line = re.sub(r"\s+", " ", part).strip()
        if len(line.split()) >= 5 and ENDS.search(line) and not FURNITURE.search(line):
            kept.append(DATELINE.sub("", line))
    return kept


def articles(data: Path) -> list[Item]:
    """Full texts on one war, by day."""
    found = []
    with gzip.open(data / "articles_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = paragraphs_of(row["text"])
            if len(text) >= 3 and not ROUND_UP.search(row["text"]):
                found.append((row["date"][:10], row["publisher"] or f"gdelt {row['country']}", text))
    return sorted(found, key=lambda item: (item[0], item[2][0]))


def feed_items(data: Path) -> list[Item]:
    """Feed items with their full text, each link once."""
    found: list[Item] = []
    seen: set[str] = set()
    with gzip.open(data / "feed_items_2025-12_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["link"] in seen or int(row["words"] or 0) < 200:
                continue
            seen.add(row["link"])
            text = paragraphs_of(html.unescape(re.sub(r"<[^>]+>", "", row["body_html"].replace("</p>", "\n\n"))))
            if len(text) >= 3:
                found.append((row["date"][:10], row["feed"].split("/")[2], text))
    return sorted(found, key=lambda item: (item[0], item[2][0]))


def pages(items: Sequence[Item], seed: int) -> list[Page]:
    """Made live blogs: the openings of 6 to 20 neighbouring articles in any order."""
    rng = random.Random(seed)  # noqa: S311  (pages are made with it, no secrets)
    made: list[Page] = []
    at = 0
    while at < len(items):
        count = rng.randint(6, 20)
        chunk = list(items[at : at + count])
        at += count
        rng.shuffle(chunk)
        text: list[str] = []
        opens: list[bool] = []
        for _, _, body in chunk:
            for place, paragraph in enumerate(body[: rng.choices(LENGTHS, SHARES)[0]]):
                text.append(paragraph)
                opens.append(place == 0)
        made.append((text, opens))
    return made


def table(made: Iterable[Page]) -> tuple[list[dict[str, float]], list[bool]]:
    """The signs at every paragraph but the first of each page, and whether it opens an entry."""
    rows: list[dict[str, float]] = []
    answers: list[bool] = []
    for text, opens in made:
        rows += seams.features(text)
        answers += opens[1:]
    return rows, answers


def chance(weights: Sequence[float], row: Sequence[float]) -> float:
    """The logistic function of the weighted signs."""
    score = sum(weight * value for weight, value in zip(weights, row, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def fit(rows: Sequence[Sequence[float]], answers: Sequence[bool]) -> list[float]:
    """The weights of the penalised logistic regression."""
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(ROUNDS):
        slope = [-PENALTY * weight for weight in weights]
        bend = [[PENALTY if i == j else 0.0 for j in range(size)] for i in range(size)]
        for row, answer in zip(rows, answers, strict=True):
            p = chance(weights, row)
            present = [i for i in range(size) if row[i]]
            for i in present:
                slope[i] += (answer - p) * row[i]
                for j in present:
                    bend[i][j] += p * (1 - p) * row[i] * row[j]
        weights = [weight + step for weight, step in zip(weights, solve(bend, slope), strict=True)]
    return weights


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """The solution of a system of linear equations (Gauss-Jordan with row pivots)."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        pivot = max(range(column, len(rows)), key=lambda at: abs(rows[at][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for at, row in enumerate(rows):
            if at != column and row[column]:
                factor = row[column] / rows[column][column]
                rows[at] = [a - factor * b for a, b in zip(row, rows[column], strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


def report(name: str, weights: dict[str, float], made: Iterable[Page]) -> None:
    """Print how well the seams of made pages are found at the chance of a half."""
    rows, answers = table(made)
    found = [chance(list(weights.values()), [row[sign] for sign in weights]) for row in rows]
    right = sum(p >= 0.5 and answer for p, answer in zip(found, answers, strict=True))
    precision, recall = right / max(1, sum(p >= 0.5 for p in found)), right / max(1, sum(answers))
    loss = -sum(math.log(p if answer else 1 - p) for p, answer in zip(found, answers, strict=True)) / len(answers)
    print(f"# {name}: {len(answers)} paragraphs, precision {precision:.3f}, recall {recall:.3f}, loss {loss:.3f}")


def main() -> None:
    """Fit on one part, print the weights as Python, and the figures of the other parts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    data: Path = parser.parse_args().data
    found, feeds = articles(data), feed_items(data)
    half = {item[0]: int(hashlib.md5(item[0].encode(), usedforsecurity=False).hexdigest(), 16) % 2 for item in found}
    learn = [item for item in found if item[1] == "cnn.com" or (item[1].startswith("gdelt") and half[item[0]] == 0)]
    rows, answers = table([*pages(learn, 1), *pages(learn, 2), *pages(learn, 5), *pages(feeds[:400], 3)])
    signs = [sign for sign in rows[0] if sign not in BY_HAND]
    weights = dict(zip(signs, fit([[row[sign] for sign in signs] for row in rows], answers), strict=True))
    for sign, weight in {**weights, **BY_HAND}.items():
        print(f'    "{sign}": {weight:.2f},')
    report("other days", weights, pages([item for item in found if item[1].startswith("gdelt") and half[item[0]] == 1], 4))
    report("other publishers", weights, pages([item for item in found if item[1] in ("usatoday.com", "theweek.co.uk")], 4))
    report("other subjects", weights, pages(feeds[len(feeds) // 2 :][:400], 4))


if __name__ == "__main__":
    main()
