"""Text in other encodings than Unicode: from bytes, and already read wrongly into characters."""


class DecodingError(UnicodeError):
    """The bytes are in no encoding that can be told."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file's bytes and the name of its encoding.

    Raises:
        DecodingError: the bytes are in no encoding that can be told.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "UTF-16"
        except UnicodeDecodeError as error:
            raise DecodingError(f"neither UTF-8 nor UTF-16: {error}") from error
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        raise DecodingError(f"not UTF-8: {error}") from error
