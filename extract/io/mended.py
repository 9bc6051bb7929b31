"""XML as programs write it that do not look: bare ampersands, the entities of HTML, control characters."""

import re
from html.entities import name2codepoint
from typing import BinaryIO

_TOKEN = re.compile(rb"<!\[CDATA\[|\]\]>|&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|([A-Za-z]\w{1,30});)?")
_LONGEST = 40
"""More bytes than any token has."""

_OWN = (b"amp", b"lt", b"gt", b"quot", b"apos")
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r"))


class Mended:
    """A stream of XML in an encoding that has ASCII, with what would break it made what it stands for.

    Nothing is changed between `<![CDATA[` and `]]>` but control characters, which are left out.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = b""
        self._as_is = False  # inside of CDATA

    def read(self, size: int = 1 << 14, /) -> bytes:
        """Some bytes, about `size`; none at the end."""
        while True:
            more = self._stream.read(size)
            data = self._held + more.translate(None, _CONTROL)
            end = max(len(data) - _LONGEST, 0) if more else len(data)
            mended = self._mended(data, end)
            if mended or not more:
                return mended

    def _mended(self, data: bytes, end: int) -> bytes:
        """The bytes before `end`, and those of a token that begins there; the rest is held."""
        parts, place = [], 0
        for match in _TOKEN.finditer(data):
            if match.start() >= end:
                break
            parts += [data[place : match.start()], self._token(match)]
            place = match.end()
        end = max(place, end)
        parts.append(data[place:end])
        self._held = data[end:]
        return b"".join(parts)

    def _token(self, match: re.Match[bytes]) -> bytes:
        token, name = match[0], match[1]
        if not token.startswith(b"&"):
            self._as_is = token.startswith(b"<")
        elif not self._as_is and token == b"&":
            return b"&amp;"
        elif not self._as_is and name is not None and name not in _OWN:
            known = name2codepoint.get(name.decode("ascii", "replace"))
            return b"&amp;%b;" % name if known is None else b"&#%d;" % known
        return token
