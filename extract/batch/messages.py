"""What a run and its worker processes say to each other: pickles, each behind its length.

Apart from `extract.batch.worker`, so that the process which only reads and writes need not load what extracts.
"""

import pickle
import struct
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from extract.article import Article
from extract.batch.summary import Summary
from extract.io.writers import Form

if TYPE_CHECKING:
    from extract.pipeline import Extractor

_LENGTH = struct.Struct("<Q")


class Setup(NamedTuple):
    """What a worker is told once, before its first request.

    Attributes:
        rules: directories with rules of the user's own.
        form: what to make of records.
        run_id: the id of the run in the database.
        carry_text: whether every record carries its text.
        memory: the most that the worker may take, in bytes; None for no limit.
        extractor: what reads, made again where it is unpickled; None for one with `rules`.
    """

    rules: tuple[str, ...] = ()
    form: Form = "json"
    run_id: str = ""
    carry_text: bool = False
    memory: int | None = None
    extractor: "Extractor | None" = None


class Task(NamedTuple):
    """An article to be read.

    Attributes:
        article: the article, its id already that of its record.
        duplicate_of: the id of the article with the same text, which is read in its place.
        warning: what the record is to say beside its own warnings.
        carried: whether the record carries the text whatever the setup says.
    """

    article: Article
    duplicate_of: str | None = None
    warning: str | None = None
    carried: bool = False


class Done(NamedTuple):
    """What became of some tasks.

    Attributes:
        payload: their records, as the writer takes them; None where there are none.
        summary: what is in them.
        failures: the places among the tasks of those that could not be read, and why.
    """

    payload: bytes | None
    summary: Summary
    failures: list[tuple[int, str]]


def send(stream: BinaryIO, message: Any) -> None:
    """Write one message.

    Raises:
        OSError: nobody reads any more.
    """
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """Read one message.

    Raises:
        EOFError: nobody writes any more.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (size,) = _LENGTH.unpack(head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)
