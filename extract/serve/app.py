"""The app's addresses, and what keeps them to the page that they are for."""

import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn import Config, Server

from extract.article import Article, ArticleError
from extract.pipeline import Extractor
from extract.record import Change, DateType, Modifier, StatisticKind, dumps, from_json, loads
from extract.report import app_page, policy, view
from extract.report.view import rules_of
from extract.serve.jobs import Job, Jobs
from extract.serve.kept import CorrectionError, keep
from extract.serve.reading import MOST_SECONDS, Reading, UnreadableError

LOOPBACK = "127.0.0.1"
MOST_BYTES = 8_000_000
"""The most that an article may carry, in bytes: one of 5 MB fits, however it is escaped as JSON."""

MOST_FILE_BYTES = 4_000_000_000
"""The most that a file may have, in bytes."""

_MOST_EXPLAINED = 200_000
"""How long a text may be, in code points, of which is asked why: all of it is read again for that."""

_JSON, _FILE = "application/json", "application/octet-stream"


_CHOICES = {
    "date.type": DateType,
    "statistic.kind": StatisticKind,
    "statistic.modifier": Modifier,
    "statistic.change": Change,
}


class PortError(Exception):
    """The app cannot listen; the message says why and what to do."""


def app(extractor: Extractor, reading: Reading, jobs: Jobs, gold: Path | None = None) -> Starlette:
    """The app. Errors are answered as `{"error": "in words"}`.

    `GET /` is the page. `POST /extract` takes one article as JSON with the contract's fields and answers with its
    record; `POST /show` takes the same and answers with what the page shows, `POST /why` with an `offset` beside them
    and answers with what the grammars tried there. `POST /files?name=` takes a file that `run` reads, or that it
    wrote, and answers with an id: `GET /jobs/ID` says how far it is, `DELETE /jobs/ID` stops it, `GET /reports/ID` is
    its report. `POST /entry` takes a corrected record and answers with what lists and filters need of it; `POST
    /gold?kinds=` keeps it, stating the kinds that were looked through.

    Args:
        extractor: knows the rules.
        reading: reads articles.
        jobs: reads files.
        gold: where corrections are kept; None where they are not.
    """
    articles, files, corrections = _Articles(extractor, reading), _Files(jobs), _Corrections(gold)
    page = app_page(
        "vn-extract",
        most_bytes=MOST_BYTES,
        most_file_bytes=MOST_FILE_BYTES,
        gold=gold is not None,
        choices={name: get_args(values) for name, values in _CHOICES.items()},
    )

    async def index(request: Request) -> Response:
        return Response(page, media_type="text/html")

    return Starlette(
        routes=[
            Route("/", index),
            Route("/extract", articles.extract, methods=["POST"]),
            Route("/show", articles.show, methods=["POST"]),
            Route("/why", articles.why, methods=["POST"]),
            Route("/files", files.add, methods=["POST"]),
            Route("/jobs/{key}", files.told),
            Route("/jobs/{key}", files.stop, methods=["DELETE"]),
            Route("/reports/{key}", files.report),
            Route("/entry", corrections.entry, methods=["POST"]),
            Route("/gold", corrections.keep, methods=["POST"]),
        ],
        middleware=[
            Middleware(_Headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"], www_redirect=False),
        ],
        exception_handlers={
            HTTPException: _refused,
            ArticleError: _unreadable,
            UnreadableError: _unreadable,
            CorrectionError: _unreadable,
            msgspec.DecodeError: _unreadable,
            OSError: _unreadable,
        },
    )


class _Articles:
    """Answers about single articles, one at a time: the machine is somebody's desk."""

    def __init__(self, extractor: Extractor, reading: Reading) -> None:
        self._extractor = extractor
        self._reading = reading
        self._turn = CapacityLimiter(1)

    async def extract(self, request: Request) -> Response:
        """The article's record."""
        article = Article.from_mapping(await _object(request))
        return _json(await to_thread.run_sync(self._reading, article, limiter=self._turn))

    async def show(self, request: Request) -> Response:
        """What the page shows of the article."""
        article = Article.from_mapping(await _object(request))
        return _json(await to_thread.run_sync(self._shown, article, limiter=self._turn))

    async def why(self, request: Request) -> Response:
        """What the grammars tried at a place."""
        fields = await _object(request)
        offset = fields.pop("offset", None)
        article = Article.from_mapping(fields)
        if not isinstance(offset, int) or not 0 <= offset < len(article.text):
            raise HTTPException(422, "'offset' has to be the number of a character of the text")
        if len(article.text) > _MOST_EXPLAINED:
            raise HTTPException(413, f"only texts of at most {_MOST_EXPLAINED} characters are explained")
        return _json(await to_thread.run_sync(self._extractor.why, article, offset, limiter=self._turn))

    def _shown(self, article: Article) -> dict[str, Any]:
        record = self._reading(article)
        return {"view": view(record, article.text), "rules": rules_of(record, self._extractor.lexicon)}


class _Files:
    """Answers about files on their way through the batch."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    async def add(self, request: Request) -> Response:
        """Take a file, and say by what it is asked for."""
        key, job = self._jobs.add(request.query_params.get("name") or "")
        try:
            with job.path.open("wb") as out:
                async for chunk in _body(request, _FILE, MOST_FILE_BYTES):
                    out.write(chunk)
        except BaseException:
            self._jobs.forget(key)
            raise
        self._jobs.start(job)
        return _json({"job": key})

    async def told(self, request: Request) -> Response:
        """How far it is."""
        return _json(self._asked_for(request).told)

    async def stop(self, request: Request) -> Response:
        """Read no further."""
        _own_page(request)
        self._asked_for(request).stopped = True
        return _json({})

    async def report(self, request: Request) -> Response:
        """Its report."""
        job = self._asked_for(request)
        if job.told.state != "done":
            raise HTTPException(404, "there is no report of this file")
        return FileResponse(
            job.report, media_type="text/html", headers={"content-security-policy": policy(app=False).header}
        )

    def _asked_for(self, request: Request) -> Job:
        job = self._jobs.get(request.path_params["key"])
        if job is None:
            raise HTTPException(404, "there is no such file; was the app started anew?")
        return job


class _Corrections:
    """Answers about records that somebody has corrected."""

    def __init__(self, gold: Path | None) -> None:
        self._gold = gold

    async def entry(self, request: Request) -> Response:
        """What lists and filters need of one."""
        record = from_json(await _whole(request))
        return _json(view(record, record.text).entry)

    async def keep(self, request: Request) -> Response:
        """Keep one as gold."""
        if self._gold is None:
            raise HTTPException(404, "there is no folder for corrections: start vn-extract serve with --gold DIR")
        record = from_json(await _whole(request))
        kinds = [kind for kind in request.query_params.get("kinds", "").split(",") if kind]
        return _json({"kept": await to_thread.run_sync(keep, record, self._gold, kinds)})


def listen(port: int) -> socket.socket:
    """A socket on loopback; port 0 takes a free one.

    Raises:
        PortError: the port is taken or may not be used.
    """
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((LOOPBACK, port))
        sock.listen()
    except OSError as error:
        sock.close()
        raise PortError(f"cannot listen on {LOOPBACK}:{port}: {error.strerror}; try --port 0 for a free one") from error
    return sock


def serve(
    extractor: Extractor,
    sock: socket.socket,
    rules: tuple[str, ...] = (),
    seconds: float = MOST_SECONDS,
    gold: Path | None = None,
) -> None:
    """Answer requests on `sock` until interrupted.

    Args:
        extractor: knows the rules that the page names.
        sock: where to listen.
        rules: the directories with rules of the user's own that `extractor` has.
        seconds: how long one article may take.
        gold: where corrections are kept.
    """
    reading = Reading(rules, seconds)
    jobs = Jobs(rules, extractor.lexicon, seconds)
    config = Config(
        app(extractor, reading, jobs, gold),
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        limit_concurrency=32,
        timeout_graceful_shutdown=2,
    )
    try:
        with suppress(KeyboardInterrupt):
            Server(config).run(sockets=[sock])
    finally:
        reading.close()
        jobs.close()


def _own_page(request: Request) -> None:
    """See that it is the app's own page that asks.

    Raises:
        HTTPException: it is another site's.
    """
    origin = request.headers.get("origin")
    if origin is not None and origin != f"http://{request.headers['host']}":
        raise HTTPException(403, "only the app's own page may ask it")


async def _body(request: Request, expected: str, most: int) -> AsyncIterator[bytes]:
    """The request's body, read no further than it may be long.

    Raises:
        HTTPException: it is of another type, comes from another site, or is too long.
    """
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != expected:
        raise HTTPException(415, f"this takes {expected}, not '{sent}'")
    _own_page(request)
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                raise HTTPException(413, f"this takes at most {most // 1_000_000} MB")
            yield chunk
    except ClientDisconnect as error:
        raise HTTPException(400, "the request was cut off") from error


async def _whole(request: Request) -> bytes:
    return b"".join([chunk async for chunk in _body(request, _JSON, MOST_BYTES)])


async def _object(request: Request) -> dict[str, Any]:
    """The fields of an article that is sent as JSON.

    Raises:
        HTTPException: it is no JSON, or no object.
    """
    try:
        fields = loads(await _whole(request))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise HTTPException(400, f"broken JSON: {error}") from error
    if not isinstance(fields, dict):
        raise HTTPException(400, "the JSON has to be an object with 'text'")
    return fields


def _json(value: Any, status: int = 200) -> Response:
    return Response(dumps(value), status, media_type=_JSON)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _json({"error": error.detail}, error.status_code)


async def _unreadable(request: Request, error: Exception) -> Response:
    return _json({"error": str(error)}, 422)


class _Headers:
    """Adds to every answer what keeps the page to itself, but for what it says itself."""

    _HEADERS = (
        ("content-security-policy", policy(app=True).header),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
    )

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = {name for name, _ in message.get("headers", [])}
                added = [(name.encode(), value.encode()) for name, value in self._HEADERS if name.encode() not in said]
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        await self._app(scope, receive, sending)
