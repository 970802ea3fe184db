"""AES with CBC and PKCS #7 padding, as `bytes.Encrypt("Aes", key, iv)` does it.

https://csrc.nist.gov/pubs/fips/197/final
"""

from __future__ import annotations

from functools import cache, lru_cache, reduce
from operator import xor
from typing import TYPE_CHECKING

from apim_gateway.expressions.dotnet.collections.array import ARRAY
from apim_gateway.expressions.semantics.clr_error import ClrError

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK, WORD, LONG_KEY = 16, 4, 8
"""Bytes in a block and in a word; words in the longest key, whose schedule differs."""
LENGTHS = (16, 24, 32)
SHIFT = [(at + 4 * (at % 4)) % BLOCK for at in range(BLOCK)]
UNSHIFT = [(at - 4 * (at % 4)) % BLOCK for at in range(BLOCK)]
MIX, UNMIX = (2, 3, 1, 1), (14, 11, 13, 9)


@ARRAY.method("Encrypt", returns="byte[]")
def encrypt(data: bytes, algorithm: str, key: bytes, iv: bytes) -> bytearray:
    """Returns the data encrypted (`Encrypt`)."""
    keys = _round_keys(_checked(algorithm, key, iv))
    pad = BLOCK - len(data) % BLOCK
    last, out = bytes(iv), bytearray()
    for block in _blocks(bytes(data) + bytes([pad]) * pad):
        last = _encrypted(_xor(block, last), keys)
        out += last
    return out


@ARRAY.method("Decrypt", returns="byte[]")
def decrypt(data: bytes, algorithm: str, key: bytes, iv: bytes) -> bytearray:
    """Returns the data decrypted (`Decrypt`); throws when the padding shows another key."""
    keys = _round_keys(_checked(algorithm, key, iv))
    if not data or len(data) % BLOCK:
        raise _failed("The input data is not a complete block.")
    last, out = bytes(iv), bytearray()
    for block in _blocks(bytes(data)):
        out += _xor(_decrypted(block, keys), last)
        # Each block is mixed with the encrypted one before it, the first with the vector.
        last = block
    pad = out[-1]
    if not 1 <= pad <= BLOCK or out[-pad:] != bytes([pad]) * pad:
        raise _failed("Padding is invalid and cannot be removed.")
    return out[:-pad]


def _checked(algorithm: str, key: bytes, iv: bytes) -> bytes:
    if algorithm.lower() not in ("aes", "aesmanaged", "rijndael"):
        raise _failed(f"'{algorithm}' is not supported; only Aes is.")
    if len(key) not in LENGTHS:
        raise _failed("Specified key is not a valid size for this algorithm.")
    if len(iv) != BLOCK:
        raise _failed("Specified initialization vector (IV) does not match the block size.")
    return bytes(key)


def _failed(message: str) -> ClrError:
    return ClrError("CryptographicException", message)


def _blocks(data: bytes) -> Iterator[bytes]:
    return (data[at : at + BLOCK] for at in range(0, len(data), BLOCK))


def _xor(left: bytes, right: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(left, right, strict=True))


def _times(left: int, right: int) -> int:
    """Multiplies in AES's field of 256 elements."""
    product = 0
    while right:
        product ^= left * (right & 1)
        # The field's polynomial, x^8 + x^4 + x^3 + x + 1, brings the product back to a byte.
        left = (left << 1) ^ (0x11B if left & 0x80 else 0)
        right >>= 1
    return product


@cache
def _products(factor: int) -> bytes:
    return bytes(_times(factor, value) for value in range(256))


@cache
def _boxes() -> tuple[bytes, bytes]:
    """Returns the substitution and its inverse."""
    powers = [1]
    while len(powers) < 255:  # noqa: PLR2004 - all elements but zero are powers of 3
        powers.append(_times(powers[-1], 3))
    box = bytearray(256)
    for at, value in enumerate(powers):
        spread = reduce(xor, (powers[-at % 255] << turn for turn in range(5)))
        box[value] = (spread ^ spread >> 8) & 0xFF ^ 0x63
    box[0] = 0x63
    return bytes(box), bytes(box.index(value) for value in range(256))


@lru_cache(maxsize=16)
def _round_keys(key: bytes) -> list[bytes]:
    count, box = len(key) // WORD, _boxes()[0]
    words = [key[at : at + WORD] for at in range(0, len(key), WORD)]
    round_constant = 1
    for at in range(count, WORD * (count + 7)):
        word = words[-1]
        # The key schedule of FIPS 197, section 5.2: every `count` words one is substituted.
        if at % count == 0:
            word = (word[1:] + word[:1]).translate(box)
            word = bytes([word[0] ^ round_constant]) + word[1:]
            round_constant = _times(round_constant, 2)
        elif count == LONG_KEY and at % count == WORD:
            word = word.translate(box)
        words.append(_xor(words[-count], word))
    return [b"".join(words[at : at + WORD]) for at in range(0, len(words), WORD)]


def _mixed(state: bytes, factors: tuple[int, ...]) -> bytes:
    tables = [_products(factor) for factor in factors]
    out = bytearray()
    for column in range(0, BLOCK, WORD):
        for row in range(WORD):
            byte = 0
            for at in range(WORD):
                byte ^= tables[(at - row) % WORD][state[column + at]]
            out.append(byte)
    return bytes(out)


def _moved(state: bytes, order: list[int]) -> bytes:
    return bytes(state[at] for at in order)


def _encrypted(block: bytes, keys: list[bytes]) -> bytes:
    box = _boxes()[0]
    state = _xor(block, keys[0])
    for key in keys[1:-1]:
        state = _xor(_mixed(_moved(state.translate(box), SHIFT), MIX), key)
    return _xor(_moved(state.translate(box), SHIFT), keys[-1])


def _decrypted(block: bytes, keys: list[bytes]) -> bytes:
    box = _boxes()[1]
    state = _moved(_xor(block, keys[-1]), UNSHIFT).translate(box)
    for key in reversed(keys[1:-1]):
        state = _moved(_mixed(_xor(state, key), UNMIX), UNSHIFT).translate(box)
    return _xor(state, keys[0])
