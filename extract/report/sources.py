"""The records of a run with their articles' texts: from the records themselves, or joined by id from the articles."""

from collections.abc import Iterable, Iterator

from extract.io.incoming import Arrival, Incoming, Reject
from extract.io.records import RecordsError
from extract.io.restored import stored_records
from extract.report.view import View, fits, view


class Views:
    """The views of the records in files, lazily and in order, and counts of what was missing on the way.

    Args:
        names: files of records as `vn-extract run` writes them (`.jsonl`, also packed), or `-`.
        articles: what the run read; the texts of records that carry none are taken from there, by id.

    Attributes:
        without_text: how many records have no text, neither of their own nor in `articles`.
        misfits: how many of these have a text that is not what the record was read from.
        rejected: how many of the articles could not be read.
    """

    def __init__(self, names: Iterable[str], articles: Iterable[Incoming] = ()) -> None:
        self._names = list(names)
        self._articles = articles
        self.without_text = 0
        self.misfits = 0
        self.rejected = 0

    def __iter__(self) -> Iterator[View]:
        """The views.

        Raises:
            RecordsError: a file is missing or damaged, a line is no record, or none of the articles can be read.
        """
        texts: dict[str, str] = {}
        first = None
        for incoming in self._articles:
            if isinstance(incoming, Arrival):
                texts.setdefault(incoming.article.identifier(), incoming.article.text)
            elif isinstance(incoming, Reject):
                self.rejected += 1
                first = first or incoming
        if first and not texts:
            raise RecordsError(f"the articles cannot be read: {first.place}: {first.reason}")
        for name in self._names:
            for record in stored_records(name):
                text = record.text if record.text is not None else texts.get(record.id)
                if text is not None and not fits(record, text):
                    self.misfits += 1
                    text = None
                if text is None and record.duplicate_of is None:
                    self.without_text += 1
                yield view(record, text)
