"""What each kind of find is, said once: its type, its tables, how it is shown and scored, and who reads it.

`kind` says what a declaration holds; every other module is the declaration of one kind. A field of
`extract.record.Record` registers it. What reads a kind out of an article is in `extract.kinds`.
"""
