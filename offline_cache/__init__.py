"""What becomes of a submission after the citizen sends it: sealed, kept on disk, delivered when the council is there.

Begin with :meth:`offline_cache.store.Store.open`.
"""
