"""Releases of the image and of the program: signed folders, made, checked, installed, and gone back from.

Bundles of services are kiosk/bundle. Docs: docs/updates.md; why it is so: docs/decisions/0052.
"""
