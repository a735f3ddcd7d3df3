"""Groups of Telegram that are linked to a bureau."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "chats",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("address_id", BIG, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("bureau_id", BIG, nullable=True),
        sa.Column("group_id", BIG, nullable=True),
        sa.Column("linked_by", BIG, nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_by", BIG, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("greeted", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("answered_ms", BIG, server_default="0", nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state <> 'linked' OR group_id IS NOT NULL", name=op.f("ck_chats_linked_to_something")),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name=op.f("fk_chats_address_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_chats_asked_by")),
        sa.ForeignKeyConstraint(["bureau_id"], ["bureaus.id"], name=op.f("fk_chats_bureau_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_chats_group_id")),
        sa.ForeignKeyConstraint(["linked_by"], ["persons.id"], name=op.f("fk_chats_linked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("address_id", name=op.f("uq_chats_address_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_chats_bureau_id"), "chats", ["bureau_id"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("restore the backup of before the migration")
