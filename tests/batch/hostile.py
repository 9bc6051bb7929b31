"""An extractor that misbehaves on purpose, in the place of the real one: what a poisoned article does to a worker."""

import ctypes
import os
import time

import extract.batch.worker as worker
from extract.article import Article
from extract.lexicon import LexiconError
from extract.record import Record


class Hostile:
    def __init__(self, rules: tuple[str, ...]) -> None:
        pass

    def __call__(self, article: Article) -> Record:
        text = article.text
        if text.startswith("hang"):
            # As C code that never comes back: no signal handler and no other thread gets a turn.
            ctypes.PyDLL(None).sleep(1000)
        if text.startswith("crash"):
            os.kill(os.getpid(), 11)
        if text.startswith("eat"):
            bytearray(8 << 30)
        if text.startswith("raise"):
            raise RuntimeError("tripped")
        if text.startswith("rule"):
            raise LexiconError("a wrong rule")
        if text.startswith("print"):
            print("a library that talks")
        if text.startswith("wait"):
            time.sleep(0.2)
        return Record(id=article.identifier())

    def together(self, articles: list[Article]) -> list[Record]:
        return [self(article) for article in articles]


worker.Extractor = Hostile  # type: ignore[assignment, misc]
