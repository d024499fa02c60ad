"""The reading room: a local web application over a ledger, and the same data under /api.

from riwaya.serve.web import Settings, create_app
app = create_app(Settings(ledger="accounts.db"))
"""

from riwaya.serve.web.app import create_app
from riwaya.serve.web.settings import Settings

__all__ = ["Settings", "create_app"]
