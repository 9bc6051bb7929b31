"""People, offices, organisations and places joined across articles, with time.

`observation` takes of each record what is joined, in canonical names; `people` and `awards` join; `build` makes rows of
the tables in `tables`; `stores` write them into a database or a folder of Parquet. Everything is made anew from all
observations, so the same articles give the same tables, in one run or in several.
"""

CORRECTIONS = ".people.yaml"
"""What stands behind the register's name in that of its file of corrections."""
