"""Every exception that Riwaya raises on purpose.

    RiwayaError
    ├── UsageError                 the call itself is wrong (exit code 2)
    ├── InputError                 a text could not be read
    │   ├── MissingInput           nothing there
    │   ├── EmptyInput             there, but holds no text
    │   ├── UnreadableInput        there, but broken, encrypted or not text
    │   ├── UnsupportedInput       a kind that Riwaya does not read
    │   └── TooLarge               over a stated limit
    ├── RulesError                 a lexicon, rule or model file is wrong
    ├── OffsetError                edits that overlap or leave the text
    ├── GroundingError             a span that does not read back from its source
    └── LedgerError                the ledger could not do what was asked
        ├── LedgerVersionError     written by a newer Riwaya
        └── LedgerFullError        no room left on the disk

A message says what is wrong, where, and what to do next; `str(error)` is the one line a person sees.
"""

from __future__ import annotations


class RiwayaError(Exception):
    """Base of all errors raised on purpose.

    >>> print(RiwayaError("no such file", where="a.txt", remedy="check the path"))
    a.txt: no such file; check the path
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"; {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword-only arguments do not survive the default pickling, and errors travel between worker processes.
        return (_rebuild, (type(self), self.what, self.where, self.remedy))


def _rebuild(kind: type[RiwayaError], what: str, where: str | None, remedy: str | None) -> RiwayaError:
    return kind(what, where=where, remedy=remedy)


class UsageError(RiwayaError):
    """The command or call is wrong; nothing was attempted."""


class InputError(RiwayaError):
    """A text could not be read; the others of its batch still can."""


class MissingInput(InputError):
    """There is nothing at the given place."""


class EmptyInput(InputError):
    """There is something, but it holds no text."""


class UnreadableInput(InputError):
    """There is something, but it is broken, encrypted or not text."""


class UnsupportedInput(InputError):
    """A kind of file that Riwaya does not read."""


class TooLarge(InputError):
    """Over a stated limit of bytes, characters, members or depth."""


class RulesError(RiwayaError):
    """A lexicon, rule or model file is wrong; `where` names file and line."""


class OffsetError(RiwayaError):
    """Edits that overlap, are out of order, or leave the text."""


class GroundingError(RiwayaError):
    """A span that does not read back from the text it cites."""


class LedgerError(RiwayaError):
    """The ledger could not do what was asked."""


class LedgerVersionError(LedgerError):
    """The ledger was written by a newer Riwaya."""


class LedgerFullError(LedgerError):
    """There is no room left where the ledger is kept."""
