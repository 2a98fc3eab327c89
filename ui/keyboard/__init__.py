"""The on-screen keyboard: ``key.py`` one key, ``board.py`` a page of them, ``typing.py`` what it types into."""
