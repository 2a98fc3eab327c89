"""Bundles: services, words and the council's keys as one signed file, hostile until it is proved otherwise.

``package.py`` is the file, ``manifest.py`` what it says of itself, ``signing.py`` who may sign, ``checking.py`` whether
all in it can be used, ``shelf.py`` the folder that holds those taken, ``council_keys.py`` the keys that one brings.
"""
