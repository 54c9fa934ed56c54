"""How many sentences a second the numbers and the whole figure grammar read, beside a bare regular expression and the sentence splitter.

The sentences are those of the embedded sample day (or of --texts FILE, one text a line), over and over, a made-up word behind each
so that nothing is remembered from the round before. All run in one process, in turns; the figures are medians of processor time.
Where text2num is installed (it is no dependency), its reader of spelled numbers is measured beside. Prints a Markdown table.
Usage: figures.py [--texts FILE] [--runs N] [--rounds N]
"""

import argparse
import importlib
import re
import string
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from importlib import resources
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from stopwatch import ROOT, median, table

sys.path.insert(0, str(ROOT))
from briefing.language.numbers import numbers
from briefing.language.sentences import spans
from briefing.model import Article, Capture
from briefing.stages.extract import extract
from briefing.stages.measure import measure
from briefing.stages.measure.counting.grammar import counts, tag

MEDIA = {".html": "text/html", ".txt": "text/plain", ".md": "text/markdown", ".xml": "application/xml"}
BARE = re.compile(
    r"[$€£]?\d[\d,. ]*\d|\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen)\b",
    re.IGNORECASE,
)
SPLITTING, WHOLE = "splitting into sentences", "`measure()` on whole articles"


def sample() -> tuple[Article, ...]:
    """The articles of the embedded sample day."""
    made: list[Article] = []
    for file in sorted((file for file in resources.files("briefing").joinpath("sample").iterdir()), key=lambda file: file.name):
        if media := MEDIA.get(Path(file.name).suffix):
            body = file.read_bytes()
            capture = Capture(
                sha256=sha256(body).hexdigest(),
                name=file.name,
                media_type=media,
                body=body,
                fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
            made += extract(capture, ZoneInfo("UTC")).articles
    return tuple(made)


def given(file: Path) -> tuple[Article, ...]:
    """The lines of a file, each as the one paragraph of an article."""
    model = sample()[0]
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(replace(model, id=f"given{at}", title="", paragraphs=(line,)) for at, line in enumerate(lines))


def fresh_words() -> Iterator[str]:
    """Words no text has: "qaaa", "qaab" …"""
    return (f"q{''.join(letters)}" for letters in product(string.ascii_lowercase, repeat=3))


def marked(articles: Sequence[Article], word: str) -> tuple[Article, ...]:
    """The articles with a word behind each paragraph."""
    return tuple(replace(one, paragraphs=tuple(f"{text} {word}" for text in one.paragraphs)) for one in articles)


def sentences(articles: Sequence[Article]) -> list[str]:
    return [text[start:end] for one in articles for text in one.paragraphs for start, end in spans(text, one.language)]


def grammar(sentence: str) -> object:
    return counts(tag(sentence, numbers(sentence)))


def bare(sentence: str) -> object:
    return list(BARE.finditer(sentence))


def seconds(read: Callable[[Any], object], many: Sequence[object]) -> float:
    """Processor time of reading every one once."""
    started = time.process_time()
    for one in many:
        read(one)
    return time.process_time() - started


def main() -> int:
    """Measure in turns and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--runs", type=int, default=5, help="runs whose median counts")
    parser.add_argument("--rounds", type=int, default=20, help="times the texts are read in a run")
    asked = parser.parse_args()
    articles = given(asked.texts) if asked.texts else sample()
    words = fresh_words()
    each: dict[str, Callable[[str], object]] = {
        "`numbers()`": numbers,
        "`counts(tag(numbers()))`": grammar,
        "a bare regular expression": bare,
    }
    try:
        spelled = importlib.import_module("text_to_num").alpha2digit
        each["text2num, spelled numbers only"] = lambda sentence: spelled(sentence, "en")
    except ImportError:
        pass
    took: dict[str, list[float]] = {name: [] for name in (*each, SPLITTING, WHOLE)}
    texts: list[str] = []
    for _ in range(asked.runs):
        rounds = [marked(articles, next(words)) for _ in range(asked.rounds)]
        took[SPLITTING].append(seconds(sentences, rounds))
        texts = [sentence for some in rounds for sentence in sentences(some)]
        for name, read in each.items():
            took[name].append(seconds(read, texts))
        took[WHOLE].append(seconds(measure, rounds))
    total = len(texts)
    base = median(took["`numbers()`"])
    rows = [[name, f"{total / median(some):,.0f}", f"{median(some) / base:.2f}"] for name, some in took.items()]
    long = sum(len(sentence) for sentence in texts) / total
    note = f"{total:,} sentences of {long:.0f} characters on average, {asked.runs} runs in turns, processor time."
    print(table("Figures", ["", "sentences a second", "times as long as `numbers()`"], rows, note))
    return 0


if __name__ == "__main__":
    sys.exit(main())
