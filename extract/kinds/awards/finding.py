"""Finds the awards of a document: their spans, names and grades."""

from collections.abc import Callable, Iterator
from itertools import chain

import msgspec

from extract.document import Document
from extract.entries import AwardEntry
from extract.kinds.awards.cues import AFTER, Cues
from extract.kinds.awards.grades import GradeReader
from extract.kinds.awards.names import NameReader
from extract.lazy import lazy
from extract.lexicon import Hit, Lexicon, Matcher, alternation
from extract.patterns import compiled
from extract.text.fold import fold_key
from extract.text.spans import overlapping


class Found(msgspec.Struct):
    """One award in the text.

    Attributes:
        start, end: its span in the normalised text.
        name: its name without the grade; of an elliptical grade that of the award before it.
        grade: as written.
        entry: the lexicon entry that found it.
        floor: nothing before this offset belongs to it (the end of the award before it, the start of its sentence).
        shares: it takes its name from the award right before it.
    """

    start: int
    end: int
    name: str
    grade: str | None
    entry: AwardEntry
    floor: int = 0
    shares: bool = False


class AwardFinder:
    """Finds awards: one pass for heads and names, grammar around the hits."""

    def __init__(self, lexicon: Lexicon, cues: Cues) -> None:
        prefixes = lexicon.forms("award.prize-word")
        ends = rf"(?= ?[^\p{{L}}\p{{N}} ]|$| \d| {cues.words('edge')})"
        self._matcher = Matcher([_with_prefixes(entry, prefixes) for entry in lexicon.entries(AwardEntry)])
        self._names = NameReader(cues)
        self._grades = {family: GradeReader(cues, family) for family in ("class", "metal", "place", "rank")}
        self._giving = cues.giving
        self._conferring = cues.conferring
        self._titling = cues.titling
        self._choosing = cues.choosing
        self._winning = cues.winning
        self._vote = cues.anywhere("vote")
        self._authority = cues.at("authority", "deputy")
        self._tournament = cues.anywhere("tournament")
        self._title_won = cues.anywhere("title-won")
        self._lottery = cues.anywhere("lottery")
        self._draw = cues.anywhere("draw")
        self._competition = cues.anywhere("competition")
        self._title_noun = cues.at("title-noun")
        self._title_quality = cues.anywhere("title-quality")
        self._crown = cues.at("crown")
        self._best_words = cues.anywhere("best-word")
        self._realm = cues.at("crown-realm")
        self._prize_noun = cues.at("prize-noun")
        self._prize_quality = compiled(rf" {cues.words('prize-quality')}{ends}")
        self._programme = compiled(rf"{cues.words('programme')} $")
        self._verb_part = cues.at("verb-part")
        # "các giải phụ gồm: ...": names of prizes follow.
        self._prizes = compiled(rf"(?: {cues.words('intro')}){{0,5}}:(?= )")
        self._intro = compiled(rf"(?: {cues.words('intro')}){{1,5}}(?: ?:)?| ?:(?= )")
        self._prefix = compiled(rf"{alternation(prefixes)}{AFTER}")
        self._prefixed = compiled(rf"(?<!\p{{L}}){alternation(prefixes)} $")
        self._listed = compiled(rf"(?:[ ,;:/&()\"'.+-]|[\d.]+|{cues.words('list-word')}){{1,14}}")
        self._best = compiled(rf"(?: {cues.words('best-scope')}(?! thưởng| \d))+")
        self._title_scope = compiled(rf"(?P<all> toàn| cấp)? (?:{cues.words('title-scope')})")
        self._generic = compiled(rf"(?:{cues.words('generic-title')}|thứ .*|top(?: \d+)?)")
        self._body = compiled(rf"{cues.words('body')} $")
        self._fund = compiled(rf"{cues.words('fund')} $")
        self._many = compiled(rf"(?:{cues.words('many')}|\d) $")
        self._domain = cues.at("domain")
        self._compound = compiled(rf"{cues.words('compound')} $")
        self._won = compiled(rf"(?:{cues.words('won')}|[,:;(\d-]) ?$")
        self._contest = cues.at("contest")
        named = cues.words("grade.place", "prize-quality", "prize-noun", "title-noun")
        self._named_prize = compiled(rf" (?:[\"'\p{{Lu}}]|(?i:{named}))")
        orders = {
            fold_key(form).removeprefix("huân chương "): entry
            for entry in lexicon.entries(AwardEntry)
            if entry.kind == "order" and entry.grades == "class"
            for form in entry.forms
            if fold_key(form).startswith("huân chương ")
        }
        self._orders = orders
        self._order = compiled(rf"{_BETWEEN}(?P<name>{alternation(sorted(orders, key=len, reverse=True))})(?= hạng )")

    def find(self, document: Document) -> list[Found]:
        """The awards of the document, in text order, not overlapping."""
        hits = document.hits(self._matcher)
        if not hits:
            return []
        heads = frozenset(
            hit.start for hit in hits if hit.entry.use != "tail" and hit.entry.cue not in ("quoted", "crown")
        )
        page = _Page(document.text, document.folded, heads, self._draws(document.folded))
        found: list[Found] = []
        reached = 0
        hero = ""
        for hit in hits:
            if hit.entry.grades == "place" and not (
                self._named_prize.match(document.text, hit.end) or self._prizes.match(document.folded, hit.end)
            ):
                continue
            if hit.start < reached or overlapping(document.skipped, hit.start, hit.end):
                continue
            if _ABBREVIATES.fullmatch(document.folded, reached, hit.start) and document.text.startswith(")", hit.end):
                continue
            sentence = document.sentence_at(hit.start)[0]
            last = found[-1] if found and found[-1].start >= sentence else None
            for award in self._read(_Context(page, hit, sentence, last)):
                award.floor = max(sentence, found[-1].end if found and found[-1].end <= award.start else 0)
                if award.entry.kind == "title" and award.name.casefold().startswith("anh hùng"):
                    hero = award.name = hero if hero and " " not in award.name[len("anh hùng") :] else award.name
                found.append(award)
                reached = award.end
        return self._with_tally(document, found)

    def _with_tally(self, document: Document, found: list[Found]) -> list[Found]:
        """The awards with the medals that a tally tells without their word ("4 Vàng, 2 Bạc") on a page of medals."""
        medal = next((award for award in found if award.entry.kind == "medal"), None)
        if medal is None:
            return found
        spans = [(award.start, award.end) for award in found]
        told: list[Found] = []
        for tally in _TALLY.finditer(document.folded):
            if overlapping(spans, *tally.span()) or overlapping(document.skipped, *tally.span()):
                continue
            floor = document.sentence_at(tally.start())[0]
            for start, end in tally.spans("metal"):
                grade = document.text[start:end]
                told.append(
                    Found(start, end, "Huy chương", grade, medal.entry, floor, start != tally.starts("metal")[0])
                )
                floor = end
        return sorted((*found, *told), key=_start) if told else found

    def _draws(self, folded: str) -> Callable[[], bool]:
        """Tells of a page whether its prizes are a lottery's: it has words of one, or draws lots for no competition."""
        return lambda: bool(
            self._lottery.search(folded) or (self._draw.search(folded) and not self._competition.search(folded))
        )

    def _read(self, at: "_Context") -> Iterator[Found]:
        entry = at.hit.entry
        if entry.upper and not at.text[at.hit.start : at.hit.end].isupper():
            return iter(())
        if (
            entry.kind == "medal"
            and _WITH.search(at.folded, at.sentence, at.hit.start)
            and _PERSON_NAME.match(at.text, at.hit.end)
        ):
            return iter(())
        if entry.use in ("name", "after"):
            return self._named(at)
        if entry.use == "tail":
            return self._english(at)
        reader = {
            "title": self._title,
            "prize": self._prize if entry.use == "head" else self._place,
            "cup": self._cup,
            "medal": self._medal,
        }.get(entry.kind, self._headed)
        return reader(at)

    # names of the list

    def _named(self, at: "_Context") -> Iterator[Found]:
        start, end, entry = at.hit.start, at.hit.end, at.hit.entry
        if not self._cued(at):
            return
        if entry.kind in ("title", "emulation"):
            end = _closing_quote(at.text, start, end)
        if entry.about or at.folded.startswith("giải thưởng ", start):
            end = self._names.field(at.folded, end)
        if entry.kind == "prize" and at.folded.startswith(_CATEGORY, end):
            quoted = self._names.quoted(at.text, end + len(_CATEGORY))
            end = quoted[1] if quoted else end
        if entry.kind == "commemorative" and " vì " in at.folded[start:end]:
            end = max(
                end, self._names.capitals(at.text, at.folded, at.folded.index(" vì ", start, end), at.heads) or end
            )
        if entry.kind == "emulation":
            end = self._scoped(at, end)
        if entry.tail:
            tail = self._best.match(at.folded, end)
            end = tail.end() if tail else end
        if entry.kind in ("title", "emulation") and at.text[end : end + 1] in ("'", '"'):
            yield from self._with_quotes(at, at.award(start, end), end + 1)
            return
        yield from self._with_grades(at, start, end)

    def _scoped(self, at: "_Context", end: int) -> int:
        """The end of whose title it is ("Chiến sĩ thi đua ngành Ngân hàng", "... tỉnh Hưng Yên"), or `end`."""
        scope = self._title_scope.match(at.folded, end)
        if scope is None:
            return end
        return self._names.capitals(at.text, at.folded, scope.end(), at.heads) or (scope.end() if scope["all"] else end)

    def _cued(self, at: "_Context") -> bool:
        """Whether what the entry asks for stands beside the hit."""
        entry, folded, start, end = at.hit.entry, at.folded, at.hit.start, at.hit.end
        if entry.cue is None:
            general = entry.about and at.text[start:end].islower() and self._many.search(folded, at.sentence, start)
            return not general
        left = folded[max(at.sentence, start - 70) : start]
        prefixed = bool(self._prefix.match(folded, start))
        listed = at.last is not None and bool(self._listed.fullmatch(folded, at.last.end, start))
        if entry.cue == "given":
            return prefixed or listed or bool(self._giving.search(left))
        if entry.cue == "prize":
            alone = " " not in folded[start:end] and not self._winning.search(left)
            return prefixed or listed or not (alone or self._body.search(left))
        if entry.cue == "voted":
            return prefixed or listed or bool(self._vote.search(folded, max(at.sentence, start - 300), start))
        if entry.cue == "graded":
            return prefixed or self._grades["metal"].after(folded, at.text, end) is not None
        titled = bool(self._titling.search(left))
        if entry.cue == "name":
            # Everybody who is praised may be "vinh danh là anh hùng".
            titled = titled or (bool(self._choosing.search(left)) and folded[start:end] != "anh hùng")
            return titled or (listed and at.last is not None and at.last.entry.kind in ("title", "emulation"))
        if titled and left.rstrip(" \"'(").endswith("danh hiệu"):
            return True
        if _PERSON_NAME.match(at.text, end) and not self._title_scope.match(folded, end):
            return False
        if entry.cue == "unnamed":
            return True
        return titled or listed or bool(self._conferring.search(left)) or bool(_TITLES.search(left))

    # heads that a name follows

    def _headed(self, at: "_Context") -> Iterator[Found]:
        """Orders, certificates, flags, badges: a name in quotes or capitals behind the head, or the head alone."""
        start, end, entry = at.hit.start, at.hit.end, at.hit.entry
        years = _PARTY_YEARS.match(at.folded, end) if entry.kind == "badge" else None
        if years:
            yield at.award(start, years.end())
            return
        if entry.cue == "given" and not self._giving.search(at.folded, max(at.sentence, start - 90), start):
            return
        if entry.kind == "letter":
            yield at.award(start, end)
            return
        quoted = self._names.quoted(at.text, end)
        if quoted:
            yield from self._with_grades(at, start, quoted[1])
            return
        if entry.use == "head" or not self._authority.match(at.folded, end):
            stop = self._names.capitals(at.text, at.folded, end, at.heads)
            if stop and (entry.use == "head" or not _PERSON_NAME.match(at.text, end) or entry.kind == "commemorative"):
                yield from self._with_grades(at, start, stop)
                return
            small = (
                self._names.capitals(at.text, at.folded, end, at.heads, lower=True) if entry.kind == "order" else None
            )
            if small and self._small_order(at, small):
                yield from self._with_grades(at, start, small)
                return
        if entry.use == "bare":
            yield at.award(start, end)

    def _small_order(self, at: "_Context", end: int) -> bool:
        """Whether an order in small letters is given ("huân chương phục vụ quê hương"), not told of in general."""
        words = at.folded[at.hit.end : end].count(" ")
        given = self._giving.search(at.folded, max(at.sentence, at.hit.start - 60), at.hit.start)
        generic = self._generic.match(at.folded, at.hit.end + 1, end)
        small = at.text[at.hit.end : end].islower() and not self._names.ends(at.folded, at.hit.end + 1)
        return small and 1 < words <= _SMALL_ORDER and given is not None and generic is None

    def _medal(self, at: "_Context") -> Iterator[Found]:
        if self._grades["metal"].after(at.folded, at.text, at.hit.end):
            yield from self._with_grades(at, at.hit.start, at.hit.end)
        elif not _SURNAME.search(at.text, max(0, at.hit.start - 12), at.hit.start):
            yield from self._headed(at)

    def _title(self, at: "_Context") -> Iterator[Found]:
        """What follows the word for a title; the word itself stays outside."""
        if at.hit.entry.cue == "crown":
            return self._coronation(at)
        if at.hit.entry.cue == "quoted":
            return self._chosen(at)
        return self._titled(at)

    def _coronation(self, at: "_Context") -> Iterator[Found]:
        """The beauty title with its name or rank behind a word of winning it ("đăng quang Hoa hậu Hoàn vũ")."""
        crown = self._crown.match(at.folded, at.hit.end)
        start = at.hit.end + 1
        if crown is None or not at.text[start].isupper():
            return
        named = at.text[crown.end() + 1 : crown.end() + 2].isupper() or self._realm.match(at.folded, crown.end())
        stop = self._names.capitals(at.text, at.folded, at.hit.end, at.heads) if named else None
        award = self._crowned(at, start, self._ranked(at, start, stop or crown.end()))
        if stop or award.grade:
            yield award
            yield from self._crowns(at, award.end)

    def _chosen(self, at: "_Context") -> Iterator[Found]:
        """What somebody is chosen as: a name of the best in quotes, also behind whom it is given to ("... là")."""
        chosen = _CHOSEN_AS.match(at.folded, at.hit.end)
        best = self._best_quoted(at, chosen.end()) if chosen else None
        if best and not self._programme.search(at.folded, at.sentence, at.hit.start):
            yield from self._with_quotes(at, at.award(best[2], best[3]), best[1])

    def _best_quoted(self, at: "_Context", position: int) -> tuple[int, int, int, int] | None:
        """A name of the best in quotes at `position`, as `NameReader.quoted` has it."""
        quoted = self._names.quoted(at.text, position)
        if quoted is None or quoted[2] in at.heads or not at.text[quoted[2]].isupper():
            return None
        return quoted if self._best_words.search(at.folded, quoted[2], quoted[3]) else None

    def _titled(self, at: "_Context") -> Iterator[Found]:
        """What follows "danh hiệu", or a word that says what somebody is chosen as."""
        entry, end = at.hit.entry, at.hit.end
        if entry.cue == "given" and not self._giving.search(at.folded, max(at.sentence, end - 90), end):
            return
        if entry.cue == "best" and (at.last is not None and at.hit.start - at.last.end < _SCOPE_OF_LAST):
            return
        intro = self._intro.match(at.folded, end)
        if intro and _OPENING_QUOTE.match(at.text, intro.end()):
            end = intro.end()
        elif intro and entry.cue is None:
            yield from self._introduced(at, intro.end())
            return
        quoted = self._names.quoted(at.text, end)
        if quoted:
            first, last = quoted[2], quoted[3]
            named = at.text[first].isupper() or self._title_quality.search(at.folded, first, last)
            if first not in at.heads and named and self._titles(at, first, last, quoted=True):
                yield from self._with_quotes(at, at.award(first, last), quoted[1])
            return
        start = end + 1
        if start in at.heads:
            return
        stop = self._names.capitals(at.text, at.folded, end, at.heads)
        if stop and self._titles(at, start, stop):
            stop = self._ranked(at, start, stop)
            yield self._crowned(at, start, stop)
            yield from self._crowns(at, stop)
        elif stop is None:
            yield from self._small_title(at, start)

    def _small_title(self, at: "_Context", start: int) -> Iterator[Found]:
        """A title in small letters that has a word of quality ("xã nông thôn mới"), or a beauty title."""
        end = at.hit.end
        if self._crown.match(at.folded, end):
            stop = self._names.capitals(at.text, at.folded, end, at.heads, lower=True)
            if stop and self._titles(at, start, stop):
                yield self._crowned(at, start, self._ranked(at, start, stop))
            return
        noun = self._title_noun.match(at.folded, end)
        if noun is None or at.hit.entry.cue:
            return
        limit = _SMALL_TITLE.match(at.folded, end)
        # "nông thôn mới" is noun and quality in one.
        qualities = list(self._title_quality.finditer(at.folded, start, limit.end() if limit else start))
        if qualities and self._titles(at, start, qualities[-1].end()):
            yield at.award(start, qualities[-1].end())

    def _ranked(self, at: "_Context", start: int, end: int) -> int:
        """The end of a beauty title with its rank ("Á khôi 2"), or `end`."""
        rank = _RANK.match(at.folded, end) if self._crown.match(at.folded, start) else None
        return rank.end() if rank else end

    def _crowned(self, at: "_Context", start: int, end: int, title: int | None = None) -> Found:
        """The award at `start:end`; of a beauty title, at `title` or the start, the rank behind it is its grade."""
        crown = self._crown.match(at.folded, start if title is None else title)
        rank = _RANK.search(at.folded, start, end) if crown else None
        if rank is None or rank.end() != end:
            return at.award(start, end)
        return at.award(start, end, at.text[start : rank.start()], at.text[rank.start() + 1 : end])

    def _crowns(self, at: "_Context", position: int) -> Iterator[Found]:
        """Further beauty titles in a list behind one ("Hoa khôi, Á khôi 1 và Á khôi 2")."""
        while joint := _LIST_JOINT.match(at.folded, position):
            start = joint.end()
            stop = self._names.capitals(at.text, at.folded, start - 1, at.heads)
            if stop is None or not self._crown.match(at.folded, start):
                return
            position = stop = self._ranked(at, start, stop)
            award = self._crowned(at, start, stop)
            award.shares = True
            yield award

    def _titles(self, at: "_Context", start: int, end: int, quoted: bool = False) -> bool:
        """Whether the words are a title that is given, not one that is won, nor a word for a whole kind of title."""
        cue = at.hit.entry.cue
        # 'vinh danh là "..."' says itself that the words are a title.
        told = quoted and at.folded.endswith(" là", at.hit.start, at.hit.end)
        if cue == "best" and not told and not self._best_words.search(at.folded, start, end):
            return False
        if cue == "given" and not self._crown.match(at.folded, start):
            return False
        authority = self._authority.match(at.folded, start)
        return not (
            self._title_won.search(at.folded, start, end)
            or self._generic.fullmatch(at.folded, start, end)
            or (authority and authority.end() == end)
        )

    def _prize(self, at: "_Context") -> Iterator[Found]:
        """ "Giải thưởng" and its name."""
        start, end = at.hit.start, at.hit.end
        left = at.folded[max(at.sentence, start - 20) : start]
        if self._fund.search(left) or _ORGANISATION.search(at.text, max(0, start - 9), start) or at.doubled:
            return
        intro = self._intro.match(at.folded, end)
        if intro and not at.text[end + 1 : end + 2].isupper():  # "Quốc tế" with a capital is part of the name
            yield from self._introduced(at, intro.end())
            return
        quoted = self._names.quoted(at.text, end)
        if quoted:
            if " " in at.text[quoted[2] : quoted[3]] or at.text[quoted[2]].isupper():
                yield from self._with_quotes(at, at.award(start, quoted[1]), quoted[1])
            return
        many = bool(self._many.search(left))
        field = self._names.field(at.folded, end)
        if field > end:
            if not many:
                yield at.award(start, field)
            return
        stop = self._names.capitals(at.text, at.folded, end, at.heads)
        if stop is None and not many and self._domain.match(at.folded, end):
            stop = self._names.capitals(at.text, at.folded, end, at.heads, lower=True)
            if stop and not _NATIONAL.search(at.text, end, stop):
                stop = None
        if stop is None and not many and self._won.search(left):
            stop = self._small_prize(at)
        if stop and stop + 1 not in at.heads and not self._lottery.search(at.folded, end, stop):
            yield at.award(start, self._names.field(at.folded, stop))

    def _introduced(self, at: "_Context", end: int) -> Iterator[Found]:
        """The names that "giải thưởng" or "danh hiệu" brings in ("hai giải thưởng là ... và ...").

        They are in quotes, beauty titles, or a list of the best of something, each begun by the same word.
        """
        quoted = self._names.quoted(at.text, end)
        if quoted:
            first = quoted[2]
            if first not in at.heads and at.text[first].isupper():
                yield from self._with_quotes(at, at.award(first, quoted[3]), quoted[1])
            return
        kind = ""
        while end + 1 not in at.heads:
            crown = self._crown.match(at.folded, end) is not None
            again = bool(kind) and at.folded.startswith(f" {kind} ", end)
            stop = self._names.capitals(at.text, at.folded, end, at.heads, lower=crown or again)
            if stop is None:
                return
            word = at.folded[end:stop].split()[0]
            if not (crown or word in (kind, "top") or self._best_words.search(at.folded, end, stop)):
                return
            kind = kind or word
            stop = self._ranked(at, end + 1, stop)
            yield self._crowned(at, end + 1, stop)
            joint = _LIST_JOINT.match(at.folded, stop)
            if joint is None:
                return
            end = joint.end() - 1

    def _english(self, at: "_Context") -> Iterator[Found]:
        """A name that ends in "Awards", with the capitalised words in front of it."""
        start = at.hit.start
        name = _ENGLISH_NAME.search(at.text, max(at.sentence, start - 60), start)
        if name is None or name.start() in at.heads or (at.last and name.start() < at.last.end):
            return
        left = at.folded[max(at.sentence, name.start() - 40) : name.start()]
        prefix = self._prefixed.search(left)
        begin = name.start() - len(left) + prefix.start() if prefix else name.start()
        told = not left.strip() or left.endswith(", ")
        if self._winning.search(left) or (told and _IS_TOLD.match(at.folded, at.hit.end)):
            yield at.award(begin, at.hit.end)

    def _place(self, at: "_Context") -> Iterator[Found]:
        """ "giải" with a place ("giải Nhất"), or with a name behind a word of winning ("đoạt giải Cống hiến")."""
        start, end = at.hit.start, at.hit.end
        left = at.folded[max(at.sentence, start - 24) : start]
        # "giải Ngân hàng tiêu biểu" is no verb.
        verb = self._verb_part.match(at.folded, end) and (
            at.text[start].isupper() or not at.text[end + 1 : end + 2].isupper()
        )
        if self._compound.search(left) or verb or at.doubled:
            return
        prizes = self._prizes.match(at.folded, end)
        if prizes:
            if not self._names.quoted(at.text, prizes.end()):
                yield from self._introduced(at, prizes.end())
            return
        if self._grades["place"].after(at.folded, at.text, end):
            if not at.page.lottery:
                yield from self._with_grades(at, start, end)
            return
        small = None
        if at.text[end : end + 2] not in (' "', " '") and not at.text[end + 1 : end + 2].isupper():
            small = self._small_prize(at)
            if small is None:
                return
        listed = at.last is not None and self._listed.fullmatch(at.folded, at.last.end, start)
        quoted = self._names.quoted(at.text, end)
        stop = quoted[1] if quoted else small or self._names.capitals(at.text, at.folded, end, at.heads)
        goes = stop and start == at.sentence and _GOES_TO.match(at.folded, stop)
        if not (listed or goes or self._won.search(left)) or at.page.lottery:
            return
        beyond = _PHRASE_REST.match(at.folded, stop or end)
        if (
            stop
            and beyond
            and (small or not self._tournament.search(at.folded, end, beyond.end()))
            and not self._contest.match(at.folded, end)
        ):
            award = self._crowned(at, start, self._names.field(at.folded, self._ranked(at, end + 1, stop)), end + 1)
            yield from self._with_quotes(at, award, award.end) if quoted else iter((award,))

    def _small_prize(self, at: "_Context") -> int | None:
        """The end of a prize's name in small letters: a quality, or a noun with a superlative or the like behind it."""
        end = at.hit.end
        limit = _SMALL_TITLE.match(at.folded, end)
        noun = self._prize_noun.match(at.folded, end) or self._title_noun.match(at.folded, end)
        best = list(self._best_words.finditer(at.folded, end, limit.end())) if noun and limit else []
        # "ca khúc hay nhất của năm 2019" says when, and "ca khúc của năm" what.
        while best and _OF_A_YEAR.match(at.folded, best[-1].start()):
            best.pop()
        if best:
            return best[-1].end()
        quality = self._prize_quality.match(at.folded, end)
        return quality.end() if quality else None

    def _cup(self, at: "_Context") -> Iterator[Found]:
        start, end = at.hit.start, at.hit.end
        giving = list(self._giving.finditer(at.folded, max(at.sentence, start - 40), start))
        won = giving and giving[-1]["receive"] and "nhận" not in giving[-1].group()
        if not giving or won or _PLAYED_FOR.match(at.folded, end):
            return
        quoted = self._names.quoted(at.text, end)
        honour = _HONOUR.match(at.folded, end)
        stop = quoted[1] if quoted else self._names.capitals(at.text, at.folded, end, at.heads)
        stop = honour.end() if honour else stop
        if stop and not self._tournament.search(at.folded, end, min(stop + 20, len(at.folded))):
            yield at.award(start, stop)

    # grades and lists

    def _with_grades(self, at: "_Context", start: int, end: int) -> Iterator[Found]:
        """The award at `start:end` with its grade, then what shares its name."""
        entry = at.hit.entry
        family = entry.grades or ("class" if entry.kind in ("order", "medal") else None)
        reader = self._grades[family] if family else None
        grade = reader.after(at.folded, at.text, end) if reader else None
        if grade is None:
            yield at.award(start, end)
            return
        name = at.text[start:end]
        award = at.award(start, grade.end, name, at.text[grade.start : grade.stop])
        yield award
        assert reader is not None
        last = award
        while True:
            shared = reader.shared(at.folded, at.text, last.end)
            if shared:
                words = at.text[shared.start : shared.end]
                last = Found(shared.start, shared.end, name, words, entry, shares=True)
            else:
                order = self._order.match(at.folded, last.end) if entry.kind == "order" else None
                graded = self._grades["class"].after(at.folded, at.text, order.end()) if order else None
                if order is None or graded is None:
                    return
                entry = self._orders[order["name"]]
                name = f"Huân chương {at.text[order.start('name') : order.end('name')]}"
                last = Found(order.start("name"), graded.end, name, at.text[graded.start : graded.stop], entry, 0, True)
            yield last

    def _with_quotes(self, at: "_Context", award: Found, position: int) -> Iterator[Found]:
        """The award, then further names in quotes that follow in a list."""
        yield award
        while True:
            gap = _QUOTE_GAP.match(at.folded, position)
            quoted = self._names.quoted(at.text, gap.end()) if gap else None
            if quoted is None:
                return
            position = quoted[1]
            yield Found(quoted[2], quoted[3], at.text[quoted[2] : quoted[3]], None, at.hit.entry, 0, True)


class _Page:
    """What all hits of one document share: its text, where hits start, whether it tells of a lottery."""

    def __init__(self, text: str, folded: str, heads: frozenset[int], draws: Callable[[], bool]) -> None:
        self.text = text
        self.folded = folded
        self.heads = heads
        self._draws = draws

    @lazy
    def lottery(self) -> bool:
        """Whether the page tells of a lottery, whose prizes are no awards."""
        return self._draws()


class _Context:
    """A hit with the text around it: where its sentence starts, and the award before it in the same sentence."""

    def __init__(self, page: _Page, hit: Hit[AwardEntry], sentence: int, last: Found | None) -> None:
        self.page = page
        self.text = page.text
        self.folded = page.folded
        self.heads = page.heads
        self.hit = hit
        self.sentence = sentence
        self.last = last

    @property
    def doubled(self) -> bool:
        """Whether a second word for a prize follows the hit ("giải Giải thưởng ...")."""
        return self.folded.startswith((" giải ", " giải thưởng"), self.hit.end)

    def award(self, start: int, end: int, name: str | None = None, grade: str | None = None) -> Found:
        """An award of this hit's entry at `start:end`."""
        return Found(start, end, name or self.text[start:end], grade, self.hit.entry)


def _with_prefixes(entry: AwardEntry, prefixes: list[str]) -> AwardEntry:
    """A prize's entry with its forms behind the words for a prize."""
    if entry.kind != "prize" or entry.use not in ("name", "after"):
        return entry
    prefixed = [
        f"{prefix} {form}" for form in entry.forms for prefix in prefixes if not fold_key(form).startswith("giải")
    ]
    return msgspec.structs.replace(entry, forms=tuple(chain(prefixed, entry.forms if entry.use == "name" else ())))


def _start(award: Found) -> int:
    return award.start


def _closing_quote(text: str, start: int, end: int) -> int:
    """The end of the quotation that the name opens ("Công dân ... năm 2016"), or `end`."""
    opening = text[max(0, start - 2) : start].strip()[-1:]
    if opening not in ("'", '"') or not opening:
        return end
    close = text.find(opening, end, end + 40)
    return end + len(text[end:close].rstrip()) if close >= 0 and "\n" not in text[end:close] else end


# "Nghệ sĩ Nhân dân (NSND)": the bracket says the award before it once more.
_ABBREVIATES = compiled(r" ?\(")
_PHRASE_REST = compiled(r"[^,.;:()\n]{0,25}")
_PLAYED_FOR = compiled(r" (?:quốc gia|bóng đá|quốc tế)")
_BETWEEN = r"(?: ?\([^()\n]{1,40}\)| năm \d{4})?[,;] (?:và )?"
_PERSON_NAME = compiled(
    r" (?!(?:Việt Nam|Hồ Chí Minh|Lực lượng|Lao động|Thủ đô|Nhân dân|Ưu tú)\b)\p{Lu}\p{Ll}+ (?:\p{Lu}[\p{Ll}.]* ?)+"
)
_TITLES = compiled(r"danh hiệu[^.;\n]{0,40}: ?$")
_PARTY_YEARS = compiled(r" (?:\d\d(?: năm)?(?: tuổi đảng)?(?:, | và ))*\d\d năm tuổi đảng")
_SURNAME = compiled(r"\p{Lu}\p{Ll}+ $")
_NATIONAL = compiled(r"cấp (?:bộ|tỉnh|thành phố|nhà nước)|quốc gia|toàn quốc|Quốc gia|thế giới|châu Á|quốc tế|\p{Lu}")
_OPENING_QUOTE = compiled(r" ?[\"']")
_RANK = compiled(r" [1-5](?![\p{L}\p{N}])")
_MEDALS = r"(?<![\p{L}\p{N}.,])\d{1,3} (?:tấm |chiếc )?(?P<metal>vàng|bạc|đồng)(?!\p{L})"
_TALLY = compiled(rf"{_MEDALS}(?:(?:,|;|,? và|-|/) ?{_MEDALS}){{1,2}}(?! ?(?:/|lượng|chỉ|tỷ|triệu|nghìn|[\d]))")
# "đứng cạnh bục với HCB Lim Wei Tan": the medal stands in front of its holder's name.
_WITH = compiled(r"(?<!\p{L})(?:với|của|như|cùng|là|trước) $")
_CATEGORY = " hạng mục"
_GOES_TO = compiled(
    r"(?: năm \d{4}| \d{4})? (?:(?:đã |vừa |sẽ )?(?:được )?trao (?:tặng )?cho|(?:đã )?thuộc về|về tay"
    r"|dành cho)(?!\p{L})"
)
_SMALL_TITLE = compiled(
    r"(?: (?!(?:của(?! nhân loại| năm)|cho|và|là|vì|do|tại|trong(?! sạch)|ở|để|với|này)(?!\p{L}))[\p{L}\p{N}-]+){1,12}"
)
_LIST_JOINT = compiled(r"(?: (?:năm )?\d{4})?(?:,|;|,? và|,? cùng) ")
# "Tổ chức Giải thưởng ...", with a capital inside a sentence, is a body.
_ORGANISATION = compiled(r"(?<=\p{L} )Tổ chức $")
_ENGLISH_NAME = compiled(r"\p{Lu}[\p{L}'-]*+(?: (?:&|of|\p{Lu}[\p{L}'-]*+|\d{4}))*+ $")
_IS_TOLD = compiled(r"(?: \d{4})? (?:được|là|ra đời|do)(?!\p{L})")
_SMALL_ORDER = 5
# A category told this close behind a prize belongs to it ("giải Cánh én ở hạng mục ...").
_SCOPE_OF_LAST = 25
_HONOUR = compiled(r" (?:vinh danh|tôn vinh) [^,.;:\n]{3,90}")
_OF_A_YEAR = compiled(r"của năm \d")
# "bình chọn Ngân hàng X là "...""
_CHOSEN_AS = compiled(r"(?: [^,.;:\n\"']{1,90}? là)?(?= ?[\"'])")
_QUOTE_GAP = compiled(r" ?(?:,|;|và|cùng|hay|hoặc)+(?= [\"'])")
