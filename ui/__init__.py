"""All that a person sees and hears. Whatever shows something imports from here, so PySide is loaded here first.

PySide puts a hook before ``import`` for its ``from __feature__ import``, which nothing here uses. For every module
that comes after it, the hook reads the whole source and keeps it: a third of the time of our imports and 25 MB.
"""

import builtins

_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401 between these two lines the hook is put

builtins.__import__ = _import
