"""Version 6: the list's rows say which stage scores are provisional, so that comparisons can mark them."""

from __future__ import annotations

from sqlalchemy import Connection


def upgrade(connection: Connection) -> None:
    """Every row is written anew once the store is open."""
    connection.exec_driver_sql("UPDATE summaries SET stages = NULL")
