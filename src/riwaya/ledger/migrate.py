"""Which version a database holds, and bringing an older ledger up to this one. A newer one is refused."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, insert, inspect, select, update

from riwaya.errors import LedgerError, LedgerVersionError
from riwaya.ledger import engine as engines
from riwaya.ledger import schema

STEPS: Final = Path(__file__).parent / "migrations"


def revision(version: int) -> str:
    """Alembic's name for a version of the tables.

    >>> revision(2)
    '0002'
    """
    return f"{version:04}"


def needed(engine: Engine, where: str) -> bool:
    """Whether the database is still to be made or brought up to date.

    Raises LedgerError for a database that holds something else, or does not say its version; LedgerVersionError for a newer one.
    """
    with engine.connect() as db:
        names = set(inspect(db).get_table_names())
        if "about" in names:
            return version(db, where) < schema.SCHEMA_VERSION
    if names:
        raise LedgerError(
            "this database is not a ledger", where=where, remedy="give the path of a ledger, or of a file that is not there yet"
        )
    return True


def version(db: Connection, where: str) -> int:
    """The version that a ledger says of itself; 0 where nothing was made yet."""
    if not inspect(db).has_table("about"):
        return 0
    told = db.scalar(select(schema.about.c.value).where(schema.about.c.key == "schema"))
    if told is None or not told.isdecimal():
        raise LedgerError(
            "this ledger does not say which version it is", where=where, remedy="restore it from a copy, or ingest again into a new one"
        )
    if int(told) > schema.SCHEMA_VERSION:
        raise LedgerVersionError(
            f"this ledger has schema version {told}; this Riwaya knows versions up to {schema.SCHEMA_VERSION}",
            where=where,
            remedy="upgrade Riwaya, or use another ledger",
        )
    return int(told)


def prepare(db: Connection, where: str) -> None:
    """Make the tables, or take the steps that are missing, inside the caller's writing transaction.

    Another process may have been first: what is there is asked again under the lock.
    """
    engines.lock(db, "riwaya tables")
    held = version(db, where)
    if held == 0:
        schema.metadata.create_all(db)
        db.execute(insert(schema.about), {"key": "schema", "value": str(schema.SCHEMA_VERSION)})
        db.execute(insert(schema.step), {"version_num": revision(schema.SCHEMA_VERSION)})
    elif held < schema.SCHEMA_VERSION:
        upgrade(db, held)


def upgrade(db: Connection, held: int, to: int = schema.SCHEMA_VERSION) -> None:
    """Take the steps from version `held` (0: an empty database) up to version `to`."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with EnvironmentContext(config, script, fn=lambda at, _context: script._upgrade_revs(revision(to), at)) as environment:
        environment.configure(connection=db, target_metadata=schema.metadata)
        if held and not inspect(db).has_table("alembic_version"):  # version 1 was made before there were steps
            environment.get_context().stamp(script, revision(held))
        environment.run_migrations()
    if held:
        db.execute(update(schema.about).where(schema.about.c.key == "schema").values(value=str(to)))
    else:
        db.execute(insert(schema.about), {"key": "schema", "value": str(to)})
