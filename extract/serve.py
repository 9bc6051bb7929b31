"""The report's page as a small local app: paste or drop an article and see what is found.

It answers on loopback only, and only pages that it has served itself: another site's page cannot send it articles
(its requests are of a type that browsers ask leave for, which is never given) nor reach it under a name of its own
(the Host has to be loopback). Nothing is kept.
"""

import socket
from contextlib import suppress
from typing import Any

import msgspec
from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn import Config, Server

from extract.article import Article, ArticleError
from extract.batch.messages import Setup, Task
from extract.batch.pool import Pool
from extract.pipeline import Extractor
from extract.record import Record, dumps, from_json, loads
from extract.report import app_page, policy, view
from extract.report.view import rules_of
from extract.text.encodings import DecodingError, decode

LOOPBACK = "127.0.0.1"
MOST_BYTES = 8_000_000
"""The most that one request may carry, in bytes: an article of 5 MB fits, however it is escaped as JSON."""

_JSON, _FILE = "application/json", "application/octet-stream"


class PortError(Exception):
    """The app cannot listen; the message says why and what to do."""


MOST_SECONDS = 30.0
"""How long one article may take."""


class UnreadableError(Exception):
    """An article cannot be read within the limits; the message says why."""


class Reading:
    """Reads articles in a process of its own, one at a time: what takes too long costs that process, not the app.

    Args:
        rules: directories with rules of the user's own.
        seconds: how long one article may take.
    """

    def __init__(self, rules: tuple[str, ...] = (), seconds: float = MOST_SECONDS) -> None:
        self._pool = Pool(Setup(rules=rules, memory=_MEMORY), 1, seconds)

    def __call__(self, article: Article) -> Record:
        """The article's record.

        Raises:
            UnreadableError: it takes too long, too much memory, or trips the extractor.
        """
        (done,) = next(self._pool.map(self._pool.extract, [[Task(article)]]))
        if done.failures:
            raise UnreadableError(done.failures[0][1])
        return from_json(done.payload or b"")

    def close(self) -> None:
        """End the process."""
        self._pool.__exit__()


_MEMORY = 2 << 30


def app(extractor: Extractor, reading: Reading) -> Starlette:
    """The app; `extractor` knows the rules, `reading` reads.

    `GET /` is the page. `POST /extract` takes one article as JSON with the contract's fields and answers with its
    record. `POST /show` takes the same, or a text file's bytes as application/octet-stream, and answers with what the
    page shows. Errors are answered as `{"error": "in words"}`.
    """
    page = app_page("vn-extract", most_bytes=MOST_BYTES)
    # One article at a time: the machine is somebody's desk.
    turn = CapacityLimiter(1)

    async def index(request: Request) -> Response:
        return Response(page, media_type="text/html")

    async def extract(request: Request) -> Response:
        article = _article(await _body(request, (_JSON,)), _JSON, request)
        return _json(await to_thread.run_sync(reading, article, limiter=turn))

    async def show(request: Request) -> Response:
        body = await _body(request, (_JSON, _FILE))

        def shown() -> dict[str, Any]:
            article = _article(body, _type(request), request)
            record = reading(article)
            rules = rules_of(record, extractor.lexicon)
            return {"view": view(record, article.text), "rules": rules}

        return _json(await to_thread.run_sync(shown, limiter=turn))

    return Starlette(
        routes=[
            Route("/", index),
            Route("/extract", extract, methods=["POST"]),
            Route("/show", show, methods=["POST"]),
        ],
        middleware=[
            Middleware(_Headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=[LOOPBACK, "localhost"], www_redirect=False),
        ],
        exception_handlers={
            HTTPException: _refused,
            ArticleError: _unreadable,
            DecodingError: _unreadable,
            UnreadableError: _unreadable,
        },
    )


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
    extractor: Extractor, sock: socket.socket, rules: tuple[str, ...] = (), seconds: float = MOST_SECONDS
) -> None:
    """Answer requests on `sock` until interrupted.

    Args:
        extractor: knows the rules that the page names.
        sock: where to listen.
        rules: the directories with rules of the user's own that `extractor` has.
        seconds: how long one article may take.
    """
    reading = Reading(rules, seconds)
    config = Config(
        app(extractor, reading),
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


def _type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _body(request: Request, types: tuple[str, ...]) -> bytes:
    """The request's body, read no further than it may be long.

    Raises:
        HTTPException: it is of another type, comes from another site, or is too long.
    """
    if _type(request) not in types:
        raise HTTPException(415, f"send the article as {' or '.join(types)}, not as '{_type(request)}'")
    origin = request.headers.get("origin")
    if origin is not None and origin != f"http://{request.headers['host']}":
        raise HTTPException(403, "only the app's own page may ask it")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BYTES:
                raise HTTPException(413, f"an article may have at most {MOST_BYTES // 1_000_000} MB")
    except ClientDisconnect as error:
        raise HTTPException(400, "the request was cut off") from error
    return bytes(body)


def _article(body: bytes, content_type: str, request: Request) -> Article:
    if content_type == _FILE:
        return Article.from_mapping({"text": decode(body)[0], "id": request.query_params.get("name") or None})
    try:
        fields = loads(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise HTTPException(400, f"broken JSON: {error}") from error
    if not isinstance(fields, dict):
        raise HTTPException(400, "the JSON has to be an object with 'text'")
    return Article.from_mapping(fields)


def _json(value: Any, status: int = 200) -> Response:
    return Response(dumps(value), status, media_type=_JSON)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _json({"error": error.detail}, error.status_code)


async def _unreadable(request: Request, error: Exception) -> Response:
    return _json({"error": str(error)}, 422)


class _Headers:
    """Adds to every answer what keeps the page to itself."""

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
                added = [(name.encode(), value.encode()) for name, value in self._HEADERS]
                message["headers"] = [*message.get("headers", []), *added]
            await send(message)

        await self._app(scope, receive, sending)
