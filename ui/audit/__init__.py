"""The audit: every page in every look, in memory, measured against the requirements. For ``kiosk audit``.

``looks`` says in how many ways a page can look, ``walk`` goes through the pages, ``view`` is one page as it
stands, ``measures`` has a file for each measure and one table, ``run`` puts them together.
"""
