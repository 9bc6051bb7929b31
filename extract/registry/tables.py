"""The register's tables and views: the one definition for every database, for Parquet and for frames."""

from extract.io.tables import Column, Table, View

REGISTER_VERSION = 2
"""Raised with every change of the tables, and of what is remembered of an article."""

_ID = Column("id", required=True)
_KEY = Column("name_key", required=True)
_QUOTE = (
    Column("text", required=True),
    Column("start_char", "integer", required=True),
    Column("end_char", "integer", required=True),
    Column("context"),
)
_ARTICLE = Column("article_id", required=True, references="register_articles")
_PERSON = Column("person_id", required=True, references="people")

TABLES: tuple[Table, ...] = (
    Table(
        "register_articles",
        keys=(_ID,),
        made=(
            Column("published", "date"),
            Column("title"),
            Column("title_key"),
            Column("url"),
            Column("observation", required=True),
        ),
    ),
    Table(
        "places",
        keys=(_ID,),
        made=(
            Column("code"),
            Column("type", required=True),
            Column("name", required=True),
            Column("full_name", required=True),
            _KEY,
            Column("level", required=True),
            Column("parent_id", references="places"),
            Column("valid_from", "date"),
            Column("valid_to", "date"),
        ),
    ),
    Table(
        "place_successors",
        keys=(_ID, Column("place_id", required=True, references="places")),
        made=(Column("successor_id", required=True, references="places"),),
    ),
    Table(
        "organizations",
        keys=(_ID,),
        made=(
            Column("name", required=True),
            _KEY,
            Column("kind"),
            Column("parent_id", references="organizations"),
            Column("place_id", references="places"),
            Column("candidates", required=True),
            Column("since", "date"),
            Column("until", "date"),
            Column("spellings", required=True),
            Column("articles", "integer", required=True),
        ),
    ),
    Table(
        "organization_successors",
        keys=(_ID, Column("organization_id", required=True)),
        made=(Column("successor_id", required=True),),
    ),
    Table(
        "people",
        keys=(_ID,),
        made=(
            Column("name", required=True),
            _KEY,
            Column("aliases", required=True),
            Column("spellings", required=True),
            Column("gender"),
            Column("first_seen", "date"),
            Column("last_seen", "date"),
            Column("articles", "integer", required=True),
        ),
    ),
    Table(
        "person_articles",
        keys=(_ID, _PERSON, _ARTICLE),
        made=(
            Column("name", required=True),
            Column("published", "date"),
            Column("mentions", "integer", required=True),
            Column("score", "real", required=True),
            Column("why", required=True),
            *_QUOTE,
        ),
    ),
    Table(
        "offices_held",
        keys=(_ID, _PERSON),
        made=(
            Column("office_id"),
            Column("office", required=True),
            _KEY,
            Column("role", required=True),
            Column("kind", required=True),
            Column("organization_id", references="organizations"),
            Column("place_id", references="places"),
            Column("inferred", "boolean", required=True),
            Column("first_held", "date"),
            Column("last_held", "date"),
            Column("over_by", "date"),
            Column("articles", "integer", required=True),
        ),
    ),
    Table(
        "office_evidence",
        keys=(_ID, Column("office_held_id", required=True, references="offices_held"), _ARTICLE),
        made=(Column("published", "date"), Column("former", "boolean", required=True), *_QUOTE),
    ),
    Table(
        "award_events",
        keys=(_ID,),
        made=(
            Column("name", required=True),
            _KEY,
            Column("grade"),
            Column("giver_id", references="organizations"),
            Column("giver"),
            Column("presenter_id", references="people"),
            Column("event_date", "date"),
            Column("year", "integer"),
            Column("quantity", "integer"),
            Column("reason"),
            Column("posthumous", "boolean", required=True),
            Column("articles", "integer", required=True),
        ),
    ),
    Table(
        "award_event_recipients",
        keys=(
            _ID,
            Column("event_id", required=True, references="award_events"),
            Column("position", "integer", required=True),
        ),
        made=(
            Column("recipient", required=True),
            _KEY,
            Column("organization_id", references="organizations"),
            Column("person_id", references="people"),
        ),
    ),
    Table(
        "award_evidence",
        keys=(_ID, Column("event_id", required=True, references="award_events"), _ARTICLE),
        made=(Column("published", "date"), *_QUOTE),
    ),
    Table(
        "figures",
        keys=(_ID, _ARTICLE),
        made=(
            Column("published", "date"),
            Column("subject", required=True),
            Column("subject_key", required=True),
            Column("entity"),
            Column("entity_key"),
            Column("organization_id", references="organizations"),
            Column("place_id", references="places"),
            Column("kind", required=True),
            Column("value", "real", required=True),
            Column("value_max", "real"),
            Column("unit", required=True),
            Column("change"),
            Column("period_begin", "date"),
            Column("period_finish", "date"),
            *_QUOTE,
        ),
    ),
)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}

VIEWS: tuple[View, ...] = (
    View(
        "officials_in_office",
        """
        SELECT h.person_id, p.name, p.name_key, h.office, h.role, h.kind, h.organization_id, o.name AS organization,
               h.place_id, l.full_name AS place, l.name_key AS place_key,
               h.first_held, h.last_held, h.over_by, h.articles
        FROM offices_held h
        JOIN people p ON p.id = h.person_id
        LEFT JOIN organizations o ON o.id = h.organization_id
        LEFT JOIN places l ON l.id = h.place_id
        WHERE h.first_held IS NOT NULL AND h.kind NOT IN ('rank', 'academic', 'honour')
        """,
    ),
    View(
        "career",
        """
        SELECT h.person_id, p.name, p.name_key, h.office, h.kind, h.organization_id, h.place_id, l.full_name AS place,
               h.first_held, h.last_held, h.over_by, h.articles
        FROM offices_held h
        JOIN people p ON p.id = h.person_id
        LEFT JOIN places l ON l.id = h.place_id
        """,
    ),
    View(
        "awards_by_giver_and_year",
        """
        SELECT e.giver_id, e.giver, o.name_key AS giver_key, e.year, e.name, e.grade, count(DISTINCT e.id) AS events,
               count(DISTINCT r.name_key) AS recipients
        FROM award_events e
        LEFT JOIN organizations o ON o.id = e.giver_id
        LEFT JOIN award_event_recipients r ON r.event_id = e.id
        GROUP BY e.giver_id, e.giver, o.name_key, e.year, e.name, e.grade
        """,
    ),
    View(
        "honours_of",
        """
        SELECT r.organization_id, r.person_id, r.recipient, r.name_key, e.name, e.grade, e.giver_id, e.giver,
               e.event_date, e.year, e.reason, e.articles, e.id AS event_id
        FROM award_event_recipients r
        JOIN award_events e ON e.id = r.event_id
        """,
    ),
    View(
        "series",
        """
        SELECT f.subject, f.subject_key, f.entity, f.entity_key, f.organization_id, f.place_id, l.full_name AS place,
               l.name_key AS place_key, f.kind, f.unit, f.value, f.value_max, f.change,
               coalesce(f.period_begin, f.published) AS begin_date,
               coalesce(f.period_finish, f.published) AS finish_date,
               f.published, f.article_id, f.id AS figure_id, f.context
        FROM figures f
        LEFT JOIN places l ON l.id = f.place_id
        """,
    ),
    View(
        "appears_with",
        """
        SELECT a.person_id, p.name, p.name_key, b.person_id AS with_id, q.name AS with_name, q.name_key AS with_key,
               count(DISTINCT a.article_id) AS articles, min(a.published) AS first_seen, max(a.published) AS last_seen
        FROM person_articles a
        JOIN person_articles b ON b.article_id = a.article_id AND b.person_id <> a.person_id
        JOIN people p ON p.id = a.person_id
        JOIN people q ON q.id = b.person_id
        GROUP BY a.person_id, p.name, p.name_key, b.person_id, q.name, q.name_key
        """,
    ),
)

INDEXED: tuple[tuple[str, str], ...] = (
    ("people", "name_key"),
    ("person_articles", "person_id"),
    ("person_articles", "article_id"),
    ("offices_held", "person_id"),
    ("offices_held", "organization_id"),
    ("offices_held", "place_id"),
    ("office_evidence", "office_held_id"),
    ("award_event_recipients", "event_id"),
    ("figures", "subject_key"),
)
"""Columns that views and analysts look up by."""

NAMES = """
    SELECT 'person' AS kind, id, name, name_key, aliases AS other_names FROM people
    UNION ALL SELECT 'organization', id, name, name_key, spellings FROM organizations
    UNION ALL SELECT 'award', id, name, name_key, coalesce(giver, '') FROM award_events
    UNION ALL SELECT 'article', id, title, title_key, '' FROM register_articles WHERE title IS NOT NULL
"""
"""What is searched: the rows of the table `register_names`."""
