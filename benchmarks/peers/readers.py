"""Articles taken out of web pages, by vn-extract and by the libraries that are used for it."""

import base64
import importlib
import time
from collections.abc import Callable
from typing import Any

Page = dict[str, str]
Results = tuple[list[dict[str, Any]], float]


def _timed(pages: list[Page], read: Callable[[bytes], dict[str, Any]]) -> Results:
    data = [base64.b64decode(page["html"]) for page in pages]
    read(data[0])  # what is loaded at first use
    began = time.process_time()
    found = [read(one) for one in data]
    return found, time.process_time() - began


def ours(pages: list[Page]) -> Results:
    from extract.io.html import parse
    from extract.io.incoming import Arrival, Place
    from extract.io.incoming import Page as Saved

    def read(data: bytes) -> dict[str, Any]:
        found = parse(Saved(Place("page"), data, None, None, {}))
        if not isinstance(found, Arrival):
            return {}
        article = found.article
        return {"text": article.text, "title": article.title, "author": article.author, "date": article.published}

    return _timed(pages, read)


def trafilatura(pages: list[Page]) -> Results:
    library = importlib.import_module("trafilatura")

    def read(data: bytes) -> dict[str, Any]:
        found = library.bare_extraction(data, with_metadata=True, include_comments=False)
        return {} if found is None else {key: getattr(found, key) for key in ("text", "title", "author", "date")}

    return _timed(pages, read)


def newspaper(pages: list[Page]) -> Results:
    library = importlib.import_module("newspaper")

    def read(data: bytes) -> dict[str, Any]:
        article = library.Article("https://page.example/a.html", language="vi", fetch_images=False)
        article.download(input_html=data.decode("utf-8", "replace"))
        article.parse()
        date = article.publish_date.isoformat() if article.publish_date else None
        return {"text": article.text, "title": article.title, "author": ", ".join(article.authors), "date": date}

    return _timed(pages, read)


def readability(pages: list[Page]) -> Results:
    library, lxml = importlib.import_module("readability"), importlib.import_module("lxml.html")

    def read(data: bytes) -> dict[str, Any]:
        document = library.Document(data)
        body = lxml.fromstring(document.summary())
        text = "\n".join(" ".join(one.text_content().split()) for one in body.iter("p", "div", "td") if not len(one))
        return {"text": text or body.text_content(), "title": document.short_title(), "author": None, "date": None}

    return _timed(pages, read)
