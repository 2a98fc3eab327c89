"""What happens to a submission after the citizen presses Send: sealed, kept on disk, delivered when the council can be reached.

Begin with :func:`offline_cache.opening.open_store`.
"""
