"""The tensors stored in an ONNX file, read without the ONNX libraries: a model's weights are all this program needs of one."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_GRAPH, _INITIALISER = 7, 5  # the fields of the messages, as onnx.proto numbers them
_DIMENSION, _KIND, _NAME, _RAW = 1, 2, 8, 9
_FLOAT, _INT8 = 1, 3
_VARINT, _EIGHT_BYTES, _COUNTED, _FOUR_BYTES = 0, 1, 2, 5


def tensors(content: bytes) -> dict[str, NDArray[np.generic]]:
    """The stored tensors of 32-bit floats and 8-bit integers by name, in the order of the file. ValueError where it is no such file."""
    found: dict[str, NDArray[np.generic]] = {}
    for graph in _messages(content, _GRAPH):
        for initialiser in _messages(graph, _INITIALISER):
            shape: list[int] = []
            kind, name, raw = 0, "", b""
            for field, value in _fields(initialiser):
                if isinstance(value, int):
                    if field == _DIMENSION:
                        shape.append(value)
                    elif field == _KIND:
                        kind = value
                elif field == _NAME:
                    name = value.decode()
                elif field == _RAW:
                    raw = value
            if kind in (_FLOAT, _INT8):
                found[name] = np.frombuffer(raw, dtype="<f4" if kind == _FLOAT else "i1").reshape(shape)
    return found


def _messages(content: bytes, number: int) -> Iterator[bytes]:
    return (value for field, value in _fields(content) if field == number and isinstance(value, bytes))


def _fields(content: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The fields of a protocol buffer message: number and value."""
    at = 0
    while at < len(content):
        key, at = _varint(content, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(content, at)
            yield number, value
            continue
        if kind == _COUNTED:
            size, at = _varint(content, at)
        elif kind in (_EIGHT_BYTES, _FOUR_BYTES):
            size = 8 if kind == _EIGHT_BYTES else 4
        else:
            raise ValueError(f"not a protocol buffer: a field of kind {kind}")
        if at + size > len(content):
            raise ValueError("not a protocol buffer: it ends within a field")
        yield number, content[at : at + size]
        at += size


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, the lowest first, and where it ends."""
    value = shift = 0
    while at < len(content):
        byte = content[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at
    raise ValueError("not a protocol buffer: it ends within a number")
