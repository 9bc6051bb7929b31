"""Finds the names of persons, organisations and places."""

from extract.kinds.names.name import Name, NameKind
from extract.kinds.names.tagger import NameTagger

__all__ = ["Name", "NameKind", "NameTagger"]
