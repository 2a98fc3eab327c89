"""The council's end: takes sealed submissions from kiosks exactly once, and shows them to council staff.

Begin with :func:`council_api.app.create_app`; ``python -m council_api`` runs it.
"""
