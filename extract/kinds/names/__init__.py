"""Finds the names of persons, organisations and places."""

from extract.kinds.names.name import Name, NameKind
from extract.kinds.names.peers import EngineError
from extract.kinds.names.tagger import Engine, NameTagger

__all__ = ["Engine", "EngineError", "Name", "NameKind", "NameTagger"]
