"""Compare: the accounts of each incident, side by side, from a ledger alone.

incidents(ledger) -> list[Incident]; `Incident.to_json()` is the contract of `riwaya incidents`.
"""

from riwaya.compare.side_by_side import Incident, incidents

__all__ = ["Incident", "incidents"]
