"""What goes over the pipes between the judge and a child: JSON beside safetensors, never a pickle.

A frame is two little-endian uint32 lengths (JSON, tensors), the JSON text, then a safetensors file. Whatever a child sends is
read with explicit limits and is only ever data: numbers, strings, lists and dense tensors; anything else is described in words.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from safetensors.torch import load

MAX_FRAME_BYTES = 48 * 1024 * 1024
MAX_TEXT_BYTES = 4 * 1024 * 1024
"""JSON becomes objects of ten times its size, and takes its time: what is honest stays far below this."""
MAX_ITEMS = 100_000
"""Numbers, strings and lists in one value; more is described, not sent."""
MAX_STRING_CHARS = 2_000
MAX_TENSOR_BYTES = 24 * 1024 * 1024
MAX_DEPTH = 20
HEADER = struct.Struct("<II")
_ALIGNMENT = 8
_DTYPE_NAMES = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint8: "U8",
    torch.bool: "BOOL",
}


class WireError(Exception):
    """A frame that is not one of ours: too long, no JSON, no safetensors."""


@dataclass(frozen=True, slots=True)
class Undescribed:
    """A value that is not sent as it is: `kind` says what it was (`generator`, `sparse tensor`, ...)."""

    kind: str


class TooMuchError(Exception):
    """A value too large to be sent."""


def pack(message: Any) -> bytes:
    """Return one frame. Tensors and arrays in `message` travel as safetensors. Raises TooMuchError."""
    packer = _Packer()
    text = json.dumps(packer.encode(message, 0), ensure_ascii=True).encode()
    tensors = packer.safetensors()
    if len(text) > MAX_TEXT_BYTES or len(text) + len(tensors) > MAX_FRAME_BYTES:
        raise TooMuchError
    return HEADER.pack(len(text), len(tensors)) + text + tensors


def lengths(header: bytes) -> tuple[int, int]:
    """Return the lengths of JSON and tensors in bytes. Raises WireError when they are out of bounds."""
    text_bytes, tensor_bytes = HEADER.unpack(header)
    if text_bytes > MAX_TEXT_BYTES or text_bytes + tensor_bytes > MAX_FRAME_BYTES:
        raise WireError("frame too long")
    return text_bytes, tensor_bytes


def unpack(text: bytes, tensors: bytes) -> Any:
    """Return the message of one frame. Raises WireError."""
    try:
        return _decode(json.loads(text), _load(tensors), 0)
    except Exception as error:
        # Whatever a stranger's bytes do to JSON, safetensors or torch is the stranger's fault, not the judge's.
        raise WireError("not a frame of ours") from error


def _load(tensors: bytes) -> Mapping[str, torch.Tensor]:
    loaded = load(tensors) if tensors else {}
    if any(tensor.dtype not in _DTYPE_NAMES for tensor in loaded.values()):
        raise WireError("a dtype that is never sent")
    return loaded


class _Packer:
    def __init__(self) -> None:
        self._header: dict[str, Any] = {}
        self._data = bytearray()
        self._items = 0

    def safetensors(self) -> bytes:
        """Return the tensors put aside, in the safetensors format (nothing when there are none).

        The library's own writer first looks for memory that tensors share; these are copies, and it takes ten times as long.
        Source: https://github.com/huggingface/safetensors#format
        """
        if not self._header:
            return b""
        header = json.dumps(self._header).encode()
        header += b" " * (-len(header) % _ALIGNMENT)
        return struct.pack("<Q", len(header)) + header + bytes(self._data)

    def encode(self, value: Any, depth: int) -> Any:
        """Return `value` as JSON data, tensors put aside."""
        self._items += 1
        if depth > MAX_DEPTH or self._items > MAX_ITEMS:
            raise TooMuchError
        kind = type(value)
        if value is None or kind in (bool, float):
            return value
        if kind is int:
            if value.bit_length() < 64:
                return value
            return {"$int": hex(value)} if value.bit_length() < 8 * MAX_STRING_CHARS else {"$other": "enormous integer"}
        if kind is str:
            return value[:MAX_STRING_CHARS].encode("utf-8", "replace").decode()
        if kind is list:
            return [self.encode(item, depth + 1) for item in value]
        if kind is tuple:
            return {"$tuple": [self.encode(item, depth + 1) for item in value]}
        if kind is dict:
            return {"$dict": [[self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in value.items()]}
        return self._encode_array(value, depth)

    def _encode_array(self, value: Any, depth: int) -> Any:
        if type(value) is Undescribed:
            return {"$other": value.kind[:200]}
        # The real type is asked for: `__class__` of an object can say anything.
        kind = type(value)
        if issubclass(kind, np.generic):
            return self.encode(value.item(), depth + 1)
        if issubclass(kind, np.ndarray):
            try:
                return self._put(torch.from_numpy(np.array(value, copy=True)), {"numpy": True})
            except (TypeError, ValueError, RuntimeError):
                return {"$other": f"numpy array of {str(value.dtype)[:50]}"}
        if issubclass(kind, torch.Tensor):
            return self._encode_tensor(value)
        return {"$other": type(value).__name__[:200]}

    def _encode_tensor(self, value: torch.Tensor) -> Any:
        with torch._C.DisableTorchFunctionSubclass(), torch.no_grad():
            if value.layout != torch.strided:
                return {"$other": "sparse tensor"}
            if value.device.type != "cpu":
                return {"$other": f"tensor on {value.device.type}"}
            if value.is_nested or value.dtype not in _DTYPE_NAMES:
                kind = "nested" if value.is_nested else str(value.dtype).removeprefix("torch.")
                return {"$other": f"{kind} tensor"}
            if value.numel() * value.element_size() > MAX_TENSOR_BYTES:
                raise TooMuchError
            plain = value.detach().clone(memory_format=torch.contiguous_format)
            return self._put(torch.Tensor.as_subclass(plain, torch.Tensor), {"grad": value.requires_grad})

    def _put(self, tensor: torch.Tensor, facts: Mapping[str, bool]) -> Any:
        name = f"t{len(self._header)}"
        start = len(self._data)
        self._data += tensor.reshape(-1).view(torch.uint8).numpy().tobytes()
        offsets = [start, len(self._data)]
        self._header[name] = {"dtype": _DTYPE_NAMES[tensor.dtype], "shape": list(tensor.shape), "data_offsets": offsets}
        return {"$tensor": name, **facts}


def _decode(value: Any, tensors: Mapping[str, torch.Tensor], depth: int) -> Any:
    if depth > 3 * MAX_DEPTH:
        raise WireError("nested too deep")
    if isinstance(value, list):
        return [_decode(item, tensors, depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    if "$tensor" in value:
        return tensors[value["$tensor"]]
    if "$tuple" in value:
        return tuple(_decode(item, tensors, depth + 1) for item in value["$tuple"])
    if "$dict" in value:
        return {_key(key): _decode(item, tensors, depth + 1) for key, item in value["$dict"]}
    if "$int" in value:
        return int(value["$int"], 16)
    return Undescribed(str(value["$other"])[:200])


def _key(key: Any) -> Any:
    return key if isinstance(key, (str, int, float, bool, type(None))) else str(key)[:200]
