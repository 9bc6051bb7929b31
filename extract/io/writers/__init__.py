"""Writers: where records go, chosen by the output's name; one module a format or database."""

from extract.io.writers.base import BrokenOffError, Form, OutputError, State, Writer
from extract.io.writers.choose import OUTPUTS, REJECTS, beside, is_database, open_writer, open_writers
from extract.io.writers.existing import target

__all__ = [
    "OUTPUTS",
    "REJECTS",
    "BrokenOffError",
    "Form",
    "OutputError",
    "State",
    "Writer",
    "beside",
    "is_database",
    "open_writer",
    "open_writers",
    "target",
]
