"""One name and one id for whatever articles spell in several ways: organisations, places, offices.

What is known of names is data: `data/register/` holds abbreviations, bodies of the whole country, bodies that every
unit has, and what roles say; `data/places/` the units. Nothing here reads an article's grammar.
"""
