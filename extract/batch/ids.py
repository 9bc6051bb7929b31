"""Ids that every output takes: what databases cannot hold would make two ids one in some of them, and two in others."""

from hashlib import blake2b

from extract.io.tables import storable

LONGEST = 500
"""How many bytes of UTF-8 an id may have: keys are made of it, and PostgreSQL's indexes end at 2,700."""

_KEPT = 100


def stored_id(given: str) -> tuple[str, str | None]:
    """The id as it is written, and what the record is to say where that is another than the one given."""
    held = storable(given)
    if len(held.encode()) > LONGEST:
        digest = blake2b(given.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        return f"{held[:_KEPT]}…{digest}", f"the id has {len(given)} characters: it is cut and ends in a digest of all"
    return held, None if held == given else "the id has characters that databases do not take: they became U+FFFD"
