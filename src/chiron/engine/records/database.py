"""The pool of the app's connections. Every transaction has one school, or none and then sees nothing of any."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Any, LiteralString, TypeVar
from uuid import UUID

import psycopg
from psycopg import generators
from psycopg.pq import Escaping, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool, PoolTimeout, TooManyRequests

from chiron.core.errors import Conflict, InvalidInput, Unavailable
from chiron.engine.records.literals import filled
from chiron.engine.records.school_store import enter

Connection = psycopg.AsyncConnection[DictRow]
"""A connection inside a transaction; rows come as dicts unless a statement says otherwise."""
Statement = tuple[LiteralString, Sequence[object]]
"""SQL with its values."""
Row = Mapping[str, Any]
Texts = Mapping[str, str | None]
"""A row whose values are the texts that PostgreSQL writes."""
SILENCE = 8.0
"""Seconds that a statement may take: a server that stands still gives no error by itself."""
_T = TypeVar("_T")

_GONE = "The database does not answer just now. Nothing was lost; try again in a moment."
_UNKEEPABLE = (
    psycopg.errors.UntranslatableCharacter,
    psycopg.errors.CharacterNotInRepertoire,
    psycopg.errors.InvalidTextRepresentation,
    UnicodeEncodeError,
)


class _Silent(psycopg.OperationalError):
    """The server has not answered in time."""


class _Bounded(psycopg.AsyncConnection[DictRow]):
    """A connection that is given up once a statement has taken too long."""

    silence = SILENCE

    async def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:  # noqa: ASYNC109
        """As psycopg's own, but never for longer. Raises _Silent."""
        try:
            return await super().wait(gen, interval, timeout or self.silence)
        except psycopg.errors._WaitTimeout as fault:
            self.pgconn.finish()  # asking the server to stop would wait for it again
            raise _Silent(str(fault)) from fault


class Database:
    """Where transactions come from. Made by ``open``; close it when done.

    ``away`` is set by ``watch`` while the server does not answer: whoever comes then is told at once and waits for
    nothing.
    """

    def __init__(self, pool: AsyncConnectionPool[Connection]) -> None:
        self._pool = pool
        self.away = False

    @classmethod
    async def open(
        cls, app_url: str, minimum: int = 1, maximum: int = 10, wait: float = 3.0, patience: float = 10.0
    ) -> Database:
        """Open a pool of ``minimum`` to ``maximum`` connections; a transaction waits ``wait`` seconds
        for one, opening waits ``patience``.

        Raises Unavailable where the database does not answer.
        """
        pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            app_url,
            connection_class=_Bounded,
            # A server behind a dead network gives no error by itself (the last is for TCP only).
            kwargs={
                "autocommit": True,
                "row_factory": dict_row,
                "connect_timeout": 5,
                "tcp_user_timeout": 10_000,
            },
            min_size=minimum,
            max_size=maximum,
            timeout=wait,
            reconnect_timeout=wait,
            open=False,
        )
        await pool.open()
        try:
            await pool.wait(patience)
        except PoolTimeout as fault:
            await pool.close()
            raise Unavailable(_GONE) from fault
        return cls(pool)

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.close()

    def school(self, school: UUID) -> AbstractAsyncContextManager[Connection]:
        """One transaction in one school: kept when the block ends, undone when it raises."""
        # One message for both, so that the school costs no round trip.
        return _Transaction(self, f"BEGIN; {enter(school)}")

    def anyone(self) -> AbstractAsyncContextManager[Connection]:
        """One transaction with no school: it sees only tables that belong to none."""
        return _Transaction(self, "BEGIN")

    async def message(self, school: UUID, *statements: Statement) -> list[list[Row]]:
        """The rows of each of several statements in one school, as one transaction: for what every turn does.

        One message, so one round trip where ``school`` needs three: PostgreSQL makes a transaction of each message.
        Where a connection died it is sent again on another, so what it writes must bear to be sent twice.
        """
        text: LiteralString = "; ".join([enter(school), *(query for query, _ in statements)])
        values = [value for _, given in statements for value in given]

        async def ask(conn: Connection) -> list[list[Row]]:
            cursor = psycopg.AsyncClientCursor(conn, row_factory=dict_row)
            await cursor.execute(text, values)
            rows: list[list[Row]] = []
            while cursor.nextset():
                rows.append(list(await cursor.fetchall()))
            return rows

        return await self._sent(ask)

    async def texts(self, school: UUID, *statements: Statement) -> list[list[Texts]]:
        """``message`` with every value as the text that PostgreSQL writes: half the work, for what a turn reads."""
        text: LiteralString = "; ".join([enter(school), *(query for query, _ in statements)])
        values = [value for _, given in statements for value in given]

        async def ask(conn: Connection) -> list[list[Texts]]:
            conn.pgconn.send_query(filled(text, values, Escaping(conn.pgconn)))
            results = await conn.wait(generators.execute(conn.pgconn))
            return [_texts(result) for result in results[1:] or results]

        return await self._sent(ask)

    async def _sent(self, ask: Callable[[Connection], Awaitable[_T]]) -> _T:
        try:
            conn, found = await self._first(ask)
        except (psycopg.Error, UnicodeEncodeError) as fault:
            _translate(fault)
            raise
        await self.give_back(conn)
        return found

    async def begin(self, begin: LiteralString) -> Connection:
        """A connection in a fresh transaction."""
        try:
            conn, _ = await self._first(lambda conn: conn.execute(begin, prepare=False))
        except psycopg.OperationalError as fault:
            raise Unavailable(_GONE) from fault
        return conn

    async def _first(self, ask: Callable[[Connection], Awaitable[_T]]) -> tuple[Connection, _T]:
        """A connection with the answer to the first thing asked of it. Those that died while idle are thrown away:
        nothing ran on them yet.
        """
        for _ in range(self._pool.max_size + 1):
            if self.away:
                break
            try:
                conn = await self._pool.getconn()
            except (PoolTimeout, TooManyRequests) as fault:
                raise Unavailable(_GONE) from fault
            try:
                answer = await ask(conn)
            except psycopg.OperationalError as fault:
                await conn.close()
                await self._pool.putconn(conn)
                if isinstance(fault, _Silent | psycopg.errors.TransactionRollback):
                    raise
            except BaseException:
                if conn.pgconn.transaction_status != TransactionStatus.IDLE:
                    await conn.close()
                await self._pool.putconn(conn)
                raise
            else:
                return conn, answer
        raise Unavailable(_GONE)

    async def give_back(self, conn: Connection) -> None:
        """Return a connection; a broken one is replaced."""
        await self._pool.putconn(conn)


def _texts(result: PGresult) -> list[Texts]:
    if result.status != ExecStatus.TUPLES_OK:
        raise psycopg.errors.error_from_result(result, "utf-8")
    names = [(result.fname(column) or b"").decode() for column in range(result.nfields)]
    return [
        {name: _text(result.get_value(row, column)) for column, name in enumerate(names)}
        for row in range(result.ntuples)
    ]


def _text(value: bytes | None) -> str | None:
    return None if value is None else value.decode()


class _Transaction(AbstractAsyncContextManager[Connection]):
    """From BEGIN to COMMIT or ROLLBACK. A class, since every request pays for it: a generator costs a fifth more."""

    __slots__ = ("_begin", "_conn", "_database")

    def __init__(self, database: Database, begin: LiteralString) -> None:
        self._database = database
        self._begin = begin

    async def __aenter__(self) -> Connection:
        self._conn = await self._database.begin(self._begin)
        return self._conn

    async def __aexit__(
        self, _kind: type[BaseException] | None, fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            if fault is None:
                await _commit(self._conn)
            else:
                await _undo(self._conn)
                _translate(fault)
        except (psycopg.Error, UnicodeEncodeError, RuntimeError) as failed:
            await _undo(self._conn)
            _translate(failed)
            raise
        finally:
            await self._database.give_back(self._conn)


async def _commit(conn: Connection) -> None:
    done = await conn.execute("COMMIT", prepare=False)
    if done.statusmessage != "COMMIT":
        # A statement failed and somebody caught its error: PostgreSQL then undoes everything, politely.
        raise RuntimeError("A statement in this transaction had failed: nothing of it was kept.")


async def _undo(conn: Connection) -> None:
    if conn.closed:
        return
    try:
        await conn.execute("ROLLBACK", prepare=False)
    except psycopg.Error:
        await conn.close()


def _translate(fault: BaseException) -> None:
    """Raise what a fault of PostgreSQL means to the caller; any other is left as it is."""
    meaning = _meaning(fault)
    if meaning is not None:
        raise meaning from fault


def _meaning(fault: BaseException) -> Exception | None:
    if isinstance(fault, psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure):
        return Conflict("Somebody else changed it at the same moment. Try again.")
    if isinstance(fault, psycopg.OperationalError):
        return Unavailable(_GONE)
    if isinstance(fault, _UNKEEPABLE) or (isinstance(fault, psycopg.DataError) and "NUL" in str(fault)):
        return InvalidInput(
            "The text holds a character that cannot be kept (such as NUL). Remove it and send it again."
        )
    return None
