"""Finds awards: who gave what to whom, in whose name, how many, of which class.

The modules, in the order of their work: `finding` (spans, names, grades), `quantity`, `phrases` (who may be meant),
`features` and `ranking` (who is), `presenter`, `events`.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from extract.document import Document
from extract.kinds.awards.cues import Cues
from extract.kinds.awards.events import ReasonReader, date_events, number_events
from extract.kinds.awards.features import Features, Place
from extract.kinds.awards.finding import AwardFinder, Found
from extract.kinds.awards.phrases import PhraseReader, Sentence
from extract.kinds.awards.presenter import Presenters
from extract.kinds.awards.quantity import QuantityReader
from extract.kinds.awards.ranking import answers, weights
from extract.kinds.names import Name
from extract.lexicon import Lexicon
from extract.record import Award, Date, Official
from extract.scoring import OF, Scorer

QUIET = frozenset([",", ";", "and", "aside", "number", "word", "(", ")", "-", '"', "time"])
"""Marks that stand between the awards of one list."""

_LIST_REACH = 3
"""Sentences in front of awards that stand alone in which who has them is looked for."""


class AwardExtractor:
    """Finds awards in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = Cues(lexicon)
        self._finder = AwardFinder(lexicon, cues)
        self._quantity = QuantityReader(cues)
        self._reasons = ReasonReader(cues)
        self._phrases = PhraseReader(lexicon)
        self._features = Scorer(weights, Features[complex])

    def __call__(
        self,
        document: Document,
        officials: Sequence[Official],
        names: Sequence[Name] = (),
        dates: Sequence[Date] = (),
    ) -> list[Award]:
        """The awards of the document, in text order, with offsets of its normalised text.

        `officials`, `names` and `dates` are those of the document, with offsets of its normalised text.
        """
        presenters = Presenters(officials)
        places = self.places(document, names)
        features = self._features()
        around = [list(place.candidates(features)) for place in places]
        givers, recipients = (answers(places, around, features, OF[which], which) for which in (0, 1))
        awards = [
            Award(
                start=one.start,
                end=one.end,
                rule=one.entry.id,
                name=one.name,
                grade=one.grade,
                giver=giver[0] if giver else None,
                recipients=list(receiving),
                quantity=self._quantity.read(document.folded, one.floor, one.start, one.end),
                presenter=presenters.of(place),
                posthumous=_posthumous(place),
            )
            for place, giver, receiving in zip(places, givers, recipients, strict=True)
            for one in (place.award,)
        ]
        _give_reasons(self._reasons, document, awards, places)
        number_events(awards)
        date_events(document, awards, dates)
        return awards

    def places(self, document: Document, names: Sequence[Name]) -> list[Place]:
        """The awards of the document in their sentences, in text order."""
        found = self._finder.find(document)
        persons = [name for name in names if name.kind == "person"]
        sentences: dict[int, Sentence] = {}

        def sentence(number: int) -> Sentence | None:
            if not 0 <= number < len(document.sentences):
                return None
            if number not in sentences:
                span = document.sentences[number]
                sentences[number] = self._phrases.sentence(document, span, found, names, persons)
            return sentences[number]

        return [self._place(document, one, sentence) for one in found]

    def _place(self, document: Document, one: Found, sentence: Callable[[int], Sentence | None]) -> Place:
        number = document.sentence_index(one.start)
        own = sentence(number)
        assert own
        return Place(one, number, own, _told_before(number, own, sentence), sentence(number + 1))


def _told_before(number: int, own: Sentence, sentence: Callable[[int], Sentence | None]) -> Sentence | None:
    """The sentence before; for awards alone in theirs, as in a notice of death, the last one that names a person."""
    before = [sentence(number - back) for back in range(1, _LIST_REACH + 1)]
    if not own.only_awards:
        return before[0]
    return next((one for one in before if one and one.names_person), before[0])


def _posthumous(place: Place) -> bool:
    """Whether the verb in front of the award, or of the list that it is in, gives after death."""
    frames = place.sentence.frames
    for at in reversed(frames[: bisect_left(frames, place.at)]):
        if place.marks[at] in ("give", "receive"):
            return place.units[at].word.startswith("truy ")
    return False


def _give_reasons(reasons: ReasonReader, document: Document, awards: Sequence[Award], places: Sequence[Place]) -> None:
    """Give every award the reason said behind it, or behind the list that it is in, in place."""
    following: Place | None = None
    told: str | None = None
    for award, place in zip(reversed(awards), reversed(places), strict=True):
        beside = following is not None and following.number == place.number
        end = following.award.start if following and beside else max(document.sentence_at(award.start)[1], award.end)
        listed = (
            following is not None and beside and QUIET.issuperset(following.marks[following.floor + 1 : following.at])
        )
        award.reason = told = reasons.read(document, award.end, end) or (told if listed else None)
        following = place
