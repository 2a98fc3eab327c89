"""XPath 1.0 with ODK's functions: an expression's text is compiled once and evaluated as often as needed.

    compile("/data/age >= 18").boolean(Context(node, host))

Hostile expressions are bounded in length, depth, work and memory (promise 5).
"""

from kiosk.forms.xpath.compile import Expression, compile  # noqa: A004 - the word for it
from kiosk.forms.xpath.context import Context, Host, Value
from kiosk.forms.xpath.dates import Date
from kiosk.forms.xpath.references import Reference

__all__ = ["Context", "Date", "Expression", "Host", "Reference", "Value", "compile"]
