"""Everything, as it was first."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for create in (
        _audit,
        _inbox,
        _inbox_lanes,
        _media,
        _persons,
        _regions,
        _roles,
        _schedule,
        _addresses,
        _bureaus,
        _forms,
        _media_handles,
        _region_aliases,
        _cards,
        _grants,
        _groups,
        _numbers,
        _outbox,
        _units,
        _announcements,
        _applications,
        _copies,
        _group_units,
        _invitations,
        _seats,
        _unit_names,
        _acknowledgements,
        _announcement_units,
        _announcement_versions,
        _audience,
    ):
        create()


def _only(condition: str) -> dict[str, Any]:
    """A partial index."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", BIG, nullable=True),
        sa.Column("act", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=24), nullable=False),
        sa.Column("subject_id", BIG, nullable=False),
        sa.Column("detail", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_subject", "audit", ["subject", "subject_id"], unique=False)


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("bot_id", BIG, nullable=False),
        sa.Column("update_id", BIG, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("begun_ms", BIG, server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("bot_id", "update_id", "digest", name=op.f("uq_inbox_bot_id_update_id_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_queue", "inbox", ["id"], unique=False, **_only("state = 0"))
    op.create_index("ix_inbox_waiting", "inbox", ["lane", "id"], unique=False, **_only("state < 1"))


def _inbox_lanes() -> None:
    op.create_table(
        "inbox_lanes",
        sa.Column("lane", sa.String(length=64), nullable=False),
        sa.Column("not_before_ms", BIG, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("lane", name=op.f("pk_inbox_lanes")),
    )


def _media() -> None:
    op.create_table(
        "media",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("mime", sa.Text(), nullable=True),
        sa.Column("size", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
        sqlite_autoincrement=True,
    )


def _persons() -> None:
    op.create_table(
        "persons",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("honorific", sa.String(length=8), server_default="none", nullable=False),
        sa.Column("language", sa.String(length=8), server_default="id", nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=True),
        sa.Column("consented_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sqlite_autoincrement=True,
    )


def _regions() -> None:
    op.create_table(
        "regions",
        sa.Column("code", sa.String(length=13), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("parent_code", sa.String(length=13), nullable=True),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_regions")),
    )
    op.create_index(op.f("ix_regions_parent_code"), "regions", ["parent_code"], unique=False)


def _roles() -> None:
    op.create_table(
        "roles",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("holder", sa.Text(), nullable=True),
        sa.Column("epoch", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expires_ms", BIG, server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_roles")),
    )


def _schedule() -> None:
    op.create_table(
        "schedule",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", BIG, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
        sa.UniqueConstraint("kind", "subject_id", name=op.f("uq_schedule_kind_subject_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_schedule_due_at"), "schedule", ["due_at"], unique=False)


def _addresses() -> None:
    op.create_table(
        "addresses",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("person_id", BIG, nullable=True),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_addresses_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
        sa.UniqueConstraint("channel", "address", name=op.f("uq_addresses_channel_address")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_addresses_person_id"), "addresses", ["person_id"], unique=False)


def _bureaus() -> None:
    op.create_table(
        "bureaus",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=False),
        sa.Column("prefix", sa.String(length=8), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("unit_id", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_bureaus_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bureaus")),
        sa.UniqueConstraint("region_code", name=op.f("uq_bureaus_region_code")),
        sqlite_autoincrement=True,
    )


def _forms() -> None:
    op.create_table(
        "forms",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("shape", sa.SmallInteger(), nullable=False),
        sa.Column("turn", sa.Integer(), server_default="0", nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("draft", sa.LargeBinary(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_forms_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forms")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_forms_person", "forms", ["person_id"], unique=False)
    op.create_index("uq_forms_open", "forms", ["person_id"], unique=True, **_only("open"))


def _media_handles() -> None:
    op.create_table(
        "media_handles",
        sa.Column("media_id", BIG, nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("bot_id", BIG, nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("unique_handle", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_media_handles_media_id")),
        sa.PrimaryKeyConstraint("media_id", "channel", "bot_id", name=op.f("pk_media_handles")),
        sa.UniqueConstraint(
            "channel", "bot_id", "unique_handle", name=op.f("uq_media_handles_channel_bot_id_unique_handle")
        ),
    )


def _region_aliases() -> None:
    op.create_table(
        "region_aliases",
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=13), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["regions.code"], name=op.f("fk_region_aliases_code")),
        sa.PrimaryKeyConstraint("alias", "code", name=op.f("pk_region_aliases")),
    )


def _cards() -> None:
    op.create_table(
        "cards",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("address_id", BIG, nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("subject_id", BIG, nullable=False),
        sa.Column("view", sa.String(length=16), server_default="", nullable=False),
        sa.Column("message_id", BIG, nullable=True),
        sa.Column("wanted", sa.Integer(), server_default="0", nullable=False),
        sa.Column("shown", sa.Integer(), server_default="0", nullable=False),
        sa.Column("shown_hash", sa.LargeBinary(length=16), nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name=op.f("fk_cards_address_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("address_id", "subject", "subject_id", name=op.f("uq_cards_address_id_subject_subject_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_cards_subject", "cards", ["subject", "subject_id"], unique=False)


def _grants() -> None:
    op.create_table(
        "grants",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("bureau_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["bureau_id"], ["bureaus.id"], name=op.f("fk_grants_bureau_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_grants_person_id")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_grants_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grants")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_grants_person_id"), "grants", ["person_id"], unique=False)
    op.create_index(
        "uq_grants_current", "grants", ["bureau_id", "role", "person_id"], unique=True, **_only("valid_to IS NULL")
    )


def _groups() -> None:
    op.create_table(
        "groups",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("bureau_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rule", sa.LargeBinary(), nullable=True),
        sa.Column("rank", sa.Integer(), server_default="100", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["bureau_id"], ["bureaus.id"], name=op.f("fk_groups_bureau_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_groups_name", "groups", ["bureau_id", "name"], unique=True, **_only("ended_at IS NULL"))


def _numbers() -> None:
    op.create_table(
        "numbers",
        sa.Column("bureau_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["bureau_id"], ["bureaus.id"], name=op.f("fk_numbers_bureau_id")),
        sa.PrimaryKeyConstraint("bureau_id", "kind", name=op.f("pk_numbers")),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("lane", sa.SmallInteger(), nullable=False),
        sa.Column("source", sa.SmallInteger(), nullable=False),
        sa.Column("source_id", BIG, nullable=False),
        sa.Column("occurrence", sa.Integer(), server_default="0", nullable=False),
        sa.Column("address_id", BIG, nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=True),
        sa.Column("part", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("parts", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("repeats", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("not_before_ms", BIG, server_default="0", nullable=False),
        sa.Column("harmless", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("payload", sa.LargeBinary(), nullable=True),
        sa.Column("settled_ms", BIG, nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name=op.f("fk_outbox_address_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "source",
            "source_id",
            "occurrence",
            "address_id",
            name=op.f("uq_outbox_source_source_id_occurrence_address_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_address", "outbox", ["address_id", "lane", "id"], unique=False, **_only("state < 2"))
    op.create_index(
        "ix_outbox_later", "outbox", ["not_before_ms"], unique=False, **_only("state = 0 AND not_before_ms > 0")
    )
    op.create_index("ix_outbox_queue", "outbox", ["lane", "id"], unique=False, **_only("state = 0"))
    op.create_index("ix_outbox_sending", "outbox", ["id"], unique=False, **_only("state = 1"))
    op.create_index("uq_outbox_queued_card", "outbox", ["source_id"], unique=True, **_only("source = 1 AND state = 0"))


def _units() -> None:
    op.create_table(
        "units",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("bureau_id", BIG, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=False),
        sa.Column("parent_id", BIG, nullable=True),
        sa.Column("abbreviation", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["bureau_id"], ["bureaus.id"], name=op.f("fk_units_bureau_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["units.id"], name=op.f("fk_units_parent_id")),
        sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f("fk_units_region_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("bureau_id", "slug", name=op.f("uq_units_bureau_id_slug")),
        sqlite_autoincrement=True,
    )


def _announcements() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("bureau_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.String(length=16), nullable=False),
        sa.Column("author_id", BIG, nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("current_version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", BIG, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_for", sa.Text(), nullable=True),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recipients", sa.Integer(), server_default="0", nullable=False),
        sa.Column("units", sa.Integer(), server_default="0", nullable=False),
        sa.Column("nudges", sa.Integer(), server_default="0", nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["persons.id"], name=op.f("fk_announcements_author_id")),
        sa.ForeignKeyConstraint(["bureau_id"], ["bureaus.id"], name=op.f("fk_announcements_bureau_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_announcements_decided_by")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_announcements_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
        sa.UniqueConstraint("bureau_id", "number", name=op.f("uq_announcements_bureau_id_number")),
        sa.UniqueConstraint("code", name=op.f("uq_announcements_code")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_announcements_author_id"), "announcements", ["author_id"], unique=False)
    op.create_index("ix_announcements_state", "announcements", ["bureau_id", "state"], unique=False)


def _applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("bureau_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", BIG, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["bureau_id"], ["bureaus.id"], name=op.f("fk_applications_bureau_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_applications_decided_by")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_applications_person_id")),
        sa.ForeignKeyConstraint(["replaced_id"], ["persons.id"], name=op.f("fk_applications_replaced_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_applications_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_applications")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_applications_person_id"), "applications", ["person_id"], unique=False)
    op.create_index("uq_applications_waiting", "applications", ["person_id"], unique=True, **_only("state = 'waiting'"))


def _copies() -> None:
    op.create_table(
        "copies",
        sa.Column("outbox_id", BIG, nullable=False),
        sa.Column("part", sa.SmallInteger(), nullable=False),
        sa.Column("ordinal", sa.SmallInteger(), nullable=False),
        sa.Column("message_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name=op.f("fk_copies_outbox_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("outbox_id", "part", "ordinal", name=op.f("pk_copies")),
    )


def _group_units() -> None:
    op.create_table(
        "group_units",
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_group_units_group_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_group_units_unit_id")),
        sa.PrimaryKeyConstraint("group_id", "unit_id", name=op.f("pk_group_units")),
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("bureau_id", BIG, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("unit_id", BIG, nullable=True),
        sa.Column("seat_role", sa.String(length=16), nullable=True),
        sa.Column("grant_role", sa.String(length=16), nullable=True),
        sa.Column("created_by", BIG, nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by", BIG, nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(unit_id IS NULL) = (seat_role IS NULL)", name=op.f("ck_invitations_seat_is_whole")),
        sa.CheckConstraint(
            "seat_role IS NOT NULL OR grant_role IS NOT NULL", name=op.f("ck_invitations_for_something")
        ),
        sa.ForeignKeyConstraint(["bureau_id"], ["bureaus.id"], name=op.f("fk_invitations_bureau_id")),
        sa.ForeignKeyConstraint(["created_by"], ["persons.id"], name=op.f("fk_invitations_created_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_invitations_unit_id")),
        sa.ForeignKeyConstraint(["used_by"], ["persons.id"], name=op.f("fk_invitations_used_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_invitations_unit_id"), "invitations", ["unit_id"], unique=False)


def _seats() -> None:
    op.create_table(
        "seats",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_seats_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_seats_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seats")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_seats_person_id"), "seats", ["person_id"], unique=False)
    op.create_index(op.f("ix_seats_unit_id"), "seats", ["unit_id"], unique=False)
    op.create_index(
        "uq_seats_current", "seats", ["unit_id", "person_id", "role"], unique=True, **_only("valid_to IS NULL")
    )


def _unit_names() -> None:
    op.create_table(
        "unit_names",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_unit_names_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_names")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_unit_names_unit_id"), "unit_names", ["unit_id"], unique=False)
    op.create_index("uq_unit_names_current", "unit_names", ["unit_id"], unique=True, **_only("valid_to IS NULL"))


def _acknowledgements() -> None:
    op.create_table(
        "acknowledgements",
        sa.Column("announcement_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_acknowledgements_announcement_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_acknowledgements_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_acknowledgements_unit_id")),
        sa.PrimaryKeyConstraint("announcement_id", "unit_id", "person_id", "version", name=op.f("pk_acknowledgements")),
    )


def _announcement_units() -> None:
    op.create_table(
        "announcement_units",
        sa.Column("announcement_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_announcement_units_announcement_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_announcement_units_unit_id")),
        sa.PrimaryKeyConstraint("announcement_id", "unit_id", name=op.f("pk_announcement_units")),
    )


def _announcement_versions() -> None:
    op.create_table(
        "announcement_versions",
        sa.Column("announcement_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("entities", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name=op.f("fk_announcement_versions_announcement_id")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["persons.id"], name=op.f("fk_announcement_versions_created_by")),
        sa.PrimaryKeyConstraint("announcement_id", "version", name=op.f("pk_announcement_versions")),
    )


def _audience() -> None:
    op.create_table(
        "audience",
        sa.Column("announcement_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("seat_id", BIG, nullable=False),
        sa.Column("address_id", BIG, nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name=op.f("fk_audience_address_id")),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcements.id"], name=op.f("fk_audience_announcement_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_audience_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.id"], name=op.f("fk_audience_seat_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_audience_unit_id")),
        sa.PrimaryKeyConstraint("announcement_id", "person_id", "unit_id", name=op.f("pk_audience")),
    )
    op.create_index("ix_audience_person", "audience", ["person_id"], unique=False)
