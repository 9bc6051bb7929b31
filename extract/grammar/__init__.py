"""The language in which `rules/` says how phrases are built: typed tokens, patterns over their classes, productions.

A document's words are typed (`tokens`): each gets the classes of the form that it is and of how it is written. A
production's pattern is written in these classes, compiled (`pattern`) to one regular expression over a string with one
character a token, and the productions of one grammar are matched, chosen from and traced together (`language`).

    >>> from extract.grammar import Language, Tokens
    >>> from extract.lexicon import Lexicon
    >>> rules = '''
    ... group: productions
    ... entries:
    ...   - {id: seat.unit, grammar: seat, pattern: "place.unit cap+", priority: 1, set: {unit: place.unit}}
    ... '''
    >>> language = Language(Lexicon.of({"own.yaml": rules}), "seat")
    >>> text = "UBND xã Nga Sơn"
    >>> tokens = Tokens(text, text.lower(), language.alphabet)
    >>> [(match.rule.id, text[match.start : match.end]) for match in language.find(tokens)]
    [('seat.unit', 'xã Nga Sơn')]
"""

from extract.grammar.language import Language, Match
from extract.grammar.tokens import Alphabet, Given, Token, Tokens

__all__ = ["Alphabet", "Given", "Language", "Match", "Token", "Tokens"]
