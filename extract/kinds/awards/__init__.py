"""Finds awards: who gave what to whom, in whose name, how many, of which class.

The modules, in the order of their work: `finding` (spans, names, grades), `quantity`, `clause` (who acts in the
sentence), `giver`, `recipients`, `presenter`, `events`.
"""

from extract.document import Document
from extract.kinds.awards.clause import Clause, ClauseReader
from extract.kinds.awards.cues import Cues
from extract.kinds.awards.events import carry_givers, complete_givers, number_events, posthumous, reason, share_sentence
from extract.kinds.awards.finding import AwardFinder
from extract.kinds.awards.giver import GiverReader
from extract.kinds.awards.phrases import Phrases
from extract.kinds.awards.presenter import Presenters
from extract.kinds.awards.quantity import QuantityReader
from extract.kinds.awards.recipients import RecipientReader
from extract.lexicon import Lexicon
from extract.record import Award, Official


class AwardExtractor:
    """Finds awards in a document."""

    def __init__(self, lexicon: Lexicon) -> None:
        cues = Cues(lexicon)
        phrases = Phrases(cues)
        self._finder = AwardFinder(lexicon, cues)
        self._quantity = QuantityReader(cues)
        self._clauses = ClauseReader(cues, phrases)
        self._givers = GiverReader(cues, phrases)
        self._recipients = RecipientReader(cues, phrases)

    def __call__(self, document: Document, officials: list[Official]) -> list[Award]:
        """The awards of the document, in text order, with offsets of its normalised text.

        `officials` are those of the document, with offsets of its normalised text.
        """
        found = self._finder.find(document)
        if not found:
            return []
        presenters = Presenters(officials)
        awards: list[Award] = []
        handed: list[bool] = []
        clauses: list[Clause] = []
        received: list[str] = []
        for clause in self._clauses.read(document, found):
            givers = self._givers.read(document, clause)
            recipients = self._recipients.read(document, clause, received)
            received = recipients[-1]
            presenter = presenters.of(document, clause)
            given_for = reason(document, clause)
            late = posthumous(document, clause)
            for one, giver, receiving in zip(clause.awards, givers, recipients, strict=True):
                awards.append(
                    Award(
                        start=one.start,
                        end=one.end,
                        rule=one.entry.id,
                        name=one.name,
                        grade=one.grade,
                        giver=giver,
                        recipients=receiving,
                        quantity=self._quantity.read(document.folded, one.floor, one.start, one.end),
                        presenter=presenter,
                        reason=given_for,
                        posthumous=late,
                    )
                )
                clauses.append(clause)
                handed.append(clause.active and clause.subject is not None and not clause.revoked)
        share_sentence(document, awards, clauses)
        complete_givers(awards, handed)
        carry_givers(document, awards, [clause.verb is None for clause in clauses])
        number_events(awards)
        return awards
