"""Every table, once, for both engines. Migrations make the same; a test compares the two.

Times of people are UTC instants (`Instant`); times of the machinery are milliseconds of real time, as integers.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Instant(TypeDecorator[datetime]):
    """An aware UTC time; SQLite keeps none, so it is given its zone back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        aware = value.astimezone(UTC)
        return aware.replace(tzinfo=None) if dialect.name == "sqlite" else aware

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Big = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", Big, primary_key=True, autoincrement=True)


def _ref(name: str, target: str, *, nullable: bool = False, index: bool = False) -> Column[int]:
    return Column(name, Big, ForeignKey(target), nullable=nullable, index=index)


def _only(condition: str) -> dict[str, Any]:
    """A partial index. Queries must say the condition with the same literals, else neither engine uses it."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _live(column: str) -> dict[str, Any]:
    return _only(f"{column} IS NULL")


NEVER_AGAIN: dict[str, Any] = {"sqlite_autoincrement": True}
"""The id of a deleted row is never given again, as on PostgreSQL: buttons and ledger rows may still name it."""


# --- the network

regions = Table(
    "regions",
    metadata,
    Column("code", String(13), primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", String(16), nullable=False),
    Column("parent_code", String(13), index=True),
    Column("timezone", String(40), nullable=False),
)

region_aliases = Table(
    "region_aliases",
    metadata,
    Column("alias", Text, primary_key=True),
    Column("code", String(13), ForeignKey("regions.code"), primary_key=True),
)

bureaus = Table(
    "bureaus",
    metadata,
    _id(),
    Column("region_code", String(13), ForeignKey("regions.code"), nullable=False, unique=True),
    Column("prefix", String(8), nullable=False),
    Column("office", Text, nullable=False),
    Column("unit_id", Big, nullable=True),
    Column("created_at", Instant, nullable=False),
    **NEVER_AGAIN,
)

units = Table(
    "units",
    metadata,
    _id(),
    _ref("bureau_id", "bureaus.id"),
    Column("slug", String(80), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("region_code", String(13), ForeignKey("regions.code"), nullable=False),
    _ref("parent_id", "units.id", nullable=True),
    Column("abbreviation", Text),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    UniqueConstraint("bureau_id", "slug"),
    **NEVER_AGAIN,
)

unit_names = Table(
    "unit_names",
    metadata,
    _id(),
    _ref("unit_id", "units.id", index=True),
    Column("name", Text, nullable=False),
    Column("valid_from", Instant, nullable=False),
    Column("valid_to", Instant),
    **NEVER_AGAIN,
)
Index("uq_unit_names_current", unit_names.c.unit_id, unique=True, **_live("valid_to"))

persons = Table(
    "persons",
    metadata,
    _id(),
    Column("name", Text, nullable=False, server_default=""),
    Column("honorific", String(8), nullable=False, server_default="none"),
    Column("language", String(8), nullable=False, server_default="id"),
    Column("timezone", String(40)),
    Column("consented_at", Instant),
    Column("created_at", Instant, nullable=False),
    **NEVER_AGAIN,
)

addresses = Table(
    "addresses",
    metadata,
    _id(),
    Column("channel", String(16), nullable=False),
    Column("address", String(64), nullable=False),
    _ref("person_id", "persons.id", nullable=True, index=True),
    Column("username", Text),
    Column("state", String(16), nullable=False),
    Column("changed_at", Instant, nullable=False),
    UniqueConstraint("channel", "address"),
    **NEVER_AGAIN,
)

seats = Table(
    "seats",
    metadata,
    _id(),
    _ref("unit_id", "units.id", index=True),
    _ref("person_id", "persons.id", index=True),
    Column("role", String(16), nullable=False),
    Column("valid_from", Instant, nullable=False),
    Column("valid_to", Instant),
    **NEVER_AGAIN,
)
Index("uq_seats_current", seats.c.unit_id, seats.c.person_id, seats.c.role, unique=True, **_live("valid_to"))

grants = Table(
    "grants",
    metadata,
    _id(),
    _ref("bureau_id", "bureaus.id"),
    _ref("person_id", "persons.id", index=True),
    Column("role", String(16), nullable=False),
    Column("region_code", String(13), ForeignKey("regions.code")),
    Column("valid_from", Instant, nullable=False),
    Column("valid_to", Instant),
    **NEVER_AGAIN,
)
Index("uq_grants_current", grants.c.bureau_id, grants.c.role, grants.c.person_id, unique=True, **_live("valid_to"))

# --- registration

invitations = Table(
    "invitations",
    metadata,
    _id(),
    _ref("bureau_id", "bureaus.id"),
    Column("token_hash", LargeBinary(32), nullable=False, unique=True),
    _ref("unit_id", "units.id", nullable=True, index=True),
    Column("seat_role", String(16)),
    Column("grant_role", String(16)),
    _ref("created_by", "persons.id", nullable=True),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    _ref("used_by", "persons.id", nullable=True),
    Column("ended_at", Instant),
    CheckConstraint("(unit_id IS NULL) = (seat_role IS NULL)", name="seat_is_whole"),
    CheckConstraint("seat_role IS NOT NULL OR grant_role IS NOT NULL", name="for_something"),
    **NEVER_AGAIN,
)

applications = Table(
    "applications",
    metadata,
    _id(),
    _ref("bureau_id", "bureaus.id"),
    _ref("person_id", "persons.id", index=True),
    _ref("unit_id", "units.id"),
    Column("role", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("nudged_at", Instant),
    _ref("decided_by", "persons.id", nullable=True),
    Column("decided_at", Instant),
    _ref("replaced_id", "persons.id", nullable=True),
    **NEVER_AGAIN,
)
Index("uq_applications_waiting", applications.c.person_id, unique=True, **_only("state = 'waiting'"))

# --- groups (Kelompok): sets of units, by hand or by rule

groups = Table(
    "groups",
    metadata,
    _id(),
    _ref("bureau_id", "bureaus.id"),
    Column("name", Text, nullable=False),
    Column("rule", LargeBinary),
    Column("rank", Integer, nullable=False, server_default="100"),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    **NEVER_AGAIN,
)
Index("uq_groups_name", groups.c.bureau_id, groups.c.name, unique=True, **_live("ended_at"))

group_units = Table(
    "group_units",
    metadata,
    Column("group_id", Big, ForeignKey("groups.id"), primary_key=True),
    Column("unit_id", Big, ForeignKey("units.id"), primary_key=True),
)

# --- chats (Grup): groups of Telegram in which the program sits

chats = Table(
    "chats",
    metadata,
    _id(),
    Column("address_id", Big, ForeignKey("addresses.id"), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("state", String(16), nullable=False),
    _ref("bureau_id", "bureaus.id", nullable=True, index=True),
    _ref("group_id", "groups.id", nullable=True),
    _ref("linked_by", "persons.id", nullable=True),
    Column("linked_at", Instant),
    _ref("asked_by", "persons.id", nullable=True),
    Column("asked_at", Instant),
    Column("greeted", Boolean, nullable=False, server_default=text("false")),
    Column("answered_ms", Big, nullable=False, server_default="0"),
    Column("met_at", Instant, nullable=False),
    CheckConstraint("state <> 'linked' OR group_id IS NOT NULL", name="linked_to_something"),
    **NEVER_AGAIN,
)

# --- announcements

numbers = Table(
    "numbers",
    metadata,
    Column("bureau_id", Big, ForeignKey("bureaus.id"), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("next", Integer, nullable=False),
)

announcements = Table(
    "announcements",
    metadata,
    _id(),
    _ref("bureau_id", "bureaus.id"),
    Column("number", Integer, nullable=False),
    Column("code", String(24), nullable=False, unique=True),
    Column("state", String(16), nullable=False),
    Column("priority", String(16), nullable=False),
    _ref("author_id", "persons.id", index=True),
    _ref("group_id", "groups.id"),
    Column("current_version", Integer, nullable=False, server_default="1"),
    Column("asked_at", Instant, nullable=False),
    _ref("decided_by", "persons.id", nullable=True),
    Column("decided_at", Instant),
    Column("returned_for", Text),
    Column("release_at", Instant),
    Column("released_at", Instant),
    Column("recipients", Integer, nullable=False, server_default="0"),
    Column("units", Integer, nullable=False, server_default="0"),
    Column("nudges", Integer, nullable=False, server_default="0"),
    Column("nudged_at", Instant),
    UniqueConstraint("bureau_id", "number"),
    **NEVER_AGAIN,
)
Index("ix_announcements_state", announcements.c.bureau_id, announcements.c.state)

announcement_versions = Table(
    "announcement_versions",
    metadata,
    Column("announcement_id", Big, ForeignKey("announcements.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("entities", LargeBinary, nullable=False),
    Column("media", LargeBinary, nullable=False),
    _ref("created_by", "persons.id"),
    Column("created_at", Instant, nullable=False),
)

announcement_units = Table(
    "announcement_units",
    metadata,
    Column("announcement_id", Big, ForeignKey("announcements.id"), primary_key=True),
    Column("unit_id", Big, ForeignKey("units.id"), primary_key=True),
)

audience = Table(
    "audience",
    metadata,
    Column("announcement_id", Big, ForeignKey("announcements.id"), primary_key=True),
    Column("person_id", Big, ForeignKey("persons.id"), primary_key=True),
    Column("unit_id", Big, ForeignKey("units.id"), primary_key=True),
    Column("seat_id", Big, ForeignKey("seats.id"), nullable=False),
    Column("address_id", Big, ForeignKey("addresses.id"), nullable=True),
)
Index("ix_audience_person", audience.c.person_id)

acknowledgements = Table(
    "acknowledgements",
    metadata,
    Column("announcement_id", Big, ForeignKey("announcements.id"), primary_key=True),
    Column("unit_id", Big, ForeignKey("units.id"), primary_key=True),
    Column("person_id", Big, ForeignKey("persons.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("read_at", Instant, nullable=False),
)

news = Table(
    "news",
    metadata,
    _id(),
    _ref("bureau_id", "bureaus.id"),
    Column("number", Integer, nullable=False),
    Column("code", String(24), nullable=False),
    Column("state", String(16), nullable=False),
    _ref("sender_id", "persons.id", index=True),
    _ref("unit_id", "units.id"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("submitted_at", Instant, nullable=False),
    _ref("decided_by", "persons.id", nullable=True),
    Column("decided_at", Instant),
    Column("reason", Text),
    Column("release_at", Instant),
    Column("published_at", Instant),
    Column("recipients", Integer, nullable=False, server_default="0"),
    Column("asked_field", String(16)),
    Column("question", Text),
    _ref("asked_by", "persons.id", nullable=True),
    Column("asked_at", Instant),
    UniqueConstraint("bureau_id", "number"),
    **NEVER_AGAIN,
)
Index("ix_news_waiting", news.c.bureau_id, news.c.submitted_at, **_only("state = 'waiting'"))
Index("ix_news_published", news.c.bureau_id, news.c.published_at, **_only("state = 'published'"))

news_versions = Table(
    "news_versions",
    metadata,
    Column("news_id", Big, ForeignKey("news.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("entities", LargeBinary, nullable=False),
    Column("media", LargeBinary, nullable=False),
    Column("kinds", LargeBinary, nullable=False),
    Column("what", Text, nullable=False),
    Column("who", Text),
    Column("place", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("credit", Text),
    Column("minors", String(16)),
    _ref("created_by", "persons.id"),
    Column("created_at", Instant, nullable=False),
)

media = Table(
    "media",
    metadata,
    _id(),
    Column("kind", String(16), nullable=False),
    Column("name", Text),
    Column("mime", Text),
    Column("size", Big),
    **NEVER_AGAIN,
)

media_handles = Table(
    "media_handles",
    metadata,
    Column("media_id", Big, ForeignKey("media.id"), primary_key=True),
    Column("channel", String(16), primary_key=True),
    Column("bot_id", Big, primary_key=True),
    Column("handle", Text, nullable=False),
    Column("unique_handle", String(128), nullable=False),
    UniqueConstraint("channel", "bot_id", "unique_handle"),
)

# --- meetings

meetings = Table(
    "meetings",
    metadata,
    _id(),
    _ref("bureau_id", "bureaus.id"),
    Column("number", Integer, nullable=False),
    Column("code", String(24), nullable=False),
    Column("state", String(16), nullable=False),
    _ref("author_id", "persons.id", index=True),
    _ref("group_id", "groups.id"),
    Column("title", Text, nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant),
    Column("zone", String(40), nullable=False),
    Column("place", Text, nullable=False),
    Column("dress", Text),
    Column("confirm_by", Instant, nullable=False),
    Column("delegable", Boolean, nullable=False),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("asked_at", Instant, nullable=False),
    _ref("decided_by", "persons.id", nullable=True),
    Column("decided_at", Instant),
    Column("returned_for", Text),
    Column("release_at", Instant),
    Column("released_at", Instant),
    Column("people", Integer, nullable=False, server_default="0"),
    Column("units", Integer, nullable=False, server_default="0"),
    Column("nudged_at", Instant),
    Column("missed_at", Instant),
    Column("pending", LargeBinary),
    Column("before", LargeBinary),
    UniqueConstraint("bureau_id", "number"),
    **NEVER_AGAIN,
)
Index("ix_meetings_state", meetings.c.bureau_id, meetings.c.state)

meeting_units = Table(
    "meeting_units",
    metadata,
    Column("meeting_id", Big, ForeignKey("meetings.id"), primary_key=True),
    Column("unit_id", Big, ForeignKey("units.id"), primary_key=True),
    Column("rsvp", String(16)),
    Column("name", Text, nullable=False, server_default=""),
    Column("title", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    _ref("answered_by", "persons.id", nullable=True),
    Column("answered_at", Instant),
    CheckConstraint("(rsvp IS NULL) = (answered_by IS NULL)", name="answer_is_whole"),
)
Index("ix_meeting_units_unit", meeting_units.c.unit_id)

meeting_invitees = Table(
    "meeting_invitees",
    metadata,
    Column("meeting_id", Big, ForeignKey("meetings.id"), primary_key=True),
    Column("person_id", Big, ForeignKey("persons.id"), primary_key=True),
    Column("unit_id", Big, ForeignKey("units.id"), primary_key=True),
    Column("address_id", Big, ForeignKey("addresses.id"), nullable=True),
)

# --- the machinery

inbox = Table(
    "inbox",
    metadata,
    _id(),
    Column("bot_id", Big, nullable=False),
    Column("update_id", Big, nullable=False),
    Column("digest", LargeBinary(16), nullable=False),
    Column("lane", String(64), nullable=False),
    Column("payload", LargeBinary),
    Column("state", SmallInteger, nullable=False, server_default="0"),  # 0 waiting, 1 done, 2 set aside
    Column("attempts", SmallInteger, nullable=False, server_default="0"),
    Column("begun_ms", Big, nullable=False, server_default="0"),
    Column("error", Text),
    Column("received_at", Instant, nullable=False),
    Column("done_at", Instant),
    UniqueConstraint("bot_id", "update_id", "digest"),
    **NEVER_AGAIN,
)
Index("ix_inbox_waiting", inbox.c.lane, inbox.c.id, **_only("state < 1"))  # said otherwise: see storage/inbox.py
Index("ix_inbox_queue", inbox.c.id, **_only("state = 0"))

inbox_lanes = Table(
    "inbox_lanes",
    metadata,
    Column("lane", String(64), primary_key=True),
    Column("not_before_ms", Big, nullable=False, server_default="0"),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("lane", SmallInteger, nullable=False),
    Column("source", SmallInteger, nullable=False),
    Column("source_id", Big, nullable=False),
    Column("occurrence", Integer, nullable=False, server_default="0"),
    _ref("address_id", "addresses.id"),
    Column("state", SmallInteger, nullable=False, server_default="0"),
    Column("epoch", Integer),
    Column("part", SmallInteger, nullable=False, server_default="0"),
    Column("parts", SmallInteger, nullable=False, server_default="1"),
    Column("tries", SmallInteger, nullable=False, server_default="0"),
    Column("repeats", SmallInteger, nullable=False, server_default="0"),
    Column("not_before_ms", Big, nullable=False, server_default="0"),
    Column("harmless", Boolean),
    Column("reason", String(16)),
    Column("detail", Text),
    Column("payload", LargeBinary),
    Column("settled_ms", Big),
    UniqueConstraint("source", "source_id", "occurrence", "address_id"),
    **NEVER_AGAIN,
)
Index("ix_outbox_queue", outbox.c.lane, outbox.c.id, **_only("state = 0"))
Index("ix_outbox_sending", outbox.c.id, **_only("state = 1"))
Index("ix_outbox_address", outbox.c.address_id, outbox.c.lane, outbox.c.id, **_only("state < 2"))
Index("ix_outbox_later", outbox.c.not_before_ms, **_only("state = 0 AND not_before_ms > 0"))
QUEUED_CARD = "source = 1 AND state = 0"
"""At most one such row a card."""
Index("uq_outbox_queued_card", outbox.c.source_id, unique=True, **_only(QUEUED_CARD))

copies = Table(
    "copies",
    metadata,
    Column("outbox_id", Big, ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True),
    Column("part", SmallInteger, primary_key=True),
    Column("ordinal", SmallInteger, primary_key=True),
    Column("message_id", Big, nullable=False),
    Column("version", Integer, nullable=False),
)

cards = Table(
    "cards",
    metadata,
    _id(),
    _ref("address_id", "addresses.id"),
    Column("subject", String(16), nullable=False),
    Column("subject_id", Big, nullable=False),
    Column("view", String(16), nullable=False, server_default=""),
    Column("message_id", Big),
    Column("wanted", Integer, nullable=False, server_default="0"),
    Column("shown", Integer, nullable=False, server_default="0"),
    Column("shown_hash", LargeBinary(16)),
    UniqueConstraint("address_id", "subject", "subject_id"),
    **NEVER_AGAIN,
)
Index("ix_cards_subject", cards.c.subject, cards.c.subject_id)

forms = Table(
    "forms",
    metadata,
    _id(),
    _ref("person_id", "persons.id"),
    Column("kind", String(24), nullable=False),
    Column("shape", SmallInteger, nullable=False),
    Column("turn", Integer, nullable=False, server_default="0"),
    Column("open", Boolean, nullable=False),
    Column("draft", LargeBinary, nullable=False),
    Column("started_at", Instant, nullable=False),
    **NEVER_AGAIN,
)
Index("uq_forms_open", forms.c.person_id, unique=True, **_only("open"))
Index("ix_forms_person", forms.c.person_id)

schedule = Table(
    "schedule",
    metadata,
    _id(),
    Column("kind", String(32), nullable=False),
    Column("subject_id", Big, nullable=False),
    Column("due_at", Instant, nullable=False, index=True),
    UniqueConstraint("kind", "subject_id"),
    **NEVER_AGAIN,
)

roles = Table(
    "roles",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("holder", Text),
    Column("epoch", Integer, nullable=False, server_default="0"),
    Column("expires_ms", Big, nullable=False, server_default="0"),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    Column("at", Instant, nullable=False),
    Column("actor_id", Big),
    Column("act", String(48), nullable=False),
    Column("subject", String(24), nullable=False),
    Column("subject_id", Big, nullable=False),
    Column("detail", LargeBinary),
    **NEVER_AGAIN,
)
Index("ix_audit_subject", audit.c.subject, audit.c.subject_id)
