"""The ids of a record's items: one for all spellings of an organisation, an office, an award and a unit of measure."""

from functools import lru_cache

from extract.canonical.article import Reading
from extract.canonical.facts import award_words, time_units
from extract.canonical.organizations import key_of
from extract.entries import UnitEntry
from extract.lexicon import Lexicon
from extract.record import Record
from extract.text.fold import fold_key


def identify(record: Record, text: str, lexicon: Lexicon) -> None:
    """Write into a record the ids of what it names, as far as they are known.

    Args:
        record: the record.
        text: the normalised text that its offsets count in.
        lexicon: the one that it was read with, which knows the units.
    """
    reading = Reading(record, text)
    for official in record.officials:
        for title in official.titles:
            office = reading.office(title, official)
            title.office_id = office.id
            if office.organization:
                title.organization_id = office.organization.id
                title.place = office.organization.place
                title.inferred = office.organization.inferred
    for figure in record.statistics:
        figure.unit_id = measure_id(figure.normalised_unit or figure.unit, lexicon)
    for award in record.awards:
        award.award_id = award_id(award.name)
        if award.giver:
            organization = reading.giver(award.giver).organization
            award.giver_id = organization.id if organization else None


@lru_cache(maxsize=1 << 12)
def award_id(name: str) -> str | None:
    """The id of an award; None where the words are those of any ("giải")."""
    key = key_of(name)
    words = award_words()
    key = words.get(key, key)
    for head in sorted((one for one, meaning in words.items() if not meaning), key=len, reverse=True):
        key = key.removeprefix(f"{head} ")
    return "-".join(words.get(key, key).split()) or None


@lru_cache(maxsize=1 << 12)
def measure_id(unit: str, lexicon: Lexicon) -> str | None:
    """The symbol of a unit, one through another too ("km/giờ": "km/h"); None where it is none that is known."""
    symbols = _symbols(lexicon)
    parts = [symbols.get(part) or symbols.get(fold_key(part)) for part in unit.split("/")]
    return "/".join(part for part in parts if part) if all(parts) else None


@lru_cache(maxsize=4)
def _symbols(lexicon: Lexicon) -> dict[str, str]:
    """The symbols of units by all that is written for them."""
    found = {fold_key(form): symbol for form, symbol in time_units().items()}
    for entry in lexicon.entries(UnitEntry):
        if entry.unit:
            found |= {fold_key(form): entry.unit for form in entry.forms}
    return found | {symbol: symbol for symbol in found.values()}
