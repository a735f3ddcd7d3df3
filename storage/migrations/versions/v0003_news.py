"""News from the regions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _news()
    _news_versions()


def _news() -> None:
    op.create_table(
        "news",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("bureau_id", BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("sender_id", BIG, nullable=False),
        sa.Column("unit_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", BIG, nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("release_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recipients", sa.Integer(), server_default="0", nullable=False),
        sa.Column("asked_field", sa.String(length=16), nullable=True),
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("asked_by", BIG, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name=op.f("fk_news_asked_by")),
        sa.ForeignKeyConstraint(["bureau_id"], ["bureaus.id"], name=op.f("fk_news_bureau_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name=op.f("fk_news_decided_by")),
        sa.ForeignKeyConstraint(["sender_id"], ["persons.id"], name=op.f("fk_news_sender_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_news_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
        sa.UniqueConstraint("bureau_id", "number", name=op.f("uq_news_bureau_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_news_published",
        "news",
        ["bureau_id", "published_at"],
        unique=False,
        sqlite_where=sa.text("state = 'published'"),
        postgresql_where=sa.text("state = 'published'"),
    )
    op.create_index(op.f("ix_news_sender_id"), "news", ["sender_id"], unique=False)
    op.create_index(
        "ix_news_waiting",
        "news",
        ["bureau_id", "submitted_at"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _news_versions() -> None:
    op.create_table(
        "news_versions",
        sa.Column("news_id", BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("entities", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.LargeBinary(), nullable=False),
        sa.Column("kinds", sa.LargeBinary(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("credit", sa.Text(), nullable=True),
        sa.Column("minors", sa.String(length=16), nullable=True),
        sa.Column("created_by", BIG, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["persons.id"], name=op.f("fk_news_versions_created_by")),
        sa.ForeignKeyConstraint(["news_id"], ["news.id"], name=op.f("fk_news_versions_news_id")),
        sa.PrimaryKeyConstraint("news_id", "version", name=op.f("pk_news_versions")),
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup of before the migration")
