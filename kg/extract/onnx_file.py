"""ONNX files changed without an ONNX library: a large tensor left out of the graph, another output added.

An ONNX file is a protocol buffer: fields, each a number and a wire type, then a length and so many bytes, or a number.
Field 7 of the model is the graph. Of the graph's, 5 are its tensors, 11 its inputs, 12 its outputs. A tensor has its
name in field 8 and its values in field 9; an input or output its name in field 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_GRAPH, _TENSOR, _INPUT, _OUTPUT = 7, 5, 11, 12
_BYTES, _FIXED = 2, {1: 8, 5: 4}
_FLOATS = bytes([0x08, 1])  # element type 1


class Field(NamedTuple):
    """A field of a message: where it begins, and where what it holds begins and ends."""

    number: int
    begin: int
    start: int
    end: int


def without_tensor(model: memoryview, name: str) -> tuple[bytes, range]:
    """`model` with its tensor `name`, a table of floats, as an input instead; where in `model` the values stand.

    Raises:
        ValueError: there is no such tensor, or `model` is no ONNX file.
    """
    (graph,) = _of(model, 0, len(model), _GRAPH)
    for tensor in _of(model, graph.start, graph.end, _TENSOR):
        if any(model[held.start : held.end] == name.encode() for held in _of(model, tensor.start, tensor.end, 8)):
            (values,) = _of(model, tensor.start, tensor.end, 9)
            kept = bytes(model[graph.start : tensor.begin]) + bytes(model[tensor.end : graph.end])
            parts = model[: graph.begin], _written(_GRAPH, kept), model[graph.end :], _as_input(name)
            return b"".join(parts), range(values.start, values.end)
    raise ValueError(f"no tensor {name}")


def also_output(name: str) -> bytes:
    """Bytes that, put behind an ONNX file, make the tensor `name` one more output of its graph.

    Messages that are joined end to end are merged field by field.
    """
    return _written(_GRAPH, _written(_OUTPUT, _written(1, name.encode())))


def _as_input(name: str) -> bytes:
    """Bytes that make `name`, a tensor of floats, one more input of the graph."""
    type_ = _written(2, _written(1, _FLOATS))
    return _written(_GRAPH, _written(_INPUT, _written(1, name.encode()) + type_))


def _of(data: memoryview, at: int, end: int, number: int) -> list[Field]:
    return [field for field in _fields(data, at, end) if field.number == number]


def _fields(data: memoryview, at: int, end: int) -> Iterator[Field]:
    """The fields of the message ``data[at:end]``."""
    while at < end:
        key, start = _number(data, at)
        kind, size = key & 7, _FIXED.get(key & 7, 0)
        if kind == _BYTES:
            size, start = _number(data, start)
        elif not kind:
            _, after = _number(data, start)
            size = after - start
        elif kind not in _FIXED:
            raise ValueError(f"no ONNX file: wire type {kind} at {at}")
        if start + size > end:
            raise ValueError(f"no ONNX file: a field at {at} is cut off")
        yield Field(key >> 3, at, start, start + size)
        at = start + size


def _number(data: memoryview, at: int) -> tuple[int, int]:
    """The number at `at`, seven bits a byte, and where it ends."""
    found = shift = 0
    while at < len(data) and shift < 64:
        byte = data[at]
        at += 1
        found |= (byte & 0x7F) << shift
        if byte < 0x80:
            return found, at
        shift += 7
    raise ValueError(f"no ONNX file: a number at {at} has no end")


def _written(number: int, content: bytes) -> bytes:
    size, length = bytearray(), len(content)
    while length > 0x7F:
        size.append(length & 0x7F | 0x80)
        length >>= 7
    return bytes([number << 3 | _BYTES, *size, length]) + content
